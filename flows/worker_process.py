"""What runs in a worker process: a stage at a time, and nothing of Prefect's."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import QueueHandler
from multiprocessing import connection, parent_process
from queue import SimpleQueue
from typing import NamedTuple, ParamSpec, TypeVar

from flows.configuration import Configuration
from flows.nights import log, warm_up

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_notes: "SimpleQueue[logging.LogRecord]" = SimpleQueue()
"""What this process noted since it was last asked."""


class Outcome(NamedTuple):
    """What came of a stage."""

    result: object
    error: Exception | None
    notes: list[logging.LogRecord]
    """What it noted meanwhile."""


def begin(configuration: Configuration) -> None:
    """Makes a worker process leave Ctrl-C to the run's process, end when that ends, however it does, keep what it
    notes, and load what the stages need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
    log.addHandler(QueueHandler(_notes))
    log.propagate = False
    with suppress(Exception):  # the stage that needs it says so
        warm_up(configuration)


def noted(stage: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Outcome:
    """Does the stage."""
    result, error = None, None
    try:
        result = stage(*args, **kwargs)
    except Exception as raised:
        error = raised
    return Outcome(result, error, [_notes.get() for _ in range(_notes.qsize())])
