"""The reader as a server, and how somebody who serves ends."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from extractors.errors import NightdeskError
from flows.configuration import Configuration
from flows.nights import now
from flows.ports import require_free
from reader.application import application
from reader.health import Schedule
from store import Store

_STOP_SECONDS = 20


@contextmanager
def reader(configuration: Configuration, fail: Callable[[str], None]) -> Iterator[str]:
    """The address of the reader while the context lasts.

    Args:
        fail: told, from another thread and in a sentence, when it ends by itself.

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

        def run() -> None:
            try:
                server.run()
            finally:
                if not server.should_exit:
                    fail(f"The reader at {options.reader_url} ended by itself; the lines above say why.")

        thread = threading.Thread(target=run, name="reader", daemon=True)
        thread.start()
        try:
            yield options.reader_url
        finally:
            server.should_exit = True
            thread.join(_STOP_SECONDS)


@contextmanager
def interruptible() -> Iterator[Callable[[str], None]]:
    """Lets Ctrl-C and a request to terminate end what runs within, in order: that is how somebody who serves ends.

    Gives a function that any thread may call to end it for a reason, a sentence.

    Raises:
        NightdeskError: it was ended for that reason.
    """
    reasons: list[str] = []

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    def end(reason: str) -> None:
        reasons.append(reason)
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield end
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
    if reasons:
        raise NightdeskError(reasons[0])
