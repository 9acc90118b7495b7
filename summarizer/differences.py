"""Where accounts differ: figures for one thing that can't all be true."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from math import inf

from extractors.readings import Percentage, Quantity
from summarizer.candidates import Candidate, Figure
from summarizer.claims import covered
from summarizer.digests import Account, Difference, Statement, Superseded
from summarizer.disputed_things import disputed_thing
from summarizer.figures import Fate, agree, counts_people, fate, is_history, is_part, printed, scope, value_of
from summarizer.stories import Claim

_SAME_CONTEXT = 0.25
"""Weighted share of one sentence's terms that the other has, for their figures to be about one thing."""
_SHARED_SCOPE = 2
"""How many terms two scopes share when they count one thing."""
_MOST_APART = 2.0
"""Ratio of two values from which on they hardly measure one thing."""
_LARGE, _CLOSE = 1000, 1.2
_EARLY = 14
"""Only the first sentences of a report: what comes later is often history."""


@dataclass(frozen=True)
class _Figure:
    candidate: Candidate
    figure: Figure
    scope: frozenset[str]
    fate: Fate | None

    @property
    def text(self) -> str:
        return printed(self.figure, self.candidate.read.article.text)

    @property
    def value(self) -> tuple[float, float]:
        return self.figure.low, self.figure.high


@dataclass(frozen=True)
class Dispute:
    """Figures of several voices for one thing, some of which disagree."""

    difference: Difference
    _figures: tuple[_Figure, ...]
    _weights: Mapping[str, float]

    def sides_with_few(self, candidate: Candidate) -> bool:
        """Whether `candidate` states the disputed thing with another value than most voices (of equally many, the
        latest) do: the body of a digest tells one version, its list of differences tells all."""
        values, leading = {one.value for one in self._figures}, self._leading()
        return any(
            one.value in values and one.value != leading and _one_thing(one, self._figures[0], self._weights)
            for one in _figures_of([candidate])
        )

    def numbers_of_few(self) -> frozenset[str]:
        """The numbers, as printed and in lower case, that fewer voices give: "five"."""
        leading = self._leading()
        few = (one for one in self._figures if one.value != leading)
        return frozenset(one.figure.of(one.candidate.read.article.text).split()[0].lower() for one in few)

    def _leading(self) -> tuple[float, float]:
        voices = Counter(one.value for one in self._figures)
        latest = {one.value: one.candidate.read.article.dated for one in self._figures}
        return max(voices, key=lambda value: (voices[value], latest[value], value))


def disputes(
    voices: Sequence[Sequence[Candidate]],
    weights: Mapping[str, float],
    most: int = 3,
    *,
    replaced: Sequence[Sequence[Candidate]] = (),
) -> tuple[Dispute, ...]:
    """Up to `most` disputes between voices, those first in which most voices take part.

    Two figures are compared only where they count the same thing: one unit, one scope (what became of the people they
    count, or two shared terms of what is measured in sentences about the same), no part ("10 of them"), and each
    voice's first such figure. Hedges and rounding are allowed for: "over 329%" and "about 329%" agree. A later figure
    of an outlet supersedes its earlier one.

    Args:
        voices: the candidates of the text that each voice is told from.
        weights: inverse document frequency of each term.
        replaced: the candidates of texts that their outlets have updated since.
    """
    groups: list[list[_Figure]] = []
    for voice in (*voices, *replaced):
        for one in _figures_of(voice):
            group = next((group for group in groups if _one_thing(one, group[0], weights)), None)
            if group is None:
                groups.append([one])
            elif all(one.candidate.article != other.candidate.article for other in group):
                group.append(one)
    old = {one.article for voice in replaced for one in voice}
    found = []
    for group in sorted(groups, key=len, reverse=True):
        standing, superseded = _latest(group, old)
        accounts = _accounts(standing, superseded)
        if accounts and not _told_together(standing, voices):
            thing = disputed_thing([(one.figure, one.candidate) for one in standing])
            found.append(Dispute(Difference(subject=thing, accounts=accounts), tuple(standing), weights))
    return tuple(found[:most])


def _latest(group: Sequence[_Figure], old: Set[str]) -> tuple[list[_Figure], dict[str, list[_Figure]]]:
    """The figures that stand, one an outlet, and by outlet those that it gave before, the latest first."""
    by_outlet: dict[str, list[_Figure]] = {}
    for one in group:
        by_outlet.setdefault(one.candidate.read.article.outlet, []).append(one)
    standing: list[_Figure] = []
    superseded: dict[str, list[_Figure]] = {}
    for outlet, own in by_outlet.items():
        own.sort(key=lambda one: (one.candidate.article not in old, _times(one)), reverse=True)
        latest = own[0]
        if latest.candidate.article in old:
            continue  # what replaced it gives no such figure any more
        standing.append(latest)
        earlier = (one for one in own[1:] if _times(one) < _times(latest))
        superseded[outlet] = [one for one in earlier if _disagree([latest], [one])]
    return standing, superseded


def _times(one: _Figure) -> tuple[datetime, datetime]:
    article = one.candidate.read.article
    return article.dated, article.fetched


def _told_together(group: Sequence[_Figure], voices: Sequence[Sequence[Candidate]]) -> bool:
    """Whether one voice gives several of the values, for counts of people excepted: to it they measure two things."""
    if group[0].fate:
        return False
    values = {value_of(one.figure) for one in group}
    return any(len(values & {value_of(figure) for one in voice for figure in one.figures}) > 1 for voice in voices)


def _figures_of(voice: Sequence[Candidate]) -> list[_Figure]:
    return [
        _Figure(candidate, figure, scope(figure, candidate), fate(figure, candidate))
        for candidate in voice
        if candidate.position < _EARLY and candidate.stands_alone and not is_history(candidate)
        for figure in candidate.figures
        if not is_part(figure, candidate)
    ]


def _one_thing(one: _Figure, other: _Figure, weights: Mapping[str, float]) -> bool:
    if one.fate or other.fate:
        return one.fate is not None and other.fate is not None and one.fate.kind == other.fate.kind
    left, right = one.figure, other.figure
    apart = max(left.high, right.high) / min(left.low, right.low) if min(left.low, right.low) > 0 else inf
    if apart > _MOST_APART or _direction(left) != _direction(right):
        return False
    if _large_counts_close(left, right, apart):
        shared = one.candidate.term_set & other.candidate.term_set
        return bool(one.scope & other.scope) and sum(not term[0].isdigit() for term in shared) >= _SHARED_SCOPE
    if value_of(left)[0] != value_of(right)[0] or counts_people(left):
        return False  # of people of whom nothing else is said, two counts are rarely of the same ones
    return (
        len(one.scope & other.scope) >= _SHARED_SCOPE
        and min(covered(one.candidate, other.candidate, weights), covered(other.candidate, one.candidate, weights))
        >= _SAME_CONTEXT
    )


def _large_counts_close(left: Figure, right: Figure, apart: float) -> bool:
    """Whether two counts are so large and near each other that "112,000 power banks" and "120,000 devices" may be the
    same things under two names."""
    counts = all(isinstance(one, Quantity) and one.kind == "count" for one in (left, right))
    return counts and min(left.low, right.low) >= _LARGE and apart <= _CLOSE


def _direction(figure: Figure) -> str | None:
    return figure.direction if isinstance(figure, Percentage) else None


def _accounts(standing: Sequence[_Figure], superseded: Mapping[str, Sequence[_Figure]]) -> tuple[Account, ...]:
    """One account for each value that disagrees with another one or replaces one, in the order of telling; empty if all
    agree."""
    by_value: dict[tuple[float, float], list[_Figure]] = {}
    for one in standing:
        by_value.setdefault(one.value, []).append(one)
    values = list(by_value.values())
    disputed = [own for own in values if any(_disagree(own, other) for other in values if other is not own)]
    accounts = [_account(own, superseded) for own in disputed]
    if not accounts:
        accounts = [account for own in values if (account := _account(own, superseded)).supersedes][:1]
    return tuple(accounts)


def _account(own: Sequence[_Figure], superseded: Mapping[str, Sequence[_Figure]]) -> Account:
    before = [one for other in own for one in superseded[other.candidate.read.article.outlet]]
    return Account(
        figure=own[0].text,
        statement=Statement(
            text=own[0].candidate.wording(""),
            claims=(Claim(evidence=tuple(one.candidate.evidence for one in own)),),
        ),
        supersedes=tuple(Superseded(figure=one.text, evidence=(one.candidate.evidence,)) for one in before),
    )


def _disagree(own: Sequence[_Figure], other: Sequence[_Figure]) -> bool:
    return not any(agree(left.figure, right.figure) for left in own for right in other)
