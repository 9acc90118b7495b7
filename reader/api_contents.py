"""Fills the API's documents from what the store answers."""

from collections.abc import Iterable, Iterator, Mapping

from extractors.articles import Article, Span
from reader import addresses
from reader.addresses import PublicLinks
from reader.api_documents import (
    CitedPassage,
    DigestItem,
    EditionItem,
    EditionOutlineDocument,
    EvidenceDocument,
    FigureDocument,
    FoundPassage,
    HitDocument,
    MarkedDocument,
    MatchDocument,
    OrganizationDocument,
    ToldQuotationDocument,
)
from reader.documents import subscription_document
from reader.outside import web_link
from reader.passages import anchor, cited_spans, passage_link
from reader.schemas import Cited, KeyFigureDocument, PassageDocument, QuotationDocument, WordingDocument
from store import (
    DigestSummary,
    EditionOutline,
    EditionSummary,
    Hit,
    Marked,
    OrganizationSummary,
    ToldFigure,
    ToldQuotation,
)
from summarizer.digests import Digest, Source
from summarizer.stories import Evidence

ROOT = "api"


def edition_item(summary: EditionSummary, link: PublicLinks) -> EditionItem:
    """An edition in a list."""
    path = addresses.edition(summary.date)
    return EditionItem(url=link(path), api_url=link(f"{ROOT}/{path}"), **summary.model_dump())


def digest_item(summary: DigestSummary, link: PublicLinks) -> DigestItem:
    """A digest in a list."""
    return DigestItem(
        url=link(addresses.digest(summary.date, summary.slug)),
        api_url=link(_digest_path(summary)),
        **summary.model_dump(),
    )


def edition_outline(outline: EditionOutline, link: PublicLinks) -> EditionOutlineDocument:
    """An edition with its digests in a list."""
    path = addresses.edition(outline.edition.date)
    return EditionOutlineDocument(
        url=link(path),
        document_url=link(f"{path}.json"),
        **outline.edition.model_dump(include={"date", "timezone", "since", "until", "articles"}),
        published_at=outline.published_at,
        revision=outline.revision,
        digests=tuple(digest_item(item, link) for item in outline.digests),
        subscriptions=tuple(subscription_document(report) for report in outline.edition.sources),
    )


def evidence_documents(
    digest: Digest, articles: Mapping[str, Article], link: PublicLinks
) -> Iterator[EvidenceDocument]:
    """The sources of a digest with their passages; one whose article is not stored is left out."""
    for source in digest.sources:
        if source.article in articles:
            yield evidence_document(digest, source, articles[source.article], link)


def evidence_document(digest: Digest, source: Source, article: Article, link: PublicLinks) -> EvidenceDocument:
    """A source of a digest with its passages."""
    return EvidenceDocument(
        number=source.number,
        outlet=source.outlet,
        headline=source.headline,
        url=web_link(source.url),
        page_url=link(addresses.evidence(digest.date, digest.slug, source.number)),
        published=source.published,
        language=source.language,
        passages=tuple(
            CitedPassage(
                start=span.start,
                end=span.end,
                words=span.of(article.text),
                url=passage_link(source.url, article.text, span),
            )
            for span in cited_spans(digest, source.article)
        ),
    )


def organization_document(summary: OrganizationSummary, link: PublicLinks) -> OrganizationDocument:
    """An organization."""
    path = addresses.organization(summary.slug)
    return OrganizationDocument(url=link(path), api_url=link(f"{ROOT}/{path}"), **summary.model_dump())


def figure_document(told: ToldFigure, link: PublicLinks) -> FigureDocument:
    """A key figure with its digest."""
    return FigureDocument(
        **_told(told, link),
        figure=KeyFigureDocument(
            **told.figure.model_dump(exclude={"evidence"}), **dict(_cited(told.sources, told.figure.evidence))
        ),
        outlets=_outlets(told.sources, told.figure.evidence),
    )


def quotation_document(told: ToldQuotation, link: PublicLinks) -> ToldQuotationDocument:
    """A quotation with its digest."""
    said = told.quotation
    return ToldQuotationDocument(
        **_told(told, link),
        quotation=QuotationDocument(
            **said.model_dump(exclude={"evidence", "otherwise"}),
            **dict(_cited(told.sources, said.evidence)),
            otherwise=tuple(
                WordingDocument(words=other.words, **dict(_cited(told.sources, other.evidence)))
                for other in said.otherwise
            ),
        ),
        outlets=_outlets(told.sources, said.evidence),
    )


def hit_document(hit: Hit, link: PublicLinks) -> HitDocument:
    """A digest that was found."""
    return HitDocument(
        **hit.model_dump(include={"date", "slug", "category", "outlets"}),
        url=link(addresses.digest(hit.date, hit.slug)),
        api_url=link(_digest_path(hit)),
        headline=_marked(hit.headline),
        snippet=_marked(hit.snippet),
        passages=tuple(
            FoundPassage(
                number=found.source.number,
                outlet=found.source.outlet,
                url=link(
                    addresses.evidence(hit.date, hit.slug, found.source.number),
                    anchor(Span(start=found.start, end=found.end)),
                ),
                words=_marked(found.words),
            )
            for found in hit.passages
        ),
    )


def _digest_path(item: DigestSummary | Hit) -> str:
    return f"{ROOT}/digests/{item.date.isoformat()}/{item.slug}"


def _told(told: ToldFigure | ToldQuotation, link: PublicLinks) -> dict[str, object]:
    return {
        **told.model_dump(include={"date", "slug", "headline", "category"}),
        "url": link(addresses.digest(told.date, told.slug)),
    }


def _cited(sources: Iterable[Source], evidence: Iterable[Evidence]) -> Cited:
    number = {source.article: source.number for source in sources}
    found = [item for item in dict.fromkeys(evidence) if item.article in number]
    return Cited(
        citations=tuple(sorted({number[item.article] for item in found})),
        passages=tuple(PassageDocument(source=number[item.article], start=item.start, end=item.end) for item in found),
    )


def _outlets(sources: Iterable[Source], evidence: Iterable[Evidence]) -> tuple[str, ...]:
    articles = {item.article for item in evidence}
    return tuple(dict.fromkeys(source.outlet for source in sources if source.article in articles))


def _marked(words: Marked) -> MarkedDocument:
    return MarkedDocument(
        text=words.text, matches=tuple(MatchDocument(start=span.start, end=span.end) for span in words.matches)
    )
