"""Headings: what a section is about, in words of its sources."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from extractors.articles import Span
from summarizer.candidates import Candidate
from summarizer.terms import STOP_WORDS, terms, words

_MOST_CHARACTERS = 48
_ELSEWHERE = 0.5
"""What a statement of another section that names the subject too takes away, of what one of this section gives."""
_NAME_BONUS = 0.3
_FIRST_BONUS = 0.2
_FEWEST_NAMING = 1.5
"""Worth from which on a subject stands for its section: two of its statements name it, say, and one of another."""
_MOST_SPEAKERS = 2
_DAY = re.compile(
    r"\b(?:[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def subject(own: Sequence[Candidate], others: Sequence[Candidate], used: AbstractSet[str]) -> str:
    """The name or noun phrase that most of `own` have and few of `others`, as it stands there; "" if none stands out.

    Args:
        own: the statements of the section, in any order.
        others: the statements of the digest's other sections.
        used: subjects of the sections before, which are not taken again.
    """
    first = min(own, key=lambda one: (one.position, one.article))
    worth: dict[str, float] = {}
    for one in own:
        for phrase, is_name in _phrases(one):
            stems = frozenset(terms(phrase))
            if phrase in worth or phrase in used or not stems or len(phrase) > _MOST_CHARACTERS or _DAY.search(phrase):
                continue
            here = sum(stems <= other.term_set for other in own)
            there = sum(stems <= other.term_set for other in others)
            bonus = (_NAME_BONUS if is_name else 0.0) + (_FIRST_BONUS if stems <= first.term_set else 0.0)
            worth[phrase] = here - _ELSEWHERE * there + bonus
    best = max(worth, key=lambda phrase: (worth[phrase], len(terms(phrase)), phrase), default="")
    return _capitalized(best) if best and worth[best] >= min(_FEWEST_NAMING, len(own)) else ""


def those_who_speak(own: Sequence[Candidate]) -> list[str]:
    """The names of the people and organizations who say most of `own`, up to two, the most heard first."""
    heard: Counter[str] = Counter()
    for one in own:
        named = {name.name for name in one.read.reading.names if name.kind == "person"}
        named |= {organization.name for organization in one.read.reading.organizations}
        for quote in one.read.reading.quotes:
            within = quote.start < one.sentence.end and one.sentence.start < quote.end
            if within and quote.speaker in named and quote.speaker in one.text:
                heard[quote.speaker] += 1
    people = {name.name for one in own for name in one.read.reading.names if name.kind == "person"}
    ranked = sorted(heard, key=lambda name: (-heard[name], name not in people, name))
    return ranked[:_MOST_SPEAKERS]


def _phrases(one: Candidate) -> Iterator[tuple[str, bool]]:
    """Names and noun phrases of a statement, as they stand in it; whether each is a name."""
    text, start, end = one.read.article.text, one.sentence.start, one.sentence.end
    reading = one.read.reading
    people = (name for name in reading.names if name.kind != "place")
    mentions = [span for organization in reading.organizations for span in organization.mentions]
    mentions += [span for name in people for span in name.mentions]
    spans: list[Span] = [*mentions, *reading.phrases]
    for span in spans:
        within = start <= span.start and span.end <= end and span.of(text) in one.text
        hyphened = "-" in (text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1])
        if within and not hyphened:
            yield _bare(span.of(text)), span in mentions


def _bare(phrase: str) -> str:
    """Without a leading determiner and a possessive ending, on one line."""
    phrase = re.sub(r"['’]s?$", "", " ".join(phrase.split()))
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in STOP_WORDS and words(rest) else phrase


def _capitalized(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
