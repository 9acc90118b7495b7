"""Sites on ports of their own on loopback, all served by one event loop in a process of its own."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.request import urlopen

from fault_server.kinds import KINDS, PATHS, Client, Kind
from fault_server.stories import FEED, STORY

LOOPBACK = "127.0.0.1"
ASKED = "/asked"


@dataclass(frozen=True)
class Site:
    """An outlet with one fault, as its visitors know it."""

    kind: Kind
    origin: str

    @property
    def outlet(self) -> str:
        return f"The {self.kind.name.title()}"

    @property
    def feed(self) -> str:
        return self.origin + PATHS["feed"]

    @property
    def story(self) -> str:
        return self.origin + PATHS["page"]

    def asked(self) -> set[str]:
        """The paths that it was asked for so far."""
        with urlopen(self.origin + ASKED) as answer:
            return set(json.load(answer))


@contextmanager
def open_sites() -> Iterator[list[Site]]:
    """A site for each kind, while the block runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "fault_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])},
    ) as process:
        assert process.stdin
        assert process.stdout
        origins = json.loads(process.stdout.readline())
        try:
            yield [Site(kind, origin) for kind, origin in zip(KINDS, origins, strict=True)]
        finally:
            process.stdin.close()


async def serve(kinds: Sequence[Kind], say: Callable[[list[str]], None], until_ended: TextIO) -> None:
    """Serves a site for each kind, says their origins, and goes on until the stream ends."""
    origins = []
    for kind in kinds:
        host = _Host(kind)
        server = await asyncio.start_server(host.serve, LOOPBACK, 0, backlog=64)
        host.origin = f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}"
        origins.append(host.origin)
    say(origins)
    await asyncio.to_thread(until_ended.read)


class _Host:
    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.origin = ""
        self._asked: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers one request."""
        try:
            path = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split()[1]
            self._asked[path] += 1
            await self._answer(Client(self.origin, path, self._asked[path], writer, reader))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has had enough, or the tests are over
        finally:
            writer.close()

    async def _answer(self, client: Client) -> None:
        if client.path.startswith(self.kind.path):
            return await self.kind.fault(client)
        if client.path == PATHS["feed"]:
            return await client.answer(FEED.format(origin=self.origin), kind="application/rss+xml")
        if client.path.partition("?")[0] == PATHS["page"]:
            return await client.answer(STORY)
        if client.path == ASKED:
            return await client.answer(json.dumps(list(self._asked)))
        return await client.answer("<h1>Not found</h1>", status=404)
