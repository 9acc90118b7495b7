"""What the command line shows while a night runs: the notes that the stages log, and bars for long stages."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

_STAGES = {
    "read_feeds": "Reading feeds",
    "fetch_pages": "Fetching pages",
    "extract_articles": "Extracting articles",
    "read_articles": "Reading articles",
    "written": "Writing digests",
}


class _Bars(logging.Handler):
    """Turns progress records into bars."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.DEBUG)
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def emit(self, record: logging.LogRecord) -> None:
        stage = getattr(record, "stage", None)
        if stage is None:
            return
        if stage not in self._bars:
            self._bars[stage] = self._progress.add_task(_STAGES.get(stage, stage))
        self._progress.update(
            self._bars[stage], completed=getattr(record, "done", 0), total=getattr(record, "total", None)
        )


@contextmanager
def watched(console: Console, title: str) -> Iterator[None]:
    """Shows the notes and the bars of what runs within."""
    log, progress_log = logging.getLogger("nightdesk"), logging.getLogger("nightdesk.progress")
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        progress.add_task(title, total=None)
        notes = RichHandler(logging.INFO, console=console, show_path=False, show_level=False, markup=False)
        bars = _Bars(progress)
        propagates = log.propagate
        log.propagate = False
        log.addHandler(notes)
        progress_log.addHandler(bars)
        progress_log.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            log.removeHandler(notes)
            progress_log.removeHandler(bars)
            log.propagate = propagates
