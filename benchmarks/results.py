"""How every benchmark prints what it found."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table


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


def show(benchmark: str, rows: Sequence[Row], *, as_json: bool) -> None:
    """Prints the rows as one JSON object, or as a table."""
    if as_json:
        print(json.dumps({"benchmark": benchmark, "rows": [row._asdict() for row in rows]}))
        return
    table = Table(*Row._fields, title=benchmark, title_justify="left")
    for row in rows:
        table.add_row(row.set, row.system, row.measure, f"{row.value:,.3f}", str(row.n))
    Console().print(table)
