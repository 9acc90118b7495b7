"""Sitemaps: Google's news sitemaps, plain ones, indexes of them, and the lines of a robots.txt that name them.

The formats are those of sitemaps.org, version 0.9, and of Google's news extension of it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lxml import etree

from extractors.addresses import resolved
from extractors.announcements import Entries, Item, Refusal, announced_date
from extractors.articles import Page
from extractors.compression import UndecodableBody, unpack
from extractors.page_lists import names_article
from extractors.trees import local_name, parsed_xml

LONGEST_LOOK_BACK = timedelta(hours=240)
"""No edition reaches back further (`look_back_hours`); what a sitemap lists from before is the site's past."""

_MAX_BYTES = 20_000_000
_MAX_ENTRIES = 50_000  # what sitemaps.org allows
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_ROBOTS_LINE = re.compile(
    r"^[ \t]*(?:user-agent|disallow|allow|sitemap|crawl-delay)[ \t]*:", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A further sitemap that an index or a robots.txt names."""

    url: str
    modified: datetime | None = None

    @property
    def for_news(self) -> bool:
        """True where its address says that it is a news sitemap."""
        return "news" in self.url.lower()


@dataclass(frozen=True)
class Sitemap:
    """What one document says: entries, or further sitemaps, the likeliest to hold tonight's news first."""

    entries: Entries
    parts: list[Part] = field(default_factory=list)


def read_sitemap(page: Page) -> Sitemap | None:
    """What a sitemap (also one packed with gzip), an index or a robots.txt says; None for anything else."""
    body = page.body
    if body[:2] == b"\x1f\x8b":
        try:
            body = unpack(body, "gzip", _MAX_BYTES)
        except UndecodableBody:
            return None
    body = body[:_MAX_BYTES]
    root = parsed_xml(body) if b"<" in body[:1_000] else None
    name = local_name(root) if root is not None else ""
    if root is not None and name == "sitemapindex":
        return Sitemap(Entries("sitemap index", []), _newest_first(_parts(root, page.url), page.fetched))
    if root is not None and name == "urlset":
        return Sitemap(_entries(root, page))
    text = body.decode("utf-8-sig", "replace")
    if root is None and _ROBOTS_LINE.search(text):
        parts = [Part(url) for line in _SITEMAP_LINE.findall(text)[:_MAX_ENTRIES] if (url := resolved(page.url, line))]
        return Sitemap(Entries("robots.txt", []), _newest_first(parts, page.fetched))
    return None


def _newest_first(parts: list[Part], fetched: datetime) -> list[Part]:
    """Without those that say that nothing changed lately; those named for news first, of these the newest."""
    recent = [part for part in parts if part.modified is None or part.modified >= fetched - LONGEST_LOOK_BACK]
    first = datetime.min.replace(tzinfo=UTC)
    return sorted(recent, key=lambda part: (part.for_news, part.modified or first), reverse=True)


def _parts(root: etree._Element, base: str) -> list[Part]:
    found = []
    for element in root[:_MAX_ENTRIES]:
        said = _children(element)
        if local_name(element) == "sitemap" and (url := resolved(base, said.get("loc", ""))):
            found.append(Part(url, announced_date(said.get("lastmod", ""))))
    return found


def _entries(root: etree._Element, page: Page) -> Entries:
    items, refused, news = [], Counter[Refusal](), False
    for element in root[:_MAX_ENTRIES]:
        if local_name(element) != "url":
            continue
        said = _children(element)
        link, modified = resolved(page.url, said.get("loc", "")), announced_date(said.get("lastmod", ""))
        published = announced_date(said.get("publication_date", ""))
        told = "title" in said or published is not None
        refusal = _refusal(link, published, modified, page.fetched, told=told)
        if refusal:
            refused[refusal] += 1
        else:
            items.append(Item(link, said.get("title", ""), published, modified))
        news = news or told
    return Entries("news sitemap" if news else "sitemap", items, refused)


def _children(element: etree._Element) -> dict[str, str]:
    """The texts of the elements within it by their local names, those of its news extension among them."""
    said: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        within = child if name == "news" else [child]
        for one in within:
            said.setdefault(local_name(one), (one.text or "").strip())
    return said


def _refusal(
    link: str, published: datetime | None, modified: datetime | None, fetched: datetime, *, told: bool
) -> Refusal | None:
    """Why an entry makes no lead. A plain sitemap lists a site's whole past, lists and all: only what says that it is
    recent, and by its address may be an article, is one."""
    if not link:
        return Refusal.NO_ADDRESS
    if not told and not names_article(link):
        return Refusal.NO_ARTICLE
    in_path = _DAY_IN_PATH.search(link)
    dated = published or (announced_date("-".join(in_path.groups())) if in_path else None) or modified
    if dated is None:
        return None if told else Refusal.UNDATED  # news sitemaps hold the last two days only
    return Refusal.TOO_OLD if dated < fetched - LONGEST_LOOK_BACK else None
