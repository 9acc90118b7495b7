import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles import Image
from extractors.metadata import Metadata, read_metadata

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


@pytest.mark.parametrize(
    "broken",
    [
        """{'@type': 'NewsArticle', 'headline': 'Pier to be rebuilt', 'author': {'name': 'Ada Quill'}}""",
        """{"@type": "NewsArticle", // "Report",\n "headline": "Pier to be rebuilt", "author": "Ada Quill"}""",
        """{"@type": "NewsArticle", "headline": "Pier to be rebuilt", "keywords": , "author": {"name": "Ada Quill"}}""",
        """{"@type": "NewsArticle", "headline": "Pier to be rebuilt", "author": {"name": "Ada Quill"}""",
        """{"@type": "NewsArticle" "headline": "Pier to be rebuilt", "author": [{"name": "Ada Quill"},]}""",
        """{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Pier to be rebuilt&quot;,
        &quot;author&quot;: &quot;Ada Quill&quot;}""",
        """{"@type": "WebSite"}{"@type": "NewsArticle", "headline": "Pier to be rebuilt", "author": "Ada Quill"}""",
    ],
)
def test_broken_json_is_mended(broken):
    metadata = linked(broken)
    assert (metadata.headline, metadata.authors) == ("Pier to be rebuilt", ("Ada Quill",))


def test_quotation_marks_that_nobody_escaped():
    assert (
        linked('{"@type": "NewsArticle", "headline": "Pier "saved" today", "author": "X"}').headline
        == 'Pier "saved" today'
    )


def test_nodes_of_one_article_complete_each_other():
    parts = [ARTICLE | {"author": None}, {"@type": "Article", "headline": ARTICLE["headline"], "author": "Bo Lens"}]
    assert linked(parts).authors == ("Bo Lens",)


def test_of_many_twins_some_are_read():
    best = ARTICLE | {"author": None} | {f"field{number}": number for number in range(30_000)}
    twins = [{"@type": "Article", "headline": ARTICLE["headline"], "author": "Bo Lens"}] * 1_900
    assert linked([best, *twins]).authors == ("Bo Lens",)


RIGHT = {"@type": "NewsArticle", "headline": "Pier to be rebuilt", "author": "Ada Quill"}
WRONG = {"headline": "Boat sinks", "url": "https://harbour.example/news/boat", "author": "Bo Lens"}
WRONG |= {"@type": "NewsArticle", "datePublished": "2026-11-22"}


@pytest.mark.parametrize(
    "nodes",
    [
        [WRONG, RIGHT],
        [WRONG | {"url": f"{URL}-2"}, RIGHT],
        [WRONG | {"url": None, "mainEntityOfPage": {"@id": "/news/boat"}}, RIGHT | {"headline": "Pier is saved"}],
        [WRONG | {"url": None}, RIGHT],
        [WRONG, RIGHT | {"url": "https://harbour.example/amp/4711"}],
        [WRONG | {"url": None}, RIGHT | {"headline": "Pier is saved", "url": f"{URL}.html"}],
        [WRONG | {"@type": "Review", "url": None}, RIGHT | {"headline": None}],
        [WRONG | {"@type": "SocialMediaPosting", "url": None}, RIGHT | {"headline": None}],
        [WRONG | {"@type": "Review", "url": None}],
    ],
)
def test_the_node_of_this_page_goes_before_others(nodes):
    page = "<h1>Pier to be rebuilt</h1><p class='byline'>By Ada Quill</p>"
    script = f"<script type='application/ld+json'>{json.dumps(nodes)}</script>"
    assert read_metadata(f"<html><head>{script}</head><body>{page}</body></html>", URL).authors == ("Ada Quill",)


@pytest.mark.parametrize("field", [{"url": URL}, {"headline": "Pier to be rebuilt"}])
def test_a_review_may_be_the_pages_article(field):
    node = {"@type": "Review", "headline": "A film", "author": "Bo Lens"} | field
    script = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    page = "<h1>Pier to be rebuilt</h1><p class='byline'>By Ada Quill</p>"
    assert read_metadata(f"<html><head>{script}</head><body>{page}</body></html>", URL).authors == ("Bo Lens",)


def test_a_section_comes_from_the_way_to_the_page():
    crumbs = [{"@type": "ListItem", "name": name} for name in ("Home", "Coast", "Business")]
    crumbs.append({"@type": "ListItem", "item": {"@id": URL, "name": "Pier to be rebuilt"}})
    page = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    assert linked([page, ARTICLE | {"articleSection": None}]).section == "Business"
    assert linked([page, ARTICLE | {"articleSection": ["Harbour", "Sport"]}]).section == "Sport"
    assert linked([ARTICLE | {"articleSection": ["Harbour", "harbour.example"]}]).section == "Harbour"


def test_several_scripts_of_which_one_is_broken():
    scripts = [f"<script type='application/ld+json'>{text}</script>" for text in ("{]", json.dumps(ARTICLE))]
    assert read_metadata(f"<html><body>{''.join(scripts)}</body></html>", URL).authors == ("Ada Quill",)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 400_000,
        "{'a':[" * 100_000,
        '{"a": "' + 'b "c" ' * 100_000,
        "/*" * 300_000,
        "{" + '"a' * 60_000,
        '{"a":"b"c",' * 10_000,
        "[" + "(" * 100_000,
        '{"a":' + "`“(" * 30_000,
    ],
)
def test_hostile_json_ends(text):
    assert linked(text).url == URL


NAMES = [
    *ARTICLE,
    "@id",
    "@graph",
    "@value",
    "name",
    "url",
    "mainEntityOfPage",
    "hasPart",
    "givenName",
    "alternateName",
]
TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "NewsArticle",
        "Person",
        "By Ada Quill and Bo",
        "2026-11-22",
        "9999999999999",
        "2026-11-22T25:00",
        "@me",
        "&lt;",
        URL,
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=30,
)


def check(metadata: Metadata) -> None:
    """What holds of all metadata."""
    assert metadata.url == URL
    bounds = {"headline": 400, "outlet": 100, "section": 100, "description": 2_000, "language": 2}
    texts = [*metadata.authors, *metadata.credited, *(getattr(metadata, name) for name in bounds)]
    if metadata.image:
        texts += [metadata.image.caption, metadata.image.alt, metadata.image.credit, metadata.image.url]
        assert metadata.image.url.startswith(("http://", "https://"))
    for text in texts:
        text.encode()
        assert len(text) <= 2_000
    assert all(len(getattr(metadata, name)) <= bound for name, bound in bounds.items())
    for moment in (metadata.published, metadata.modified):
        assert moment is None or (moment.tzinfo is not None and 1995 <= moment.year < 9999)
    assert len({name.casefold() for name in metadata.authors}) == len(metadata.authors)
    assert not any("@" in name or name.startswith("By ") for name in metadata.authors)
    assert metadata.free in (True, False, None)


def script(data: object) -> str:
    return json.dumps(data).replace("<", "\\u003c")


@given(VALUES)
def test_no_json_ld_raises(data):
    check(linked(script([{"@type": "NewsArticle"}, data])))


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_no_article_node_raises(fields):
    check(linked(script({"@type": "NewsArticle", **fields})))


@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.data())
def test_no_broken_json_ld_raises(fields, data):
    whole = script({"@type": "NewsArticle", **fields})
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    check(linked(whole[:start] + data.draw(st.text(alphabet="{}[],:\"'\\/*&;a\n", max_size=4)) + whole[end:]))
