"""Each kind of fault alone: what comes of it, and that it costs no more than the largest body."""

import asyncio
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fault_server import KINDS, Kind, Site, open_sites

from extractors.articles import Article, Page
from extractors.extraction import extract
from extractors.feeds import read_feed
from extractors.fetch_limits import FetchLimits
from extractors.fetching import ACCEPT_FEED, Fetcher, Unchanged
from extractors.pictures import ImageFile, fetch_image
from extractors.subscriptions import Lead, Reason, Skipped, Subscription

LIMITS: dict[str, Any] = {
    "allow_private_addresses": True,
    "read_timeout_seconds": 3,
    "total_timeout_seconds": 5,
    "max_body_bytes": 6_500_000,
    "max_crawl_delay_seconds": 0.1,
    "per_host_delay_seconds": 0,
    "concurrency": 8,
    "retries": 1,
    "backoff_seconds": 0.01,
}
PEAK_BYTES = 30_000_000
"""What fetching one thing may take at its worst: the largest body, packed and unpacked, and what joins its pieces."""

Answer = Page | Unchanged | Skipped | ImageFile
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name.replace(" ", "-"))
each_large_kind = pytest.mark.parametrize(
    "kind",
    [kind for kind in KINDS if Reason.TOO_LARGE in kind.reasons or {"end", "bomb", "megabytes"} & {*kind.name.split()}],
    ids=lambda kind: kind.name.replace(" ", "-"),
)


def fetched(sites: list[Site], **limits: Any) -> list[Answer]:
    """What a fetcher makes of the things that these sites misbehave about, or of the stories behind them."""

    async def ask(fetcher: Fetcher, site: Site) -> Answer:
        if site.kind.target == "image":
            return await fetch_image(fetcher, site.origin + site.kind.path, outlet=site.outlet)
        if site.kind.target == "feed":
            return await fetcher.fetch(site.feed, outlet=site.outlet, accept=ACCEPT_FEED)
        return await fetcher.fetch(site.story, outlet=site.outlet)

    async def ask_all() -> list[Answer]:
        async with Fetcher(FetchLimits(**(LIMITS | limits)), lambda: datetime.now(UTC)) as fetcher:
            return await asyncio.gather(*(ask(fetcher, site) for site in sites))

    return asyncio.run(ask_all())


@pytest.fixture(scope="module")
def sites() -> Iterator[dict[str, Site]]:
    with open_sites() as opened:
        yield {site.kind.name: site for site in opened}


@pytest.fixture(scope="module")
def answers(sites: dict[str, Site]) -> dict[str, Answer]:
    """What comes of each kind, all asked for together, as a night does."""
    return dict(zip(sites, fetched(list(sites.values())), strict=True))


def outcome(site: Site, answer: Answer) -> Article | tuple[Lead, ...] | ImageFile | Skipped | Unchanged:
    """What a night makes of the answer."""
    if not isinstance(answer, Page):
        return answer
    if site.kind.target == "feed":
        announced = read_feed(answer, Subscription(outlet=site.outlet, url=site.feed))
        return announced if isinstance(announced, Skipped) else announced.leads
    return extract(answer, Lead(url=site.story, subscription=site.feed, outlet=site.outlet))


def test_the_table_is_long() -> None:
    assert len(KINDS) >= 100
    assert {kind.target for kind in KINDS} == {"page", "feed", "robots", "image"}


@each_kind
def test_a_fault_is_told_by_its_reason(sites: dict[str, Site], answers: dict[str, Answer], kind: Kind) -> None:
    found = outcome(sites[kind.name], answers[kind.name])
    if kind.reasons:
        assert isinstance(found, Skipped), found
        assert found.reason in kind.reasons, found.why
        assert found.outlet == sites[kind.name].outlet
        assert len(found.why) < 400
    else:
        assert not isinstance(found, Skipped | Unchanged), found
        assert found


@each_large_kind
def test_a_fault_takes_no_more_memory_than_the_largest_body(sites: dict[str, Site], kind: Kind) -> None:
    tracemalloc.start()
    try:
        fetched([sites[kind.name]], max_body_bytes=3_000_000, retries=0, total_timeout_seconds=10)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < PEAK_BYTES


def test_external_entities_lead_nowhere(sites: dict[str, Site], answers: dict[str, Answer]) -> None:
    site = sites["external entities"]
    leads = outcome(site, answers[site.kind.name])
    assert isinstance(leads, tuple)
    assert "root:" not in "".join(lead.title for lead in leads)
    assert site.asked() == {"/robots.txt", "/feed.xml", "/asked"}
