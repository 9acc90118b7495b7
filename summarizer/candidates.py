"""Candidates: the sentences of a story that could be statements, with all that speaks for or against each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.readings import Percentage, Quantity, Quote, Sentence
from summarizer.round_ups import opens_round_up
from summarizer.stories import Evidence, ReadArticle
from summarizer.terms import concepts, terms, words
from summarizer.wording import (
    behind_opening,
    capitalized,
    needs_a_person,
    quoted_passages,
    stands_alone,
    with_name,
    without_own_report,
)

Figure = Percentage | Quantity


@dataclass(frozen=True)
class ShortName:
    """A person's short name in a candidate's text, and the full form that the same article has."""

    start: int
    end: int
    full: str


@dataclass(frozen=True, eq=False)
class Candidate:
    """One sentence of one article. Two candidates are the same only if they are one object."""

    read: ReadArticle
    article: str
    """Id of its article."""
    sentence: Sentence
    position: int
    """0 for the article's first sentence."""
    text: str
    """The statement that it would make; the bare sentence where it can't stand alone."""
    stands_alone: bool
    short_names: tuple[ShortName, ...]
    terms: tuple[str, ...]
    term_set: frozenset[str]
    concepts: frozenset[str]
    """Terms and pairs of terms."""
    figures: tuple[Figure, ...]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of its article that reach into its sentence."""
        start, end = self.sentence.start, self.sentence.end
        return tuple(quote for quote in self.read.reading.quotes if quote.start < end and start < quote.end)

    @property
    def evidence(self) -> Evidence:
        """The whole sentence."""
        return Evidence(article=self.article, start=self.sentence.start, end=self.sentence.end)

    @property
    def length(self) -> int:
        """Words of its text."""
        return len(self.text.split())

    def wording(self, already: str, part: str = "") -> str:
        """The statement, or the part with which it begins, each person's short name replaced once by the full one
        unless `already` (what the reader has just read) or the statement itself has that."""
        text = part or self.text
        for short in sorted(self.short_names, key=lambda name: -name.start):
            first = all(other.start >= short.start for other in self.short_names if other.full == short.full)
            known = re.search(rf"\b[A-Z][\w.’'-]*\s+{re.escape(short.full.split()[-1])}\b", f"{already} {self.text}")
            if first and known is None and short.end <= len(text):
                text = text[: short.start] + short.full + text[short.end :]
        return text


def candidates(read: ReadArticle) -> tuple[Candidate, ...]:
    """One candidate for each sentence of running text, in order."""
    article, reading, id = read.article, read.reading, read.article.id
    figures: tuple[Figure, ...] = (*reading.percentages, *reading.quantities)
    found = []
    beside = _beside_the_story(read)
    for position, sentence in enumerate(reading.sentences):
        if article.paragraphs[sentence.paragraph].kind == "heading":
            continue
        opening = _opening(read, sentence, alone=position not in beside)
        own = tuple(terms(sentence.of(article.text)))
        found.append(
            Candidate(
                read=read,
                article=id,
                sentence=sentence,
                position=position,
                text=capitalized(opening.text),
                stands_alone=opening.stands_alone,
                short_names=_short_names(read, sentence, opening),
                terms=own,
                term_set=frozenset(own),
                concepts=concepts(own),
                figures=tuple(
                    figure for figure in figures if sentence.start <= figure.start and figure.end <= sentence.end
                ),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class _Opening:
    """A sentence as a statement would print it."""

    text: str
    begin: int
    """Offset in the article at which `text` would begin if it opened in the sentence's own words."""
    stands_alone: bool


def _opening(read: ReadArticle, sentence: Sentence, *, alone: bool) -> _Opening:
    """The sentence without dateline and leading connective, with the name of the person whom its opening means; one
    that is not `alone` can't be a statement anyhow."""
    words = sentence.of(read.article.text)
    dropped = behind_opening(words)
    text, begin = without_own_report(words[dropped:], read.article.outlet), sentence.start + dropped
    if sentence.person is not None:
        named = with_name(text, sentence.person)
        text, begin = named, begin + len(text) - len(named)
    whole = alone and sentence.whole and stands_alone(text, opens_inside=dropped > 0)
    alone = whole and not needs_a_person(text, _first_person(read, sentence, begin, text))
    return _Opening(text if alone else words, begin if alone else sentence.start, alone)


def _beside_the_story(read: ReadArticle) -> frozenset[int]:
    """Which sentences, by their place, are the caption of the article's image, or other news: those of the paragraph
    that says so, or all up to the next heading where it is said on a line of its own."""
    article, found = read.article, set[int]()
    caption = f" {' '.join(words(article.image.caption))} " if article.image else ""
    line, section = -1, False
    for position, sentence in enumerate(read.reading.sentences):
        paragraph = article.paragraphs[sentence.paragraph]
        text = sentence.of(article.text)
        if opens_round_up(text):
            line, section = sentence.paragraph, text[-1] not in ".!?”" and sentence.end == paragraph.end
        elif paragraph.kind == "heading":
            section = False
        if section or sentence.paragraph == line or f" {' '.join(words(paragraph.of(article.text)))} " in caption:
            found.add(position)
    return frozenset(found)


def by_article(reads: Sequence[ReadArticle]) -> Mapping[str, tuple[Candidate, ...]]:
    """The candidates of each article, by its id."""
    return {read.article.id: candidates(read) for read in reads}


def _first_person(read: ReadArticle, sentence: Sentence, begin: int, text: str) -> int | None:
    """Where in the statement a person is first named, or None."""
    if sentence.person is not None and text.startswith(sentence.person):
        return 0
    mentions = (mention for name in read.reading.names if name.kind == "person" for mention in name.mentions)
    return min((mention.start - begin for mention in mentions if begin <= mention.start < sentence.end), default=None)


def _short_names(read: ReadArticle, sentence: Sentence, opening: _Opening) -> tuple[ShortName, ...]:
    text, begin = read.article.text, opening.begin
    quoted = quoted_passages(opening.text)
    found = []
    for name in read.reading.names:
        if name.kind != "person":
            continue
        for mention in name.mentions:
            start, end = mention.start - begin, mention.end - begin
            inside = start >= 0 and mention.end <= sentence.end and opening.text[start:end] == mention.of(text)
            short = (
                inside and re.search(rf"\b{re.escape(mention.of(text))}$", name.name) and mention.of(text) != name.name
            )
            if short and not any(left <= start < right for left, right in quoted):
                found.append(ShortName(start, end, name.name))
    return tuple(sorted(found, key=lambda name: name.start))
