"""What `nightdesk check` finds out: what each subscription announces, and what stands in the way of reading it."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime

from pydantic import BaseModel, computed_field

from extractors.announcements import Announcement, Refusal
from extractors.articles import Page
from extractors.discovery import discover
from extractors.fetching import Fetcher
from extractors.subscriptions import Lead, Reason, Skipped, Subscription
from flows import nights, stages
from flows.configuration import Configuration
from flows.troubles import known
from store import LedgerRow

_SAMPLES = 3
_AWAY = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT})


class Sample(BaseModel, frozen=True, extra="forbid"):
    """One article of a subscription, as it would be read."""

    url: str
    headline: str = ""
    words: int = 0
    preview: bool = False
    fault: Skipped | None = None
    """Why it can't be read."""


class Checked(BaseModel, frozen=True, extra="forbid"):
    """What one subscription announces now, or why that can't be said."""

    subscription: Subscription
    fault: Skipped | None = None
    format: str = ""
    """Such as "RSS 2.0"."""
    read_at: str = ""
    """Where it is read, if not at its own URL: where this has moved for good, or the feed that the page there names."""
    named_by_page: bool = False
    leads: int = 0
    in_window: int = 0
    """Leads of the edition that would be made now; those without a date count as new."""
    undated: int = 0
    newest: datetime | None = None
    left_out: dict[str, int] = {}
    """How many entries make no lead for this edition, by reason."""
    forbidden: Skipped | None = None
    """Why the first of its articles may not be asked for (robots.txt)."""
    sample: Sample | None = None
    ledger: LedgerRow | None = None
    """How it fared on the nights so far; None where there was none."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def only_old(self) -> bool:
        """True where it announces articles, but all from before the edition's window: it may have moved or ended."""
        return self.leads > 0 and not self.in_window

    @computed_field  # type: ignore[prop-decorator]
    @property
    def needs_attention(self) -> bool:
        """True where something of it can't be read, or could not for several nights."""
        troubled = self.ledger and self.ledger.trouble
        return bool(self.fault or self.forbidden or (self.sample and self.sample.fault) or troubled)


class CheckReport(BaseModel, frozen=True, extra="forbid"):
    """What all subscriptions announce for the edition of `date`, whose window is [since, until)."""

    date: date
    timezone: str
    since: datetime
    until: datetime
    subscriptions: tuple[Checked, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def offline(self) -> bool:
        """True where nothing at all could be reached."""
        faults = [one.fault for one in self.subscriptions]
        return len(faults) > 1 and all(fault is not None and fault.reason in _AWAY for fault in faults)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def needs_attention(self) -> bool:
        """True where there is nothing to read, or something of it can't be read."""
        return not self.subscriptions or any(one.needs_attention for one in self.subscriptions)


def check(configuration: Configuration, *, pages: bool, tell: Callable[[int, int], None]) -> CheckReport:
    """Asks every subscription, and stores nothing.

    Args:
        pages: also fetch and read an article of each.
        tell: called with how many are done, and of how many.
    """
    night = nights.plan(configuration)
    ledger = known(configuration)
    checked = asyncio.run(_check_all(night, pages, tell))
    return CheckReport(
        date=night.date,
        timezone=configuration.edition.timezone,
        since=night.since,
        until=night.until,
        subscriptions=tuple(one.model_copy(update={"ledger": ledger.get(one.subscription.url)}) for one in checked),
    )


async def _check_all(night: nights.Night, pages: bool, tell: Callable[[int, int], None]) -> tuple[Checked, ...]:
    done, total = 0, len(night.subscriptions)

    async def one(fetcher: Fetcher, subscription: Subscription) -> Checked:
        nonlocal done
        checked = await _check(fetcher, night, subscription, pages)
        done += 1
        tell(done, total)
        return checked

    tell(0, total)
    async with Fetcher(night.configuration.fetch, nights.now) as fetcher:
        return tuple(await asyncio.gather(*(one(fetcher, subscription) for subscription in night.subscriptions)))


async def _check(fetcher: Fetcher, night: nights.Night, subscription: Subscription, pages: bool) -> Checked:
    found = await discover(fetcher, subscription)
    if isinstance(found, Skipped):
        return Checked(subscription=subscription, fault=found)
    new = [lead for lead in found.leads if night.since <= (_dated(lead) or nights.now())]
    tried = (new or found.leads)[:_SAMPLES]
    first = tried[0] if tried else None
    forbidden = await fetcher.permitted(first.announced or first.url, outlet=subscription.outlet) if first else None
    return Checked(
        subscription=subscription,
        format=found.format,
        read_at=found.address if found.address != subscription.url else "",
        named_by_page=bool(found.named_by),
        leads=len(found.leads),
        in_window=len(new),
        undated=sum(_dated(lead) is None for lead in found.leads),
        newest=max((dated for lead in found.leads if (dated := _dated(lead))), default=None),
        left_out=_left_out(found, len(found.leads) - len(new)),
        forbidden=forbidden,
        sample=await _sample(fetcher, night, tried) if pages and not forbidden else None,
    )


def _dated(lead: Lead) -> datetime | None:
    return lead.published or lead.updated


def _left_out(found: Announcement, old: int) -> dict[str, int]:
    left = {str(reason): number for reason in Refusal if (number := found.refused.get(reason, 0))}
    return left | ({"from before this edition's window": old} if old else {})


async def _sample(fetcher: Fetcher, night: nights.Night, leads: Sequence[Lead]) -> Sample | None:
    """The first of the leads that can be read; else why the last of them can't; None without any."""
    sample = None
    for lead in leads:
        sample = await _read(fetcher, night, lead)
        if sample.fault is None:
            break
    return sample


async def _read(fetcher: Fetcher, night: nights.Night, lead: Lead) -> Sample:
    answer = await fetcher.fetch(lead.announced or lead.url, outlet=lead.outlet)
    if not isinstance(answer, Page):
        return Sample(url=lead.url, fault=answer if isinstance(answer, Skipped) else None)
    article = await asyncio.to_thread(stages.article_of, night, answer, lead)
    if isinstance(article, Skipped):
        return Sample(url=lead.url, fault=article)
    return Sample(url=article.url, headline=article.headline, words=len(article.text.split()), preview=article.preview)
