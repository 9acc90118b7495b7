"""Bringing pages: a polite, patient and suspicious client of the web.

Polite: it says who it is, keeps to robots.txt and crawl delays, and asks one host for little at a time. Patient: it
tries again where that helps, as late as the server asks. Suspicious: http(s) only, public addresses only, and nothing
that comes back may be larger, later or more roundabout than its limits say.
"""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx
from protego import Protego
from pydantic import BaseModel, Field

from extractors.addresses import host_of, resolved
from extractors.articles import Page
from extractors.compression import ACCEPTED, UndecodableBody, unpack
from extractors.connections import CheckedTransport, PrivateAddress
from extractors.subscriptions import Reason, Skipped
from extractors.walls import is_challenge

ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
ACCEPT_FEED = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_PASSING = frozenset({429, 502, 503, 504})
_WALLS = {401: Reason.LOGIN_WALL, 402: Reason.LOGIN_WALL, 403: Reason.BLOCK_PAGE}
_MAX_URL_CHARS = 4_000
_MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB


class FetchLimits(BaseModel, frozen=True, extra="forbid"):
    """How much, how long and how often the fetcher may ask."""

    connect_timeout_seconds: float = Field(10, gt=0, description="Longest wait for a connection.")
    read_timeout_seconds: float = Field(20, gt=0, description="Longest silence within one answer.")
    total_timeout_seconds: float = Field(60, gt=0, description="Longest time for one request with its whole body.")
    max_body_bytes: int = Field(10_000_000, gt=0, description="Largest body that is read, counted unpacked.")
    max_redirects: int = Field(5, ge=0, description="Redirects followed for one page.")
    concurrency: int = Field(16, gt=0, description="Requests under way at one time.")
    per_host_concurrency: int = Field(2, gt=0, description="Requests under way at one time to one host.")
    per_host_delay_seconds: float = Field(1, ge=0, description="Time between the starts of two requests to one host.")
    max_crawl_delay_seconds: float = Field(10, ge=0, description="Longest crawl delay of a robots.txt that is kept to.")
    retries: int = Field(2, ge=0, description="Further attempts where one may help.")
    backoff_seconds: float = Field(1, ge=0, description="Wait before the first further attempt; it doubles each time.")
    max_retry_after_seconds: float = Field(30, ge=0, description="Longest wait that a server may ask for.")
    allow_private_addresses: bool = Field(False, description="Also read from private and loopback addresses.")
    user_agent: str = Field("Nightdesk/0.1", pattern=r"^[!-~]+$", description="Name given to servers and robots.txt.")
    contact: str = Field("", pattern=r"^[ -~]*$", description="Web or mail address where a server's owner finds you.")


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

    robots.txt files are kept for as long as the fetcher lives; cookies are not kept at all.
    """

    def __init__(self, limits: FetchLimits, clock: Callable[[], datetime]) -> None:
        self._limits = limits
        self._clock = clock
        self._slots = asyncio.Semaphore(limits.concurrency)
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, _Robots] = {}
        contact = f" (+{limits.contact})" if limits.contact else ""
        self._client = httpx.AsyncClient(
            transport=CheckedTransport(limits.concurrency, limits.allow_private_addresses),
            timeout=httpx.Timeout(limits.read_timeout_seconds, connect=limits.connect_timeout_seconds, pool=None),
            headers={"User-Agent": limits.user_agent + contact, "Accept-Encoding": ACCEPTED},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def fetch(
        self, url: str, *, outlet: str = "", validators: Validators | None = None, accept: str = ACCEPT_PAGE
    ) -> Page | Unchanged | Skipped:
        """What `url` answers, after redirects; `Unchanged` if it is as `validators` say; `Skipped` with the reason for
        everything else. Raises nothing for what the outside does."""
        headers = {"Accept": accept} | _conditions(validators)
        try:
            answer = await self._follow(url, headers, heed_robots=True)
            if answer.status == httpx.codes.NOT_MODIFIED and validators:
                return Unchanged(lead=url, url=answer.url, moved_to=answer.moved_to, fetched=self._clock())
            _check_status(answer)
        except _Refused as refused:
            return Skipped(url=url, outlet=outlet, reason=refused.reason, detail=refused.detail)
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
            await self._check_robots(url)
        except _Refused as refused:
            return Skipped(url=url, outlet=outlet, reason=refused.reason, detail=refused.detail)
        return None

    async def _follow(self, url: str, headers: Mapping[str, str], *, heed_robots: bool) -> "_Answer":
        """The first answer that is no redirect; each address on the way is checked like the first."""
        _check_address(url, origin="")
        moved_to, lasting = "", True
        for _ in range(self._limits.max_redirects + 1):
            if heed_robots:
                await self._check_robots(url)
            answer = await self._ask(url, headers)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return replace(answer, moved_to=moved_to)
            origin, url = url, resolved(url, location)
            _check_address(url or location, origin)
            lasting = lasting and answer.status in _LASTING
            moved_to = url if lasting else moved_to
        raise _Refused(Reason.TOO_MANY_REDIRECTS, f"more than {self._limits.max_redirects}")

    async def _ask(self, url: str, headers: Mapping[str, str]) -> "_Answer":
        """The answer to one address, asked again where the fault may pass."""
        host = self._host(url)
        for attempt in range(self._limits.retries):
            backoff = self._limits.backoff_seconds * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311 - jitter
            try:
                answer = await self._exchange(url, headers, host)
            except _Refused as refused:
                if not refused.may_pass:
                    raise
                host.hold(backoff)
                continue
            asked = self._retry_after(answer)
            if answer.status not in _PASSING or asked > self._limits.max_retry_after_seconds:
                return answer
            host.hold(max(asked, backoff))
        return await self._exchange(url, headers, host)

    async def _exchange(self, url: str, headers: Mapping[str, str], host: "_Host") -> "_Answer":
        """One request and its whole answer, in this host's turn."""
        async with host.slots:
            await host.turn()
            async with self._slots:
                try:
                    async with asyncio.timeout(self._limits.total_timeout_seconds):
                        return await self._receive(url, headers)
                except PrivateAddress as error:
                    raise _Refused(Reason.PRIVATE_ADDRESS, str(error)) from error
                except (TimeoutError, httpx.TimeoutException) as error:
                    raise _Refused(Reason.TIMEOUT, _sentence(error)) from error
                except UndecodableBody as error:
                    raise _Refused(Reason.BROKEN_PAGE, _sentence(error)) from error
                except (httpx.InvalidURL, ValueError) as error:
                    raise _Refused(Reason.BAD_ADDRESS, _sentence(error)) from error
                except (httpx.HTTPError, OSError) as error:
                    raise _Refused(Reason.UNREACHABLE, _sentence(error), may_pass=True) from error

    async def _receive(self, url: str, headers: Mapping[str, str]) -> "_Answer":
        async with self._client.stream("GET", url, headers=headers) as response:
            declared = response.headers.get("content-length", "")
            self._check_size(int(declared) if declared.isdecimal() else 0)
            packed = bytearray()
            async for chunk in response.aiter_raw():
                packed += chunk
                self._check_size(len(packed))
        body = unpack(bytes(packed), response.headers.get("content-encoding", ""), self._limits.max_body_bytes)
        self._check_size(len(body))
        return _Answer(url, response.status_code, dict(response.headers), body)

    def _check_size(self, size: int) -> None:
        if size > self._limits.max_body_bytes:
            raise _Refused(Reason.TOO_LARGE, f"more than {self._limits.max_body_bytes:,} bytes")

    async def _check_robots(self, url: str) -> None:
        """Raises _Refused where the robots.txt of the address's origin forbids it, or can't be had for now."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{host_of(url)}"
        robots = self._robots.setdefault(origin, _Robots())
        async with robots.lock:
            if robots.rules is None and robots.fault is None:
                await self._read_robots(f"{origin}/robots.txt", robots, self._host(url))
        if robots.fault is not None:
            raise _Refused(robots.fault.reason, robots.fault.detail)
        if robots.rules is not None and not robots.rules.can_fetch(url, self._limits.user_agent):
            raise _Refused(Reason.ROBOTS)

    async def _read_robots(self, url: str, robots: "_Robots", host: "_Host") -> None:
        """By RFC 9309: a file that isn't there forbids nothing; a server in trouble is left alone."""
        try:
            answer = await self._follow(url, {"Accept": "text/plain,*/*;q=0.1"}, heed_robots=False)
        except _Refused as refused:
            if refused.reason is Reason.TOO_MANY_REDIRECTS:
                robots.rules = Protego.parse("")
            else:
                about_robots = refused.reason not in (Reason.PRIVATE_ADDRESS, Reason.UNREACHABLE)
                robots.fault = _Refused(refused.reason, "robots.txt: " * about_robots + refused.detail)
            return
        if answer.status >= 500 or answer.status == httpx.codes.TOO_MANY_REQUESTS:
            robots.fault = _Refused(Reason.ROBOTS, f"robots.txt answered HTTP {answer.status}, so we wait")
            return
        found = answer.body[:_MAX_ROBOTS_BYTES] if answer.status == httpx.codes.OK else b""
        robots.rules = Protego.parse(found.decode("utf-8-sig", "replace"))
        asked = robots.rules.crawl_delay(self._limits.user_agent) or 0.0
        host.delay = max(host.delay, min(asked, self._limits.max_crawl_delay_seconds))

    def _host(self, url: str) -> "_Host":
        limits = self._limits
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(asyncio.Semaphore(limits.per_host_concurrency), limits.per_host_delay_seconds)
        return self._hosts[name]

    def _retry_after(self, answer: "_Answer") -> float:
        """The seconds that a Retry-After header asks for, in either of its forms; 0 without a readable one."""
        asked = answer.headers.get("retry-after", "").strip()
        if asked.isdecimal():
            return float(asked[:9])
        try:
            until = parsedate_to_datetime(asked)
            date = answer.headers.get("date", "")
            return max(0.0, (until - (parsedate_to_datetime(date) if date else self._clock())).total_seconds())
        except (ValueError, TypeError):
            return 0.0


@dataclass(frozen=True)
class _Answer:
    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    moved_to: str = ""


class _Refused(Exception):
    """A page will not be had; `may_pass` where asking again may help."""

    def __init__(self, reason: Reason, detail: str = "", may_pass: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.may_pass = may_pass


@dataclass
class _Robots:
    """The robots.txt of one origin: not read yet, its rules, or why it can't be had."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    fault: _Refused | None = None


@dataclass
class _Host:
    """The turns of one host: `ready` is the loop's time from which it may be asked next."""

    slots: asyncio.Semaphore
    delay: float
    ready: float = 0.0

    async def turn(self) -> None:
        """Waits until the host may be asked."""
        now = asyncio.get_running_loop().time()
        start = max(now, self.ready)
        self.ready = start + self.delay
        await asyncio.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Lets the host rest for at least so long."""
        self.ready = max(self.ready, asyncio.get_running_loop().time() + seconds)


def _check_address(url: str, origin: str) -> None:
    """Raises _Refused for what isn't an http(s) address; `origin` is the page that redirected to it."""
    if len(url) > _MAX_URL_CHARS or not resolved(origin, url):
        raise _Refused(Reason.BAD_ADDRESS, f"redirected to {url[:200]}" if origin else url[:200])


def _check_status(answer: _Answer) -> None:
    """Raises _Refused for an answer that isn't a page."""
    if 200 <= answer.status < 300:
        return
    reason = _WALLS.get(answer.status, Reason.STATUS)
    if reason is Reason.STATUS and is_challenge(answer.body.decode("utf-8", "replace")):
        reason = Reason.BLOCK_PAGE
    raise _Refused(reason, f"HTTP {answer.status}")


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _sentence(error: BaseException) -> str:
    """What went wrong, in one short line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
