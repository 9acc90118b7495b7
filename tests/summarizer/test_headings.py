"""Headings: what a section is about, and who speaks in it."""

from collections.abc import Callable

from summarizer.candidates import Candidate
from summarizer.headings import subject, those_who_speak

Voices = Callable[..., list[tuple[Candidate, ...]]]

PIER = (
    "The harbour council of Tolbury voted to rebuild the northern pier.",
    "Storms had damaged the northern pier in the spring of that year.",
    "The fish market opens in May, two weeks late.",
)


def test_the_phrase_that_most_statements_have(voices_of: Voices) -> None:
    first, second, market = voices_of(PIER)[0]
    assert subject([first, second], [market], set(), {}) == ["northern pier"]


def test_a_second_phrase_where_the_first_is_of_few(voices_of: Voices) -> None:
    _, second, market = voices_of(PIER)[0]
    assert subject([second, market], [], set(), {}) == ["northern pier", "fish market"]


def test_a_heading_is_not_used_twice(voices_of: Voices) -> None:
    first, second, _ = voices_of(PIER)[0]
    assert subject([first, second], [], {"northern pier"}, {}) != ["northern pier"]


def test_among_equals_what_the_story_is_about(voices_of: Voices) -> None:
    _, _, market = voices_of(PIER)[0]
    weeks = voices_of("The fish market and the harbour school open in May.")[0]
    assert subject(weeks, [market], set(), {"harbour": 1.0, "school": 1.0}) == ["harbour school"]


def test_nothing_named_gives_no_heading(voices_of: Voices) -> None:
    (one,) = voices_of("Nobody was hurt, and nothing else was lost on Monday.")[0]
    assert subject([one], [], set(), {}) == []


def test_speakers_come_by_how_much_they_say(voices_of: Voices) -> None:
    body = voices_of(
        [
            "Ida Rell said that the pier was lost.",
            "Otis Wray said that the council had been warned of it in every winter since the last great storm.",
            "A fisherman said that he had known it.",
        ]
    )[0]
    assert those_who_speak(body) == ["Otis Wray", "Ida Rell"]


def test_what_few_statements_have_is_no_subject(voices_of: Voices) -> None:
    (body,) = voices_of(
        [
            "The fish market opens in May, two weeks late.",
            "Nobody was hurt in the storm of that night.",
            "Two men were asked to come on Monday.",
            "Everybody had to leave before the evening.",
        ]
    )
    assert subject(body, [], set(), {}) == []


def test_a_name_with_an_and_is_one(voices_of: Voices) -> None:
    (body,) = voices_of(["The Ministry of Food and Farming closed it on Monday, and nobody was told."])
    found = subject(body, [], set(), {})
    assert found == ["Ministry of Food and Farming"]
    assert subject(body, [], set(found), {}) == []
