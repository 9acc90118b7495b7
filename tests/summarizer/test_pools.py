"""Pools: articles as vectors."""

from collections.abc import Callable

import numpy as np
import pytest

from extractors.articles import Article
from summarizer.pools import NOTHING_KEPT, Kept, Pool, count_terms

Make = Callable[..., Article]


@pytest.fixture
def pool(make_article: Make) -> Callable[..., Pool]:
    def make(*texts: str, kept: Kept = NOTHING_KEPT) -> Pool:
        return Pool([make_article("Echo", "", text, minutes=number) for number, text in enumerate(texts)], kept)

    return make


def rarity(pool: Pool, term: str) -> float:
    return float(pool.rarity[pool.terms.index(term)])


def test_every_view_has_rows_of_length_one_or_zero(make_article: Make) -> None:
    articles = [
        make_article("Echo", "Storm shuts port", "The port of Tolbury shut at 09:40, said Ida Rell."),
        make_article("Post", "…", "— — —", minutes=1),
    ]
    pool = Pool(articles)
    for view in (pool.text, pool.names, pool.opening, pool.headline, pool.figures, pool.pairs):
        lengths = np.sqrt(np.asarray(view.multiply(view).sum(axis=1)).ravel())
        assert lengths == pytest.approx([1, 0])


def test_names_are_capitals_within_sentences(pool: Callable[..., Pool]) -> None:
    own = pool("Storms came. Trains for Tolbury waited, and Ida Rell waved.\n\nBuses did not run.")
    assert {own.terms[column] for column in own.names.indices} == {"tolburi", "ida", "rell"}


def test_figures_are_kept_as_they_stand(pool: Callable[..., Pool]) -> None:
    own = pool("It cost 1,200 crowns, 8% more, at 09:40.")
    assert {own.terms[column] for column in own.figures.indices} == {"1200", "8%", "09:40"}


def test_what_everybody_writes_is_common_even_with_one_article(pool: Callable[..., Pool]) -> None:
    own = pool("The government met at Tolbury.")
    assert rarity(own, "govern") < rarity(own, "tolburi")


def test_what_earlier_days_had_is_common(pool: Callable[..., Pool]) -> None:
    text = "Tolbury and Harrow were dry."
    kept = Kept(1_000, {"tolburi": 500})
    assert rarity(pool(text, kept=kept), "tolburi") < rarity(pool(text), "tolburi")
    assert rarity(pool(text, kept=kept), "harrow") >= rarity(pool(text), "harrow")


def test_rarity_has_the_same_bounds_in_a_pool_of_any_size(pool: Callable[..., Pool]) -> None:
    few = pool("Tolbury was dry.", "Rain fell.")
    many = pool("Tolbury was dry.", *["Rain fell."] * 400)
    assert rarity(many, "tolburi") == pytest.approx(rarity(few, "tolburi"), abs=1.5)
    assert 1 <= rarity(many, "rain") < rarity(few, "rain")


def test_some_rows_of_a_pool_are_a_pool_with_the_same_rarity(pool: Callable[..., Pool]) -> None:
    whole = pool("Tolbury was dry.", "Rain fell at Harrow.", "Rain fell at Tolbury.")
    part = whole.take([0, 2])
    assert len(part) == 2
    assert (part.text @ part.text.T).toarray() == pytest.approx((whole.text @ whole.text.T).toarray()[::2, ::2])
    assert rarity(part, "rain") == rarity(whole, "rain")
    assert len(whole.take([])) == 0


def test_terms_are_counted_once_an_article(make_article: Make) -> None:
    articles = [
        make_article("Echo", "Port shut", "The ports shut."),
        make_article("Post", "Storm", "A port and a storm.", minutes=1),
    ]
    assert count_terms(articles) == {"port": 2, "shut": 1, "storm": 1}


def test_an_article_without_a_date_has_none(make_article: Make) -> None:
    assert np.isnan(Pool([make_article("Echo", "One", "News.", published=None)]).days[0])
