"""A night that is killed anywhere and run again is the night that nobody disturbed."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from flows.configuration import load
from newsroom import Newsroom, load_articles, open_newsroom
from store import Store
from store.tables import pages

FIRST, SECOND = date(2026, 11, 17), date(2026, 11, 18)
PAGES = {article.path for article in load_articles()}
POINTS = [
    ("discover", 3),
    ("fetch", 2),
    ("fetch", 12),
    ("extract", 1),
    ("read", 1),
    ("illustrate", 4),
    ("write", 0),
    ("publish", 1),
]
"""Where a night is killed, one after the other: before the commit of that write of the stage; 0: at its end."""

Run = Callable[..., int]


@pytest.fixture(scope="module")
def run(run_apart: Callable[..., tuple[int, int]]) -> Run:
    """Runs a night in a process of its own, until it ends or kills itself; gives its exit code."""

    def run(config: Path, edition: date, stage: str = "", write: int = 0) -> int:
        return run_apart(config, edition, stage=stage, write=write)[0]

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
    with Store.open(load(config).database_url) as store:
        found = store.edition(edition)
        assert found
        assert store.edition_summary(edition).revision == 1  # type: ignore[union-attr]
        return found.model_dump_json()


def kept_pages(store: Store) -> set[str]:
    """The addresses of the pages that are stored."""
    with store.reading() as connection:
        return set(connection.execute(select(pages.c.lead)).scalars())


def asked(newsroom: Newsroom, since: int) -> Counter[str]:
    """How often each page was asked for since then."""
    origins = {one.outlet: "/".join(one.url.split("/")[:3]) for one in newsroom.subscriptions}
    return Counter(
        origins[request.outlet] + request.path for request in newsroom.requests[since:] if request.path in PAGES
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
    with Store.open(url) as store:
        for stage, write in POINTS:
            kept, known = kept_pages(store), len(newsroom.requests)
            assert run(config, FIRST, stage, write) == -signal.SIGKILL
            assert store.edition(FIRST) is None
            assert not kept & set(asked(newsroom, known)), "a page that is stored was fetched again"
    assert run(config, FIRST, "publish", 2) == 0, "an edition is published in one write"
    assert published(config, FIRST) == undisturbed[FIRST]
    newsroom.show(2)
    assert run(config, SECOND, "publish", 1) == -signal.SIGKILL
    with Store.open(url) as store:
        assert store.edition(SECOND) is None
    assert published(config, FIRST) == undisturbed[FIRST]
    assert run(config, SECOND) == 0
    assert [published(config, edition) for edition in (FIRST, SECOND)] == list(undisturbed.values())
