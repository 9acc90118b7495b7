"""Claims: what a candidate says, with the evidence for it from every voice."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from math import fsum

from summarizer.candidates import Candidate
from summarizer.figures import equal_figure
from summarizer.stories import Claim, Evidence
from summarizer.terms import words
from summarizer.wording import quoted_passages

_SAME_CLAIM = 0.6
"""Share of a statement's weighted terms that another sentence must have to count as saying the same."""
_FEWEST_SHARED = 4
"""Terms that both must have: of a very short sentence, most words are soon found by chance."""

_DENIES = re.compile(r"\b(?:not|no|never|nobody|none|nothing|without|den(?:y|ies|ied))\b|n['’]t\b", re.I)


def covered(candidate: Candidate, other: Candidate, weights: Mapping[str, float]) -> float:
    """Share, 0 to 1, of the candidate's terms (by weight, each once) that `other` has. Not symmetric: a sentence that
    says less does not cover one that says more."""
    return weighted_share(candidate.term_set, other.term_set, weights)


def weighted_share(terms: Set[str], among: Set[str], weights: Mapping[str, float]) -> float:
    """Share, 0 to 1, of `terms` by weight that are `among` others; 0 of none. A term without a weight weighs 1."""
    total = fsum(weights.get(term, 1.0) for term in terms)
    return fsum(weights.get(term, 1.0) for term in terms & among) / total if total else 0.0


def claims_of(
    candidate: Candidate, voices: Sequence[Sequence[Candidate]], weights: Mapping[str, float]
) -> tuple[Claim, ...]:
    """The claims behind a statement that is worded as `candidate`.

    The first is the whole sentence, with the best sentence of each other voice that says the same. Then comes a claim
    for each figure that further voices give in a sentence of their own.

    Args:
        voices: the candidates of each voice's face.
        weights: inverse document frequency of each term.
    """
    whole = [candidate.evidence]
    by_figure: dict[int, list[Evidence]] = {}
    for voice in voices:
        if not voice or voice[0].article == candidate.article:
            continue
        same = _best((share, other) for other in voice if (share := _says_the_same(candidate, other, weights)))
        if same is not None:
            whole.append(same.evidence)
            continue
        for index, figure in enumerate(candidate.figures):
            rival = _best(
                (covered(candidate, other, weights), other)
                for other in voice
                if equal_figure(figure, candidate, other.figures, other) is not None
            )
            if rival is not None:
                by_figure.setdefault(index, []).append(rival.evidence)
                break
    first = Claim(evidence=tuple(whole))
    return (first, *(Claim(evidence=(candidate.evidence, *found)) for _, found in sorted(by_figure.items())))


def _says_the_same(candidate: Candidate, other: Candidate, weights: Mapping[str, float]) -> float:
    """The share of the candidate's terms that `other` has, if it says all that the candidate says; 0 otherwise."""
    if len(candidate.term_set & other.term_set) < _FEWEST_SHARED:
        return 0.0
    share = covered(candidate, other, weights)
    if bool(_DENIES.search(candidate.text)) != bool(_DENIES.search(other.text)):
        return 0.0
    agrees = share >= _SAME_CLAIM and _has_all_figures(candidate, other) and _same_words_quoted(candidate, other)
    return share if agrees else 0.0


def _best(scored: Iterable[tuple[float, Candidate]]) -> Candidate | None:
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].position))
    return ranked[0][1] if ranked else None


def _has_all_figures(candidate: Candidate, other: Candidate) -> bool:
    return all(equal_figure(figure, candidate, other.figures, other) is not None for figure in candidate.figures)


def _same_words_quoted(candidate: Candidate, other: Candidate) -> bool:
    return all(
        " ".join(words(candidate.text[start:end])) in " ".join(words(other.text))
        for start, end in quoted_passages(candidate.text)
    )
