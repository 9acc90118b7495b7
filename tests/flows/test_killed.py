"""A night that is killed anywhere and run again is the night that nobody disturbed."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from serving import open_serving, until
from sqlalchemy import select

from flows.configuration import load
from newsroom import Newsroom, load_articles, open_newsroom
from store import Store
from store.tables import pages
from summarizer.digests import Edition

FIRST, SECOND = date(2026, 11, 17), date(2026, 11, 18)
PAGES = {article.path for article in load_articles()}
END = {"write": 0}
POINTS: list[tuple[str, dict[str, int]]] = [
    ("discover", {"write": 1}),
    ("discover", {"statement": 30}),
    ("discover", {"write": 4}),
    ("discover", END),
    ("fetch", {"write": 1}),
    ("fetch", {"write": 5}),
    ("fetch", {"statement": 15}),
    ("fetch", {"write": 8}),
    ("fetch", END),
    ("extract", {"statement": 2}),
    ("extract", {"statement": 20}),
    ("extract", {"write": 1}),
    ("extract", END),
    ("stories", {"statement": 1}),
    ("stories", {"statement": 4}),
    ("stories", {"write": 1}),
    ("stories", END),
    ("read", {"statement": 2}),
    ("read", {"write": 1}),
    ("read", END),
    ("illustrate", {"write": 1}),
    ("illustrate", {"write": 4}),
    ("illustrate", END),
    ("write", {"statement": 1}),
    ("write", {"statement": 30}),
    ("write", END),
    ("publish", {"write": 1}),
    ("publish", {"write": 2}),
    ("publish", {"statement": 60}),
    ("publish", {"statement": 75}),
    ("publish", {"write": 3}),
]
"""Where a night is killed, one after the other: before the commit of that write of the stage, before that statement of
it, or at its end. PostgreSQL is killed at every third of them."""

Run = Callable[..., int]


@pytest.fixture(scope="module")
def run(run_apart: Callable[..., tuple[int, int]]) -> Run:
    """Runs a night in a process of its own, until it ends or kills itself; gives its exit code."""

    def run(config: Path, edition: date, stage: str = "", **point: int) -> int:
        return run_apart(config, edition, stage=stage, **point)[0]

    return run


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    """One newsroom for all nights here, so that their pages have the same addresses."""
    with open_newsroom(night=1) as opened:
        yield opened


@pytest.fixture(scope="module")
def undisturbed(
    run: Run, newsroom: Newsroom, configured: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[date, str]:
    """The editions of both nights, as JSON, that nobody killed."""
    config = configured(tmp_path_factory.mktemp("undisturbed"), newsroom)
    editions = {}
    for night, edition in enumerate((FIRST, SECOND), 1):
        newsroom.show(night)
        assert run(config, edition) == 0
        editions[edition] = published(config, edition)
    assert editions[SECOND].count('"slug"') > 5
    return editions


def published(config: Path, edition: date) -> str:
    """The edition, and all articles of its window with the stories that they were told in, as JSON lines."""
    with Store.open(load(config).database_url) as store:
        found = store.edition(edition)
        assert found
        assert store.edition_summary(edition).revision == 1  # type: ignore[union-attr]
        articles = store.articles(since=found.since, until=found.until)
        told_as = store.memberships([article.id for article in articles], before=edition + timedelta(days=1))
        lines = [f"{article.model_dump_json()} {told_as.get(article.id)}" for article in articles]
        return "\n".join([found.model_dump_json(), *lines])


def kept_pages(store: Store) -> set[str]:
    """The addresses of the pages that are stored."""
    with store.reading() as connection:
        return set(connection.execute(select(pages.c.lead)).scalars())


def fetched(newsroom: Newsroom, since: int = 0) -> Counter[str]:
    """How often each page was sent since then."""
    origins = {one.outlet: "/".join(one.url.split("/")[:3]) for one in newsroom.subscriptions}
    return Counter(
        origins[request.outlet] + request.path
        for request in newsroom.requests[since:]
        if request.path in PAGES and request.status == 200
    )


def test_a_night_killed_again_and_again_ends_as_if_nobody_had_disturbed_it(
    run: Run,
    newsroom: Newsroom,
    configured: Callable[..., Path],
    undisturbed: dict[date, str],
    url: str,
    tmp_path: Path,
) -> None:
    config = configured(tmp_path, newsroom, storage={"folder": "data", "database": url})
    newsroom.show(1)
    begun, under_way = len(newsroom.requests), Counter[str]()
    with Store.open(url) as store:
        for stage, point in POINTS if url.startswith("sqlite") else POINTS[2::3]:
            kept, known = kept_pages(store), len(newsroom.requests)
            assert run(config, FIRST, stage, **point) == -signal.SIGKILL, (stage, point)
            assert store.edition(FIRST) is None
            sent = set(fetched(newsroom, known))
            assert not sent & kept, "a page that is stored was fetched again"
            assert stage == "fetch" or sent <= kept_pages(store), "a page that came was not stored"
            under_way.update(sent - kept_pages(store))
    for stage in ("publish", "age out"):
        assert run(config, FIRST, stage, **END) == -signal.SIGKILL
        assert published(config, FIRST) == undisturbed[FIRST]
    assert run(config, FIRST) == 0
    assert published(config, FIRST) == undisturbed[FIRST]
    sent_twice = fetched(newsroom, begun) - Counter(set(fetched(newsroom, begun)))
    assert not sent_twice - under_way, "only what was under way when the night was killed is asked for again"
    newsroom.show(2)
    assert run(config, SECOND, "publish", write=3) == -signal.SIGKILL
    with Store.open(url) as store:
        assert store.edition(SECOND) is None
    assert run(config, SECOND) == 0
    assert published(config, SECOND) == undisturbed[SECOND]
    first = undisturbed[FIRST].partition("\n")[0]  # its window has more articles by now
    assert published(config, FIRST).partition("\n")[0] == first


# A run of the flow


def test_a_run_that_is_killed_with_everything_around_it_is_made_by_the_next_one(
    newsroom: Newsroom,
    configured: Callable[..., Path],
    undisturbed: dict[date, str],
    free_port: Callable[[], int],
    tmp_path: Path,
) -> None:
    """As when the machine loses power: Prefect's server, the runner and the run's process are gone at once."""
    newsroom.show(1)
    ports = {"reader_port": free_port(), "prefect_port": free_port()}
    config = configured(tmp_path, newsroom, serve=ports)
    begun = len(newsroom.requests)
    with open_serving(config) as serving:
        first = serving.run("nightly/nightly", edition_date=str(FIRST))
        until(lambda: True if fetched(newsroom, begun) else None)
        serving.kill()
    known = len(newsroom.requests)
    with Store.open(load(config).database_url) as store:
        assert store.edition(FIRST) is None
        kept = kept_pages(store)
    with open_serving(config) as serving:
        assert until(lambda: serving.ended(first["id"]))["type"] == "CRASHED"
        again = serving.run("nightly/nightly", edition_date=str(FIRST))
        state = until(lambda: serving.ended(again["id"]))
    assert state["type"] == "COMPLETED", state["message"]
    assert not set(fetched(newsroom, known)) & kept, "a page that is stored was fetched again"
    made, whole = published(config, FIRST), undisturbed[FIRST]
    assert undated(made) == undated(whole)


def undated(edition: str) -> object:
    """The edition, without the moments when its pages came: the clock goes on between two runs."""
    return Edition.model_validate_json(edition.partition("\n")[0]).model_dump(
        exclude={"digests": {"__all__": {"updated"}}}
    )
