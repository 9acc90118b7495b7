"""A night: what one run works on, what it opens once a process, its clock and its log."""

import logging
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from extractors.caching import AnswerCache
from extractors.errors import ConfigurationError
from extractors.fetching import Fetcher
from extractors.hosts import HostFaults
from extractors.pipeline_version import version
from extractors.subscriptions import Category, Subscription
from flows.configuration import Configuration
from store import Store
from summarizer.digests import Digest

if TYPE_CHECKING:
    from spacy.language import Language

log = logging.getLogger("nightdesk")
log.setLevel(logging.INFO)  # a night's notes belong in the run's log, whatever the root logger leaves out
logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of pages that hold no text; so do we, once
progress_log = logging.getLogger("nightdesk.progress")
progress_log.propagate = False  # for who watches, not for the record

_opening = threading.Lock()  # lru_cache alone lets several threads open the same thing at once


class Night(BaseModel, frozen=True, extra="forbid"):
    """What one run works on: the configuration, the edition's date, and its window [since, until)."""

    configuration: Configuration
    date: date
    since: datetime
    until: datetime
    most_stories: int
    subscriptions: tuple[Subscription, ...]
    """Those that this run fetches."""
    run: str = Field(default_factory=lambda: uuid4().hex)
    """What tells this run from others: hosts that it found dead are left alone by all its stages."""
    as_of: datetime | None = None
    """Articles that were fetched later are none of it."""

    @property
    def store(self) -> Store:
        """The database, opened once a process."""
        with _opening:
            return _store(self.configuration.database_url)

    def fetcher(self, retries: int | None = None) -> Fetcher:
        """A client of the web, with the run's memory; `retries` where not as configured."""
        limits, file = self.configuration.fetch, self.configuration.cache_file
        with _opening:
            cache = _cache(file, limits.cache_bytes) if limits.cache_bytes else None
            faults = _faults(self.run, limits.max_host_faults)
        asked = limits if retries is None else limits.model_copy(update={"retries": retries})
        return Fetcher(asked, now, cache=cache, faults=faults)

    @property
    def nlp(self) -> "Language":
        """The language pipeline, built once a process."""
        with _opening:
            return _pipeline(self.configuration.language.pipeline)

    @property
    def pipeline(self) -> str:
        """What names the pipeline's readings in the store."""
        return version(self.configuration.language.pipeline)

    @property
    def latest_digests(self) -> tuple[Digest, ...]:
        """The latest digests of earlier editions, read once a run and process."""
        with _opening:
            return _latest_digests(self.configuration.database_url, self.run, self.date)


@lru_cache(maxsize=4)
def _store(url: str) -> Store:
    return Store.open(url)


@lru_cache(maxsize=4)
def _cache(file: Path, most_bytes: int) -> AnswerCache:
    return AnswerCache(file, most_bytes)


@lru_cache(maxsize=4)
def _faults(run: str, most: int) -> HostFaults:
    del run  # told apart by it, no more
    return HostFaults(most)


@lru_cache(maxsize=2)
def _pipeline(name: str) -> "Language":
    from extractors.pipeline import build

    return build(name)


@lru_cache(maxsize=1)
def _latest_digests(url: str, run: str, before: date) -> tuple[Digest, ...]:
    from flows.provenance import RELATED_DIGESTS

    del run  # all its stories see the same
    return _store(url).latest_digests(before=before, limit=RELATED_DIGESTS)


def progress(stage: str, done: int, total: int) -> None:
    """Tells whoever watches how far a stage is."""
    progress_log.debug("%s: %d of %d", stage, done, total, extra={"stage": stage, "done": done, "total": total})


def warm_up(configuration: Configuration) -> None:
    """Loads what the heavy stages need, which takes some seconds, once a process."""
    from extractors import extraction  # noqa: F401
    from summarizer import composition, verification  # noqa: F401

    with _opening:
        _pipeline(configuration.language.pipeline)


def now() -> datetime:
    """The present moment; the only clock of the program."""
    return datetime.now(UTC)


def today(configuration: Configuration) -> date:
    """The present date where the edition belongs."""
    return now().astimezone(ZoneInfo(configuration.edition.timezone)).date()


def refuse_future(configuration: Configuration, edition: date | None) -> None:
    """Raises a ConfigurationError for the date of an edition that is still to come."""
    if edition and edition > (latest := today(configuration)):
        raise ConfigurationError(
            f"The edition of {edition} is still to come: name {latest}, today in {configuration.edition.timezone}, or "
            "an earlier date."
        )


def plan(
    configuration: Configuration,
    edition: date | None = None,
    *,
    categories: Sequence[Category] = (),
    look_back_hours: int | None = None,
    most_stories: int | None = None,
) -> Night:
    """The night of that edition (today's by default), with what a run may say otherwise than the configuration."""
    chosen = edition or today(configuration)
    since, until = configuration.window(chosen, look_back_hours)
    return Night(
        configuration=configuration,
        date=chosen,
        since=since,
        until=until,
        most_stories=most_stories or configuration.edition.most_stories,
        subscriptions=tuple(one for one in configuration.subscriptions if not categories or one.category in categories),
    )
