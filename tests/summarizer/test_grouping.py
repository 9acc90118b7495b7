"""Grouping: every story is one event, and every event one story."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.articles import Article
from summarizer.grouping import group, one_story
from summarizer.pools import Kept
from summarizer.stories import Story
from summarizer.terms import terms

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


def test_an_event_with_nothing_else_around_stays_together(nights: Nights, events: Events) -> None:
    for event in set(events.values()):
        articles = [article for article in (*nights[1], *nights[2]) if events[article.id] == event]
        assert len(group(articles)) == 1, event


def test_what_earlier_days_had_in_common_joins_nothing(make_article: Callable[..., Article]) -> None:
    line = "Sign up for the Ellery Courant's morning letter, chosen by Petra Vossler, at Lantern House, Mole Street 14."
    one = make_article("Courant", "Storm closes Tolbury harbour", "Waves broke over the Tolbury mole at night.", line)
    two = make_article(
        "Courant", "Choir names a conductor", "Ida Rell will conduct the Aldmere choir.", line, minutes=9
    )
    kept = Kept(900, dict.fromkeys(terms(line), 850))
    assert len(group([one, two], kept=kept)) == 2


def test_a_paraphrased_headline_is_no_other_event(make_article: Callable[..., Article]) -> None:
    one = make_article(
        "Echo",
        "Corvane 4 takes eleven satellites up from Tolbury",
        "The freight rocket Corvane 4 lifted off from the Tolbury range at 09:40 with satellites for Tamber Line.",
        "Ida Rell, who runs the range, said that all eleven answered within the hour.",
    )
    other = make_article(
        "Post",
        "Perfect countdown puts communications fleet in orbit",
        "Tamber Line has a fleet overhead: its eleven satellites rode to orbit on the rocket Corvane 4 on Thursday.",
        "Ida Rell spoke of a perfect countdown at the Tolbury range, which sent the rocket up at 09:40.",
        minutes=50,
    )
    assert len(group([one, other])) == 1


def test_two_events_with_the_same_names_are_two(make_article: Callable[..., Article]) -> None:
    fraud = [
        make_article(
            "Echo",
            "Ferry boss Otis Wray jailed for forged tickets",
            "Otis Wray, the former head of Tamber Line, was sent to prison for three years by a court in Harrow.",
            "He had 61,000 tickets printed a second time and kept the cash, Judge Mira Hale found.",
            "A conductor noticed in 2019 that two passengers held one number.",
            "The printer, Pavel Roake, confessed in the first week and got a suspended sentence.",
            "Passengers who bought the copies on the night crossings will not get their money back.",
            minutes=-30_000,
        ),
        make_article(
            "Post",
            "Three years for Wray over second set of tickets",
            "A Harrow court has given Otis Wray three years in prison for selling forged ferry tickets.",
            "Some 61,000 of them were printed while he ran Tamber Line, said Judge Mira Hale, and the cash is gone.",
            "Duplicate numbers on a crossing in 2019 gave the scheme away.",
            "Pavel Roake, who printed the tickets, was given a suspended sentence after his confession.",
            "Nobody who paid for a copy will see the money again.",
            minutes=-29_950,
        ),
    ]
    tax = [
        make_article(
            "Echo",
            "Wray and Tamber Line in court again, over harbour dues",
            "Tamber Line and its former head Otis Wray must pay Port Ellery 4.1 million crowns in harbour dues.",
            "The company declared its ships a metre shorter than they are, the regional tribunal ruled.",
            "Surveyor Lena Osk had measured the fleet from the quay in one winter night.",
            "Berths are charged by length, and the harbour wants the sum before the regatta in July.",
            "The company's lawyer, Judith Ansel, spoke of a mistake by a shipyard that has since closed.",
        ),
        make_article(
            "Post",
            "Ships that shrank: 4.1 million crowns due to Port Ellery",
            "For years Tamber Line told Port Ellery that its ships were a metre shorter, and paid less for berths.",
            "Now it owes 4.1 million crowns with former head Otis Wray, a tribunal said after surveyor Lena Osk took "
            "her tape to the quay.",
            "A shipyard that no longer exists got the length wrong, says the company's lawyer Judith Ansel.",
            "The harbour expects the money before its regatta in July.",
            minutes=60,
        ),
    ]
    assert of_stories(group([*fraud, *tax])) == {frozenset(article.id for article in event) for event in (fraud, tax)}


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
    @settings(max_examples=10)
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


# Big events

LAUNCH = "Corvane 4 takes eleven satellites up from Tolbury"
WIRE = (
    "The rocket Corvane 4 lifted off from the Tolbury range at 09:40 with eleven satellites for Tamber Line.",
    "Ida Rell, who runs the range, said that all eleven satellites answered within the hour.",
    "Tamber Line wants to sell telephone calls to ships from next spring.",
)
REPORT = (
    "Eleven satellites are in orbit after the rocket Corvane 4 rose from Tolbury at 09:40, its owner Tamber Line said.",
    "Range director Ida Rell spoke of a perfect countdown.",
    "Ships will be able to make calls through the satellites in spring.",
)
BRIEF = (
    "Tamber Line has eleven new satellites, which the rocket Corvane 4 carried up from the Tolbury range this morning.",
    "All of them have answered, according to Ida Rell of the range, and ships can telephone by spring.",
)


@pytest.fixture
def independent(make_article: Callable[..., Article]) -> list[Article]:
    return [
        make_article("Post", "Tolbury rocket puts Tamber Line's satellites in orbit", *REPORT, minutes=90),
        make_article("Star", "Ships can telephone by satellite after Tolbury launch", *BRIEF, minutes=240),
    ]


@pytest.mark.parametrize("count", [260, 600])
@pytest.mark.parametrize("edited", [False, True])
def test_copies_of_one_text_and_independent_reports_are_one_story(
    count: int, edited: bool, independent: Sequence[Article], make_article: Callable[..., Article]
) -> None:
    copies = [
        make_article(
            f"Outlet {number}", LAUNCH, *WIRE, *([f"Our own page {number}."] if edited else []), minutes=number
        )
        for number in range(count)
    ]
    (story,) = group([*copies, *independent])
    assert len(story.articles) == count + 2


def test_hundreds_of_different_reports_are_one_story_and_leave_other_events_alone(
    make_article: Callable[..., Article], apart: Sequence[Article]
) -> None:
    chance = Random(1)
    reports = [
        make_article(f"Outlet {number}", LAUNCH, *chance.sample((*WIRE, *REPORT, *BRIEF), 4), minutes=number)
        for number in range(700)
    ]
    stories = group([*reports, *apart])
    assert [len(story.articles) for story in stories] == [700, 2, 2]


def test_a_word_in_every_headline_joins_nothing(make_article: Callable[..., Article]) -> None:
    chance = Random(1)
    syllables = [
        "bar",
        "dek",
        "fim",
        "gor",
        "hul",
        "jas",
        "kep",
        "lim",
        "mon",
        "nur",
        "pel",
        "rav",
        "sot",
        "tud",
        "vex",
    ]
    texts = [" ".join("".join(chance.choices(syllables, k=4)) for _ in range(30)) for _ in range(300)]
    articles = [make_article("Echo", "Bulletin", text, minutes=number) for number, text in enumerate(texts)]
    assert len(group(articles)) == 300


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


def test_one_article_without_words_is_a_story(make_article: Callable[..., Article]) -> None:
    (story,) = group([make_article("Post", "", "…")])
    assert len(story.articles) == 1


def test_an_article_without_words_joins_no_story(
    apart: tuple[Article, ...], make_article: Callable[..., Article]
) -> None:
    empty = make_article("Mirror", "…", "— — —")
    assert frozenset([empty.id]) in of_stories(group([*apart, empty]))
