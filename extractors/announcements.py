"""What a feed, sitemap or page list says of each article, and the leads that this makes."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from html import unescape

from pydantic import BaseModel, Field

from extractors.addresses import MAX_URL_CHARS, cleaned, from_cache, identity, is_web_address
from extractors.articles import Page
from extractors.dates import read_date
from extractors.subscriptions import Lead, Reason, Skipped, Subscription

MAX_LEADS = 200
"""Leads of one subscription, at most."""

_MAX_TITLE_CHARS = 300
_MAX_DETAIL_CHARS = 300
_WITHIN_BYTES = 8_192
_TAG = re.compile(r"<[^<>]*>")
# Control characters, and the marks that turn the direction of whatever is printed after them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DAY = re.compile(r"\s*\d{4}-?\d\d-?\d\d\s*")
_ROOTS = (
    ("feed", re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)),
    ("sitemap", re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)),
    ("html", re.compile(rb"<html|<!doctype html", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as it was announced; `link` is an http(s) address, or empty where it has none."""

    link: str
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None


class Refusal(StrEnum):
    """Why an entry makes no lead; the value is the short text that a report prints after a number."""

    NO_ADDRESS = "without a web address"
    TWICE = "announced twice"
    OTHER_SITE = "on another site"
    NO_ARTICLE = "with an address that looks like no article"
    UNDATED = "without a date"
    TOO_OLD = "too old for any edition"
    OVER_LIMIT = f"beyond the newest {MAX_LEADS}"


@dataclass(frozen=True)
class Entries:
    """What a page announces: its format, such as "RSS 2.0", the entries, and how many were refused already."""

    format: str
    items: list[Item]
    refused: Counter[Refusal] = field(default_factory=Counter)


class Announcement(BaseModel, frozen=True, extra="forbid"):
    """What a subscription announces now."""

    format: str
    """Such as "RSS 2.0"; empty where it is `unchanged`."""
    leads: tuple[Lead, ...]
    address: str
    """Where it was read and is to be asked for from now on: the subscription's URL, where that has moved for good, or
    the feed that its page names."""
    named_by: str = ""
    """The page that names the feed, where the subscription's URL is that of a page."""
    refused: dict[Refusal, int] = Field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False
    """True where it is as it was when `etag` and `last_modified` were given; `leads` are then empty."""


def announcement(entries: Entries, subscription: Subscription, page: Page) -> Announcement:
    """The leads that the entries of `page` make, each article once; the newest `MAX_LEADS`, in the order given."""
    refused = Counter(entries.refused)
    leads: dict[str, Lead] = {}
    places: dict[str, int] = {}
    for place, item in _newest_first(entries.items, page.fetched):
        lead = _lead(item, subscription, page.fetched) if len(leads) < MAX_LEADS else None
        if len(leads) == MAX_LEADS:
            refused[Refusal.OVER_LIMIT] += 1
        elif lead is None:
            refused[Refusal.NO_ADDRESS] += 1
        elif lead.url not in leads:
            leads[lead.url], places[lead.url] = lead, place
        else:
            refused[Refusal.TWICE] += 1
            if _is_twin(leads[lead.url]) and not _is_twin(lead):
                leads[lead.url] = leads[lead.url].model_copy(update={"announced": lead.announced})
    return Announcement(
        format=entries.format,
        leads=tuple(sorted(leads.values(), key=lambda lead: places[lead.url])),
        address=page.moved_to or page.lead,
        refused=dict(refused),
    )


def _newest_first(items: list[Item], fetched: datetime) -> list[tuple[int, Item]]:
    """The items with their places, those without a date first, as they may be as new as the page."""

    def moment(numbered: tuple[int, Item]) -> datetime:
        return _past(numbered[1].updated or numbered[1].published, fetched) or fetched

    return sorted(enumerate(items), key=moment, reverse=True)


def _lead(item: Item, subscription: Subscription, fetched: datetime) -> Lead | None:
    link = from_cache(item.link)
    if len(link) > MAX_URL_CHARS or not is_web_address(link):
        return None
    url = identity(link)
    return Lead(
        url=url,
        announced=link if link != url else "",
        subscription=subscription.url,
        outlet=subscription.outlet,
        category=subscription.category,
        title=_plain(item.title),
        published=_past(item.published, fetched),
        updated=_past(item.updated, fetched),
    )


def _is_twin(lead: Lead) -> bool:
    """True where an AMP or mobile page was announced, not the page itself."""
    return cleaned(lead.announced or lead.url) != lead.url


def _past(moment: datetime | None, fetched: datetime) -> datetime | None:
    """A date that lies ahead is none: the lead counts from when it was first seen, and is not new for ever."""
    return moment if moment and moment <= fetched else None


def announced_date(text: str, moment: datetime | None = None) -> datetime | None:
    """The moment that `text` states (`moment`, if it was read already). Of a day without an hour, the last second, so
    that nothing is older than it may be."""
    moment = moment or read_date(text)
    if moment and _DAY.fullmatch(text):
        return moment.replace(hour=23, minute=59, second=59)
    return moment


def looks_like(page: Page) -> str:
    """What the beginning of `page` says that it is: "feed", "sitemap", "html", or "" for anything else."""
    beginning = page.body[:_WITHIN_BYTES].replace(b"\0", b"")  # as UTF-16 has them
    found = {name: match.start() for name, root in _ROOTS if (match := root.search(beginning))}
    return min(found, key=found.__getitem__, default="")


def not_read(subscription: Subscription, detail: str) -> Skipped:
    """That what the subscription's address answers is not what was expected there; `detail` says what to do."""
    line = " ".join(detail.split())[:_MAX_DETAIL_CHARS]
    return Skipped(url=subscription.url, outlet=subscription.outlet, reason=Reason.BAD_FEED, detail=line)


def _plain(title: str) -> str:
    """A title without markup, on one line."""
    title = unescape(_TAG.sub(" ", title[: 10 * _MAX_TITLE_CHARS]))
    return " ".join(_UNPRINTABLE.sub("", title).split())[:_MAX_TITLE_CHARS]
