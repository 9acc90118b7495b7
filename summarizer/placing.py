"""Placing: the order of an edition, so that no subject, category or outlet fills the page.

Stories are placed one by one by maximal marginal relevance (Carbonell and Goldstein 1998): the next is the one with the
highest score less `variety` times its likeness, 0 to 1, to the most similar story above it, if the two are of one
subject (a dispute, a bill, a country at war: more than an event).

Quotas come before that: among the first ten places, at most so many stories may be of one subject, of one category, or
rest mainly on one outlet's texts; among the first twenty twice as many, and so on. What would break one is held back
until there is room, or nothing else is left.

Likeness is the cosine of TF-IDF vectors of the headlines and openings of a story's independent texts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from extractors.articles import Article
from summarizer.ranking import Ranked, RankingOptions
from summarizer.terms import terms

_OPENING_CHARACTERS = 600
_ONE_SUBJECT = 0.15
"""Likeness from which on two stories are of one subject. Of the 29 events of the public set gm5w1h, unrelated ones stay
under 0.13 ninety-nine times in a hundred, in pools of three as of twelve; two on one dispute or bill, there and in
basil, reach 0.15 to 0.4."""
_PAGE = 10
"""Places that the quotas are for."""


class _Quota(NamedTuple):
    """How many stories among ten may have something in common."""

    common: str
    most: int
    alike: NDArray[np.bool_]
    """Which stories have it in common with which, stories × stories."""


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
        _Quota("subject", options.most_of_subject, likeness > 0),
        _Quota("category", options.most_of_category, _same([one.category for one in scored])),
        _Quota("outlet", options.most_of_outlet, _same([_main_outlet(one, articles) for one in scored])),
    )
    losses = options.variety * likeness
    order, held = _order([one.score for one in scored], losses, quotas)
    notes = []
    for place, one in enumerate(order):
        loss = float(losses[one, order[:place]].max(initial=0.0))
        less = f"less {loss:.2f}, as a story of its subject stands higher" if loss else ""
        notes.append(tuple(filter(None, (less, held.get(one)))))
    return [(scored[one], why) for one, why in zip(order, notes, strict=True)]


def _order(
    scores: Sequence[float], losses: NDArray[np.float64], quotas: Sequence[_Quota]
) -> tuple[list[int], dict[int, str]]:
    """The stories' indexes in the order of the page, and why those were held back that were.

    Args:
        losses: what each story loses for each that stands above it.
    """
    loss = np.zeros(len(scores))
    taken = np.zeros((len(quotas), len(scores)), dtype=int)  # how many above count against each story
    order: list[int] = []
    held: dict[int, str] = {}
    left = list(range(len(scores)))
    while left:
        left.sort(key=lambda one: (loss[one] - scores[one], one))
        full = taken >= np.array([[quota.most] for quota in quotas]) * (len(order) // _PAGE + 1)
        best = next((one for one in left if not full[:, one].any()), left[0])
        for one in left[: left.index(best)]:
            quota = int(full[:, one].argmax())
            held.setdefault(one, _held_back(quotas[quota], int(taken[quota, one])))
        order.append(best)
        left.remove(best)
        loss = np.maximum(loss, losses[:, best])
        taken += np.array([quota.alike[:, best] for quota in quotas])
    return order, held


def _held_back(quota: _Quota, stories: int) -> str:
    return f"held back, as {stories} {'story' if stories == 1 else 'stories'} of its {quota.common} stand higher"


def _same(values: Sequence[str]) -> NDArray[np.bool_]:
    """Which of the values are equal, and not empty."""
    return np.array([[bool(one) and one == other for other in values] for one in values])


def _main_outlet(one: Ranked, articles: Mapping[str, Article]) -> str:
    """The outlet that wrote more than half of the story's independent texts; empty where none did."""
    (outlet, texts), *_ = Counter(articles[voice.articles[0]].outlet for voice in one.voices).most_common(1)
    return outlet if texts > len(one.voices) / 2 else ""


def _opening(one: Ranked, articles: Mapping[str, Article]) -> list[str]:
    """The terms of the headlines and openings of the story's texts."""
    faces = [articles[voice.articles[0]] for voice in one.voices]
    return terms("\n".join(f"{face.headline}\n{face.text[:_OPENING_CHARACTERS]}" for face in faces))


def _likeness(documents: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """The cosine of each with each, 0 to 1; 0 where they are not of one subject."""
    if not any(documents):
        return np.zeros((len(documents), len(documents)))
    rows = TfidfVectorizer(analyzer=lambda document: document, sublinear_tf=True).fit_transform(documents)
    cosines = np.asarray((rows @ rows.T).toarray())
    return np.where(cosines < _ONE_SUBJECT, 0.0, cosines)
