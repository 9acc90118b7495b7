"""Figures and dates as spaCy entities beside the names: the component `nightdesk_entities`."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.contexts import MONTH
from extractors.document_text import text_of
from extractors.intervals import Intervals

__all__ = ["find_entities"]

_MONTH = rf"(?:{MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_UNIT = r"(?:day|week|month|quarter|year|decade|century|weekend|season|spring|summer|autumn|winter)"
_DATE = re.compile(
    rf"\b(?:"
    rf"(?:{_WEEKDAY},? )?(?:{_DAY} (?:of )?{_MONTH}|{_MONTH} {_DAY})(?:,? {_YEAR})?"
    rf"|(?:(?:early|late|mid)[- ])?{_MONTH},? (?:of )?{_YEAR}"
    rf"|{_YEAR}-[01][0-9]-[0-3][0-9]"
    rf"|(?:the )?(?:first|second|third|fourth|last) (?:quarter|half) of (?:(?:fiscal )?{_YEAR}|(?:this|last|next) year)"
    rf"|(?:last|next|this|every|each|the (?:past|last|next|previous|following)) (?:[a-z]+ )?"
    rf"(?:{_UNIT}s?|{_WEEKDAY}|{_MONTH})\b"
    rf"|(?:(?:early|late|last|next|this) )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:(?:early|late|mid)[- ])?(?:the )?(?:1[5-9]|20)[0-9]0s"
    rf"|(?<=[Ii]n ){MONTH}\b"
    rf"|(?<=[Ii]n )(?:early |late |mid-?)?{_YEAR}|(?<=[Ss]ince ){_YEAR}|(?<=[Bb]y ){_YEAR}|(?<=[Uu]ntil ){_YEAR}"
    rf"|(?:the day (?:after|before) )?(?:yesterday|today|tomorrow)|tonight"
    rf"|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+) {_UNIT}s? (?:ago|earlier|later)"
    rf")(?![\w%]|-[0-9]|[.,][0-9])"
)


@Language.component("nightdesk_entities", assigns=["doc.ents"], requires=["doc.ents"])
def find_entities(doc: Doc) -> Doc:
    """Adds PERCENT, MONEY and DATE to `doc.ents` where no name stands."""
    taken = Intervals((ent.start, ent.end) for ent in doc.ents)
    added: list[Span] = []
    for start, end, label in sorted(_found(doc)):
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is None or taken.meet(span.start, span.end) or (added and span.start < added[-1].end):
            continue
        added.append(span)
    doc.set_ents(sorted((*doc.ents, *added), key=lambda ent: ent.start))
    return doc


def _found(doc: Doc) -> Iterator[tuple[int, int, str]]:
    for share in doc._.percentages:
        yield share.start, share.end, "PERCENT"
    for quantity in doc._.quantities:
        if quantity.kind == "money":
            yield quantity.start, quantity.end, "MONEY"
    for date in _DATE.finditer(text_of(doc)):
        yield date.start(), date.end(), "DATE"
