"""Names found by rule: runs of capitalised words, judged over the whole document, one label for one name."""

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span

from extractors.gazetteer import (
    CALENDAR,
    CLOSED_CLASS,
    GIVEN_NAMES,
    NATIONALITIES,
    NOT_NAMES,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PLACES,
    TITLES,
)
from extractors.kinds import Run, as_place, initial, labels

__all__ = ["people_in", "recognize"]

_PARTICLES = frozenset("de da del della di du la le van von der den bin ibn al el dos das ter ten".split())
_OF_HEADS = ORGANIZATION_WORDS | frozenset(
    {"House", "State", "Isle", "Gulf", "Cape", "Republic", "Secretary", "Bay", "Strait"}
)
_BODIES = frozenset("Administration Agency Board Commission Committee Council Department Service".split())
_OPENERS = frozenset("“ \" ‘ ' : — – • ( [ ; ``".split())
_LEGAL_FORMS = frozenset({"Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLP", "plc", "PLC", "Corp.", "Co."})
_LONGEST = 10


def recognize(doc: Doc, headline: str = "") -> list[Span]:
    """The names in `doc`, in order, labelled PERSON, ORG, GPE, or MISC where nothing tells."""
    words = [token.text for token in doc]
    lower = {word for word in words if word.islower()}
    runs = [run for sentence in doc.sents for run in _runs(words, sentence.start, sentence.end, doc, lower)]
    found = labels(words, runs, people_in(headline))
    return [Span(doc, run.start, run.end, label=found[run.name]) for run in runs if run.name in found]


def people_in(headline: str) -> list[str]:
    """Full names of people in a headline, as far as their given names tell."""
    found, words = [], re.findall(r"[\w’'-]+\.?|[^\w\s]", headline)
    for first, last in pairwise(words):
        if first in GIVEN_NAMES and _capital(last) and last not in GIVEN_NAMES:
            found.append(f"{first} {last}".rstrip("."))
    return found


def _capital(word: str) -> bool:
    return (
        word[0].isupper()
        and word not in CALENDAR
        and word not in NOT_NAMES
        and (word.lower() not in CLOSED_CLASS or (word.isupper() and 1 < len(word) < 5))
        and (len(word) > 1 or word == "X")
    )


def _runs(words: list[str], start: int, end: int, doc: Doc, lower: set[str]) -> Iterator[Run]:
    """The runs in the sentence of tokens `start` to `end`; none in one that is set in capitals like a headline."""
    if _set_in_capitals(words[start:end]):
        return
    position, opening = start, _opening(words, start)
    while position < end:
        if not (_capital(words[position]) or initial(words[position])):
            position += 1
            continue
        stop = _extend(words, position, min(end, position + _LONGEST), doc)
        yield from _split(words, position, stop, position == opening or words[position - 1] in _OPENERS, lower)
        position = stop


def _set_in_capitals(sentence: list[str]) -> bool:
    letters = [word for word in sentence if word[0].isalpha()]
    most = 0.7 * max(len(letters), 7)
    if sum(word.isupper() for word in letters) > most:
        return True
    return sum(word[0].isupper() for word in letters) > most and not any(word in ".!?" for word in sentence[-3:])


def _opening(words: list[str], start: int) -> int:
    while start < len(words) - 1 and not words[start][0].isalnum():
        start += 1
    return start


def _extend(words: list[str], start: int, limit: int, doc: Doc) -> int:
    """Where the run that starts at `start` ends."""
    stop = start + 1
    while stop < limit:
        word, after = words[stop], words[stop + 1] if stop + 1 < limit else ""
        if _capital(word) or initial(word) or word in ORGANIZATION_WORDS:
            stop += 1
        elif word == "," and after in _LEGAL_FORMS:
            stop += 2
        elif not after or not (_capital(after) or after == "the"):
            break
        elif (
            word == "&"
            or word in _PARTICLES
            or (word == "-" and not doc[stop - 1].whitespace_ and not doc[stop].whitespace_)
        ):
            stop += 2
        elif word in ("of", "for") and any(name in _OF_HEADS for name in words[start:stop]):
            beyond = stop + 2 if after == "the" else stop + 1
            if not (beyond < limit and _capital(words[beyond])):
                break
            stop = beyond + 1
        elif word == "and" and _joined_by_and(words, start, stop, limit):
            stop += 2
        else:
            break
    return stop


def _joined_by_and(words: list[str], start: int, stop: int, limit: int) -> bool:
    """Whether "and" stands inside a name: "Department of Health and …", "Food and Drug Administration"."""
    if "of" in words[start:stop] and any(word in ORGANIZATION_WORDS for word in words[start:stop]):
        return stop + 2 >= limit or not _capital(words[stop + 2]) or words[start] in ("Department", "Ministry")
    tail = stop + 1
    # "Securities and Exchange Commission", but not "Acme Group and Bote Group"
    while tail < limit and _capital(words[tail]):
        tail += 1
    if tail - stop < 3:
        return False
    return words[tail - 1] in _BODIES or (
        words[tail - 1] in ORGANIZATION_WORDS and words[stop - 1] not in ORGANIZATION_WORDS
    )


def _split(words: list[str], start: int, stop: int, opens: bool, lower: set[str]) -> Iterator[Run]:
    """The names within one run: titles and nationalities are no part of them, and divide what stands beside them."""
    beginning = as_place(" ".join(words[start : start + 2]))
    if (
        opens
        and stop - start > 1
        and words[start].lower() in lower
        and not (words[start] in GIVEN_NAMES or beginning in PLACES)
    ):
        start, opens = start + 1, False
    if opens and stop - start > 2 and words[start] not in GIVEN_NAMES and words[start + 1] in GIVEN_NAMES:
        start, opens = start + 1, False  # "Coxswain Ned Farrow"
    place = _place_before_person(words, start, stop)
    if place:
        yield from _named(words, start, place, False, opens, lower)
        start, opens = place, False
    whole = words[stop - 1] in ORGANIZATION_WORDS or "of" in words[start:stop]
    if not (whole and stop - start > 1):
        for position in range(start, stop):
            length = _title(words, position, stop)
            if length:
                if position > start:
                    yield from _split(words, start, position, opens, lower)
                yield from _named(words, position + length, stop, True, False, lower)
                return
    yield from _named(words, start, stop, False, opens, lower)


def _place_before_person(words: list[str], start: int, stop: int) -> int:
    """Where the person starts in a run such as "(Mayor of) London Jane Roe"; 0 in any other."""
    for end in (start + 2, start + 1):
        if stop - end >= 2 and " ".join(words[start:end]) in PLACES and words[end] in GIVEN_NAMES:
            return end
    return 0


def _title(words: list[str], position: int, stop: int) -> int:
    """How many words from `position` make a title."""
    if position + 1 < stop and f"{words[position]} {words[position + 1]}" in TITLES:
        return 2
    return 1 if words[position] in TITLES else 0


def _named(words: list[str], start: int, stop: int, titled: bool, opens: bool, lower: set[str]) -> Iterator[Run]:
    while start < stop and _title(words, start, stop):
        start += _title(words, start, stop)
    nationality = start < stop and words[start] in NATIONALITIES and words[stop - 1] not in ORGANIZATION_WORDS
    if nationality and " ".join(words[start:stop]) not in PLACES:
        start, opens = start + 1, False
    while start < stop and (words[stop - 1] in NATIONALITIES or not words[stop - 1][0].isalnum()) and stop - start > 1:
        stop -= 1
    if start >= stop or initial(words[stop - 1]) or words[start] in NATIONALITIES:
        return
    name = " ".join(words[start:stop]).replace(" - ", "-")
    if opens and stop - start == 1 and name.lower() in lower and name not in PLACES and name not in ORGANIZATIONS:
        return
    yield Run(start, stop, name, titled, opens)
