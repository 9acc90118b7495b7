"""Whose turn it is: one night at a time, and after a downtime one catch-up instead of a run for each night missed."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from extractors.errors import NightInProgress
from flows.configuration import Configuration, load
from flows.stages import Night
from summarizer.digests import Edition

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def one_at_a_time(flow: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Makes the body of a flow raise NightInProgress where another one runs on the same data folder."""

    @wraps(flow)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with night_lock(load().storage.folder):
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
    zone, hour = ZoneInfo(configuration.edition.timezone), configuration.edition.time
    today = now.astimezone(zone).date()
    begun = datetime.combine(today, hour, zone) <= now
    return max(planned.astimezone(zone).date(), today if begun else today - timedelta(days=1))


def made_since(night: Night, planned: datetime) -> Edition | None:
    """The edition of the night, where it was published after a run for it was planned: by another late run, say, that
    came first."""
    summary = night.store.edition_summary(night.date)
    return night.store.edition(night.date) if summary and summary.published_at >= planned else None
