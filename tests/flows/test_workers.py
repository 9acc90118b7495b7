"""The heavy stages on threads, on processes and on Dask clusters: real ones, with a real Prefect server."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster
from night_notes import noted

from benchmarks.many_articles import many_articles
from extractors.errors import ConfigurationError, WorkersLost
from flows import nights, stages
from flows.configuration import load
from store import Store
from summarizer.digests import Edition
from summarizer.ranking import Ranked
from summarizer.stories import Story

DAY = date(2026, 11, 18)
ARTICLES = 130
"""More than the flow reads alone."""
NOTHING_TO_WRITE = Ranked(Story(id="s1", articles=(), new=()), "Nothing", 0.0, "for this test")
HEADER = """\
[edition]
timezone = "UTC"
time = 22:00:00
most_stories = 6
[storage]
folder = "{folder}"
database = "{database}"
[fetch]
allow_private_addresses = true
per_host_delay_seconds = 0
per_host_concurrency = 8
[work]
runner = "{runner}"
workers = {workers}
dask_scheduler = "{scheduler}"
"""


@dataclass(frozen=True)
class Desk:
    """A newsstand whose pages are stored, and the edition that one process makes of them."""

    subscriptions: str
    stored: Store
    folder: Path

    def night(
        self, runner: str, *, workers: int = 2, database: str = "", scheduler: str = ""
    ) -> tuple[Edition, list[str]]:
        """The edition that the flow makes of the stored pages with these workers, and what was noted meanwhile."""
        from flows.nightly import NightRequest, nightly

        folder = self.folder / f"{runner}-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        file = folder / "nightdesk.toml"
        head = HEADER.format(folder="data", database=database, runner=runner, workers=workers, scheduler=scheduler)
        file.write_text(head + self.subscriptions, encoding="utf-8")
        night = nights.plan(load(file), DAY)
        stages.discover(night, night.subscriptions)
        for lead in stages.pending(night):
            found = self.stored.page(lead.url)
            assert found
            night.store.save_page(*found)
        with pytest.MonkeyPatch.context() as patch, noted() as lines:
            patch.setenv("NIGHTDESK_CONFIG", str(file))
            result = nightly(NightRequest(edition_date=DAY))
        assert result.published
        return result.edition, lines


@pytest.fixture(scope="module")
def desk(prefect: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A newsstand, and its pages as one visit brought them."""
    folder = tmp_path_factory.mktemp("fetched")
    with many_articles(ARTICLES) as subscribed:
        tables = ["[[subscriptions]]\n" + "".join(f'{key} = "{one[key]}"\n' for key in one) for one in subscribed]
        head = HEADER.format(folder="data", database="", runner="threads", workers=1, scheduler="")
        file = folder / "nightdesk.toml"
        file.write_text(head + "\n".join(tables), encoding="utf-8")
        night = nights.plan(load(file), DAY)
        stages.discover(night, night.subscriptions)
        stages.fetch(night, stages.pending(night))
        yield Desk("\n".join(tables), night.store, tmp_path_factory.mktemp("nights"))


@pytest.fixture(scope="module")
def alone(desk: Desk) -> Edition:
    """The edition that one thread makes."""
    edition, _ = desk.night("threads", workers=1)
    assert len(edition.digests) == 6
    assert edition.articles > 100
    return edition


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as running:
        yield running.scheduler_address


def processes() -> list[psutil.Process]:
    """The worker processes that this process has."""
    return [
        child
        for child in psutil.Process().children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline()) and "tracker" not in child.name()
    ]


@contextmanager
def killing(most: int) -> Iterator[list[int]]:
    """Kills so many new worker processes, each as soon as it is there; gives which."""
    before = {process.pid for process in processes()}
    killed: list[int] = []
    ended = threading.Event()

    def kill() -> None:
        while not ended.wait(0.05) and len(killed) < most:
            with suppress(psutil.NoSuchProcess):
                for process in processes():
                    if process.pid not in before:
                        process.kill()
                        before.add(process.pid)
                        killed.append(process.pid)
                        break

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        ended.set()
        killer.join()


@pytest.mark.parametrize("runner", ["threads", "processes", "dask"])
def test_all_workers_make_the_same_edition(desk: Desk, alone: Edition, runner: str) -> None:
    assert desk.night(runner)[0].model_dump_json() == alone.model_dump_json()


def test_a_cluster_makes_the_same_edition_on_postgresql(
    desk: Desk, alone: Edition, cluster: str, new_database: Callable[[], str]
) -> None:
    edition, _ = desk.night("dask", database=new_database(), scheduler=cluster)
    assert edition.model_dump_json() == alone.model_dump_json()


def test_a_worker_that_is_killed_is_replaced(desk: Desk, alone: Edition) -> None:
    with killing(1) as killed:
        edition, lines = desk.night("processes")
    assert killed
    assert edition.model_dump_json() == alone.model_dump_json()
    assert any("A worker process was ended from outside" in line for line in lines)


def test_a_night_that_loses_workers_again_and_again_says_so(desk: Desk) -> None:
    with killing(100), pytest.raises(WorkersLost, match=r"set work\.workers to less than 2"):
        desk.night("processes")


def test_what_a_worker_notes_is_noted_by_the_run(desk: Desk, tmp_path: Path) -> None:
    from prefect import flow

    from flows.tasks import write_story
    from flows.workers import Workers

    file = tmp_path / "nightdesk.toml"
    file.write_text("[work]\nworkers = 1\n", encoding="utf-8")
    call = {"night": nights.plan(load(file), DAY), "told": NOTHING_TO_WRITE}

    @flow
    def twice() -> list[object]:
        with Workers(load(file)) as workers:
            workers.start()
            return list(workers.run(write_story, [call, call]))

    with noted() as lines:
        assert twice() == [None, None]
    assert lines == 2 * ["“Nothing” is not published: no sentence of its articles stands alone"]


def test_a_stage_that_fails_in_a_worker_raises_here_what_it_raised_there(tmp_path: Path) -> None:
    from prefect import flow, task

    from flows import worker_process
    from flows.workers import Workers, do_apart

    @task
    def refuse() -> None:
        do_apart(nights.refuse_future, load(file), date(2999, 1, 1))

    @flow
    def asked() -> None:
        with Workers(load(file)) as workers:
            workers.start()
            list(workers.run(refuse, [{}]))

    file = tmp_path / "nightdesk.toml"
    file.write_text("[work]\nworkers = 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="still to come"):
        asked()
    assert isinstance(
        worker_process.noted(nights.refuse_future, load(file), date(2999, 1, 1)).error, ConfigurationError
    )


def test_worker_processes_end_with_a_run_that_is_killed() -> None:
    program = """
import os, time
from flows.configuration import without_file
from flows.workers import Workers, do_apart

if __name__ == "__main__":
    Workers(without_file()).start()
    print(do_apart(os.getpid), flush=True)
    time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        worker = psutil.Process(int(run.stdout.readline()))
        assert worker.pid != run.pid
        os.kill(run.pid, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_a_scheduler_that_nobody_answers_for_is_named(
    desk: Desk, free_port: Callable[[], int], new_database: Callable[[], str]
) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(WorkersLost, match=f"No Dask scheduler answers at {address}"):
        desk.night("dask", database=new_database(), scheduler=address)


def test_what_dask_needs_is_named_where_it_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'nightdesk\[dask\]'"):
        desk.night("dask")


def test_workers_elsewhere_need_a_database_that_they_reach(tmp_path: Path) -> None:
    file = tmp_path / "nightdesk.toml"
    file.write_text('[work]\nrunner = "dask"\ndask_scheduler = "tcp://10.0.0.5:8786"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"set storage\.database to a PostgreSQL URL"):
        load(file)
