import asyncio
import socket
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import pytest

from extractors.articles import Page
from extractors.fetch_limits import FetchLimits
from extractors.fetching import Fetcher, Unchanged, Validators
from extractors.hosts import HostFaults
from extractors.subscriptions import Reason, Skipped

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUICK: dict[str, Any] = {
    "allow_private_addresses": True,
    "per_host_delay_seconds": 0,
    "backoff_seconds": 0.01,
    "read_timeout_seconds": 0.8,
    "total_timeout_seconds": 1.6,
    "max_body_bytes": 100_000,
    "max_redirects": 3,
    "retries": 1,
}


def fetch(
    *urls: str, validators: Validators | None = None, faults: HostFaults | None = None, **limits: Any
) -> list[Page | Unchanged | Skipped]:
    """What one fetcher makes of the addresses, asked together."""

    async def fetch_all() -> list[Page | Unchanged | Skipped]:
        async with Fetcher(FetchLimits(**(QUICK | limits)), lambda: NOON, faults=faults) as fetcher:
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
        ("/to-nowhere", Reason.BAD_ADDRESS, "redirected to http://[::1/"),
        ("/drip", Reason.TIMEOUT, ""),
        ("/silent", Reason.TIMEOUT, ""),
        ("/hang-up", Reason.BROKEN_ANSWER, ""),
        ("/short", Reason.BROKEN_ANSWER, ""),
        ("/garbage", Reason.BROKEN_ANSWER, ""),
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
        "http://0x7f.1:{port}/story",
        "http://0x7f000001:{port}/story",
        "http://127.1:{port}/story",
        "http://LOCALHOST:{port}/story",
        "http://[::1]:{port}/story",
        "http://[::127.0.0.1]:{port}/story",
        "http://[64:ff9b::7f00:1]:{port}/story",
        "http://harbour.example@127.0.0.1:{port}/story",
        "http://harbour.example:80@127.0.0.1:{port}/story",
        "http://harbour.example%2F@127.0.0.1:{port}/story",
        "http://0:{port}/story",
        "http://0.0.0.0:{port}/story",
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
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
    ],
)
def test_metadata_services_are_refused_where_private_addresses_are_allowed(url):
    [skipped] = fetch(url)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.PRIVATE_ADDRESS


@pytest.fixture
def names(monkeypatch):
    """Makes `harbour.example` resolve to these addresses, one list for each time it is looked up, the last for ever."""
    looked_up: list[list[str]] = []
    real = socket.getaddrinfo

    def resolve(answers: list[list[str]]) -> list[list[str]]:
        def look_up(host, port, *rest, **options):
            if host != "harbour.example":
                return real(host, port, *rest, **options)
            looked_up.append(answers[min(len(looked_up), len(answers) - 1)])
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in looked_up[-1]]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return looked_up

    return resolve


SILENT = "192.88.99.1"  # a public address that has led nowhere since its service was given up (RFC 7526)


def test_a_name_that_leads_home_the_second_time_gains_nothing(server, names):
    """The connection goes to the address that was checked; nobody looks the name up again in between."""
    looked_up = names([[SILENT], ["127.0.0.1"]])
    url = f"http://harbour.example:{server.server_port}/story"
    limits = {"allow_private_addresses": False, "connect_timeout_seconds": 0.2, "retries": 0}
    [first], [second] = fetch(url, **limits), fetch(url, **limits)
    assert isinstance(first, Skipped)
    assert first.reason in (Reason.TIMEOUT, Reason.UNREACHABLE)
    assert isinstance(second, Skipped)
    assert second.reason is Reason.PRIVATE_ADDRESS
    assert looked_up == [[SILENT], ["127.0.0.1"]]
    assert server.asked == []


def test_one_private_address_among_public_ones_is_one_too_many(server, names):
    names([[SILENT, "127.0.0.1"]])
    [skipped] = fetch(f"http://harbour.example:{server.server_port}/story", allow_private_addresses=False)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.PRIVATE_ADDRESS
    assert server.asked == []


def test_what_nobody_foresaw_costs_one_page(server, names):
    names([])  # the resolver itself breaks
    url = server.url("/story")
    broken, page = fetch(f"http://harbour.example:{server.server_port}/story", url)
    assert isinstance(broken, Skipped)
    assert (broken.reason, broken.detail) == (Reason.BROKEN_ANSWER, "IndexError: list index out of range")
    assert isinstance(page, Page)


def test_an_address_that_does_not_answer_makes_room_for_the_next(server, names):
    names([["127.0.0.2", "127.0.0.1"]])  # the server listens on the second alone
    [page] = fetch(f"http://harbour.example:{server.server_port}/story")
    assert isinstance(page, Page)


def test_no_credentials_and_no_cookies_are_sent(server):
    url = f"http://reader:secret@127.0.0.1:{server.server_port}"
    fetch(f"{url}/story?Set-Cookie=session%3D1", f"{url}/story", server.url("/story"))
    assert len(server.asked) == 4
    sent = {name for _, headers in server.asked for name in headers}
    assert sent == {"host", "accept", "accept-encoding", "user-agent"}


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://harbour.example/",
        "harbour.example",
        "http://",
        "http://[::1/",
        "http://0177.0.0.1/",
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


FAULTY = {"retries": 0, "max_host_faults": 3, "per_host_concurrency": 1}


@pytest.mark.parametrize("path", ["/hang-up", "/silent", "/bad-gateway"])
def test_a_host_that_fails_again_and_again_is_left_alone(server, path):
    urls = [server.url(f"{path}?{number}") for number in range(8)]
    results = fetch(*urls, **FAULTY)
    assert sum(asked.startswith(path) for asked, _ in server.asked) == 3
    left_alone = [
        result for result in results if isinstance(result, Skipped) and result.reason is Reason.HOST_LEFT_ALONE
    ]
    assert len(left_alone) == 5
    assert left_alone[0].detail.startswith("3 in a row, the last: ")


@pytest.mark.parametrize("good", ["/story", "/missing", "/declared-large"])
def test_a_host_that_answers_in_between_is_asked_on(server, good):
    urls = [server.url(path) for _ in range(4) for path in ("/hang-up", "/hang-up", good)]
    fetch(*urls, **FAULTY)
    assert server.count("/hang-up") == 8


def test_what_fails_is_its_host_alone(server):
    other = f"http://localhost:{server.server_port}/story"
    results = fetch(*[server.url("/hang-up")] * 4, server.url("/story"), other, **FAULTY)
    assert isinstance(results[-2], Skipped)
    assert results[-2].reason is Reason.HOST_LEFT_ALONE
    assert isinstance(results[-1], Page)


def test_fetchers_of_a_run_know_of_each_other_s_faults(server):
    faults = HostFaults(3)
    fetch(*[server.url("/hang-up")] * 3, faults=faults, **FAULTY)
    [left_alone] = fetch(server.url("/story"), faults=faults)
    assert isinstance(left_alone, Skipped)
    assert left_alone.reason is Reason.HOST_LEFT_ALONE
    assert isinstance(fetch(server.url("/story"), faults=HostFaults(3))[0], Page)


def test_limits_refuse_what_makes_no_sense():
    for wrong in ({"retries": -1}, {"max_body_bytes": 0}, {"concurency": 4}, {"user_agent": "two\nlines"}):
        with pytest.raises(ValueError):
            FetchLimits(**wrong)


def test_fetching_needs_no_language_software():
    code = "import sys, extractors.fetching; print([m for m in ('trafilatura', 'spacy', 'bs4') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
