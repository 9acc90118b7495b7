"""robots.txt by RFC 9309: who may be asked for what, and how often."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from protego import Protego

from extractors.answers import Answer
from extractors.exchanges import Refused
from extractors.hosts import host_name
from extractors.subscriptions import Reason

MAX_BYTES = 512_000
"""So much of a file is read, and what follows is ignored; section 2.5 asks for at least 500 KiB."""
FRESH_SECONDS = 24 * 60 * 60
"""So long a file may be used without asking for it again (section 2.4)."""


@dataclass
class _File:
    """The robots.txt of one origin: not read yet, its rules, or why it can't be had."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    fault: Refused | None = None


class Robots:
    """The robots.txt files of the origins that one fetcher meets, each read once.

    `read` gives the answer to an address, or raises Refused.
    """

    def __init__(self, read: Callable[[str], Awaitable[Answer]], user_agent: str) -> None:
        self._read = read
        self._user_agent = user_agent
        self._files: dict[str, _File] = {}

    async def check(self, url: str) -> float:
        """The crawl delay in seconds that goes for `url`. Raises Refused where the origin's file forbids it, or can't
        be had for now."""
        origin = f"{urlsplit(url).scheme}://{host_name(url)}"
        file = self._files.setdefault(origin, _File())
        async with file.lock:
            if file.rules is None and file.fault is None:
                await self._fill(file, f"{origin}/robots.txt")
        if file.fault is not None:
            raise Refused(file.fault.reason, file.fault.detail)
        assert file.rules is not None
        if not file.rules.can_fetch(url, self._user_agent):
            raise Refused(Reason.ROBOTS)
        return float(file.rules.crawl_delay(self._user_agent) or 0.0)

    async def _fill(self, file: _File, url: str) -> None:
        """A file that isn't there forbids nothing; a server in trouble is left alone."""
        try:
            answer = await self._read(url)
        except Refused as refused:
            if refused.reason is Reason.TOO_MANY_REDIRECTS:
                file.rules = Protego.parse("")
            else:
                about_robots = refused.reason not in (Reason.PRIVATE_ADDRESS, Reason.UNREACHABLE)
                file.fault = Refused(refused.reason, "robots.txt: " * about_robots + refused.detail)
            return
        if answer.status >= 500 or answer.status == httpx.codes.TOO_MANY_REQUESTS:
            file.fault = Refused(Reason.ROBOTS, f"robots.txt answered HTTP {answer.status}, so we wait")
            return
        found = answer.body[:MAX_BYTES] if answer.status == httpx.codes.OK else b""
        file.rules = Protego.parse(found.decode("utf-8-sig", "replace"))
