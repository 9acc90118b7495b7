"""Names of people made whole: a surname that is a month's name or stands behind a hyphen, a last word that was missed;
and offices without a name, which are nobody's."""

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from extractors.document_text import text_of
from extractors.gazetteer import (
    CALENDAR,
    CLOSED_CLASS,
    GIVEN_NAMES,
    NATIONALITIES,
    NOT_NAMES,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PLACE_WORDS,
    PLACES,
    ROLES,
    TITLES,
)

__all__ = ["whole_names"]

_MONTH_NAMES = frozenset("March April May June August".split())
"""Months that are surnames too."""
_PEOPLE = frozenset({"PERSON", "PER"})
_COURTESY = frozenset("Mr Mr. Mrs Mrs. Ms Ms. Miss Sir Dame Lord Lady".split())
_SAYING = frozenset("said says told added adds wrote insisted warned argued".split())
_OFFICE_WORDS = frozenset("Prime Vice Deputy Assistant First Acting".split())
_role = "|".join(sorted(ROLES - {"police"}, key=len, reverse=True))
_INTRODUCED = re.compile(
    rf",\s(?:an?|the|its|their|his|her)\s(?:[a-z][a-z-]+\s){{0,3}}?(?:{_role})(?=,|\s(?:for|of|at|to|in|and|who)\b)"
)
_NO_SURNAMES = CALENDAR | NOT_NAMES | NATIONALITIES | ORGANIZATION_WORDS | ORGANIZATIONS | PLACE_WORDS | PLACES | TITLES


def whole_names(doc: Doc, ents: list[Span]) -> list[Span]:
    """`ents`, in order, with the names of people whole, and without what names nobody."""
    kept = [_introduced(ent) for ent in ents if not _is_office(ent)]
    taken = {token.i for ent in kept for token in ent}
    whole = [_whole(doc, ent, taken) if ent.label_ in _PEOPLE else ent for ent in kept]
    months = {ent[-1].text for ent in whole if ent.label_ in _PEOPLE and ent[-1].text in _MONTH_NAMES}
    return sorted([*whole, *_surnames(doc, months, whole)], key=lambda ent: ent.start) if months else whole


def _is_office(ent: Span) -> bool:
    """Whether the words of a person's name are those of an office alone: "Prime Minister"."""
    words = [token.text for token in ent]
    return ent.label_ in _PEOPLE and all(word in TITLES | _OFFICE_WORDS or word.lower() in ROLES for word in words)


def _introduced(ent: Span) -> Span:
    """A name of two to four words as a person's where a role explains it: "Ilvar Tosk, a spokesman for"."""
    if ent.label_ in _PEOPLE | {"ORG"} or not 1 < len(ent) < 5 or ent.text in PLACES:
        return ent
    text = text_of(ent.doc)
    end = _hyphened(ent.doc, ent.end, frozenset())
    behind = ent.doc[end - 1].idx + len(ent.doc[end - 1])
    named = all(token.text[0].isupper() and token.text.isalpha() for token in ent)
    alone = ent.start == 0 or ent.doc[ent.start - 1].lower_ != "the"
    return (
        Span(ent.doc, ent.start, ent.end, label="PERSON")
        if named and alone and _INTRODUCED.match(text, behind)
        else ent
    )


def _whole(doc: Doc, ent: Span, taken: Iterable[int]) -> Span:
    """A person's name with the words behind it that belong to it."""
    end = _hyphened(doc, ent.end, taken)
    if end == ent.end and (_is_month_surname(doc, ent, taken) or _is_last_word(doc, ent, taken)):
        end += 1
    return Span(doc, ent.start, end, label=ent.label_)


def _hyphened(doc: Doc, end: int, taken: Iterable[int]) -> int:
    """Where a name ends that goes on behind a hyphen: "Zahava Gal-On"."""
    joined = end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_
    if joined and end + 1 not in taken and doc[end + 1].text[0].isupper() and not doc[end + 1].is_upper:
        return end + 2
    return end


def _is_month_surname(doc: Doc, ent: Span, taken: Iterable[int]) -> bool:
    """Whether a month's name behind a given name is the surname: "Theresa May", not "met Theresa May 5"."""
    if ent.end >= len(doc) or doc[ent.end].text not in _MONTH_NAMES or ent.end in taken:
        return False
    follows = doc[ent.end + 1] if ent.end + 1 < len(doc) else None
    return len(ent) == 1 and ent.text in GIVEN_NAMES and not (follows is not None and follows.like_num)


def _is_last_word(doc: Doc, ent: Span, taken: Iterable[int]) -> bool:
    """Whether the one capitalised word behind a name of two words or more is its last: "Ri Chun" "Hee"."""
    if ent.end >= len(doc) or len(ent) < 2 or ent.end in taken or not doc[ent.end - 1].whitespace_:
        return False
    word = doc[ent.end].text
    follows = doc[ent.end + 1].text if ent.end + 1 < len(doc) else "."
    return (
        word.istitle()
        and word.isalpha()
        and len(word) > 1
        and word not in _NO_SURNAMES
        and word.lower() not in CLOSED_CLASS | ROLES
        and not follows[0].isupper()
        and (follows in ",." or follows.islower())
    )


def _surnames(doc: Doc, months: set[str], whole: list[Span]) -> Iterable[Span]:
    """Where a surname that is a month's name stands alone: "Mrs May", "May said"."""
    taken = {token.i for ent in whole for token in ent}
    for token in doc:
        if token.text in months and token.i not in taken:
            before = doc[token.i - 1].text if token.i else ""
            after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
            if before in _COURTESY | _SAYING or after in _SAYING:
                yield Span(doc, token.i, token.i + 1, label="PERSON")
