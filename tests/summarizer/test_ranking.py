"""Ranking: what more outlets tell in more texts, and what is new, comes first."""

from collections.abc import Callable, Mapping

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


def test_scores_add_voices_outlets_and_novelty(library: dict[str, Article]) -> None:
    told = story(library, "anchor", "Post reports, Echo reports, Star copies", new="Star copies")
    (ranked,) = rank([told], library)
    assert ranked.score == pytest.approx(1.0 * 2 + 0.5 * 3 + 1.0 / 3)
    assert ranked.title == "Post reports"
    assert ranked.reason == "3 outlets, 2 independent texts, 1 new article of 3: score 3.83"


@pytest.mark.parametrize(
    ("options", "score"),
    [
        (RankingOptions(voices=1, outlets=0, novelty=0), 2),
        (RankingOptions(voices=0, outlets=1, novelty=0), 3),
        (RankingOptions(voices=0, outlets=0, novelty=3), 1),
    ],
)
def test_each_weight_weighs_what_it_says(options: RankingOptions, score: float, library: dict[str, Article]) -> None:
    told = story(library, "anchor", "Post reports, Echo reports, Star copies", new="Star copies")
    assert rank([told], library, options)[0].score == pytest.approx(score)


def test_more_texts_outrank_copies_and_what_is_new_outranks_what_is_old(library: dict[str, Article]) -> None:
    stories = [
        story(library, "old", "Post reports, Echo reports", new="Echo reports"),
        story(library, "copied", "Post reports, Star copies"),
        story(library, "new", "Post reports, Echo reports"),
        story(library, "three", "Post reports, Echo reports, Star reports"),
    ]
    assert names(rank(stories, library)) == ["three", "new", "old", "copied"]


def test_a_story_without_a_new_article_is_not_ranked(library: dict[str, Article]) -> None:
    assert rank([story(library, "old", "Post reports, Echo reports", new="")], library) == ()


@pytest.mark.parametrize(("fewest", "expected"), [(1, ["two", "one"]), (2, ["two"]), (3, [])])
def test_stories_of_too_few_outlets_are_left_out(fewest: int, expected: list[str], library: dict[str, Article]) -> None:
    stories = [story(library, "one", "Post reports, Post again"), story(library, "two", "Post reports, Echo reports")]
    assert names(rank(stories, library, RankingOptions(fewest_outlets=fewest))) == expected


def test_ties_go_to_more_articles_then_to_the_id(library: dict[str, Article]) -> None:
    even = RankingOptions(voices=0, outlets=0, novelty=1)
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
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)

    @given(st.permutations(range(len(stories))))
    @settings(max_examples=10, deadline=None)
    def same_order(order: list[int]) -> None:
        assert rank([stories[i] for i in order], articles) == ranked

    same_order()


@pytest.mark.parametrize("wrong", [{"voices": -1}, {"fewest_outlets": 0}, {"importance": 1}])
def test_wrong_weights_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        RankingOptions(**wrong)


def test_no_stories_rank_as_none() -> None:
    assert rank([], {}) == ()
