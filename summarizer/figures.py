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
_FATES = {
    "dead": "killed killing kills dead die dies died dying death deaths fatalities",
    "injured": "injured injuring injuries injury wounded wounding hurt treated",
    "missing": "missing unaccounted",
    "held": "arrested arresting detained held custody",
    "rescued": "rescued rescuing saved evacuated",
}
_FATE = {word: fate for fate, listed in _FATES.items() for word in listed.split()}
_PEOPLE = frozenset(
    """
    people persons person passengers men women children man woman child soldiers officers students workers residents
    civilians victims girls boys patients crew police troops fans protesters migrants firefighters employees tourists
    """.split()
) | frozenset(_FATE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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
    """The figure as its article prints it, with its hedge: "over 329%", "$40 or so"."""
    start, end = printed_span(figure, text)
    words = text[start:end]
    hedge = figure.hedge or ""
    if words.casefold().startswith(hedge):
        return hedge + words[len(hedge) :]  # "Over" where it opens its sentence
    return words if words.casefold().endswith(hedge) else f"{hedge} {words}"


def printed_span(figure: Figure, text: str) -> tuple[int, int]:
    """Start and end of the figure with its hedge, where that stands right before or behind it."""
    hedge = figure.hedge or ""
    before, after = text[: figure.start].rstrip(), text[figure.end :]
    if hedge and before.casefold().endswith(hedge):
        return len(before) - len(hedge), figure.end
    if hedge and after.lstrip().casefold().startswith(hedge):
        return figure.start, figure.end + len(after) - len(after.lstrip()) + len(hedge)
    return figure.start, figure.end


def elided(figure: Figure, text: str, first: int, last: int) -> str:
    """Characters `first` to `last` of the text, an ellipsis in the place of the figure and its hedge."""
    start, end = printed_span(figure, text)
    return " ".join(f"{text[first : max(start, first)]}…{text[min(end, last) : last]}".split())


def scope(figure: Figure, candidate: Candidate) -> frozenset[str]:
    """What a figure counts: the terms of its measure, or else those within six words of it in its sentence."""
    text = candidate.read.article.text
    if figure.measures is not None:
        return frozenset(terms(figure.measures.of(text)))
    before = words(text[candidate.sentence.start : figure.start])[-_SPAN_OF_SCOPE:]
    after = words(re.split(r"[,;:—–()]", text[figure.end : candidate.sentence.end])[0])[:_SPAN_OF_SCOPE]
    near = terms(" ".join((*before, figure.of(text), *after)))
    return frozenset(term for term in near if not term[0].isdigit())


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
        if word in _FATE:
            return Fate(_FATE[word], word)
    return None


def counts_people(figure: Figure) -> bool:
    """Whether a count's noun means people ("31 passengers", "seven dead")."""
    return isinstance(figure, Quantity) and bool(figure.unit) and figure.unit.split()[-1] in _PEOPLE


def is_part(figure: Figure, candidate: Candidate) -> bool:
    """Whether the figure counts a part or an addition ("10 of them", "including 3 children"), not the whole."""
    text = candidate.read.article.text
    before = text[max(candidate.sentence.start, figure.start - 40) : figure.start]
    after = text[figure.end : candidate.sentence.end]
    return bool(_PART_BEFORE.search(before) or _PART_WITHIN.search(figure.of(text)) or _PART_AFTER.match(after))


def is_history(candidate: Candidate) -> bool:
    """Whether a sentence names another year than that of its article, or the last one."""
    this_year = str(candidate.read.article.dated.year)
    return "last year" in candidate.text or any(year != this_year for year in _YEAR.findall(candidate.text))


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
            needed = 1 if _is_telltale(figure, candidate) else 2
            if len({term for term in shared if not term[0].isdigit()}) >= needed:
                return rival
    return None


def _is_telltale(figure: Figure, candidate: Candidate) -> bool:
    """Whether a value is so particular (340%, 8,412) that one shared word shows that it measures one thing."""
    digits = "".join(filter(str.isdigit, figure.of(candidate.read.article.text))).strip("0")
    return len(digits) >= 3 or (isinstance(figure, Percentage) and figure.low > 100)


def _unit(figure: Figure) -> str:
    unit = figure.unit
    return unit if unit.isupper() else stem(unit.split()[-1]) if unit else ""


def _bounds(figure: Figure) -> tuple[float, float]:
    """The values that a figure with its hedge allows. A bare figure allows its own rounding: 2.1 is 2.05 to 2.15."""
    low, high = figure.low, figure.high
    hedge = figure.hedge or ""
    slack = _rounding(low)
    if _AT_LEAST.search(hedge):
        return low - slack, high + max(_step(high), _ROUGHLY * abs(high))
    if _AT_MOST.search(hedge):
        return low - max(slack, _ROUGHLY * abs(low)), high + slack
    if _ABOUT.search(hedge):
        slack = max(slack, _ROUGHLY * abs(high))
    return low - slack, high + slack


def _step(value: float) -> float:
    """The unit of the last digit of a round number in thousands, which "more than 8,000" may exceed by; else 0."""
    digits = str(int(value))
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) if value == int(value) and abs(value) >= 1000 else 0.0


def _rounding(value: float) -> float:
    """Half a unit of the last digit that isn't zero, at most 5% of the value; whole counts below 1,000 are exact."""
    whole = value == int(value)
    if whole and abs(value) < 1000:
        return 0.0
    digits = str(int(value)) if whole else f"{value:.10f}".rstrip("0")
    unit = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if whole else 10.0 ** -len(digits.split(".")[1])
    return min(unit / 2, _ROUGHLY * abs(value))
