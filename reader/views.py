"""What each page shows beside the record that it is about, for the templates to print."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from extractors.articles import Article, Span
from extractors.subscriptions import Category
from reader import wording
from reader.cards import Card, PictureCard, first_source, picture_card
from reader.citations import Marks
from reader.outside import web_link
from reader.passages import MarkedParagraph, cited_spans, marked_paragraphs, passage_link
from summarizer.digests import Digest, Edition, Source, SourceReport
from summarizer.stories import Evidence

PER_PAGE = 50
"""Editions or digests on one page of a list."""


@dataclass(frozen=True)
class EditionPage:
    """What `edition.html` shows."""

    edition: Edition

    @property
    def minutes(self) -> int:
        """Reading time of all its digests."""
        return wording.minutes(sum(digest.words for digest in self.edition.digests))

    @property
    def categories(self) -> list[tuple[Category, int]]:
        """The categories that it has, each with its number of digests."""
        counts = Counter(digest.category for digest in self.edition.digests)
        return [(category, counts[category]) for category in Category if counts[category]]

    @property
    def picture(self) -> PictureCard | None:
        """The first digest's picture."""
        return picture_card(self.edition.digests[0]) if self.edition.digests else None

    @property
    def unread(self) -> tuple[SourceReport, ...]:
        """The sources of which something could not be read."""
        return tuple(source for source in self.edition.sources if source.skipped)


@dataclass(frozen=True)
class DigestPage:
    """What `digest.html` shows."""

    digest: Digest
    edition: Edition | None
    """The edition of its date."""
    cards: tuple[Card, ...]
    marks: Marks = field(default_factory=Marks)

    @property
    def timezone(self) -> str:
        """The zone that times are printed in."""
        return self.edition.timezone if self.edition else "UTC"

    @property
    def picture(self) -> PictureCard | None:
        """Its picture."""
        return picture_card(self.digest)

    @property
    def next(self) -> Digest | None:
        """The digest that follows in its edition."""
        ranked = self.edition.digests if self.edition else ()
        return next((after for before, after in pairwise(ranked) if before.slug == self.digest.slug), None)

    def outlet(self, number: int) -> str:
        """The outlet of the source with this number."""
        return next(source.outlet for source in self.digest.sources if source.number == number)

    def url(self, evidence: tuple[Evidence, ...]) -> str | None:
        """Address of the source whose wording is used, if it may become a link."""
        source = first_source(self.digest, evidence)
        return web_link(source.url) if source else None

    def language(self, evidence: tuple[Evidence, ...]) -> str:
        """Code of the language that words with this evidence are in, "" for English: that of the page."""
        source = first_source(self.digest, evidence)
        return source.language if source and source.language != "en" else ""


@dataclass(frozen=True)
class EvidencePage:
    """What `evidence.html` shows."""

    digest: Digest
    source: Source
    article: Article
    timezone: str

    @property
    def cited(self) -> tuple[Span, ...]:
        """The passages that the digest cites."""
        return cited_spans(self.digest, self.article.id)

    @property
    def url(self) -> str | None:
        """Opens the source at the first of them."""
        return (
            passage_link(self.source.url, self.article.text, self.cited[0]) if self.cited else web_link(self.source.url)
        )

    @property
    def paragraphs(self) -> Iterator[MarkedParagraph]:
        """The stored text with the passages marked."""
        return marked_paragraphs(self.article, self.cited)


@dataclass(frozen=True)
class ListPage:
    """What `archive.html` and `listing.html` show: one page of editions or digests."""

    title: str
    found: Sequence[Any]
    """The page's items, and one more where another page follows."""
    number: int
    address: Callable[[int], str]
    """Path of the page with a number."""
    category: Category | None = None
    """The category that it lists, which has feeds of its own."""

    @property
    def items(self) -> Sequence[Any]:
        """The page's items."""
        return self.found[:PER_PAGE]

    @property
    def newer(self) -> str | None:
        """Path of the page before."""
        return self.address(self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """Path of the page behind."""
        return self.address(self.number + 1) if len(self.found) > PER_PAGE else None


@dataclass(frozen=True)
class Message:
    """What `message.html` shows."""

    title: str
    text: str
    commands: str = ""


FIRST_STEPS = Message(
    "No edition yet",
    "Make the first one in a terminal. The demo reads a sample newsroom; the other two read outlets of your choice.",
    "nightdesk demo\n\nnightdesk init\nnightdesk nightly",
)
MISSING = Message("There is no such page", "It may have been moved, or its address may be mistyped.")
