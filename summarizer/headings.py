"""Headings: what a section is about, in words of its sources."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum

from extractors.articles import Span
from extractors.readings import Quote
from summarizer.candidates import Candidate
from summarizer.terms import STOP_WORDS, terms

_MOST_CHARACTERS = 48
_FEWEST_NAMING = 2
"""Statements that have to name a subject: what one alone names is in it by chance."""
_OWN = 2
"""How much larger a share of the section's statements than of all others names it."""
_MOST_SPEAKERS = 2
_PASSES_ON = frozenset("report reports reported reporting".split())
_DETERMINERS = frozenset("the a an its his her their our this that these those some any each every no".split())
_DAY = re.compile(
    r"\b(?:[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def subject(
    own: Sequence[Candidate], others: Sequence[Candidate], used: AbstractSet[str], weights: Mapping[str, float]
) -> list[str]:
    """What a section is about: the name or noun phrase that half of `own` are about and few of `others`, as it stands
    there; or the two that two thirds of them are about together; empty if there are none.

    Args:
        own: the statements of the section, in any order.
        others: the statements of the digest's other sections.
        used: names and phrases of the headings before, which are not taken again.
        weights: the worth of each term to the story.
    """
    named = {phrase: stems for one in own for phrase, stems in _subjects(one) if phrase not in used}
    ranked = _ranked(named, own, others, weights)
    if not ranked:
        return []
    here = _naming(named[ranked[0]], own)
    if 2 * len(here) >= len(own):
        return ranked[:1]
    of_the_rest = (phrase for phrase in ranked if not _naming(named[phrase], here))
    second = next(of_the_rest, None)
    if second is None or 3 * (len(here) + len(_naming(named[second], own))) < 2 * len(own):
        return []
    return [ranked[0], second]


def _ranked(
    named: Mapping[str, frozenset[str]],
    own: Sequence[Candidate],
    others: Sequence[Candidate],
    weights: Mapping[str, float],
) -> list[str]:
    """The phrases that a third of `own` have, two statements at least, and a much smaller share of `others`; those of
    most statements first, and among equals those whose terms are worth most to the story."""

    def worth(phrase: str) -> tuple[int, float, str]:
        stems = named[phrase]
        return len(_naming(stems, own)), fsum(weights.get(stem, 0.0) for stem in stems) / len(stems), phrase

    def is_own(phrase: str) -> bool:
        here, there = len(_naming(named[phrase], own)), len(_naming(named[phrase], others))
        enough = here >= _FEWEST_NAMING and 3 * here >= len(own)
        return enough and here * len(others) >= _OWN * there * len(own)

    return sorted(filter(is_own, named), key=worth, reverse=True)


def _naming(stems: frozenset[str], among: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in among if stems <= one.term_set]


def those_who_speak(own: Sequence[Candidate]) -> list[str]:
    """The names of the people and organizations who say most words of `own`, up to two, the most heard first; empty
    unless more than half of the statements are theirs. Media that pass on what somebody says are not heard."""
    heard: Counter[str] = Counter()
    saying: dict[str, set[Candidate]] = {}
    for one in own:
        named = one.read.reading.people.union(organization.name for organization in one.read.reading.organizations)
        for quote in one.quotes:
            if quote.speaker in named and quote.speaker in one.wording("") and not _is_passed_on(quote, one):
                heard[quote.speaker] += len(quote.words(one.read.article.text).split())
                saying.setdefault(quote.speaker, set()).add(one)
    people = frozenset[str]().union(*(one.read.reading.people for one in own))
    ranked = sorted(heard, key=lambda name: (-heard[name], name not in people, name))[:_MOST_SPEAKERS]
    theirs = set[Candidate]().union(*(saying[name] for name in ranked))
    return ranked if 2 * len(theirs) > len(own) else []


def _is_passed_on(quote: Quote, one: Candidate) -> bool:
    """Whether its speaker is a medium, by what it does or as it is the article's outlet."""
    cue = quote.cue.of(one.read.article.text).lower() if quote.cue else ""
    return cue in _PASSES_ON or quote.speaker == one.read.article.outlet


def _subjects(one: Candidate) -> Iterator[tuple[str, frozenset[str]]]:
    """What a statement can be about: the people and organizations that it names, and its noun phrases; each with the
    terms by which another statement is seen to name it too."""
    text, reading = one.read.article.text, one.read.reading

    def within(span: Span) -> bool:
        inside = one.sentence.start <= span.start and span.end <= one.sentence.end
        return inside and span.of(text) in one.text

    people = [name for name in reading.names if name.kind == "person" and " " in name.name]
    mentions = [(one.name, one.mentions) for one in reading.organizations]
    spans = [span for one in reading.names for span in one.mentions]
    spans += [span for one in reading.organizations for span in one.mentions]
    for name, called in (*mentions, *((one.name, one.mentions) for one in people)):
        own = terms(name)
        if own and len(name) <= _MOST_CHARACTERS and any(map(within, called)):
            yield _bare(name), frozenset(own[-1:])
    for span in reading.phrases:
        phrase, stems = _bare(span.of(text)), frozenset(terms(span.of(text)))
        plain = not any(word in STOP_WORDS for word in phrase.split()) and not _DAY.search(phrase)
        fits = len(stems) > 1 and len(phrase) <= _MOST_CHARACTERS and plain
        if fits and within(span) and not _is_cut(span, text, spans):
            yield phrase, stems


def _is_cut(span: Span, text: str, mentions: Sequence[Span]) -> bool:
    """Whether the phrase is a piece of a longer one: "York bank" of "New York bank", "annual shareholders" of "annual
    shareholders' meeting", "percent rate" of "15.5 percent rate"."""
    before, after = text[: span.start][-2:], text[span.end :][:1]
    if after in ("-", "'", "’") or before.endswith("-") or before[:1].isdigit():
        return True
    return any(one.start < span.start < one.end or one.start < span.end < one.end for one in mentions)


def _bare(phrase: str) -> str:
    """Without a leading determiner and a possessive ending, on one line."""
    phrase = re.sub(r"['’]s?$", "", " ".join(phrase.split()))
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in _DETERMINERS else phrase
