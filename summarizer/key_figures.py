"""Key figures: the rows of a digest's table."""

import re
from collections.abc import Callable, Sequence, Set

from extractors.articles import Span
from extractors.readings import Percentage
from summarizer.candidates import Candidate, Figure
from summarizer.digests import KeyFigure
from summarizer.figures import (
    counts_people,
    elided,
    equal_figure,
    fate,
    is_history,
    is_part,
    printed,
    printed_span,
    value_of,
)
from summarizer.stories import Evidence
from summarizer.terms import STOP_WORDS, terms, words

_MOST_WORDS = 14
_FEWEST_TERMS = 2
"""Of a phrase alone: "traders" and "inflation" don't say enough."""
_POINTS_BACK = re.compile(r"\b(?:this|that|these|those|such|it|its|their|his|her)\b", re.I)
# "The price" of what? "Two doses" of what? But "the homes", "the injured" are what a share is of.
_VAGUE = re.compile(
    r"^(?:the|an?|its|their|his|her|this|that)\s\S+(?<!s)(?<!ed)$|^(?:\d|one\b|two\b|three\b|four|five\b|six)", re.I
)


def key_figures(
    voices: Sequence[Sequence[Candidate]],
    told: Sequence[Candidate],
    headline: str,
    most: int,
    *,
    outdated: Set[str] = frozenset(),
    is_of_topic: Callable[[Candidate], bool] = lambda _: True,
) -> tuple[KeyFigure, ...]:
    """Up to `most` figures with the clause that says each, or else what it measures: that of the headline first, then
    counts of people, then those that most voices give.

    Args:
        voices: the candidates of the text that each voice is told from.
        told: the candidates that the digest prints, whose figures come before others.
        headline: the digest's.
        outdated: ids of articles whose counts of the dead, the injured and so on are those of an earlier night.
        is_of_topic: whether a sentence is about the story itself: of others, the figure is given by several voices or
            told by the digest.
    """
    rows: list[tuple[tuple[float, ...], KeyFigure]] = []
    seen: set[object] = set()
    for candidate in sorted(
        (one for voice in voices for one in voice), key=lambda one: (one not in told, one.position)
    ):
        for figure in candidate.figures:
            counts = fate(figure, candidate) is not None
            if counts and (candidate.article in outdated or is_part(figure, candidate) or is_history(candidate)):
                continue
            said = _clause(figure, candidate) or _stretch(figure, candidate)
            once = {_thing(figure, candidate), *([(candidate, figure.clause)] if said and figure.clause else [])}
            if not (said or counts) or once & seen:
                continue
            evidence = (candidate.evidence, *_elsewhere(figure, candidate, voices))
            named = figure.of(candidate.read.article.text) in headline
            shared = named or candidate in told or len(evidence) > 1
            passing = not isinstance(figure, Percentage) and not counts
            if not shared and (passing or not is_of_topic(candidate)):
                continue
            seen |= once
            rank = (not named, not counts, -len(evidence), candidate not in told, candidate.position)
            rows.append((rank, _row(figure, candidate, said or _fate_word(figure, candidate), evidence)))
    rows.sort(key=lambda pair: pair[0])
    return tuple(row for _, row in rows[:most])


def _row(figure: Figure, candidate: Candidate, measured: str, evidence: tuple[Evidence, ...]) -> KeyFigure:
    text = candidate.read.article.text
    share = figure if isinstance(figure, Percentage) else None
    return KeyFigure(
        figure=printed(figure, text),
        measures=measured,
        period=_words(share.period, text) if share and _is_near(share) else "",
        attribution=_named(share.attribution, text) if share else "",
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        evidence=evidence,
    )


def _clause(figure: Figure, candidate: Candidate) -> str:
    """The clause that says it, an ellipsis in the figure's place; empty for counts of things, and where a word
    in it points elsewhere."""
    text, clause = candidate.read.article.text, figure.clause
    told = isinstance(figure, Percentage) or figure.kind == "money" or (counts_people(figure) and figure.low > 1)
    if clause is None or not told or _POINTS_BACK.search(clause.of(text)):
        return ""
    return elided(figure, text, clause.start, clause.end)


def _is_near(figure: Percentage) -> bool:
    """Whether the figure's period is said in its own clause, as far as one is known."""
    clause, period = figure.clause, figure.period
    return clause is None or period is None or (clause.start <= period.start and period.end <= clause.end)


def _stretch(figure: Figure, candidate: Candidate) -> str:
    """Where no clause is known: the words from what is measured to the figure, an ellipsis in the figure's place, if
    they say enough on their own and are short enough for a table."""
    text, measures = candidate.read.article.text, figure.measures
    phrase = _words(measures, text).strip(" -–—")
    if measures is None or fate(figure, candidate) is not None or _is_vague(phrase) or _is_name(phrase, candidate):
        return ""
    start, end = printed_span(figure, text)
    first, last = min(start, measures.start), max(end, measures.end)
    stretch = elided(figure, text, first, last)
    return stretch if len(words(stretch)) <= _MOST_WORDS and first >= candidate.sentence.start else ""


def _is_vague(phrase: str) -> bool:
    own = words(phrase)
    few = len(set(terms(phrase))) < _FEWEST_TERMS
    return few or own[-1] in STOP_WORDS or bool(_VAGUE.match(phrase) or _POINTS_BACK.search(phrase))


def _fate_word(figure: Figure, candidate: Candidate) -> str:
    """What became of the people that are counted, unless the figure itself says it ("50 dead")."""
    found = fate(figure, candidate)
    if found is None or found.word in words(figure.of(candidate.read.article.text)):
        return ""
    return found.word


def _is_name(measured: str, candidate: Candidate) -> bool:
    """Whether the phrase is no more than somebody's name: who gives a figure is not what it measures."""
    return re.sub(r"^the\s", "", measured, flags=re.I) in candidate.read.reading.named


def _thing(figure: Figure, candidate: Candidate) -> object:
    """What stands in the table only once: a value, and of people what became of them."""
    found = fate(figure, candidate)
    return found.kind if found is not None else value_of(figure)


def _words(span: Span | None, text: str) -> str:
    return span.of(text) if span is not None else ""


def _named(span: Span | None, text: str) -> str:
    """Who gives the figure, unless that is only a pronoun."""
    who = _words(span, text)
    return who if terms(who) else ""


def _elsewhere(figure: Figure, candidate: Candidate, voices: Sequence[Sequence[Candidate]]) -> list[Evidence]:
    """The first sentence of each other voice that gives the same figure."""
    found = []
    for voice in voices:
        if voice and voice[0].article != candidate.article:
            same = (other for other in voice if equal_figure(figure, candidate, other.figures, other) is not None)
            first = next(same, None)
            if first is not None:
                found.append(first.evidence)
    return found
