"""What a night asks of outlets a second time, and whom it stops asking."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractors.subscriptions import Lead, Reason
from flows import nights, stages
from flows.configuration import load
from newsroom import Newsroom, Request, load_articles

EDITION = date(2026, 11, 17)
PATHS = [one.path for one in load_articles() if one.night == 1 and one.outlet == "courier" and one.kind == "story"]


@pytest.fixture
def night(configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path) -> nights.Night:
    return nights.plan(load(configured(tmp_path, newsroom, fetch={"max_host_faults": 2})), EDITION)


@pytest.fixture
def courier(newsroom: Newsroom) -> str:
    """The origin of an outlet that answers."""
    parts = urlsplit(next(one.url for one in newsroom.subscriptions if one.outlet == "courier"))
    return f"{parts.scheme}://{parts.netloc}"


def by_hand(origin: str) -> list[Lead]:
    return [Lead(url=origin + path, subscription=origin + path) for path in PATHS]


def announced(origin: str) -> list[Lead]:
    return [Lead(url=origin + path, subscription=f"{origin}/feed") for path in PATHS]


def requests(newsroom: Newsroom, work: Callable[[], object]) -> Sequence[Request]:
    """What is asked of the outlets meanwhile."""
    known = len(newsroom.requests)
    work()
    return newsroom.requests[known:]


def test_pages_asked_for_by_hand_twice_come_over_the_wire_once(
    night: nights.Night, newsroom: Newsroom, courier: str
) -> None:
    first = requests(newsroom, lambda: stages.fetch(night, by_hand(courier)))
    assert [request.path for request in first].count("/robots.txt") == 1
    assert {request.path for request in first} == {"/robots.txt", *PATHS}
    again = requests(newsroom, lambda: stages.fetch(night, by_hand(courier)))
    assert {request.status for request in again} <= {304}
    assert night.store.skips(EDITION) == ()


def test_an_announced_page_is_asked_about_and_not_sent_again(
    night: nights.Night, newsroom: Newsroom, courier: str
) -> None:
    stages.fetch(night, by_hand(courier))
    again = requests(newsroom, lambda: stages.fetch(night, announced(courier)))
    assert {(request.path, request.status) for request in again} == {(path, 304) for path in PATHS}
    assert all(night.store.page(courier + path) for path in PATHS)


def test_a_broken_cache_costs_a_night_one_line(
    night: nights.Night, newsroom: Newsroom, courier: str, caplog: pytest.LogCaptureFixture
) -> None:
    file = night.configuration.cache_file
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"no database" * 1_000)
    for _ in range(2):
        assert stages.fetch(night, announced(courier)).done == len(PATHS)
    assert [record.getMessage() for record in caplog.records if str(file) in record.getMessage()] == [
        f"The cache {file} can't be used (file is not a database); we go on without it. If that lasts, delete the file."
    ]


def test_a_cache_of_no_bytes_is_none(
    configured: Callable[..., Path], newsroom: Newsroom, courier: str, tmp_path: Path
) -> None:
    night = nights.plan(load(configured(tmp_path, newsroom, fetch={"cache_bytes": 0})), EDITION)
    for _ in range(2):
        asked = requests(newsroom, lambda: stages.fetch(night, by_hand(courier)))
        assert sum(request.status == 200 for request in asked) >= len(PATHS)
    assert not night.configuration.cache_file.exists()


def test_a_dead_host_is_left_alone_for_the_rest_of_the_run(night: nights.Night, free_port: Callable[[], int]) -> None:
    leads = announced(f"http://127.0.0.1:{free_port()}")[:3]

    def reasons(run: nights.Night) -> list[Reason]:
        for lead in leads:
            stages.fetch(run, [lead])
        told = {skip.url: skip.reason for skip in run.store.skips(EDITION)}
        return [told[lead.url] for lead in leads]

    assert reasons(night) == [Reason.UNREACHABLE, Reason.UNREACHABLE, Reason.HOST_LEFT_ALONE]
    next_run = nights.plan(night.configuration, EDITION)
    assert reasons(next_run) == [Reason.UNREACHABLE, Reason.UNREACHABLE, Reason.HOST_LEFT_ALONE]
