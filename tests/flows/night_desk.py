"""Runs nights in processes that can be killed: a program that the tests talk to.

Each line of standard input is a JSON object: `config`, `date`, `stage`, `write` and `statement`. A process of its own
then runs that night stage by stage, and kills itself with SIGKILL before it commits the `write`-th write of `stage`,
or before the `statement`-th SQL statement of it, or at the end of the stage where both are 0. Without `stage` it runs
to the end. Pages are fetched `batch` at a time. The answer is one line: its exit code, and the most memory that it
held, in kilobytes.

Processes are forked from one that has run a small night of its own, so that none of them loads anything again.

The present moment is always the same here, so that two runs can be compared to the byte.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from extractors.fetch_limits import FetchLimits
from extractors.subscriptions import Subscription
from flows import nights, stages
from flows.configuration import Configuration, EditionOptions, StorageOptions, load
from newsroom import open_newsroom

NOW = datetime(2026, 11, 18, 23, tzinfo=UTC)
STEPS = ("discover", "fetch", "extract", "stories", "read", "illustrate", "write", "publish", "age out")


def run(night: nights.Night, batch_size: int) -> Iterator[str]:
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
    stages.age_out(night)
    yield "age out"


def run_until_killed(order: dict[str, Any]) -> None:
    """Runs what the order says, in this process."""
    reached, writes, statements = 0, 0, 0

    def kill_if(meant: bool) -> None:
        if meant and STEPS[reached] == order["stage"]:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Engine, "commit")
    def count_write(connection: Connection) -> None:
        nonlocal writes
        if connection.get_execution_options().get("writes"):
            writes += 1
            kill_if(writes == order["write"])

    @event.listens_for(Engine, "before_cursor_execute")
    def count_statement(_connection: Connection, _cursor: object, text: str, *_: object) -> None:
        nonlocal statements
        if not text.startswith("BEGIN"):  # PostgreSQL's driver begins by itself
            statements += 1
            kill_if(statements == order["statement"])

    night = nights.plan(load(Path(order["config"])), date.fromisoformat(order["date"]))
    for ended in run(night, order["batch"]):
        assert ended == STEPS[reached]
        kill_if(not order["write"] and not order["statement"])
        reached, writes, statements = reached + 1, 0, 0


def warm_up() -> None:
    """Runs a night of one story, so that everything is loaded."""
    with tempfile.TemporaryDirectory() as folder, open_newsroom(night=1) as newsroom:
        configuration = Configuration(
            edition=EditionOptions(most_stories=1),
            storage=StorageOptions(folder=Path(folder)),
            fetch=FetchLimits(allow_private_addresses=True, per_host_delay_seconds=0),
            subscriptions=tuple(
                Subscription(outlet=one.outlet, url=one.url) for one in newsroom.subscriptions if one.kind == "feed"
            ),
        )
        night = nights.plan(configuration, date(2026, 11, 18))
        assert list(run(night, 40)) == list(STEPS)
        night.store.close()
        nights._store.cache_clear()
        nights._cache.cache_clear()


if __name__ == "__main__":
    nights.now = lambda: NOW
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run_until_killed(json.loads(line))
            os._exit(0)
        _, status, used = os.wait4(child, 0)
        print(os.waitstatus_to_exitcode(status), used.ru_maxrss, flush=True)
