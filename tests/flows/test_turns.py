"""The clock of the nights: schedule, time zones, the days when clocks change, downtime, late and double starts."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import NIGHTDESK

from extractors.errors import NightInProgress
from flows import nights
from flows.configuration import Configuration, EditionOptions, StorageOptions
from flows.turns import due, night_lock
from newsroom import Newsroom
from store import Store
from summarizer.digests import Edition

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland"]
DAY = timedelta(days=1)


def at(zone: str, hour: time = time(4, 30)) -> Configuration:
    return Configuration(edition=EditionOptions(timezone=zone, time=hour))


def moment(zone: str, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)


# Which edition is due


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=40), timedelta(hours=9), timedelta(hours=18)])
def test_a_run_makes_the_edition_it_was_planned_for_however_late_that_day(zone: str, late: timedelta) -> None:
    planned = moment(zone, 2026, 11, 18, 4, 30)
    assert due(at(zone), planned=planned, now=planned + late) == date(2026, 11, 18)


@pytest.mark.parametrize("zone", ZONES)
def test_after_three_days_every_late_run_is_for_the_latest_edition(zone: str) -> None:
    now = moment(zone, 2026, 11, 18, 12)
    planned = [moment(zone, 2026, 11, day, 4, 30) for day in (16, 17, 18)]
    assert {due(at(zone), planned=one, now=now) for one in planned} == {date(2026, 11, 18)}
    before_its_hour = moment(zone, 2026, 11, 18, 3)
    assert {due(at(zone), planned=one, now=before_its_hour) for one in planned[:2]} == {date(2026, 11, 17)}


def test_somebody_who_runs_it_early_in_the_day_makes_that_days_edition() -> None:
    now = moment("Europe/Berlin", 2026, 11, 18, 0, 30)
    assert due(at("Europe/Berlin"), planned=now, now=now) == date(2026, 11, 18)


@given(
    zone=st.sampled_from(ZONES),
    hour=st.times(min_value=time(0), max_value=time(23, 59)),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    late=st.timedeltas(timedelta(0), timedelta(hours=20)),
)
def test_each_day_of_any_year_has_its_edition(zone: str, hour: time, day: date, late: timedelta) -> None:
    """Also the days when clocks change: what is planned for a day is never due as that of another one."""
    planned = datetime.combine(day, hour, ZoneInfo(zone))
    local = planned.astimezone(UTC).astimezone(ZoneInfo(zone))
    if local.date() != day:  # an hour before midnight that this day does not have
        return
    assert due(at(zone, hour), planned=planned, now=planned) == day
    if (local + late).date() == day:
        assert due(at(zone, hour), planned=planned, now=planned.astimezone(UTC) + late) >= day


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Berlin", date(2027, 3, 26)),  # the clock goes forward on the 28th
        ("Europe/Berlin", date(2026, 10, 23)),  # and back on the 25th
        ("America/New_York", date(2027, 3, 12)),
        ("America/New_York", date(2026, 10, 30)),
        ("Australia/Lord_Howe", date(2027, 4, 2)),
    ],
)
def test_over_the_days_when_clocks_change_each_day_has_one_run_and_one_edition(
    prefect: str, zone: str, first: date
) -> None:
    """By the schedule as Prefect reads it."""
    from prefect.server.schemas.schedules import CronSchedule

    from flows.deployments import deployments

    configuration = at(zone)
    [schedule] = deployments(configuration)[0].schedules or []
    planned = CronSchedule.model_validate(schedule.schedule.model_dump(include={"cron", "timezone"}))
    start = datetime.combine(first, time(0), ZoneInfo(zone))
    runs = asyncio.run(planned.get_dates(n=5, start=start))
    assert [one.astimezone(ZoneInfo(zone)).time() for one in runs] == [time(4, 30)] * 5
    editions = [due(configuration, planned=one, now=one) for one in runs]
    assert editions == [first + number * DAY for number in range(5)]
    windows = [configuration.window(edition) for edition in editions]
    assert [since for since, _ in windows[1:]] == runs[:-1]
    assert [until for _, until in windows[:-1]] == runs[1:]


# Real runs


@pytest.fixture
def run(
    prefect: str, configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[date, bool, int]]:
    """Runs the flow, planned with Prefect's server for one moment and started at another; gives the edition's date,
    whether it was published, and how many requests were made."""
    from prefect.client.orchestration import get_client
    from prefect.flow_engine import run_flow
    from prefect.states import Scheduled

    from flows.nightly import nightly

    zone = "Europe/Berlin"
    monkeypatch.setenv(
        "NIGHTDESK_CONFIG", str(configured(tmp_path, newsroom, edition={"timezone": zone, "time": "22:00:00"}))
    )

    def run(planned: tuple[int, int], started: tuple[int, int], **options: object) -> tuple[date, bool, int]:
        known = len(newsroom.requests)
        begin, now = (moment(zone, 2026, 11, *parts) for parts in (planned, started))
        monkeypatch.setattr(nights, "now", lambda: now)
        given = {"request": options}
        with get_client(sync_client=True) as client:
            late = client.create_flow_run(nightly, parameters=given, state=Scheduled(scheduled_time=begin))
        result = run_flow(nightly, flow_run=late, parameters=given)
        return result.edition.date, result.published, len(newsroom.requests) - known

    return run


def test_three_days_of_downtime_end_in_one_catch_up(run: Callable[..., tuple[date, bool, int]], tmp_path: Path) -> None:
    edition, published, requests = run(planned=(14, 22), started=(17, 23))
    assert (edition, published) == (date(2026, 11, 17), True)
    assert requests > 30
    assert run(planned=(15, 22), started=(17, 23)) == (date(2026, 11, 17), False, 0)
    assert run(planned=(16, 22), started=(17, 23)) == (date(2026, 11, 17), False, 0)
    assert run(planned=(17, 22), started=(17, 23)) == (date(2026, 11, 17), False, 0)
    with Store.open(f"sqlite:///{tmp_path}/data/nightdesk.db") as store:
        assert [(one.date, one.revision) for one in store.editions(limit=9)] == [(date(2026, 11, 17), 1)]
    # Whoever asks for it now gets it made again, and the next night is made as ever.
    assert run(planned=(18, 1), started=(18, 1))[2] > 0
    assert run(planned=(17, 22), started=(18, 2), edition_date="2026-11-17")[2] > 0
    assert run(planned=(18, 22), started=(18, 22))[0] == date(2026, 11, 18)


# Double starts

HOLD = "import sys, time; from pathlib import Path; from flows.turns import night_lock\n"
HOLD += "with night_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"


def test_a_second_run_steps_aside_until_the_first_has_ended_or_was_killed(
    run: Callable[..., tuple[date, bool, int]], newsroom: Newsroom, prefect: str, tmp_path: Path
) -> None:
    from flows.nightly import nightly

    folder = tmp_path / "data"
    with subprocess.Popen([sys.executable, "-c", HOLD, folder], stdout=subprocess.PIPE, text=True) as first:
        try:
            assert first.stdout
            assert first.stdout.readline() == "held\n"
            state = nightly(return_state=True)
            assert (state.type.value, state.name) == ("CANCELLED", "Stepped aside")  # of which no alert tells
            sentence = f"Another run is making an edition in {folder}, so this one steps aside: wait until it ends."
            assert state.message == sentence
            by_hand = subprocess.run(
                [NIGHTDESK, "nightly", "--date", "2026-11-17"],
                env=os.environ | {"PREFECT_API_URL": f"{prefect}/api"},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert (by_hand.returncode, by_hand.stderr) == (75, f"{sentence}\n")
            assert newsroom.requests == []
        finally:
            first.send_signal(signal.SIGKILL)
    assert run(planned=(17, 22), started=(17, 22))[1]
    with night_lock(folder), pytest.raises(NightInProgress), night_lock(folder):
        pass


# Missed nights


@dataclass(frozen=True)
class Deployed:
    """The nightly deployment on a real server, whose hour was an hour ago."""

    id: UUID
    configuration: Configuration
    hour: datetime
    address: str
    """Of Prefect's UI."""

    def make_up(self) -> datetime | None:
        """Does what a start does; gives when the run was to start that it asks for."""
        from flows.missed_nights import make_up

        made = make_up(self.configuration, self.id, nights.now)
        return made.expected_start_time if made else None

    def publish(self, edition: date) -> None:
        """Puts an edition into the store."""
        since, until = self.configuration.window(edition)
        with Store.open(self.configuration.database_url) as store:
            found = Edition(date=edition, timezone="UTC", since=since, until=until, articles=0, digests=())
            assert store.publish(found, (), at=nights.now())

    def end(self, state: str) -> None:
        """Ends the run that waits."""
        [waiting] = self.runs({"type": {"any_": ["SCHEDULED"]}})
        self.api("POST", f"/flow_runs/{waiting['id']}/set_state", state={"type": state}, force=True)

    def runs(self, state: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Its runs that were to begin by now."""
        chosen = {"expected_start_time": {"before_": nights.now().isoformat()}} | ({"state": state} if state else {})
        deployment = {"id": {"any_": [str(self.id)]}}
        return list(self.api("POST", "/flow_runs/filter", deployments=deployment, flow_runs=chosen))

    def api(self, method: str, path: str, **body: Any) -> Any:
        answer = httpx.request(method, f"{self.address}/api{path}", json=body or None, timeout=60).raise_for_status()
        return answer.json() if answer.content else None


@pytest.fixture
def deployed(prefect: str, tmp_path: Path) -> Iterator[Deployed]:
    from flows.deployments import deployments

    hour = nights.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    configuration = at("UTC", hour.time()).model_copy(update={"storage": StorageOptions(folder=tmp_path)})
    id = deployments(configuration)[0].apply()
    assert isinstance(id, UUID)
    deployed = Deployed(id, configuration, hour, prefect)
    yield deployed
    for run in deployed.runs():
        deployed.api("DELETE", f"/flow_runs/{run['id']}")


def test_a_night_that_no_run_waits_to_make_is_made_up(deployed: Deployed) -> None:
    """As where its hour came while it was planned anew: the scheduler plans from the present moment on."""
    deployed.publish(deployed.hour.date() - DAY)
    assert deployed.make_up() == deployed.hour
    assert deployed.make_up() is None, "its run waits"
    deployed.end("CRASHED")
    assert deployed.make_up() == deployed.hour
    deployed.end("COMPLETED")
    assert deployed.make_up() is None


def test_no_night_is_made_up_that_nobody_missed(deployed: Deployed) -> None:
    assert deployed.make_up() is None, "nothing was deployed at its hour, nor ever published"
    deployed.publish(deployed.hour.date() - DAY)
    deployed.api("POST", f"/deployments/{deployed.id}/pause_deployment")
    assert deployed.make_up() is None, "somebody has paused it"
    deployed.api("POST", f"/deployments/{deployed.id}/resume_deployment")
    deployed.publish(deployed.hour.date())
    assert deployed.make_up() is None, "it is out"


def test_a_night_that_no_process_makes_is_ended(deployed: Deployed) -> None:
    from flows.missed_nights import end_abandoned

    run = deployed.api("POST", f"/deployments/{deployed.id}/create_flow_run", state={"type": "SCHEDULED"})
    for state in ("PENDING", "RUNNING"):
        deployed.api("POST", f"/flow_runs/{run['id']}/set_state", state={"type": state})
    with night_lock(deployed.configuration.storage.folder):
        end_abandoned(deployed.configuration, deployed.id)
    assert deployed.api("GET", f"/flow_runs/{run['id']}")["state"]["type"] == "RUNNING"
    end_abandoned(deployed.configuration, deployed.id)
    ended = deployed.api("GET", f"/flow_runs/{run['id']}")["state"]
    assert ended["type"] == "CRASHED"
    assert "was killed together with Prefect's server" in ended["message"]
    # Its place is free again.
    after = deployed.api("POST", f"/deployments/{deployed.id}/create_flow_run", state={"type": "SCHEDULED"})
    pending = deployed.api("POST", f"/flow_runs/{after['id']}/set_state", state={"type": "PENDING"})
    assert pending["status"] == "ACCEPT"
    end_abandoned(deployed.configuration, deployed.id)
