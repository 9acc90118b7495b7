"""A whole night over a newsstand, against the time that its parts alone take.

    python -m benchmarks.night                                  the sample newsroom's second night
    python -m benchmarks.night --articles 1000                  so many articles, made of the sample newsroom's
    python -m benchmarks.night http://127.0.0.1:8787 --date D   a newsstand that lists its feeds in /subscriptions.json

The floor is the time of the same pages in trafilatura and of the same texts in the trained components of the language
pipeline, called directly, on as many cores as the night has; `ratio_to_floor` is the night's time, from asking the
feeds to the published edition, Prefect and all, to that. The server, which `nightdesk serve` keeps running, is started
before; the floor's processes have loaded what they need before, the night's have not. `prefect_share` is the share of
the night that the same stages take less when they are run without Prefect, by a pool of as many processes.
`peak_mb` is the most memory that the night and its workers held together, shared pages counted for each of them.
"""

import argparse
import json
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple, TypeVar

import httpx
import psutil
import trafilatura
from spacy.language import Language
from sqlalchemy import select

from benchmarks.many_articles import many_articles
from benchmarks.results import Row, show
from extractors.pipeline import build
from flows import nights, stages
from flows.configuration import CONFIGURATION_VARIABLE, Configuration, load
from flows.nights import Night
from flows.prefect_environment import prepare
from newsroom import open_newsroom
from store.tables import pages
from summarizer.digests import Digest, Edition
from summarizer.verification import verify

_HEADER = """\
[edition]
timezone = "UTC"
time = {time}
most_stories = 40
[storage]
folder = "."
[fetch]
allow_private_addresses = true
per_host_delay_seconds = 0
per_host_concurrency = 8
[work]
runner = "{runner}"
[serve]
prefect_port = {port}
"""
_BATCH = 50

Item = TypeVar("Item")


class Told(NamedTuple):
    """What came of a night, and how long it took."""

    edition: Edition
    seconds: float
    peak_mb: float


@contextmanager
def _subscribed(newsstand: str, count: int) -> Iterator[list[dict[str, str]]]:
    """The subscriptions of the newsstand at that address, to so many articles, or of the sample newsroom."""
    if newsstand:
        listed = httpx.get(f"{newsstand.rstrip('/')}/subscriptions.json").raise_for_status().json()
        yield [{"outlet": one["outlet"], "url": one["feed"]} for one in listed]
    elif count:
        with many_articles(count) as subscriptions:
            yield subscriptions
    else:
        with open_newsroom(night=2) as newsroom:
            yield [{"outlet": one.outlet, "url": one.url, "kind": one.kind} for one in newsroom.subscriptions]


@contextmanager
def _configured(newsstand: str, subscriptions: Sequence[dict[str, str]], runner: str) -> Iterator[Configuration]:
    """A configuration that subscribes to these, with a fresh data folder."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        file = Path(folder, "nightdesk.toml")
        lines = [_HEADER.format(time="04:30:00" if newsstand else "22:00:00", runner=runner, port=port)]
        for one in subscriptions:
            lines.append("[[subscriptions]]\n" + "".join(f"{key} = {json.dumps(one[key])}\n" for key in one))
        file.write_text("\n".join(lines), encoding="utf-8")
        os.environ[CONFIGURATION_VARIABLE] = str(file)
        yield load(file)


def measure(newsstand: str, edition: date, count: int, runner: str, rounds: int) -> list[Row]:
    """Nights through Prefect, the same without it, and the floor, by turns; the fastest of each counts."""
    made, floors, bare = [], [], []
    with _subscribed(newsstand, count) as subscriptions:
        for _ in range(rounds):
            with (
                _configured(newsstand, subscriptions, runner) as configuration,
                ProcessPoolExecutor(1, get_context("spawn")) as fresh,  # Prefect reads its settings once a process
            ):
                made.append(fresh.submit(_through_prefect, configuration, edition).result())
                night = nights.plan(configuration, edition)
                floors.append(_floor(night))
                clean = [_is_clean(night, digest) for digest in made[-1].edition.digests]
            with (
                _configured(newsstand, subscriptions, runner) as configuration,
                ProcessPoolExecutor(1, get_context("spawn")) as fresh,
            ):
                bare.append(fresh.submit(_without_prefect, nights.plan(configuration, edition)).result())
    told, seconds = made[-1].edition, min(one.seconds for one in made)
    checks = [digest.check for digest in told.digests]
    values = {
        "articles_per_second": told.articles / seconds,
        "seconds": seconds,
        "ratio_to_floor": seconds / min(floors),
        "prefect_share": 1 - min(bare) / seconds,
        "peak_mb": max(one.peak_mb for one in made),
        "cores": configuration.work.count,
        "articles": told.articles,
        "stories": len(checks),
        "statements": sum(1 for digest in told.digests for _ in digest.statements()),
        "cited_share": _share([bool(s.evidence) for digest in told.digests for s in digest.statements()]),
        "verified_share": _share(clean),
        "draft_verified_share": sum(check.passed for check in checks) / max(1, sum(check.checked for check in checks)),
    }
    name = newsstand or (f"made/{count}" if count else "newsroom")
    return [Row(name, "nightdesk", key, float(value), told.articles) for key, value in values.items()]


def _through_prefect(configuration: Configuration, edition: date) -> Told:
    prepare(configuration.storage.folder, quiet=True)
    from flows.prefect_server import prefect_server

    with prefect_server(configuration):
        from flows.nightly import NightRequest, nightly  # Prefect reads its settings when it is imported

        with _watched_memory() as peak:
            started = time.perf_counter()
            result = nightly(NightRequest(edition_date=edition))
            seconds = time.perf_counter() - started
        return Told(result.edition, seconds, peak())


def _without_prefect(night: Night) -> float:
    """Seconds of the same stages, the heavy ones in a pool of processes."""
    started = time.perf_counter()
    cores = night.configuration.work.count
    with ProcessPoolExecutor(cores, get_context("spawn"), nights.warm_up, (night.configuration,)) as workers:
        for _ in range(cores):
            workers.submit(os.getpid)
        for feeds in stages.batches_by_host(night.subscriptions, _BATCH):
            stages.discover(night, feeds)
        with ThreadPoolExecutor(1) as thread:
            fetching, found = thread.submit(stages.fetch, night, stages.pending(night)), set[str]()
            extracting = []
            while not fetching.done() or set(night.store.unextracted()) - found:
                wait([fetching], timeout=1)
                ready = sorted(set(night.store.unextracted()) - found)
                found |= set(ready)
                extracting += [workers.submit(stages.extract, night, batch) for batch in _batches(ready)]
        for future in (fetching, *extracting):
            future.result()
        told = stages.stories(night)
        batches = _batches([id for one in told for id in one.story.articles], 20)
        list(workers.map(stages.read, [night] * len(batches), batches))
        stages.illustrate(night, told)
        digests = workers.map(stages.write, [night] * len(told), told)
        stages.publish(night, stages.edition_of(night, [one for one in digests if one]), told)
    return time.perf_counter() - started


@contextmanager
def _watched_memory() -> Iterator[Callable[[], float]]:
    """Gives the most megabytes that this process and those that it starts hold meanwhile, but for those that run
    already."""
    ours = psutil.Process()
    others = {child.pid for child in ours.children(recursive=True)}
    most, ended = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(0.2):
            held = 0
            for process in (ours, *(child for child in ours.children(recursive=True) if child.pid not in others)):
                try:
                    held += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            most = max(most, held)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: most / 2**20
    finally:
        ended.set()
        watcher.join()


def _floor(night: Night) -> float:
    """Seconds that trafilatura and the trained components take for the night's stored pages and articles."""
    with night.store.reading() as connection:
        leads = list(connection.execute(select(pages.c.lead).order_by(pages.c.lead)).scalars())
    bodies = [found[0].body for lead in leads if (found := night.store.page(lead)) is not None]
    texts = [article.text for article in night.store.articles(since=night.since, until=night.until)]
    spawn, cores = get_context("spawn"), night.configuration.work.count
    loaded = spawn.Barrier(cores + 1, timeout=120)
    with ProcessPoolExecutor(cores, spawn, _load, (loaded,)) as workers:
        for _ in range(cores):
            workers.submit(os.getpid)
        loaded.wait()
        started = time.perf_counter()
        list(workers.map(_find, _batches(bodies)))
        list(workers.map(_parse, _batches(texts)))
        return time.perf_counter() - started


def _load(loaded: Barrier) -> None:
    _find([b"<p>Ready</p>"])
    _parse(["Ready."])
    loaded.wait()


def _find(bodies: Sequence[bytes]) -> None:
    for body in bodies:
        trafilatura.extract(body, include_comments=False)


def _parse(texts: Sequence[str]) -> None:
    nlp = _trained()
    for _ in nlp.pipe(texts, batch_size=4):
        pass


@lru_cache(maxsize=1)
def _trained() -> Language:
    """The trained components alone."""
    nlp = build()
    for name in nlp.pipe_names:
        if name.startswith("nightdesk"):
            nlp.remove_pipe(name)
    return nlp


def _batches(items: Sequence[Item], size: int = _BATCH) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _is_clean(night: Night, digest: Digest) -> bool:
    """Whether the verifier, run again on what was published, finds nothing."""
    articles = night.store.articles_by_id([source.article for source in digest.sources])
    return not verify(digest, articles).failures


def _share(truths: list[bool]) -> float:
    return sum(truths) / len(truths) if truths else 0.0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "newsstand", nargs="?", default="", help="address of an open newsstand; default: the sample newsroom"
    )
    parser.add_argument("--articles", type=int, default=0, help="how many articles are made")
    parser.add_argument("--runner", choices=["threads", "processes", "dask"], default="processes")
    parser.add_argument("--rounds", type=int, default=1, help="how many nights; the fastest counts")
    parser.add_argument("--date", type=date.fromisoformat, default=date(2026, 11, 18), help="edition date")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = measure(options.newsstand, options.date, options.articles, options.runner, options.rounds)
    show("night", rows, as_json=options.json)


if __name__ == "__main__":
    main()
