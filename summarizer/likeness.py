"""Likeness: how likely two articles tell one event.

Only articles that share a rare term among their strongest are ever compared, each with a bounded number of those that
share it, so the work grows with the articles and not with their square. A logistic model weighs what a pair shares,
what each of the two holds of the other's strongest terms, how far apart they were published, how long they are, and how
alike they are beside what else is near: reports of one event on which little is written are each other's nearest
although they share little, and two look-alike events share much, but less than the reports of each do among themselves.
"""

from collections.abc import Callable, Iterator
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from summarizer.pools import Floats, Pool

Indexes = NDArray[np.int64]

_ONE_JOINS, _MANY_JOIN = 0.18, 0.38
"""Chosen by cross-validation with the weights below."""

# Fitted by `training/grouping.py`, which says how, on samples of four public sets of news events (29 events of gm5w1h's
# news clusters, 48 of BASIL, 42 of ECB+ and 233 of Multi-News) and on pools drawn from them: thinned, small, with texts
# cut short and with copies. What two articles share comes in several of the features, so a single weight says little:
# the cosines of the whole texts and of the meanings weigh against a pair that has no more in common than its subject.
WEIGHTS = {
    "text": -8.507,
    "names": 0.663,
    "opening": 6.515,
    "pairs": 13.757,
    "headline": 7.966,
    "figures": 2.586,
    "meaning": -3.961,
    "days": -0.408,
    "rare_text": 1.754,
    "held_least": 1.518,
    "held_most": 0.457,
    "rare_figures": 0.246,
    "shorter": -1.626,
    "longer_by": -0.407,
    "near": 7.214,
}
_INTERCEPT = -0.746

_STRONGEST, _HEADLINE, _MOST_HOLDERS, _SHARED = 40, 0.15, 250, 0.04
"""Two articles are compared where the product of their 40 strongest terms and 0.15 of that of their headlines make 0.04
at least. Of the pairs of one event whose blended cosine is 0.08 or more the strongest terms alone find 99.7% on the
sets above, at 12 pairs an article. A term that is among the strongest, or in the headlines, of over 250 articles
counts only between those that stand near each other in the pool, in blocks of 250 at most."""
_BLEND = {"text": 0.50, "names": 0.20, "opening": 0.15, "pairs": 0.15}
_ALIKE = 0.06
"""A pair whose blended cosine is less is taken to tell of two events."""
_TOP_TERMS = 15
_COMMON = 2.5
"""A term of this rarity or less, in one article of four or more, is no common ground."""
_NEAREST, _COPY = 3, 0.5
"""How many nearest articles a pair is held beside. Texts with this cosine of their neighbouring terms are copies, which
don't count: beside copies of one text an independent report of the same event must not look far away."""
_NEAR = 0.1
"""Added to the likeness of an article's nearest ones, so that to be the nearest means little where none is near."""
_UNDATED = 1.0
"""Days taken to lie between two articles one of which has no date."""
_ROWS, _PAIRS = 500, 20_000  # worked on at a time, which bounds the memory


class Alike(NamedTuple):
    """The pairs of a pool that were compared: each pair once, the earlier row first, in order."""

    left: Indexes
    right: Indexes
    likelihood: Floats
    """That both tell one event, 0 to 1."""

    def pairs(self) -> Iterator[tuple[int, int, float]]:
        """(row, later row, likelihood) of each."""
        return zip(self.left.tolist(), self.right.tolist(), self.likelihood.tolist(), strict=True)


def enough(size: int, one_joins: float = _ONE_JOINS, many_join: float = _MANY_JOIN) -> float:
    """The mean likelihood of the pairs of two groups from which on they tell one event, given the number of articles in
    the smaller one: two groups of several, each known to hang together, must have more in common than a single article
    with what it joins."""
    return many_join - (many_join - one_joins) / size


def alike(pool: Pool) -> Alike:
    """The pairs that may tell one event, and how likely they do."""
    left, right, measured = features(pool)
    weights = np.array([WEIGHTS[name] for name in measured])
    score = _INTERCEPT + sum((weight * value for weight, value in zip(weights, measured.values(), strict=True)), 0.0)
    return Alike(left, right, np.asarray(1 / (1 + np.exp(-score)), dtype=float))


def crowded(pool: Pool) -> bool:
    """Whether so many articles share a strong term that `alike` compares each of them only with some of the others."""
    return bool((np.bincount(_strong(pool).indices) > _MOST_HOLDERS).any())


def features(pool: Pool) -> tuple[Indexes, Indexes, dict[str, Floats]]:
    """The pairs that are worth comparing (earlier rows, later rows), and what the model weighs, by name."""
    left, right = _candidates(pool)
    cosines = {view: _products(getattr(pool, view), getattr(pool, view), left, right) for view in _BLEND}
    blend = np.asarray(sum(weight * cosines[view] for view, weight in _BLEND.items()))
    kept = blend >= _ALIKE
    left, right, blend = left[kept], right[kept], blend[kept]
    measured = {view: cosine[kept] for view, cosine in cosines.items()}
    for view in ("headline", "figures"):
        measured[view] = _products(getattr(pool, view), getattr(pool, view), left, right)
    measured["meaning"] = _meaning(pool, left, right)
    gap = np.abs(pool.days[left] - pool.days[right])
    measured["days"] = np.log1p(np.where(np.isnan(gap), _UNDATED, gap))
    measured |= _common_ground(pool, left, right)
    lengths = np.log1p(pool.lengths)
    measured["shorter"] = np.minimum(lengths[left], lengths[right])
    measured["longer_by"] = np.abs(lengths[left] - lengths[right])
    measured["near"] = _beside_others(len(pool), left, right, blend, measured["pairs"])
    return left, right, measured


def _candidates(pool: Pool) -> tuple[Indexes, Indexes]:
    strong = _in_blocks(_strong(pool))
    transposed = strong.T.tocsr()
    found = [np.zeros((2, 0), dtype=np.int64)]
    for start in range(0, len(pool), _ROWS):
        products = (strong[start : start + _ROWS] @ transposed).tocoo()
        rows = products.row + start
        kept = (rows < products.col) & (products.data >= _SHARED)
        found.append(np.stack([rows[kept], products.col[kept]]).astype(np.int64))
    both = np.concatenate(found, axis=1)
    left, right = both[:, np.lexsort((both[1], both[0]))]
    return left, right


def _strong(pool: Pool) -> csr_matrix:
    """What candidates are found by: the strongest terms, and the headlines."""
    return csr_matrix(hstack([strongest(pool.text, _STRONGEST), pool.headline * sqrt(_HEADLINE)]))


def _in_blocks(strong: csr_matrix) -> csr_matrix:
    """The same, a term that very many have cut into columns for equally large blocks of its rows."""
    columns = strong.tocsc()
    holders = np.diff(columns.indptr)
    blocks = np.maximum(1, -(-holders // _MOST_HOLDERS))
    place = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], holders)
    first = np.cumsum(blocks) - blocks
    block = np.repeat(first, holders) + place * np.repeat(blocks, holders) // np.repeat(holders, holders)
    shape = (strong.shape[0], int(blocks.sum()))
    return csr_matrix((columns.data, (columns.indices, block)), shape=shape)


def strongest(view: csr_matrix, most: int) -> csr_matrix:
    """Each row's `most` greatest entries; of equal ones those of the terms that came up first in the pool."""
    rows = np.repeat(np.arange(view.shape[0]), np.diff(view.indptr))
    order = np.lexsort((view.indices, -view.data, rows))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - view.indptr[rows[order]]
    kept = place < most
    return csr_matrix((view.data[kept], (rows[kept], view.indices[kept])), shape=view.shape)


def _products(one: csr_matrix, other: csr_matrix, left: Indexes, right: Indexes) -> Floats:
    """The product of row `left` of one matrix with row `right` of the other, for each pair."""

    def product(left: Indexes, right: Indexes) -> Floats:
        return np.asarray(one[left].multiply(other[right]).sum(axis=1)).ravel()

    return _by_parts(product, left, right)


def _meaning(pool: Pool, left: Indexes, right: Indexes) -> Floats:
    """The cosine of what the two articles open with."""

    def cosine(left: Indexes, right: Indexes) -> Floats:
        return np.asarray(np.einsum("ij,ij->i", pool.meanings[left], pool.meanings[right]), dtype=float)

    return _by_parts(cosine, left, right)


def _by_parts(measure: Callable[[Indexes, Indexes], Floats], left: Indexes, right: Indexes) -> Floats:
    """What `measure` gives for each pair, asked for some pairs at a time."""
    parts = (slice(at, at + _PAIRS) for at in range(0, len(left), _PAIRS))
    return np.concatenate([np.zeros(0), *(measure(left[part], right[part]) for part in parts)])


def _common_ground(pool: Pool, left: Indexes, right: Indexes) -> dict[str, Floats]:
    """The rarity of the terms and of the figures that both have; and how much of the strongest terms of the one, by
    weight, the other has at all: the lesser and the greater of the two shares."""
    found = {}
    for view in ("text", "figures"):
        matrix = getattr(pool, view)
        has = csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
        rare = has.copy()
        rare.data *= np.maximum(pool.rarity - _COMMON, 0)[rare.indices]
        found[f"rare_{view}"] = np.log1p(_products(rare, has, left, right))
        if view == "text":
            top = strongest(matrix, _TOP_TERMS)
            weight = np.maximum(np.asarray(top.sum(axis=1)).ravel(), 1e-9)
            shares = _products(top, has, left, right) / weight[left], _products(has, top, left, right) / weight[right]
            found["held_least"], found["held_most"] = np.minimum(*shares), np.maximum(*shares)
    return found


def _beside_others(count: int, left: Indexes, right: Indexes, blend: Floats, copies: Floats) -> Floats:
    """The pair's blended cosine as a share of the mean of the nearest, up to three and no copies, of that of the two
    articles whose nearest are less near."""
    others = copies < _COPY
    rows, values = np.concatenate([left[others], right[others]]), np.tile(blend[others], 2)
    order = np.lexsort((-values, rows))
    rows, values = rows[order], values[order]
    nearest = np.arange(len(rows)) - np.searchsorted(rows, np.arange(count))[rows] < _NEAREST
    rows, values = rows[nearest], values[nearest]
    near = _NEAR + np.bincount(rows, values, minlength=count) / np.maximum(np.bincount(rows, minlength=count), 1)
    return np.asarray(blend / np.minimum(near[left], near[right]))
