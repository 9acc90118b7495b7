import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles import Image
from extractors.bylines import person_names
from extractors.dates import read_date
from extractors.headlines import without_outlet
from extractors.metadata import Metadata, read_metadata
from extractors.sections import category_of
from extractors.subscriptions import Category

URL = "https://harbour.example/news/pier"
ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Pier to be rebuilt",
    "author": [{"@type": "Person", "name": "Ada Quill"}, {"@type": "Organization", "name": "Harbour News"}],
    "datePublished": "2026-11-22T09:30:00+01:00",
    "dateModified": "2026-11-22T11:00:00+01:00",
    "publisher": {"@type": "Organization", "name": "Harbour News"},
    "articleSection": ["Politics", "Harbour"],
    "inLanguage": "en-GB",
    "isAccessibleForFree": "False",
    "image": {"@type": "ImageObject", "url": "/img/pier.jpg", "caption": "The pier", "creditText": "Bo Lens"},
}


def linked(data: object) -> Metadata:
    text = data if isinstance(data, str) else json.dumps(data)
    return read_metadata(
        f"<html><head><script type='application/ld+json'>{text}</script></head><body></body></html>", URL
    )


def tagged(head: str = "", body: str = "", start: str = "<html>") -> Metadata:
    return read_metadata(f"{start}<head>{head}</head><body>{body}</body></html>", URL)


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [{"@type": "Organization", "name": "Harbour News"}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Harbour"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": {"@type": "Thing", "item": [ARTICLE]}},
        "<!--" + json.dumps(ARTICLE) + "-->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE).replace("Pier to be", "Pier to\tbe"),
        json.dumps(ARTICLE) + ";",
        [
            {"@type": "NewsArticle", "headline": "Another story", "url": "https://harbour.example/news/boat"},
            ARTICLE | {"url": URL},
        ],
        ARTICLE | {"@type": ["Article", "http://schema.org/NewsArticle"]},
    ],
)
def test_json_ld_is_read_in_every_shape(data):
    metadata = linked(data)
    assert metadata.headline == "Pier to be rebuilt"
    assert metadata.authors == ("Ada Quill",)
    assert metadata.published == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    assert metadata.modified == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert metadata.outlet == "Harbour News"
    assert metadata.section == "Politics"
    assert metadata.language == "en"
    assert metadata.free is False
    assert metadata.image == Image(url="https://harbour.example/img/pier.jpg", caption="The pier", credit="Bo Lens")


def test_references_are_followed():
    person = {"@type": "Person", "@id": "#ada", "name": "Ada Quill"}
    graph = [ARTICLE | {"author": {"@id": "#ada"}}, person]
    assert linked({"@graph": graph}).authors == ("Ada Quill",)


def test_json_beyond_repair_still_tells_something():
    broken = (
        '{"@type": "NewsArticle", "headline": "Pier \\"saved\\"", "datePublished": "2026-11-22T09:30:00Z", "author": {,'
    )
    metadata = linked(broken)
    assert metadata.headline == 'Pier "saved"'
    assert metadata.published == datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


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


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:image/png;base64,x", "file:///a.jpg", ""])
def test_an_image_has_a_web_address(address):
    assert tagged(f'<meta property="og:image" content="{address}">').image is None


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
    ],
)
def test_a_headline_is_free_of_the_outlet(title, outlet, headline):
    assert without_outlet(title, outlet, URL) == headline


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("By Ada Quill", ("Ada Quill",)),
        ("Ada Quill, Bo Lens and Cy Dean", ("Ada Quill", "Bo Lens", "Cy Dean")),
        ("Ada Quill, Political Editor", ("Ada Quill",)),
        ("Von Ada Quill und Bo Lens", ("Ada Quill", "Bo Lens")),
        ("Dr. Ada Quill (London)", ("Ada Quill",)),
        ("ADA QUILL", ("Ada Quill",)),
        ("Ada Quill | Harbour News", ("Ada Quill",)),
        ("Ludwig van Beek", ("Ludwig van Beek",)),
        ("Ana María O’Neill-Pérez", ("Ana María O’Neill-Pérez",)),
        ("Reuters", ()),
        ("Associated Press", ()),
        ("Harbour News Staff", ()),
        ("https://facebook.com/harbour", ()),
        ("ada@harbour.example", ()),
        ("", ()),
    ],
)
def test_bylines_become_names(entry, names):
    assert person_names([entry]) == names


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22T09:30:00Z", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("2026-11-22 09:30", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("2026-11-22T09:30:00.123+0100", datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("20261122T093000Z", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
        ("Sun, 22 Nov 2026 09:30:00 GMT", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
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


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*ARTICLE, "@id", "@graph", "name", "url", "mainEntityOfPage", "hasPart"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@given(values)
def test_no_json_ld_raises(data):
    metadata = linked(json.dumps([{"@type": "NewsArticle"}, data]).replace("<", "\\u003c"))
    assert metadata.url == URL


@given(st.dictionaries(st.sampled_from([*ARTICLE]), values))
def test_no_article_node_raises(fields):
    metadata = linked(json.dumps({"@type": "NewsArticle", **fields}).replace("<", "\\u003c"))
    for text in (metadata.headline, metadata.outlet, metadata.section, metadata.description, *metadata.authors):
        text.encode()
    assert metadata.published is None or metadata.published.tzinfo is not None
