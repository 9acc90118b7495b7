"""Subscriptions, leads and skips."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from extractors.subscriptions import Reason, Skipped, Subscription
from store import Store
from store.sources import KeptFeed

NIGHT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def announce(store: Store, subscription: Subscription):
    """Records a good read of the subscription."""

    def announce(*leads, at: datetime = NOON, date: date = NIGHT, **fields) -> None:
        given = {"etag": '"a"', "last_modified": "Sat", **fields}
        store.record_feed(subscription, leads, date=date, at=at, **given)

    return announce


def failed(subscription: Subscription) -> Skipped:
    return Skipped(url=subscription.url, outlet=subscription.outlet, reason=Reason.TIMEOUT, detail="after 30 s")


def pending(store: Store, *subscriptions: str, since: datetime = NOON - DAY, date: date = NIGHT):
    return store.pending_leads(subscriptions or ("https://ledger.example/feed.xml",), since=since, date=date)


def kept(store: Store, subscription: Subscription) -> tuple[str, str]:
    feed = store.kept_feed(subscription)
    return feed.etag, feed.last_modified


def test_validators_are_those_of_the_last_good_read(store, subscription, announce) -> None:
    assert kept(store, subscription) == ("", "")
    announce()
    assert kept(store, subscription) == ('"a"', "Sat")
    store.record_feed_failure(subscription, failed(subscription), date=NIGHT)
    announce(etag="", last_modified="", unchanged=True)
    assert kept(store, subscription) == ('"a"', "Sat")
    announce(etag="", last_modified="Sun")
    assert kept(store, subscription) == ("", "Sun")


def test_where_a_feed_moved_stays_until_it_is_read_elsewhere(store, subscription, announce) -> None:
    announce()
    assert store.kept_feed(subscription).address == store.ledger()[0].address == ""
    announce(address="https://ledger.example/new.xml")
    store.record_feed_failure(subscription, failed(subscription), date=NIGHT)
    (row,) = store.ledger()
    assert (row.url, row.address) == (subscription.url, "https://ledger.example/new.xml")
    assert store.kept_feed(subscription).address == "https://ledger.example/new.xml"
    announce(address=subscription.url)
    assert store.kept_feed(subscription).address == ""


def test_what_is_subscribed_to_as_another_kind_is_read_anew(store, subscription, announce) -> None:
    announce(address="https://ledger.example/new.xml")
    assert store.kept_feed(subscription.model_copy(update={"kind": "page_list"})) == KeptFeed()


def test_the_ledger_counts_failed_editions_not_attempts(store, subscription, announce) -> None:
    announce(at=NOON)
    for night in (NIGHT, NIGHT, NIGHT + DAY, NIGHT + DAY):
        store.record_feed_failure(subscription, failed(subscription), date=night)
    (row,) = store.ledger()
    assert (row.outlet, row.url) == (subscription.outlet, subscription.url)
    assert (row.failures, row.last_success, row.last_failure) == (2, NOON, failed(subscription))
    announce(at=NOON + HOUR)
    (row,) = store.ledger()
    assert (row.failures, row.last_success, row.last_failure) == (0, NOON + HOUR, None)


def test_a_subscription_that_never_worked_is_in_the_ledger(store, subscription) -> None:
    store.record_feed_failure(subscription, failed(subscription), date=NIGHT)
    (row,) = store.ledger()
    assert (row.failures, row.last_success) == (1, None)
    assert kept(store, subscription) == ("", "")


def test_a_success_takes_back_the_skip_of_its_edition_only(store, subscription, announce) -> None:
    store.record_feed_failure(subscription, failed(subscription), date=NIGHT)
    store.record_feed_failure(subscription, failed(subscription), date=NIGHT + DAY)
    announce(date=NIGHT + DAY)
    assert store.skips(NIGHT) == (failed(subscription),)
    assert store.skips(NIGHT + DAY) == ()


def test_announced_twice_is_pending_once_with_the_newest_title(store, announce, make_lead) -> None:
    announce(make_lead("one", title="Old"), make_lead("two"))
    announce(make_lead("one", title="New"))
    assert [(lead.url[-3:], lead.title) for lead in pending(store)] == [("one", "New"), ("two", "")]


def test_pending_leads_come_by_subscription_then_newest_then_url(store, announce, make_lead) -> None:
    other = "https://other.example/feed.xml"
    announce(
        make_lead("b"),
        make_lead("a"),
        make_lead("new", published=NOON + HOUR),
        make_lead("c", subscription=other),
        make_lead("a", subscription=other),
    )
    own = "https://ledger.example/feed.xml"
    assert [lead.url.rpartition("/")[2] for lead in pending(store, own, other)] == ["new", "a", "b", "c"]
    assert [lead.url.rpartition("/")[2] for lead in pending(store, other, own)] == ["a", "c", "new", "b"]
    assert [lead.subscription for lead in pending(store, other)] == [other, other]


def test_the_window_goes_by_date_and_by_first_sight_where_there_is_none(store, announce, make_lead) -> None:
    undated = {"published": None, "updated": None}
    announce(make_lead("old", published=NOON - 2 * DAY), make_lead("edge", published=NOON - DAY))
    announce(make_lead("unseen", **undated), at=NOON)
    announce(make_lead("seen", **undated), at=NOON - 2 * DAY)
    announce(make_lead("seen", **undated), at=NOON)
    assert {lead.url.rpartition("/")[2] for lead in pending(store)} == {"edge", "unseen"}


def test_a_fetched_page_is_fetched_again_only_when_it_was_updated(store, announce, make_lead, make_page) -> None:
    lead = make_lead()
    announce(lead)
    store.save_page(make_page(lead, fetched=NOON + HOUR), lead)
    announce(lead)
    assert pending(store) == ()
    updated = make_lead(updated=NOON + 2 * HOUR)
    announce(updated)
    assert pending(store) == (updated,)
    store.save_page(make_page(updated, fetched=NOON + 3 * HOUR), updated)
    assert pending(store) == ()


def test_a_date_in_the_future_does_not_make_a_page_pending_for_ever(store, announce, make_lead, make_page) -> None:
    lead = make_lead(published=NOON + 30 * DAY)
    announce(lead)
    assert pending(store) == (lead,)
    store.save_page(make_page(lead), lead)
    assert pending(store) == ()


def test_what_was_given_up_stays_so_for_its_edition(store, announce, make_lead) -> None:
    lead = make_lead()
    announce(lead)
    store.record_skips(NIGHT, [Skipped(url=lead.url, outlet="The Ledger", reason=Reason.TIMEOUT)])
    assert pending(store) == ()
    assert pending(store, date=NIGHT + DAY) == (lead,)


def test_the_last_word_on_a_url_counts_and_skips_are_sorted(store) -> None:
    first = Skipped(url="https://b.example/1", outlet="B", reason=Reason.TIMEOUT)
    last = first.model_copy(update={"reason": Reason.BLOCK_PAGE})
    other = Skipped(url="https://a.example/1", outlet="A", reason=Reason.STATUS, detail="503")
    store.record_skips(NIGHT, [first])
    store.record_skips(NIGHT, [other, first, last])
    assert store.skips(NIGHT) == (other, last)
    assert store.skips(NIGHT - DAY) == ()


def test_addresses_that_no_index_holds_are_kept_apart(store, announce, make_lead, make_page) -> None:
    ends = [make_lead("x" * 5_000 + end) for end in "ab"]
    announce(*ends)
    assert pending(store) == tuple(ends)
    store.save_page(make_page(ends[0]), ends[0])
    assert store.unextracted() == (ends[0].url,)
    assert pending(store) == (ends[1],)


def test_a_date_before_all_time_is_kept_as_announced(store, announce, make_lead) -> None:
    lead = make_lead(published=datetime(1, 1, 1, tzinfo=timezone(HOUR)))
    announce(lead)
    assert pending(store) == ()
    assert pending(store, since=datetime.min.replace(tzinfo=UTC)) == (lead,)


def test_times_come_out_in_utc(store, announce, subscription) -> None:
    announce(at=datetime(2026, 11, 22, 5, 30, 0, 123456, tzinfo=timezone(5 * HOUR)))
    (row,) = store.ledger()
    assert row.last_success == datetime(2026, 11, 22, 0, 30, 0, 123456, tzinfo=UTC)
    assert row.last_success.tzinfo is UTC


def test_a_naive_time_is_refused_and_nothing_is_written(store, announce, make_lead, subscription) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        announce(make_lead(), at=datetime(2026, 11, 22, 5))  # noqa: DTZ001
    assert store.ledger() == ()
    assert pending(store) == ()
