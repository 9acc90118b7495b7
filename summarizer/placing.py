"""Placing: the order of an edition, so that no subject, category or outlet fills the page.

Stories are placed one by one by maximal marginal relevance (Carbonell and Goldstein 1998): the next is the one with the
highest score less `variety` times its likeness, 0 to 1, to the most similar story above it, if the two are of one
subject (a dispute, a bill, a country at war: more than an event).

Quotas come before that: among the first ten places, at most so many stories may be of one subject, of one category, or
rest mainly on one outlet's texts; among the first twenty twice as many, and so on. What would break one is held back
until there is room, or nothing else is left. The first 250 places are filled so, more than an edition has; the stories
behind them follow by their scores.

Likeness is the cosine of TF-IDF vectors of the headlines and openings of a story's independent texts.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from extractors.articles import Article
from summarizer.pools import Floats, opening
from summarizer.ranking import Ranked, RankingOptions
from summarizer.terms import terms

Flags = NDArray[np.bool_]

_ONE_SUBJECT = 0.15
"""Likeness from which on two stories are of one subject. Of the 29 events of the public set gm5w1h, unrelated ones stay
under 0.13 ninety-nine times in a hundred, in pools of three as of twelve; two on one dispute or bill, there and in
basil, reach 0.15 to 0.4."""
_PAGE = 10
"""Places that the quotas are for."""
_PLACES = 250
"""Places that are filled one by one; an edition has 200 stories at most."""


class _Quota(NamedTuple):
    """How many stories among ten may have something in common."""

    common: str
    most: int
    alike: Callable[[int], Flags]
    """Which stories have it in common with this one."""


def placed(
    scored: Sequence[Ranked], articles: Mapping[str, Article], options: RankingOptions
) -> list[tuple[Ranked, tuple[str, ...]]]:
    """The stories in the order of the page, each with what moved it down, in words.

    Args:
        scored: the stories, one at least, the highest score first; ties keep this order.
        articles: their articles by id.
    """
    likeness = _likeness([_opening(one, articles) for one in scored])
    quotas = (
        _Quota("subject", options.most_of_subject, lambda one: likeness(one) > 0),
        _Quota("category", options.most_of_category, _same([one.category for one in scored])),
        _Quota("outlet", options.most_of_outlet, _same([_main_outlet(one, articles) for one in scored])),
    )
    order, notes = _order(np.array([one.score for one in scored]), lambda one: options.variety * likeness(one), quotas)
    return [(scored[one], tuple(notes.get(one, ()))) for one in order]


def _order(
    scores: Floats, losses: Callable[[int], Floats], quotas: Sequence[_Quota]
) -> tuple[list[int], dict[int, list[str]]]:
    """The stories' indexes in the order of the page, and why those stand lower that do.

    Args:
        losses: what each story loses where this one stands above it.
    """
    loss = np.zeros(len(scores))
    taken = np.zeros((len(quotas), len(scores)), dtype=int)  # how many above count against each story
    left = np.ones(len(scores), dtype=bool)
    order: list[int] = []
    held: dict[int, str] = {}
    notes: dict[int, list[str]] = {}
    for place in range(min(_PLACES, len(scores))):
        waiting = np.flatnonzero(left)
        waiting = waiting[np.argsort(loss[waiting] - scores[waiting], kind="stable")]
        full = taken[:, waiting] >= np.array([[quota.most] for quota in quotas]) * (place // _PAGE + 1)
        free = ~full.any(axis=0)
        first = int(free.argmax()) if free.any() else 0
        for at, one in enumerate(waiting[:first].tolist()):
            quota = int(full[:, at].argmax())
            held.setdefault(one, _held_back(quotas[quota], int(taken[quota, one])))
        best = int(waiting[first])
        less = f"less {loss[best]:.2f}, as a story of its subject stands higher" if loss[best] else ""
        notes[best] = [note for note in (less, held.get(best, "")) if note]
        order.append(best)
        left[best] = False
        loss = np.maximum(loss, losses(best))
        taken += np.array([quota.alike(best) for quota in quotas])
    return [*order, *np.flatnonzero(left).tolist()], notes


def _held_back(quota: _Quota, stories: int) -> str:
    return f"held back, as {stories} {'story' if stories == 1 else 'stories'} of its {quota.common} stand higher"


def _same(values: Sequence[str]) -> Callable[[int], Flags]:
    """Which of the values are equal to one of them, and not empty."""
    distinct, codes = np.unique(np.array(values, dtype=str), return_inverse=True)
    named = (distinct != "")[codes]
    return lambda one: np.asarray((codes == codes[one]) & named)


def _main_outlet(one: Ranked, articles: Mapping[str, Article]) -> str:
    """The outlet that wrote more than half of the story's independent texts; empty where none did."""
    texts = Counter(articles[voice.articles[0]].outlet for voice in one.voices)
    return next((outlet for outlet, count in texts.items() if count > len(one.voices) / 2), "")


def _opening(one: Ranked, articles: Mapping[str, Article]) -> list[str]:
    """The terms of the headlines and openings of the story's texts."""
    return terms("\n".join(opening(articles[voice.articles[0]]) for voice in one.voices))


def _likeness(documents: Sequence[Sequence[str]]) -> Callable[[int], Floats]:
    """The cosine of each with one of them, 0 to 1; 0 where they are not of one subject."""
    if not any(documents):
        return lambda _: np.zeros(len(documents))
    rows = TfidfVectorizer(analyzer=lambda document: document, sublinear_tf=True).fit_transform(documents)

    @lru_cache(maxsize=1)  # asked for the subject and for the loss
    def to(one: int) -> Floats:
        cosines = rows @ rows[one].toarray().ravel()
        return np.where(cosines < _ONE_SUBJECT, 0.0, cosines)

    return to
