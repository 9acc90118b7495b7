"""The category of a story is that of most of its articles, and world news only where nothing speaks against it."""

from collections.abc import Callable

import pytest

from extractors.articles import Article
from summarizer.categories import category_of

Make = Callable[..., Article]


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        ("sports", "sports"),
        ("sports culture culture", "culture"),
        ("world world world sports sports", "sports"),
        ("world world world sports", "world"),
        ("world world sports", "world"),
        ("business policy world", "world"),
        ("policy business", "policy"),
    ],
)
def test_most_articles_decide(categories: str, expected: str, make_article: Make) -> None:
    articles = [
        make_article(f"Outlet {number}", "News", "Some text.", minutes=number, category=name)
        for number, name in enumerate(categories.split())
    ]
    assert category_of(articles) == expected
    assert category_of(articles[::-1]) == expected
