"""`nightdesk serve`: Prefect's server with its UI, the deployments, and the reader, in one process tree."""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import httpx
import uvicorn

from extractors.errors import ConfigurationError, NightdeskError
from flows.configuration import Configuration
from flows.stages import now
from reader.application import application
from reader.health import Schedule
from store import Store

_SERVER_START_SECONDS = 180
_SERVER_STOP_SECONDS = 20


@contextmanager
def prefect_server(configuration: Configuration) -> Iterator[str]:
    """The address of a Prefect server: the one that PREFECT_API_URL names, else one of our own while the context lasts.

    Raises:
        ConfigurationError: the configured port is taken.
        NightdeskError: the server doesn't start.
    """
    given = os.environ.get("PREFECT_API_URL")
    if given:
        yield given.removesuffix("/api")
        return
    host, port = configuration.serve.host, configuration.serve.prefect_port
    require_free(host, port, "serve.prefect_port")
    address = f"http://{host}:{port}"
    # Where a reader's browser finds UI and API, whatever --port says; behind a proxy somebody has set these.
    os.environ.setdefault("PREFECT_UI_API_URL", f"{address}/api")
    os.environ.setdefault("PREFECT_UI_URL", address)
    os.environ |= {
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_API_URL": f"{address}/api",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
    # Its own process group, so that Ctrl-C reaches us first and we stop it in order.
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        _wait_until_healthy(server, f"{address}/api/health")
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(_SERVER_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()


@contextmanager
def reader(configuration: Configuration) -> Iterator[str]:
    """The address of the reader while the context lasts.

    Raises:
        ConfigurationError: the configured port is taken.
    """
    options = configuration.serve
    require_free(options.host, options.reader_port, "serve.reader_port")
    with Store.open(configuration.database_url) as store:
        server = uvicorn.Server(
            uvicorn.Config(
                application(
                    store,
                    public_url=options.reader_url,
                    schedule=Schedule(
                        configuration.edition.timezone, configuration.edition.time, options.overdue_hours
                    ),
                    now=now,
                ),
                host=options.host,
                port=options.reader_port,
                log_level="warning",
                server_header=False,
            )
        )
        # What is loaded by now stays. Full collections would go through all of it while a reader waits: 0.1 s.
        gc.freeze()
        thread = threading.Thread(target=server.run, name="reader", daemon=True)
        thread.start()
        try:
            yield options.reader_url
        finally:
            server.should_exit = True
            thread.join(_SERVER_STOP_SECONDS)


@contextmanager
def interruptible() -> Iterator[None]:
    """Lets Ctrl-C and a request to terminate end what runs within, in order: that is how somebody who serves ends."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def require_free(host: str, port: int, key: str) -> None:
    """Raises ConfigurationError if something listens on that port already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigurationError(
                f"Port {port} of {host} can't be used ({error.strerror}): stop what listens there, or change {key}."
            ) from None


def _wait_until_healthy(server: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + _SERVER_START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise NightdeskError(
                f"Prefect's server ended with status {server.returncode}; `prefect server start` shows why."
            )
        with suppress(httpx.TransportError):
            if httpx.get(url, timeout=2, trust_env=False).is_success:
                return
        time.sleep(0.3)
    raise NightdeskError(f"Prefect's server did not answer at {url} within {_SERVER_START_SECONDS} seconds.")
