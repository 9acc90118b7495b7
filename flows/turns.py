"""Whose turn it is: one night at a time, and after a downtime one catch-up instead of a run for each night missed."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from extractors.errors import NightInProgress
from flows.configuration import Configuration, load
from flows.nights import Night, log
from summarizer.digests import Edition

STEPPED_ASIDE = "Stepped aside"
"""The name of the state of a run that left the night to another one."""
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def one_at_a_time(flow: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Makes a flow step aside where another one runs on the same data folder: its run then ends as cancelled, which
    alarms nobody, with the sentence of NightInProgress."""

    from prefect.states import Cancelled

    @wraps(flow)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with ExitStack() as held:
            try:
                held.enter_context(night_lock(load().storage.folder))
            except NightInProgress as reason:
                log.info("%s", reason)
                # Prefect takes a state that a flow returns for that of the run.
                return Cancelled(name=STEPPED_ASIDE, message=str(reason))  # type: ignore[return-value]
            return flow(*args, **kwargs)

    return run


@contextmanager
def night_lock(folder: Path) -> Iterator[None]:
    """Held by one process at a time for that data folder. It ends with the process, however that ends.

    Raises:
        NightInProgress: another one holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # A lock of SQLite's is one of the operating system's, on every system, and outlives no process.
    with closing(sqlite3.connect(folder / "night.lock", timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise NightInProgress(
                f"Another run is making an edition in {os.fspath(folder)}, so this one steps aside: wait until it ends."
            ) from None
        yield


def due(configuration: Configuration, *, planned: datetime, now: datetime) -> date:
    """The date of the edition that a run makes which was planned for then and starts now. A late run makes the latest
    edition whose hour has come, not one of a day that is over."""
    zone = ZoneInfo(configuration.edition.timezone)
    return max(planned.astimezone(zone).date(), latest_begun(configuration, now))


def latest_begun(configuration: Configuration, now: datetime) -> date:
    """The latest date whose hour has come."""
    today = now.astimezone(ZoneInfo(configuration.edition.timezone)).date()
    return today if hour_of(configuration, today) <= now else today - timedelta(days=1)


def hour_of(configuration: Configuration, edition: date) -> datetime:
    """When the run of that edition is to begin, in UTC."""
    zone = ZoneInfo(configuration.edition.timezone)
    return datetime.combine(edition, configuration.edition.time, zone).astimezone(UTC)


def made_since(night: Night, planned: datetime) -> Edition | None:
    """The edition of the night, where it was published after a run for it was planned: by another late run, say, that
    came first."""
    summary = night.store.edition_summary(night.date)
    return night.store.edition(night.date) if summary and summary.published_at >= planned else None
