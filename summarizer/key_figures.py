"""Key figures: the rows of a digest's table."""

from collections.abc import Callable, Sequence, Set

from extractors.articles import Span
from extractors.readings import Percentage
from summarizer.candidates import Candidate, Figure
from summarizer.digests import KeyFigure
from summarizer.figure_wording import said_of
from summarizer.figures import (
    counts_people,
    equal_figure,
    fate,
    is_history,
    is_part,
    printed,
    value_of,
)
from summarizer.stories import Evidence
from summarizer.terms import terms, words


def key_figures(
    voices: Sequence[Sequence[Candidate]],
    told: Sequence[Candidate],
    headline: str,
    most: int,
    *,
    outdated: Set[str] = frozenset(),
    is_of_topic: Callable[[Candidate], bool] = lambda _: True,
    is_key: Callable[[str], bool] = lambda _: True,
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
        is_key: whether a term is one that the story is told with.
    """
    rows: list[tuple[tuple[float, ...], KeyFigure]] = []
    seen: set[object] = set()
    for candidate in sorted(
        (one for voice in voices for one in voice), key=lambda one: (one not in told, one.position)
    ):
        for figure in candidate.figures:
            counts = fate(figure, candidate) is not None
            if counts_people(figure) and (is_part(figure, candidate) or is_history(candidate)):
                continue
            if counts and candidate.article in outdated:
                continue
            said = said_of(figure, candidate, is_key)
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


def _is_near(figure: Percentage) -> bool:
    """Whether the figure's period is said in its own clause, as far as one is known."""
    clause, period = figure.clause, figure.period
    return clause is None or period is None or (clause.start <= period.start and period.end <= clause.end)


def _fate_word(figure: Figure, candidate: Candidate) -> str:
    """What became of the people that are counted, unless the figure itself says it ("50 dead")."""
    found = fate(figure, candidate)
    if found is None or found.word in words(figure.of(candidate.read.article.text)):
        return ""
    return found.word


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
