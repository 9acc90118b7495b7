"""Which words of a cited sentence are the ones that the digest's own words stand on."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from extractors.articles import Span

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*%?")
_FEWEST_LETTERS = 4
"""A single word that matches counts from this length on, or with a digit: "of" and "the" say nothing alone."""
_ALMOST_ALL = 0.8
"""Where so much of a sentence matches, it is marked whole."""
_GAP = 2
"""Words between two matching parts that are marked along with them."""


@lru_cache(maxsize=4_096)
def matching_words(sentence: str, text: str) -> tuple[Span, ...]:
    """The parts of `sentence` that `text` has in the same order, as spans of its characters; all of it where that is
    nearly everything, or nothing matches."""
    words = list(_WORD.finditer(sentence))
    if not words:
        return (Span(start=0, end=len(sentence)),)
    ours, theirs = ([_key(word) for word in _words(which)] for which in (sentence, text))
    blocks = [
        (block.a, block.a + block.size)
        for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        if block.size > 1 or (block.size == 1 and _telling(ours[block.a]))
    ]
    matched = sum(end - start for start, end in blocks)
    if not blocks or matched >= _ALMOST_ALL * len(words):
        return (Span(start=0, end=len(sentence)),)
    return tuple(Span(start=words[start].start(), end=words[end - 1].end()) for start, end in _joined(blocks))


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters in spans that neither overlap nor touch, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, item.end)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(start=found[-1].start, end=max(span.end, found[-1].end))
        else:
            found.append(span)
    return tuple(found)


def _joined(blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined = [blocks[0]]
    for start, end in blocks[1:]:
        if start - joined[-1][1] <= _GAP:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _key(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def _telling(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS or any(letter.isdigit() for letter in word)
