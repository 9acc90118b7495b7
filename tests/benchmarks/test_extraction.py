"""The benchmark of extraction, on small invented sets."""

import gzip
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.extraction import measure
from benchmarks.extractors_compared import extractors
from benchmarks.shingles import averaged, overlap

PARAGRAPHS = [
    "The harbour council voted on Tuesday to rebuild the northern pier, which a storm had damaged in the spring, and "
    "set aside money for the work, which is to begin before the winter.",
    "The chair of the council, Edda Lund, said that the first boats could return before winter if the supply of oak "
    "held out and the weather was kind to the divers who are to look at the piles.",
    "Fishermen welcomed the vote. They had feared that the pier would be left to the sea, as the southern one was.",
]
HEAD = """<title>Pier to be rebuilt</title><meta property="og:title" content="Pier to be rebuilt">
<meta name="author" content="Ada Quill"><meta property="article:published_time" content="2026-11-22T23:30:00+01:00">"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html lang=en><head>{HEAD}</head><body><article><h1>Pier to be rebuilt</h1>{story}</article></body></html>"
    gold = {
        "id": "pier",
        "url": "https://harbour.example/pier",
        "language": "en",
        "body": "\n\n".join(PARAGRAPHS),
        "title": "Pier to be  rebuilt",
        "authors": ["ada quill"],
        "published": "2026-11-22T22:30:00+00:00",
        "outlet": None,
    }
    starts = gold | {"body": None, "published": None, "first_words": "The harbour council voted"}
    for name, row in (("whole", gold), ("starts", starts)):
        (tmp_path / name / "html").mkdir(parents=True)
        (tmp_path / name / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        with gzip.open(tmp_path / name / "html" / "pier.html.gz", "wt", encoding="utf-8") as file:
            file.write(page)
    return tmp_path


def test_texts_are_compared_by_sequences_of_four_words() -> None:
    assert overlap("a b c d e", "a b c d e") == (1, 1)
    assert overlap("a b c d e", "a b, c! d") == (1, 0.5)
    assert overlap("a b c d", "a b c d e f") == (pytest.approx(1 / 3), 1)
    assert overlap("a b c d a b c d", "a b c d") == (1, 0.2)
    assert overlap("one two", "one two") == (1, 1)
    assert overlap("a b c d", "") == (None, 0)
    assert overlap("", "") == (None, None)


def test_long_pages_count_no_more_than_short_ones() -> None:
    long = "a b c d " * 100
    found = averaged([overlap(long, long), overlap("e f g h", "i j k l"), overlap("m n o p", "")])
    assert found.precision == 0.5
    assert found.recall == pytest.approx(1 / 3)
    assert found.f1 == pytest.approx(0.4)


def test_every_system_is_measured_on_every_set(folder: Path) -> None:
    rows = {(row.set, row.system, row.measure): row.value for row in measure(folder, fast=True)}
    for system in extractors(fast=True):
        assert rows["whole", system, "body_recall"] > 0.8
        assert rows["all", system, "body_f1"] == rows["whole", system, "body_f1"]
        assert ("starts", system, "body_f1") not in rows
        assert rows["starts", system, "starts_right"] == 1
        assert ("whole", system, "starts_right") not in rows
        assert ("whole", system, "outlet_exact") not in rows
        assert rows["all", system, "empty_pages"] == 0
    for measured in ("body_f1", "headline_exact", "authors_exact", "date_same_day"):
        assert rows["whole", "nightdesk", measured] == 1
    assert rows["whole", "nightdesk", "image_present"] == 0
    assert rows["all", "nightdesk", "ratio_to_trafilatura"] > 0


def test_a_day_is_right_in_the_page_s_own_time_zone_or_the_gold_s() -> None:
    from benchmarks.extraction import is_same_day

    gold = datetime.fromisoformat("2026-11-22T22:30:00+00:00")
    assert is_same_day(gold, datetime.fromisoformat("2026-11-23T00:30:00+02:00"))
    assert is_same_day(gold, datetime.fromisoformat("2026-11-22T00:00:00"))
    assert not is_same_day(gold, datetime.fromisoformat("2026-11-23T00:00:00"))
    assert not is_same_day(gold, None)


def test_the_command_prints_one_object(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.extraction", str(folder), "--json", "--fast"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    printed = json.loads(done.stdout)
    assert printed["benchmark"] == "extraction"
    assert {"whole", "starts", "all"} == {row["set"] for row in printed["rows"]}
