"""How long the reader's pages take, with few editions in the store and with many, and how large they are.

    python -m benchmarks.reader                    10 and 1,000 editions of 30 digests each
    python -m benchmarks.reader --editions 200     10 and 200; more than 60

The stores are served at once, each by a process of its own, and asked by turns over connections that are kept, for
pages spread over the whole store. The ratios are of the 95th percentile: to that of the same kind of page with few
digests, and to that of an empty page, search where nothing is asked, of the same server. The server keeps the pages
that it made; of kinds that have many, such as digests, few would be kept with many editions and all with few, so for
these nothing is kept here.

A list of 10 editions is a fifth of a page of 50, and its time would say how long the lists are. So the pages of the
archive, all of them full, are compared with the full one of a third store, in which as many digests as in 10 editions
make 60 small ones.
"""

import argparse
import gc
import multiprocessing
import random
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from statistics import median, quantiles

import httpx
import uvicorn

from benchmarks.many_editions import DIGESTS, day_of, many_editions, newsroom_store, slug_of, word_of
from benchmarks.results import Row, show
from reader.application import application
from reader.views import PER_PAGE
from store import Store
from store.derivations import note_change

_FEW = 10
_SMALL, _SMALL_SIZE = 60, 5
_EMPTY = "empty"
_MADE_ANEW = ("edition", "sections", "further archive", "digest", "evidence", "organization")
_LISTS_OF_EDITIONS = ("archive", "further archive")
_COMMON = ("ferry", "said the", "bank*", "percent", "fire water", "the", '"a year"', "minister")
_CATEGORIES = ("world", "business", "technology", "science", "health", "policy")

Paths = Mapping[str, Callable[[random.Random], str]]
"""For each kind of page one of its addresses, by chance."""


def measure(many: int, rounds: int) -> list[Row]:
    """The pages over few digests and over so many editions, each kind asked for so many times."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        newsroom = newsroom_store(Path(folder, "newsroom"))
        asked = {}
        for count, size in ((_FEW, DIGESTS), (_SMALL, _SMALL_SIZE), (many, DIGESTS)):
            url = many_editions(newsroom, Path(folder, f"{count}.db"), count, size)
            address = stack.enter_context(_served(url))
            client = stack.enter_context(httpx.Client(base_url=address, timeout=60))
            asked[count] = client, stack.enter_context(Store.open(url))
        return _rows(_timed(asked, many, rounds), many)


def _compared(kind: str, many: int) -> tuple[int, ...]:
    """The stores that are asked for pages of this kind: that with many editions, and the one it is compared with."""
    if kind == _EMPTY:
        return (_FEW, _SMALL, many)
    return (_SMALL if kind in _LISTS_OF_EDITIONS else _FEW, many)


def _paths(editions: int, organizations: Sequence[str]) -> Paths:
    def edition(chance: random.Random) -> str:
        return f"editions/{day_of(chance.randrange(editions))}"

    def digest(chance: random.Random) -> str:
        return f"{edition(chance)}/{slug_of(chance.randint(1, DIGESTS))}"

    def word(chance: random.Random) -> str:
        return word_of(chance.randrange(editions), chance.randint(1, DIGESTS))

    return {
        _EMPTY: lambda _: "search",
        "front": lambda _: "",
        "edition": edition,
        "sections": lambda chance: f"sections/{day_of(chance.randrange(editions))}",
        "about": lambda chance: f"about/{day_of(chance.randrange(editions))}",
        "archive": lambda _: "editions",
        "further archive": lambda chance: f"editions/page/{chance.randint(1, max(1, editions // PER_PAGE))}",
        "category": lambda chance: f"categories/{chance.choice(_CATEGORIES)}",
        "digest": digest,
        "evidence": lambda chance: f"{digest(chance)}/evidence/{chance.randint(1, 2)}",
        "organizations": lambda _: "organizations",
        "organization": lambda chance: f"organizations/{chance.choice(organizations)}",
        "search for a rare word": lambda chance: f"search?q={word(chance)}",
        "search for common words": lambda chance: f"search?q={chance.choice(_COMMON)}",
        "search by filters": lambda chance: f"search?q=said&category={chance.choice(_CATEGORIES)}&to={day_of(3)}",
        "feed": lambda _: "feed.atom",
        "api digests": lambda chance: f"api/digests?to={day_of(chance.randrange(editions))}",
        "api digest": lambda chance: f"api/digests/{digest(chance).removeprefix('editions/')}",
        "api organizations": lambda _: "api/organizations",
        "api figures": lambda chance: f"api/organizations/{chance.choice(organizations)}/figures",
        "health": lambda _: "health",
        "metrics": lambda _: "metrics",
    }


def _timed(
    asked: Mapping[int, tuple[httpx.Client, Store]], many: int, rounds: int
) -> dict[str, dict[int, list[tuple[float, int]]]]:
    """By kind and number of editions, seconds and bytes of each answer; kinds and stores take turns, so that whatever
    else the machine does meets all alike."""
    chance = random.Random(7)  # noqa: S311  any pages will do, but the same ones each time
    paths = {
        count: _paths(count, [one.slug for one in store.organizations(limit=50)]) for count, (_, store) in asked.items()
    }
    found: dict[str, dict[int, list[tuple[float, int]]]] = {
        kind: {count: [] for count in _compared(kind, many)} for kind in paths[many]
    }
    kept = [kind for kind in found if kind not in _MADE_ANEW]
    for kinds, turn in product((kept, _MADE_ANEW), range(rounds + 3)):
        for kind, count in ((one, count) for one in kinds for count in found[one]):
            client, store = asked[count]
            path = paths[count][kind](chance)
            if kind in _MADE_ANEW:
                with store.writing() as connection:
                    note_change(connection)
            begun = time.perf_counter()
            body = client.get(f"/{path}").raise_for_status().content
            if turn >= 3:  # the first ones find a server that has not compiled its templates
                found[kind][count].append((time.perf_counter() - begun, len(body)))
    return found


def _rows(timed: Mapping[str, Mapping[int, list[tuple[float, int]]]], many: int) -> list[Row]:
    rows = []
    p95 = {
        (kind, count): quantiles([seconds for seconds, _ in answers], n=20)[-1] * 1_000
        for kind, by_count in timed.items()
        for count, answers in by_count.items()
    }
    for kind, by_count in timed.items():
        for count, answers in by_count.items():
            values = {
                "page_ms_p50": median(seconds for seconds, _ in answers) * 1_000,
                "page_ms_p95": p95[kind, count],
                "page_kb": max(size for _, size in answers) / 1_024,
                "ratio_to_empty": p95[kind, count] / p95[_EMPTY, count],
            }
            if count == many:
                values[f"ratio_to_{_FEW * DIGESTS}"] = p95[kind, count] / p95[kind, _compared(kind, many)[0]]
            size = _SMALL_SIZE if count == _SMALL else DIGESTS
            name = f"{kind}, {count * size:,} digests"
            rows += [Row(name, "nightdesk", measure, value, len(answers)) for measure, value in values.items()]
    return rows


@contextmanager
def _served(url: str) -> Iterator[str]:
    """The address of the reader over the store at `url`, served by another process while the context lasts."""
    # With its protocol named: asyncio turns Nagle's algorithm off for such sockets alone, as for those it makes itself.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(url, listener), daemon=True)
        process.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        httpx.get(f"{address}/health", timeout=60).raise_for_status()
        try:
            yield address
        finally:
            process.terminate()
            process.join()


def _serve(url: str, listener: socket.socket) -> None:
    gc.freeze()  # as `nightdesk serve` does
    with Store.open(url) as store:
        uvicorn.Server(uvicorn.Config(application(store), log_level="warning")).run(sockets=[listener])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, default=1_000, help="editions of the larger store")
    parser.add_argument("--rounds", type=int, default=100, help="how many times each kind of page is asked for")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if options.editions <= _SMALL:
        parser.error(f"--editions must be more than {_SMALL}, so that the archive has full pages")
    show("reader", measure(options.editions, options.rounds), as_json=options.json)


if __name__ == "__main__":
    main()
