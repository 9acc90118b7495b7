"""What a digest's page and its evidence pages show beside the records, for the templates to print."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.articles import Article, Span
from reader.cards import Card, PictureCard, Said, first_source, only_reported_by, picture_card
from reader.citations import Mark, Marks, Piece, cited, pieces
from reader.outside import web_link
from reader.passages import MarkedParagraph, cited_spans, marked_paragraphs, passage_link
from store import DigestSummary, EditionOutline, OrganizationName
from summarizer.digests import Digest, Source, Statement
from summarizer.stories import Evidence

MarkedText = tuple[str, tuple[Mark, ...]]
"""A piece of a statement, and the marks behind it."""


@dataclass(frozen=True)
class DigestPage:
    """What `digest.html` shows."""

    digest: Digest
    outline: EditionOutline | None
    """The edition that it belongs to; None where it was asked for by hand."""
    cards: tuple[Card, ...]
    organizations: tuple[OrganizationName, ...] = ()
    """Those that appear in it."""
    size: tuple[int, int] | None = None
    """Width and height of its picture, where they are known."""
    marks: Marks = field(default_factory=Marks)

    @property
    def timezone(self) -> str:
        """The zone that times are printed in."""
        return self.outline.edition.timezone if self.outline else "UTC"

    @property
    def picture(self) -> PictureCard | None:
        """Its picture."""
        return picture_card(self.digest, self.size)

    @property
    def rank(self) -> int | None:
        """Its place in its edition, from 1."""
        slugs = [item.slug for item in self._ranked]
        return slugs.index(self.digest.slug) + 1 if self.digest.slug in slugs else None

    @property
    def previous(self) -> DigestSummary | None:
        """The digest before it in its edition."""
        return next((before for before, after in pairwise(self._ranked) if after.slug == self.digest.slug), None)

    @property
    def next(self) -> DigestSummary | None:
        """The digest that follows in its edition."""
        return next((after for before, after in pairwise(self._ranked) if before.slug == self.digest.slug), None)

    @property
    def _ranked(self) -> tuple[DigestSummary, ...]:
        return self.outline.digests if self.outline else ()

    def cite(self, text: str, evidence: tuple[Evidence, ...]) -> tuple[Mark, ...]:
        """Marks for what is printed with this evidence, in reading order."""
        return self._marks((Said(text, evidence),))

    def marked(self, statement: Statement) -> tuple[MarkedText, ...]:
        """The statement in pieces, each with the marks to print behind it."""
        return self._marked(statement, pieces(statement), ())

    def told(self, paragraph: tuple[Statement, ...]) -> Iterator[tuple[Statement, tuple[MarkedText, ...]]]:
        """The statements of a paragraph of the body, each in pieces with the marks to print behind them."""
        unmarked: tuple[Said, ...] = ()
        for statement, parts in zip(paragraph, cited(self.digest, paragraph), strict=True):
            yield statement, self._marked(statement, parts, unmarked)
            marked = any(part.evidence for part in parts)
            unmarked = () if marked else (*unmarked, Said(statement.text, statement.evidence))

    def _marked(
        self, statement: Statement, parts: tuple[Piece, ...], unmarked: tuple[Said, ...]
    ) -> tuple[MarkedText, ...]:
        """`unmarked` is what stands before the statement without marks of its own."""
        last = max((index for index, part in enumerate(parts) if part.evidence), default=-1)
        made = []
        for index, part in enumerate(parts):
            said = (*unmarked, Said(statement.text, part.evidence)) if index == last else (Said(*part),)
            made.append((part.text, self._marks(said) if part.evidence else ()))
        return tuple(made)

    def _marks(self, said: tuple[Said, ...]) -> tuple[Mark, ...]:
        numbers = self.digest.numbers(evidence for item in said for evidence in item.evidence)
        says = {card.source.number: card.says(said) for card in self.cards if card.source.number in numbers}
        return self.marks.cite(numbers, says)

    def only(self, evidence: tuple[Evidence, ...]) -> str:
        """Says where one independent text of several alone has it, else ""."""
        return only_reported_by(self.digest, evidence)

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
        return self.opens(self.cited[0]) if self.cited else web_link(self.source.url)

    def opens(self, passage: Span) -> str | None:
        """Opens the source at the passage."""
        return passage_link(self.source.url, self.article.text, passage)

    @property
    def paragraphs(self) -> Iterator[MarkedParagraph]:
        """The stored text with the passages marked."""
        return marked_paragraphs(self.article, self.cited)
