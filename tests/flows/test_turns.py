"""The clock of the nights: schedule, time zones, the days when clocks change, downtime, late and double starts."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import NightInProgress
from flows import stages
from flows.configuration import Configuration, EditionOptions
from flows.turns import due, night_lock
from newsroom import Newsroom
from store import Store

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
        monkeypatch.setattr(stages, "now", lambda: now)
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
    run: Callable[..., tuple[date, bool, int]], newsroom: Newsroom, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    with subprocess.Popen([sys.executable, "-c", HOLD, folder], stdout=subprocess.PIPE, text=True) as first:
        try:
            assert first.stdout
            assert first.stdout.readline() == "held\n"
            with pytest.raises(NightInProgress, match="steps aside"):
                run(planned=(17, 22), started=(17, 22))
            assert newsroom.requests == []
        finally:
            first.send_signal(signal.SIGKILL)
    assert run(planned=(17, 22), started=(17, 22))[1]
    with night_lock(folder), pytest.raises(NightInProgress), night_lock(folder):
        pass
