"""Voices: copies of one text are one voice, reports of one's own are not."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from extractors.articles import Article
from summarizer.stories import Story
from summarizer.voices import shingles, voices

WIRE = (
    "A freight train carrying grain came off the rails near Tolbury early on Monday and blocked the coastal line.",
    "Nobody was hurt, the railway company said, and cranes were on their way from the depot at Harrow.",
    "Eleven of the twenty wagons lay on their side, and grain covered the platform of the disused station.",
    "Passengers between Tolbury and Port Ellery will have to take buses until the middle of the week.",
)
OWN = (
    "The 05:14 grain train jumped the track at Tolbury Bend before sunrise, tearing up two hundred metres of rail.",
    "Signalman Otis Wray heard it from his kitchen, half a mile away, and ran out in his slippers.",
    "Line closures may last until Wednesday, according to the operator, which has hired every coach in the county.",
    "It is the third derailment on the bend in six years.",
)
Make = Callable[..., Article]


def spoken(articles: Sequence[Article]) -> list[tuple[str, ...]]:
    """The outlets of each voice."""
    outlet = {article.id: article.outlet for article in articles}
    return [tuple(outlet[article] for article in voice.articles) for voice in voices(articles)]


@pytest.mark.parametrize("night", [1, 2])
def test_the_newsrooms_wire_copies_are_one_voice(
    night: int,
    gold: Mapping[int, Mapping[str, Story]],
    nights: Mapping[int, tuple[Article, ...]],
    agency_copies: frozenset[str],
) -> None:
    articles = {article.id: article for out in nights.values() for article in out}
    for story in gold[night].values():
        copies = set(story.articles) & agency_copies
        own = {frozenset([article]) for article in story.articles if article not in copies}
        found = {frozenset(voice.articles) for voice in voices([articles[id] for id in story.articles])}
        assert found == own | ({frozenset(copies)} if copies else set())


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE[:2],
        (*WIRE, "The Tolbury Echo is collecting for the families of the railway workers at its office on Mole Street."),
        ("TOLBURY (Union Dispatch) — " + WIRE[0], *WIRE[1:]),
        tuple(line.replace("’", "'").replace("early on Monday", "on Monday morning") for line in WIRE),
    ],
    ids=["whole", "trimmed", "with a paragraph added", "with a dateline", "lightly edited"],
)
def test_a_copy_is_no_voice_of_its_own(copy: tuple[str, ...], make_article: Make) -> None:
    wire, other = make_article("Dispatch", "Train", *WIRE), make_article("Echo", "Grain", *copy, minutes=5)
    own = make_article("Gazette", "Rails", *OWN, minutes=9)
    assert spoken([own, other, wire]) == [("Dispatch", "Echo"), ("Gazette",)]


def test_copies_of_copies_are_one_voice(make_article: Make) -> None:
    first = make_article("Echo", "One", *WIRE[:2])
    second = make_article("Gazette", "Two", *WIRE[2:], minutes=1)
    whole = make_article("Dispatch", "Three", *WIRE, minutes=2)
    assert spoken([first, second]) == [("Echo",), ("Gazette",)]
    assert spoken([first, second, whole]) == [("Echo", "Gazette", "Dispatch")]


def test_an_outlets_own_update_is_no_second_voice(make_article: Make) -> None:
    first = make_article("Echo", "Train", *WIRE[:2])
    grown = make_article("Echo", "Train: what we know", WIRE[0], *OWN, *WIRE[2:], minutes=90)
    assert spoken([first, grown]) == [("Echo", "Echo")]


def test_what_one_outlet_rewrote_around_is_no_second_voice(make_article: Make) -> None:
    first = make_article("Echo", "Train", *WIRE)
    other = make_article("Gazette", "Train", *WIRE[:2], *OWN, OWN[0].upper(), OWN[2].title(), minutes=90)
    own = other.model_copy(update={"outlet": "Echo"})
    share = len(shingles(first.text) & shingles(other.text)) / len(shingles(first.text))
    assert 0.3 < share < 0.5
    assert spoken([first, other]) == [("Echo",), ("Gazette",)]
    assert spoken([first, own]) == [("Echo", "Echo")]


def test_a_page_that_was_written_anew_is_one_voice(make_article: Make) -> None:
    first = make_article("Echo", "Train", *WIRE)
    anew = make_article("Echo", "Train", *OWN, minutes=90, url=first.url)
    assert spoken([first, anew]) == [("Echo", "Echo")]


def test_any_number_of_copies_is_one_voice(make_article: Make) -> None:
    page = "Page {} of this paper has more."
    copies = [
        make_article(f"Outlet {number}", "Train", *WIRE, *[page.format(number)][: number % 2], minutes=number)
        for number in range(3_000)
    ]
    own = make_article("Gazette", "Rails", *OWN, minutes=4_000)
    assert [len(voice.articles) for voice in voices([*copies, own])] == [3_000, 1]


def test_a_preview_makes_no_copy_of_a_report_that_quotes_the_same_man(make_article: Make) -> None:
    words = "“We have never in forty years seen wagons thrown so far from the rails,” said Otis Wray."
    preview = make_article("Echo", "Train", WIRE[0], preview=True)
    whole = make_article("Post", "Train", *WIRE, words, minutes=1)
    report = make_article("Gazette", "Rails", *OWN, words, minutes=2)
    assert spoken([preview, whole, report]) == [("Post", "Echo"), ("Gazette",)]


def test_the_order_of_articles_does_not_matter(make_article: Make) -> None:
    articles = [
        make_article("Echo", "One", *WIRE[:2]),
        make_article("Gazette", "Two", *WIRE[2:], minutes=1),
        make_article("Dispatch", "Three", *WIRE, minutes=2),
        make_article("Star", "Four", *OWN, minutes=3),
    ]
    assert voices(articles) == voices(articles[::-1])


def test_a_shared_quotation_makes_no_copy(make_article: Make) -> None:
    words = "“We have never in forty years seen wagons thrown so far from the rails,” said Otis Wray."
    one = make_article("Echo", "One", *WIRE, words)
    other = make_article("Gazette", "Two", *OWN, words, minutes=1)
    assert spoken([one, other]) == [("Echo",), ("Gazette",)]


def test_the_earliest_text_is_the_face(make_article: Make) -> None:
    early, late = make_article("Echo", "One", *WIRE, minutes=3), make_article("Post", "Two", *WIRE, minutes=7)
    assert spoken([late, early]) == [("Echo", "Post")]


def test_a_preview_is_the_face_only_of_previews(make_article: Make) -> None:
    preview = make_article("Echo", "One", *WIRE[:2], preview=True)
    whole = make_article("Post", "Two", *WIRE, minutes=7)
    later = make_article("Star", "Three", *WIRE, minutes=8)
    assert spoken([preview, later, whole]) == [("Post", "Star", "Echo")]
    assert spoken([preview]) == [("Echo",)]


def test_no_articles_have_no_voice() -> None:
    assert voices([]) == ()


@pytest.mark.parametrize(("text", "count"), [("", 1), ("a b c", 1), ("a b c d e", 1), ("a b c d e f", 2)])
def test_shingles_are_five_words_long(text: str, count: int) -> None:
    assert len(shingles(text)) == count
