"""Articles and readings."""

from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.articles import Paragraph
from extractors.errors import StoreError
from extractors.readings import Reading, Sentence
from store import Store

NIGHT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def titles(store: Store, since: datetime = NOON, until: datetime = NOON + HOUR, **filters) -> list[str]:
    return [
        article.headline.removeprefix("Headline ") for article in store.articles(since=since, until=until, **filters)
    ]


def test_the_window_includes_its_start_and_not_its_end(store, keep, make_article) -> None:
    keep(
        make_article("early", published=NOON - timedelta(microseconds=1)),
        make_article("start", published=NOON),
        make_article("last", published=NOON + HOUR - timedelta(microseconds=1)),
        make_article("end", published=NOON + HOUR, fetched=NOON + 2 * HOUR),
        make_article("undated", published=None, fetched=NOON + HOUR / 2),
    )
    assert titles(store) == ["start", "undated", "last"]


def test_articles_of_one_moment_come_by_id(store, keep, make_article) -> None:
    made = [make_article(name) for name in "abcdef"]
    keep(*made)
    assert list(store.articles(since=NOON, until=NOON + HOUR)) == sorted(made, key=lambda article: article.id)


def test_of_several_versions_at_one_url_the_newest_counts(store, keep, make_article) -> None:
    old = make_article(text="Old.", paragraphs=(Paragraph(start=0, end=4),))
    new = make_article(text="New.", paragraphs=(Paragraph(start=0, end=4),), fetched=old.fetched + HOUR)
    keep(new)
    keep(old)
    assert store.articles(since=NOON, until=NOON + HOUR) == (new,)
    assert store.articles_by_id([old.id, new.id]) == {old.id: old, new.id: new}


def test_a_version_dated_outside_the_window_hides_none_inside(store, keep, make_article) -> None:
    inside = make_article("one")
    later = make_article("one", headline="Moved", published=NOON + 5 * HOUR, fetched=NOON + 6 * HOUR)
    keep(inside, later)
    assert store.articles(since=NOON, until=NOON + HOUR) == (inside,)


def test_languages_and_subscriptions_leave_out_others(store, subscription, make_lead, make_article) -> None:
    other = subscription.model_copy(update={"url": "https://other.example/feed.xml"})
    for announcing in (subscription, other):
        leads = [
            make_lead("both", subscription=announcing.url),
            make_lead(announcing.outlet, subscription=announcing.url),
        ]
        store.record_feed(announcing, leads, etag="", last_modified="", date=NIGHT, at=NOON)
    both, german, asked = make_article("both"), make_article("german", language="de"), make_article("asked")
    store.record_extractions(
        NIGHT, [(make_lead("both").url, both), (make_lead(other.outlet).url, german), (asked.url, asked)]
    )
    assert titles(store, languages=["de"]) == ["german"]
    assert titles(store, languages=[]) == []
    assert sorted(titles(store, subscriptions=[subscription.url])) == ["both", "german"]
    assert sorted(titles(store)) == ["asked", "both", "german"]


def test_articles_by_id_come_in_the_order_asked_for(store, keep, make_article) -> None:
    made = [make_article(str(number)) for number in range(1_100)]
    keep(*made)
    ids = [article.id for article in reversed(made)]
    assert list(store.articles_by_id(["unknown", *ids])) == ids
    assert store.article("unknown") is None


def test_readings_belong_to_a_pipeline_and_the_last_one_counts(store, keep, make_article) -> None:
    article = make_article()
    keep(article)
    empty = Reading(article=article.id, sentences=())
    full = Reading(article=article.id, sentences=(Sentence(start=0, end=4, paragraph=0),))
    store.save_readings("1", [empty])
    store.save_readings("2", [empty])
    store.save_readings("2", [full])
    assert store.readings([article.id, "unknown"], "1") == {article.id: empty}
    assert store.readings([article.id], "2") == {article.id: full}
    assert store.readings([article.id], "3") == {}


def test_a_reading_of_an_unknown_article_is_refused_with_all_its_batch(store, keep, make_article) -> None:
    article = make_article()
    keep(article)
    known, unknown = (Reading(article=id, sentences=()) for id in (article.id, "unknown"))
    with pytest.raises(StoreError, match=r"refused .*first store what is referred to"):
        store.save_readings("1", [known, unknown])
    assert store.readings([article.id], "1") == {}
