"""Figures: when two figures are the same, when they differ, and what they count."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.readings import Percentage, Quantity
from summarizer.candidates import Candidate, Figure
from summarizer.terms import stem, terms, words

_AT_LEAST = re.compile(
    r"\b(?:at least|more than|over|above|in excess of|upwards? of|exceed\w*|minimum|plus|no fewer than|"
    r"no less than)\b"
)
_AT_MOST = re.compile(
    r"\b(?:up to|as (?:much|many|high) as|at most|under|below|less than|fewer than|maximum|no more than)\b"
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|close to|some|an estimated|estimated|just (?:over|"
    r"under))\b"
)
# "Including 3 children", "another 12", "12 more people", "12 of them": a part or an addition, not the whole.
_PART_BEFORE = re.compile(
    r"\b(?:including|among (?:them|those|whom),?|another|a further|an additional|the other)\s(?:\S+\s){0,2}$", re.I
)
_PART_WITHIN = re.compile(r"\b(?:more|others?|further|additional)\b", re.I)
_PART_AFTER = re.compile(r"^\s*(?:more|others?|of (?:them|whom|these|those|which))\b", re.I)
_CASUALTIES = {
    "dead": "killed dead died deaths fatalities lives death dying",
    "injured": "injured wounded hurt injuries injury treated",
    "missing": "missing unaccounted",
    "held": "arrested detained held custody",
    "rescued": "rescued saved evacuated",
}
_FATE = {stem(word): fate for fate, listed in _CASUALTIES.items() for word in listed.split()}
_PEOPLE = {
    stem(word)
    for word in """
    people persons person passengers men women children man woman child soldiers officers students workers residents
    civilians victims girls boys patients crew police troops fans protesters migrants firefighters employees tourists
    """.split()
} | set(_FATE)
_SPAN_OF_SCOPE = 6
_ROUGHLY = 0.05
"""How far, as a share, a number may lie from one that is written with "about" or "over"."""


def value_of(figure: Figure) -> tuple[str, float, float]:
    """Unit and values; equal for two figures that state the same number of the same unit."""
    return (
        figure.unit if isinstance(figure, Percentage) else f"{figure.kind} {_unit(figure)}",
        figure.low,
        figure.high,
    )


def printed(figure: Figure, text: str) -> str:
    """The figure as its article prints it, hedge first: "over 329%"."""
    span = figure.of(text)
    return span if not figure.hedge or span.lower().startswith(figure.hedge) else f"{figure.hedge} {span}"


def scope(figure: Figure, candidate: Candidate) -> frozenset[str]:
    """What a figure counts: the terms of its measure, or else those within six words of it in its sentence."""
    text = candidate.read.article.text
    if figure.measures is not None:
        return frozenset(terms(figure.measures.of(text)))
    before = words(text[candidate.sentence.start : figure.start])[-_SPAN_OF_SCOPE:]
    after = words(re.split(r"[,;:—–()]", text[figure.end : candidate.sentence.end])[0])[:_SPAN_OF_SCOPE]
    return frozenset(terms(" ".join((*before, figure.of(text), *after)))) - frozenset(
        terms(re.sub(r"\D+", " ", figure.of(text)))
    )


@dataclass(frozen=True)
class Fate:
    """What became of the people that a figure counts."""

    kind: str
    """"dead", "injured", "missing", "held" or "rescued"."""
    word: str
    """The word of the article that says so."""


def fate(figure: Figure, candidate: Candidate) -> Fate | None:
    """What became of the people that a count counts, or None if it counts something else."""
    if not isinstance(figure, Quantity) or figure.kind != "count" or not counts_people(figure):
        return None
    text = candidate.read.article.text
    after = words(re.split(r"[,;:—–()]|\band\b", text[figure.end : candidate.sentence.end])[0])[:4]
    before = words(text[candidate.sentence.start : figure.start])[-4:]
    for word in (*words(figure.of(text)), *after, *reversed(before)):
        if stem(word) in _FATE:
            return Fate(_FATE[stem(word)], word)
    return None


def counts_people(figure: Figure) -> bool:
    """Whether a count's noun means people ("31 passengers", "seven dead")."""
    return isinstance(figure, Quantity) and stem(figure.unit.split()[-1] if figure.unit else "") in _PEOPLE


def is_part(figure: Figure, candidate: Candidate) -> bool:
    """Whether the figure counts a part or an addition ("10 of them", "including 3 children"), not the whole."""
    text = candidate.read.article.text
    before = text[max(candidate.sentence.start, figure.start - 40) : figure.start]
    after = text[figure.end : candidate.sentence.end]
    return bool(_PART_BEFORE.search(before) or _PART_WITHIN.search(figure.of(text)) or _PART_AFTER.match(after))


def agree(left: Figure, right: Figure) -> bool:
    """Whether two figures of one unit can both be meant, hedges and rounding allowed for. "Over 50" is written of a
    number not far above 50, so it agrees with 51; "at least five" and seven don't agree: one knows of less."""
    (low, high), (other_low, other_high) = _bounds(left), _bounds(right)
    return low <= other_high and other_low <= high


def equal_figure(figure: Figure, candidate: Candidate, others: Iterable[Figure], other: Candidate) -> Figure | None:
    """The figure of `other` that states the same value of the same thing, or None."""
    for rival in others:
        if value_of(rival) == value_of(figure):
            shared = candidate.term_set & other.term_set - set(terms(figure.of(candidate.read.article.text)))
            needed = 2 if figure.low < 13 and value_of(figure)[0].startswith("count") else 1
            if len({term for term in shared if not term[0].isdigit()}) >= needed:
                return rival
    return None


def _unit(figure: Figure) -> str:
    unit = figure.unit
    return unit if unit.isupper() else stem(unit.split()[-1]) if unit else ""


def _bounds(figure: Figure) -> tuple[float, float]:
    """The values that a figure with its hedge allows. A bare figure allows its own rounding: 2.1 is 2.05 to 2.15."""
    low, high = figure.low, figure.high
    hedge = figure.hedge or ""
    slack = _rounding(low)
    if _AT_LEAST.search(hedge):
        return low - slack, high + max(slack, _ROUGHLY * abs(high))
    if _AT_MOST.search(hedge):
        return low - max(slack, _ROUGHLY * abs(low)), high + slack
    if _ABOUT.search(hedge):
        slack = max(slack, _ROUGHLY * abs(high))
    return low - slack, high + slack


def _rounding(value: float) -> float:
    """Half a unit of the last digit that isn't zero, for values written with few digits; whole counts are exact."""
    if value == int(value) and abs(value) < 1000:
        return 0.0
    digits = f"{value:.6g}"
    if "e" in digits:
        return abs(value) * 0.005
    if "." in digits:
        return float(0.5 * 10 ** -len(digits.split(".")[1]))
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(0.5 * 10**zeros)
