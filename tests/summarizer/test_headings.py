"""Headings: what a section is about, and who speaks in it."""

from collections.abc import Callable

import pytest

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


def test_two_phrases_that_most_statements_have_together(voices_of: Voices) -> None:
    market = "Traders hope that the fish market opens again before the winter."
    body = voices_of((*PIER, market, "Nobody was hurt in any of it, and all boats are safe."))[0]
    assert sorted(subject(body, [], set(), {})) == ["fish market", "northern pier"]


@pytest.mark.parametrize("at", [[0], [1, 2], [0, 1]])
def test_what_one_statement_names_is_no_subject(voices_of: Voices, at: list[int]) -> None:
    body = voices_of(
        [
            "The Harbour Company sold the easy read of the summer to a book club in Tolbury.",
            "Quay Books, a shop that was never large, had printed eight hundred copies.",
            "Two ferries were named after the captain of the rescue boat.",
        ]
    )[0]
    assert subject([body[place] for place in at], [], set(), {}) == []


def test_what_the_other_sections_name_as_well_is_no_subject(voices_of: Voices) -> None:
    first, second, market = voices_of(PIER)[0]
    third = voices_of("Nobody was on the northern pier when the storm began.")[0][0]
    assert subject([first, second], [third, third], set(), {}) == []
    assert subject([first, second], [market, market], set(), {}) == ["northern pier"]


@pytest.mark.parametrize(
    "text",
    [
        "The annual shareholders' meeting of the firm is on Monday.",
        "Its overseas income falls under the 15.5 percent rate of the law.",
        "Nobody had asked the New York bank about any of it.",
    ],
)
def test_a_piece_of_a_longer_phrase_is_no_subject(voices_of: Voices, text: str) -> None:
    body = voices_of(text, text)
    found = subject([one for own in body for one in own], [], set(), {})
    assert not {"annual shareholders", "percent rate", "York bank"} & set(found)


def test_a_heading_is_not_used_twice(voices_of: Voices) -> None:
    first, second, _ = voices_of(PIER)[0]
    assert subject([first, second], [], {"northern pier"}, {}) != ["northern pier"]


def test_among_equals_what_the_story_is_about(voices_of: Voices) -> None:
    market = "The fish market and the harbour school open in May."
    body = [one for own in voices_of(market, market) for one in own]
    assert subject(body, [], set(), {"harbour": 1.0, "school": 1.0}) == ["harbour school"]


def test_nothing_named_gives_no_heading(voices_of: Voices) -> None:
    (one,) = voices_of("Nobody was hurt, and nothing else was lost on Monday.")[0]
    assert subject([one, one], [], set(), {}) == []


def test_speakers_come_by_how_much_they_say(voices_of: Voices) -> None:
    body = voices_of(
        [
            "Ida Rell said that the pier was lost.",
            "Otis Wray said that the council had been warned of it in every winter since the last great storm.",
            "A fisherman said that he had known it.",
        ]
    )[0]
    assert those_who_speak(body) == ["Otis Wray", "Ida Rell"]
    assert those_who_speak(body[::2]) == []


def test_who_passes_on_what_somebody_says_is_not_heard(voices_of: Voices) -> None:
    body = voices_of(["Reuters reported that the pier was lost.", "Reuters reported that two men were missing."])[0]
    assert those_who_speak(body) == []


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
    told = "The Ministry of Food and Farming closed it on Monday, and nobody was told."
    body = [one for own in voices_of(told, told) for one in own]
    found = subject(body, [], set(), {})
    assert found == ["Ministry of Food and Farming"]
    assert subject(body, [], set(found), {}) == []
