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
_MOST_TEXTS = 5
"""So many texts of one voice are found by a shingle that they share: more have the same to show."""


def voices(articles: Sequence[Article]) -> tuple[Voice, ...]:
    """The independent texts among `articles`, in the order of their earliest article.

    Each text, the earliest first, is held against an index of the word shingles (Broder 1997) of the texts before it. A
    shingle leads to a bounded number of them, so the work grows with the texts and not with their square, however many
    are copies of one. The face of a voice is its earliest complete text.
    """
    index = _Index()
    ordered = sorted(articles, key=lambda article: (article.dated, article.id))
    for article in ordered:
        index.add(article)
    copies: dict[int, list[Article]] = {}
    for text, article in enumerate(ordered):
        copies.setdefault(index.voice(text), []).append(article)
    return tuple(
        Voice(articles=tuple(article.id for article in sorted(own, key=lambda article: article.preview)))
        for own in copies.values()
    )


def same_text(one: Article, other: Article) -> float:
    """The share of the shorter text's shingles that the other has too; 0 where that is too little for a copy, or for an
    outlet's own update."""
    ours, theirs = shingles(one.text), shingles(other.text)
    share = len(ours & theirs) / min(len(ours), len(theirs))
    return share if share >= _needed(one.outlet == other.outlet) else 0.0


def shingles(text: str) -> set[tuple[str, ...]]:
    """The sequences of five words in `text`; of a shorter text, all of it as one."""
    sequence = words(text)
    return {tuple(sequence[i : i + _SHINGLE_WORDS]) for i in range(max(1, len(sequence) - _SHINGLE_WORDS + 1))}


def _needed(one_outlet: bool) -> float:
    """The share of shingles from which on two texts are one voice."""
    return _OWN_UPDATE if one_outlet else _SAME_TEXT


class _Index:
    """The texts so far, numbered as they came, and the voice of each."""

    def __init__(self) -> None:
        self._voice: list[int] = []
        """For each text a text of its voice that came before it; for the first of a voice, itself."""
        self._lengths: list[int] = []
        """Shingles of each text."""
        self._outlets: dict[int, set[str]] = {}
        """Those of each voice."""
        self._holders: dict[tuple[str, ...], list[int]] = {}
        """Texts that have a shingle."""
        self._pages: dict[str, int] = {}

    def add(self, article: Article) -> None:
        """Adds a text to the voice that it repeats, merging those that it joins; else as a voice of its own."""
        own = shingles(article.text)
        shared = Counter(text for shingle in own for text in self._holders.get(shingle, ()))
        same = {self.voice(text) for text, count in shared.items() if self._repeats(article, len(own), text, count)}
        if article.url in self._pages:
            same.add(self.voice(self._pages[article.url]))
        number = len(self._voice)
        voice = min(same, default=number)
        self._voice.append(voice)
        self._lengths.append(len(own))
        self._pages.setdefault(article.url, number)
        outlets = self._outlets.setdefault(voice, set())
        outlets.add(article.outlet)
        for other in same - {voice}:
            self._voice[other] = voice
            outlets |= self._outlets.pop(other)
        if max(shared.values(), default=0) < len(own):  # what an earlier text has all of finds nothing more
            self._hold(own, number)

    def voice(self, text: int) -> int:
        """The first text of the voice of that text."""
        while self._voice[text] != text:
            text = self._voice[text]
        return text

    def _repeats(self, article: Article, length: int, text: int, shared: int) -> bool:
        own = article.outlet in self._outlets[self.voice(text)]
        return shared >= _needed(own) * min(length, self._lengths[text])

    def _hold(self, own: set[tuple[str, ...]], text: int) -> None:
        voice = self.voice(text)
        for shingle in own:
            holders = self._holders.setdefault(shingle, [])
            if not holders:  # as of most
                holders.append(text)
                continue
            texts = Counter(map(self.voice, holders))
            if texts[voice] < _MOST_TEXTS and (voice in texts or len(texts) < _MOST_HOLDERS):
                holders.append(text)
