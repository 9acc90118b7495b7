"""What a digest's page and its evidence pages show beside the records, for the templates to print."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.articles import Article, Span
from reader.cards import Card, PictureCard, Said, first_source, only_reported_by, picture_card
from reader.citations import Mark, Marks, cited
from reader.outside import web_link
from reader.passages import MarkedParagraph, cited_spans, marked_paragraphs, passage_link
from store import DigestSummary, EditionOutline, OrganizationName
from summarizer.digests import Digest, Source, Statement
from summarizer.stories import Evidence


@dataclass(frozen=True)
class DigestPage:
    """What `digest.html` shows."""

    digest: Digest
    outline: EditionOutline | None
    """The edition that it belongs to; None where it was asked for by hand."""
    cards: tuple[Card, ...]
    organizations: tuple[OrganizationName, ...] = ()
    """Those that appear in it."""
    marks: Marks = field(default_factory=Marks)

    @property
    def timezone(self) -> str:
        """The zone that times are printed in."""
        return self.outline.edition.timezone if self.outline else "UTC"

    @property
    def picture(self) -> PictureCard | None:
        """Its picture."""
        return picture_card(self.digest)

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

    def told(self, paragraph: tuple[Statement, ...]) -> Iterator[tuple[Statement, tuple[Mark, ...]]]:
        """The statements of a paragraph of the body, each with the marks to print behind it."""
        unmarked: list[Said] = []
        for statement, numbers in cited(self.digest, paragraph):
            unmarked.append(Said(statement.text, statement.evidence))
            if numbers:
                yield statement, self._marks(tuple(unmarked))
                unmarked.clear()
            else:
                yield statement, ()

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
        return (
            passage_link(self.source.url, self.article.text, self.cited[0]) if self.cited else web_link(self.source.url)
        )

    @property
    def paragraphs(self) -> Iterator[MarkedParagraph]:
        """The stored text with the passages marked."""
        return marked_paragraphs(self.article, self.cited)
