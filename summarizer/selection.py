"""Selection: which candidates are worth the reader's time.

A candidate is worth, per word, its merit times the share of its concepts that is new (monotone submodular coverage,
greedily maximised: Lin and Bilmes 2010), a little less for every further sentence of one article. What makes a concept
likely and a sentence good is learned: see `summarizer.salience`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heapreplace
from itertools import repeat
from math import fsum
from typing import Generic, Protocol

import numpy
from numpy.typing import NDArray
from typing_extensions import TypeVar

from extractors.meanings import cosines, meanings
from summarizer.candidates import Candidate, Figure
from summarizer.figures import value_of
from summarizer.opposites import are_opposed
from summarizer.salience import SHIPPED, Models, Passage, salience

_WORD = 0.25
"""What a single term is worth against a pair of terms, which says more."""
_NOVELTY_EXPONENT = 0.75
_FURTHER_EXPONENT = 0.25
"""How much each further sentence of one article is worth less."""
_LENGTH_EXPONENT = 0.1
"""How much a longer candidate is worth more: each statement costs the reader a start."""
# The four above: cross-validated with the coefficients of `summarizer.salience`; the scores lie on a plateau.
_FIGURE = 1.15
"""How much more a candidate with figures is worth: readers of a digest look for them. People's summaries have no more
figures than what they sum up, so that the learned merit doesn't know it."""
_FRESH = 0.25
"""Share of a statement's terms that nothing chosen has."""
_OVERRUN_WORDS = 8
_REPEATS, _REPEATS_FIGURES = 0.6, 0.25
"""Share of the shorter statement's terms that another has, from which on both would say one thing twice; less does
where they give the same figures."""
_SAME_MEANING, _SAME_MEANING_FIGURES = 0.72, 0.6
"""Cosine of their meanings from which on two statements say one thing. Of the 13 pairs in two wordings in the tests it
finds 7 by itself, where half of the terms in common finds 5, and takes no two facts for one; on the clusters it costs
nothing."""


class Choice(Passage, Protocol):
    """What can be chosen: a sentence of an article."""

    @property
    def article(self) -> str:
        """Id of its article."""

    @property
    def position(self) -> int:
        """0 for the article's first sentence."""

    @property
    def length(self) -> int:
        """Words of its text."""

    @property
    def term_set(self) -> frozenset[str]:
        """Its terms."""

    @property
    def concepts(self) -> frozenset[str]:
        """Terms and pairs of terms."""

    @property
    def figures(self) -> Sequence[Figure]:
        """The figures in it."""


C = TypeVar("C", bound=Choice, default=Candidate)


class Weights(dict[str, float], Generic[C]):
    """The worth of each concept, 0 to 1, and of each candidate by itself."""

    def __init__(self, concepts: Mapping[str, float], merits: Mapping[C, float]) -> None:
        super().__init__(concepts)
        self.merits = merits


def concept_weights(
    voices: Sequence[Sequence[C]], headlines: Iterable[Collection[str]], models: Models = SHIPPED
) -> Weights[C]:
    """How likely each concept is said in a summary of the voices, and how much of each candidate.

    Args:
        voices: the candidates of the text that each voice is told from.
        headlines: the concepts of each such text's headline.
    """
    found = salience(voices, list(headlines), models)
    concepts = {name: chance if " " in name else _WORD * chance for name, chance in found.concepts.items()}
    merits = {
        one: merit
        for voice, own in zip(voices, found.passages, strict=True)
        for one, merit in zip(voice, own, strict=True)
    }
    return Weights(concepts, merits)


class Selection(Generic[C]):
    """Chosen candidates, and what may still be chosen beside them."""

    def __init__(
        self,
        weights: Weights[C],
        words_of: Mapping[str, int],
        most_of_article: float,
        same_claim: Callable[[C, C], bool] = lambda one, other: one is other,
    ) -> None:
        """
        Args:
            weights: what concepts and candidates are worth.
            words_of: length of each article in words, by id.
            most_of_article: share of one article's words that may be chosen, 0 to 1.
            same_claim: whether two candidates stand on the same evidence.
        """
        self._same_claim = same_claim
        self.chosen: list[C] = []
        self._weights = weights
        self._whole: dict[C, float] = {}
        self._at_most = {candidate: self._most(candidate) for candidate in weights.merits}
        """What each candidate was worth when it was last asked for."""
        self._covered: set[str] = set()
        self._told: Counter[str] = Counter()
        # A very short article would otherwise give no statement at all.
        self._allowance = {article: max(60.0, most_of_article * count) for article, count in words_of.items()}

    def worth(self, candidate: C) -> float:
        """What `candidate` adds to the chosen ones, per word; never more than before when something is chosen."""
        whole = self._whole.get(candidate)
        if whole is None:
            whole = self._whole[candidate] = self._sum(candidate.concepts)
        novelty = self._sum(candidate.concepts - self._covered) / whole if whole else 0.0
        further = (1 + self._told[candidate.article]) ** _FURTHER_EXPONENT
        worth = self._most(candidate) * float(novelty**_NOVELTY_EXPONENT / further)
        self._at_most[candidate] = worth
        return worth

    def _most(self, candidate: C) -> float:
        """What it is worth while nothing is chosen."""
        figure = _FIGURE if candidate.figures else 1.0
        return self._weights.merits[candidate] * float(max(8, candidate.length) ** _LENGTH_EXPONENT) * figure

    def _sum(self, concepts: Iterable[str]) -> float:
        return fsum(map(self._weights.get, concepts, repeat(0.0)))

    def fits(self, candidate: C) -> bool:
        """Whether `candidate` repeats nothing chosen and its article's share is not used up."""
        terms = candidate.term_set
        return (
            candidate.length <= self._allowance[candidate.article]
            and len(terms - self._covered) >= _FRESH * len(terms)
            and not any(repeats(candidate, other) or self._same_claim(candidate, other) for other in self.chosen)
        )

    def take(self, candidate: C) -> None:
        """Choose `candidate`."""
        self.chosen.append(candidate)
        self._covered |= candidate.concepts
        self._told[candidate.article] += 1
        self._allowance[candidate.article] -= candidate.length

    def best(self, pool: Sequence[C], bonus: Mapping[C, float], longest: int) -> C | None:
        """The worthiest of `pool` that fits and has at most `longest` words; None if nothing adds anything.

        Args:
            bonus: factor on the worth of each candidate.
        """
        heap = [
            (-self._at_most[one] * bonus.get(one, 1.0), one.position, one.article, index)
            for index, one in enumerate(pool)
            if one.length <= longest
        ]
        heapify(heap)
        while heap and heap[0][0] < 0:
            at_most, _, _, index = heap[0]
            one = pool[index]
            worth = self.worth(one) * bonus.get(one, 1.0)
            if worth < -at_most:  # worth only falls, so that most candidates need not be looked at again (Minoux 1978)
                heapreplace(heap, (-worth, one.position, one.article, index))
            elif self.fits(one):
                return one
            else:
                heappop(heap)
        return None

    def fill(self, pool: Sequence[C], bonus: Mapping[C, float], words: int) -> list[C]:
        """Choose from `pool`, the worthiest first, until about `words` are reached; returns those chosen now."""
        taken: list[C] = []
        while words > 0 and (best := self.best(pool, bonus, words + _OVERRUN_WORDS)) is not None:
            self.take(best)
            taken.append(best)
            words -= best.length
        return taken


def repeats(one: Choice, other: Choice) -> bool:
    """Whether two candidates say so much of the same that a reader would feel told twice: by their words, by giving the
    same figures in fewer common words, or by what they mean."""
    own, rival = one.term_set, other.term_set
    if are_opposed(own, rival):
        return False
    shorter = min(len(own), len(rival))
    shared = len(own & rival) / shorter if shorter else 0.0
    figures, others = ({value_of(figure) for figure in candidate.figures} for candidate in (one, other))
    same_figures = bool(figures and others) and (figures <= others or others <= figures)
    shared_needed, meaning_needed = (
        (_REPEATS_FIGURES, _SAME_MEANING_FIGURES) if same_figures else (_REPEATS, _SAME_MEANING)
    )
    alike = float(cosines(_meaning(one.text), _meaning(other.text))[0, 0])
    return one is other or shared > shared_needed or alike > meaning_needed


@lru_cache(maxsize=4096)
def _meaning(text: str) -> NDArray[numpy.float32]:
    return meanings().vectors([text])
