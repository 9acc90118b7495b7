"""Grouping: every story is one event, and every event one story."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.articles import Article
from summarizer.grouping import group, one_story
from summarizer.stories import Story

RECALL_ALONE = 0.68
"""B-cubed recall of the newsroom's events when each is grouped alone."""

Nights = Mapping[int, tuple[Article, ...]]
Events = Mapping[str, str]


def of_events(articles: Sequence[Article], events: Events) -> set[frozenset[str]]:
    """The ids of the articles of each event."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        found[events[article.id]].add(article.id)
    return {frozenset(ids) for ids in found.values()}


def of_stories(stories: Sequence[Story]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in stories}


# The newsroom


@pytest.mark.parametrize("out", [(1,), (2,), (1, 2)])
def test_each_event_is_one_story(out: tuple[int, ...], nights: Nights, events: Events) -> None:
    articles = [article for night in out for article in nights[night]]
    assert of_stories(group(articles)) == of_events(articles, events)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ebike-recall", "powerbank-recall"),
        ("lantern-prize", "ferry-fire"),
        ("chip-plant", "freelance-ai-report"),
        ("tick-vaccine", "clinic-breach"),
    ],
)
def test_look_alikes_stay_apart_with_nothing_else_around(one: str, other: str, nights: Nights, events: Events) -> None:
    articles = [article for article in (*nights[1], *nights[2]) if events[article.id] in (one, other)]
    for story in group(articles):
        assert len({events[article] for article in story.articles}) == 1


def test_an_event_with_nothing_else_around_mostly_stays_together(nights: Nights, events: Events) -> None:
    # With nothing to compare it with, what an event's reports share looks common: recall is not yet 1.
    kept: list[float] = []
    for event in set(events.values()):
        articles = [article for article in (*nights[1], *nights[2]) if events[article.id] == event]
        kept += [len(story.articles) / len(articles) for story in group(articles) for _ in story.articles]
    assert sum(kept) / len(kept) >= RECALL_ALONE


def test_a_running_story_keeps_its_id_and_knows_what_is_new(nights: Nights) -> None:
    first = group(nights[1])
    told_as = {article: story.id for story in first for article in story.articles}
    told_on = {story.id: (date(2026, 11, 18),) for story in first}

    second = group((*nights[1], *nights[2]), told_as=told_as, used=told_as.keys(), told_on=told_on)

    assert {story.id for story in first} <= {story.id for story in second}
    for story in second:
        before = [article for article in story.articles if article in told_as]
        assert {told_as[article] for article in before} <= {story.id}
        assert story.new == tuple(article for article in story.articles if article not in told_as)
        assert story.days == ((date(2026, 11, 18),) if before else ())
    assert len({story.id for story in second}) == len(second)


def test_the_order_of_articles_does_not_matter(nights: Nights) -> None:
    articles = nights[1]
    expected = group(articles)

    @given(st.permutations(range(len(articles))))
    @settings(max_examples=10, deadline=None)
    def same_stories(order: list[int]) -> None:
        assert group([articles[i] for i in order]) == expected

    same_stories()


def test_stories_come_largest_first_and_their_articles_earliest_first(nights: Nights) -> None:
    dated = {article.id: article.dated for article in nights[1]}
    stories = group(nights[1])
    sizes = [len(story.articles) for story in stories]
    assert sizes == sorted(sizes, reverse=True)
    for story in stories:
        assert [dated[article] for article in story.articles] == sorted(dated[article] for article in story.articles)


# Identity


@pytest.fixture
def apart(make_article: Callable[..., Article]) -> tuple[Article, ...]:
    """Two reports of one event, two of another."""
    return (
        make_article("Post", "Storm closes the port of Tolbury", "A storm closed the port of Tolbury.", minutes=1),
        make_article("Echo", "Port of Tolbury closed by storm", "The storm closed Tolbury's port.", minutes=2),
        make_article("Post", "Orchestra names conductor", "The Aldmere Orchestra named Ida Rell.", minutes=3),
        make_article("Echo", "Ida Rell to lead orchestra", "Ida Rell is the Aldmere Orchestra's choice.", minutes=4),
    )


def test_a_group_takes_the_id_that_most_of_its_articles_had(apart: tuple[Article, ...]) -> None:
    storm, _ = group(apart[:2] + apart[2:3], told_as={apart[0].id: "storm", apart[1].id: "storm", apart[2].id: "music"})
    assert storm.id == "storm"


def test_of_two_earlier_stories_that_grow_together_one_id_stays(apart: tuple[Article, ...]) -> None:
    (story,) = group(apart[:2], told_as={apart[0].id: "wind", apart[1].id: "port"})
    assert story.id in ("wind", "port")


def test_a_story_that_falls_apart_leaves_its_id_to_one_part(apart: tuple[Article, ...]) -> None:
    stories = group(apart, told_as={article.id: "both" for article in apart})
    ids = [story.id for story in stories]
    assert len(stories) == len(set(ids)) == 2
    assert "both" in ids


def test_the_part_with_the_article_that_the_id_came_from_gets_another_id(apart: tuple[Article, ...]) -> None:
    # The id of a new story comes from its earliest article; here the larger part, without that article, keeps it.
    earliest = one_story(apart)
    stories = group([apart[0], *apart[2:]], told_as={article.id: earliest.id for article in apart})
    assert [len(story.articles) for story in stories] == [2, 1]
    assert len({story.id for story in stories}) == 2


def test_stories_chosen_by_hand_hold_all_articles_in_any_order(apart: tuple[Article, ...]) -> None:
    story = one_story(apart)
    assert story == one_story(apart[::-1])
    assert story.articles == story.new == tuple(article.id for article in apart)


# Odd input


def test_no_articles_tell_no_story() -> None:
    assert group([]) == ()


def test_one_article_is_a_story(apart: tuple[Article, ...]) -> None:
    (story,) = group(apart[:1])
    assert story.articles == story.new == (apart[0].id,)


def test_one_text_at_two_addresses_is_one_story(apart: tuple[Article, ...]) -> None:
    again = apart[0].model_copy(update={"url": "https://mirror.example/storm"})
    (story,) = group([apart[0], again])
    assert set(story.articles) == {apart[0].id, again.id}


def test_articles_without_words_are_stories_of_their_own(make_article: Callable[..., Article]) -> None:
    empty = [make_article(outlet, "…", "— — —") for outlet in ("Post", "Echo")]
    assert of_stories(group(empty)) == {frozenset([article.id]) for article in empty}


def test_an_article_without_words_joins_no_story(
    apart: tuple[Article, ...], make_article: Callable[..., Article]
) -> None:
    empty = make_article("Mirror", "…", "— — —")
    assert frozenset([empty.id]) in of_stories(group([*apart, empty]))
