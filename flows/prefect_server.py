"""Prefect's server as a process of ours: started, kept running, and stopped; or the one that somebody else runs."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import httpx

from extractors.errors import ConfigurationError, NightdeskError
from flows.configuration import Configuration
from flows.ports import require_free

_START_SECONDS = 180
_STOP_SECONDS = 20
_MOST_RESTARTS = 3
_RESTARTS_WITHIN_SECONDS = 3600

log = logging.getLogger("nightdesk")


@contextmanager
def prefect_server(configuration: Configuration, fail: Callable[[str], None] = log.error) -> Iterator[str]:
    """Runs a Prefect server while the context lasts, unless PREFECT_API_URL names one; gives the address of its UI, as
    PREFECT_UI_URL says where that is set. Ours is started again when it ends by itself.

    Args:
        fail: told, from another thread and in a sentence, when it can't be kept running.

    Raises:
        ConfigurationError: the configured port is taken, or nothing answers at PREFECT_API_URL.
        NightdeskError: the server doesn't start.
    """
    given = os.environ.get("PREFECT_API_URL")
    if given:
        _require_answer(given.rstrip("/"))
        yield (os.environ.get("PREFECT_UI_URL") or given.rstrip("/").removesuffix("/api")).rstrip("/")
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
    server = _OwnServer(host, port, fail)
    try:
        server.start()
        yield os.environ["PREFECT_UI_URL"].rstrip("/")
    finally:
        server.stop()


class _OwnServer:
    """The process of a server, and a thread that starts it again when it ends unasked."""

    def __init__(self, host: str, port: int, fail: Callable[[str], None]) -> None:
        self._command = [sys.executable, "-m", "flows.prefect_process", "server", "start"]
        self._command += ["--host", host, "--port", str(port)]
        self._health = f"http://{host}:{port}/api/health"
        self._fail = fail
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep_running, name="prefect server", daemon=True)

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        self._run()
        self._watch.start()

    def stop(self) -> None:
        """Ends the server, in order if it can be had."""
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdin:
                self._process.stdin.close()
        if self._watch.is_alive():
            self._watch.join(_STOP_SECONDS)

    def _run(self) -> None:
        # Its own process group, so that Ctrl-C reaches us first and we stop it in order.
        self._process = subprocess.Popen(  # noqa: S603
            self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and not self._stopping.is_set():
            if self._process.poll() is not None:
                raise NightdeskError(
                    f"Prefect's server {_ended(self._process)} while it started; `prefect server start` shows why."
                )
            if _answers(self._health):
                return
            self._stopping.wait(0.3)
        if not self._stopping.is_set():
            raise NightdeskError(f"Prefect's server did not answer at {self._health} within {_START_SECONDS} seconds.")

    def _keep_running(self) -> None:
        ends: list[float] = []
        while self._process is not None:
            self._process.wait()
            if self._stopping.is_set():
                return
            how, moment = _ended(self._process), time.monotonic()
            ends = [end for end in ends if moment - end < _RESTARTS_WITHIN_SECONDS] + [moment]
            if len(ends) > _MOST_RESTARTS:
                self._fail(f"Prefect's server {how}, and was started again {_MOST_RESTARTS} times within an hour.")
                return
            log.warning("Prefect's server %s; it is started again", how)
            try:
                self._run()
            except NightdeskError as error:
                self._fail(str(error))
                return
            log.info("Prefect's server answers again")


def _ended(process: "subprocess.Popen[bytes]") -> str:
    code = process.returncode
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"


def _require_answer(api: str) -> None:
    if not _answers(f"{api}/health", timeout=10, trust_env=True):
        raise ConfigurationError(
            f"No Prefect server answers at {api}, which PREFECT_API_URL names: start that server, or unset the "
            "variable, and Nightdesk starts its own."
        )


def _answers(url: str, *, timeout: float = 2, trust_env: bool = False) -> bool:
    with suppress(httpx.TransportError, httpx.InvalidURL):
        return httpx.get(url, timeout=timeout, trust_env=trust_env).is_success
    return False
