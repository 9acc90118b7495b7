"""Feeds: RSS, Atom and JSON Feed, and the links by which a page names its feeds."""

import json
import re
from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from time import struct_time
from typing import Any

import feedparser

from extractors.addresses import resolved
from extractors.announcements import Announcement, Entries, Item, announced_date, announcement, looks_like, not_read
from extractors.articles import Page
from extractors.charsets import decoded
from extractors.feed_items import MAX_ITEMS, reduced_feed
from extractors.subscriptions import Skipped, Subscription
from extractors.trees import base_of, parsed_html

_MAX_LINKS = 200
_MAX_HEAD_CHARS = 500_000
_EARLIEST_YEAR = 1995
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/(\d(?:\.\d)?)")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_INSTEAD = {
    "": "no RSS, Atom or JSON feed",
    "sitemap": 'a sitemap, no feed: write kind = "sitemap"',
    "html": 'an HTML page that names no feed: write the address of its feed, or kind = "page_list" to read its links',
}


def read_feed(page: Page, subscription: Subscription) -> Announcement | Skipped:
    """What an RSS, Atom or JSON feed announces, in its own order; `Skipped` where `page` is no readable feed."""
    kind = looks_like(page)
    try:
        if page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            entries = _json_entries(page)
        elif kind == "feed":
            entries = _xml_entries(page)
        else:
            raise _NoFeed(_INSTEAD[kind])
    except _NoFeed as error:
        return not_read(subscription, str(error))
    return announcement(entries, subscription, page)


def named_feeds(page: Page) -> tuple[str, ...]:
    """The addresses of the feeds that an HTML page names in `<link rel="alternate">`, in its own order."""
    root = parsed_html(decoded(page)[:_MAX_HEAD_CHARS])
    if root is None:
        return ()
    base = base_of(root, page.url)
    found = (
        resolved(base, link.get("href", ""))
        for link in islice(root.iter("link"), _MAX_LINKS)
        if "alternate" in link.get("rel", "").lower().split()
        and link.get("type", "").partition(";")[0].strip().lower() in _FEED_TYPES
    )
    return tuple(dict.fromkeys(filter(None, found)))


class _NoFeed(Exception):
    """A page isn't a feed; the text says what it is."""


def _xml_entries(page: Page) -> Entries:
    try:
        feed = feedparser.parse(
            BytesIO(reduced_feed(decoded(page))),  # bare bytes might be taken for the name of a file
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": page.url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # its parsers meet what nobody has met before
        raise _NoFeed(f"{type(error).__name__}: {error}") from error
    if not feed.entries and not feed.version:
        raise _NoFeed(str(feed.get("bozo_exception", "no items")))
    return Entries(_format(feed.version), [_xml_item(entry, page.url) for entry in feed.entries])


def _format(version: str) -> str:
    """Such as "RSS 2.0" for feedparser's "rss20"."""
    if version.startswith("rss") and version[3:5].isdecimal():
        return f"RSS {version[3]}.{version[4:].rstrip('fnu')}"
    return "Atom" if version.startswith("atom") else "RSS"


def _xml_item(entry: Any, base: str) -> Item:
    updated = _date(entry, "updated")
    return Item(
        link=_link(base, entry.get("link"), entry.get("id")),
        title=str(entry.get("title") or ""),
        published=_date(entry, "published") or updated,
        updated=updated,
    )


def _date(entry: Any, name: str) -> datetime | None:
    # feedparser's own get() falls back on the other date.
    moment = _moment(dict.get(entry, f"{name}_parsed"))
    return announced_date(str(dict.get(entry, name) or ""), moment) if moment else None


def _moment(parsed: struct_time | None) -> datetime | None:
    """feedparser's UTC time as a datetime; None for what stands for no date, such as the year 1 or 1970."""
    try:
        moment = datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment and _EARLIEST_YEAR <= moment.year < 9999 else None


def _link(base: str, link: object, id: object) -> str:
    """The item's address; its id, where that is one and there is no other."""
    name = _text(id).strip()
    stated = _text(link).replace("&amp;", "&")  # escaped twice
    return resolved(base, stated) or (resolved(base, name) if "://" in name[:10] else "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _json_entries(page: Page) -> Entries:
    """The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    try:
        feed = json.loads(decoded(page))
    except (ValueError, RecursionError) as error:
        raise _NoFeed(f"broken JSON: {error}") from error
    items = feed.get("items")
    if not isinstance(items, list):
        raise _NoFeed("JSON without items")
    version = _JSON_FEED.match(str(feed.get("version")))
    name = f"JSON Feed {version[1]}" if version else "JSON feed"
    return Entries(name, [_json_item(item, page.url) for item in items[:MAX_ITEMS] if isinstance(item, dict)])


def _json_item(item: dict[str, Any], base: str) -> Item:
    published, updated = (announced_date(_text(item.get(key))) for key in ("date_published", "date_modified"))
    return Item(
        link=_link(base, item.get("url"), item.get("id")),
        title=_text(item.get("title")),
        published=published or updated,
        updated=updated,
    )
