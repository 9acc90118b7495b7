"""What a difference is about: the thing that its figures measure, named as the sources say it."""

from collections.abc import Sequence

from extractors.readings import Quantity
from summarizer.candidates import Candidate, Figure
from summarizer.figures import elided, fate, printed_span
from summarizer.terms import STOP_WORDS, words

_OUTCOMES = "killed dead died injured wounded hurt treated missing unaccounted arrested detained held".split()
"""Words for what became of people that say it behind a noun, "people injured", the plainest first."""
_FEWEST_WORDS = 2
"""Of a phrase that names a thing by itself."""


def disputed_thing(told: Sequence[tuple[Figure, Candidate]]) -> str:
    """What the figures, each with its sentence, measure: "people injured", "the vaccinated volunteers", "The new bridge
    will cost …"; an ellipsis stands for the figure. All words are of these sentences."""
    figure, candidate = told[0]
    if fate(figure, candidate) is not None:
        return _people(told)
    text = candidate.read.article.text
    measured = figure.measures.of(text) if figure.measures is not None else ""
    if len(measured.split()) >= _FEWEST_WORDS:
        return measured
    if figure.clause is not None:
        return elided(figure, text, figure.clause.start, figure.clause.end)
    if measured:
        return measured
    if isinstance(figure, Quantity) and figure.kind == "count":
        return figure.unit
    start, end = printed_span(figure, text)
    before = words(text[candidate.sentence.start : start])
    telling = next((place for place in range(len(before), 0, -1) if before[place - 1] not in STOP_WORDS), None)
    return f"{' '.join(before[telling - 1 :])} …" if telling else text[start:end]


def _people(told: Sequence[tuple[Figure, Candidate]]) -> str:
    """Who is counted, and what became of them."""
    became = [found.word for one in told if (found := fate(*one)) is not None]
    nouns = (figure.unit.split()[-1] for figure, _ in told if isinstance(figure, Quantity))
    noun = next((noun for noun in nouns if noun not in became and noun not in _OUTCOMES), "")
    plain = next((word for word in _OUTCOMES if word in became), None)
    if plain is not None:
        return f"{noun} {plain}".strip()
    return f"{became[0]} … {noun}" if became[0].endswith("ing") and noun else f"{noun} {became[0]}".strip()
