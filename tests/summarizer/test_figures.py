"""Figures: when two agree, when they are the same, what they count."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readings import Percentage, Quantity
from summarizer.candidates import Candidate, Figure
from summarizer.figures import agree, counts_people, equal_figure, fate, is_part, printed, scope, value_of

Voices = Callable[..., list[tuple[Candidate, ...]]]

HEDGES = [
    "about",
    "around",
    "nearly",
    "almost",
    "some",
    "over",
    "more than",
    "at least",
    "up to",
    "fewer than",
    "under",
]


def percent(low: float, hedge: str | None = None, high: float | None = None) -> Percentage:
    return Percentage(start=0, end=1, low=low, high=low if high is None else high, hedge=hedge)


def count(low: float, hedge: str | None = None) -> Quantity:
    return Quantity(start=0, end=1, low=low, high=low, kind="count", unit="people", hedge=hedge)


def money(low: float) -> Quantity:
    return Quantity(start=0, end=1, low=low, high=low, kind="money", unit="USD")


FIGURES = st.builds(
    lambda low, more, hedge, of: of(low, hedge) if more is None else percent(low, hedge, low + more),
    st.one_of(st.integers(0, 10_000_000), st.floats(0, 1e9).map(lambda value: round(value, 2))),
    st.one_of(st.none(), st.floats(0, 100).map(lambda value: round(value, 1))),
    st.sampled_from([None, *HEDGES]),
    st.sampled_from([percent, count]),
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (percent(329, "over"), percent(329, "about"), True),
        (percent(329, "over"), percent(329), True),
        (percent(12), percent(14), False),
        (percent(12, "about"), percent(14, "about"), False),
        (percent(3.25), percent(3.3), True),
        (percent(3.25), percent(3.2), True),
        (percent(3.25), percent(3.4), False),
        (percent(8, high=10), percent(9), True),
        (percent(8, high=10), percent(11), False),
        (count(31), count(34), False),
        (count(12), count(14), False),
        (count(31), count(31), True),
        (count(50, "over"), count(51), True),
        (count(50, "over"), count(60), False),
        (count(5, "at least"), count(7), False),
        (count(16, "at least"), count(19, "at least"), False),
        (count(100, "up to"), count(98), True),
        (count(100, "up to"), count(120), False),
        (count(1_000_000), count(1_020_000), True),
        (count(1_000_000), count(1_600_000), False),
        (count(112_000), count(120_000), False),
        (count(900_000), count(920_000), True),
        (money(2.1e9), money(2.13e9), True),
        (money(2.1e9), money(2.4e9), False),
    ],
)
def test_hedges_and_rounding_are_allowed_for(one: Figure, other: Figure, expected: bool) -> None:
    assert agree(one, other) is expected
    assert agree(other, one) is expected


@given(FIGURES, FIGURES)
def test_agreement_is_mutual(one: Figure, other: Figure) -> None:
    assert agree(one, other) == agree(other, one)


@given(FIGURES, st.sampled_from([None, *HEDGES]))
def test_a_figure_agrees_with_itself_under_any_hedge(figure: Figure, hedge: str | None) -> None:
    assert agree(figure, figure.model_copy(update={"hedge": hedge}))


@given(st.integers(1, 999), st.integers(1, 999))
def test_small_whole_counts_agree_only_with_themselves(one: int, other: int) -> None:
    assert agree(count(one), count(other)) == (one == other)


def only(voices: list[tuple[Candidate, ...]]) -> tuple[Figure, Candidate]:
    """The only figure of the only sentence."""
    ((candidate,),) = voices
    (figure,) = candidate.figures
    return figure, candidate


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The budget of Tolbury grew by over 329% in May.", "over 329%"),
        ("The town of Tolbury spent $2.1 billion in May.", "$2.1 billion"),
        ("The town of Tolbury spent nearly $2.1 billion in May.", "nearly $2.1 billion"),
        ("Prices in Tolbury rose by 8 to 10% in May.", "8 to 10%"),
    ],
)
def test_a_figure_is_printed_hedge_first(sentence: str, expected: str, voices_of: Voices) -> None:
    figure, candidate = only(voices_of(sentence))
    assert printed(figure, candidate.read.article.text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The collapse in Tolbury killed 12 people on Monday.", "dead"),
        ("12 people died in Tolbury on Monday.", "dead"),
        ("The collapse in Tolbury injured 12 people on Monday.", "injured"),
        ("The hospital of Tolbury treated 12 people on Monday.", "injured"),
        ("Police in Tolbury detained 12 people on Monday.", "held"),
        ("Boats from Tolbury rescued 12 people on Monday.", "rescued"),
        ("12 people are missing in Tolbury.", "missing"),
        ("12 people visited Tolbury on Monday.", None),
        ("Some 212,000 people live on the islands of Tolbury.", None),
        ("The collapse in Tolbury destroyed 12 houses on Monday.", None),
    ],
)
def test_what_became_of_people_is_read_from_the_words_beside(
    sentence: str, expected: str | None, voices_of: Voices
) -> None:
    found = fate(*only(voices_of(sentence)))
    assert (found.kind if found else None) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("31 passengers reached Tolbury.", True),
        ("31 children reached Tolbury.", True),
        ("31 boats reached Tolbury.", False),
        ("About 31% of boats reached Tolbury.", False),
    ],
)
def test_people_are_told_from_things(sentence: str, expected: bool, voices_of: Voices) -> None:
    assert counts_people(only(voices_of(sentence))[0]) is expected


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The blast in Tolbury injured 31 people, including 3 children.", [False, True]),
        ("The blast in Tolbury injured 31 people, among them 3 children.", [False, True]),
        ("The blast in Tolbury injured another 12 people.", [True]),
        ("The blast in Tolbury injured 12 more people.", [True]),
        ("The blast in Tolbury injured a further 12 people.", [True]),
        ("The blast in Tolbury injured 31 people.", [False]),
    ],
)
def test_parts_and_additions_are_told_from_the_whole(sentence: str, parts: list[bool], voices_of: Voices) -> None:
    ((candidate,),) = voices_of(sentence)
    assert [is_part(figure, candidate) for figure in candidate.figures] == parts


def test_the_same_number_of_another_unit_is_another_value(voices_of: Voices) -> None:
    sentences = [
        "Tolbury rose 5%.",
        "Tolbury rose 5 percentage points.",
        "Tolbury got $5.",
        "Tolbury got €5.",
        "Tolbury saw 5 boats.",
    ]
    values = {value_of(only(voices_of(sentence))[0]) for sentence in sentences}
    assert len(values) == len(sentences)


def test_the_hedge_is_no_part_of_the_value(voices_of: Voices) -> None:
    one, other = (only(voices_of(f"Tolbury spent {hedge} $5 million."))[0] for hedge in ("over", "about"))
    assert value_of(one) == value_of(other)


def test_the_scope_is_what_is_measured(voices_of: Voices) -> None:
    figure, candidate = only(voices_of("Sales of heat pumps rose by over 329% in Tolbury."))
    assert {"sale", "heat", "pump"} <= scope(figure, candidate)
    figure, candidate = only(voices_of("The new bridge of Tolbury will cost $2.1 billion."))
    assert {"bridg", "cost"} <= scope(figure, candidate)


@pytest.mark.parametrize("figure", ["1,400 boats", "31 boats", "$2.1 billion", "$24.90"])
def test_the_number_itself_is_no_part_of_the_scope(figure: str, voices_of: Voices) -> None:
    counted = scope(*only(voices_of(f"The harbour of Tolbury has {figure} for the fishing fleet.")))
    assert not [term for term in counted if term[0].isdigit()]


@pytest.mark.parametrize(
    ("sentence", "other", "found"),
    [
        ("The price of heat pumps in Tolbury rose by over 40%.", "Heat pumps cost about 40% more in Tolbury.", True),
        ("The price of heat pumps in Tolbury rose by over 40%.", "Heat pumps cost about 41% more in Tolbury.", False),
        ("The price of heat pumps in Tolbury rose by over 40%.", "Rain fell on 40% of days.", False),
        (
            "The National Bank of Corvane cut its main rate by 0.25 percentage points.",
            "Castleton Bank now asks homeowners for a quarter of a percentage point less.",
            False,
        ),
        (
            "In the drought of 2022 the Quill shrank to a fifth of its usual flow.",
            "The treaty leaves at least 20 per cent of the flow to the river itself.",
            False,
        ),
    ],
    ids=["same", "another value", "another thing", "another bank", "another share of the flow"],
)
def test_figures_are_the_same_of_the_same_thing_only(sentence: str, other: str, found: bool, voices_of: Voices) -> None:
    (one,), (rival,) = voices_of(sentence, other)
    assert (equal_figure(one.figures[0], one, rival.figures, rival) is not None) is found
