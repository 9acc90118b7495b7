"""Bringing pages: a polite, patient and suspicious client of the web.

Polite: it says who it is, keeps to robots.txt and crawl delays, and asks one host for little at a time. Patient: it
tries again where that helps, as late as the server asks. Suspicious: http(s) only, public addresses only, and nothing
that comes back may be larger, later or more roundabout than its limits say.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx
from pydantic import BaseModel

from extractors.addresses import MAX_URL_CHARS, resolved
from extractors.answers import Answer
from extractors.articles import Page
from extractors.caching import FRESH_SECONDS, AnswerCache, cached
from extractors.compression import UndecodableBody, unpack
from extractors.exchanges import CUT_AT, Exchanges, Refused, check_size
from extractors.fetch_limits import FetchLimits
from extractors.hosts import HostFaults
from extractors.robots import FRESH_SECONDS as ROBOTS_FRESH_SECONDS
from extractors.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from extractors.robots import Robots
from extractors.subscriptions import Reason, Skipped
from extractors.walls import is_challenge

ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
ACCEPT_FEED = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_WALLS = {401: Reason.LOGIN_WALL, 402: Reason.LOGIN_WALL, 403: Reason.BLOCK_PAGE}


class Validators(BaseModel, frozen=True, extra="forbid"):
    """What a server gave with a page so that it can later be asked whether the page has changed."""

    etag: str = ""
    last_modified: str = ""

    @classmethod
    def of(cls, page: Page) -> Self:
        """The validators that came with `page`."""
        return cls(etag=page.headers.get("etag", ""), last_modified=page.headers.get("last-modified", ""))


class Unchanged(BaseModel, frozen=True, extra="forbid"):
    """The page is still as it was when its validators were given (HTTP 304)."""

    lead: str
    url: str
    moved_to: str = ""
    """As `Page.moved_to`."""
    fetched: datetime


class Fetcher:
    """Fetches pages within one event loop: `async with Fetcher(limits, clock) as fetcher`.

    With a `cache`, answers are kept and used again by the rules of HTTP. `faults` tells which hosts earlier fetchers of
    the same run have found dead. Cookies are not kept, credentials not sent.
    """

    def __init__(
        self,
        limits: FetchLimits,
        clock: Callable[[], datetime],
        *,
        cache: AnswerCache | None = None,
        faults: HostFaults | None = None,
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._exchanges = Exchanges(limits, clock, faults or HostFaults(limits.max_host_faults))
        self._cached = cached(self._exchanges, cache, clock) if cache else self._exchanges
        self._robots = Robots(self._read_robots, limits.user_agent)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._exchanges.aclose()

    async def fetch(
        self,
        url: str,
        *,
        outlet: str = "",
        validators: Validators | None = None,
        accept: str = ACCEPT_PAGE,
        current: bool = False,
    ) -> Page | Unchanged | Skipped:
        """What `url` answers, after redirects; `Unchanged` if it is as `validators` say; `Skipped` with the reason for
        everything else. Raises nothing for what the outside does.

        A page that is asked for with `validators` is kept by who has them, so the cache has no part in it. With
        `current`, a cached page is not used before its server has said that it still is the current one.
        """
        conditions = _conditions(validators)
        headers = {"Accept": accept} | conditions | ({"Cache-Control": "no-cache"} if current else {})
        transport = self._cached if validators is None else self._exchanges
        try:
            answer = await self._follow(url, headers, transport)
            if answer.status == httpx.codes.NOT_MODIFIED and conditions:
                return Unchanged(lead=url, url=answer.url, moved_to=answer.moved_to, fetched=self._clock())
            _check_status(answer)
        except Exception as error:  # servers answer what nobody has answered before
            return _skipped(url, outlet, error)
        return Page(
            lead=url,
            url=answer.url,
            moved_to=answer.moved_to,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched=self._clock(),
        )

    async def permitted(self, url: str, *, outlet: str = "") -> Skipped | None:
        """Why `url` may not be asked for: its robots.txt, or that this can't be had; None where it may."""
        try:
            _check_address(url, origin="")
            await self._robots.check(url)
        except Exception as error:  # as above
            return _skipped(url, outlet, error)
        return None

    async def _follow(
        self, url: str, headers: Mapping[str, str], transport: httpx.AsyncBaseTransport, *, robots_file: bool = False
    ) -> Answer:
        """The first answer that is no redirect; each address on the way is checked like the first."""
        _check_address(url, origin="")
        moved_to, lasting = "", True
        for _ in range(self._limits.max_redirects + 1):
            if not robots_file:
                delay = await self._robots.check(url)
                host = self._exchanges.host(url)
                host.delay = max(host.delay, min(delay, self._limits.max_crawl_delay_seconds))
            answer = await self._answer(url, headers, transport, robots_file)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return replace(answer, moved_to=moved_to)
            origin, url = url, resolved(url, location)
            _check_address(url or location, origin)
            lasting = lasting and answer.status in _LASTING
            moved_to = url if lasting else moved_to
        raise Refused(Reason.TOO_MANY_REDIRECTS, f"more than {self._limits.max_redirects}")

    async def _answer(
        self, url: str, headers: Mapping[str, str], transport: httpx.AsyncBaseTransport, robots_file: bool
    ) -> Answer:
        """The answer to one address, from the cache or from the server, unpacked within its bound."""
        # What was read while private addresses were allowed is not there any more once they are not.
        key = f"{'any' if self._limits.allow_private_addresses else 'public'} {url}"
        extensions: dict[str, object] = {"caching": {"key": key}}
        if robots_file:
            extensions |= {CUT_AT: MAX_ROBOTS_BYTES, FRESH_SECONDS: ROBOTS_FRESH_SECONDS}
        response = await transport.handle_async_request(self._exchanges.request(url, headers, extensions))
        packed = b"".join([chunk async for chunk in response.aiter_raw()])
        encoding = response.headers.get("content-encoding", "")
        most = MAX_ROBOTS_BYTES if robots_file else self._limits.max_body_bytes
        try:
            body = unpack(packed, encoding, most, whole=not robots_file)
        except UndecodableBody as error:
            raise Refused(Reason.BROKEN_PAGE, " ".join(str(error).split())[:200]) from error
        if not robots_file:
            check_size(max(len(packed), len(body)), most)  # the cache may hold what an earlier bound let through
        return Answer(url, response.status_code, dict(response.headers), body)

    async def _read_robots(self, url: str) -> Answer:
        return await self._follow(url, {"Accept": "text/plain,*/*;q=0.1"}, self._cached, robots_file=True)


def _skipped(url: str, outlet: str, error: Exception) -> Skipped:
    """Why `url` is not had; an error that nobody foresaw is told by its name."""
    if isinstance(error, Refused):
        return Skipped(url=url, outlet=outlet, reason=error.reason, detail=error.detail)
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return Skipped(url=url, outlet=outlet, reason=Reason.BROKEN_ANSWER, detail=detail)


def _check_address(url: str, origin: str) -> None:
    """Raises Refused for what isn't an http(s) address; `origin` is the page that redirected to it."""
    if len(url) > MAX_URL_CHARS or not resolved(origin, url):
        raise Refused(Reason.BAD_ADDRESS, f"redirected to {url[:200]}" if origin else url[:200])


def _check_status(answer: Answer) -> None:
    """Raises Refused for an answer that isn't a page."""
    if 200 <= answer.status < 300 and answer.status != httpx.codes.PARTIAL_CONTENT:  # we never ask for a part
        return
    reason = _WALLS.get(answer.status, Reason.STATUS)
    if reason is Reason.STATUS and is_challenge(answer.body.decode("utf-8", "replace")):
        reason = Reason.BLOCK_PAGE
    raise Refused(reason, f"HTTP {answer.status}")


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}
