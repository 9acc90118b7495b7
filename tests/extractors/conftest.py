"""A web server on loopback that behaves and misbehaves as its paths say."""

import gzip
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import parse_qsl

import brotli
import pytest
import zstandard
from spacy.language import Language

from extractors.articles import Article, Page, Paragraph
from extractors.pipeline import build, read
from extractors.readings import Reading
from extractors.subscriptions import Category

PARAGRAPH = (
    "The harbour council voted on Tuesday to rebuild the northern pier, which a storm had damaged in the spring, and "
    "set aside $4.2 million for the work. The chair said that the first boats could return before winter."
)
STORY = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Pier to be rebuilt | Harbour News</title></head>"
    f"<body><article><h1>Pier to be rebuilt</h1>{f'<p>{PARAGRAPH}</p>' * 3}</article></body></html>"
)
RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
ZEROS = bytes(50_000_000)


class MisbehavingServer(ThreadingHTTPServer):
    """One host. `robots` is what its robots.txt answers; `asked` are the paths it was asked for, with headers."""

    daemon_threads = True

    def __init__(self) -> None:
        self.robots: tuple[int, str] = (404, "")
        self.robots_headers: dict[str, str] = {}
        self.story = STORY
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # without HTTPServer's look-up of its own name
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def count(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: MisbehavingServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if self.path == "/robots.txt":
            status, text = self.server.robots
            return self.answer(text.encode(), status=status, kind="text/plain", **self.server.robots_headers)
        if self.path.startswith("/story?"):
            return self.as_told(dict(parse_qsl(self.path.partition("?")[2])))
        behaviour = BEHAVIOURS.get(self.path.partition("?")[0])
        try:
            return behaviour(self) if behaviour else self.answer(b"<h1>Not found</h1>", status=404)
        except ConnectionError:  # the client has had enough
            self.close_connection = True

    def as_told(self, headers: dict[str, str]) -> None:
        """The server's story with these headers, or 304 where the client names their ETag."""
        known = "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]
        self.answer(b"" if known else self.server.story.encode(), status=304 if known else 200, **headers)

    def answer(
        self,
        body: bytes,
        *,
        status: int = 200,
        kind: str = "text/html; charset=utf-8",
        length: int = -1,
        **headers: str,
    ) -> None:
        self.send_response_only(status)
        headers = {"Date": self.date_time_string(), **headers}
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length if length >= 0 else len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _redirect(target: str, status: int = 302) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(b"", status=status, Location=target)


def _story(**headers: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(STORY.encode(), **headers)


def _status(status: int, body: str = "<p>Sorry.</p>", **headers: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(body.encode(), status=status, **headers)


def _packed(encoding: str, body: bytes) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(body, Content_Encoding=encoding)


def _busy_once(handler: _Handler) -> None:
    if handler.server.count(handler.path) == 1:
        return handler.answer(b"busy", status=429, Retry_After="0")
    return handler.answer(STORY.encode())


def _drip(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<")
        time.sleep(0.05)


def _endless(handler: _Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"10000\r\n" + b"<" * 0x10000 + b"\r\n")


def _silent(handler: _Handler) -> None:
    time.sleep(2)


def _hang_up(handler: _Handler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def _short(handler: _Handler) -> None:
    handler.answer(STORY.encode(), length=len(STORY) + 5_000)
    handler.close_connection = True


def _garbage(handler: _Handler) -> None:
    handler.wfile.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
    handler.close_connection = True


def _conditional(handler: _Handler) -> None:
    if handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since"):
        return handler.answer(b"", status=304, ETag='"v1"')
    return handler.answer(STORY.encode(), ETag='"v1"', Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT")


def _deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


BEHAVIOURS: dict[str, Callable[[_Handler], None]] = {
    "/story": _story(),
    "/private/story": _story(),
    "/conditional": _conditional,
    "/moved": _redirect("/story", 301),
    "/hop/2": _redirect("/hop/1"),
    "/hop/1": _redirect("/story"),
    "/loop": _redirect("/loop"),
    "/to-metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "/to-file": _redirect("file:///etc/passwd"),
    "/to-nowhere": _redirect("http://[::1/"),
    "/to-private-path": _redirect("/private/story"),
    "/nowhere": lambda handler: handler.answer(b"", status=302),
    "/busy-once": _busy_once,
    "/busy-long": _status(429, Retry_After="86400"),
    "/busy-date": _status(503, Retry_After="Wed, 01 Jan 2098 00:00:00 GMT"),
    "/broken": _status(500),
    "/bad-gateway": _status(502),
    "/forbidden": _status(403),
    "/members": _status(401),
    "/checked": _status(503, "<title>Just a moment...</title><p>Checking your browser before you proceed.</p>"),
    "/drip": _drip,
    "/endless": _endless,
    "/silent": _silent,
    "/hang-up": _hang_up,
    "/short": _short,
    "/garbage": _garbage,
    "/gzip": _packed("gzip", gzip.compress(STORY.encode())),
    "/deflate": _packed("deflate", zlib.compress(STORY.encode())),
    "/bare-deflate": _packed("deflate", _deflated(STORY.encode())),
    "/brotli": _packed("br", brotli.compress(STORY.encode())),
    "/zstd": _packed("zstd", zstandard.compress(STORY.encode())),
    "/twice": _packed("gzip, br", brotli.compress(gzip.compress(STORY.encode()))),
    "/gzip-bomb": _packed("gzip", gzip.compress(ZEROS)),
    "/brotli-bomb": _packed("br", brotli.compress(ZEROS, quality=5)),
    "/zstd-bomb": _packed("zstd", zstandard.compress(ZEROS)),
    "/not-gzip": _packed("gzip", STORY.encode()),
    "/strange-encoding": _packed("rot13", STORY.encode()),
    "/layers": _packed("gzip, gzip, gzip, gzip", b""),
    "/declared-large": lambda handler: handler.answer(b"", length=10**12),
}


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    """A host of one's own."""
    server = MisbehavingServer()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def make_page() -> Callable[..., Page]:
    """Builds a page from its markup, as if fetched at noon."""

    def make(
        body: bytes | str, url: str = "https://harbour.example/news/pier", status: int = 200, **headers: str
    ) -> Page:
        return Page(
            lead=url,
            url=url,
            status=status,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            body=body.encode() if isinstance(body, str) else body,
            fetched=datetime(2026, 11, 22, 12, tzinfo=UTC),
        )

    return make


@pytest.fixture(scope="session")
def story() -> str:
    """A plain page with a short story about a pier."""
    return STORY


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The built-in pipeline."""
    return build()


@pytest.fixture(scope="session")
def read_text(nlp: Language) -> Callable[..., tuple[Article, Reading]]:
    """Reads a text with the built-in pipeline, as an article of one day whose paragraphs stand between blank lines."""

    def reading(text: str, headline: str = "") -> tuple[Article, Reading]:
        article = Article(
            url="https://ellery.example/story",
            outlet="Ellery Post",
            headline=headline,
            fetched=datetime(2026, 3, 2, 6, tzinfo=UTC),
            category=Category.WORLD,
            text=text,
            paragraphs=tuple(
                Paragraph(start=found.start(), end=found.end())
                for found in re.finditer(r"(?:(?!\n\n).)+", text, re.DOTALL)
            ),
        )
        return article, next(read(nlp, [article]))

    return reading
