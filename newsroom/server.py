"""The newsroom's sites, each on a port of its own on 127.0.0.1."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Literal
from urllib.parse import urlsplit

from newsroom.articles import Article, Outlet, load_articles, load_outlets
from newsroom.pages import Page, build_page

__all__ = ["Newsroom", "Request", "Subscribed", "open_newsroom"]

LOOPBACK = "127.0.0.1"
NOTED_HEADERS = ("User-Agent", "Accept", "If-None-Match", "If-Modified-Since")


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A feed or page list to subscribe to."""

    outlet: str
    url: str
    kind: Literal["feed", "page_list"]
    category: str
    language: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request an outlet's site has answered, with those headers of it that tell how a client behaves."""

    outlet: str
    path: str
    status: int
    headers: Mapping[str, str]


class Newsroom:
    """The open newsroom: what to subscribe to, which night it is, and what has been fetched."""

    def __init__(self, night: int) -> None:
        self.subscriptions: tuple[Subscribed, ...] = ()
        self._night = night
        self._requests: list[Request] = []
        self._lock = threading.Lock()

    @property
    def night(self) -> int:
        with self._lock:
            return self._night

    @property
    def requests(self) -> list[Request]:
        """The requests answered so far, oldest first."""
        with self._lock:
            return list(self._requests)

    def show(self, night: int) -> None:
        """Serve the articles up to this night from now on."""
        with self._lock:
            self._night = night

    def note(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)

    def articles_of(self, outlet: Outlet) -> list[Article]:
        """The articles an outlet shows tonight, newest first."""
        shown = [article for article in load_articles() if article.night <= self.night]
        return [article for article in reversed(shown) if article.outlet == outlet.key]


@contextmanager
def open_newsroom(night: int = 1, port: int = 0) -> Iterator[Newsroom]:
    """Serve every outlet while the block runs: on free ports, or on `port` and those after it."""
    newsroom = Newsroom(night)
    with ExitStack() as stack:
        sites = []
        for place, outlet in enumerate(load_outlets()):
            site = _Site(newsroom, outlet, port + place if port else 0)
            stack.callback(site.server_close)
            sites.append(site)
        newsroom.subscriptions = tuple(site.subscribed for site in sites)
        for site in sites:
            # The short poll lets a site stop at once instead of after half a second.
            threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True).start()
            stack.callback(site.shutdown)
        yield newsroom


class _Site(ThreadingHTTPServer):
    """One outlet's web server."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, newsroom: Newsroom, outlet: Outlet, port: int) -> None:
        self.newsroom = newsroom
        self.outlet = outlet
        super().__init__((LOOPBACK, port), _Reply)

    def server_bind(self) -> None:
        # HTTPServer would look its own name up here, which can take seconds without a network.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]

    @property
    def origin(self) -> str:
        return f"http://{LOOPBACK}:{self.server_port}"

    @property
    def subscribed(self) -> Subscribed:
        outlet = self.outlet
        kind: Literal["feed", "page_list"] = "page_list" if outlet.feed == "page_list" else "feed"
        return Subscribed(outlet.key, self.origin + outlet.subscribe, kind, outlet.category, outlet.language)


class _Reply(BaseHTTPRequestHandler):
    """Answers one request to a site."""

    server: _Site
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        page = self._answer()
        if page is not None:
            self.wfile.write(page.body)

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the newsroom keeps its own record."""

    def _answer(self) -> Page | None:
        """Send status and headers; the page if its body is to follow."""
        site = self.server
        path = urlsplit(self.path).path
        page = build_page(site.outlet, site.origin, site.newsroom.articles_of(site.outlet), path)
        status = 304 if page.status == 200 and self._is_known(page) else page.status
        headers = {name: self.headers[name] for name in NOTED_HEADERS if name in self.headers}
        # Noted before the answer leaves, so that a client that has it also finds it on record.
        site.newsroom.note(Request(site.outlet.key, path, status, headers))
        # Without a Date header: nothing served depends on the clock.
        self.send_response_only(status)
        if page.status == 200:
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", page.last_modified)
        if status != 304:
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
        # One request per connection: nothing is left open when the newsroom closes.
        self.send_header("Connection", "close")
        self.end_headers()
        return None if status == 304 else page

    def _is_known(self, page: Page) -> bool:
        """Whether the client says it has this very page already."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return page.etag in (tag.strip().removeprefix("W/") for tag in tags.split(",")) or tags.strip() == "*"
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return page.modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))
