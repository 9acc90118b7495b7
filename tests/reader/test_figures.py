import csv
from io import StringIO

import pytest

from reader.addresses import PublicLinks
from reader.figures import COLUMNS, figures_csv

LINK = PublicLinks("https://desk.example")


def rows(*digests):
    return list(csv.DictReader(StringIO(figures_csv(digests, LINK).decode(), newline=""), strict=True))


def test_a_row_says_what_a_figure_is_of_and_who_says_so(hiring):
    first = rows(hiring)[0]
    assert first == {
        "date": "2026-11-22",
        "category": "business",
        "digest": hiring.headline,
        "figure": "over 329%",
        "value": "",
        "to": "",
        "unit": "",
        "measures": "openings for electricians with data-center experience",
        "period": "in a year",
        "attribution": "Tallyhand",
        "statement": "Openings for electricians with data-center experience were up over 329%.",
        "outlets": "The Morning Ledger; Harbor Wire; Westport Courier",
        "sources": "; ".join(hiring.sources[number].url for number in (0, 2, 3)),
        "url": f"https://desk.example/editions/2026-11-22/{hiring.slug}",
    }


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        (329.0, 329.0, "percent", ("329", "329", "percent")),
        (-4.5, -4.5, "percentage_points", ("-4.5", "-4.5", "percentage_points")),
        (2.1e9, 2.1e9, "USD", ("2100000000", "2100000000", "USD")),
        (8.0, 10.0, "percent", ("8", "10", "percent")),
    ],
)
def test_values_are_numbers(hiring, low, high, unit, shown):
    figure = hiring.key_figures[0].model_copy(update={"low": low, "high": high, "unit": unit})
    row = rows(hiring.model_copy(update={"key_figures": (figure,)}))[0]
    assert (row["value"], row["to"], row["unit"]) == shown


def test_lines_end_as_the_standard_says_and_hold_all_cells(hiring, ferry):
    written = figures_csv((hiring, ferry), LINK)
    lines = written.split(b"\r\n")
    assert lines[0].decode() == ",".join(COLUMNS)
    assert lines[-1] == b""
    assert len(lines) == 2 + len(hiring.key_figures)
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "＋", "－", "＠"])
def test_no_text_from_outside_is_a_formula(hiring, rewritten, start):
    for row in rows(rewritten(hiring, f"{start}HYPERLINK(0)")):
        for cell in row.values():
            assert cell[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
        assert row["figure"].startswith("'")
