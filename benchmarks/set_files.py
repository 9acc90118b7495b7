"""How the files of sets are read: gzipped JSON lines, DIR/KIND/NAME.jsonl.gz."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_ENDING = ".jsonl.gz"


def named_sets(folder: Path, kind: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The name and the lines of each set of that kind, in order."""
    for path in sorted((folder / kind).glob(f"*{_ENDING}")):
        yield set_name(path), list(lines_of(path))


def set_name(path: Path) -> str:
    """The name of the set in that file."""
    return path.name.removesuffix(_ENDING)


def moment(date: str) -> datetime | None:
    """The date of a line, which is ISO or empty; in UTC where it names no zone."""
    found = datetime.fromisoformat(date) if date else None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
