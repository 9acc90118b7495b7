"""How much two texts share, by sequences of words, as the article extraction benchmark (Scrapinghub 2020) measures."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

from benchmarks.results import Scores

_WORDS_PER_SHINGLE = 4
_WORD = re.compile(r"\w+")


class Overlap(NamedTuple):
    """Precision and recall of one text; None where they mean nothing, as of a page with no text on that side."""

    precision: float | None
    recall: float | None


def overlap(gold: str, found: str) -> Overlap:
    """How much of `found` stands in `gold`, and of `gold` in `found`, counted in sequences of four words; a text with
    fewer is one sequence."""
    wanted, given = _shingles(gold), _shingles(found)
    shared = sum((wanted & given).values())
    return Overlap(
        shared / given.total() if given else None,
        shared / wanted.total() if wanted else None,
    )


def averaged(overlaps: Sequence[Overlap]) -> Scores:
    """Precision and recall averaged over the pages that have one, so that a long page counts no more than a short one,
    and the harmonic mean of the two averages."""
    precision = mean([one.precision for one in overlaps if one.precision is not None] or [0.0])
    recall = mean([one.recall for one in overlaps if one.recall is not None] or [0.0])
    return Scores(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    last = max(1, len(words) - _WORDS_PER_SHINGLE + 1)
    return Counter(shingle for start in range(last) if (shingle := tuple(words[start : start + _WORDS_PER_SHINGLE])))
