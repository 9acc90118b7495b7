"""The headline of a digest: that of one of its articles, word for word."""

import re
from collections.abc import Mapping, Sequence, Set
from math import fsum, sqrt

from extractors.articles import Article
from summarizer.terms import concepts, terms

_WORDS = (5, 16)
_WEAK = re.compile(
    r"\?|^(?:how|why|what|watch|live|opinion|analysis|here['’]s|video|photos?)\b|\b(?:you|your|I|we|my)\b|[|]|\.\.\.|…",
    re.I,
)


def best_headline(articles: Sequence[Article], weights: Mapping[str, float], disputed: Set[str]) -> Article:
    """The article whose headline says most of what the voices share, plainly, and no number that few give.

    Args:
        articles: at least one.
        weights: the worth of each concept.
        disputed: numbers, as printed and in lower case, that fewer voices give.
    """

    def worth(article: Article) -> float:
        words = article.headline.split()
        shared = fsum(weights.get(concept, 0.0) for concept in concepts(terms(article.headline)))
        plain = 0.4 if _WEAK.search(article.headline) else 1.0
        agreed = 0.2 if disputed & set(article.headline.lower().split()) else 1.0
        fitting = 1.0 if _WORDS[0] <= len(words) <= _WORDS[1] else 0.5
        return shared / sqrt(max(6, len(words))) * plain * agreed * fitting

    return max(articles, key=lambda article: (worth(article), article.id))
