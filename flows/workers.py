"""The workers that do the heavy stages: threads of the run's own process, processes beside it, or a Dask cluster.

Prefect's own pool of processes takes a quarter of a second of processor time for each task, as every task builds
Prefect's settings and clients anew over there. So with `processes` a task runs here, in a thread, and hands to the pool
only the stage that it stands for: `do_apart`.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import ExitStack
from contextvars import ContextVar
from multiprocessing import get_context
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar, cast

from prefect import Task
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extractors.errors import ConfigurationError, WorkersLost
from flows.configuration import Configuration
from flows.work_options import WorkOptions
from flows.worker_process import begin, noted

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Future = PrefectFuture[Any]
Call = Mapping[str, Any]
"""Parameters of a task, by name."""
log = logging.getLogger("nightdesk")

_CONNECT_SECONDS = 10
_pool: ContextVar[ProcessPoolExecutor | None] = ContextVar("pool", default=None)


class Workers:
    """Runs tasks as the configuration says. The workers end with the context."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._options = configuration.work
        self._running = ExitStack()
        self._runner: TaskRunner[Any] | None = None
        self._replaced = False

    @property
    def count(self) -> int:
        """How many work at a time."""
        return self._options.count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.__exit__(kind, error, trace)

    def start(self) -> None:
        """Starts the workers, where there are none yet. It takes them some seconds, during which nobody waits."""
        if self._runner is None:
            self._runner = self._started()

    def run(self, task: Task[..., Result], calls: Iterable[Call], *, raise_on_failure: bool = True) -> Iterator[Result]:
        """What the task gives for each of the calls, in their order; each is begun as it comes. Where no workers were
        started, this process runs them.

        Args:
            raise_on_failure: whether an exception of the task is raised, or given as its result.

        Raises:
            WorkersLost: workers were ended twice, as happens when memory runs out, or there is no cluster.
        """
        given: list[Call] = []
        futures: list[Future] = []
        for call in calls:
            given.append(call)
            futures.append(self._submitted(task, call))
        for number in range(len(given)):
            outcome = futures[number].result(raise_on_failure=False)
            while isinstance(outcome, BrokenExecutor):
                self._replace()
                futures[number:] = [self._submitted(task, call) for call in given[number:]]
                outcome = futures[number].result(raise_on_failure=False)
            if raise_on_failure and isinstance(outcome, BaseException):
                raise outcome
            yield outcome

    def _submitted(self, task: Task[..., Any], call: Call) -> Future:
        if self._runner is None:
            return task.submit(**call)
        return cast("Future", self._runner.submit(task, dict(call)))

    def _replace(self) -> None:
        """Starts workers in the place of those that were ended, once."""
        self._end()
        if self._replaced:
            raise WorkersLost(
                "Worker processes were ended twice from outside, as happens when memory runs out: set work.workers to "
                f"less than {self.count}, and run again; what was done is kept."
            )
        self._replaced = True
        log.warning("A worker process was ended from outside; its work is done again")
        self._runner = self._started()

    def _started(self) -> TaskRunner[Any]:
        options = self._options
        if options.runner == "dask":
            return self._running.enter_context(_dask_runner(options))
        if options.runner == "processes":
            pool = ProcessPoolExecutor(options.count, get_context("spawn"), begin, (self._configuration,))
            # What has nothing more to do needs nobody to wait until it has ended.
            self._running.push(lambda error, *_: pool.shutdown(wait=error is not None, cancel_futures=True))
            for _ in range(options.count):
                pool.submit(os.getpid)  # a process starts when there is something to do
            self._running.callback(_pool.reset, _pool.set(pool))
        threads: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=options.count)
        return self._running.enter_context(threads)

    def _end(self) -> None:
        self._runner = None
        self._running.close()


def do_apart(stage: Callable[Parameters, Result], /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
    """What the stage gives, done by a process of the pool where the task that asks for it runs with one; what is noted
    there is noted here."""
    pool = _pool.get()
    if pool is None:
        return stage(*args, **kwargs)
    outcome = pool.submit(noted, stage, *args, **kwargs).result()
    for note in outcome.notes:
        logging.getLogger(note.name).handle(note)
    if outcome.error is not None:
        raise outcome.error
    return cast("Result", outcome.result)


def _dask_runner(options: WorkOptions) -> TaskRunner[Any]:
    try:
        from prefect_dask import DaskTaskRunner  # type: ignore[attr-defined]  # it lists its names in no __all__
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "The runner dask needs its libraries: pip install 'nightdesk[dask]', or set work.runner to processes."
        ) from error
    if options.dask_scheduler:
        return _reached(
            DaskTaskRunner(address=options.dask_scheduler, client_kwargs={"timeout": _CONNECT_SECONDS}),
            options.dask_scheduler,
        )
    own = {"n_workers": options.count, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    return DaskTaskRunner(cluster_kwargs=own)


def _reached(runner: Any, address: str) -> TaskRunner[Any]:
    try:
        assert runner.client  # connects
    except (OSError, ValueError) as error:
        raise WorkersLost(
            f"No Dask scheduler answers at {address}: see to it, or correct work.dask_scheduler ({error})."
        ) from error
    return runner  # type: ignore[no-any-return]
