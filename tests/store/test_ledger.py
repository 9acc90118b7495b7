"""The source ledger: averages over nights, and what is flagged after three of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.subscriptions import Reason, Skipped
from store import Given, Store, Trouble

FIRST = date(2026, 11, 1)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def nights(store: Store, subscription, make_lead):
    """Records nights one after the other, each given as what became of the feed and of its pages."""
    made = 0

    def record(*outcomes: Reason | tuple[int, int, Reason | None, int], detail: str = "") -> None:
        """A reason: the feed was not read for it. Else so many articles, so many of them whole, and why so many other
        pages failed."""
        nonlocal made
        for outcome in outcomes:
            night, at = FIRST + timedelta(made), NOON + timedelta(made)
            made += 1
            if isinstance(outcome, Reason):
                skip = Skipped(url=subscription.url, outlet=subscription.outlet, reason=outcome, detail=detail)
                store.record_feed_failure(subscription, skip, date=night, seconds=9)
                store.record_given(night, {subscription.url: Given(0, 0)})
                continue
            articles, bodies, reason, failed = outcome
            leads = [make_lead(f"{made}-{number}") for number in range(failed)]
            store.record_feed(subscription, leads, etag="", last_modified="", date=night, at=at, seconds=made)
            assert reason or not failed
            store.record_skips(
                night, [Skipped(url=lead.url, outlet="x", reason=reason or Reason.NO_TEXT) for lead in leads]
            )
            store.record_given(night, {subscription.url: Given(articles, bodies)})

    return record


def row(store: Store):
    (found,) = store.ledger()
    return found


def test_it_knows_averages_over_the_latest_nights(store: Store, nights) -> None:
    nights((4, 4, None, 0), (2, 1, Reason.NO_TEXT, 2), (0, 0, None, 0))
    found = row(store)
    assert (found.nights, found.articles, found.with_body, found.seconds) == (3, 2.0, 5 / 8, 2.0)
    assert (found.trouble, found.why) == (None, "")
    nights(*[(1, 1, None, 0)] * 20)
    found = row(store)
    assert (found.nights, found.articles, found.with_body) == (14, 1.0, 1.0)


def test_a_night_run_again_counts_once(store: Store, subscription, nights) -> None:
    nights((4, 4, None, 0))
    store.record_feed(subscription, [], etag="", last_modified="", date=FIRST, at=NOON, seconds=3)
    store.record_given(FIRST, {subscription.url: Given(5, 4)})
    found = row(store)
    assert (found.nights, found.articles, found.with_body, found.seconds) == (1, 5.0, 0.8, 3.0)


def test_what_was_not_asked_has_no_night(store: Store) -> None:
    store.record_given(FIRST, {"https://ledger.example/feed.xml": Given(5, 4)})
    assert store.ledger() == ()


@pytest.mark.parametrize(
    ("reason", "detail", "trouble"),
    [
        (Reason.UNREACHABLE, "", Trouble.DEAD),
        (Reason.STATUS, "HTTP 404", Trouble.DEAD),
        (Reason.STATUS, "HTTP 403", Trouble.BLOCKED),
        (Reason.BLOCK_PAGE, "", Trouble.BLOCKED),
        (Reason.ROBOTS, "", Trouble.BLOCKED),
    ],
)
def test_a_feed_that_is_not_read_is_flagged_on_the_third_night(
    store: Store, nights, reason: Reason, detail: str, trouble: Trouble
) -> None:
    nights((4, 4, None, 0), reason, reason, detail=detail)
    assert row(store).trouble is None
    nights(reason, detail=detail)
    assert row(store).trouble is trouble
    assert row(store).why.startswith("not read for 3 editions in a row: ")
    nights((1, 1, None, 0))
    assert (row(store).trouble, row(store).why) == (None, "")


@pytest.mark.parametrize(
    ("reason", "trouble"), [(Reason.NO_TEXT, Trouble.LAYOUT), (Reason.LOGIN_WALL, Trouble.BLOCKED)]
)
def test_a_feed_without_bodies_is_flagged_on_the_third_night(
    store: Store, nights, reason: Reason, trouble: Trouble
) -> None:
    nights((4, 4, None, 0), (0, 0, reason, 3), (1, 0, reason, 2))
    assert row(store).trouble is None
    nights((0, 0, None, 0))  # nothing was announced, which says nothing
    assert row(store).trouble is None
    nights((0, 0, reason, 1))
    assert row(store).trouble is trouble
    assert row(store).why == f"read, but no article of it had a body for 3 editions: {reason.value}"
    nights((1, 1, reason, 5))
    assert row(store).trouble is None


def test_articles_in_a_language_that_is_not_read_are_no_failure(store: Store, nights) -> None:
    nights(*[(0, 0, Reason.OTHER_LANGUAGE, 3)] * 4)
    assert (row(store).trouble, row(store).with_body) == (None, None)
