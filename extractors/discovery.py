"""Finding leads: asking a subscription what it announces, wherever it has moved and however many parts it has."""

import asyncio
from collections import Counter

from extractors.announcements import Announcement, Entries, Refusal, announcement, looks_like, not_read
from extractors.articles import Page
from extractors.feeds import named_feeds, read_feed
from extractors.fetching import ACCEPT_FEED, ACCEPT_PAGE, Fetcher, Unchanged, Validators
from extractors.page_lists import read_page_list
from extractors.sitemaps import Part, Sitemap, read_sitemap
from extractors.subscriptions import Skipped, Subscription

ACCEPT_SITEMAP = "application/xml,text/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"

_MAX_SITEMAPS = 8
_MAX_SITEMAP_BYTES = 40_000_000
_MAX_DEPTH = 3
_NO_SITEMAP = {
    "": "no sitemap, index of sitemaps or robots.txt",
    "feed": 'a feed, no sitemap: write kind = "feed"',
    "html": "an HTML page, no sitemap: write the address of the site's robots.txt, which may name its sitemaps",
}


async def discover(
    fetcher: Fetcher, subscription: Subscription, *, address: str = "", validators: Validators | None = None
) -> Announcement | Skipped:
    """What the subscription announces now; `Skipped` with the reason where it can't be read.

    Args:
        address: where it was read the last time, if not at its own URL, which is asked where this one fails.
        validators: what the last answer there came with.
    """
    if address:
        found = await _read(fetcher, subscription, address, validators)
        if isinstance(found, Announcement):
            return found
        validators = None
    return await _read(fetcher, subscription, subscription.url, validators)


async def _read(
    fetcher: Fetcher, subscription: Subscription, address: str, validators: Validators | None
) -> Announcement | Skipped:
    accept = {"feed": ACCEPT_FEED, "sitemap": ACCEPT_SITEMAP, "page_list": ACCEPT_PAGE}[subscription.kind]
    answer = await fetcher.fetch(
        address, outlet=subscription.outlet, validators=validators, accept=accept, current=True
    )
    if isinstance(answer, Skipped):
        return answer.model_copy(update={"url": subscription.url})
    if isinstance(answer, Unchanged):
        return Announcement(format="", leads=(), address=answer.moved_to or address, unchanged=True)
    if subscription.kind == "sitemap":
        return await _read_sitemaps(fetcher, subscription, answer)
    if subscription.kind == "page_list":
        return _validated(await asyncio.to_thread(read_page_list, answer, subscription), answer)
    named = await asyncio.to_thread(named_feeds, answer) if looks_like(answer) == "html" else ()
    if named:
        return await _read_named(fetcher, subscription, answer.url, named[0])
    return await _read_feed(answer, subscription)


async def _read_feed(page: Page, subscription: Subscription) -> Announcement | Skipped:
    """What the feed says, read in a thread: a large one must not let the answers of other outlets wait."""
    return _validated(await asyncio.to_thread(read_feed, page, subscription), page)


async def _read_named(fetcher: Fetcher, subscription: Subscription, page: str, feed: str) -> Announcement | Skipped:
    """What the feed announces that the subscription's page names first."""
    answer = await fetcher.fetch(feed, outlet=subscription.outlet, accept=ACCEPT_FEED, current=True)
    assert not isinstance(answer, Unchanged)  # it was asked without validators
    found = await _read_feed(answer, subscription) if isinstance(answer, Page) else answer
    if isinstance(found, Announcement):
        return found.model_copy(update={"named_by": page})
    told = not_read(subscription, f"the feed {feed} that the page names: {found.detail}")
    return told.model_copy(update={"reason": found.reason})


def _validated(found: Announcement | Skipped, page: Page) -> Announcement | Skipped:
    """With the validators that came with the page."""
    if isinstance(found, Skipped):
        return found
    validators = Validators.of(page)
    return found.model_copy(update={"etag": validators.etag, "last_modified": validators.last_modified})


async def _read_sitemaps(fetcher: Fetcher, subscription: Subscription, page: Page) -> Announcement | Skipped:
    """What a sitemap announces, with the parts that it names, within bounds of number, depth and size."""
    first = await asyncio.to_thread(read_sitemap, page)
    if first is None:
        return not_read(subscription, _NO_SITEMAP.get(looks_like(page), _NO_SITEMAP[""]))
    if not first.parts:
        found = announcement(first.entries, subscription, page)
        return _without_dates(found, subscription) or _validated(found, page)
    sitemaps, failed = await _parts(fetcher, subscription, first, len(page.body))
    entries = [sitemap.entries for sitemap in sitemaps if not sitemap.parts]
    if not entries and failed is not None:
        return not_read(subscription, f"the sitemap {failed.url} that it names: {failed.why}")
    formats = {one.format for one in entries}
    merged = Entries(
        f"{first.entries.format}, {'news sitemap' if 'news sitemap' in formats else 'sitemap'}",
        [item for one in entries for item in one.items],
        sum((one.refused for one in entries), Counter[Refusal]()),
    )
    # An index may stay as it is while its parts change, so its validators are not kept.
    found = announcement(merged, subscription, page)
    return _without_dates(found, subscription) or found


async def _parts(
    fetcher: Fetcher, subscription: Subscription, first: Sitemap, size: int
) -> tuple[list[Sitemap], Skipped | None]:
    """The sitemaps that one names, those that these name, and so on; why the last that failed did."""
    waiting: list[tuple[Part, int]] = [(part, 1) for part in first.parts]
    seen: set[str] = set()
    read: list[Sitemap] = []
    failed: Skipped | None = None
    while waiting and len(seen) < _MAX_SITEMAPS and size < _MAX_SITEMAP_BYTES:
        part, depth = waiting.pop(0)
        told = any(sitemap.entries.format == "news sitemap" for sitemap in read)
        if part.url in seen or (told and not part.for_news):  # a news sitemap has all of the last two days
            continue
        seen.add(part.url)
        answer = await fetcher.fetch(part.url, outlet=subscription.outlet, accept=ACCEPT_SITEMAP, current=True)
        sitemap = await asyncio.to_thread(read_sitemap, answer) if isinstance(answer, Page) else None
        if sitemap is None or not isinstance(answer, Page):
            no_sitemap = not_read(subscription, "no sitemap").model_copy(update={"url": part.url})
            failed = answer if isinstance(answer, Skipped) else no_sitemap
            continue
        size += len(answer.body)
        read.append(sitemap)
        if depth < _MAX_DEPTH:
            waiting = [(further, depth + 1) for further in sitemap.parts] + waiting
    return read, failed


def _without_dates(found: Announcement, subscription: Subscription) -> Skipped | None:
    """Why a sitemap is of no use where none of its entries has a date; None where some have, or there are none."""
    undated = found.refused.get(Refusal.UNDATED, 0)
    if found.leads or not undated or Refusal.TOO_OLD in found.refused:
        return None
    return not_read(
        subscription,
        f"a sitemap of {undated:,} addresses without dates, so that new ones can't be told: subscribe to a feed or a "
        "page list",
    )
