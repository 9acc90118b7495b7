"""Pools: articles as vectors, so that any two can be compared.

Each article is read once. What it says is counted in six views (whole text, names, opening, headline, figures, pairs of
neighbouring terms), in which a term weighs more the rarer it is; the meaning of its opening is one dense vector. How
rare a term is comes from three places: the pool itself, the articles of earlier days, and how common its words are in
English at large, so that three articles about one event are not taken for all there is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from extractors.articles import Article
from extractors.meanings import meanings
from summarizer.terms import is_content, stem, terms, tokens

Floats = NDArray[np.float64]

_OPENING_CHARACTERS = 600
_VIEWS = ("text", "names", "opening", "headline", "figures", "pairs")
_HEADLINE, _OPENING, _NAME, _FIGURE = 1, 2, 4, 8
_ENDS = re.compile(r"[.!?:\n]")
_PRIOR = 150
"""What English at large says of a term counts as much as this many articles would. On the sets that the model of
`summarizer.likeness` is fitted on it makes no difference between 100 and 500."""
_OUT_OF = 500
"""Rarity is counted as if there were this many articles, so that it means the same in a pool of ten and in one of ten
thousand: a term that fewer than one in 500 articles have is not much rarer than one that one in 500 has."""


class Kept(NamedTuple):
    """How many articles of earlier days there were, and how many of them had each term."""

    articles: int
    frequencies: Mapping[str, int]


NOTHING_KEPT = Kept(0, {})
COUNTED_AS = "terms of headline and body, 1"
"""Names the rule of `count_terms`; changes with it, so that what was counted by another rule is counted again."""


def count_terms(articles: Iterable[Article]) -> dict[str, int]:
    """How many of the articles have each term, for `Kept`."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update({*terms(article.headline), *terms(article.text)})
    return dict(counts)


def opening(article: Article) -> str:
    """What an article opens with: its headline and the first 600 characters of its text."""
    return f"{article.headline}. {article.text[:_OPENING_CHARACTERS]}"


class Pool:
    """The articles of a pool, each a row of every view; the product of two rows of a view is their cosine."""

    def __init__(self, articles: Sequence[Article], kept: Kept = NOTHING_KEPT) -> None:
        found = _Terms(articles)
        self.terms = found.terms
        """The terms, a column of each view but `pairs`."""
        self.lengths = np.array(found.lengths, dtype=float)
        """Content words in the body of each article."""
        self.rarity = self._rarity(found, kept)
        """1 + ln of how many articles there are to one that has the term, 1 at least."""
        kinds, counts = found.kinds, found.counts
        self.text = _unit_rows(counts(np.where(kinds & _HEADLINE, 2.0, 1.0)), self.rarity)
        self.names = _unit_rows(counts((kinds & _NAME) > 0), self.rarity)
        self.opening = _unit_rows(counts((kinds & (_HEADLINE | _OPENING)) > 0), self.rarity)
        self.headline = _unit_rows(counts((kinds & _HEADLINE) > 0), self.rarity)
        self.figures = _unit_rows(counts((kinds & _FIGURE) > 0), self.rarity)
        self.pairs = self._pairs(found)
        self.meanings = meanings().vectors([opening(article) for article in articles])
        dated = [article.dated.timestamp() / 86_400 if article.published else np.nan for article in articles]
        self.days = np.array(dated, dtype=float)
        """When each was published, in days; not a number where nothing says so."""

    def __len__(self) -> int:
        return len(self.lengths)

    def take(self, rows: Sequence[int]) -> "Pool":
        """Those rows as a pool, in which every term is as rare as in this one."""
        part = copy(self)
        for name in (*_VIEWS, "meanings", "lengths", "days"):
            setattr(part, name, getattr(self, name)[rows])
        return part

    def _rarity(self, found: "_Terms", kept: Kept) -> Floats:
        held = found.counts(np.ones(len(found.kinds)))
        own = np.bincount(held.indices, minlength=len(self.terms))
        before = np.array([kept.frequencies.get(term, 0) for term in self.terms], dtype=float)
        words = 2 * float(self.lengths.mean()) if len(self) else 0.0  # about every other running word has content
        general = _PRIOR * -np.expm1(-words * np.array(found.shares, dtype=float))
        return _rarity((own + before + general) / (len(self) + kept.articles + _PRIOR))

    def _pairs(self, found: "_Terms") -> csr_matrix:
        """The view of neighbouring terms, of which nothing but the pool says how rare they are."""
        neighbours = found.rows[1:] == found.rows[:-1]
        size = max(1, len(self.terms))
        codes = found.columns[:-1][neighbours] * size + found.columns[1:][neighbours]
        distinct, columns = np.unique(codes, return_inverse=True)
        shape = (len(self), max(1, len(distinct)))
        counts = coo_matrix((np.ones(len(codes)), (found.rows[1:][neighbours], columns)), shape=shape).tocsr()
        frequency = np.bincount(counts.indices, minlength=shape[1])
        return _unit_rows(counts, _rarity(frequency / (len(self) + _PRIOR)))


def _rarity(shares: Floats) -> Floats:
    """1 + ln of how many articles there are to one that has the term, given the share of articles that have it."""
    return np.asarray(1 + np.log((1 + _OUT_OF) / (1 + _OUT_OF * shares)))


def _unit_rows(counts: csr_matrix, rarity: Floats) -> csr_matrix:
    """Rows of (1 + ln of the count) × rarity, of length 1; zeros where nothing is counted."""
    values = (1 + np.log(counts.data)) * rarity[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=counts.shape[0]))
    return csr_matrix((values / lengths[rows], counts.indices, counts.indptr), shape=counts.shape)


class _Terms:
    """Every term of the articles, one after the other: in which article, which term, of what kind."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.terms: list[str] = []
        self.shares: list[float] = []
        """How much of English running text the words of each term make up."""
        self.lengths: list[int] = []
        self._column: dict[str, int] = {}
        self._words: dict[str, int] = {}
        columns: list[int] = []
        kinds: list[int] = []
        ends = []
        for article in articles:
            self._add(article.headline, columns, kinds, headline=True)
            before = len(columns)
            self._add(article.text, columns, kinds, headline=False)
            self.lengths.append(len(columns) - before)
            ends.append(len(columns))
        self.columns = np.array(columns, dtype=np.int64)
        self.kinds = np.array(kinds, dtype=np.int64)
        self.rows = np.repeat(np.arange(len(articles)), np.diff([0, *ends]))

    def counts(self, weights: NDArray[Any]) -> csr_matrix:
        """The sum of the weights of each term in each article."""
        kept = np.flatnonzero(weights)
        shape = (len(self.lengths), max(1, len(self.terms)))
        values = np.asarray(weights, dtype=float)[kept]
        return coo_matrix((values, (self.rows[kept], self.columns[kept])), shape=shape).tocsr()

    def _add(self, text: str, columns: list[int], kinds: list[int], *, headline: bool) -> None:
        previous = 0
        begins = True
        for word, start, end in tokens(text):
            begins = begins or _ENDS.search(text, previous, start) is not None
            column = self._words.get(word)
            if column is None:
                column = self._new(word)
            if column >= 0:
                kind = _HEADLINE if headline else _OPENING if start < _OPENING_CHARACTERS else 0
                if word[0].isdigit():
                    kind |= _FIGURE
                elif not headline and not begins and text[start].isupper():
                    kind |= _NAME
                columns.append(column)
                kinds.append(kind)
            previous, begins = end, False

    def _new(self, word: str) -> int:
        """The column of a word that comes up for the first time; -1 for one that says nothing."""
        column = -1
        if is_content(word):
            term = stem(word)
            column = self._column.setdefault(term, len(self.terms))
            if column == len(self.terms):
                self.terms.append(term)
                self.shares.append(0.0)
            self.shares[column] += meanings().share(word)
        self._words[word] = column
        return column
