"""Runs nights in processes that can be killed: a program that the tests talk to.

Each line of standard input is a JSON object: `config`, `date`, `stage` and `write`. A process of its own then runs
that night stage by stage, and kills itself with SIGKILL before it commits the `write`-th write of `stage`, or at the
end of the stage where `write` is 0. Without `stage` it runs to the end. Pages are fetched `batch` at a time. The answer
is one line: its exit code, and the most memory that it held, in kilobytes.

The present moment is always the same here, so that two runs can be compared to the byte.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

# The stages import these when they run; imported here, every process has them from the start.
from extractors import discovery, extraction, fetching, pictures, pipeline  # noqa: F401
from flows import stages
from flows.configuration import load
from summarizer import composition, grouping, ranking, verification  # noqa: F401

NOW = datetime(2026, 11, 18, 23, tzinfo=UTC)


def run(night: stages.Night, batch_size: int) -> Iterator[str]:
    """The night, with the name of each stage as it ends."""
    stages.discover(night, night.subscriptions)
    yield "discover"
    for batch in stages.batches_by_host(stages.pending(night), batch_size):
        stages.fetch(night, batch)
    yield "fetch"
    stages.extract(night, night.store.unextracted())
    yield "extract"
    told = stages.stories(night)
    yield "stories"
    stages.read(night, [article for one in told for article in one.story.articles])
    yield "read"
    stages.illustrate(night, told)
    yield "illustrate"
    digests = [digest for one in told if (digest := stages.write(night, one))]
    yield "write"
    stages.publish(night, stages.edition_of(night, digests), told)
    yield "publish"


def run_until_killed(order: dict[str, Any]) -> None:
    """Runs what the order says, in this process."""
    stages.now = lambda: NOW
    steps = ("discover", "fetch", "extract", "stories", "read", "illustrate", "write", "publish")
    reached, writes = 0, 0

    @event.listens_for(Engine, "commit")
    def count(connection: Connection) -> None:
        nonlocal writes
        if connection.get_execution_options().get("writes"):
            writes += 1
            if order["write"] and steps[reached] == order["stage"] and writes == order["write"]:
                os.kill(os.getpid(), signal.SIGKILL)

    night = stages.plan(load(Path(order["config"])), date.fromisoformat(order["date"]))
    for ended in run(night, order["batch"]):
        assert ended == steps[reached]
        if ended == order["stage"] and not order["write"]:
            os.kill(os.getpid(), signal.SIGKILL)
        reached, writes = reached + 1, 0


if __name__ == "__main__":
    stages._pipeline("")  # built once, here, for all the processes
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run_until_killed(json.loads(line))
            os._exit(0)
        _, status, used = os.wait4(child, 0)
        print(os.waitstatus_to_exitcode(status), used.ru_maxrss, flush=True)
