"""The workers that do the heavy stages: threads of the run's own process, processes beside it, or a Dask cluster."""

import logging
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from multiprocessing import connection, parent_process
from types import TracebackType
from typing import Any, Self, TypeVar

from prefect import Task
from prefect.futures import PrefectFuture
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from extractors.errors import ConfigurationError, WorkersLost
from flows.work_options import WorkOptions

Result = TypeVar("Result")
Future = PrefectFuture[Any]
log = logging.getLogger("nightdesk")


class Workers:
    """Runs tasks as the configuration says. Workers are started when there is something to share among them, and end
    with the context."""

    def __init__(self, options: WorkOptions) -> None:
        self._options = options
        self._running = ExitStack()
        self._runner: TaskRunner[Future] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def run(
        self, task: Task[..., Result], calls: Sequence[Mapping[str, Any]], *, raise_on_failure: bool = True
    ) -> Iterator[Result]:
        """What the task gives for each of the calls (its parameters by name), in their order. A single call is run in
        this process, as it gains nothing elsewhere.

        Args:
            raise_on_failure: whether an exception of the task is raised, or given as its result.

        Raises:
            WorkersLost: workers were ended twice, as happens when memory runs out, or there is no cluster.
        """
        futures = self._submitted(task, calls)
        lost = 0
        for number in range(len(calls)):
            while True:
                try:
                    yield futures[number].result(raise_on_failure=raise_on_failure)
                    break
                except BrokenExecutor:
                    lost += 1
                    self._end()
                    if lost > 1:
                        raise WorkersLost(
                            "A worker process was ended twice from outside, as happens when memory runs out: set "
                            f"work.workers to less than {self._options.count}, and run again; what was done is kept."
                        ) from None
                    log.warning("A worker process was ended from outside; its work is done again")
                    futures[number:] = self._submitted(task, calls[number:])

    def _submitted(self, task: Task[..., Any], calls: Sequence[Mapping[str, Any]]) -> list[Future]:
        if len(calls) < 2:
            return [task.submit(**call) for call in calls]
        if self._runner is None:
            self._runner = self._running.enter_context(_runner(self._options))
        return [self._runner.submit(task, dict(call)) for call in calls]

    def _end(self) -> None:
        self._runner = None
        self._running.close()


def _runner(options: WorkOptions) -> TaskRunner[Any]:
    match options.runner:
        case "threads":
            return ThreadPoolTaskRunner(max_workers=options.count)
        case "processes":
            return ProcessPoolTaskRunner(max_workers=options.count, initializer=_end_with_parent)
        case "dask":
            return _dask_runner(options)


def _dask_runner(options: WorkOptions) -> TaskRunner[Any]:
    try:
        from prefect_dask import DaskTaskRunner  # type: ignore[attr-defined]  # it lists its names in no __all__
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "The runner dask needs its libraries: pip install 'nightdesk[dask]', or set work.runner to processes."
        ) from error
    if options.dask_scheduler:
        return _reached(DaskTaskRunner(address=options.dask_scheduler), options.dask_scheduler)
    own = {"n_workers": options.count, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=own)


def _reached(runner: Any, address: str) -> TaskRunner[Any]:
    try:
        assert runner.client  # connects
    except (OSError, ValueError) as error:
        raise WorkersLost(
            f"No Dask scheduler answers at {address}: see to it, or correct work.dask_scheduler ({error})."
        ) from error
    return runner  # type: ignore[no-any-return]


def _end_with_parent() -> None:
    """Makes a worker process leave Ctrl-C to the run's process, and end when that ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()
