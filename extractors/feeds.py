"""Feeds: RSS, Atom and JSON Feed, and the links by which a page names its feeds."""

import json
import re
from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any
from xml.sax import SAXException

import feedparser
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from extractors.addresses import resolved
from extractors.announcements import Announcement, Entries, Item, announced_date, announcement, looks_like, not_read
from extractors.articles import Page
from extractors.charsets import decoded
from extractors.subscriptions import Skipped, Subscription

_MAX_ITEMS = 500
_MAX_FEED_BYTES = 4_000_000
_MAX_TAGS = 60_000  # feedparser takes some 70 microseconds for each; 500 items have half as many
_MAX_LINKS = 200
_EARLIEST_YEAR = 1995
_ROOT = re.compile(rb"<((?:\w+:)?(?:rss|feed|rdf))\b", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
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
        if page.body.lstrip()[:1] == b"{":
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
    soup = BeautifulSoup(decoded(page), "lxml", parse_only=SoupStrainer(["link", "base"]))
    base = next((resolved(page.url, str(tag["href"])) for tag in soup.select("base[href]")), "") or page.url
    found = (
        resolved(base, str(link["href"]))
        for link in soup.select("link[rel~=alternate i][type][href]", limit=_MAX_LINKS)
        if str(link["type"]).partition(";")[0].strip().lower() in _FEED_TYPES
    )
    return tuple(dict.fromkeys(filter(None, found)))


class _NoFeed(Exception):
    """A page isn't a feed; the text says what it is."""


def _xml_entries(page: Page) -> Entries:
    body = _bounded(page.body)
    if _CDATA.sub(b"", body).count(b"<") > _MAX_TAGS:
        raise _NoFeed(f"more than {_MAX_TAGS:,} tags")
    try:
        feed = feedparser.parse(
            BytesIO(body),  # bare bytes might be taken for the name of a file
            response_headers={"content-type": page.headers.get("content-type", ""), "content-location": page.url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # its parsers meet bytes that nobody has met before
        raise _NoFeed(f"{type(error).__name__}: {error}") from error
    fault = feed.get("bozo_exception")
    if not feed.entries and (not feed.version or isinstance(fault, SAXException)):
        raise _NoFeed(str(fault or "no items"))
    return Entries(_format(feed.version), [_xml_item(entry, page.url) for entry in feed.entries[:_MAX_ITEMS]])


def _bounded(body: bytes) -> bytes:
    """A feed of more items or bytes than are read, ended after the last item that is."""
    end = kept = 0
    for found in _ITEM_END.finditer(body, 0, _MAX_FEED_BYTES):
        end, kept = found.end(), kept + 1
        if kept == _MAX_ITEMS:
            break
    if kept < _MAX_ITEMS and len(body) <= _MAX_FEED_BYTES:
        return body
    if not kept:
        raise _NoFeed(f"more than {_MAX_FEED_BYTES:,} bytes without an item")
    root = _ROOT.search(body)
    name = root[1] if root else b""
    return body[:end] + (b"</channel>" if name.lower() == b"rss" else b"") + b"</" + name + b">"


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
    name = str(id or "").strip()
    return resolved(base, str(link or "")) or (resolved(base, name) if "://" in name[:10] else "")


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
    return Entries(name, [_json_item(item, page.url) for item in items[:_MAX_ITEMS] if isinstance(item, dict)])


def _json_item(item: dict[str, Any], base: str) -> Item:
    published, updated = (announced_date(str(item.get(key) or "")) for key in ("date_published", "date_modified"))
    return Item(
        link=_link(base, item.get("url"), item.get("id")),
        title=str(item.get("title") or ""),
        published=published or updated,
        updated=updated,
    )
