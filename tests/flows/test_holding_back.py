"""An edition that too few sources could be read for is held back, and made when more can be."""

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import EditionHeld
from flows.configuration import load
from newsroom import Newsroom
from store import Store
from summarizer.digests import Edition

FIRST, SECOND = date(2026, 11, 17), date(2026, 11, 18)
DEAD = 9
"""Subscriptions to an address where nothing listens, beside the newsroom's eight, one of which can't be read."""


@pytest.fixture
def run(
    prefect: str, configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Runs the night of a date with so many dead subscriptions."""
    from flows.nightly import NightRequest, nightly

    def run(edition: date, *, dead: int = 0, least: float = 0.5, **options: object) -> Any:
        file = configured(tmp_path, newsroom, edition={"least_sources_read": least}, fetch={"retries": 0})
        with file.open("a", encoding="utf-8") as text:
            for number in range(dead):
                text.write(f'\n[[subscriptions]]\noutlet = "Dead {number}"\nurl = "http://127.0.0.1:9/{number}"\n')
        monkeypatch.setenv("NIGHTDESK_CONFIG", str(file))
        return nightly(NightRequest(edition_date=edition, **options))

    return run


@pytest.fixture
def stored(run: Callable[..., Any], tmp_path: Path) -> Callable[[date], Edition | None]:
    def stored(edition: date) -> Edition | None:
        with Store.open(load(tmp_path / "nightdesk.toml").database_url) as store:
            return store.edition(edition)

    return stored


def test_it_is_held_back_and_published_once_more_can_be_read(
    run: Callable[..., Any],
    stored: Callable[[date], Edition | None],
    newsroom: Newsroom,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = run(FIRST, dead=DEAD)
    assert first.published, "the first edition of all is better than none"
    newsroom.show(2)
    with caplog.at_level(logging.WARNING, "nightdesk"), pytest.raises(EditionHeld) as held:
        run(SECOND, dead=DEAD)
    reason = str(held.value)
    assert reason.startswith("Only 7 of 17 sources could be read (could not connect (9), not a readable feed (1)), and")
    assert f"edition {SECOND} is held back and the last one stays" in reason
    assert reason in caplog.text
    assert stored(SECOND) is None
    assert stored(FIRST) == first.edition
    known = len(newsroom.requests)
    second = run(SECOND)
    assert second.published
    assert {request.status for request in newsroom.requests[known:] if "/20" in request.path} <= {304}
    assert stored(SECOND) == second.edition
    with pytest.raises(EditionHeld):
        run(SECOND, dead=DEAD)
    assert stored(SECOND) == second.edition


def test_how_many_are_enough_can_be_configured(run: Callable[..., Any], newsroom: Newsroom) -> None:
    assert run(FIRST).published
    newsroom.show(2)
    with pytest.raises(EditionHeld, match=r"edition\.least_sources_read is 0\.9"):
        run(SECOND, least=0.9)
    assert not run(SECOND, least=0.9, dry_run=True).published
    assert run(SECOND, dead=DEAD, least=0).published


def test_a_source_that_is_broken_for_three_nights_is_told(
    run: Callable[..., Any], newsroom: Newsroom, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    said = "Highmoor Herald (dead): "
    with caplog.at_level(logging.WARNING, "nightdesk"):
        for day in (16, 17):
            run(date(2026, 11, day))
        assert said not in caplog.text
        run(date(2026, 11, 18))
    assert caplog.text.count(said) == 1
    assert "was not read for 3 editions in a row: not a readable feed" in caplog.text
    with Store.open(load(tmp_path / "nightdesk.toml").database_url) as store:
        rows = {row.outlet: row for row in store.ledger()}
    assert [outlet for outlet, row in rows.items() if row.trouble] == ["Highmoor Herald"]
    assert all(row.seconds and row.nights == 3 for row in rows.values())
    assert rows["The Corvane Courier"].articles > 1
    assert 0.5 < (rows["The Corvane Courier"].with_body or 0) < 1
