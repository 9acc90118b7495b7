"""Prefect's settings, made ready before Prefect is imported.

Everything here is a default: a variable that the user has set stays as it is. Figures and reasons are in
docs/operating.md.
"""

import errno
import logging
import os
from pathlib import Path

from extractors.errors import ConfigurationError, NightdeskError

_SETTINGS = {
    # Nothing about a night leaves the machine.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # A first start takes 16 s of the 20 s that Prefect allows by default.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # SQLite under Prefect's default of one row a write answers "database is locked".
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    # Who holds the place for one night at a time. By default the server forgets that when it ends: a night under way is
    # then cancelled, and its place stays taken, so that no later night runs.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # The night editor's notes belong in the run's log.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "nightdesk",
    # What is noted outside of a run, as when a server is started again, goes to the terminal alone.
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # Without a line for each task that went well between them; the task's own page says so.
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "WARNING",
}


def prepare(folder: Path, *, quiet: bool = False) -> None:
    """Sets what Prefect reads when it is imported.

    Args:
        folder: data folder; Prefect keeps its own database below it.
        quiet: whether Prefect's log lines stay out of the terminal (they are in the run's log all the same).

    Raises:
        ConfigurationError: nothing can be written in the data folder.
    """
    home = folder.absolute() / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
        for place in (folder, home):
            if not os.access(place, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {folder} can't be written ({error.strerror}): name another one with the key folder under "
            "[storage], or make this one writable for you."
        ) from None
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str(home))
    if quiet:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
        # A server that ends with its one flow tells of an error where it is cut off in writing that flow's history.
        os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", "CRITICAL")


def hide_refusals() -> None:
    """Keeps errors of ours out of Prefect's lines in the terminal, once Prefect is imported: who started the flow there
    gets their sentence, and the run's log has them with where they came from."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_is_no_refusal)


def _is_no_refusal(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], NightdeskError))
