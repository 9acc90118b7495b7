import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.bylines import Byline, read_byline
from extractors.metadata import read_metadata

URL = "https://harbour.example/news/pier"


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
        ("Ada Quill HARBOUR DAILY NEWS", ("Ada Quill",)),
        ("Ada Quill | ada@harbour.example", ("Ada Quill",)),
        ("By Ada Quill, Illustration by Bo Lens", ("Ada Quill",)),
        ("Ada Quill, Jr.", ("Ada Quill Jr",)),
        ("Ludwig van Beek", ("Ludwig van Beek",)),
        ("Da’Mir di Rell", ("Da’Mir di Rell",)),
        ("By: Di Rell", ("Di Rell",)),
        ("Art Lens, photos: Bo Rell", ("Art Lens",)),
        ("Ana María O’Neill-Pérez", ("Ana María O’Neill-Pérez",)),
        ("Андрей Колесников и Анна Орлова", ("Андрей Колесников", "Анна Орлова")),
        ("신현주 기자", ("신현주",)),
        ("著者：後藤大地", ("後藤大地",)),
        ("Reuters", ()),
        ("Associated Press", ()),
        ("Harbour News Staff", ()),
        ("Deutsche Welle (www.dw.example)", ()),
        ("https://facebook.com/harbour", ()),
        ("ada@harbour.example", ()),
        ("", ()),
    ],
)
def test_bylines_become_names(entry, names):
    assert read_byline([entry]).people == names


def test_a_single_author_may_have_one_name_or_an_inverted_one():
    assert read_byline(["Ada", "Lens, Bo"], structured=True).people == ("Ada", "Bo Lens")
    assert read_byline(["Ada"]).people == ()


def test_organizations_are_told_from_people():
    byline = read_byline(["Reuters", "Ada Quill", "Harbour News desk", "Bo Lens, Reuters"], structured=True)
    assert byline.people == ("Ada Quill", "Bo Lens")
    assert byline.organizations == ("Reuters", "Harbour News desk")


SURNAMES = ["Emily Press", "Tom Desk", "Bill Media", "Hugh Daily", "Ann Chief", "Grace Guardian", "Lord Byron"]


@pytest.mark.parametrize("name", SURNAMES)
def test_a_known_given_name_tells_a_person(name):
    assert read_byline([name]).people == (name,)
    assert read_byline([name], structured=True).people == (name,)


@pytest.mark.parametrize("name", [*SURNAMES, "Faith Reader", "Ilka Berg Press"])
@pytest.mark.parametrize(
    "page",
    [
        """<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"@type": "Person", "name": "{0}"}}}}
        </script>""",
        """<div itemscope itemtype="https://schema.org/NewsArticle"><p itemprop="author" itemscope
        itemtype="https://schema.org/Person"><span itemprop="name">{0}</span></p></div>""",
    ],
)
def test_whom_the_page_calls_a_person_is_one(name, page):
    assert authors(body=page.format(name)) == ((name,), ())


@pytest.mark.parametrize(
    "name",
    ["Associated Press", "Canadian Press", "Web Desk", "Jordan Times", "Harbour News", "Deutsche Presse-Agentur"],
)
def test_a_desk_is_no_person_whatever_the_page_calls_it(name):
    assert read_byline([name], structured=True, persons={name}) == Byline((), (name,))


def test_a_title_goes_from_before_a_whole_name_alone():
    assert read_byline(["Lord Ada Quill", "Lady Quill"]).people == ("Ada Quill", "Lady Quill")


def authors(head: str = "", body: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    site = "<meta property='og:site_name' content='Harbour News'>"
    metadata = read_metadata(f"<html><head>{site}{head}</head><body><h1>Pier</h1>{body}</body></html>", URL)
    return metadata.authors, metadata.credited


def test_an_outlet_that_names_itself_leaves_the_word_to_the_byline():
    assert authors("<meta name='author' content='Harbour News'>", "<p class='byline'>By Ada Quill</p>") == (
        ("Ada Quill",),
        (),
    )
    assert authors("<meta name='author' content='Harbour News'>") == ((), ("Harbour News",))


def test_an_agency_is_the_answer():
    teaser = "<p class='byline'>By Bo Lens</p>"
    assert authors("<meta name='author' content='Reuters'>", teaser) == ((), ("Reuters",))


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<div class='byline'>By <span>Ada Quill</span><div>HARBOUR DAILY NEWS</div>Dec 16</div>", ("Ada Quill",)),
        ("<div class='byline'>By <b>Ada Quill</b> and <b>Bo Lens</b><i>Cy Dean</i></div>", ("Ada Quill", "Bo Lens")),
        ("<p class='byline'><a href='/author/ada'>Ada Quill</a> in <a href='/s'>Deep Sea</a></p>", ("Ada Quill",)),
        ("<p class='article-author'>Ada Quill</p><p class='author-bio'>Bo Lens</p>", ("Ada Quill",)),
        (
            "<span class='by author'>Ada Quill</span>"
            + "".join(f"<span class='entry-author'>{name} Lens</span>" for name in ("Bo", "Cy", "Di", "Ed", "Flo")),
            ("Ada Quill",),
        ),
        ("<span itemprop='author'>By Ada Quill</span><span itemprop='author'>By Bo Lens</span>", ("Ada Quill",)),
        ("<a rel='author' href='/x'>Ada Quill</a>", ("Ada Quill",)),
    ],
)
def test_visible_bylines(body, names):
    assert authors(body=body)[0] == names


def test_a_byline_below_the_headline_goes_before_one_above():
    page = "<p class='author'>Bo Lens</p><h1>Pier</h1><p class='author'>Ada Quill</p>"
    assert read_metadata(f"<html><body>{page}</body></html>", URL).authors == ("Ada Quill",)


NAMES = st.sampled_from(
    "By|by|Von|and|,|;|&|Ada|Quill|QUILL|van|Dr.|@ada|Reuters|News|(AP)|3||Editor|http://x|한국|\n".split("|")
)


@given(st.lists(st.text(max_size=40) | st.lists(NAMES, max_size=8).map(" ".join), max_size=5), st.booleans())
def test_names_are_names(entries, structured):
    byline = read_byline(entries, structured=structured)
    names = byline.people
    assert len({name.casefold() for name in names}) == len(names) <= 12
    for name in names:
        assert 2 <= len(name) <= 60
        assert name == name.strip()
        assert not any(mark in name for mark in "@<>{}0123456789;\n")
        assert not name.casefold().startswith(("by ", "von "))
        assert name.casefold() not in ("by", "and", "reuters", "ap")
        assert read_byline([name], structured=True).people == (name,)
    assert not {name.casefold() for name in byline.organizations} & {name.casefold() for name in names}
