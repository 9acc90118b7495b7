"""Voices: which articles of a story print one text."""

from collections import Counter
from collections.abc import Sequence

from extractors.articles import Article
from summarizer.stories import Voice
from summarizer.terms import words

_SHINGLE_WORDS = 5
_SAME_TEXT = 0.5
"""Share of the shorter text's shingles that the other text has too. Reports written apart share under a tenth, quotes
included; a wire copy keeps well over half after trimming and light editing."""
_OWN_UPDATE = 0.3
"""The same within one outlet: what it rewrote around a third of its own words is no second witness."""
_MOST_HOLDERS = 20
"""A shingle that more voices have is a phrase that everybody uses, or a famous quotation, and no sign of copying."""


def voices(articles: Sequence[Article]) -> tuple[Voice, ...]:
    """The independent texts among `articles`, in the order of their earliest article.

    Each text, the earliest first, is held against an index of the word shingles (Broder 1997) of the voices before it.
    Copies are one entry in that index however many there are, so the work grows with the texts and not with their
    square. The face of a voice is its earliest complete text.
    """
    index = _Index()
    for article in sorted(articles, key=lambda article: (article.dated, article.id)):
        index.add(article)
    return tuple(
        Voice(articles=tuple(article.id for article in sorted(copies, key=lambda article: article.preview)))
        for copies in index.copies.values()
    )


def shingles(text: str) -> set[tuple[str, ...]]:
    """The sequences of five words in `text`; of a shorter text, all of it as one."""
    sequence = words(text)
    return {tuple(sequence[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(sequence) - _SHINGLE_WORDS + 1))}


class _Index:
    """The voices so far, each under the number of its first text."""

    def __init__(self) -> None:
        self.copies: dict[int, list[Article]] = {}
        self._voice: list[int] = []
        """The voice of each text, or one that it has been merged into."""
        self._length: dict[int, int] = {}
        """Shingles of the first text of each voice."""
        self._holders: dict[tuple[str, ...], list[int]] = {}
        self._pages: dict[str, int] = {}

    def add(self, article: Article) -> None:
        """Adds a text to the voice that it repeats, merging those that it joins; else as a voice of its own."""
        own = shingles(article.text)
        shared: Counter[int] = Counter()
        for shingle in own:
            shared.update({self._found(voice) for voice in self._holders.get(shingle, ())})
        same = {voice for voice, count in shared.items() if self._repeats(article, len(own), voice, count)}
        if article.url in self._pages:
            same.add(self._found(self._pages[article.url]))
        number = len(self._voice)
        voice = min(same, default=number)
        self._voice.append(voice)
        self._length.setdefault(voice, len(own))
        for other in sorted(same - {voice}):
            self._voice[other] = voice
            self.copies[voice] += self.copies.pop(other)
        self.copies.setdefault(voice, []).append(article)
        self.copies[voice].sort(key=lambda article: (article.dated, article.id))
        self._pages.setdefault(article.url, voice)
        self._hold(own, voice)

    def _repeats(self, article: Article, length: int, voice: int, shared: int) -> bool:
        own = any(copy.outlet == article.outlet for copy in self.copies[voice])
        return shared >= (_OWN_UPDATE if own else _SAME_TEXT) * min(length, self._length[voice])

    def _hold(self, own: set[tuple[str, ...]], voice: int) -> None:
        for shingle in own:
            holders = self._holders.setdefault(shingle, [])
            if len(holders) < _MOST_HOLDERS and voice not in map(self._found, holders):
                holders.append(voice)

    def _found(self, voice: int) -> int:
        while self._voice[voice] != voice:
            voice = self._voice[voice]
        return voice
