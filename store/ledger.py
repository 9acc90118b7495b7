"""The source ledger: how each subscription fares from night to night."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy import Connection, and_, func, select, update

from extractors.subscriptions import Reason, Skipped, Subscription
from store.database import Database, upsert
from store.records import from_json
from store.tables import feed_nights, feeds, leads, skips

NIGHTS = 14
"""How many of the latest nights the averages are of."""
FLAGGED_AFTER = 3
"""Nights in a row after which a subscription is flagged."""
_BLOCKED = frozenset({Reason.BLOCK_PAGE, Reason.LOGIN_WALL, Reason.ROBOTS})
_BLOCKED_STATUSES = ("HTTP 401", "HTTP 403", "HTTP 429", "HTTP 451")


class Trouble(StrEnum):
    """What broke."""

    DEAD = "dead"
    BLOCKED = "blocked"
    LAYOUT = "layout changed"


class LedgerRow(BaseModel, frozen=True, extra="forbid"):
    """How one subscription fares."""

    outlet: str
    url: str
    address: str
    """Where it is read, if not at `url`: where that has moved for good, or the feed that the page there names."""
    last_success: datetime | None
    failures: int
    """Editions in a row that it could not be read for."""
    last_failure: Skipped | None
    """Why, the last time; None after a success."""
    nights: int = 0
    """Over how many of the latest editions the following go, 14 at most."""
    articles: float = 0.0
    """Articles to an edition, on average."""
    with_body: float | None = None
    """Share of its pages that gave a whole article; None where it announced none."""
    seconds: float | None = None
    """How long it took to read what it announces, waiting for our turn included: the median; None where it never
    was."""
    trouble: Trouble | None = None
    """What broke three editions ago or earlier, and is broken still."""
    why: str = ""
    """Of trouble: since when, and what was found, in words."""


class Given(NamedTuple):
    """What a subscription gave to an edition."""

    articles: int
    bodies: int
    """Those of the articles that are more than a preview."""


class Ledger(Database):
    """Questions about how subscriptions fare."""

    def record_given(self, date: Date, given: Mapping[str, Given]) -> None:
        """Stores what subscriptions (by URL) gave to the edition of `date`, those that were asked for it."""
        with self.writing() as connection:
            failed = _failed_pages(connection, date)
            for url, (articles, bodies) in sorted(given.items()):
                reasons = failed.get(url, Counter())
                connection.execute(
                    update(feed_nights)
                    .where(feed_nights.c.url == url, feed_nights.c.date == date)
                    .values(
                        articles=articles,
                        bodies=bodies,
                        failed=reasons.total(),
                        reason=min(reasons, key=lambda reason: (-reasons[reason], reason), default=""),
                    )
                )

    def ledger(self) -> tuple[LedgerRow, ...]:
        """How every subscription that was ever asked fares, by outlet and URL."""
        age = func.row_number().over(partition_by=feed_nights.c.url, order_by=feed_nights.c.date.desc()).label("age")
        latest = select(feed_nights, age).subquery()
        question = select(latest).where(latest.c.age <= NIGHTS).order_by(latest.c.url, latest.c.age)
        nights: dict[str, list[Any]] = {}
        with self.reading() as connection:
            for night in connection.execute(question):
                nights.setdefault(night.url, []).append(night)
            rows = connection.execute(select(feeds)).all()
        ledger = (_row(row, nights.get(row.url, [])) for row in rows)
        return tuple(sorted(ledger, key=lambda row: (row.outlet, row.url)))


def put_feed_night(connection: Connection, url: str, date: Date, *, read: bool, seconds: float) -> None:
    """Stores whether a subscription could be read for the edition of `date`, and how long that took; the last word
    counts."""
    nothing = {"articles": 0, "bodies": 0, "failed": 0, "reason": ""}
    row = {"url": url, "date": date, "read": read, "seconds": seconds} | nothing
    upsert(connection, feed_nights, [row], replace=("read", "seconds"))


def _failed_pages(connection: Connection, date: Date) -> dict[str, Counter[str]]:
    """Why pages of each subscription could not be read for the edition of `date`; a language that is not read is no
    failure."""
    announced = select(leads.c.subscription, skips.c.record).join(
        skips, and_(skips.c.url == leads.c.url, skips.c.date == date)
    )
    failed: dict[str, Counter[str]] = {}
    for row in connection.execute(announced):
        skip = from_json(Skipped, row.record)
        if skip.reason is not Reason.OTHER_LANGUAGE:
            failed.setdefault(row.subscription, Counter())[skip.reason.value] += 1
    return failed


def _row(row: Any, nights: Sequence[Any]) -> LedgerRow:
    subscription = from_json(Subscription, row.subscription)
    failure = from_json(Skipped, row.last_failure) if row.last_failure else None
    pages = sum(night.articles + night.failed for night in nights)
    trouble, why = _trouble(row.failures, failure, nights)
    return LedgerRow(
        outlet=subscription.outlet,
        url=subscription.url,
        address=row.address,
        last_success=row.last_success,
        failures=row.failures,
        last_failure=failure,
        nights=len(nights),
        articles=sum(night.articles for night in nights) / len(nights) if nights else 0.0,
        with_body=sum(night.bodies for night in nights) / pages if pages else None,
        seconds=median(night.seconds for night in nights) if nights else None,
        trouble=trouble,
        why=why,
    )


def _trouble(failures: int, failure: Skipped | None, nights: Sequence[Any]) -> tuple[Trouble | None, str]:
    """What is broken: from the editions in a row that it could not be read for, and from the latest that it was read
    for (the newest first)."""
    if failures >= FLAGGED_AFTER and failure:
        blocked = failure.reason in _BLOCKED or failure.detail.startswith(_BLOCKED_STATUSES)
        return Trouble.BLOCKED if blocked else Trouble.DEAD, f"not read for {failures} editions in a row: {failure.why}"
    if failures:
        return None, ""
    tried = [night for night in nights if night.read and night.articles + night.failed]
    fruitless = next((number for number, night in enumerate(tried) if night.bodies), len(tried))
    if fruitless < FLAGGED_AFTER:
        return None, ""
    reason = next((night.reason for night in tried[:fruitless] if night.reason), "only previews")
    blocked = reason in {one.value for one in _BLOCKED}
    told = f"read, but no article of it had a body for {fruitless} editions: {reason}"
    return Trouble.BLOCKED if blocked else Trouble.LAYOUT, told
