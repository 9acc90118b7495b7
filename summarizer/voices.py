"""Voices: which articles of a story print one text."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from extractors.articles import Article
from summarizer.stories import Voice
from summarizer.terms import words

_SHINGLE_WORDS = 5
_SAME_TEXT = 0.5
"""Share of the shorter text's shingles that the other text has too. Reports written apart share under a tenth, quotes
included; a wire copy keeps well over half after trimming and light editing."""


def voices(articles: Sequence[Article]) -> tuple[Voice, ...]:
    """The independent texts among `articles`, in the order of their earliest article.

    Texts are compared through an index of their word shingles (Broder 1997), so only articles that share some are ever
    looked at together. The face of a voice is its earliest complete text.
    """
    ordered = sorted(articles, key=lambda article: (article.dated, article.id))
    texts = [shingles(article.text) for article in ordered]
    holders: dict[tuple[str, ...], list[int]] = {}
    for index, own in enumerate(texts):
        for shingle in own:
            holders.setdefault(shingle, []).append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indexes in holders.values():
        shared.update(combinations(indexes, 2))

    voice = list(range(len(ordered)))
    for (left, right), count in sorted(shared.items()):
        if count >= _SAME_TEXT * min(len(texts[left]), len(texts[right])):
            keep, give = sorted((voice[left], voice[right]))
            voice = [keep if number == give else number for number in voice]
    grouped: dict[int, list[Article]] = {}
    for number, article in zip(voice, ordered, strict=True):
        grouped.setdefault(number, []).append(article)
    return tuple(
        Voice(articles=tuple(article.id for article in sorted(copies, key=lambda article: article.preview)))
        for copies in grouped.values()
    )


def shingles(text: str) -> set[tuple[str, ...]]:
    """The sequences of five words in `text`; of a shorter text, all of it as one."""
    sequence = words(text)
    return {tuple(sequence[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(sequence) - _SHINGLE_WORDS + 1))}
