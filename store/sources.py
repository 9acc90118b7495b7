"""Subscriptions and what they announced; what could not be read."""

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import Connection, and_, delete, exists, func, or_, select

from extractors.subscriptions import Lead, Skipped, Subscription
from store.database import Database, batches, upsert
from store.ledger import put_feed_night
from store.records import from_json, to_json
from store.tables import feeds, leads, pages, skips


class KeptFeed(BaseModel, frozen=True, extra="forbid"):
    """What is known of a subscription from its last good read; all empty where there was none."""

    address: str = ""
    """Where it is read, if not at its own URL."""
    etag: str = ""
    last_modified: str = ""


class Sources(Database):
    """Questions about subscriptions, leads and skips."""

    def kept_feed(self, subscription: Subscription) -> KeptFeed:
        """What the last good read of the subscription left; nothing of one that was read as another kind of thing."""
        with self.reading() as connection:
            row = connection.execute(select(feeds).where(feeds.c.url == subscription.url)).one_or_none()
        if row is None or from_json(Subscription, row.subscription).kind != subscription.kind:
            return KeptFeed()
        return KeptFeed(address=row.address, etag=row.etag, last_modified=row.last_modified)

    def record_feed(
        self,
        subscription: Subscription,
        announced: Sequence[Lead],
        *,
        etag: str,
        last_modified: str,
        date: Date,
        at: datetime,
        address: str = "",
        unchanged: bool = False,
        seconds: float = 0.0,
    ) -> None:
        """Stores a good read for the edition of `date`: the leads with the validators that spare the next read, so that
        none is lost between the two, and the `address` that they hold for, if not the subscription's own. An
        `unchanged` feed (304) keeps the validators it has. It took so many `seconds`."""
        kept = {} if unchanged else {"etag": etag, "last_modified": last_modified}
        with self.writing() as connection:
            upsert(
                connection,
                leads,
                [_lead_row(lead, at) for lead in announced],
                replace=("record", "dated", "changed"),
            )
            success = {"last_success": at, "failures": 0, "failed_on": None, "last_failure": None} | kept
            success["address"] = address if address != subscription.url else ""
            upsert(connection, feeds, [_feed_row(subscription) | success], replace=("subscription", *success))
            drop_skips(connection, date, [subscription.url])
            put_feed_night(connection, subscription.url, date, read=True, seconds=seconds)

    def record_feed_failure(
        self, subscription: Subscription, skipped: Skipped, *, date: Date, seconds: float = 0.0
    ) -> None:
        """Stores that the subscription could not be read for the edition of `date`, which took so many `seconds`.
        Trying again for the same edition and failing again counts once."""
        failure = {"last_failure": to_json(skipped)}
        with self.writing() as connection:
            upsert(connection, feeds, [_feed_row(subscription) | failure], replace=("subscription", "last_failure"))
            connection.execute(
                feeds.update()
                .where(feeds.c.url == subscription.url, or_(feeds.c.failed_on.is_(None), feeds.c.failed_on < date))
                .values(failures=feeds.c.failures + 1, failed_on=date)
            )
            put_skips(connection, date, [skipped])
            put_feed_night(connection, subscription.url, date, read=False, seconds=seconds)

    def pending_leads(self, subscriptions: Sequence[str], *, since: datetime, date: Date) -> tuple[Lead, ...]:
        """The leads to fetch for the edition of `date`: announced by these subscriptions (their URLs), dated `since` or
        later (undated ones: first seen then), without a stored page or changed since it was fetched, and not given up
        on for this edition. A URL comes once, under the first subscription that announced it; in the order of
        `subscriptions`, within each the newest first."""
        moment = func.coalesce(leads.c.dated, leads.c.first_seen)
        given_up = exists().where(skips.c.date == date, skips.c.url == leads.c.url)
        # A date in the future would look changed for ever, so it must also differ from what was announced before.
        changed = and_(
            leads.c.changed > pages.c.fetched, or_(pages.c.announced.is_(None), leads.c.changed > pages.c.announced)
        )
        question = (
            select(leads.c.record, moment.label("moment"))
            .outerjoin(pages, pages.c.lead == leads.c.url)
            .where(leads.c.subscription.in_(subscriptions), moment >= since, ~given_up)
            .where(or_(pages.c.lead.is_(None), changed))
        )
        with self.reading() as connection:
            found = [(from_json(Lead, row.record), row.moment) for row in connection.execute(question)]
        order = {url: position for position, url in enumerate(subscriptions)}
        found.sort(key=lambda pair: (order[pair[0].subscription], -pair[1].timestamp(), pair[0].url))
        first: dict[str, Lead] = {}
        for lead, _ in found:
            first.setdefault(lead.url, lead)
        return tuple(first.values())

    def record_skips(self, date: Date, skipped: Iterable[Skipped]) -> None:
        """Stores what could not be read for the edition of `date`; the last word on a URL counts."""
        with self.writing() as connection:
            put_skips(connection, date, skipped)

    def skips(self, date: Date) -> tuple[Skipped, ...]:
        """What could not be read for the edition of `date`, by outlet and URL."""
        with self.reading() as connection:
            rows = connection.execute(select(skips.c.record).where(skips.c.date == date)).scalars().all()
        return tuple(sorted((from_json(Skipped, row) for row in rows), key=lambda skip: (skip.outlet, skip.url)))


def put_skips(connection: Connection, date: Date, skipped: Iterable[Skipped]) -> None:
    """As `Sources.record_skips`, within a transaction."""
    rows = [{"date": date, "url": skip.url, "record": to_json(skip)} for skip in skipped]
    upsert(connection, skips, rows, replace=("record",))


def drop_skips(connection: Connection, date: Date, urls: Iterable[str]) -> None:
    """Takes back that these URLs could not be read for the edition of `date`."""
    for batch in batches(urls):
        connection.execute(delete(skips).where(skips.c.date == date, skips.c.url.in_(batch)))


def changed(lead: Lead) -> datetime | None:
    """The latest that the announcement says of its page: updated, else published."""
    return lead.updated or lead.published


def _lead_row(lead: Lead, at: datetime) -> dict[str, object]:
    return {
        "subscription": lead.subscription,
        "url": lead.url,
        "record": to_json(lead),
        "dated": lead.published or lead.updated,
        "changed": changed(lead),
        "first_seen": at,
    }


def _feed_row(subscription: Subscription) -> dict[str, object]:
    record = to_json(subscription)
    unread = {"address": "", "etag": "", "last_modified": "", "failures": 0}
    return {"url": subscription.url, "subscription": record} | unread
