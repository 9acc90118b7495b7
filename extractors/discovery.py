"""Finding leads: the articles that a feed or a page of links announces."""

import json
import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from time import struct_time
from typing import Any
from urllib.parse import urlsplit

import feedparser
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from extractors.addresses import identity, resolved, same_site
from extractors.articles import Page
from extractors.charsets import decoded
from extractors.dates import read_date
from extractors.subscriptions import Lead, Reason, Skipped, Subscription

MAX_LEADS = 200
_MAX_TITLE_CHARS = 300
_MAX_URL_CHARS = 2_000
_MAX_LINKS = 5_000
_MAX_DETAIL_CHARS = 200
_MAX_FEED_BYTES = 4_000_000
_ROOT_WITHIN_BYTES = 8_192
_FEED_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HTML_ROOT = re.compile(rb"<html|<!doctype html", re.IGNORECASE)


def announced(page: Page, subscription: Subscription) -> tuple[Lead, ...] | Skipped:
    """The leads on `page`, read as what the subscription says it is; at most `MAX_LEADS`, each article once."""
    return read_feed(page, subscription) if subscription.kind == "feed" else read_page_list(page, subscription)


def read_feed(page: Page, subscription: Subscription) -> tuple[Lead, ...] | Skipped:
    """The leads of an RSS, Atom or JSON feed in its own order; `Skipped` where `page` is no readable feed."""
    try:
        items = _json_items(page) if page.body.lstrip()[:1] == b"{" else _xml_items(page)
        return _leads(items, subscription)
    except _NoFeed as error:
        return _skipped(subscription, Reason.BAD_FEED, str(error))


def read_page_list(page: Page, subscription: Subscription) -> tuple[Lead, ...] | Skipped:
    """The links of an HTML page that look like articles of the same site, in page order; `Skipped` without any."""
    leads = _leads(_linked(page), subscription)
    return leads or _skipped(subscription, Reason.BAD_FEED, "no link that looks like an article")


class _NoFeed(Exception):
    """A page isn't a feed; the text says what it is."""


def _skipped(subscription: Subscription, reason: Reason, detail: str) -> Skipped:
    line = " ".join(detail.split())[:_MAX_DETAIL_CHARS]
    return Skipped(url=subscription.url, outlet=subscription.outlet, reason=reason, detail=line)


_Item = tuple[str, str, datetime | None, datetime | None]
"""URL, title, published, updated."""


def _leads(items: Iterable[_Item], subscription: Subscription) -> tuple[Lead, ...]:
    leads: dict[str, Lead] = {}
    for link, title, published, updated in items:
        url = identity(link)
        if not link or len(link) > _MAX_URL_CHARS or url in leads:
            continue
        leads[url] = Lead(
            url=url,
            announced=link if link != url else "",
            subscription=subscription.url,
            outlet=subscription.outlet,
            category=subscription.category,
            title=_plain(title),
            published=published,
            updated=updated,
        )
        if len(leads) == MAX_LEADS:
            break
    return tuple(leads.values())


def _xml_items(page: Page) -> Iterator[_Item]:
    if not _FEED_ROOT.search(page.body[:_ROOT_WITHIN_BYTES]):
        html = _HTML_ROOT.search(page.body[:_ROOT_WITHIN_BYTES])
        raise _NoFeed("an HTML page, no feed" if html else "no RSS, Atom or JSON feed")
    if len(page.body) > _MAX_FEED_BYTES:
        raise _NoFeed(f"more than {_MAX_FEED_BYTES:,} bytes")
    try:
        feed = feedparser.parse(
            BytesIO(page.body),  # bare bytes might be taken for the name of a file
            response_headers={"content-type": page.headers.get("content-type", ""), "content-location": page.url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # its parsers meet bytes that nobody has met before
        raise _NoFeed(f"{type(error).__name__}: {error}") from error
    if not feed.entries and not feed.version:
        raise _NoFeed(str(feed.get("bozo_exception", "no items")))
    for entry in feed.entries:
        link = resolved(page.url, str(entry.get("link") or entry.get("id") or ""))
        updated = _moment(dict.get(entry, "updated_parsed"))  # feedparser's own get() falls back on the other date
        yield link, str(entry.get("title") or ""), _moment(dict.get(entry, "published_parsed")) or updated, updated


def _json_items(page: Page) -> Iterator[_Item]:
    """The items of a JSON Feed (jsonfeed.org, version 1)."""
    try:
        feed = json.loads(decoded(page))
    except (ValueError, RecursionError) as error:
        raise _NoFeed(f"broken JSON: {error}") from error
    items = feed.get("items")
    if not isinstance(items, list):
        raise _NoFeed("JSON without items")
    for item in items:
        if isinstance(item, dict):
            published, updated = _stated(item, "date_published"), _stated(item, "date_modified")
            link = resolved(page.url, str(item.get("url") or item.get("id") or ""))
            yield link, str(item.get("title") or ""), published or updated, updated


def _stated(item: dict[str, Any], name: str) -> datetime | None:
    return read_date(str(item.get(name) or ""))


def _moment(parsed: struct_time | None) -> datetime | None:
    """feedparser's UTC time as a datetime."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


# The last part of an article's path: words joined by hyphens or underscores, or a long number.
_SLUG = re.compile(r"(?:[^\W_]+[-_]){3}[^\W_]+|\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}")
_DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2]|[a-z]{3})\b", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"""/(?:tags?|topics?|authors?|profiles?|people|categor(?:y|ies)|sections?|search|login|sign-?in|sign-?up|register
    |subscribe|subscriptions?|newsletters?|about(?:-us)?|contact(?:-us)?|privacy[^/]*|terms[^/]*|cookies?[^/]*|help|faq
    |advertis[^/]*|careers|jobs|shop|video|videos|audio|podcasts?|gallery|galleries|pictures|live|rss|feeds?|page|tv
    |sitemap|account|corrections|wp-[^/]*)(?:/|$)
    |\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|xml|rss|json|css|js)$""",
    re.IGNORECASE | re.VERBOSE,
)
_HEADLINE_WORDS = 5


def _linked(page: Page) -> Iterator[_Item]:
    """The page's links to articles of its own site, under the longest text that links to each."""
    soup = BeautifulSoup(decoded(page), "lxml", parse_only=SoupStrainer(["a", "base"]))
    base = next((resolved(page.url, str(tag["href"])) for tag in soup.select("base[href]")), "") or page.url
    found: dict[str, tuple[str, str]] = {}
    for link in soup.select("a[href]", limit=_MAX_LINKS):
        url = resolved(base, str(link["href"]))
        if same_site(url, page.url) and identity(url) != identity(page.url):
            first, title = found.get(identity(url), (url, ""))
            found[identity(url)] = (first, max(title, " ".join(link.get_text(" ").split()), key=len))
    return ((url, title, None, None) for url, title in found.values() if _is_article(url, title))


def _is_article(url: str, title: str) -> bool:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if not path or _NO_ARTICLE.search(path):
        return False
    told = len(title.split()) >= _HEADLINE_WORDS
    return told or bool(_DATED.search(path)) or bool(_SLUG.search(path.rpartition("/")[2]))


def _plain(title: str) -> str:
    """A title without markup, on one line."""
    title = unescape(_TAG.sub(" ", title[: 10 * _MAX_TITLE_CHARS]))
    return " ".join(title.encode("utf-8", "ignore").decode("utf-8").split())[:_MAX_TITLE_CHARS]
