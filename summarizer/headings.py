"""Headings: what a section is about, in words of its sources."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum

from extractors.articles import Span
from summarizer.candidates import Candidate
from summarizer.terms import STOP_WORDS, terms

_MOST_CHARACTERS = 48
_ELSEWHERE = 0.5
"""What a statement of another section that names the subject too takes away, of what one of this section gives."""
_MOST_SPEAKERS = 2
_DETERMINERS = frozenset("the a an its his her their our this that these those some any each every no".split())
_DAY = re.compile(
    r"\b(?:[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def subject(
    own: Sequence[Candidate], others: Sequence[Candidate], used: AbstractSet[str], weights: Mapping[str, float]
) -> list[str]:
    """What a section is about: the name or noun phrase that most of `own` have and few of `others`, as it stands there,
    and a second one where the first is of no more than half of them; empty if they name nothing in common.

    Args:
        own: the statements of the section, in any order.
        others: the statements of the digest's other sections.
        used: names and phrases of the headings before, which are not taken again.
        weights: the worth of each term to the story.
    """
    named = {phrase: stems for one in own for phrase, stems in _subjects(one) if phrase not in used}
    first = _best(named, own, others, weights)
    if first is None:
        return []
    rest = [one for one in own if not named[first] <= one.term_set]
    distinct = {phrase: stems for phrase, stems in named.items() if not stems & named[first]}
    second = _best(distinct, rest, others, weights) if 2 * len(rest) >= len(own) else None
    return [first] if second is None else [first, second]


def _best(
    named: Mapping[str, frozenset[str]],
    own: Sequence[Candidate],
    others: Sequence[Candidate],
    weights: Mapping[str, float],
) -> str | None:
    """The phrase that most of `own` have, and more of them than of `others`; among equals the one whose terms are worth
    most to the story. None where a third of them have none in common."""

    def worth(phrase: str) -> tuple[float, float, str]:
        stems = named[phrase]
        here, there = (sum(stems <= one.term_set for one in group) for group in (own, others))
        return here - _ELSEWHERE * there, fsum(weights.get(stem, 0.0) for stem in stems) / len(stems), phrase

    best = max(named, key=worth, default=None)
    if best is None or worth(best)[0] <= 0:
        return None
    return best if 3 * sum(named[best] <= one.term_set for one in own) >= len(own) else None


def those_who_speak(own: Sequence[Candidate]) -> list[str]:
    """The names of the people and organizations who say most words of `own`, up to two, the most heard first."""
    heard: Counter[str] = Counter()
    for one in own:
        named = one.read.reading.people.union(organization.name for organization in one.read.reading.organizations)
        for quote in one.quotes:
            if quote.speaker in named and quote.speaker in one.text:
                heard[quote.speaker] += len(quote.words(one.read.article.text).split())
    people = frozenset[str]().union(*(one.read.reading.people for one in own))
    ranked = sorted(heard, key=lambda name: (-heard[name], name not in people, name))
    return ranked[:_MOST_SPEAKERS]


def _subjects(one: Candidate) -> Iterator[tuple[str, frozenset[str]]]:
    """What a statement can be about: the people and organizations that it names, and its noun phrases; each with the
    terms by which another statement is seen to name it too."""
    text, reading = one.read.article.text, one.read.reading

    def within(span: Span) -> bool:
        inside = one.sentence.start <= span.start and span.end <= one.sentence.end
        return inside and span.of(text) in one.text

    people = [name for name in reading.names if name.kind == "person" and " " in name.name]
    mentions = [(one.name, one.mentions) for one in reading.organizations]
    for name, spans in (*mentions, *((one.name, one.mentions) for one in people)):
        own = terms(name)
        if own and len(name) <= _MOST_CHARACTERS and any(map(within, spans)):
            yield _bare(name), frozenset(own[-1:])
    for span in reading.phrases:
        hyphened = "-" in (text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1])
        phrase, stems = _bare(span.of(text)), frozenset(terms(span.of(text)))
        plain = not any(word in STOP_WORDS for word in phrase.split()) and not _DAY.search(phrase)
        fits = len(stems) > 1 and len(phrase) <= _MOST_CHARACTERS and plain
        if fits and within(span) and not hyphened:
            yield phrase, stems


def _bare(phrase: str) -> str:
    """Without a leading determiner and a possessive ending, on one line."""
    phrase = re.sub(r"['’]s?$", "", " ".join(phrase.split()))
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in _DETERMINERS else phrase
