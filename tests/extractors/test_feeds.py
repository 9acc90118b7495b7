"""Feeds of every format, well-formed and not."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.announcements import MAX_LEADS, Announcement, Refusal
from extractors.feeds import named_feeds, read_feed
from extractors.subscriptions import Category, Reason, Skipped, Subscription

FEED = Subscription(outlet="Harbour News", url="https://harbour.example/feed", category=Category.POLICY)


def rss(*items: str, head: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>News</title>{body}</channel></rss>"


def leads_of(page):
    found = read_feed(page, FEED)
    assert not isinstance(found, Skipped), found
    return found.leads


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
            {"id": ["3"], "url": {"href": "/quay"}, "title": "Quay"},
            {"id": "https://harbour.example/quay", "url": ["/"], "title": {"text": "Quay"}, "date_published": 20261122},
            "nonsense",
        ],
    }
    first, second = leads_of(make_page(json.dumps(feed), FEED.url))
    assert (second.url, second.title, second.published) == ("https://harbour.example/quay", "", None)
    assert (first.url, first.title) == ("https://harbour.example/pier", "Pier")
    assert first.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_an_article_is_announced_once_and_only_over_the_web(make_page):
    links = ["/a?utm_medium=x", "/a", "/a#top", "javascript:alert(1)", "file:///etc/passwd", "http://[::1/", "", "/b"]
    page = make_page(rss(*(f"<title>T</title><link>{link}</link>" for link in links)), FEED.url)
    assert [lead.url for lead in leads_of(page)] == [
        "https://harbour.example/a",
        "https://harbour.example/b",
    ]


def test_a_feed_of_very_many_items_gives_some_of_them(make_page):
    page = make_page(rss(*(f"<title>T</title><link>/{number}</link>" for number in range(100_000))), FEED.url)
    found = read_feed(page, FEED)
    assert len(found.leads) == MAX_LEADS
    assert found.format == "RSS 2.0"
    assert found.refused[Refusal.OVER_LIMIT] > 0


def test_of_too_many_the_newest_are_taken_in_the_order_of_the_feed(make_page):
    days = [f"<title>T</title><link>/{day}</link><pubDate>{day % 28 + 1:02} Oct 2026 08:00:00 GMT</pubDate>"
            for day in range(300)]  # fmt: skip
    leads = leads_of(make_page(rss(*days), FEED.url))
    assert len(leads) == MAX_LEADS
    assert min(lead.published.day for lead in leads) > 8
    assert [int(lead.url.rpartition("/")[2]) for lead in leads] == sorted(
        int(lead.url.rpartition("/")[2]) for lead in leads
    )


def test_a_feed_larger_than_its_bound_is_read_up_to_it(make_page):
    item = f"<title>T</title><description>{'x' * 100_000}</description>"
    feed = rss(*(f"{item}<link>/{number}</link>" for number in range(60)))
    assert 30 < len(leads_of(make_page(feed, FEED.url))) < 60
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{'y' * 50_000}</title>" + "".join(
        f"<entry><link href='/{number}'/><content>{'x' * 100_000}</content></entry>" for number in range(60)
    )
    assert 30 < len(leads_of(make_page(atom, FEED.url))) < 60
    endless = make_page(rss("<title>" + "x" * 5_000_000), FEED.url)
    assert leads_of(endless) == ()


def test_what_makes_no_lead_is_counted_by_reason(make_page):
    page = make_page(rss("<link>javascript:alert(1)</link>", "<title>T</title>", "<link>/a</link>",
                         "<link>/a?utm_source=x</link>"), FEED.url)  # fmt: skip
    found = read_feed(page, FEED)
    assert found.refused == {Refusal.NO_ADDRESS: 2, Refusal.TWICE: 1}


RSS_1 = """<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'
    xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='x'><title>News</title></channel>
    <item rdf:about='https://harbour.example/pier'><title>Pier</title><link>https://harbour.example/pier</link>
    <dc:date>2026-11-22T09:30:00+01:00</dc:date></item></rdf:RDF>"""


def test_rss_1_is_read(make_page):
    found = read_feed(make_page(RSS_1, FEED.url), FEED)
    assert found.format == "RSS 1.0"
    assert found.leads[0].url == "https://harbour.example/pier"
    assert found.leads[0].published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_a_feed_in_utf_16_is_read(make_page):
    feed = rss("<title>Pier</title><link>/pier</link>").replace("?>", " encoding='utf-16'?>")
    assert leads_of(make_page(feed.encode("utf-16"), FEED.url))[0].title == "Pier"


@pytest.mark.parametrize(
    "date",
    [
        "Mon, 23 Nov 2026 09:30:00 GMT",  # the page was fetched on the day before
        "Sun, 22 Nov 2099 09:30:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "yesterday",
        "",
    ],
)
def test_a_date_ahead_or_before_the_web_is_none(make_page, date):
    [lead] = leads_of(make_page(rss(f"<link>/pier</link><pubDate>{date}</pubDate>"), FEED.url))
    assert lead.published is None
    assert lead.updated is None


def test_a_day_without_an_hour_lasts_to_its_end(make_page):
    item = RSS_1.replace("2026-11-22T09:30:00+01:00", "2026-11-21")
    [lead] = leads_of(make_page(item, FEED.url))
    assert lead.published == datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)
    assert leads_of(make_page(item.replace("2026-11-21", "2026-11-22"), FEED.url))[0].published is None


def test_an_id_is_an_address_only_where_it_is_one(make_page):
    page = make_page(
        rss("<guid isPermaLink='false'>12345</guid>", "<guid>https://harbour.example/pier</guid>"), FEED.url
    )
    assert [lead.url for lead in leads_of(page)] == ["https://harbour.example/pier"]


@pytest.mark.parametrize(
    "piece",
    [
        "<item>",
        "<a>",
        "<item><title>a & b</title><link>/1</link>",
        "<",
        "&amp;",
        "<x:y xmlns:x='u'>",
        "<link>/1</link>",
    ],
)
def test_megabytes_of_one_piece_are_read_like_any_feed(make_page, piece):
    head = "<?xml version='1.0'?><rss version='2.0'><channel><item>"
    found = read_feed(make_page(head + piece * (3_000_000 // len(piece)), FEED.url), FEED)
    assert isinstance(found, Announcement)
    assert len(found.leads) <= 1


def test_html_names_of_characters_and_single_ampersands_are_read(make_page):
    feed = rss("<title>Caf&eacute; & bar &lt;b&gt;x&lt;/b&gt;</title><link>/pier?a=1&b=2</link>")
    [lead] = leads_of(make_page(feed, FEED.url))
    assert (lead.title, lead.url) == ("Café & bar x", "https://harbour.example/pier?a=1&b=2")
    [packed] = leads_of(make_page(rss("<link><![CDATA[https://harbour.example/pier?a=1&b=2]]></link>"), FEED.url))
    assert packed.url == lead.url


def test_titles_lose_markup_and_what_turns_the_direction_of_print(make_page):
    title = "&lt;script&gt;x&lt;/script&gt; \u202eevil\u202c\u2066 pier &#7; \u0645\u06cc\u200c\u062e"
    [lead] = leads_of(make_page(rss(f"<title>{title}</title><link>/pier</link>"), FEED.url))
    assert lead.title == "x evil pier \u0645\u06cc\u200c\u062e"


def test_twins_are_one_lead_asked_for_at_the_page_itself(make_page):
    links = (
        "https://amp.harbour.example/news/pier-to-be-rebuilt",
        "https://www.harbour.example/news/pier-to-be-rebuilt?utm_source=rss",
        "https://m.harbour.example/news/pier-to-be-rebuilt/amp?outputType=amp",
        "https://www-harbour-example.cdn.ampproject.org/c/s/www.harbour.example/news/pier-to-be-rebuilt",
    )
    [lead] = leads_of(make_page(rss(*(f"<link>{link.replace('&', '&amp;')}</link>" for link in links)), FEED.url))
    assert lead.url == "https://www.harbour.example/news/pier-to-be-rebuilt"
    assert lead.announced == "https://www.harbour.example/news/pier-to-be-rebuilt?utm_source=rss"
    [alone] = leads_of(make_page(rss(f"<link>{links[0]}</link>"), FEED.url))
    assert (alone.url, alone.announced) == (lead.url, links[0])


def test_a_page_names_its_feeds(make_page):
    page = make_page(
        """<html><head><base href='/blog/'><link rel='stylesheet' href='a.css'>
        <link rel='alternate' hreflang='de' href='/de'>
        <link rel='ALTERNATE home' type='application/rss+xml; charset=utf-8'
        href='feed'><link rel='alternate' type='application/atom+xml' href='javascript:x'>
        <link rel=alternate type=application/feed+json href=https://other.example/feed.json></head>""",
        "https://harbour.example/",
    )
    assert named_feeds(page) == ("https://harbour.example/blog/feed", "https://other.example/feed.json")


def test_broken_xml_gives_what_it_has(make_page):
    broken = rss("<title>Pier</title><link>/pier</link>").replace("</channel></rss>", "<item><title>Half & ")
    assert leads_of(make_page(broken, FEED.url))[0].url == "https://harbour.example/pier"


BILLION_LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = "<!DOCTYPE r [<!ENTITY i SYSTEM 'file:///etc/hostname'>]>"


def test_an_element_may_have_very_many_attributes(make_page):
    many = " ".join(f"a{number}='x'" for number in range(200_000))
    feed = rss("<title>Pier</title><link>/pier</link>").replace("<item>", f"<item {many}>")
    assert leads_of(make_page(feed, FEED.url))[0].title == "Pier"
    assert named_feeds(make_page(f"<html><head><link {many}>")) == ()


@pytest.mark.parametrize("head", [BILLION_LAUGHS, OUTSIDE])
def test_entities_neither_explode_nor_reach_outside(make_page, head):
    page = make_page(rss("<title>Pier &i;</title><link>/pier</link>", head=head), FEED.url)
    found = read_feed(page, FEED)
    assert isinstance(found, Skipped) or [lead.title for lead in found.leads] in (["Pier &i;"], ["Pier"])


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (
            "<!doctype html><html><body>Hello</body></html>",
            "an HTML page that names no feed",
        ),
        ("", "no RSS, Atom or JSON feed"),
        ("{", "broken JSON"),
        ('{"items": 1}', "JSON without items"),
        ("[" * 100_000, "no RSS, Atom or JSON feed"),
        ('{"items":' + "[" * 100_000, "broken JSON"),
        ("/etc/passwd", "no RSS, Atom or JSON feed"),
        ("<urlset><url><loc>https://harbour.example/a</loc></url></urlset>", 'write kind = "sitemap"'),
    ],
)
def test_what_is_no_feed_is_skipped(make_page, body, detail):
    skipped = read_feed(make_page(body, FEED.url), FEED)
    assert isinstance(skipped, Skipped)
    assert (skipped.url, skipped.outlet, skipped.reason) == (FEED.url, "Harbour News", Reason.BAD_FEED)
    assert detail in skipped.detail


def test_an_empty_feed_is_no_fault(make_page):
    assert leads_of(make_page(rss(), FEED.url)) == ()


@given(st.binary(max_size=400))
def test_no_bytes_raise(make_page, body):
    for wrapped in (body, b"<rss version='2.0'><item>" + body, b"{" + body, b"<html><a href='" + body):
        page = make_page(wrapped, FEED.url)
        assert isinstance(read_feed(page, FEED), Announcement | Skipped)
        assert isinstance(named_feeds(page), tuple)
