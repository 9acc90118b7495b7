"""The topic of a story: what in its articles belongs to it, and what a round-up or a page's furniture brought along."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from extractors.meanings import cosines, meanings
from summarizer.candidates import Candidate
from summarizer.pools import opening
from summarizer.stories import ReadArticle

_OPENING_SENTENCES = 4
_AROUND = 2
"""Sentences on either side that are read with one, as a sentence alone may say too little to be judged."""
_KEY_SHARE = 1 / 3
"""Share of the voices whose opening has a term, from which on it is a key term of the story."""
_KEY_TERMS = 8
"""So many key terms, at most, make a passage as close as it can be."""
_KEY_WEIGHT = 0.5
_ON_TOPIC = 0.5
"""Closeness from which on a sentence belongs to the story. In a night of 29 stories of real outlets, what lay below was
round-up news, picture series, transcripts' notes, and 1% of the story's own sentences."""
_OF_THE_TOPIC = 0.8
"""Closeness from which on it may stand in the TL;DR; most sentences of a report on the event itself have 0.9 to 1.4."""


class Topic:
    """What one story is about.

    Args:
        faces: one article of each voice.
        candidates: the candidates of each article, by id.
    """

    def __init__(self, faces: Sequence[ReadArticle], candidates: Mapping[str, Sequence[Candidate]]) -> None:
        self._key = self._key_terms(faces, candidates)
        centre = meanings().vectors([opening(face.article) for face in faces]).mean(axis=0, keepdims=True)
        centre /= max(float(np.linalg.norm(centre)), 1e-9)
        self._close: dict[Candidate, float] = {}
        for face in faces:
            own = candidates[face.article.id]
            passages = [own[max(0, place - _AROUND) : place + _AROUND + 1] for place in range(len(own))]
            vectors = meanings().vectors([" ".join(_words(one) for one in passage) for passage in passages])
            for one, passage, cosine in zip(own, passages, cosines(vectors, centre)[:, 0], strict=True):
                self._close[one] = float(cosine) + _KEY_WEIGHT * self._key_share(passage)

    def holds(self, candidate: Candidate) -> bool:
        """Whether the candidate, read with its neighbours, belongs to the story."""
        return self._close[candidate] >= _ON_TOPIC

    def is_of(self, candidate: Candidate) -> bool:
        """Whether the candidate, read with its neighbours, is about the story itself, and could open a digest of it."""
        return self._close[candidate] >= _OF_THE_TOPIC

    def is_key(self, term: str) -> bool:
        """Whether a third of the voices have the term in their opening."""
        return term in self._key

    @staticmethod
    def _key_terms(faces: Sequence[ReadArticle], candidates: Mapping[str, Sequence[Candidate]]) -> frozenset[str]:
        used: Counter[str] = Counter()
        for face in faces:
            used.update({term for one in candidates[face.article.id][:_OPENING_SENTENCES] for term in one.term_set})
        fewest = max(2, len(faces) * _KEY_SHARE) if len(faces) > 1 else 1
        return frozenset(term for term, count in used.items() if count >= fewest)

    def _key_share(self, passage: Sequence[Candidate]) -> float:
        found = frozenset[str]().union(*(one.term_set for one in passage)) & self._key
        return min(1.0, len(found) / max(1, min(_KEY_TERMS, len(self._key))))


def _words(candidate: Candidate) -> str:
    return candidate.sentence.of(candidate.read.article.text)
