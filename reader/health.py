"""Whether the last edition came out when it should have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from store import EditionSummary, Store

Clock = Callable[[], datetime]
"""Gives the present moment, aware."""


@dataclass(frozen=True)
class Schedule:
    """When editions are due."""

    timezone: str
    """IANA name of the zone that `time` and the dates of editions belong to."""
    time: time
    """When the run of an edition begins."""
    overdue_hours: float
    """How long it may take until it is missed."""

    def due(self, now: datetime) -> date:
        """The latest date whose edition should be out by now."""
        zone = ZoneInfo(self.timezone)
        day = now.astimezone(zone).date() + timedelta(days=1)
        while datetime.combine(day, self.time, zone).astimezone(UTC) + timedelta(hours=self.overdue_hours) > now:
            day -= timedelta(days=1)
        return day


class PublishedEdition(BaseModel, frozen=True):
    """The last edition."""

    date: date
    published_at: datetime
    revision: int
    digests: int


class Health(BaseModel, frozen=True):
    """What `/health` answers."""

    status: Literal["ok", "overdue"]
    edition: PublishedEdition | None
    """The last one; null where none has been published."""
    due: date | None
    """Date of the edition that should be out by now; null where nobody can say."""


class Watch:
    """Watches over a store's editions. Without schedule and clock nothing is ever overdue."""

    def __init__(self, store: Store, schedule: Schedule | None = None, now: Clock | None = None) -> None:
        self._store = store
        self._schedule = schedule
        self.now = now
        # What was due before anybody watched is not missed by a store that has no edition yet.
        self._first = schedule.due(now()) if schedule and now else None

    def health(self) -> Health:
        """The state at this moment."""
        newest = self._store.editions(limit=1)
        due = self._schedule.due(self.now()) if self._schedule and self.now else None
        return Health(
            status="overdue" if self._misses(newest[0] if newest else None, due) else "ok",
            edition=PublishedEdition(**newest[0].model_dump(exclude={"headline"})) if newest else None,
            due=due,
        )

    def _misses(self, newest: EditionSummary | None, due: date | None) -> bool:
        if due is None:
            return False
        return newest.date < due if newest else due != self._first


def health_route(watch: Watch) -> Route:
    """`/health`: 200 where all is well, 503 where an edition is overdue."""

    def health(_request: Request) -> Response:
        state = watch.health()
        return Response(
            state.model_dump_json(),
            200 if state.status == "ok" else 503,
            media_type="application/json",
            headers={"Cache-Control": "no-store"},
        )

    return Route("/health", health)
