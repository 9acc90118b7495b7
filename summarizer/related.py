"""Related: which earlier digests a reader of this story may want."""

from collections.abc import Sequence
from functools import lru_cache

from summarizer.digests import Digest, Related
from summarizer.terms import inverse_document_frequencies, terms

_MOST = 3
_ALIKE = 0.12
"""Cosine of the stories' TF-IDF vectors from which on they are worth a link. Stories without a common subject stay
under 0.08, two stories of one field or person reach 0.15 to 0.4."""


def related(story: str, topic: str, earlier: Sequence[Digest]) -> tuple[Related, ...]:
    """Up to three earlier digests: this story's own last one first, then the most similar, each story once.

    Args:
        story: `Story.id`.
        topic: headline and openings of the story's articles.
        earlier: digests of earlier editions, newest first.
    """
    subjects = [_subject(digest) for digest in earlier]
    own = terms(topic)
    rarity = inverse_document_frequencies([own, *subjects])
    vector = _vector(own, rarity)
    scored = [
        (2.0 if digest.story == story else _cosine(vector, _vector(subject, rarity)), digest)
        for digest, subject in zip(earlier, subjects, strict=True)
    ]
    scored.sort(key=lambda pair: -pair[0])
    found: dict[str, Related] = {}
    for score, digest in scored:
        if score >= _ALIKE and digest.story not in found and len(found) < _MOST:
            found[digest.story] = Related(
                date=digest.date, slug=digest.slug, headline=digest.headline, category=digest.category
            )
    return tuple(found.values())


def _subject(digest: Digest) -> tuple[str, ...]:
    return _terms(" ".join((digest.headline, *(statement.text for statement in digest.statements()))))


@lru_cache(maxsize=1_000)  # each story of a night is held against the same digests
def _terms(text: str) -> tuple[str, ...]:
    return tuple(terms(text))


def _vector(own: Sequence[str], rarity: dict[str, float]) -> dict[str, float]:
    weights = {term: rarity[term] for term in sorted(set(own))}
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _cosine(left: dict[str, float], right: dict[str, float]) -> float:
    return sum(weight * right[term] for term, weight in left.items() if term in right)
