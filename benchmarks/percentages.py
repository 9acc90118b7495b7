"""Percentages in news sentences that were labelled by hand, and in Recognizers-Text's own specification.

    python -m benchmarks.percentages DIR [--json]

The sentences are `benchmarks/percentages.jsonl`, in two halves. They were labelled by correcting what an earlier
version found, and what was missed in both was looked at while the rules were mended: this is a guard against getting
worse, not a measure of unseen news. `span_f1` compares exact spans, `span_f1_overlap` shared characters;
`value_accuracy` is the share of the gold's figures that overlap one with the same values and unit, `facts_accuracy`
also with the same direction. `seconds` is the time of the component, on sentences that spaCy has already split into
words, which the peer does not need.

DIR/percentages/recognizers_spec holds the specification. A case counts as passed (`cases_passed`) where values are
found in the right place and nothing else is; cases that are no figure ("a small percent") and forms that English news
does not use ("percent of 10") are left out. The peer is `recognizers-text-suite`, whose figures have no direction.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.tokens import Doc

from benchmarks.results import Row, arguments, scores, show
from extractors.percentages import find_percentages

SENTENCES = Path(__file__).with_suffix(".jsonl")
_SPECIFICATIONS = ("PercentModel", "PercentModelPercentMode")
_UNUSUAL = re.compile(r"^\s*per ?cents? of\b", re.IGNORECASE)


class Figure(NamedTuple):
    """One percentage."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    direction: str | None


Prepare = Callable[[str], Any]
Read = Callable[[Any], list[Figure]]


def sentences() -> Iterator[dict[str, Any]]:
    """The labelled sentences."""
    with SENTENCES.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def labelled(sentence: dict[str, Any]) -> list[Figure]:
    """The figures of a labelled sentence."""
    return [
        Figure(one["start"], one["end"], one["low"], one["high"], one["unit"], one.get("direction"))
        for one in sentence["percentages"]
    ]


def nightdesk() -> tuple[Prepare, Read]:
    """Our component on a blank pipeline."""
    nlp = spacy.blank("en")
    nlp.add_pipe("nightdesk_sentences")

    def read(doc: Doc) -> list[Figure]:
        found = find_percentages(doc)._.percentages
        return [Figure(one.start, one.end, one.low, one.high, one.unit, one.direction) for one in found]

    return nlp, read


def recognizers() -> tuple[Prepare, Read]:
    """The peer."""
    from recognizers_number import NumberRecognizer
    from recognizers_text import Culture

    model = NumberRecognizer(Culture.English).get_percentage_model()

    def read(text: str) -> list[Figure]:
        found = []
        for one in model.parse(text):
            value = (one.resolution or {}).get("value")
            if value is not None:
                number = float(value.rstrip("%"))
                found.append(Figure(one.start, one.end + 1, number, number, "percent", None))
        return found

    return str, read


def _overlapping(one: Figure, found: list[Figure]) -> list[Figure]:
    return [other for other in found if one.start < other.end and other.start < one.end]


def _same_value(one: Figure, other: Figure) -> bool:
    near = all(
        abs(mine - theirs) <= 0.005 * max(1.0, abs(mine))
        for mine, theirs in ((one.low, other.low), (one.high, other.high))
    )
    return near and one.unit == other.unit


def is_found(one: Figure, found: list[Figure]) -> bool:
    """Whether a figure with the same values, unit and direction stands there."""
    return any(_same_value(one, other) and one.direction == other.direction for other in _overlapping(one, found))


def _news(system: str, prepare: Prepare, read: Read) -> list[Row]:
    rows = []
    for half in ("first", "second"):
        some = [one for one in sentences() if one["half"] == half]
        gold = [labelled(one) for one in some]
        ready = [prepare(one["text"]) for one in some]
        started = time.perf_counter()
        found = [read(one) for one in ready]
        seconds = time.perf_counter() - started
        wanted, given = [[one[:2] for one in figures] for figures in gold], [[f[:2] for f in fs] for fs in found]
        pairs = [(one, there) for figures, there in zip(gold, found, strict=True) for one in figures]
        count = len(pairs)
        same = sum(any(_same_value(one, other) for other in _overlapping(one, there)) for one, there in pairs)
        facts = sum(is_found(one, there) for one, there in pairs)
        values = {
            "span_f1": scores(wanted, given).f1,
            "span_f1_overlap": scores(wanted, given, overlap=True).f1,
            "value_accuracy": same / count,
            "facts_accuracy": facts / count,
            "seconds": seconds,
        }
        rows += [Row(f"news_{half}", system, key, value, count) for key, value in values.items()]
    return rows


def _specification(folder: Path, system: str, prepare: Prepare, read: Read) -> list[Row]:
    rows = []
    for name in _SPECIFICATIONS:
        path = folder / "percentages" / "recognizers_spec" / f"{name}.json"
        if not path.exists():
            continue
        cases = [case for case in json.loads(path.read_text(encoding="utf-8-sig")) if _is_usual(case)]
        passed = sum(_passes(case, read(prepare(case["Input"]))) for case in cases)
        rows.append(Row(name, system, "cases_passed", passed / len(cases), len(cases)))
    return rows


def _is_usual(case: dict[str, Any]) -> bool:
    values = [result["Resolution"]["value"] for result in case["Results"]]
    return "null" not in values and not _UNUSUAL.match(case["Input"])


def _passes(case: dict[str, Any], found: list[Figure]) -> bool:
    if len(found) != len(case["Results"]):
        return False
    for result, figure in zip(case["Results"], found, strict=True):
        value = float(result["Resolution"]["value"].rstrip("%"))
        gold = Figure(result["Start"], result["End"] + 1, value, value, "percent", None)
        if not (_overlapping(gold, [figure]) and _same_value(gold, figure)):
            return False
    return True


def measure(folder: Path) -> list[Row]:
    """Both sets through both systems."""
    systems = {"nightdesk": nightdesk()}
    if find_spec("recognizers_number"):
        systems["recognizers-text-suite"] = recognizers()
    return [
        row
        for system, (prepare, read) in systems.items()
        for row in (*_news(system, prepare, read), *_specification(folder, system, prepare, read))
    ]


def main() -> None:
    """The command."""
    options = arguments(__doc__)
    show("percentages", measure(options.folder), as_json=options.json)


if __name__ == "__main__":
    main()
