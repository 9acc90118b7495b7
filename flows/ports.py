"""Whether what is to be served can be: its port is free, and nobody serves the same data folder."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import ConfigurationError


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


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the data folder for this `nightdesk serve`; the lock goes with the process, however it ends.

    Raises:
        ConfigurationError: another one holds it, or the folder can't be written.
    """
    file = folder.absolute() / "serve.lock"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ConfigurationError(f"{file} can't be written ({error.strerror}): see to the data folder.") from None
    with os.fdopen(descriptor, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            process = lock.read().strip() or "unknown"
            raise ConfigurationError(
                f"`nightdesk serve` runs already for {file.parent} (process {process}): stop that one first, or give "
                "this one a configuration with another storage.folder."
            ) from None
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield
