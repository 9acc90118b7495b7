"""The table of faults, and what a fault may do with the client that it has before it."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from extractors.subscriptions import Reason

Target = Literal["page", "feed", "robots", "image"]
PATHS: dict[Target, str] = {"page": "/story", "feed": "/feed.xml", "robots": "/robots.txt", "image": "/picture.jpg"}


@dataclass
class Client:
    """One request of a client to one site, and the ways to answer it."""

    origin: str
    path: str
    asked: int
    """How often this site was asked for this path, this time included."""
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    async def send(self, *pieces: bytes) -> None:
        """Sends these very bytes."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()

    async def head(self, status: int | str = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Sends a status line and headers in good order; a header without a value is left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"HTTP/1.1 {status} Answer", *([f"Content-Type: {kind}"] if kind else [])]
        lines += [f"{name}: {value}" for name, value in named.items() if value] + ["Connection: close", "", ""]
        await self.send("\r\n".join(lines).encode("latin-1"))

    async def answer(
        self, body: bytes | str, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> None:
        """Sends a whole answer in good order."""
        packed = body.encode() if isinstance(body, str) else body
        await self.head(status, kind, Content_Length=str(len(packed)), **headers)
        await self.send(packed)

    async def repeat(self, pieces: Iterable[bytes], pause_seconds: float = 0) -> None:
        """Sends piece after piece, for ever if there are so many."""
        for piece in pieces:
            await self.send(piece)
            await asyncio.sleep(pause_seconds)

    async def wait(self) -> None:
        """Does nothing until the client has had enough."""
        while await self.reader.read(1024):
            pass

    def reset(self) -> None:
        """Breaks the connection off with a TCP reset."""
        connection = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Fault = Callable[[Client], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """One kind of misbehaviour: what it answers to requests for its target, and what is to come of it."""

    name: str
    target: Target
    fault: Fault
    reasons: frozenset[Reason]
    """The reasons that fit; none where the outlet is to be read all the same."""

    @property
    def path(self) -> str:
        """What it misbehaves about."""
        return PATHS[self.target]


KINDS: list[Kind] = []


def kind_of(target: Target, *reasons: Reason) -> Callable[[Fault], Fault]:
    """Enters a function into the table, under its own name."""

    def enter(fault: Fault) -> Fault:
        name = getattr(fault, "__name__", "").replace("_", " ")
        assert all(name != kind.name for kind in KINDS)
        KINDS.append(Kind(name, target, fault, frozenset(reasons)))
        return fault

    return enter
