"""What comes over the wire a second time, and what doesn't."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from extractors.articles import Page
from extractors.caching import AnswerCache
from extractors.fetch_limits import FetchLimits
from extractors.fetching import Fetcher, Unchanged, Validators
from extractors.subscriptions import Reason, Skipped

LIMITS: dict[str, Any] = {"allow_private_addresses": True, "per_host_delay_seconds": 0, "retries": 0}
LONG = {"Cache-Control": "max-age=3600"}


def now() -> datetime:
    return datetime.now(UTC)


def story(**headers: str) -> str:
    """Path of a story that comes with these headers."""
    return f"/story?{urlencode({name.replace('_', '-'): value for name, value in headers.items()})}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "answers.db"


@pytest.fixture
def fetch(file: Path) -> Callable[..., Page | Unchanged | Skipped]:
    """Fetches with a fetcher and a cache object of its own each time, as programs that run one after the other do."""

    def fetch_once(url: str, *, clock: Callable[[], datetime] = now, **options: Any) -> Page | Unchanged | Skipped:
        limits = FetchLimits(**(LIMITS | options.pop("limits", {})))

        async def ask() -> Page | Unchanged | Skipped:
            async with Fetcher(limits, clock, cache=AnswerCache(file, options.pop("size", 10**7))) as fetcher:
                return await fetcher.fetch(url, **options)

        return asyncio.run(ask())

    return fetch_once


def bodies(*answers: Page | Unchanged | Skipped) -> list[str]:
    assert all(isinstance(answer, Page) for answer in answers)
    return [answer.body.decode() for answer in answers if isinstance(answer, Page)]


def test_a_fresh_page_is_not_asked_for_again(server, fetch):
    path = story(**LONG)
    assert len(set(bodies(fetch(server.url(path)), fetch(server.url(path))))) == 1
    assert server.count(path) == 1


def test_a_stale_page_that_has_not_changed_is_not_sent_again(server, fetch):
    path = story(Cache_Control="max-age=0", ETag='"v1"')
    assert len(set(bodies(fetch(server.url(path)), fetch(server.url(path)), fetch(server.url(path))))) == 1
    asked = [headers.get("if-none-match") for target, headers in server.asked if target == path]
    assert asked == [None, '"v1"', '"v1"']


def test_a_page_that_has_changed_takes_the_old_one_s_place(server, fetch):
    path = story(Cache_Control="no-cache", Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT")
    fetch(server.url(path))
    server.story = "<h1>Corrected</h1>"
    assert bodies(fetch(server.url(path))) == ["<h1>Corrected</h1>"]
    assert server.asked[-1][1]["if-modified-since"] == "Sun, 22 Nov 2026 10:00:00 GMT"


def test_what_was_announced_as_changed_is_asked_about_however_fresh_it_is(server, fetch):
    path = story(ETag='"v1"', **LONG)
    fetch(server.url(path))
    assert bodies(fetch(server.url(path), current=True)) == [server.story]
    assert server.count(path) == 2
    assert server.asked[-1][1]["if-none-match"] == '"v1"'
    assert "cache-control" not in server.asked[-1][1], "the conditional request says it all"


@pytest.mark.parametrize("headers", [{"Cache-Control": "no-store"}, {}, {"Vary": "*", **LONG}, {"Expires": "0"}])
def test_what_may_not_be_used_again_is_fetched_again(server, fetch, headers):
    path = story(**headers)
    fetch(server.url(path))
    fetch(server.url(path))
    assert server.count(path) == 2


def test_other_answers_to_other_wishes(server, fetch):
    path = story(Vary="Accept", **LONG)
    fetch(server.url(path))
    fetch(server.url(path), accept="image/png")
    fetch(server.url(path), accept="image/png")
    assert server.count(path) == 2


@pytest.mark.parametrize("headers", [{"Age": "7200"}, {"Date": "Sun, 22 Nov 2020 10:00:00 GMT"}])
def test_age_counts_from_where_the_page_was_made(server, fetch, headers):
    path = story(**LONG, **headers)
    fetch(server.url(path))
    fetch(server.url(path))
    assert server.count(path) == 2


@pytest.mark.parametrize("date", ["Sun, 22 Nov 2099 10:00:00 GMT", "yesterday", ""])
def test_a_date_that_cannot_be_keeps_nothing_fresh_for_ever(server, fetch, date):
    path = story(Date=date, **LONG)
    fetch(server.url(path), clock=lambda: now() - timedelta(hours=2))
    fetch(server.url(path))
    assert server.count(path) == 2


def test_redirects_and_images_are_kept_too(server, fetch):
    server.robots_headers = {"Cache-Control": "no-store"}
    fetch(server.url("/moved"))
    fetch(server.url("/moved"))
    assert server.count("/moved") == 2, "a redirect without a word on freshness is asked for again"
    path = story(**LONG)
    fetch(server.url(path), accept="image/png")
    assert isinstance(fetch(server.url(path), accept="image/png"), Page)
    assert server.count(path) == 1


def test_packed_bodies_are_kept_packed(server, fetch, file, story):
    assert bodies(fetch(server.url("/gzip")), fetch(server.url("/gzip"))) == [story] * 2
    with closing(sqlite3.connect(file)) as connection:
        sizes = [len(body) for (body,) in connection.execute("SELECT body FROM answers WHERE key LIKE '%/gzip'")]
    assert len(sizes) == 1
    assert sizes[0] < len(story) / 2


def test_who_keeps_a_page_s_validators_keeps_the_page(server, fetch, file):
    url = server.url("/conditional")
    page = fetch(url, validators=Validators())
    assert isinstance(page, Page)
    assert isinstance(fetch(url, validators=Validators.of(page)), Unchanged)
    with closing(sqlite3.connect(file)) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM answers")]
    assert [key.rpartition("/")[2] for key in keys] == ["robots.txt"]


def test_robots_txt_is_asked_for_once_a_day(server, fetch):
    server.robots = (200, "User-agent: *\nDisallow: /private/\n")
    for _ in range(3):
        fetch(server.url("/story"))
        answer = fetch(server.url("/private/story"))
        assert isinstance(answer, Skipped)
        assert answer.reason is Reason.ROBOTS
    assert server.count("/robots.txt") == 1
    assert server.count("/private/story") == 0


@pytest.mark.parametrize(
    ("status", "said"), [(200, ""), (200, "max-age=31536000"), (404, ""), (404, "public, max-age=999999999")]
)
def test_robots_txt_is_used_for_a_day_at_most(server, fetch, status, said):
    server.robots = (status, "")
    server.robots_headers = {"Cache-Control": said} if said else {}
    fetch(server.url("/story"), clock=lambda: now() - timedelta(hours=25))
    fetch(server.url("/story"))
    fetch(server.url("/story"))
    assert server.count("/robots.txt") == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_in_trouble_is_asked_for_again(server, fetch, status):
    server.robots = (status, "")
    fetch(server.url("/story"))
    server.robots = (200, "")
    assert isinstance(fetch(server.url("/story")), Page)


def test_robots_txt_goes_for_what_is_cached(server, fetch):
    server.robots_headers = {"Cache-Control": "no-store"}
    path = story(**LONG)
    fetch(server.url(path))
    server.robots = (200, "User-agent: *\nDisallow: /\n")
    answer = fetch(server.url(path))
    assert isinstance(answer, Skipped)
    assert answer.reason is Reason.ROBOTS


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"max_body_bytes": 300}, Reason.TOO_LARGE),
        ({"allow_private_addresses": False}, Reason.PRIVATE_ADDRESS),
    ],
)
def test_bounds_hold_for_what_is_cached(server, fetch, limits, reason):
    path = story(**LONG)
    fetch(server.url(path))
    answer = fetch(server.url(path), limits=limits)
    assert isinstance(answer, Skipped)
    assert answer.reason is reason


def test_what_was_used_longest_ago_goes_first(server, fetch, file):
    server.story = "<p>" + "pier " * 2_000
    paths = [story(Cache_Control="max-age=3600", X_Number=str(number)) for number in range(12)]
    for path in paths:
        fetch(server.url(path), size=70_000)
        fetch(server.url(paths[0]), size=70_000)
    asked = {path: server.count(path) for path in paths}
    for path in paths:
        fetch(server.url(path), size=70_000)
    again = [path for path in paths if server.count(path) > asked[path]]
    assert asked[paths[0]] == 1
    assert paths[0] not in again, "it was used all the time"
    assert set(paths[1:5]) <= set(again)
    assert file.stat().st_size < 140_000


def test_an_answer_larger_than_the_cache_is_not_kept(server, fetch):
    small, large = story(Cache_Control="max-age=3600", X_Size="s"), story(Cache_Control="max-age=3600", X_Size="l")
    fetch(server.url(small), size=20_000)
    server.story = "<p>" + "pier " * 10_000
    fetch(server.url(large), size=20_000)
    fetch(server.url(small), size=20_000)
    assert (server.count(small), server.count(large)) == (1, 1)


def test_threads_share_a_cache(server, file):
    cache = AnswerCache(file, 10**7)
    urls = [server.url(story(Cache_Control="max-age=3600", X_Number=str(number))) for number in range(6)]

    async def ask() -> list[Page | Unchanged | Skipped]:
        async with Fetcher(FetchLimits(**LIMITS), now, cache=cache) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(url) for url in urls))

    with ThreadPoolExecutor(4) as threads:
        found = [answer for work in [threads.submit(asyncio.run, ask()) for _ in range(4)] for answer in work.result()]
    assert len(found) == 24
    assert all(isinstance(page, Page) for page in found)
    before = len(server.asked)
    asyncio.run(ask())
    assert len(server.asked) == before


def _garbage(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all" * 1_000)


def _other_tables(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE answers (question TEXT)")


def _other_rows(file: Path) -> None:
    AnswerCache(file, 10**6)._open().close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TRIGGER no BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'full'); END")


def _folder(file: Path) -> None:
    file.mkdir(parents=True)


def _no_folder(file: Path) -> None:
    file.parent.write_text("a file where the data folder should be")


@pytest.mark.parametrize("fault", [_garbage, _other_tables, _other_rows, _folder, _no_folder])
def test_a_broken_cache_costs_one_line_and_no_page(server, file, caplog, fault):
    fault(file)
    cache = AnswerCache(file, 10**7)

    async def ask() -> list[Page | Unchanged | Skipped]:
        async with Fetcher(FetchLimits(**LIMITS), now, cache=cache) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(server.url(path)) for path in ("/story", "/gzip", "/moved")))

    with caplog.at_level(logging.INFO):
        assert all(isinstance(page, Page) for page in (*asyncio.run(ask()), *asyncio.run(ask())))
    [line] = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert str(file) in line


@pytest.fixture
def locked(file: Path) -> Iterator[None]:
    """Another program holds the cache file."""
    AnswerCache(file, 10**6)._open().close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def test_a_locked_cache_costs_one_line_and_no_page(server, file, locked, caplog, monkeypatch):
    monkeypatch.setattr("extractors.caching._WAIT_FOR_LOCK_SECONDS", 0.1)
    cache = AnswerCache(file, 10**7)

    async def ask() -> Page | Unchanged | Skipped:
        async with Fetcher(FetchLimits(**LIMITS), now, cache=cache) as fetcher:
            return await fetcher.fetch(server.url("/story"))

    assert isinstance(asyncio.run(ask()), Page)
    assert isinstance(asyncio.run(ask()), Page)
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
