"""Ranking: what more outlets tell in more texts, and what is new and fresh, comes first."""

from collections.abc import Callable, Mapping
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from extractors.articles import Article
from summarizer.ranking import Ranked, RankingOptions, rank
from summarizer.stories import Story

Make = Callable[..., Article]
TEXTS = (
    "The harbour of Tolbury will be closed to all ships from Monday while divers look for the lost anchor.",
    "Divers search from Monday for an anchor that a freighter lost, and no ship may enter Tolbury until then.",
    "No ships in or out: Tolbury's harbour master has closed the port so that an anchor can be recovered.",
)


@pytest.fixture
def library(make_article: Make) -> dict[str, Article]:
    """Three reports of one's own by Post, Echo and Star, a copy of the first in Star, and a second one by Post."""
    written = [
        make_article("Post", "Post reports", TEXTS[0], minutes=1),
        make_article("Echo", "Echo reports", TEXTS[1], minutes=2),
        make_article("Star", "Star reports", TEXTS[2], minutes=3),
        make_article("Star", "Star copies", TEXTS[0], minutes=4),
        make_article("Post", "Post again", TEXTS[1].replace("anchor", "cannon").replace("Divers", "Men"), minutes=5),
    ]
    return {article.id: article for article in written}


def story(library: Mapping[str, Article], name: str, headlines: str, new: str | None = None) -> Story:
    """A story of the articles with these headlines; all are new unless said otherwise."""
    id_of = {article.headline: id for id, article in library.items()}
    own = tuple(id_of[headline] for headline in headlines.split(", "))
    fresh = own if new is None else tuple(id_of[headline] for headline in new.split(", ") if headline)
    return Story(id=name, articles=own, new=fresh)


def names(ranked: tuple[Ranked, ...]) -> list[str]:
    return [one.story.id for one in ranked]


PLAIN = {"voices": 0.0, "outlets": 0.0, "novelty": 0.0, "freshness": 0.0}


def test_scores_are_the_published_formula(library: dict[str, Article]) -> None:
    told = story(library, "anchor", "Post reports, Echo reports, Star copies", new="Star copies")
    (ranked,) = rank([told], library)
    assert ranked.score == pytest.approx(log2(3) + 0.5 * log2(4) + 1 / 3 + 0.5)
    assert ranked.title == "Post reports"
    assert ranked.reason == ("3 outlets, 2 independent texts, 1 new article of 3, just in: score 3.42")
    assert [len(voice.articles) for voice in ranked.voices] == [2, 1]
    assert ranked.category == "world"


@pytest.mark.parametrize(
    ("weight", "score"),
    [({"voices": 1}, log2(3)), ({"outlets": 1}, log2(4)), ({"novelty": 3}, 1), ({"freshness": 2}, 2)],
)
def test_each_weight_weighs_what_it_says(weight: dict[str, float], score: float, library: dict[str, Article]) -> None:
    told = story(library, "anchor", "Post reports, Echo reports, Star copies", new="Star copies")
    assert rank([told], library, RankingOptions(**{**PLAIN, **weight}))[0].score == pytest.approx(score)


def test_freshness_halves_with_every_half_life_behind_the_newest(make_article: Make) -> None:
    ages = {"new": (0, 0), "mean": (0, 24 * 60), "old": (12 * 60, 12 * 60)}
    written = {
        name: [
            make_article(
                outlet, f"{outlet} on {name}", TEXTS[number], minutes=1440 - age, url=f"https://{outlet}/{name}"
            )
            for number, (outlet, age) in enumerate(zip(("Post", "Echo"), minutes, strict=True))
        ]
        for name, minutes in ages.items()
    }
    articles = {article.id: article for own in written.values() for article in own}
    stories = [
        Story(id=name, articles=tuple(one.id for one in own), new=tuple(one.id for one in own))
        for name, own in written.items()
    ]
    ranked = rank(stories, articles, RankingOptions(**{**PLAIN, "freshness": 1}, variety=0))
    assert {one.story.id: one.score for one in ranked} == pytest.approx({"new": 1, "mean": 0.5, "old": 0.5})
    assert "the newest 12 hours before the night's last" in ranked[-1].reason


def test_a_category_weighs_what_the_configuration_says(library: dict[str, Article]) -> None:
    told = [story(library, "anchor", "Post reports, Echo reports")]
    (plain,), (half,) = rank(told, library), rank(told, library, RankingOptions(categories={"world": 0.5}))
    assert half.score == pytest.approx(plain.score / 2)
    assert "World counts 0.5 times" in half.reason


def test_more_texts_outrank_copies_and_what_is_new_outranks_what_is_old(library: dict[str, Article]) -> None:
    stories = [
        story(library, "old", "Post reports, Echo reports", new="Echo reports"),
        story(library, "copied", "Post reports, Star copies"),
        story(library, "new", "Post reports, Echo reports"),
        story(library, "three", "Post reports, Echo reports, Star reports"),
    ]
    ranked = {one.story.id: one.score for one in rank(stories, library)}
    assert sorted(ranked, key=lambda name: -ranked[name]) == ["three", "new", "old", "copied"]


def test_a_story_without_a_new_article_is_not_ranked(library: dict[str, Article]) -> None:
    assert rank([story(library, "old", "Post reports, Echo reports", new="")], library) == ()


@pytest.mark.parametrize(("fewest", "expected"), [(1, ["two", "one"]), (2, ["two"]), (3, [])])
def test_stories_of_too_few_outlets_are_left_out(fewest: int, expected: list[str], library: dict[str, Article]) -> None:
    stories = [story(library, "one", "Post reports, Post again"), story(library, "two", "Post reports, Echo reports")]
    assert names(rank(stories, library, RankingOptions(fewest_outlets=fewest))) == expected


def test_ties_go_to_more_articles_then_to_the_id(library: dict[str, Article]) -> None:
    even = RankingOptions(**{**PLAIN, "novelty": 1}, most_of_subject=10)
    stories = [
        story(library, "b", "Post reports, Echo reports"),
        story(library, "a", "Post reports, Echo reports"),
        story(library, "c", "Post reports, Echo reports, Star reports"),
    ]
    assert names(rank(stories, library, even)) == ["c", "a", "b"]


def test_the_newsrooms_second_night_is_led_by_the_ferry(
    gold: Mapping[int, Mapping[str, Story]], nights: Mapping[int, tuple[Article, ...]]
) -> None:
    articles = {article.id: article for night in nights.values() for article in night}
    stories = list(gold[2].values())
    ranked = rank(stories, articles)
    assert ranked[0].story == gold[2]["ferry-fire"]
    assert sorted(names(ranked)) == sorted(one.id for one in stories)

    @given(st.permutations(range(len(stories))))
    @settings(max_examples=10)
    def same_order(order: list[int]) -> None:
        assert rank([stories[i] for i in order], articles) == ranked

    same_order()


@pytest.mark.parametrize(
    "wrong",
    [{"voices": -1}, {"fewest_outlets": 0}, {"importance": 1}, {"half_life_hours": 0}, {"categories": {"weather": 1}}],
)
def test_wrong_weights_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        RankingOptions(**wrong)


def test_no_stories_rank_as_none() -> None:
    assert rank([], {}) == ()
