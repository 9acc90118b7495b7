"""Sections: everything under some heading once, the headings in the order of the telling."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.candidates import Candidate, candidates
from summarizer.sections import sections
from summarizer.stories import ReadArticle

ORDER = ["What happened", "The particulars", "The figures", "What", "Background", "What comes next"]
FERRY = (
    "A fire broke out aboard the ferry Lady Maren on Monday.",
    "Two tugs towed the ferry to Tolbury.",
    "Police said the fire began on the car deck.",
    "The mayor said that Tolbury was grateful to the crew.",
    "Of the passengers, 64% were from Tolbury.",
    "Repairs of the ferry cost $4 million.",
    "Tamber Line was founded in 1994 by a merchant from Tolbury.",
    "Tamber Line had already lost a boat to fire in 2011.",
    "Ferries will sail again on Monday from Tolbury.",
)


@pytest.fixture
def ferry(voices_of: Callable[..., list[tuple[Candidate, ...]]]) -> tuple[Candidate, ...]:
    return voices_of(FERRY)[0]


def told(body: list[Candidate]) -> list[tuple[str, list[int]]]:
    """Each heading with the positions of its statements."""
    made = sections(body, {}, {})
    return [(heading, sorted(one.position for paragraph in own for one in paragraph)) for heading, own in made]


def kind(heading: str) -> str:
    """Which part of the telling a heading opens."""
    label = heading.split(":")[0]
    return label if label in ORDER else label.split()[0]


def test_each_kind_of_statement_has_its_heading(ferry: tuple[Candidate, ...]) -> None:
    assert told(list(ferry)) == [
        ("What happened", [0, 1]),
        ("The figures", [4, 5]),
        ("What is being said", [2, 3]),
        ("Background: Tamber Line", [6, 7]),
        ("What comes next", [8]),
    ]


def test_a_lonely_statement_goes_back_to_what_happened(ferry: tuple[Candidate, ...]) -> None:
    body = [one for one in ferry if one.position not in (5, 3, 7)]
    assert [positions for _, positions in told(body)] == [[0, 1, 2, 4, 6], [8]]


def test_a_short_body_has_one_heading(ferry: tuple[Candidate, ...]) -> None:
    assert [positions for _, positions in told(list(ferry[5:]))] == [[5, 6, 7, 8]]
    assert sections([], {}, {}) == ()


def test_what_several_voices_say_comes_first(voices_of: Callable[..., list[tuple[Candidate, ...]]]) -> None:
    (body,) = voices_of(FERRY[:2])
    (((first, second),),) = (paragraphs for _, paragraphs in sections(body, {body[1]: 0.8}, {}))
    assert (first, second) == (body[1], body[0])


def test_nothing_is_lost_and_nothing_told_twice(reads: Mapping[str, ReadArticle]) -> None:
    pool = [one for read in reads.values() for one in candidates(read)]

    @given(st.lists(st.integers(0, len(pool) - 1), unique=True, max_size=25))
    @settings(max_examples=50)
    def whole(chosen: list[int]) -> None:
        body = [pool[i] for i in chosen]
        made = sections(body, {}, {})
        kinds = [kind(heading) for heading, _ in made]
        assert kinds == sorted(set(kinds), key=ORDER.index)
        out = [one for _, own in made for paragraph in own for one in paragraph]
        assert sorted(map(id, out)) == sorted(map(id, body))
        assert all(1 <= len(paragraph) <= 3 for _, own in made for paragraph in own)
        assert sections(body[::-1], {}, {}) == made

    whole()
