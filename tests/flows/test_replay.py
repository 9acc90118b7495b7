"""A past edition is made again, byte for byte, or it is said what has changed and what difference that makes."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractors.errors import CannotReplay
from flows import nights, provenance, stages
from flows.command_line import app
from flows.configuration import load
from flows.replay import Replay, replay
from newsroom import Newsroom, open_newsroom
from store import Store

FIRST, SECOND = date(2026, 11, 17), date(2026, 11, 18)
Configured = Callable[..., Path]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(night=1) as opened:
        yield opened


def make_both(run_apart: Callable[..., tuple[int, int]], newsroom: Newsroom, config: Path) -> None:
    for night, edition in enumerate((FIRST, SECOND), 1):
        newsroom.show(night)
        assert run_apart(config, edition)[0] == 0


@pytest.fixture(scope="module")
def made(
    run_apart: Callable[..., tuple[int, int]],
    newsroom: Newsroom,
    configured: Configured,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with a configuration and both editions, made by it."""
    folder = tmp_path_factory.mktemp("made")
    make_both(run_apart, newsroom, configured(folder, newsroom))
    return folder


@pytest.fixture
def again(made: Path, newsroom: Newsroom, configured: Configured, tmp_path: Path) -> Callable[..., Replay]:
    """Replays an edition, with keys of the configuration changed since it was made."""

    def run(day: date, /, without: str = "", **sections: dict[str, Any]) -> Replay:
        if not (tmp_path / "data").exists():
            shutil.copytree(made / "data", tmp_path / "data")
        return replay(load(configured(tmp_path, newsroom, without=without, **sections)), day)

    return run


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Iterator[Store]:
    """The store that is replayed from: a copy of its own."""
    shutil.copytree(made / "data", tmp_path / "data")
    with Store.open(f"sqlite:///{tmp_path}/data/nightdesk.db") as opened:
        yield opened


def test_both_editions_come_out_byte_for_byte_the_same(
    run_apart: Callable[..., tuple[int, int]], newsroom: Newsroom, configured: Configured, url: str, tmp_path: Path
) -> None:
    """The first one too, although the second night has read more since that lies in its window."""
    config = configured(tmp_path, newsroom, storage={"folder": "data", "database": url})
    make_both(run_apart, newsroom, config)
    known = len(newsroom.requests)
    for edition in (FIRST, SECOND):
        found = replay(load(config), edition)
        assert found.digests > 5
        assert (found.same, found.changes, found.difference) == (True, (), ())
    assert len(newsroom.requests) == known


def test_a_replay_changes_nothing_that_is_stored(again: Callable[..., Replay], store: Store) -> None:
    before = [(store.edition(one), store.edition_summary(one), store.provenance(one)) for one in (FIRST, SECOND)]
    assert not again(SECOND, writer={"most_words": 150}).same
    assert before == [
        (store.edition(one), store.edition_summary(one), store.provenance(one)) for one in (FIRST, SECOND)
    ]


def test_it_says_which_key_makes_the_difference_and_shows_it(again: Callable[..., Replay]) -> None:
    found = again(FIRST, writer={"most_words": 150}, ranking={"most_of_outlet": 4}, edition={"timezone": "UTC"})
    assert not found.same
    told = {change.what: (change.before, change.now, change.matters) for change in found.changes}
    assert told == {"writer.most_words": (380, 150, True), "ranking.most_of_outlet": (3, 4, False)}
    assert found.difference[:2] == ("--- published", "+++ now")
    assert any(line.startswith("-") and "words" not in line for line in found.difference[3:])
    assert found.more_lines > 0


def test_a_change_without_effect_leaves_it_the_same(again: Callable[..., Replay]) -> None:
    found = again(FIRST, ranking={"most_of_outlet": 4}, fetch={"retries": 7}, edition={"least_sources_read": 0.1})
    assert found.same
    assert [(change.what, change.matters) for change in found.changes] == [("ranking.most_of_outlet", False)]


def test_a_subscription_less_is_an_outlet_less(again: Callable[..., Replay], store: Store) -> None:
    found = again(FIRST, without="courier")
    edition = store.edition(FIRST)
    assert edition
    assert any(source.outlet == "The Corvane Courier" for digest in edition.digests for source in digest.sources)
    assert [(change.what, change.matters) for change in found.changes] == [("subscriptions", True)]
    added = "\n".join(line for line in found.difference if line.startswith("+"))
    assert "The Corvane Courier" not in added


def test_another_version_is_named(again: Callable[..., Replay], monkeypatch: pytest.MonkeyPatch) -> None:
    write = stages.written

    def worded(*given: Any) -> Any:
        digest = write(*given)
        return digest and digest.model_copy(update={"headline": digest.headline.upper()})

    monkeypatch.setattr(stages, "written", worded)
    monkeypatch.setattr(provenance, "_rules", lambda: "another")
    found = again(FIRST)
    assert not found.same
    assert [(change.what, change.now) for change in found.changes] == [("version of summarizer", "another")]


def test_another_version_that_does_the_same_makes_no_difference(
    again: Callable[..., Replay], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "_rules", lambda: "another")
    assert again(FIRST).same


def test_an_earlier_edition_that_was_made_anew_is_named(again: Callable[..., Replay], store: Store) -> None:
    first = store.edition(FIRST)
    assert first
    assert store.publish(first.model_copy(update={"digests": first.digests[:1]}), [], at=datetime.now(UTC))
    found = again(SECOND)
    assert not found.same
    assert [change.what for change in found.changes] == [f"edition of {FIRST}"]


# The command


@pytest.fixture
def command(store: Store, newsroom: Newsroom, configured: Configured, tmp_path: Path) -> Callable[..., Result]:
    """Runs it over `store`."""

    def run(day: str, *options: str, **sections: dict[str, Any]) -> Result:
        config = configured(tmp_path, newsroom, **sections)
        return CliRunner().invoke(app, ["replay", day, "--config", str(config), *options])

    return run


def test_the_command_says_that_it_is_the_same(command: Callable[..., Result]) -> None:
    result = command(str(FIRST))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Edition {FIRST} was made again, byte for byte the same: ")


def test_the_command_says_what_is_different(command: Callable[..., Result]) -> None:
    result = command(str(FIRST), writer={"most_words": 150})
    assert result.exit_code == 3
    assert "would come out otherwise now" in result.stdout
    assert "  writer.most_words: 380, now 150\n" in result.stdout
    assert "\n--- published\n+++ now\n@@" in result.stdout
    told = json.loads(command(str(FIRST), "--json", writer={"most_words": 150}).stdout)
    assert (told["same"], told["changes"][0]["what"]) == (False, "writer.most_words")


def test_the_command_refuses_an_edition_that_is_not_there(command: Callable[..., Result]) -> None:
    result = command("2025-01-01")
    assert result.exit_code == 1
    assert result.stderr == "No edition of 2025-01-01 is published: name the date of one that is.\n"


def test_an_edition_that_has_aged_out_is_not_made_again_and_stands(
    command: Callable[..., Result],
    store: Store,
    newsroom: Newsroom,
    configured: Configured,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = store.edition(FIRST)
    assert before
    stored = len(store.articles(since=before.since, until=before.until))
    cited = {source.article for digest in before.digests for source in digest.sources}
    configuration = load(configured(tmp_path, newsroom))
    for year in (2027, 2028):  # a night of the first year lets nothing but pages go
        assert len(store.articles(since=before.since, until=before.until)) == stored
        assert command(str(FIRST)).exit_code == 0
        monkeypatch.setattr(nights, "now", lambda year=year: datetime(year, 6, 1, tzinfo=UTC))
        stages.age_out(nights.plan(configuration, date(year, 6, 1)))
    result = command(str(FIRST))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "has aged out (storage.keep_articles_days is 365)" in result.stderr
    assert store.edition(FIRST) == before
    assert set(store.articles_by_id(cited)) == cited
    assert len(store.articles(since=before.since, until=before.until)) < stored


def test_an_edition_of_an_older_nightdesk_is_not_made_again(again: Callable[..., Replay], store: Store) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM provenance")
    with pytest.raises(CannotReplay, match="did not keep what it made editions of"):
        again(FIRST)
