"""Pages of links."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.announcements import Announcement, Refusal
from extractors.page_lists import read_page_list
from extractors.subscriptions import Reason, Skipped, Subscription

PAGE_LIST = Subscription(outlet="Harbour News", url="https://harbour.example/latest", kind="page_list")


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
    found = read_page_list(page, PAGE_LIST)
    leads = found.leads
    assert [lead.url for lead in leads] == [
        "https://harbour.example/2026/11/pier",
        "https://harbour.example/story-of-a-lost-boat.html",
    ]
    assert leads[0].title == "Pier to be rebuilt after the storm"
    assert found.refused == {Refusal.OTHER_SITE: 1, Refusal.NO_ARTICLE: 5}


def test_a_page_without_articles_is_skipped(make_page):
    skipped = read_page_list(make_page("<p>Nothing here</p>", PAGE_LIST.url), PAGE_LIST)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.BAD_FEED


def test_a_feed_is_no_page_list_and_the_report_says_what_to_write(make_page):
    skipped = read_page_list(make_page("<rss><channel><item><title>T</title></item></channel></rss>"), PAGE_LIST)
    assert 'write kind = "feed"' in skipped.detail


def test_an_address_without_end_is_no_articles(make_page):
    page = make_page(
        f"<html><a href='/{'a' * 1_000_000}'>Pier</a><a href='/pier-to-be-rebuilt'>Pier</a>", PAGE_LIST.url
    )
    assert [lead.url for lead in read_page_list(page, PAGE_LIST).leads] == [
        "https://harbour.example/pier-to-be-rebuilt"
    ]


@given(st.binary(max_size=400))
def test_no_bytes_raise(make_page, body):
    for wrapped in (body, b"<html><a href='" + body):
        assert isinstance(read_page_list(make_page(wrapped, PAGE_LIST.url), PAGE_LIST), Announcement | Skipped)
