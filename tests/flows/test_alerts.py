"""Alerts by webhook: a real server of Prefect's watches, a real receiver gets what it sends."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import pytest
from serving import until
from webhook import Receiver, open_receiver

from flows import nights
from flows.configuration import CONFIGURATION_VARIABLE, AlertOptions, Configuration, load
from newsroom import Newsroom

BEFORE_THESE_TESTS = {"since": "2026-11-17T00:00:00Z", "until": "2026-11-18T00:00:00Z"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with open_receiver() as opened:
        yield opened


@pytest.fixture
def keep(prefect: str) -> Iterator[Callable[..., list[dict[str, Any]]]]:
    """Keeps the alerts for a webhook, and gives the automations that there are then."""
    from flows.alerts import keep_alerts

    def keep(webhook: str, **options: timedelta) -> list[dict[str, Any]]:
        keep_alerts(Configuration(alerts=AlertOptions(webhook_url=webhook)), prefect, **options)
        return automations(prefect)

    yield keep
    keep("")


def automations(prefect: str) -> list[dict[str, Any]]:
    found = httpx.post(f"{prefect}/api/automations/filter", json={}, timeout=60).raise_for_status().json()
    return sorted(found, key=lambda one: str(one["name"]))


def test_an_overdue_edition_is_told_once_none_comes_out(
    receiver: Receiver, keep: Callable[..., Any], prefect: str
) -> None:
    from flows.events import tell_edition_out

    keep(receiver.url, within=timedelta(seconds=10))
    for _ in range(16):
        tell_edition_out(date(2026, 11, 22), datetime.now(UTC))
        sleep(1)
    assert receiver.texts.empty()
    told = receiver.next_with("overdue")
    assert "None has come out within 10 seconds of the last one's hour." in told
    assert f"{prefect}/runs" in told


@pytest.mark.parametrize(
    ("started", "waits_since"),
    [
        (datetime(2026, 11, 17, 22, 40, tzinfo=UTC), datetime(2026, 11, 17, 22, tzinfo=UTC)),
        (datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2026, 11, 17, 9, tzinfo=UTC)),
    ],
    ids=["late", "before its hour"],
)
def test_the_wait_for_the_next_edition_begins_at_the_hour_of_this_one(
    prefect: str,
    configured: Callable[..., Path],
    newsroom: Newsroom,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: datetime,
    waits_since: datetime,
) -> None:
    from flows.nightly import Limits, NightRequest, nightly

    monkeypatch.setenv(CONFIGURATION_VARIABLE, str(configured(tmp_path, newsroom)))
    monkeypatch.setattr(nights, "now", lambda: started)
    nightly(NightRequest(edition_date=date(2026, 11, 17), limits=Limits(most_stories=1)))
    question = {"filter": {"event": {"name": ["nightdesk.edition.out"]}, "occurred": BEFORE_THESE_TESTS}}

    def told() -> bool | None:
        answer = httpx.post(f"{prefect}/api/events/filter", json=question, timeout=60).raise_for_status().json()
        return waits_since in [datetime.fromisoformat(one["occurred"]) for one in answer["events"]] or None

    assert until(told)


def test_alerts_are_kept_once_and_as_configured(receiver: Receiver, keep: Callable[..., Any], prefect: str) -> None:
    made = keep(receiver.url)
    [block] = httpx.post(f"{prefect}/api/block_documents/filter", json={}, timeout=60).raise_for_status().json()
    assert receiver.url not in str(block)
    assert [one["name"] for one in made] == ["Nightdesk: edition overdue", "Nightdesk: night failed"]
    assert made[0]["trigger"]["within"] == timedelta(hours=27).total_seconds()
    assert [one["trigger"]["id"] for one in keep(receiver.url)] == [one["trigger"]["id"] for one in made]
    httpx.patch(f"{prefect}/api/automations/{made[0]['id']}", json={"enabled": False}, timeout=60).raise_for_status()
    changed = keep(receiver.url, within=timedelta(hours=30))
    assert [one["id"] for one in changed] == [one["id"] for one in made]
    assert changed[0]["trigger"]["within"] == timedelta(hours=30).total_seconds()
    assert [one["enabled"] for one in changed] == [False, True]
    assert keep("") == []


def test_a_night_that_failed_is_told_with_the_reason(
    receiver: Receiver, keep: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect import tags

    from extractors.errors import EditionHeld
    from flows.nightly import nightly

    file = tmp_path / "nightdesk.toml"
    file.write_text("[edition]\ntimezone = 'UTC'\n", encoding="utf-8")
    monkeypatch.setenv(CONFIGURATION_VARIABLE, str(file))
    keep(receiver.url)
    with tags("nightdesk"), pytest.raises(EditionHeld):
        nightly()
    told = receiver.next_with("failed")
    assert "Nightdesk: edition " in told
    assert "The configuration subscribes to nothing: add feeds to it" in told
    assert "The last published edition stays." in told


def test_a_webhook_must_be_a_web_address(tmp_path: Path) -> None:
    from extractors.errors import ConfigurationError

    file = tmp_path / "nightdesk.toml"
    file.write_text("[alerts]\nwebhook_url = 'ftp://secret.example.org'\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"alerts\.webhook_url: this is no web address") as raised:
        load(file)
    assert "secret" not in str(raised.value)
