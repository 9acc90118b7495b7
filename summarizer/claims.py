"""Claims: what a candidate says, with the evidence for it from every voice."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from math import fsum

import numpy as np
from numpy.typing import NDArray

from extractors.meanings import cosines, meanings
from summarizer.candidates import Candidate
from summarizer.digests import end_of_part
from summarizer.figures import equal_figure
from summarizer.opposites import are_opposed
from summarizer.stories import Claim, Evidence
from summarizer.terms import words, words_by_term
from summarizer.wording import quoted_passages

_SAME_CLAIM = 0.66
"""Share of a statement's weighted terms, those close in meaning counted in part, that another sentence must have to
count as saying the same. Of 100 pairs of sentences from reports of one event, judged by hand, 18 of 37 that say the
same are found so with one false; equal terms alone found 14."""
_CLOSE_WORDS = 0.45
"""Cosine of two words' meanings from which on one counts for the other, as much as they are close."""
_WORTH_A_LOOK = 0.3
"""Share of equal terms below which no meaning makes up for the rest."""
_SAME_QUOTATION = 0.45
"""The share that is enough where most of the statement is words that the other sentence quotes too."""
_FEWEST_SHARED = 4
"""Terms that both must have: of a very short sentence, most words are soon found by chance."""
_QUOTED_WORDS = 4
_SHARED_EVIDENCE = 2

_NAME = re.compile(r"(?<=[\s“\"‘'(-])[A-Z][^\W\d_]*")
_DENIES = re.compile(r"\b(?:not|no|never|nobody|none|nothing|without|den(?:y|ies|ied))\b|n['’]t\b", re.I)


def covered(candidate: Candidate, other: Candidate, weights: Mapping[str, float]) -> float:
    """Share, 0 to 1, of the candidate's terms (by weight, each once) that `other` has. Not symmetric: a sentence that
    says less does not cover one that says more."""
    return weighted_share(candidate.term_set, other.term_set, weights)


def weighted_share(terms: Set[str], among: Set[str], weights: Mapping[str, float]) -> float:
    """Share, 0 to 1, of `terms` by weight that are `among` others; 0 of none. A term without a weight weighs 1."""
    total = fsum(weights.get(term, 1.0) for term in terms)
    return fsum(weights.get(term, 1.0) for term in terms & among) / total if total else 0.0


class Alignment:
    """Which sentences of a story say the same.

    Args:
        voices: the candidates of the text that each voice is told from.
        weights: inverse document frequency of each term.
    """

    def __init__(self, voices: Sequence[Sequence[Candidate]], weights: Mapping[str, float]) -> None:
        self._voices, self._weights = voices, weights
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._known: dict[Candidate, tuple[Claim, ...]] = {}

    def claims(self, candidate: Candidate) -> tuple[Claim, ...]:
        """The claims behind a statement that is worded as `candidate`.

        The first is the whole sentence, with the best sentence of each other voice that says the same. Then comes a
        claim for each figure that further voices give for the same thing in a sentence of their own.
        """
        if candidate not in self._known:
            self._known[candidate] = self._found(candidate)
        return self._known[candidate]

    def evidence(self, candidate: Candidate) -> tuple[Evidence, ...]:
        """What says the same as the whole candidate, its own sentence first."""
        return self.claims(candidate)[0].evidence

    def same_claim(self, one: Candidate, other: Candidate) -> bool:
        """Whether two candidates stand on one evidence: one says what the other does, or two sentences are of both."""
        own, rival = self.evidence(one), self.evidence(other)
        return one.evidence in rival or other.evidence in own or len(set(own) & set(rival)) >= _SHARED_EVIDENCE

    def _found(self, candidate: Candidate) -> tuple[Claim, ...]:
        whole = [candidate.evidence]
        by_figure: dict[int, list[Evidence]] = {}
        for voice in self._voices:
            if not voice or voice[0].article == candidate.article:
                continue
            same = _best((share, other) for other in voice if (share := self.says_the_same(candidate, other)))
            if same is not None:
                whole.append(same.evidence)
                continue
            for index, figure in enumerate(candidate.figures):
                rival = _best(
                    (covered(candidate, other, self._weights), other)
                    for other in voice
                    if equal_figure(figure, candidate, other.figures, other) is not None
                )
                if rival is not None:
                    by_figure.setdefault(index, []).append(rival.evidence)
        text = candidate.read.article.text
        parts = ((candidate.figures[index].of(text), found) for index, found in sorted(by_figure.items()))
        figures = (
            Claim(part=part, evidence=(candidate.evidence, *found))
            for part, found in parts
            if end_of_part(part, candidate.text) is not None
        )
        return (Claim(evidence=tuple(whole)), *figures)

    def says_the_same(self, candidate: Candidate, other: Candidate) -> float:
        """The share of the candidate's terms that `other` has, if it says all that the candidate says; 0 otherwise."""
        if len(candidate.term_set & other.term_set) < _FEWEST_SHARED:
            return 0.0
        equal = covered(candidate, other, self._weights)
        denies = bool(_DENIES.search(candidate.text)) != bool(_DENIES.search(other.text))
        if equal < _WORTH_A_LOOK or denies or are_opposed(candidate.term_set, other.term_set):
            return 0.0
        needed = _SAME_QUOTATION if _is_mostly_quotation(candidate) else _SAME_CLAIM
        share = self._share_by_meaning(candidate, other)
        agrees = share >= needed and _has_all_figures(candidate, other) and _same_words_quoted(candidate, other)
        return share if agrees else 0.0

    def _share_by_meaning(self, candidate: Candidate, other: Candidate) -> float:
        """Share of the candidate's weighted terms that `other` has, each counting as much as the closest word there:
        the recall of BERTScore (Zhang et al. 2020, section 3) over the vectors of words."""
        own, others = words_by_term(candidate.text), words_by_term(other.text)
        names = _names(candidate.text) | _names(other.text)  # two names may be close, and never are one
        weight = {term: self._weights.get(term, 1.0) for term in own}
        total = fsum(weight.values())
        if not total:
            return 0.0
        common = [others[term] for term in sorted(others) if not term[0].isdigit() and others[term] not in names]
        among = np.concatenate([self._vector(word) for word in common]) if common else None
        had = []
        for term, word in own.items():
            if term in others:
                had.append(weight[term])
            elif among is not None and not term[0].isdigit() and word not in names:
                close = float(cosines(among, self._vector(word)).max())
                had.append(weight[term] * close if close >= _CLOSE_WORDS else 0.0)
        return fsum(had) / total

    def _vector(self, word: str) -> NDArray[np.float32]:
        if word not in self._vectors:
            self._vectors[word] = meanings().vectors([word])
        return self._vectors[word]


def _names(text: str) -> set[str]:
    return {match.group().lower() for match in _NAME.finditer(text)}


def _best(scored: Iterable[tuple[float, Candidate]]) -> Candidate | None:
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].position))
    return ranked[0][1] if ranked else None


def _has_all_figures(candidate: Candidate, other: Candidate) -> bool:
    return all(equal_figure(figure, candidate, other.figures, other) is not None for figure in candidate.figures)


def _quotations(candidate: Candidate) -> list[str]:
    return [" ".join(words(candidate.text[start:end])) for start, end in quoted_passages(candidate.text)]


def _same_words_quoted(candidate: Candidate, other: Candidate) -> bool:
    said = " ".join(words(other.text))
    return all(quotation in said for quotation in _quotations(candidate))


def _is_mostly_quotation(candidate: Candidate) -> bool:
    """Whether half of the candidate's words or more stand in quotation marks."""
    quoted = sum(len(quotation.split()) for quotation in _quotations(candidate))
    return quoted >= _QUOTED_WORDS and 2 * quoted >= len(words(candidate.text))
