"""A cache of answers by the rules of HTTP (RFC 9111), so that nothing comes over the wire twice that has not changed.

hishel knows the rules: what may be kept, how long it is fresh, how a stale answer is asked about. What it is kept in is
ours: hishel's own storage waits seconds for every lock, logs each failure at length, and drops nothing of what was used
in the last minutes. This one drops what was used longest ago as soon as its bound is passed, and is given up for the
rest of the process at the first fault, with one line in the log, as a night goes on well without it.
"""

import asyncio
import json
import logging
import re
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import httpx
from hishel import AsyncBaseStorage, CacheOptions, Entry, Headers, Request, Response
from hishel.httpx import AsyncCacheTransport

FRESH_SECONDS = "nightdesk_fresh_seconds"
"""Request extension: how long an answer is fresh at most, and where it doesn't say; not that of a server in trouble."""

_WAIT_FOR_LOCK_SECONDS = 2.0
_ROW_BYTES = 200  # key, id and index entries of a row, roughly
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_UNCACHED = re.compile(r"\bno-(?:store|cache)\b", re.IGNORECASE)
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS answers (
        key TEXT PRIMARY KEY, id BLOB NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL, head TEXT NOT NULL,
        body BLOB NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS answers_by_id ON answers (id);
    CREATE INDEX IF NOT EXISTS answers_by_use ON answers (used, size);
"""
_PUT = """
    INSERT OR REPLACE INTO answers (key, id, used, size, head, body)
    VALUES (?, ?, (SELECT coalesce(max(used), 0) + 1 FROM answers), ?, ?, ?)
"""
_USE = "UPDATE answers SET used = (SELECT max(used) + 1 FROM answers) WHERE key = ?"
_SHRINK = """
    DELETE FROM answers WHERE used <= (
        SELECT max(used) FROM (SELECT used, sum(size) OVER (ORDER BY used DESC) AS kept FROM answers) WHERE kept > ?)
"""

T = TypeVar("T")
log = logging.getLogger("nightdesk")


def cached(
    transport: httpx.AsyncBaseTransport, cache: "AnswerCache", clock: Callable[[], datetime]
) -> httpx.AsyncBaseTransport:
    """`transport` behind `cache`: a fresh answer comes without asking, a stale one is asked about with its validators.

    A request with `Cache-Control: no-cache` is always asked about; its extension `caching` may name a `key`.
    """
    return AsyncCacheTransport(_Dated(transport, clock), storage=cache, rfc=CacheOptions(shared=False))


class AnswerCache(AsyncBaseStorage):
    """Answers in an SQLite file that holds about `most_bytes` of them: one for each key, the latest.

    Threads, event loops and processes may share it. Whatever is wrong with the file, no method raises for it.
    """

    def __init__(self, file: Path, most_bytes: int) -> None:
        super().__init__()
        self._file = file
        self._most_bytes = most_bytes
        self._connection: sqlite3.Connection | None = None
        self._given_up = False
        self._lock = threading.Lock()

    async def create_entry(
        self, request: Request, response: Response, key: str, *, ttl: float | None = None, tti: float | None = None
    ) -> Entry:
        """Keeps the answer; gives it with its body to be read. How long it lives, the rules of HTTP say alone."""
        del ttl, tti
        assert isinstance(response.stream, AsyncIterator)
        body = b"".join([chunk async for chunk in response.stream])
        entry = Entry(id=uuid4(), request=request, response=replace(response, stream=_once(body)))
        head = _head(request, response)
        size = len(body) + len(head) + _ROW_BYTES
        if size <= self._most_bytes:
            await self._with_file(
                lambda connection: self._put(connection, (key, entry.id.bytes, size, head, body)), None
            )
        return entry

    async def get_entries(self, key: str) -> list[Entry]:
        """The answer kept under `key`, if there is one; from now on it is the one used last."""

        def find(connection: sqlite3.Connection) -> list[Entry]:
            row = connection.execute("SELECT id, head, body FROM answers WHERE key = ?", (key,)).fetchone()
            if row is None:
                return []
            connection.execute(_USE, (key,))
            return [_entry(*row)]

        return await self._with_file(find, [])

    async def update_headers(self, id: UUID, headers: Headers) -> None:
        """Replaces the response headers of the answer of this id, if it is still there."""

        def update(connection: sqlite3.Connection) -> None:
            row = connection.execute("SELECT id, head, body FROM answers WHERE id = ?", (id.bytes,)).fetchone()
            if row is not None:
                entry = _entry(*row)
                head = _head(entry.request, replace(entry.response, headers=headers))
                connection.execute("UPDATE answers SET head = ? WHERE id = ?", (head, id.bytes))

        await self._with_file(update, None)

    async def remove_entry(self, id: UUID) -> None:
        """Drops the answer of this id, if it is still there."""

        def remove(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM answers WHERE id = ?", (id.bytes,))

        await self._with_file(remove, None)

    def _put(self, connection: sqlite3.Connection, row: tuple[str, bytes, int, str, bytes]) -> None:
        connection.execute(_PUT, row)
        connection.execute(_SHRINK, (self._most_bytes,))

    async def _with_file(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives in a transaction of its own, off the event loop; `otherwise` once the file is given up."""
        return await asyncio.to_thread(self._try, work, otherwise)

    def _try(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        with self._lock:
            if self._given_up:
                return otherwise
            try:
                if self._connection is None:
                    self._connection = self._open()
                with self._connection as transaction:
                    return work(transaction)
            except (sqlite3.Error, OSError, ValueError, TypeError, LookupError) as error:  # also rows that aren't ours
                self._given_up = True
                log.warning(
                    "The cache %s can't be used (%s); we go on without it. If that lasts, delete the file.",
                    self._file,
                    error,
                )
                return otherwise

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=_WAIT_FOR_LOCK_SECONDS, check_same_thread=False)
        for setting in ("auto_vacuum = FULL", "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(_SCHEMA)
        return connection


class _Dated(httpx.AsyncBaseTransport):
    """Gives every answer a Date from which its age can be counted: hishel counts it from there alone, while RFC 9111
    (section 4.2.3) also heeds the Age that other caches have seen, and Dates that are missing or in the future."""

    def __init__(self, transport: httpx.AsyncBaseTransport, clock: Callable[[], datetime]) -> None:
        self._transport = transport
        self._clock = clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._transport.handle_async_request(request)
        headers = response.headers
        now = self._clock().astimezone(UTC)
        age = headers.pop("age", "").strip()
        received = now - timedelta(seconds=int(age[:9])) if age.isdecimal() else now
        headers["date"] = format_datetime(min(_moment(headers.get("date", ""), now), received), usegmt=True)
        longest: int | None = request.extensions.get(FRESH_SECONDS)
        trouble = response.status_code >= 500 or response.status_code == httpx.codes.TOO_MANY_REQUESTS
        if longest is not None and not trouble:
            _limit_freshness(headers, longest)
        if response.status_code == httpx.codes.NOT_MODIFIED:
            headers.pop("content-encoding", None)  # of the body that isn't there
        return response

    async def aclose(self) -> None:
        await self._transport.aclose()


def _moment(date: str, otherwise: datetime) -> datetime:
    """An HTTP date, as far as it is one."""
    try:
        return parsedate_to_datetime(date).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return otherwise


def _limit_freshness(headers: httpx.Headers, longest: int) -> None:
    """Makes an answer fresh for no longer than `longest` seconds, and for so long where it doesn't say."""
    said = headers.get("cache-control", "")
    if _UNCACHED.search(said):
        return
    age = _MAX_AGE.search(said)
    headers["cache-control"] = f"max-age={min(int(age[1]), longest) if age else longest}"


def _head(request: Request, response: Response) -> str:
    """All of an exchange but the body, as JSON."""
    asked = {name: request.headers.get_list(name) for name in request.headers}
    answered = {name: response.headers.get_list(name) for name in response.headers}
    return json.dumps([request.method, request.url, asked, response.status_code, answered])


def _entry(id: bytes, head: str, body: bytes) -> Entry:
    method, url, asked, status, answered = json.loads(head)
    return Entry(
        id=UUID(bytes=id),
        request=Request(method=method, url=url, headers=Headers(asked)),
        response=Response(status_code=status, headers=Headers(answered), stream=_once(body)),
    )


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body
