"""Categories: which one a story belongs to."""

from collections import defaultdict
from collections.abc import Sequence

from extractors.articles import Article
from extractors.subscriptions import Category

_WORLD_VOTE = 0.5
"""What an article under world news counts, as articles land there that nobody has put elsewhere."""


def category_of(articles: Sequence[Article]) -> Category:
    """The category that most of a story's articles have, those in world news counting half. Where several have most, it
    is world news if any article is there, or else the earliest article's."""
    votes: dict[Category, float] = defaultdict(float)
    for article in sorted(articles, key=lambda article: (article.dated, article.id)):
        votes[article.category] += _WORLD_VOTE if article.category is Category.WORLD else 1.0
    leading = [category for category, count in votes.items() if count == max(votes.values())]
    return Category.WORLD if len(leading) > 1 and Category.WORLD in votes else leading[0]
