"""The verifier: re-reads a finished digest against the stored articles, and takes out what is not true to them.

It shares no code with what writes digests, and knows nothing of how they are written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from extractors.articles import Article
from summarizer.digest_frame import headline_fault, newest, picture_fault, updated_fault
from summarizer.digests import (
    Check,
    Difference,
    Digest,
    Failure,
    KeyFigure,
    Quotation,
    Rendering,
    Section,
    Statement,
)
from summarizer.evidence_spans import clause_fault, span_fault
from summarizer.faithful_figures import difference_fault, key_figure_fault
from summarizer.faithful_headings import heading_fault
from summarizer.faithful_quotations import quotation_fault, rendering_fault
from summarizer.faithful_wording import Wording
from summarizer.further_evidence import part_fault, whole_fault
from summarizer.guarded_words import AGENCIES
from summarizer.source_cards import card_faults, cards_needed, true_cards
from summarizer.stories import Claim, Evidence
from summarizer.words_in_text import plain

FEWEST_STATEMENTS = 2
"""A digest with fewer statements in TL;DR and body is not published; so many move up when the TL;DR is lost."""

_Part = TypeVar("_Part")


def verify(digest: Digest, articles: Mapping[str, Article]) -> Check:
    """What of the digest is not true to the stored articles; `articles` maps `Article.id` to the article.

    Each statement, key figure, quotation, difference, heading and source card, the headline, the time of update and
    the picture count as one part, and fail at most once.
    """
    parts = list(_Examination(digest, articles).parts())
    failures = tuple(Failure(part=part, text=text, reason=reason) for part, text, reason in parts if reason)
    return Check(checked=len(parts), failures=failures)


def publishable(digest: Digest, articles: Mapping[str, Article]) -> Digest | None:
    """The digest without the parts that fail, with `check` filled in; None when what is left can't stand.

    Further evidence that fails is taken from its part; the part itself goes when the evidence that gives its wording
    fails. A card that says something else than its article takes everything with it that stands on that article.
    Sources are numbered anew, in voices that their texts bear out, and those that nothing cites are dropped, except
    copies of a cited one and the article of the headline. When nothing is left of the TL;DR, the first two statements
    of the body move there; what stands below an untrue heading joins the section before it, or else the one after.
    None when the headline fails, or fewer than two statements are left.
    """
    check = first = verify(digest, articles)
    failures = list(first.failures)
    while check.failures:
        mended = _Examination(digest, articles).mended()
        if mended is None or mended == digest:
            return None
        digest, check = mended, verify(mended, articles)
        known = {(failure.part, failure.text) for failure in failures}
        failures += (failure for failure in check.failures if (failure.part, failure.text) not in known)
    if not digest.tldr or _told(digest) < FEWEST_STATEMENTS:
        return None
    standing = {text for _, text, _ in _Examination(digest, articles).parts()}
    judged = tuple(failure.model_copy(update={"dropped": failure.text not in standing}) for failure in failures)
    return digest.model_copy(update={"check": Check(checked=first.checked, failures=judged)})


def _told(digest: Digest) -> int:
    return len(digest.tldr) + sum(len(section.statements) for section in digest.sections)


class _Examination:
    """One reading of one digest. A fault is a sentence; None means that there is none."""

    def __init__(self, digest: Digest, articles: Mapping[str, Article]) -> None:
        self.digest = digest
        self.articles = articles
        self.card_faults = card_faults(digest, articles)
        self.carded = true_cards(digest, articles).keys()
        self.headline_fault = headline_fault(digest, articles, self.carded)
        self.picture_fault = picture_fault(digest, articles, self.carded)
        outlets = {plain(source.outlet) for source in digest.sources if source.outlet.strip()}
        bare = {outlet.removeprefix("The ") for outlet in outlets}
        self.media = sorted(AGENCIES | outlets | bare, key=lambda name: (-len(name), name))
        self.statement = cache(self._statement)

    def parts(self) -> Iterator[tuple[str, str, str | None]]:
        """Every part in reading order: what it is, its text, its fault."""
        digest = self.digest
        yield "headline", digest.headline, self.headline_fault
        yield "updated", digest.updated.isoformat(), updated_fault(digest, self.articles)
        yield from (("TL;DR", told.text, self.statement(told)[0]) for told in digest.tldr)
        yield from (("statement", told.text, self.statement(told)[0]) for told in digest.new)
        for section in digest.sections:
            yield "heading", section.heading, heading_fault(section, self.articles)
            yield from (("statement", told.text, self.statement(told)[0]) for told in section.statements)
        yield from (("difference", item.subject, self._difference(item)[0]) for item in digest.differences)
        yield from (
            ("key figure", f"{row.figure} {row.measures}", self._key_figure(row)[0]) for row in digest.key_figures
        )
        yield from (("quotation", item.words, self._quotation(item)[0]) for item in digest.quotations)
        for source, fault in zip(digest.sources, self.card_faults, strict=True):
            yield "source", f"[{source.number}] {source.headline}", fault
        if digest.picture:
            yield "picture", digest.picture.caption or digest.picture.image, self.picture_fault

    def mended(self) -> Digest | None:
        """The digest with what stands of each part; None where the headline does not stand."""
        if self.headline_fault:
            return None
        digest = self.digest
        tldr, sections = self._standing(digest.tldr), self._standing_sections()
        if not tldr:
            tldr, sections = _moved_up(sections)
        left = {
            "tldr": tldr,
            "new": self._standing(digest.new),
            "sections": sections,
            "key_figures": _left(self._key_figure(row)[1] for row in digest.key_figures),
            "quotations": _left(self._quotation(item)[1] for item in digest.quotations),
            "differences": _left(self._difference(item)[1] for item in digest.differences),
            "picture": None if self.picture_fault else digest.picture,
        }
        return self._with_sources(digest.model_copy(update=left))

    # Statements

    def _statement(self, statement: Statement) -> tuple[str | None, Statement | None]:
        """Its fault, and what of it stands."""
        evidence = statement.evidence
        if not evidence or not all(claim.evidence for claim in statement.claims):
            return "It stands on no evidence.", None
        first = self._wording_fault(statement, evidence[0])
        if first:
            return first, None
        faults: list[str] = []
        claims = [self._claim(claim, statement.text, evidence[0], faults) for claim in statement.claims]
        if not faults:
            return None, statement
        return faults[0], statement.model_copy(update={"claims": tuple(claim for claim in claims if claim)})

    def _claim(self, claim: Claim, text: str, worded: Evidence, faults: list[str]) -> Claim | None:
        """What of a statement's claim stands beside the evidence that it is worded from; faults found are added."""
        kept = []
        for item in claim.evidence:
            fault = self._support_fault(claim.part, text, item) if item != worded else None
            if fault:
                faults.append(fault)
            else:
                kept.append(item)
        if not kept or (claim.part and kept == [worded]):
            return None
        return claim.model_copy(update={"evidence": tuple(kept)})

    def _wording_fault(self, statement: Statement, evidence: Evidence) -> str | None:
        fault = self._evidence_fault(evidence) or clause_fault(self.articles[evidence.article].text, evidence)
        if fault:
            return fault
        return Wording(statement.text, self.articles[evidence.article], evidence, self.media).fault()

    def _support_fault(self, part: str, statement: str, evidence: Evidence) -> str | None:
        fault = self._evidence_fault(evidence) or clause_fault(self.articles[evidence.article].text, evidence)
        if fault:
            return fault
        words = evidence.of(self.articles[evidence.article].text)
        return part_fault(part, statement, words) if part else whole_fault(statement, words)

    def _evidence_fault(self, evidence: Evidence) -> str | None:
        if evidence.article not in self.articles:
            return "Its evidence is in an article that is not in the store."
        if evidence.article not in self.carded:
            return "The article of its evidence has no true source card."
        return span_fault(self.articles[evidence.article].text, evidence)

    def _standing(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return _left(self.statement(statement)[1] for statement in statements)

    def _standing_sections(self) -> tuple[Section, ...]:
        """The sections that keep statements; what stands below an untrue heading joins the section before, or after."""
        kept: list[Section] = []
        loose: tuple[tuple[Statement, ...], ...] = ()
        for section in self.digest.sections:
            loose += _left(map(self._standing, section.paragraphs))
            if not loose or (not kept and heading_fault(section, self.articles)):
                continue
            if heading_fault(section, self.articles):
                kept[-1] = kept[-1].model_copy(update={"paragraphs": kept[-1].paragraphs + loose})
            else:
                kept.append(section.model_copy(update={"paragraphs": loose}))
            loose = ()
        return tuple(kept)

    # Figures, quotations, differences

    def _key_figure(self, row: KeyFigure) -> tuple[str | None, KeyFigure | None]:
        def fault(evidence: Evidence) -> str | None:
            article = self.articles[evidence.article]
            return key_figure_fault(row, evidence, article, first=evidence == row.evidence[0])

        reason, kept = self._sifted(row.evidence, fault)
        return reason, row.model_copy(update={"evidence": kept}) if kept else None

    def _quotation(self, quotation: Quotation) -> tuple[str | None, Quotation | None]:
        def fault(evidence: Evidence) -> str | None:
            return quotation_fault(
                quotation, evidence, self.articles[evidence.article], first=evidence == quotation.evidence[0]
            )

        reason, kept = self._sifted(quotation.evidence, fault)
        standing = []
        for rendering in quotation.otherwise if kept else ():
            why, other = self._rendering(quotation, rendering)
            reason = reason or why
            standing += [other] if other else []
        return reason, quotation.model_copy(update={"evidence": kept, "otherwise": tuple(standing)}) if kept else None

    def _rendering(self, quotation: Quotation, rendering: Rendering) -> tuple[str | None, Rendering | None]:
        """Its fault as another wording of the quotation by the same speaker, and what of it stands."""
        differs = rendering_fault(quotation, rendering)
        if differs:
            return differs, None
        reworded = quotation.model_copy(
            update={"words": rendering.words, "role": "", "affiliation": "", "venue": "", "otherwise": ()}
        )

        def fault(evidence: Evidence) -> str | None:
            first = evidence == rendering.evidence[0]
            return quotation_fault(reworded, evidence, self.articles[evidence.article], first=first)

        reason, kept = self._sifted(rendering.evidence, fault)
        return reason, rendering.model_copy(update={"evidence": kept}) if kept else None

    def _sifted(
        self, evidence: Sequence[Evidence], fault: Callable[[Evidence], str | None]
    ) -> tuple[str | None, tuple[Evidence, ...]]:
        """The first fault, and the evidence that stands: none when the first of it doesn't."""
        faults = [self._evidence_fault(item) or fault(item) for item in evidence]
        if not faults:
            return "It stands on no evidence.", ()
        kept = () if faults[0] else tuple(item for item, why in zip(evidence, faults, strict=True) if not why)
        return next((why for why in faults if why), None), kept

    def _difference(self, difference: Difference) -> tuple[str | None, Difference | None]:
        judged = [self.statement(account.statement) for account in difference.accounts]
        reason = next((why for why, _ in judged if why), None)
        accounts = [
            account.model_copy(update={"statement": standing})
            for account, (_, standing) in zip(difference.accounts, judged, strict=True)
            if standing
        ]
        if len(accounts) < len(difference.accounts):
            return reason, None
        standing = difference.model_copy(update={"accounts": tuple(accounts)})
        superseded = [item for account in accounts for earlier in account.supersedes for item in earlier.evidence]
        fault = next((why for item in superseded if (why := self._evidence_fault(item))), None)
        fault = fault or difference_fault(standing, self.articles)
        return fault or reason, None if fault else standing

    # Sources

    def _with_sources(self, digest: Digest) -> Digest:
        """The digest with the sources that it needs, and what hangs on them."""
        sources = cards_needed(digest, self.articles)
        picture = (
            digest.picture if digest.picture and digest.picture.article in {one.article for one in sources} else None
        )
        updated = newest(sources, self.articles) or digest.updated
        return digest.model_copy(update={"sources": sources, "picture": picture, "updated": updated})


def _moved_up(sections: Sequence[Section]) -> tuple[tuple[Statement, ...], tuple[Section, ...]]:
    """The first statements of the body as TL;DR, and the body without them."""
    body = [statement for section in sections for statement in section.statements]
    tldr = tuple(body[:FEWEST_STATEMENTS])
    left, moved = [], len(tldr)
    for section in sections:
        paragraphs = []
        for paragraph in section.paragraphs:
            here = min(moved, len(paragraph))
            moved -= here
            paragraphs.append(paragraph[here:])
        left.append(section.model_copy(update={"paragraphs": tuple(filter(None, paragraphs))}))
    return tldr, tuple(section for section in left if section.paragraphs)


def _left(parts: Iterable[_Part | None]) -> tuple[_Part, ...]:
    return tuple(part for part in parts if part)
