"""The verifier reads figures with value, unit and hedge, however they are written."""

from decimal import Decimal

import pytest

from summarizer.figures_in_text import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rose by over 329%", [("329", "percent", "over")]),
        ("about 5 per cent", [("5", "percent", "about")]),
        ("4.5 percentage points", [("4.5", "percentage points", "")]),
        ("25 basis points or so", [("25", "basis points", "or so")]),
        ("nearly 5 to 10 percent", [("5", "percent", "nearly"), ("10", "percent", "")]),
        ("more than $1.5 billion", [("1.5E9", "$", "more than")]),
        ("an estimated £3bn", [("3E9", "£", "an estimated")]),
        ("as many as 12,400 people", [("12400", "", "as many as")]),
        ("at least a dozen", [("12", "", "at least")]),
        ("two million", [("2E6", "", "")]),
        ("one hundred and five", [("105", "", "")]),
        ("twenty-five", [("25", "", "")]),
        ("three-quarters of them", [("0.75", "", "")]),
        ("2 ½ hours", [("2.5", "", "")]),
        ("on March 3, 2026", [("3", "date", ""), ("2026", "date", "")]),
        ("the 3rd attempt", [("3", "ordinal", "")]),
        ("more than doubled", [("2", "times", "more than")]),
        ("a five-fold rise", [("5", "times", "")]),
        ("fell -5%", [("-5", "percent", "")]),
        ("300+ seats", [("300", "", "+")]),
        ("no one, and one of them", []),
    ],
)
def test_figures_are_read(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(figure.value, figure.unit, figure.hedge) for figure in figures(text)]
    assert found == [(Decimal(value), unit, hedge) for value, unit, hedge in expected]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("329%", "330%", True),
        ("about 12.4 million", "12 million", True),
        ("12 dead", "14 dead", False),
        ("5%", "5 percentage points", False),
        ("0", "0", True),
        ("0", "3", False),
    ],
)
def test_rounded_figures_agree(one: str, other: str, agree: bool) -> None:
    assert figures(one)[0].rounds_to(figures(other)[0]) is agree
    assert figures(other)[0].rounds_to(figures(one)[0]) is agree
