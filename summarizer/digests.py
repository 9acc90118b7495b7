"""A digest: one story written up; and an edition: the digests of one date.

Citation numbers are derived, never typed: a statement holds evidence, a source holds its article and its number, and
`Digest.numbers` joins the two. Everything here serializes to JSON and back without loss.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from pydantic import BaseModel, model_validator

from extractors.subscriptions import Category, Skipped
from summarizer.stories import Claim, Evidence


def end_of_part(part: str, text: str) -> int | None:
    """Where the figure that a claim stands behind ends in the text of its statement, the rest of its last word
    included; None where it does not stand there once, as a whole figure: "3%" is no part of "2.3%"."""
    edge = r"(?<![\w.,$€£])" if part[:1].isalnum() else r"(?<![\w.,])"
    found = [*re.finditer(rf"{edge}{re.escape(part)}(?![.,]?\d)[^\W\d]*", text)] if part else []
    return found[0].end() if len(found) == 1 else None


class Statement(BaseModel, frozen=True, extra="forbid"):
    """One sentence of a digest, and the claims behind it."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence of all claims, in order."""
        return tuple(evidence for claim in self.claims for evidence in claim.evidence)


class Section(BaseModel, frozen=True, extra="forbid"):
    """A headed part of the body."""

    heading: str
    paragraphs: tuple[tuple[Statement, ...], ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all its paragraphs, in order."""
        return tuple(statement for paragraph in self.paragraphs for statement in paragraph)


class KeyFigure(BaseModel, frozen=True, extra="forbid"):
    """One row of the key-figures table. All strings are words of the sources; empty where they say nothing."""

    figure: str
    """The figure with its hedge: "over 329%"."""
    measures: str
    period: str = ""
    attribution: str = ""
    low: float | None = None
    """The figure as a number of `unit`, its hedge left out; None where the record is older than this field."""
    high: float | None = None
    """Equal to `low` unless the figure is a range."""
    unit: str = ""
    """"percent", "percentage_points", "basis_points", "times", the ISO 4217 code of a currency, or the noun counted."""
    evidence: tuple[Evidence, ...]


class Rendering(BaseModel, frozen=True, extra="forbid"):
    """The same utterance in other words, as these sources print it."""

    words: str
    evidence: tuple[Evidence, ...]


class Quotation(BaseModel, frozen=True, extra="forbid"):
    """Somebody's words, verbatim and without quotation marks, and whose they are."""

    words: str
    speaker: str
    role: str = ""
    affiliation: str = ""
    venue: str = ""
    evidence: tuple[Evidence, ...]
    otherwise: tuple[Rendering, ...] = ()
    """How other sources word what was said, where they don't just trim it."""

    @property
    def all_evidence(self) -> tuple[Evidence, ...]:
        """That of the words printed, then that of the other renderings."""
        return (*self.evidence, *(item for rendering in self.otherwise for item in rendering.evidence))


class Superseded(BaseModel, frozen=True, extra="forbid"):
    """A figure that its own outlet has replaced since."""

    figure: str
    evidence: tuple[Evidence, ...]


class Account(BaseModel, frozen=True, extra="forbid"):
    """One side of a difference: the figure as these sources give it."""

    figure: str
    statement: Statement
    supersedes: tuple[Superseded, ...] = ()
    """What outlets of this account gave before, the latest first."""


class Difference(BaseModel, frozen=True, extra="forbid"):
    """Figures for one thing that do not agree: those of several sources, or one that replaces its outlet's own."""

    subject: str
    """What the figures count, in words of the sources."""
    accounts: tuple[Account, ...]


class Source(BaseModel, frozen=True, extra="forbid"):
    """A source card."""

    number: int
    """1, 2, … in the order of first citation."""
    article: str
    """`Article.id`."""
    url: str
    outlet: str
    headline: str
    authors: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()
    """Organizations that its page names where others name authors."""
    published: datetime | None = None
    language: str = "en"
    preview: bool = False
    excerpt: str
    voice: int
    """Sources with the same number here print one text."""


class Picture(BaseModel, frozen=True, extra="forbid"):
    """The lead image of one of the sources, as stored."""

    image: str
    """Id of the stored image file."""
    article: str
    caption: str = ""
    alt: str = ""
    credit: str = ""


class Related(BaseModel, frozen=True, extra="forbid"):
    """An earlier digest."""

    date: date
    slug: str
    headline: str
    category: Category


class Failure(BaseModel, frozen=True, extra="forbid"):
    """Something that the verifier found untrue."""

    part: str
    """Where: "statement", "TL;DR", "heading", "key figure", "quotation", "difference", "source", "headline", "picture",
    "updated"."""
    text: str
    reason: str
    dropped: bool = True
    """False where the part stands, mended: a citation that didn't hold was taken from it, say."""


class Check(BaseModel, frozen=True, extra="forbid"):
    """The verifier's result on a whole digest. What failed was removed or mended before publication."""

    checked: int
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> int:
        """How many of the parts checked are true to their evidence."""
        return self.checked - len(self.failures)


class Digest(BaseModel, frozen=True, extra="forbid"):
    """One story written up."""

    date: date
    """Date of the edition."""
    slug: str
    """Names the digest within its edition; safe in a URL and a file name."""
    story: str
    """`Story.id`."""
    headline: str
    headline_article: str
    """The article whose headline it is; empty where a person gave the headline."""
    category: Category
    updated: datetime
    """When the newest of its articles was fetched."""
    tldr: tuple[Statement, ...]
    new: tuple[Statement, ...] = ()
    """What the last edition that told this story did not have."""
    sections: tuple[Section, ...]
    key_figures: tuple[KeyFigure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    differences: tuple[Difference, ...] = ()
    sources: tuple[Source, ...]
    picture: Picture | None = None
    related: tuple[Related, ...] = ()
    check: Check = Check(checked=0)
    ranked_for: str = ""
    """Why it stands where it stands in its edition, in words."""

    @model_validator(mode="after")
    def _every_citation_has_a_source(self) -> "Digest":
        known = {source.article for source in self.sources}
        missing = sorted({evidence.article for evidence in self.evidence()} - known)
        if missing:
            raise ValueError(f"evidence from {missing[0]} has no source card")
        return self

    def evidence(self) -> Iterator[Evidence]:
        """All evidence, in reading order."""
        for statement in self.statements():
            yield from statement.evidence
        for figure in self.key_figures:
            yield from figure.evidence
        for quotation in self.quotations:
            yield from quotation.all_evidence
        for difference in self.differences:
            for account in difference.accounts:
                for earlier in account.supersedes:
                    yield from earlier.evidence

    def statements(self) -> Iterator[Statement]:
        """All statements, in reading order: TL;DR, what is new, body, differences."""
        yield from self.tldr
        yield from self.new
        for section in self.sections:
            yield from section.statements
        for difference in self.differences:
            for account in difference.accounts:
                yield account.statement

    def numbers(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """The source numbers that cite `evidence`, ascending, each once."""
        number = {source.article: source.number for source in self.sources}
        return tuple(sorted({number[item.article] for item in evidence}))

    @property
    def outlets(self) -> int:
        """How many outlets its sources come from."""
        return len({source.outlet for source in self.sources})

    @property
    def voices(self) -> int:
        """How many independent texts its sources are."""
        return len({source.voice for source in self.sources})

    @property
    def words(self) -> int:
        """Length in words of all that there is to read: statements, key figures and quotations, without the sources."""
        told = [statement.text for statement in self.statements()]
        told += [f"{row.figure} {row.measures} {row.period} {row.attribution}" for row in self.key_figures]
        told += [quotation.words for quotation in self.quotations]
        return sum(len(text.split()) for text in told)


class SourceReport(BaseModel, frozen=True, extra="forbid"):
    """What one subscription gave to an edition."""

    outlet: str
    url: str
    articles: int
    """Articles of the edition's window that were read from it."""
    skipped: tuple[Skipped, ...] = ()
    """Its feed or pages that could not be read for this edition."""


class Edition(BaseModel, frozen=True, extra="forbid"):
    """The digests of one local date, the most important first."""

    date: date
    timezone: str
    """IANA name of the zone that the date belongs to."""
    since: datetime
    until: datetime
    """It covers articles dated from `since` (inclusive) to `until` (exclusive)."""
    articles: int
    """How many articles were read for it."""
    digests: tuple[Digest, ...]
    sources: tuple[SourceReport, ...] = ()
