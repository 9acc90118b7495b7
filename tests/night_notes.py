"""What the night editor notes, for tests that read it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def noted() -> Iterator[list[str]]:
    """The notes that are made meanwhile."""
    lines: list[str] = []

    class Notebook(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    notebook, log = Notebook(logging.INFO), logging.getLogger("nightdesk")
    level = log.level
    log.addHandler(notebook)
    log.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        log.removeHandler(notebook)
        log.setLevel(level)
