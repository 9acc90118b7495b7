from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles import Image
from extractors.dates import read_date
from extractors.headlines import choose_headline, without_outlet
from extractors.metadata import Metadata, read_metadata
from extractors.sections import category_of
from extractors.subscriptions import Category

URL = "https://harbour.example/news/pier"


def tagged(head: str = "", body: str = "", start: str = "<html>") -> Metadata:
    return read_metadata(f"{start}<head>{head}</head><body>{body}</body></html>", URL)


def test_open_graph_and_meta_tags():
    metadata = tagged(
        """<meta property="og:title" content="Pier to be rebuilt | Harbour News">
        <meta property="og:site_name" content="Harbour News">
        <meta property="article:published_time" content="2026-11-22T09:30:00+01:00">
        <meta name="author" content="Ada Quill and Bo Lens">
        <meta property="article:section" content="Business"><meta name="description" content="The council decides.">
        <meta property="og:image" content="//cdn.example/pier.jpg"><meta property="og:image:alt" content="A pier">
        <link rel="canonical" href="/news/pier?utm_source=x">""",
        start="<html lang=en-US>",
    )
    assert metadata.headline == "Pier to be rebuilt"
    assert metadata.authors == ("Ada Quill", "Bo Lens")
    assert metadata.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert (metadata.section, metadata.description, metadata.language) == ("Business", "The council decides.", "en")
    assert metadata.image == Image(url="https://cdn.example/pier.jpg", alt="A pier")
    assert metadata.url == URL


def test_microdata():
    metadata = tagged(
        body="""<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Pier to be rebuilt</h1>
        <span itemprop="author" itemscope><span itemprop="name">Ada Quill</span></span>
        <time itemprop="datePublished" datetime="2026-11-22T09:30Z">Sunday</time></div>"""
    )
    assert metadata.headline == "Pier to be rebuilt"
    assert metadata.authors == ("Ada Quill",)
    assert metadata.published == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_name_within_a_name_is_read_once():
    names = "<span itemprop='author' itemscope>" + "<b itemprop='name' itemscope>" * 60 + "Ada Quill"
    assert tagged(body=names).authors == ("Ada Quill",)


def test_what_is_visible_is_the_last_source():
    metadata = tagged(
        "<title>Pier to be rebuilt - Harbour</title>",
        """<h1>Pier to be <em>rebuilt</em></h1><p class="byline">By <a href="/a">Ada Quill</a>, political editor</p>
        <time datetime="2026-11-22T09:30:00+01:00">today</time>
        <figure><img src="/img/pier.jpg" alt="A pier">
        <figcaption>The pier. Photo: B. Lens / Reuters</figcaption></figure>""",
    )
    assert metadata.headline == "Pier to be rebuilt"
    assert metadata.authors == ("Ada Quill",)
    assert metadata.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert metadata.image == Image(
        url="https://harbour.example/img/pier.jpg", caption="The pier.", alt="A pier", credit="B. Lens / Reuters"
    )


@pytest.mark.parametrize("href", ["https://elsewhere.example/news/pier", "javascript:alert(1)", "http://[::1/", "/"])
def test_a_canonical_address_lies_on_the_same_site(href):
    assert tagged(f'<link rel="canonical" href="{href}">').url == URL


@pytest.mark.parametrize(
    ("head", "heading", "headline"),
    [
        ("<title>A</title><meta property='og:title' content='Pier saved'>", "The pier is to be rebuilt", "Pier saved"),
        # OpenGraph's title is a mere copy of the window's.
        (
            "<title>Pier rebuilt 2026 | Harbour News</title><meta property='og:title' content='Pier rebuilt 2026'>",
            "The pier is to be rebuilt",
            "The pier is to be rebuilt",
        ),
        (
            "<title>Pier rebuilt: Harbour News</title>",
            "Harbour News</h1><h1>The pier <i>is</i>, then!",
            "The pier is, then!",
        ),
        ("<title>Pier rebuilt | Harbour News</title>", "", "Pier rebuilt"),
    ],
)
def test_the_headline_is_chosen(head, heading, headline):
    body = f"<h1>{heading}</h1>" if heading else ""
    assert tagged(f"<meta property='og:site_name' content='Harbour News'>{head}", body).headline == headline


@pytest.mark.parametrize(
    ("linked", "social", "printed", "headline"),
    [
        ("Pier saved", "Council saves pier", "Council saves pier", "Council saves pier"),
        ("Pier saved", "Council saves pier", "Pier saved", "Pier saved"),
        ("Pier saved", "Council saves pier", "", "Pier saved"),
        ("Harbour: Pier is saved", "Pier is saved", "Harbour: Pier is saved", "Pier is saved"),
        ("Pier is saved", "Pier is saved, and what follows", "Pier", "Pier is saved"),
    ],
)
def test_of_two_stated_headlines_one_is_chosen(linked, social, printed, headline):
    assert choose_headline(linked, social, [], [printed] if printed else [], "Pier and council") == headline


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<meta property='og:site_name' content='Harbour News'>", "Harbour News"),
        ("<meta property='og:site_name' content='harbour.example'><title>Pier | Harbour</title>", "Harbour"),
        (
            "<meta property='og:site_name' content='Sport'><meta name='application-name' content='The Harbour'>",
            "The Harbour",
        ),
        ("<meta property='og:site_name' content='The Harbour - all that moves the coast'>", "The Harbour"),
        ("<meta property='og:site_name' content='harbour'><meta name='application-name' content='Harbour'>", "Harbour"),
        ("<meta property='og:site_name' content='Tidewater'>", "Tidewater"),
        ("<title>Pier to be rebuilt | Hárbour</title>", "Hárbour"),
        ("<meta name='application-name' content='https://harbour.example'>", ""),
        ("<title>Pier to be rebuilt</title>", ""),
    ],
)
def test_the_outlet_has_its_printed_name(head, outlet):
    assert tagged(head).outlet == outlet


def test_a_publisher_of_the_articles_microdata_is_the_outlet():
    publisher = "<span itemprop='publisher' itemscope itemtype='https://schema.org/Organization'>"
    article = f"<div itemscope itemtype='https://schema.org/NewsArticle'>{publisher}<meta itemprop='name' content='%s'>"
    assert tagged("", article % "Harbour News").outlet == "Harbour News"
    assert tagged("", article.replace("NewsArticle", "Comment") % "Somebody").outlet == ""


def test_a_date_with_a_zone_is_taken_for_one_without():
    metadata = tagged(
        "<meta property='article:published_time' content='2026-11-22T09:30:00'>"
        "<meta name='parsely-pub-date' content='2026-11-22T09:30:00+01:00'>"
        "<meta name='date' content='2025-01-01T00:00:00Z'>"
    )
    assert metadata.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_a_moment_without_zone_is_taken_for_utc():
    assert tagged("<meta property='article:published_time' content='2026-11-22T09:30:00'>").published == datetime(
        2026, 11, 22, 9, 30, tzinfo=UTC
    )


def test_microdata_of_comments_is_not_the_articles():
    metadata = tagged(
        body="""<div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Bo Lens</span></div>
        <div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author">Ada Quill</span></div>"""
    )
    assert metadata.authors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("title", "outlet", "headline"),
    [
        ("Pier to be rebuilt | Harbour News", "Harbour News", "Pier to be rebuilt"),
        ("Pier to be rebuilt - harbour.example", "", "Pier to be rebuilt"),
        ("Harbour News: Pier to be rebuilt", "Harbour News", "Harbour News: Pier to be rebuilt"),
        ("Harbour News - Pier to be rebuilt", "Harbour News", "Pier to be rebuilt"),
        ("Storm – what we know", "Harbour News", "Storm – what we know"),
        ("Pier to be rebuilt | Politics | Harbour News", "Harbour News", "Pier to be rebuilt"),
        ("Harbour News", "Harbour News", "Harbour News"),
        ("BUDGET 3.0 | Pier to be rebuilt", "Harbour News", "BUDGET 3.0 | Pier to be rebuilt"),
        ("Pier to be rebuilt | HN | 22.11.2026", "Harbour News", "Pier to be rebuilt"),
    ],
)
def test_a_headline_is_free_of_the_outlet(title, outlet, headline):
    assert without_outlet(title, outlet, URL) == headline


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22T09:30:00Z", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("2026-11-22 09:30", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("2026-11-22T09:30:00.123+0100", datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("20261122T093000Z", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("Sun, 22 Nov 2026 09:30:00 GMT", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("Sun Nov 22 09:30:00 GMT 2026", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("2026年11月22日", datetime(2026, 11, 22, tzinfo=UTC)),
        ("1795336200", datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),
        ("2026-13-45", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(text, moment):
    assert read_date(text) == moment


@given(st.text(max_size=60))
def test_dates_never_raise_and_know_their_zone(text):
    moment = read_date(text)
    assert moment is None or moment.tzinfo is not None


@pytest.mark.parametrize(
    ("section", "url", "category"),
    [
        ("Business", "", Category.BUSINESS),
        ("Science & Environment", "", Category.SCIENCE),
        ("Fußball", "", Category.SPORTS),
        ("News", "https://harbour.example/politics/pier", Category.POLICY),
        ("News", "https://harbour.example/news/pier", None),
        ("", "https://harbour.example/sports-car-of-the-year/pier", None),
        ("Partnerships", "", None),
    ],
)
def test_sections_have_categories(section, url, category):
    assert category_of(section, url) == category
