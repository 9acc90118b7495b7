"""What ages out, and what never does."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import func, select

from extractors.articles import Article
from extractors.readings import Reading
from extractors.subscriptions import Reason, Skipped
from store import Store, retention
from store.tables import leads, memberships, origins, pages, readings, skips
from summarizer.stories import Story

NIGHT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches also of little."""
    monkeypatch.setattr(retention, "BATCH", 2)


def rows(store: Store, table) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
def gathered(store: Store, subscription, make_lead, make_page, make_article) -> Callable[..., Article]:
    """Gathers a page and its article, read, as a night does."""
    numbers = count(1)

    def gather(days: int, *, extracted: bool = True) -> Article:
        at = NOON - days * DAY
        lead = make_lead(f"{next(numbers)}", published=at)
        article = make_article(lead.url.rpartition("/")[2], url=lead.url, published=at, fetched=at)
        store.record_feed(subscription, [lead], etag="", last_modified="", date=NIGHT, at=at)
        store.save_page(make_page(lead, b"<p>words</p>" * 100, fetched=at), lead)
        if extracted:
            store.record_extractions(NIGHT, [(lead.url, article)])
            store.save_readings("p1", [Reading(article=article.id, sentences=())])
        return article

    return gather


def test_bodies_go_once_something_was_made_of_them(store: Store, gathered) -> None:
    old = [gathered(40) for _ in range(5)]
    waiting, new = gathered(40, extracted=False), gathered(3)
    assert store.age_out_bodies(before=NOON - 30 * DAY) == 5
    assert store.age_out_bodies(before=NOON - 30 * DAY) == 0
    assert [store.page(article.url) for article in old] == [None] * 5
    assert store.page(waiting.url)
    assert store.page(new.url)
    assert all(store.article(article.id) == article for article in old)


def test_a_page_whose_body_is_gone_is_not_fetched_again(store: Store, subscription, gathered) -> None:
    gathered(40)
    store.age_out_bodies(before=NOON - 30 * DAY)
    assert store.pending_leads([subscription.url], since=NOON - 60 * DAY, date=NIGHT) == ()


def test_articles_go_with_all_that_leads_to_them(store: Store, gathered) -> None:
    old, new = [gathered(40) for _ in range(5)], gathered(3)
    assert store.age_out_articles(before=NOON - 30 * DAY) == 5
    assert store.articles_by_id([article.id for article in (*old, new)]) == {new.id: new}
    assert [rows(store, table) for table in (origins, readings, leads, pages)] == [1, 1, 1, 1]


def test_what_a_digest_cites_stays_for_ever(
    store: Store, gathered, make_digest, make_edition, make_stories, make_article
) -> None:
    cited, beside, asked = (gathered(40) for _ in range(3))
    edition = make_edition(make_digest(cited))
    stories = [Story(id=edition.digests[0].story, articles=(cited.id, beside.id), new=(cited.id, beside.id))]
    assert store.publish(edition, stories, at=NOON)
    digest = make_digest(asked, slug="asked")
    assert store.save_digest(digest)
    assert store.age_out_articles(before=NOON + DAY) == 1
    assert store.edition(NIGHT) == edition
    assert store.digest(NIGHT, "asked") == digest
    assert store.articles_by_id([cited.id, beside.id, asked.id]) == {cited.id: cited, asked.id: asked}
    assert set(store.readings([cited.id, asked.id], "p1")) == {cited.id, asked.id}
    assert store.memberships([cited.id, beside.id], before=NIGHT + DAY) == {cited.id: edition.digests[0].story}
    assert rows(store, memberships) == 1


def test_notes_of_old_nights_go(store: Store, subscription) -> None:
    for days in range(5):
        skip = Skipped(url=f"https://x.example/{days}", outlet="x", reason=Reason.NO_TEXT)
        store.record_skips(NIGHT - days * 10 * DAY, [skip])
        store.record_feed_failure(subscription, skip, date=NIGHT - days * 10 * DAY)
    store.age_out_articles(before=NOON - 15 * DAY)
    assert rows(store, skips) == 2
    assert store.ledger()[0].nights == 2
