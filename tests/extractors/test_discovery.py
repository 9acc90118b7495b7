import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.discovery import MAX_LEADS, announced, read_feed, read_page_list
from extractors.subscriptions import Category, Reason, Skipped, Subscription

FEED = Subscription(outlet="Harbour News", url="https://harbour.example/feed", category=Category.POLICY)
PAGE_LIST = Subscription(outlet="Harbour News", url="https://harbour.example/latest", kind="page_list")


def rss(*items: str, head: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>News</title>{body}</channel></rss>"


def leads_of(page, subscription=FEED):
    leads = announced(page, subscription)
    assert not isinstance(leads, Skipped), leads
    return leads


def test_an_rss_item_becomes_a_lead(make_page):
    item = (
        "<title>Pier &amp;amp; &lt;b&gt;quay&lt;/b&gt;</title><link>/news/pier?utm_source=rss&amp;id=7</link>"
        "<pubDate>Sun, 22 Nov 2026 09:30:00 +0100</pubDate>"
    )
    [lead] = leads_of(make_page(rss(item), FEED.url))
    assert lead.url == "https://harbour.example/news/pier?id=7"
    assert lead.announced == "https://harbour.example/news/pier?utm_source=rss&id=7"
    assert lead.title == "Pier & quay"
    assert lead.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert (lead.outlet, lead.subscription, lead.category) == ("Harbour News", FEED.url, Category.POLICY)


def test_an_atom_entry_becomes_a_lead(make_page):
    feed = """<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://harbour.example/n/'><title>News</title>
        <entry><title>Pier</title><link rel='alternate' href='pier'/><published>2026-11-22T08:30:00Z</published>
        <updated>2026-11-22T10:00:00+01:00</updated></entry></feed>"""
    [lead] = leads_of(make_page(feed, FEED.url))
    assert lead.url == "https://harbour.example/n/pier"
    assert lead.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert lead.updated == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_a_json_feed_is_read(make_page):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/pier", "title": "Pier", "date_published": "2026-11-22T09:30:00+01:00"},
            {"id": "2", "url": 3, "title": None},
            "nonsense",
        ],
    }
    first = leads_of(make_page(json.dumps(feed), FEED.url))[0]
    assert (first.url, first.title) == ("https://harbour.example/pier", "Pier")
    assert first.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_an_article_is_announced_once_and_only_over_the_web(make_page):
    links = ["/a?utm_medium=x", "/a", "/a#top", "javascript:alert(1)", "file:///etc/passwd", "http://[::1/", "", "/b"]
    page = make_page(rss(*(f"<title>T</title><link>{link}</link>" for link in links)), FEED.url)
    assert [lead.url for lead in leads_of(page)] == [
        "https://harbour.example/a",
        "https://harbour.example/b",
    ]


def test_a_feed_is_bounded(make_page):
    page = make_page(rss(*(f"<title>T</title><link>/{number}</link>" for number in range(500))), FEED.url)
    assert len(leads_of(page)) == MAX_LEADS


def test_broken_xml_gives_what_it_has(make_page):
    broken = rss("<title>Pier</title><link>/pier</link>").replace("</channel></rss>", "<item><title>Half & ")
    assert leads_of(make_page(broken, FEED.url))[0].url == "https://harbour.example/pier"


def test_entities_do_not_explode(make_page):
    head = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    page = make_page(rss("<title>&i;</title><link>/pier</link>", head=head + "]>"), FEED.url)
    assert all(len(lead.title) <= 300 for lead in leads_of(page))


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("<!doctype html><html><body>Hello</body></html>", "an HTML page, no feed"),
        ("", "no RSS, Atom or JSON feed"),
        ("{", "broken JSON"),
        ('{"items": 1}', "JSON without items"),
        ("[" * 100_000, "no RSS, Atom or JSON feed"),
        ('{"items":' + "[" * 100_000, "broken JSON"),
        ("/etc/passwd", "no RSS, Atom or JSON feed"),
    ],
)
def test_what_is_no_feed_is_skipped(make_page, body, detail):
    skipped = announced(make_page(body, FEED.url), FEED)
    assert isinstance(skipped, Skipped)
    assert (skipped.url, skipped.outlet, skipped.reason) == (FEED.url, "Harbour News", Reason.BAD_FEED)
    assert detail in skipped.detail


def test_an_empty_feed_is_no_fault(make_page):
    assert leads_of(make_page(rss(), FEED.url)) == ()


def test_a_page_list_gives_the_articles_of_its_site_in_order(make_page):
    page = make_page(
        """<html><body><nav><a href='/'>Home</a><a href='/section/world'>World</a><a href='/about-us'>About</a></nav>
        <a href='/2026/11/pier'><img alt=''></a><a href='/2026/11/pier'>Pier to be rebuilt after the storm</a>
        <a href='https://elsewhere.example/2026/11/other'>Something on another site altogether</a>
        <a href='/latest'>The page itself, with many words in it</a>
        <a href='/photo.jpg'>A picture of the old pier at dawn</a>
        <a href='story-of-a-lost-boat.html?utm_source=home'>Lost boat</a>
        <a href='mailto:a@b.example'>Write to us at once</a>
        <a href='/tag/pier-and-harbour-news'>Everything about the pier and harbour</a></body></html>""",
        PAGE_LIST.url,
    )
    leads = leads_of(page, PAGE_LIST)
    assert [lead.url for lead in leads] == [
        "https://harbour.example/2026/11/pier",
        "https://harbour.example/story-of-a-lost-boat.html",
    ]
    assert leads[0].title == "Pier to be rebuilt after the storm"


def test_a_page_without_articles_is_skipped(make_page):
    skipped = announced(make_page("<p>Nothing here</p>", PAGE_LIST.url), PAGE_LIST)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.BAD_FEED


@given(st.binary(max_size=400))
def test_no_bytes_raise(make_page, body):
    for wrapped in (body, b"<rss version='2.0'><item>" + body, b"{" + body, b"<html><a href='" + body):
        page = make_page(wrapped, FEED.url)
        assert isinstance(read_feed(page, FEED), tuple | Skipped)
        assert isinstance(read_page_list(page, PAGE_LIST), tuple | Skipped)
