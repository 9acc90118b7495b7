"""Hosts as polite visitors know them: whose turn it is, and which of them had better be left alone."""

import asyncio
import threading
from dataclasses import dataclass

import httpx

from extractors.addresses import host_of


def host_name(url: str) -> str:
    """The one spelling of host and port of `url`: as they are asked, without user name or default port."""
    try:
        return httpx.URL(url).netloc.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        return host_of(url)


@dataclass
class Host:
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


class HostFaults:
    """A circuit breaker for each host: after `most` faults in a row the host is left alone for good.

    One object serves all the fetchers of a run, whatever their threads and event loops.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._in_a_row: dict[str, int] = {}
        self._left_alone: dict[str, str] = {}
        self._lock = threading.Lock()

    def note(self, host: str, fault: str = "") -> None:
        """Counts what came of asking `host` once: a `fault`, or an answer that says it is well."""
        with self._lock:
            self._in_a_row[host] = self._in_a_row.get(host, 0) + 1 if fault else 0
            if self._in_a_row[host] >= self._most:
                self._left_alone.setdefault(host, f"{self._in_a_row[host]} in a row, the last: {fault}")

    def against(self, host: str) -> str:
        """What speaks against asking `host` again; empty where nothing does."""
        with self._lock:
            return self._left_alone.get(host, "")
