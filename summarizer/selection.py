"""Selection: which candidates are worth the reader's time.

Concept coverage (Gillick and Favre 2009, in the greedy form of Lin and Bilmes 2010): a concept is a term or a pair of
terms, worth more the more voices use it and the earlier they do; each counts once: what is said already adds nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from summarizer.candidates import Candidate
from summarizer.figures import value_of

_OPENING_SENTENCES = 3
_LENGTH_EXPONENT = 0.6
"""How much a candidate's length counts against it: 0 favours long sentences, 1 short ones."""
_REPEATS_FIGURES = 0.25
_FRESH = 0.35
"""Share of a statement's terms that nothing chosen has."""
_OVERRUN_WORDS = 8
_REPEATS = 0.5
"""Share of the shorter statement's terms that another has, from which on both would say one thing twice."""


def concept_weights(voices: Sequence[Sequence[Candidate]], headlines: Iterable[frozenset[str]]) -> dict[str, float]:
    """The worth of each concept, 0 to 2: the share of voices that use it, and again the share that open with it.

    With three voices or more, what only one of them says and doesn't open with is worth nothing.

    Args:
        voices: the candidates of each voice's face.
        headlines: the concepts of each face's headline, which count as part of its opening.
    """
    used: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    for voice, headline in zip(voices, headlines, strict=True):
        own = set().union(*(candidate.concepts for candidate in voice), headline)
        used.update(own)
        opened.update(set().union(*(candidate.concepts for candidate in voice[:_OPENING_SENTENCES]), headline))
    count = len(voices)
    fewest = 2 if count >= 3 else 1
    return {concept: (n / count if n >= fewest else 0.0) + opened[concept] / count for concept, n in used.items()}


class Selection:
    """Chosen candidates, and what may still be chosen beside them."""

    def __init__(self, weights: Mapping[str, float], words_of: Mapping[str, int], most_of_article: float) -> None:
        """
        Args:
            weights: the worth of each concept.
            words_of: length of each article in words, by id.
            most_of_article: share of one article's words that may be chosen, 0 to 1.
        """
        self.chosen: list[Candidate] = []
        self._weights = weights
        self._covered: set[str] = set()
        # A very short article would otherwise give no statement at all.
        self._allowance = {article: max(60.0, most_of_article * count) for article, count in words_of.items()}

    def worth(self, candidate: Candidate) -> float:
        """What `candidate` adds to the chosen ones, per word."""
        gain = fsum(self._weights.get(concept, 0.0) for concept in candidate.concepts - self._covered)
        return gain / float(max(candidate.length, 8) ** _LENGTH_EXPONENT)

    def fits(self, candidate: Candidate) -> bool:
        """Whether `candidate` repeats nothing chosen and its article's share is not used up."""
        terms = candidate.term_set
        return (
            candidate.length <= self._allowance[candidate.article]
            and len(terms - self._covered) >= _FRESH * len(terms)
            and not any(repeats(candidate, other) for other in self.chosen)
        )

    def take(self, candidate: Candidate) -> None:
        """Choose `candidate`."""
        self.chosen.append(candidate)
        self._covered |= candidate.concepts
        self._allowance[candidate.article] -= candidate.length

    def best(self, pool: Sequence[Candidate], bonus: Mapping[Candidate, float], longest: int) -> Candidate | None:
        """The worthiest of `pool` that fits and has at most `longest` words; None if nothing adds anything.

        Args:
            bonus: factor on the worth of each candidate.
        """
        worth = {one: self.worth(one) * bonus.get(one, 1.0) for one in pool if one.length <= longest and self.fits(one)}
        ranked = sorted(worth, key=lambda one: (-worth[one], one.position, one.article))
        return ranked[0] if ranked and worth[ranked[0]] > 0 else None

    def fill(self, pool: Sequence[Candidate], bonus: Mapping[Candidate, float], words: int) -> list[Candidate]:
        """Choose from `pool`, the worthiest first, until about `words` are reached; returns those chosen now."""
        taken: list[Candidate] = []
        while words > 0 and (best := self.best(pool, bonus, words + _OVERRUN_WORDS)) is not None:
            self.take(best)
            taken.append(best)
            words -= best.length
        return taken


def repeats(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates say so much of the same that a reader would feel told twice: by their words, or by giving
    the same figures in fewer common words."""
    own, rival = one.term_set, other.term_set
    shorter = min(len(own), len(rival))
    shared = len(own & rival) / shorter if shorter else 0.0
    figures, others = ({value_of(figure) for figure in candidate.figures} for candidate in (one, other))
    same_figures = bool(figures and others) and (figures <= others or others <= figures)
    return one is other or shared > (_REPEATS_FIGURES if same_figures else _REPEATS)
