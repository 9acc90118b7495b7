"""Explanations: what put a story together, in words."""

from collections.abc import Callable, Mapping

import pytest

from extractors.articles import Article
from summarizer.digests import Digest
from summarizer.explanations import Explanation, changes, explain
from summarizer.grouping import grouped, stories_of
from summarizer.stories import Story

Make = Callable[..., Article]
LAUNCH = (
    "The rocket Corvane 4 lifted off from the Tolbury range at 09:40 with eleven satellites for Tamber Line.",
    "Ida Rell, who runs the range, said that all eleven satellites answered within the hour.",
    "Tamber Line wants to sell telephone calls to ships from next spring.",
)
AGAIN = (
    "Eleven satellites are in orbit after the rocket Corvane 4 rose from Tolbury at 09:40, its owner Tamber Line said.",
    "Range director Ida Rell spoke of a perfect countdown.",
    "Ships will be able to make calls through the satellites in spring.",
)
OTHER = (
    "A weather probe is on its way to the sun after the launch of an Ostrel 2 rocket in the desert near Harrow.",
    "The Marne Institute waited nine years for the flight, which technicians called off twice because of dust.",
    "Otis Wray, its chief scientist, hopes for first measurements of solar storms in 14 months.",
)


@pytest.fixture
def pool(make_article: Make) -> tuple[Article, ...]:
    return (
        make_article("Echo", "Corvane 4 takes eleven satellites up from Tolbury", *LAUNCH),
        make_article("Post", "Tolbury rocket puts Tamber Line's satellites in orbit", *AGAIN, minutes=120),
        make_article("Star", "Marne Institute launches weather probe towards the sun", *OTHER, minutes=2_000),
    )


def told(articles: tuple[Article, ...]) -> list[Explanation]:
    found = grouped(articles)
    stories = stories_of(found)
    return [explain(story, stories, found, {}) for story in stories]


def test_an_article_says_on_which_it_joined_and_what_they_share(pool: tuple[Article, ...]) -> None:
    launch = told(pool)[0]
    first, second = launch.articles
    assert first.joined_on is None
    assert second.joined_on is not None
    assert second.joined_on.other == first.article
    assert 0.5 < second.joined_on.likelihood <= 1
    reasons = "; ".join(second.joined_on.reasons)
    for words in (
        "same names:",
        "Tolbury",
        "Corvane",
        "same figures:",
        "09:40",
        "same words:",
        "satellites",
        "2 hours apart",
    ):
        assert words in reasons


def test_the_nearest_article_that_is_left_out_says_why(
    nights: Mapping[int, tuple[Article, ...]], events: Mapping[str, str]
) -> None:
    stories = {events[story.articles[0].article]: story for story in told(nights[1])}
    recall = stories["ebike-recall"]
    left = recall.left_out
    assert left is not None
    assert events[left.article] == "powerbank-recall"
    assert left.story == stories["powerbank-recall"].story
    assert left.mean < 0.3
    assert left.nearest.other in {member.article for member in recall.articles}
    reasons = "; ".join(left.reasons)
    assert "would join them" in reasons
    assert "Velomar" in reasons.partition("only this story has")[2].partition("only the other has")[0]
    assert "Hearthline" in reasons.partition("only the other has")[2]


def test_the_same_text_is_said_to_be_one(pool: tuple[Article, ...], make_article: Make) -> None:
    copy = make_article("Mirror", "Satellites up", *LAUNCH, minutes=300)
    (launch, _) = told((*pool, copy))
    reasons = launch.articles[-1].joined_on.reasons
    assert reasons[0] == "one text: 100% of the shorter one stands in the other"


def test_an_outlets_own_update_is_said_to_be_the_same_text(pool: tuple[Article, ...], make_article: Make) -> None:
    again = (
        LAUNCH[0],
        "Workers in Port Ellery, who built the parts, had doubted for months that it would fly before winter.",
        "Nothing fell into the sea, and the fishing boats of Tolbury went back to work with their nets before noon.",
    )
    update = make_article("Echo", "Satellites answer", *again, minutes=300)
    other = update.model_copy(update={"outlet": "Mirror"})
    for late, is_one in ((update, True), (other, False)):
        (launch, _) = told((*pool, late))
        (reasons,) = (one.joined_on.reasons for one in launch.articles if one.article == late.id and one.joined_on)
        assert reasons[0].startswith("one text: ") == is_one


def test_a_story_with_nothing_near_has_nothing_left_out(make_article: Make) -> None:
    (alone,) = told((make_article("Echo", "Corvane 4 lifts off", *LAUNCH),))
    assert alone.left_out is None
    assert alone.changes == ()


def test_two_stories_that_became_one_are_told(pool: tuple[Article, ...]) -> None:
    told_as = {pool[0].id: "sone", pool[1].id: "stwo"}
    stories = stories_of(grouped(pool), told_as=told_as)
    (change,) = changes(stories, told_as, pool)
    assert change.stories == ("sone",)
    assert change.sentence == (
        f"2 earlier stories are one now, sone: “{pool[0].headline}” (sone) and “{pool[1].headline}” (stwo)"
    )


def test_a_story_that_became_two_is_told_with_both(pool: tuple[Article, ...]) -> None:
    told_as = {article.id: "sboth" for article in pool}
    found = grouped(pool)
    stories = stories_of(found, told_as=told_as)
    (change,) = changes(stories, told_as, pool)
    assert set(change.stories) == {story.id for story in stories}
    assert change.sentence.startswith("The earlier story sboth is 2 stories now: ")
    assert all(change.sentence in explain(story, stories, found, told_as).changes for story in stories)


def test_stories_that_only_grew_changed_nothing(pool: tuple[Article, ...]) -> None:
    told_as = {pool[0].id: "sone"}
    assert changes(stories_of(grouped(pool), told_as=told_as), told_as, pool) == ()


def test_headline_and_numbers_are_those_of_the_digest(
    gold: Mapping[int, Mapping[str, Story]],
    drafts: Mapping[tuple[int, str], Digest],
    nights: Mapping[int, tuple[Article, ...]],
) -> None:
    found = grouped(nights[1])
    stories = tuple(gold[1].values())
    for event, story in gold[1].items():
        digest = drafts[1, event]
        explained = explain(story, stories, found, {}, digest)
        assert explained.headline == digest.headline
        numbers = {member.article: member.source for member in explained.articles if member.source}
        assert numbers == {source.article: source.number for source in digest.sources}
