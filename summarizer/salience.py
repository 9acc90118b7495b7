"""Salience: how likely a summary of several reports says a concept, and how much of each sentence it would say.

Two linear models, fitted on clusters of news with summaries written by people. The first gives the chance of a concept,
a term or a pair of neighbouring terms, from how many reports have it, how often and how early (learned concept weights:
Li, Qian and Liu 2013; Hong and Nenkova 2014). The second gives the share of a sentence that a summary shares, from
those chances, its place, its length, what other reports say, and its style (sentence regression: Ouyang et al. 2011).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy
from numpy.typing import NDArray
from scipy import sparse

from summarizer.terms import bigrams

Floats = NDArray[numpy.float64]
Model = Mapping[str, float]
"""The coefficient of each feature by name, and "constant"."""

_OPENING = 3
"""How many sentences a report's opening has."""
_LEAD = 0.6
"""How much more a report's first sentence is worth than the model says, times the share of reports beyond the second;
half as much the second sentence, and so on. Of many reports, there is room for little but what each begins with."""
_ALONE = 0.25
"""Factor on the chance of a concept that, of three reports or more, one only has, and behind its opening."""
_LEAST = 0.01
"""The merit of a sentence that the model thinks worthless: it may still say something new."""
_MOST_WORDS = 60
_ROWS = 500
"""Sentences held against all others at a time, which bounds the memory."""
_CAPITAL = re.compile(r"\s[\"“‘(]?[A-Z]")
_MARK = re.compile(r"[\"“”]")


class Models(NamedTuple):
    """What `salience` tells chances and merits by."""

    concepts: Model
    passages: Model


# Fitted by `python -m training.salience DIR` on 559 clusters: 5 of MultiLing 2011 (English, Wikinews), 233 of
# Multi-News and 321 of NeuS.
SHIPPED = Models(
    concepts={
        "constant": -3.1534,
        "share": 3.3861,
        "several": 0.3831,
        "often": 2.5864,
        "earliest": -0.026,
        "early": 0.1758,
        "begins": -1.292,
        "opens": -2.5305,
        "headed": 2.3442,
        "pair": -0.963,
        "few": -1.2323,
        "size": -0.1922,
        "share share": -1.7057,
        "share often": 0.1106,
        "share opens": 2.8347,
        "share size": -0.1144,
        "share pair": 0.6901,
        "early pair": 0.1326,
        "early size": 0.4063,
        "often size": -0.2961,
    },
    passages={
        "constant": 0.1623,
        "early": -0.1619,
        "place": -0.0471,
        "first": 0.0535,
        "report": 0.0171,
        "length": 0.0186,
        "length length": -0.0119,
        "short": 0.283,
        "terms": 0.4828,
        "pairs": 0.4708,
        "near": 0.1252,
        "central": 0.2278,
        "content": -0.1223,
        "capitals": -0.0381,
        "quotes": 0.0352,
        "unbalanced": 0.0296,
    },
)


class Passage(Protocol):
    """A sentence of a report."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def terms(self) -> tuple[str, ...]:
        """Its terms, in order."""


@dataclass(frozen=True)
class Salience:
    """What a summary of some reports is likely to say."""

    concepts: dict[str, float]
    """The chance of each concept, 0 to 1."""
    passages: tuple[tuple[float, ...], ...]
    """For each sentence of each report, its merit: about the share of it that a summary shares, above 0."""


def salience(
    reports: Sequence[Sequence[Passage]], headlines: Sequence[Collection[str]], models: Models = SHIPPED
) -> Salience:
    """The salience of every concept and every sentence of some reports of one event.

    Args:
        reports: the sentences of each report, in order, without headings and the like.
        headlines: the concepts of each report's headline; empty where it has none.
    """
    told = Told(reports, headlines)
    chances = told.chances(models.concepts)
    merits = iter(told.merits(chances, models.passages).tolist())
    return Salience(
        dict(zip(told.concepts, chances.tolist(), strict=True)),
        tuple(tuple(next(merits) for _ in report) for report in reports),
    )


class Told:
    """Where the concepts of some reports stand, and what the models make of it."""

    def __init__(self, reports: Sequence[Sequence[Passage]], headlines: Sequence[Collection[str]]) -> None:
        self._passages = [passage for report in reports for passage in report]
        self._reports = max(1, len(reports))
        self._report = numpy.array([number for number, report in enumerate(reports) for _ in report], dtype=int)
        self._place = numpy.array([place for report in reports for place in range(len(report))], dtype=int)
        self._sizes = numpy.array([len(report) for report in reports for _ in report], dtype=float)
        number: dict[str, int] = {}
        terms = [[number.setdefault(term, len(number)) for term in one.terms] for one in self._passages]
        self._terms = len(number)
        pairs = [[number.setdefault(pair, len(number)) for pair in bigrams(one.terms)] for one in self._passages]
        self.concepts = tuple(number)
        self._use, self._pair_use = (_table(rows, len(number)) for rows in (terms, pairs))
        self._headed = numpy.zeros(len(number))
        for headline in headlines:
            self._headed[[number[concept] for concept in headline if concept in number]] += 1 / self._reports
        uses = (self._use + self._pair_use).tocoo()
        self._often = numpy.bincount(uses.col, uses.data, len(number))
        pairs = uses.col.astype(numpy.int64) * self._reports + self._report[uses.row]
        told, at = numpy.unique(pairs, return_index=True)  # the first of each, and sentences stand in order
        self._told = told // self._reports
        """Each concept as often as there are reports that have it."""
        self._first = self._place[uses.row[at]]
        """In which sentence of that report it first stands."""

    # The last digits of a product may depend on the processor: rounding keeps them from deciding anything.

    def chances(self, model: Model) -> Floats:
        """The chance of each concept."""
        chances = 1 / (1 + numpy.exp(-_linear(self.concept_features(), model, len(self.concepts))))
        if self._reports > 2:
            opened = self._count(self._first < _OPENING)
            chances[(self._count() < 2) & (opened == 0)] *= _ALONE
        return chances.round(9)

    def merits(self, chances: Floats, model: Model) -> Floats:
        """The merit of each sentence, given the chance of each concept."""
        shares = _linear(self.passage_features(chances), model, len(self._passages))
        lead = _LEAD * (1 - 2 / max(2, self._reports))
        return (numpy.maximum(shares, _LEAST) * (1 + lead / (1 + self._place))).round(9)

    def concept_features(self) -> dict[str, Floats]:
        """What the chance of each concept is told from, a number for each, by name."""
        count, reports, early = len(self.concepts), self._count(), 1 / (1.0 + self._first)
        share, often, mean = reports / self._reports, numpy.log1p(self._often), self._count(early) / reports
        opens, begins = (self._count(self._first < most) / self._reports for most in (_OPENING, 1))
        earliest = numpy.zeros(count)
        numpy.maximum.at(earliest, self._told, early)
        pair = (numpy.arange(count) >= self._terms).astype(float)
        size = numpy.full(count, numpy.log(max(1, len(self._passages))))
        return {
            "share": share,
            "several": (reports > 1).astype(float),
            "often": often,
            "earliest": earliest,
            "early": mean,
            "begins": begins,
            "opens": opens,
            "headed": self._headed,
            "pair": pair,
            "few": numpy.full(count, 1 / self._reports),
            "size": size,
            "share share": share * share,
            "share often": share * often,
            "share opens": share * opens,
            "share size": share * size,
            "share pair": share * pair,
            "early pair": mean * pair,
            "early size": mean * size,
            "often size": often * size,
        }

    def _count(self, weights: NDArray[Any] | None = None) -> Floats:
        """How many reports have each concept, or the sum of these weights over them."""
        return numpy.bincount(self._told, weights, len(self.concepts)).astype(float)

    def passage_features(self, chances: Floats) -> dict[str, Floats]:
        """What the merit of each sentence is told from, a number for each, by name."""
        texts = [passage.text for passage in self._passages]
        words = numpy.array([max(1, len(text.split())) for text in texts], dtype=float)
        length = numpy.minimum(words, _MOST_WORDS) / 20
        marks = numpy.array([len(_MARK.findall(text)) for text in texts], dtype=int)
        near, central = self._likeness()
        return {
            "early": 1 / (1.0 + self._place),
            "place": numpy.log1p(self._place),
            "first": (self._place == 0).astype(float),
            "report": numpy.log(self._sizes),
            "length": length,
            "length length": length * length,
            "short": 1 / words,
            "terms": self._use @ chances / words,
            "pairs": self._pair_use @ chances / words,
            "near": near,
            "central": central,
            "content": numpy.array([len(passage.terms) for passage in self._passages], dtype=float) / words,
            "capitals": numpy.array([len(_CAPITAL.findall(text)) for text in texts], dtype=float) / words,
            "quotes": (marks > 0).astype(float),
            "unbalanced": (marks % 2).astype(float),
        }

    def _likeness(self) -> tuple[Floats, Floats]:
        """The likeness of each sentence (cosine of TF-IDF) to the nearest of another report, and to all together."""
        uses = self._use[:, : self._terms]
        once = sparse.csr_matrix((numpy.ones(uses.nnz), uses.indices, uses.indptr), uses.shape)
        sentences = numpy.bincount(once.indices, minlength=self._terms)
        once.data *= (numpy.log((1 + len(self._passages)) / (1 + sentences)) + 1)[once.indices]
        lengths = numpy.sqrt(numpy.asarray(once.multiply(once).sum(axis=1)).ravel())
        once.data /= numpy.repeat(lengths, numpy.diff(once.indptr))
        whole = numpy.asarray(once.sum(axis=0)).ravel()
        nearest, others = numpy.zeros(len(self._passages)), once.T.tocsr()
        for start in range(0, len(nearest), _ROWS):
            rows = slice(start, start + _ROWS)
            among = (once[rows] @ others).toarray()
            among[self._report[rows, None] == self._report[None, :]] = 0
            nearest[rows] = among.max(axis=1, initial=0)
        return nearest, once @ whole / max(1e-9, float(numpy.linalg.norm(whole)))


def _table(rows: Sequence[Sequence[int]], width: int) -> sparse.csr_matrix:
    """How often each sentence uses each concept, sentences × concepts."""
    columns = numpy.array([column for row in rows for column in row], dtype=int)
    bounds = numpy.cumsum([0, *map(len, rows)])
    found = sparse.csr_matrix((numpy.ones(len(columns)), columns, bounds), (len(rows), width))
    found.sum_duplicates()
    return found


def _linear(features: Mapping[str, Floats], model: Model, count: int) -> Floats:
    total = numpy.full(count, model["constant"])
    for name, values in features.items():
        total += model[name] * values
    return total
