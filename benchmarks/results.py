"""How every benchmark reads its arguments, counts matches and prints what it found."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

Spans = list[tuple[int, int]]
"""Start and end offsets in one text, in order."""


class Row(NamedTuple):
    """One measured value."""

    set: str
    """What was measured on."""
    system: str
    """`nightdesk`, or the peer's package name."""
    measure: str
    value: float
    n: int
    """How many items the value stands on."""


class Arguments(NamedTuple):
    """The arguments that benchmarks over a folder of data share."""

    folder: Path
    json: bool
    fast: bool = False


class Scores(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def arguments(description: str | None, *, slow: str = "") -> Arguments:
    """The command's arguments; ends the program with one sentence where the folder does not exist.

    Args:
        slow: what `--fast` leaves out; the benchmark has no such option where this is empty.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with the sets")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    if slow:
        parser.add_argument("--fast", action="store_true", help=f"leave out {slow}")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}: name the one that holds the sets")
    return Arguments(options.folder, options.json, slow != "" and options.fast)


def scores(gold: Sequence[Spans], found: Sequence[Spans], *, overlap: bool = False) -> Scores:
    """How well the spans found in each text agree with the gold's: exactly, or by one shared character at least, each
    span matched once."""
    matched = sum(map(_overlapping if overlap else _equal, gold, found))
    wanted, given = sum(map(len, gold)), sum(map(len, found))
    precision = matched / given if given else 0.0
    recall = matched / wanted if wanted else 0.0
    return Scores(precision, recall, 2 * matched / (wanted + given) if wanted + given else 0.0)


def _equal(gold: Spans, found: Spans) -> int:
    return len(set(gold) & set(found))


def _overlapping(gold: Spans, found: Spans) -> int:
    """The most pairs that overlap: both lists are in order, so the pair that ends first can be taken."""
    count = first = second = 0
    while first < len(gold) and second < len(found):
        one, other = gold[first], found[second]
        if one[0] < other[1] and other[0] < one[1]:
            count, first, second = count + 1, first + 1, second + 1
        elif one[1] <= other[1]:
            first += 1
        else:
            second += 1
    return count


def show(benchmark: str, rows: Sequence[Row], *, as_json: bool) -> None:
    """Prints the rows as one JSON object, or as a table."""
    if as_json:
        print(json.dumps({"benchmark": benchmark, "rows": [row._asdict() for row in rows]}))
        return
    table = Table(*Row._fields, title=benchmark, title_justify="left")
    for row in rows:
        table.add_row(row.set, row.system, row.measure, f"{row.value:,.3f}", str(row.n))
    Console().print(table)
