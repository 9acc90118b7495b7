"""The benchmark of grouping: its measures, and the pools that it makes."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.grouping import SYSTEMS, Labelled, bcubed, recombined, sets, small_pools

EVENTS = {
    "storm": (
        "A storm closed the port of Tolbury at dawn. Nobody was hurt.",
        "Tolbury's port is shut. The storm came at dawn.",
    ),
    "choir": (
        "The Aldmere choir named Ida Rell its conductor. She is 41.",
        "Ida Rell, 41, will lead the choir of Aldmere.",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one set of four articles."""
    (tmp_path / "grouping").mkdir()
    rows = [
        {"id": f"{event}-{number}", "gold": event, "title": event, "text": text, "source": "Echo", "date": "2026-03-05"}
        for event, texts in EVENTS.items()
        for number, text in enumerate(texts)
    ]
    with gzip.open(tmp_path / "grouping" / "small.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, rows)))
    return tmp_path


@pytest.fixture
def labelled(folder: Path) -> Labelled:
    return sets(folder)["small"]


def test_right_groups_score_one() -> None:
    assert bcubed(["a", "a", "b"], [[2], [1, 0]]) == (1, 1, 1, 1)


def test_precision_falls_with_mixed_groups_and_recall_with_torn_events() -> None:
    assert bcubed(["a", "a", "b", "b"], [[0, 1, 2, 3]])[:2] == (0.5, 1)
    assert bcubed(["a", "a", "b", "b"], [[0], [1], [2], [3]])[:2] == (1, 0.5)
    precision, recall, f1, exact = bcubed(["a", "a", "b", "c"], [[0, 1], [2, 3]])
    assert (precision, recall, exact) == (0.75, 1, pytest.approx(1 / 3))
    assert f1 == pytest.approx(6 / 7)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_puts_each_article_in_one_group(system: str, labelled: Labelled) -> None:
    run: Callable[..., list[list[int]]] = SYSTEMS[system]
    assert sorted(index for group in run(labelled.articles) for index in group) == [0, 1, 2, 3]


def test_nightdesk_finds_both_events(labelled: Labelled) -> None:
    assert bcubed(labelled.events, SYSTEMS["nightdesk"](labelled.articles)).exact == 1


def test_small_pools_have_whole_events_and_lone_articles(labelled: Labelled) -> None:
    whole = next(small_pools(labelled, 2, single=0, seed=1))
    assert sorted(whole.events) == sorted(labelled.events)
    alone = next(small_pools(labelled, 2, single=1, seed=1))
    assert sorted(alone.events) == ["choir", "storm"]


def test_recombined_articles_are_as_many_as_asked_for_and_always_the_same(labelled: Labelled) -> None:
    made = recombined([labelled], 9)
    assert len({article.id for article in made}) == 9
    assert made == recombined([labelled], 9)
    first, again = (" ".join(article.text for article in part) for part in (made[:4], made[4:8]))
    assert "Tolburya" in first
    assert "Tolburyb" in again
    assert "Tolbury " not in first + again
