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
from summarizer.supported_parts import supported_part, unsaid
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
        self._alike: dict[Candidate, tuple[Evidence, ...]] = {}

    def claims(self, candidate: Candidate) -> tuple[Claim, ...]:
        """The claims behind a statement that is worded as `candidate`.

        The first is the whole sentence, with the best sentence of each other voice that says all of it. Then come
        claims for what further voices say: the statement's words up to what they leave out, or a figure that they give
        for the same thing in a sentence of their own.
        """
        if candidate not in self._known:
            self._known[candidate] = self._found(candidate)
        return self._known[candidate]

    def evidence(self, candidate: Candidate) -> tuple[Evidence, ...]:
        """What says the same as the candidate, but for a particular, its own sentence first."""
        self.claims(candidate)
        return self._alike[candidate]

    def same_claim(self, one: Candidate, other: Candidate) -> bool:
        """Whether two candidates stand on one evidence: one says what the other does, or two sentences are of both."""
        own, rival = self.evidence(one), self.evidence(other)
        return one.evidence in rival or other.evidence in own or len(set(own) & set(rival)) >= _SHARED_EVIDENCE

    def _found(self, candidate: Candidate) -> tuple[Claim, ...]:
        whole, alike = [candidate.evidence], [candidate.evidence]
        behind: dict[str, list[Evidence]] = {}
        text = candidate.read.article.text
        for voice in self._voices:
            if not voice or voice[0].article == candidate.article:
                continue
            same = self._same(candidate, voice)
            part = ""
            if same is not None:
                alike.append(same.evidence)
                left_out = self._left_out(candidate, same)
                if left_out is None:
                    whole.append(same.evidence)
                    continue
                part = supported_part(candidate.text, left_out, self._said(candidate, same), self._weights)
            if same is not None and part:
                behind.setdefault(part, []).append(same.evidence)
                continue
            for figure in candidate.figures:
                rival = _best(
                    (covered(candidate, other, self._weights), other)
                    for other in voice
                    if equal_figure(figure, candidate, other.figures, other) is not None
                )
                if rival is not None:
                    behind.setdefault(figure.of(text), []).append(rival.evidence)
        self._alike[candidate] = tuple(alike)
        ends = {part: end for part in behind if (end := end_of_part(part, candidate.text)) is not None}
        parts = sorted(ends, key=lambda part: (ends[part], part))
        return (
            Claim(evidence=tuple(whole)),
            *(Claim(part=part, evidence=(candidate.evidence, *behind[part])) for part in parts),
        )

    def _same(self, candidate: Candidate, voice: Sequence[Candidate]) -> Candidate | None:
        """The sentence of a voice that says the same: one that leaves nothing out, if there is one."""
        shares = {other: share for other in voice if (share := self.says_the_same(candidate, other))}
        whole = {
            other: share
            for other, share in shares.items()
            if len(shares) > 1 and self._left_out(candidate, other) is None
        }
        return _best((share, other) for other, share in (whole or shares).items())

    def _left_out(self, candidate: Candidate, other: Candidate) -> int | None:
        """Where in the candidate begins what `other` does not say, or None. Of a quotation, who says it and where may
        be told otherwise."""
        if _is_mostly_quotation(candidate):
            return None
        return unsaid(candidate.text, other.text, self._said(candidate, other))

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
        """Share of the candidate's weighted terms that `other` says."""
        said = self._said(candidate, other)
        total = fsum(self._weights.get(term, 1.0) for term in said)
        return fsum(self._weights.get(term, 1.0) * share for term, share in said.items()) / total if total else 0.0

    def _said(self, candidate: Candidate, other: Candidate) -> dict[str, float]:
        """How far `other` says each term of the candidate, 0 to 1: as much as the closest word there, as in the recall
        of BERTScore (Zhang et al. 2020, section 3), over the vectors of words."""
        own, others = words_by_term(candidate.text), words_by_term(other.text)
        names = _names(candidate.text) | _names(other.text)  # two names may be close, and never are one
        common = [others[term] for term in sorted(others) if not term[0].isdigit() and others[term] not in names]
        among = np.concatenate([self._vector(word) for word in common]) if common else None
        said = {}
        for term, word in own.items():
            said[term] = float(term in others)
            if not said[term] and among is not None and not term[0].isdigit() and word not in names:
                close = float(cosines(among, self._vector(word)).max())
                said[term] = close if close >= _CLOSE_WORDS else 0.0
        return said

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
