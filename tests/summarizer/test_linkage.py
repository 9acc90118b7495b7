"""Average linkage over sparse pairs."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from summarizer.linkage import average_linkage

CUT = 0.3
GOLDEN = 0.6180339887498949


def parts(labels: list[int]) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(np.array(labels) == label).tolist()) for label in labels}


@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_groups_are_those_of_scipy_with_missing_pairs_as_strangers(count, chance) -> None:
    # Ties may be settled either way, so no two pairs are alike.
    pairs = [
        (one, other, 0.9 * chance.random() + 0.1 * ((place * GOLDEN) % 1))
        for place, (one, other) in enumerate(combinations(range(count), 2))
        if chance.random() < 0.6
    ]
    distance = np.ones((count, count))
    for one, other, likeness in pairs:
        distance[one, other] = 1 - likeness
    expected = fcluster(linkage(distance[np.triu_indices(count, 1)], "average"), 1 - CUT, "distance")
    assert parts(average_linkage(count, pairs, lambda size: CUT)) == parts(expected.tolist())


def test_a_group_is_named_by_its_first_item() -> None:
    assert average_linkage(5, [(1, 4, 0.9), (2, 3, 0.8)], lambda size: 0.5) == [0, 1, 2, 2, 1]


def test_the_most_alike_are_joined_first() -> None:
    # 1 could join either side; what is left over is too little then.
    assert average_linkage(3, [(0, 1, 0.6), (1, 2, 0.9)], lambda size: 0.5) == [0, 1, 1]


def test_larger_groups_may_need_more() -> None:
    within = [(0, 1, 0.9), (2, 3, 0.9)]
    between = [(one, other, 0.4) for one in (0, 1) for other in (2, 3)]
    assert average_linkage(4, within + between, lambda size: 0.3) == [0, 0, 0, 0]
    assert average_linkage(4, within + between, lambda size: 0.5 - 0.2 / size) == [0, 0, 0, 0]
    assert average_linkage(4, within + between, lambda size: 0.6 - 0.3 / size) == [0, 0, 2, 2]


def test_nothing_gives_nothing() -> None:
    assert average_linkage(0, [], lambda size: CUT) == []
