"""Places in a text, looked up by offset."""

from bisect import bisect_right
from collections.abc import Iterable

__all__ = ["Bounds", "Intervals"]

Bounds = tuple[int, int]
"""Start and end offset, end exclusive."""


class Intervals:
    """Intervals that do not overlap, in any order."""

    def __init__(self, intervals: Iterable[Bounds]) -> None:
        self._intervals = sorted(intervals)
        self._starts = [start for start, _ in self._intervals]

    def at(self, offset: int) -> Bounds:
        """The last interval that starts at or before `offset`, or else the first; IndexError if there is none."""
        return self._intervals[max(bisect_right(self._starts, offset) - 1, 0)]

    def meet(self, start: int, end: int) -> bool:
        """Whether one shares an offset with `start` to `end`."""
        index = bisect_right(self._starts, start)
        return any(begin < end and start < stop for begin, stop in self._intervals[max(index - 1, 0) : index + 1])
