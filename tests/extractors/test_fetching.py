import asyncio
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.articles import Page
from extractors.fetching import Fetcher, FetchLimits, Unchanged, Validators
from extractors.subscriptions import Reason, Skipped

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUICK: dict[str, Any] = {
    "allow_private_addresses": True,
    "per_host_delay_seconds": 0,
    "backoff_seconds": 0.01,
    "read_timeout_seconds": 0.4,
    "total_timeout_seconds": 0.8,
    "max_body_bytes": 100_000,
    "max_redirects": 3,
    "retries": 1,
}


def fetch(*urls: str, validators: Validators | None = None, **limits: Any) -> list[Page | Unchanged | Skipped]:
    """What one fetcher makes of the addresses, asked together."""

    async def fetch_all() -> list[Page | Unchanged | Skipped]:
        async with Fetcher(FetchLimits(**(QUICK | limits)), lambda: NOON) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(url, outlet="Harbour", validators=validators) for url in urls))

    return asyncio.run(fetch_all())


def test_a_page_comes_back_with_its_headers_and_time(server, story):
    [page] = fetch(server.url("/story"))
    assert isinstance(page, Page)
    assert page.body.decode() == story
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.fetched == NOON


def test_the_fetcher_says_who_it_is(server):
    fetch(server.url("/story"), contact="https://desk.example/about")
    assert {headers["user-agent"] for _, headers in server.asked} == {"Nightdesk/0.1 (+https://desk.example/about)"}


@pytest.mark.parametrize(("path", "hops"), [("/moved", 1), ("/hop/1", 1), ("/hop/2", 2)])
def test_redirects_are_followed_and_the_asked_address_is_kept(server, path, hops):
    [page] = fetch(server.url(path))
    assert isinstance(page, Page)
    assert (page.lead, page.url) == (server.url(path), server.url("/story"))
    assert len([asked for asked, _ in server.asked if asked != "/robots.txt"]) == hops + 1


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/bare-deflate", "/brotli", "/zstd", "/twice"])
def test_compressed_bodies_are_unpacked(server, story, path):
    [page] = fetch(server.url(path))
    assert isinstance(page, Page)
    assert page.body.decode() == story


@pytest.mark.parametrize(
    ("path", "reason", "detail"),
    [
        ("/missing", Reason.STATUS, "HTTP 404"),
        ("/broken", Reason.STATUS, "HTTP 500"),
        ("/bad-gateway", Reason.STATUS, "HTTP 502"),
        ("/busy-long", Reason.STATUS, "HTTP 429"),
        ("/nowhere", Reason.STATUS, "HTTP 302"),
        ("/forbidden", Reason.BLOCK_PAGE, "HTTP 403"),
        ("/checked", Reason.BLOCK_PAGE, "HTTP 503"),
        ("/members", Reason.LOGIN_WALL, "HTTP 401"),
        ("/loop", Reason.TOO_MANY_REDIRECTS, "more than 3"),
        ("/to-file", Reason.BAD_ADDRESS, "redirected to file:///etc/passwd"),
        ("/to-nowhere", Reason.UNREACHABLE, "Invalid URL in location header"),
        ("/drip", Reason.TIMEOUT, ""),
        ("/silent", Reason.TIMEOUT, ""),
        ("/hang-up", Reason.UNREACHABLE, ""),
        ("/short", Reason.UNREACHABLE, ""),
        ("/garbage", Reason.UNREACHABLE, ""),
        ("/endless", Reason.TOO_LARGE, "more than 100,000 bytes"),
        ("/declared-large", Reason.TOO_LARGE, "more than 100,000 bytes"),
        ("/gzip-bomb", Reason.TOO_LARGE, "more than 100,000 bytes"),
        ("/brotli-bomb", Reason.TOO_LARGE, "more than 100,000 bytes"),
        ("/zstd-bomb", Reason.TOO_LARGE, "more than 100,000 bytes"),
        ("/not-gzip", Reason.BROKEN_PAGE, ""),
        ("/strange-encoding", Reason.BROKEN_PAGE, "unknown Content-Encoding 'rot13'"),
        ("/layers", Reason.BROKEN_PAGE, "4 layers of compression"),
    ],
)
def test_what_cannot_be_had_is_skipped_with_its_reason(server, path, reason, detail):
    skipped, page = fetch(server.url(path), server.url("/story"))
    assert isinstance(skipped, Skipped)
    assert (skipped.url, skipped.outlet, skipped.reason) == (server.url(path), "Harbour", reason)
    assert skipped.detail
    assert detail in skipped.detail
    assert isinstance(page, Page), "other pages of the host lose nothing"


@pytest.mark.parametrize("path", ["/gzip-bomb", "/brotli-bomb", "/zstd-bomb", "/endless"])
def test_memory_stays_bounded(server, path):
    tracemalloc.start()
    try:
        fetch(server.url(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/story",
        "http://localhost:{port}/story",
        "http://[::ffff:127.0.0.1]:{port}/story",
        "http://2130706433:{port}/story",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[fe80::1]/",
    ],
)
def test_private_addresses_are_refused_unless_allowed(server, url):
    [skipped] = fetch(url.format(port=server.server_port), allow_private_addresses=False)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.PRIVATE_ADDRESS
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://harbour.example/",
        "harbour.example",
        "http://",
        "http://[::1/",
        "",
        "http://x/" + "a" * 5000,
    ],
)
def test_what_is_no_web_address_is_refused(url):
    [skipped] = fetch(url)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.BAD_ADDRESS


def test_nothing_listens(server):
    url = server.url("/story")
    server.server_close()
    [skipped] = fetch(url)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.UNREACHABLE


def test_robots_txt_is_asked_once_and_obeyed(server):
    server.robots = (200, "User-agent: *\nDisallow: /private/\n")
    results = fetch(server.url("/private/story"), server.url("/story"), server.url("/moved"))
    assert [isinstance(result, Page) for result in results] == [False, True, True]
    assert isinstance(results[0], Skipped)
    assert results[0].reason is Reason.ROBOTS
    assert server.count("/robots.txt") == 1
    assert server.count("/private/story") == 0


def test_robots_txt_counts_behind_a_redirect_too(server):
    server.robots = (200, "User-agent: nightdesk\nDisallow: /private/\n")
    [skipped] = fetch(server.url("/to-private-path"))
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.ROBOTS
    assert server.count("/private/story") == 0


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_missing_robots_txt_forbids_nothing(server, status):
    server.robots = (status, "User-agent: *\nDisallow: /\n")
    assert isinstance(fetch(server.url("/story"))[0], Page)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_left_alone(server, status):
    server.robots = (status, "")
    results = fetch(server.url("/story"), server.url("/moved"))
    assert all(isinstance(result, Skipped) and result.reason is Reason.ROBOTS for result in results)
    assert {path for path, _ in server.asked} == {"/robots.txt"}


def test_a_busy_server_is_asked_again(server):
    [page] = fetch(server.url("/busy-once"))
    assert isinstance(page, Page)
    assert server.count("/busy-once") == 2


@pytest.mark.parametrize(
    ("path", "attempts"),
    [("/missing", 1), ("/broken", 1), ("/busy-long", 1), ("/busy-date", 1), ("/bad-gateway", 3), ("/hang-up", 3)],
)
def test_retries_only_where_they_may_help(server, path, attempts):
    fetch(server.url(path), retries=2)
    assert server.count(path) == attempts


def test_an_unchanged_page_is_not_sent_again(server):
    url = server.url("/conditional")
    [page] = fetch(url)
    assert isinstance(page, Page)
    [unchanged] = fetch(url, validators=Validators.of(page))
    assert unchanged == Unchanged(lead=url, url=url, fetched=NOON)


def test_a_host_is_asked_within_its_bounds(server):
    pages = fetch(*[server.url("/story")] * 6, per_host_concurrency=1, concurrency=1)
    assert [type(page) for page in pages] == [Page] * 6


def test_limits_refuse_what_makes_no_sense():
    for wrong in ({"retries": -1}, {"max_body_bytes": 0}, {"concurency": 4}, {"user_agent": "two\nlines"}):
        with pytest.raises(ValueError):
            FetchLimits(**wrong)


def test_fetching_needs_no_language_software():
    code = "import sys, extractors.fetching; print([m for m in ('trafilatura', 'spacy', 'bs4') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
