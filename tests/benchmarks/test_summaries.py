"""The benchmark of summaries, on a small invented set."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("rouge_score")

from benchmarks.reports import Cluster, sentences
from benchmarks.summaries import measure, rouge
from benchmarks.summarizers import cut, summarizers

REPORTS = [
    "PORT ELLERY, Cor. (Dispatch) - A fire broke out aboard the ferry Lady Maren off Tolbury before dawn on Tuesday. "
    "All 212 passengers were taken off in boats, the coast guard said. \n \n Photo by Ida Rell \n \n "
    "The owner, Halden Lines, said the engine room had been inspected in June.",
    "Flames drove 212 passengers from the ferry Lady Maren near Tolbury early on Tuesday. Three of the crew were "
    "burned. The coast guard said that two tugs were towing the ferry to Harrow. It was a calm night.",
    "Two tugs towed the burned-out ferry Lady Maren into Harrow on Tuesday evening. Nobody died in the fire. "
    "Divers will look at the hull on Wednesday, Halden Lines said.",
]
REFERENCE = "A fire drove 212 passengers from the ferry Lady Maren off Tolbury. Tugs towed it to Harrow; nobody died."
CLUSTER = Cluster("c1", ["Ferry burns off Tolbury", "", ""], REPORTS, [REFERENCE])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "summaries").mkdir()
    documents = [{"title": title, "text": text} for title, text in zip(CLUSTER.titles, REPORTS, strict=True)]
    rows = [{"id": f"c{n}", "docs": documents, "refs": [REFERENCE, "A ferry burned."][: n + 1]} for n in range(2)]
    with gzip.open(tmp_path / "summaries" / "neus_allsides.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(row)}\n" for row in rows)
    return tmp_path


def test_datelines_and_fragments_are_no_sentences() -> None:
    found = sentences(REPORTS[0])
    assert found[0].startswith("A fire broke out")
    assert len(found) == 3
    assert sentences("Photo by Ida Rell") == ["Photo by Ida Rell"]


@pytest.mark.parametrize("name", list(summarizers()))
def test_every_summarizer_fills_the_words_it_may(name: str) -> None:
    summarize = summarizers()[name]
    told = summarize(CLUSTER, 40)
    words = set(" ".join(REPORTS).split())
    assert 20 <= len(told.split()) <= 40
    assert set(told.split()) <= words
    assert summarize(CLUSTER, 40) == told


@pytest.mark.parametrize("name", ["nightdesk", "lead", "lead_in_turns", "bigram_ilp"])
@pytest.mark.parametrize("texts", [[], [""], ["…", ""]])
def test_of_reports_without_words_there_is_no_summary(name: str, texts: list[str]) -> None:
    assert summarizers()[name](Cluster("c", ["" for _ in texts], texts, []), 40) in ("", "…")
    assert summarizers()[name](Cluster("c", CLUSTER.titles, REPORTS, []), 0) == ""


def test_ours_says_nothing_twice() -> None:
    told = summarizers()["nightdesk"](Cluster("c", ["", ""], [REPORTS[0], REPORTS[0]], []), 500)
    assert told.count("A fire broke out") == 1


def test_fast_leaves_out_the_slow_ones() -> None:
    assert set(summarizers(fast=True)) < set(summarizers())
    assert {"nightdesk", "lead", "lead_in_turns"} <= set(summarizers(fast=True))


def test_a_cut_keeps_whole_words() -> None:
    assert cut(["One two three.", "Four five."], 4) == "One two three. Four"


def test_rouge_takes_the_nearest_reference_and_gives_the_mean_too() -> None:
    one = rouge("A ferry burned.", ["A ferry burned."])
    assert one == {"rouge1_f1": 1, "rouge2_f1": 1, "rougeL_f1": 1}
    two = rouge("A ferry burned.", ["A ferry burned.", "Something else happened."])
    assert two["rouge1_f1"] == 1
    assert two["rouge1_f1_mean"] == 0.5


def test_every_system_has_every_measure(folder: Path) -> None:
    rows = measure(folder, fast=True)
    assert {row.system for row in rows} == set(summarizers(fast=True))
    assert all(
        {"rouge1_f1", "rouge2_f1", "rougeL_f1", "clusters_per_second"} <= measures_of(rows, row.system) for row in rows
    )
    assert {row.set for row in rows} == {"neus_allsides"}
    assert all(0 < row.value <= 100 for row in rows if row.measure.startswith("rouge"))
    assert all(row.value > 0 for row in rows)


def measures_of(rows: list, system: str) -> set[str]:  # type: ignore[type-arg]
    return {row.measure for row in rows if row.system == system}


def test_the_command_prints_one_object(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.summaries", str(folder), "--json", "--fast"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    printed = json.loads(done.stdout)
    assert printed["benchmark"] == "summaries"
    assert printed["rows"]
