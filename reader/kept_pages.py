"""Pages that were made already and are still true."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from store import Store

_MOST_BYTES = 32 * 1024 * 1024


class KeptPages:
    """Keeps the pages that were asked for last, until anything that is published changes: at most once a night, and
    when somebody asks for a digest by hand. For pages that show nothing but what is published."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._changes = -1
        self._lock = threading.Lock()

    def page(self, path: str, make: Callable[[], bytes | None]) -> bytes | None:
        """The page at that path, made by `make` where it is not kept."""
        # Asked for before the page is made: what changes meanwhile makes the page one too new, never one too old.
        changes = self._store.changes()
        with self._lock:
            if changes != self._changes:
                self._pages.clear()
                self._bytes, self._changes = 0, changes
            if path in self._pages:
                self._pages.move_to_end(path)
                return self._pages[path]
        made = make()
        if made is not None:
            with self._lock:
                if changes == self._changes and path not in self._pages:
                    self._pages[path] = made
                    self._bytes += len(made)
                while self._bytes > _MOST_BYTES:
                    self._bytes -= len(self._pages.popitem(last=False)[1])
        return made
