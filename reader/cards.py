"""What a digest's page shows beside the digest itself: source cards with the cited passages, and the picture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.articles import Article, Span
from reader.matching_words import matching_words, union
from reader.outside import visible, web_link
from reader.passages import cited_spans, passage_link, plain_directive, sentence_around, text_directive
from reader.wording import published
from summarizer.digests import Digest, Source
from summarizer.stories import Evidence

LONGEST_PASSAGE = 500
"""Characters of a cited sentence that a card shows; a longer one is on the evidence page."""


@dataclass(frozen=True)
class Said:
    """Words that the digest prints, and what they stand on."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Passage:
    """A cited sentence as its source's card shows it."""

    number: int
    """1, 2, … in the order of the source's text."""
    sentence: Span
    text: str
    cited: tuple[Span, ...]
    """The cited words, as spans of `text`."""
    first: Span
    """The passage that it is named after on the evidence page."""
    directive: str | None
    """Names it in a text fragment; None where that follows from its text, as the page's script does it."""

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The sentence cut where cited words begin and end, each piece with whether it is cited."""
        end = 0
        for span in self.cited:
            yield self.text[end : span.start], False
            yield span.of(self.text), True
            end = span.end
        yield self.text[end:], False


@dataclass(frozen=True)
class Card:
    """A source, and what its digest does with it."""

    source: Source
    url: str | None
    """Opens the source at the first passage that the digest cites; None if its address must not become a link."""
    claims: int
    """How many different claims it supports."""
    cited: int
    """How many passages of it are cited."""
    passages: tuple[Passage, ...]
    """The sentences that are cited, where its article is at hand."""
    same_text_as: int | None
    """Number of the first source that prints the same text, if this is another one."""

    def says(self, said: Iterable[Said]) -> str:
        """For the page's script: which passages of this card the words rest on, and where in each the cited words are:
        "2:0-17,30-42 5:0-90"."""
        places: dict[int, list[Span]] = {}
        for words, evidence in ((item.text, evidence) for item in said for evidence in item.evidence):
            passage = _holding(self.passages, evidence) if evidence.article == self.source.article else None
            if passage:
                places.setdefault(passage.number, []).extend(_cited_words(passage, evidence, words))
        return " ".join(
            f"{number}:{','.join(f'{span.start}-{span.end}' for span in union(spans))}"
            for number, spans in sorted(places.items())
        )


@dataclass(frozen=True)
class PictureCard:
    """A picture with its credit, without which none is shown."""

    image: str
    caption: str
    alt: str
    credit: str
    url: str | None
    """Address of the article that it comes from."""
    size: tuple[int, int] | None = None
    """Width and height in pixels, where they are known."""


def cards(digest: Digest, articles: Mapping[str, Article]) -> Iterator[Card]:
    """A card for each source of the digest, given its articles by id."""
    first_of_voice: dict[int, int] = {}
    said: dict[str, list[tuple[Evidence, str]]] = {}
    for item in said_in(digest):
        for evidence in item.evidence:
            said.setdefault(evidence.article, []).append((evidence, item.text))
    for source in digest.sources:
        first = first_of_voice.setdefault(source.voice, source.number)
        article = articles.get(source.article)
        passages = tuple(_passages(article, said.get(source.article, []))) if article else ()
        yield Card(
            source=source,
            url=_passage_link(digest, source, article),
            claims=_claims(digest, source.article),
            cited=len(cited_spans(digest, source.article)),
            passages=passages,
            same_text_as=None if first == source.number else first,
        )


def said_in(digest: Digest) -> Iterator[Said]:
    """Everything that the digest prints with citations, and what it stands on."""
    for statement in digest.statements():
        yield Said(statement.text, statement.evidence)
    for figure in digest.key_figures:
        yield Said(figure.figure, figure.evidence)
    for quotation in digest.quotations:
        yield Said(quotation.words, quotation.evidence)
        yield from (Said(other.words, other.evidence) for other in quotation.otherwise)
    for difference in digest.differences:
        for account in difference.accounts:
            for earlier in account.supersedes:
                yield Said(earlier.figure, earlier.evidence)


def picture_card(digest: Digest, size: tuple[int, int] | None = None) -> PictureCard | None:
    """The digest's picture of that size, credited to whom its page credits and to the outlet."""
    picture = digest.picture
    source = next((item for item in digest.sources if picture and item.article == picture.article), None)
    if picture is None or source is None:
        return None
    credit = " / ".join(dict.fromkeys(part for part in (picture.credit, source.outlet) if part))
    return PictureCard(picture.image, picture.caption, picture.alt, credit, web_link(source.url), size)


def first_source(digest: Digest, evidence: tuple[Evidence, ...]) -> Source | None:
    """The source of the first evidence, whose wording is used."""
    return next((item for item in digest.sources if evidence and item.article == evidence[0].article), None)


def credited(source: Source) -> tuple[str, ...]:
    """Whom the source's page credits beside its authors: agencies and desks, but not the outlet, which stands there."""
    return tuple(name for name in source.credited if name.casefold() != source.outlet.casefold())


def reported(digest: Digest, evidence: tuple[Evidence, ...], timezone: str) -> str:
    """Which outlets say it, and when: "Ellery Post, 18 November 2026, 06:10 UTC; The Corvane Courier"."""
    articles = {item.article for item in evidence}
    sources = (source for source in digest.sources if source.article in articles)
    said = (
        f"{source.outlet}, {published(source.published, timezone)}" if source.published else source.outlet
        for source in sources
    )
    return "; ".join(dict.fromkeys(said))


def only_reported_by(digest: Digest, evidence: tuple[Evidence, ...]) -> str:
    """Says where one independent text of several alone has it: "Reported by [2] only"; else ""."""
    articles = {item.article for item in evidence}
    sources = [source for source in digest.sources if source.article in articles]
    if digest.voices < 2 or len({source.voice for source in sources}) != 1:
        return ""
    numbers = "".join(f"[{source.number}]" for source in sources)
    return f"Reported by {numbers} only" + (", which print one text" if len(sources) > 1 else "")


def _passages(article: Article, said: list[tuple[Evidence, str]]) -> Iterator[Passage]:
    sentences: dict[Span, list[tuple[Evidence, str]]] = {}
    for evidence, words in said:
        sentences.setdefault(sentence_around(article, evidence), []).append((evidence, words))
    for number, (sentence, cited) in enumerate(sorted(sentences.items(), key=lambda item: item[0].start), start=1):
        text = visible(sentence.of(article.text))
        first = min((evidence for evidence, _ in cited), key=lambda evidence: (evidence.start, evidence.end))
        directive = text_directive(article.text, first)
        shown = text if len(text) <= LONGEST_PASSAGE else f"{text[:LONGEST_PASSAGE]}…"
        bare = Passage(
            number=number,
            sentence=sentence,
            text=shown,
            cited=(),
            first=first,
            directive=None if directive == plain_directive(shown) else directive,
        )
        places = (span for evidence, words in cited for span in _cited_words(bare, evidence, words))
        yield replace(bare, cited=union(places))


def _holds(passage: Passage, evidence: Evidence) -> bool:
    return passage.sentence.start <= evidence.start and evidence.end <= passage.sentence.end


def _holding(passages: tuple[Passage, ...], evidence: Evidence) -> Passage | None:
    return next((passage for passage in passages if _holds(passage, evidence)), None)


def _cited_words(passage: Passage, evidence: Evidence, words: str) -> tuple[Span, ...]:
    """Where in the passage's text the words stand, or all of the evidence where none of them does."""
    start = evidence.start - passage.sentence.start
    part = passage.text[start : start + evidence.end - evidence.start]
    return tuple(Span(start=start + span.start, end=start + span.end) for span in matching_words(part, words))


def _claims(digest: Digest, article: str) -> int:
    claims = {claim for statement in digest.statements() for claim in statement.claims}
    return sum(any(evidence.article == article for evidence in claim.evidence) for claim in claims)


def _passage_link(digest: Digest, source: Source, article: Article | None) -> str | None:
    cited = next((item for item in digest.evidence() if item.article == source.article), None)
    if cited is None or article is None:
        return web_link(source.url)
    return passage_link(source.url, article.text, cited)
