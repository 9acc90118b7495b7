"""Average linkage over the pairs that were compared.

Two groups are as alike as their pairs on average, a pair that was never compared counting as not alike at all. The most
alike groups are joined first. Groups without a common pair are never looked at, so with a bounded number of pairs an
article the time grows as n log n.
"""

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush


def average_linkage(count: int, alike: Iterable[tuple[int, int, float]], enough: Callable[[int], float]) -> list[int]:
    """A group for each of the items 0 to `count` - 1: the number of its first item.

    Args:
        count: how many items there are.
        alike: (item, other item, likeness) of each pair that was compared, each pair once.
        enough: the least mean likeness, above 0, at which two groups are joined, given the number of items in the
            smaller one; it never falls with that number. Of equally alike groups those with the first items are joined.
    """
    items: dict[int, list[int]] = {item: [item] for item in range(count)}
    shared: dict[int, dict[int, float]] = {item: {} for item in range(count)}
    heap: list[tuple[float, int, int, int, int]] = []
    for one, other, likeness in alike:
        shared[one][other] = shared[other][one] = likeness
        if likeness >= enough(1):
            heap.append((-likeness, min(one, other), max(one, other), one, other))
    heapify(heap)
    new = count
    while heap:
        _, _, _, one, other = heappop(heap)
        if one not in items or other not in items:
            continue
        items[new] = sorted(items.pop(one) + items.pop(other))
        sums = shared.pop(one)
        for group, likeness in shared.pop(other).items():
            sums[group] = sums.get(group, 0.0) + likeness
        shared[new] = {group: likeness for group, likeness in sums.items() if group not in (one, other)}
        for group, likeness in shared[new].items():
            shared[group].pop(one, None)
            shared[group].pop(other, None)
            shared[group][new] = likeness
            mean = likeness / (len(items[new]) * len(items[group]))
            if mean >= enough(min(len(items[new]), len(items[group]))):
                firsts = items[new][0], items[group][0]
                heappush(heap, (-mean, min(firsts), max(firsts), new, group))
        new += 1
    first = [0] * count
    for members in items.values():
        for item in members:
            first[item] = members[0]
    return first
