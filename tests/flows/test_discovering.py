"""What one night learns of its subscriptions, and the next one knows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from extractors.subscriptions import Subscription
from flows import nights, stages
from flows.configuration import load

STORY = (
    "<html lang='en'><head><title>Pier to be rebuilt</title><link rel='canonical' href='{}'></head><article>"
    "<h1>Pier to be rebuilt</h1>{}</article></html>"
)
PARAGRAPHS = tuple(
    f"<p>The harbour council voted on {day} to rebuild the {pier} pier, which a storm had damaged in {month}, and set "
    f"aside {sum} million for the work. The chair said that the first boats could return before the end of {month}.</p>"
    for day, pier, month, sum in (
        ("Tuesday", "northern", "May", 4),
        ("Friday", "southern", "June", 7),
        ("Monday", "old", "July", 9),
    )
)


def rss(*paths: str) -> str:
    items = "".join(f"<item><title>T</title><link>{path}</link></item>" for path in paths)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


@pytest.fixture
def night(tmp_path: Path) -> Callable[..., nights.Night]:
    """A night over subscriptions to these addresses, with what the nights before it have stored."""

    def plan(*urls: str) -> nights.Night:
        file = tmp_path / "nightdesk.toml"
        subscriptions = "".join(f'[[subscriptions]]\noutlet = "Harbour"\nurl = "{url}"\n' for url in urls)
        fetch = "[fetch]\nallow_private_addresses = true\nper_host_delay_seconds = 0\nretries = 0\n"
        file.write_text(fetch + subscriptions, encoding="utf-8")
        return nights.plan(load(file))

    return plan


def discovered(night: nights.Night) -> list[str]:
    assert stages.discover(night, night.subscriptions).skipped == 0
    return [lead.announced or lead.url for lead in stages.pending(night)]


@pytest.mark.parametrize(
    "first", [(301, "/new"), "<html><link rel=alternate type=application/rss+xml href=/new>"], ids=["moved", "named"]
)
def test_the_next_night_asks_where_the_feed_is(site, night, first) -> None:
    site.pages |= {"/old": first, "/new": rss("/a")}
    tonight = night(site.url("/old"))
    assert discovered(tonight) == [site.url("/a")]
    assert tonight.store.ledger()[0].address == site.url("/new")
    site.asked.clear()
    assert discovered(tonight) == [site.url("/a")]
    assert [asked for asked in site.asked if asked[0] != "/robots.txt"] == [("/new", 304)]

    site.pages |= {"/old": rss("/b"), "/new": (404, "")}
    assert discovered(tonight) == [site.url("/b"), site.url("/a")]
    assert tonight.store.ledger()[0].address == ""


def test_two_leads_to_one_page_are_one_article(site, night) -> None:
    page, longer = STORY.format("/pier", "".join(PARAGRAPHS[:2])), STORY.format("/pier", "".join(PARAGRAPHS))
    site.pages |= {"/one": rss("/pier"), "/two": rss("/print/pier"), "/pier": page, "/print/pier": longer}
    tonight = night(site.url("/one"), site.url("/two"))
    assert len(discovered(tonight)) == 2
    stages.fetch(tonight, stages.pending(tonight))
    assert stages.extract(tonight, tonight.store.unextracted()).done == 2
    assert [article.url for article in stages.grouping(tonight)[2].articles] == [site.url("/pier")]
    edition = stages.edition_of(tonight, [])
    assert edition.articles == 1
    assert [source.articles for source in edition.sources] == [1, 0]


def test_a_night_that_is_stopped_asks_for_no_more_pages(site, night) -> None:
    site.pages |= {"/feed": rss("/pier"), "/pier": STORY.format("/pier", "".join(PARAGRAPHS))}
    tonight, stop = night(site.url("/feed")), Event()
    (lead,) = discovered(tonight)
    stop.set()
    assert stages.fetch(tonight, stages.pending(tonight), stop) == stages.Tally()
    assert [one.url for one in stages.pending(tonight)] == [lead]
    assert not any(path == "/pier" for path, _ in site.asked)


def test_a_date_ahead_neither_hides_an_item_nor_keeps_it_new(site, night, monkeypatch) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    site.pages["/feed"] = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><entry><title>T</title><link href='/a'/>"
        f"<updated>{ahead}</updated></entry></feed>"
    )
    tonight = night(site.url("/feed"))
    assert discovered(tonight) == [site.url("/a")]
    late = tonight.model_copy(
        update={"date": tonight.date + timedelta(days=3), "since": tonight.since + timedelta(days=3)}
    )
    site.pages["/feed"] += " "
    monkeypatch.setattr(nights, "now", lambda: datetime.now(UTC) + timedelta(days=3))
    assert discovered(late) == []


def test_another_kind_of_subscription_at_one_address_is_read_anew(site, night) -> None:
    site.pages["/feed"] = "<html><a href='/2026/11/22/pier-to-be-rebuilt'>Pier to be rebuilt after the storm</a>"
    tonight = night(site.url("/feed"))
    lists = Subscription(outlet="Harbour", url=site.url("/feed"), kind="page_list")
    assert stages.discover(tonight, tonight.subscriptions).skipped == 1
    assert stages.discover(tonight, [lists]).done == 1
    assert len(stages.pending(tonight)) == 1
