"""Several threads and processes at once, and processes that are killed."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from store import Store

NIGHT = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)

PUBLISH = """
import os, signal, sys
from datetime import datetime, UTC
from sqlalchemy import Engine, event
from store import Store
from summarizer.digests import Edition
from summarizer.stories import Story

url, edition, moment = sys.argv[1], Edition.model_validate_json(sys.stdin.read()), sys.argv[2]
stories = [Story(id=d.story, articles=[s.article for s in d.sources], new=()) for d in edition.digests]

def die(*_): os.kill(os.getpid(), signal.SIGKILL)

store = Store.open(url)
if moment == "commit":
    event.listen(Engine, "commit", die)
elif moment:
    @event.listens_for(Engine, "before_cursor_execute")
    def before(connection, cursor, statement, *_):
        if statement.startswith(moment): die()
print(store.publish(edition, stories, at=datetime(2026, 11, 22, 3, 30, tzinfo=UTC)))
"""


@pytest.fixture
def editions(store, keep, make_article, make_digest, make_edition):
    """Two editions of one date that share one of their two digests."""
    made = [make_article(name) for name in "abc"]
    keep(*made)
    a, b, c = (make_digest(article) for article in made)
    return make_edition(a, b), make_edition(b, c)


def publishing(url: str, edition, moment: str = "") -> subprocess.Popen[str]:
    """A process that publishes the edition, and is killed at that moment."""
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISH, url, moment], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    process.stdin.write(edition.model_dump_json())
    process.stdin.close()
    return process


@pytest.mark.parametrize("moment", ["UPDATE editions", "DELETE FROM digests", "INSERT INTO memberships", "commit"])
def test_a_process_killed_while_it_publishes_leaves_the_old_edition_whole(url, store, editions, make_stories, moment):
    old, new = editions
    store.publish(old, make_stories(old), at=AT)
    assert publishing(url, new, moment).wait() == -signal.SIGKILL
    with Store.open(url) as reopened:
        assert reopened.edition(NIGHT) == old
        assert reopened.edition_summary(NIGHT).revision == 1
        assert reopened.memberships(
            [source.article for digest in new.digests for source in digest.sources], before=NIGHT + timedelta(days=1)
        ) == {old.digests[1].sources[0].article: old.digests[1].story}
        assert reopened.publish(new, make_stories(new), at=AT)
        assert reopened.edition(NIGHT) == new


def test_processes_that_publish_one_edition_at_once_publish_it_once(url, store, editions) -> None:
    edition = editions[0]
    processes = [publishing(url, edition) for _ in range(3)]
    answers = sorted(process.stdout.read().strip() for process in processes)
    assert answers == ["False", "False", "True"]
    assert store.edition(NIGHT) == edition
    assert store.edition_summary(NIGHT).revision == 1


def test_an_edition_is_seen_whole_while_it_is_replaced(url, store, editions) -> None:
    first, second = editions
    store.publish(first, [], at=AT)

    def alternate() -> None:
        for number in range(20):
            store.publish((second, first)[number % 2], [], at=AT)

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(alternate)
        seen = [store.edition(NIGHT)]
        while not writing.done():
            seen.append(store.edition(NIGHT))
        writing.result()
    assert all(edition in (first, second) for edition in seen)
    assert store.edition_summary(NIGHT).revision == 21


def test_threads_write_at_once(store, subscription, make_lead, make_page, make_article) -> None:
    def night(number: int) -> None:
        leads = [make_lead(f"{number % 4}-{page}") for page in range(5)]
        if number % 2:
            leads.reverse()
        store.record_feed(subscription, leads, etag=str(number), last_modified="", date=NIGHT, at=AT)
        for lead in leads:
            store.save_page(make_page(lead), lead)
            assert store.page(lead.url) is not None
        store.record_extractions(NIGHT, [(lead.url, make_article(lead.url[-3:])) for lead in leads])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(night, range(16)))
    assert store.unextracted() == ()
    assert len(store.articles(since=AT - timedelta(days=2), until=AT)) == 20
