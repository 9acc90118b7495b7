"""Digests and editions as JSON documents with a published schema, for other programs.

What a digest derives when it is asked, a document spells out: each part carries the numbers of the sources that it
cites, and the passages that it stands on.
"""

import json
from collections.abc import Iterable

from reader import addresses
from reader.addresses import PublicLinks
from reader.cards import cards, picture_card
from reader.outside import web_link
from reader.schemas import (
    AccountDocument,
    CheckDocument,
    Cited,
    DifferenceDocument,
    DigestDocument,
    EditionDocument,
    KeyFigureDocument,
    PassageDocument,
    PictureDocument,
    QuotationDocument,
    RelatedDocument,
    SectionDocument,
    SourceDocument,
    StatementDocument,
    SubscriptionDocument,
    SupersededDocument,
    UnreadDocument,
    WordingDocument,
)
from reader.wording import METHOD, minutes
from summarizer.digests import Digest, Edition, SourceReport, Statement
from summarizer.stories import Evidence


def digest_json(digest: Digest, link: PublicLinks) -> bytes:
    """The digest as a JSON document with absolute links."""
    return _written(digest_document(digest, link))


def edition_json(edition: Edition, link: PublicLinks) -> bytes:
    """The edition with all its digests as a JSON document with absolute links."""
    return _written(
        EditionDocument(
            schema_=link(addresses.EDITION_SCHEMA),
            url=link(addresses.edition(edition.date)),
            **edition.model_dump(include={"date", "timezone", "since", "until", "articles"}),
            digests=tuple(digest_document(digest, link) for digest in edition.digests),
            subscriptions=tuple(subscription_document(report) for report in edition.sources),
        )
    )


def digest_document(digest: Digest, link: PublicLinks) -> DigestDocument:
    """The digest as a document with absolute links."""
    of = _Citations(digest)
    return DigestDocument(
        schema_=link(addresses.DIGEST_SCHEMA),
        url=link(addresses.digest(digest.date, digest.slug)),
        **digest.model_dump(include={"date", "slug", "story", "headline", "category", "updated", "ranked_for"}),
        outlets=digest.outlets,
        independent=digest.voices,
        words=digest.words,
        minutes=minutes(digest.words),
        method=METHOD,
        tldr=of.statements(digest.tldr),
        new=of.statements(digest.new),
        key_figures=of.key_figures(),
        sections=tuple(
            SectionDocument(heading=section.heading, paragraphs=tuple(map(of.statements, section.paragraphs)))
            for section in digest.sections
        ),
        quotations=of.quotations(),
        differences=of.differences(),
        picture=_picture(digest, link),
        sources=_sources(digest, link),
        related=tuple(
            RelatedDocument(url=link(addresses.digest(item.date, item.slug)), **item.model_dump())
            for item in digest.related
        ),
        check=CheckDocument(passed=digest.check.passed, **digest.check.model_dump()),
    )


class _Citations:
    """The parts of a digest that cite, with their numbers and passages."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._number = {source.article: source.number for source in digest.sources}

    def cited(self, evidence: Iterable[Evidence]) -> Cited:
        found = tuple(evidence)
        return Cited(
            citations=self._digest.numbers(found),
            passages=tuple(
                PassageDocument(source=self._number[item.article], start=item.start, end=item.end)
                for item in dict.fromkeys(found)
            ),
        )

    def statement(self, item: Statement) -> StatementDocument:
        return StatementDocument(text=item.text, **dict(self.cited(item.evidence)))

    def statements(self, items: Iterable[Statement]) -> tuple[StatementDocument, ...]:
        return tuple(map(self.statement, items))

    def key_figures(self) -> tuple[KeyFigureDocument, ...]:
        return tuple(
            KeyFigureDocument(**row.model_dump(exclude={"evidence"}), **dict(self.cited(row.evidence)))
            for row in self._digest.key_figures
        )

    def quotations(self) -> tuple[QuotationDocument, ...]:
        return tuple(
            QuotationDocument(
                **said.model_dump(exclude={"evidence", "otherwise"}),
                **dict(self.cited(said.evidence)),
                otherwise=tuple(
                    WordingDocument(words=other.words, **dict(self.cited(other.evidence))) for other in said.otherwise
                ),
            )
            for said in self._digest.quotations
        )

    def differences(self) -> tuple[DifferenceDocument, ...]:
        return tuple(
            DifferenceDocument(
                subject=difference.subject,
                accounts=tuple(
                    AccountDocument(
                        figure=account.figure,
                        statement=self.statement(account.statement),
                        supersedes=tuple(
                            SupersededDocument(figure=earlier.figure, **dict(self.cited(earlier.evidence)))
                            for earlier in account.supersedes
                        ),
                    )
                    for account in difference.accounts
                ),
            )
            for difference in self._digest.differences
        )


def _sources(digest: Digest, link: PublicLinks) -> tuple[SourceDocument, ...]:
    return tuple(
        SourceDocument(
            **card.source.model_dump(exclude={"article", "voice", "url"}),
            url=card.url,
            evidence_url=link(addresses.evidence(digest.date, digest.slug, card.source.number)),
            same_text_as=card.same_text_as,
        )
        for card in cards(digest, {})
    )


def _picture(digest: Digest, link: PublicLinks) -> PictureDocument | None:
    shown = picture_card(digest)
    if shown is None:
        return None
    return PictureDocument(
        url=link(addresses.image(shown.image)),
        caption=shown.caption,
        alt=shown.alt,
        credit=shown.credit,
        source_url=shown.url,
    )


def subscription_document(report: SourceReport) -> SubscriptionDocument:
    """What a subscription gave to an edition, as a document."""
    unread = (
        UnreadDocument(url=web_link(item.url) or "", reason=item.reason.value, detail=item.detail)
        for item in report.skipped
    )
    return SubscriptionDocument(
        outlet=report.outlet, url=web_link(report.url) or "", articles=report.articles, unread=tuple(unread)
    )


def _written(document: DigestDocument | EditionDocument) -> bytes:
    text = json.dumps(document.model_dump(mode="json", by_alias=True), ensure_ascii=False)
    return text.encode(errors="replace")
