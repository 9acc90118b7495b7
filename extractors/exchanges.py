"""Single requests and their whole answers: in the host's turn, within bounds, and again where that may help."""

import asyncio
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from extractors.compression import ACCEPTED
from extractors.connections import CheckedTransport, PrivateAddress
from extractors.fetch_limits import FetchLimits
from extractors.hosts import Host, HostFaults, host_name
from extractors.subscriptions import Reason

CUT_AT = "nightdesk_cut_at"
"""Request extension: bytes after which a body is cut off instead of refused."""

_PASSING = frozenset({429, 502, 503, 504})
_FAULTS = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT, Reason.BROKEN_ANSWER})
_MAX_LENGTH_DIGITS = 18


class Refused(Exception):
    """A page will not be had; `may_pass` where asking again may help."""

    def __init__(self, reason: Reason, detail: str = "", may_pass: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.may_pass = may_pass

    @property
    def why(self) -> str:
        """Reason and detail in one line."""
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)


class Exchanges(httpx.AsyncBaseTransport):
    """An httpx transport whose responses are there to the last byte, not unpacked yet.

    It raises Refused for what can't be had. It keeps no cookies and sends no credentials, not even those of a URL.
    """

    def __init__(self, limits: FetchLimits, clock: Callable[[], datetime], faults: HostFaults) -> None:
        self._limits = limits
        self._clock = clock
        self._faults = faults
        self._slots = asyncio.Semaphore(limits.concurrency)
        self._hosts: dict[str, Host] = {}
        self._transport = CheckedTransport(limits.concurrency, limits.allow_private_addresses)

    def request(self, url: str, headers: Mapping[str, str], extensions: Mapping[str, object]) -> httpx.Request:
        """The request for `url`, in our name. Raises Refused for what is no address."""
        sent = {"User-Agent": self._limits.sender, "Accept-Encoding": ACCEPTED, **headers}
        try:
            return httpx.Request("GET", url, headers=sent, extensions=dict(extensions))
        except (httpx.InvalidURL, ValueError) as error:
            raise Refused(Reason.BAD_ADDRESS, _sentence(error)) from error

    def host(self, url: str) -> Host:
        """The turns of the host of `url`."""
        limits, name = self._limits, host_name(url)
        if name not in self._hosts:
            self._hosts[name] = Host(asyncio.Semaphore(limits.per_host_concurrency), limits.per_host_delay_seconds)
        return self._hosts[name]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, asked for again where a fault may pass; the last attempt counts for or against the host."""
        name = host_name(str(request.url))
        try:
            response = await self._ask(request)
        except Refused as refused:
            if refused.reason in _FAULTS:
                self._faults.note(name, refused.why)
            elif refused.reason is not Reason.HOST_LEFT_ALONE:
                self._faults.note(name)
            raise
        self._faults.note(name, f"HTTP {response.status_code}" if response.status_code in _PASSING else "")
        return response

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        host = self.host(str(request.url))
        for attempt in range(self._limits.retries):
            backoff = self._limits.backoff_seconds * 2**attempt * random.uniform(0.5, 1.5)  # noqa: S311 - jitter
            try:
                response = await self._exchange(request, host)
            except Refused as refused:
                if not refused.may_pass:
                    raise
                host.hold(backoff)
                continue
            asked = self._retry_after(response)
            if response.status_code not in _PASSING or asked > self._limits.max_retry_after_seconds:
                return response
            host.hold(max(asked, backoff))
        return await self._exchange(request, host)

    async def _exchange(self, request: httpx.Request, host: Host) -> httpx.Response:
        """One request and its whole answer, in this host's turn."""
        async with host.slots:
            if against := self._faults.against(host_name(str(request.url))):
                raise Refused(Reason.HOST_LEFT_ALONE, against)
            await host.turn()
            async with self._slots:
                try:
                    async with asyncio.timeout(self._limits.total_timeout_seconds):
                        return await self._receive(request)
                except PrivateAddress as error:
                    raise Refused(Reason.PRIVATE_ADDRESS, str(error)) from error
                except (TimeoutError, httpx.TimeoutException) as error:
                    raise Refused(Reason.TIMEOUT, _sentence(error)) from error
                except (httpx.ProtocolError, httpx.ReadError, ValueError) as error:
                    raise Refused(Reason.BROKEN_ANSWER, _sentence(error), may_pass=True) from error
                except (httpx.HTTPError, OSError) as error:
                    raise Refused(Reason.UNREACHABLE, _sentence(error), may_pass=True) from error

    async def _receive(self, request: httpx.Request) -> httpx.Response:
        limits = self._limits
        timeout = httpx.Timeout(limits.read_timeout_seconds, connect=limits.connect_timeout_seconds, pool=None)
        asked = httpx.Request(
            "GET", request.url, headers=_sendable(request.headers), extensions={"timeout": timeout.as_dict()}
        )
        cut_at: int | None = request.extensions.get(CUT_AT)
        response = await self._transport.handle_async_request(asked)
        try:
            body = await self._body(response, cut_at)
        finally:
            await response.aclose()
        return httpx.Response(response.status_code, headers=response.headers, stream=httpx.ByteStream(body))

    async def _body(self, response: httpx.Response, cut_at: int | None) -> bytes:
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and cut_at is None:
            check_size(int(declared[:_MAX_LENGTH_DIGITS]), self._limits.max_body_bytes)
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if cut_at is not None and len(body) > cut_at:
                return bytes(body[:cut_at])
            check_size(len(body), self._limits.max_body_bytes)
        return bytes(body)

    def _retry_after(self, response: httpx.Response) -> float:
        """The seconds that a Retry-After header asks for, in either of its forms; 0 without a readable one."""
        asked = response.headers.get("retry-after", "").strip()
        if asked.isdecimal():
            return float(asked[:9])
        try:
            until = parsedate_to_datetime(asked)
            date = response.headers.get("date", "")
            return max(0.0, (until - (parsedate_to_datetime(date) if date else self._clock())).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return 0.0


def check_size(size: int, most: int) -> None:
    """Raises Refused for a body of `size` bytes where no more than `most` are read."""
    if size > most:
        raise Refused(Reason.TOO_LARGE, f"more than {most:,} bytes")


def _sendable(headers: httpx.Headers) -> httpx.Headers:
    """The headers that go out. Our own cache has seen to Cache-Control: a server's is spared a question that a
    conditional request asks already."""
    return httpx.Headers([(name, value) for name, value in headers.raw if name.lower() != b"cache-control"])


def _sentence(error: BaseException) -> str:
    """What went wrong, in one short line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
