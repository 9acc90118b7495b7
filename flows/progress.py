"""How far a night is, as an artifact of its run that moves while it runs."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.nights import progress_log

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_STAGES = {
    "read_feeds": ("Asking subscriptions for news", 0, 10),
    "fetch_pages": ("Fetching pages", 10, 45),
    "extract_articles": ("Finding the articles in them", 45, 60),
    "read_articles": ("Reading what the articles say", 62, 82),
    "written": ("Writing and verifying digests", 84, 98),
}
"""What a stage is called, and between which hundredths of a night it stands, roughly as long as it takes."""


def showing_progress(flow: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Makes the body of a flow keep a progress artifact, `progress`, of what its stages report."""

    @wraps(flow)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        shown = _Artifact()
        level = progress_log.level
        progress_log.addHandler(shown)
        progress_log.setLevel(logging.DEBUG)
        try:
            result = flow(*args, **kwargs)
            shown.move(100, "Done")
            return result
        except BaseException as error:
            shown.move(shown.reached, f"Stopped: {error}")
            raise
        finally:
            progress_log.removeHandler(shown)
            progress_log.setLevel(level)

    return run


class _Artifact(logging.Handler):
    """Turns progress records into updates of one artifact; Prefect is told of whole hundredths only."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.reached = 0
        made = create_progress_artifact(0, key="progress", description="Getting ready")
        assert isinstance(made, UUID)  # a coroutine only where the caller is one
        self._id = made

    def move(self, reached: int, words: str) -> None:
        self.reached = reached
        update_progress_artifact(self._id, reached, description=words)

    def emit(self, record: logging.LogRecord) -> None:
        words, start, end = _STAGES.get(getattr(record, "stage", ""), ("", 0, 0))
        done, total = getattr(record, "done", 0), getattr(record, "total", 0)
        if words and total:
            reached = start + (end - start) * done // total
            if reached != self.reached:
                self.move(reached, f"{words}: {done} of {total}")
