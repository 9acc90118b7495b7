"""Search, with the same answers from SQLite and PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from extractors.articles import Paragraph
from extractors.subscriptions import Category
from store import Store
from store.search import MOST_FOUND, marked
from store.tables import derivations, search_entries
from store.words import Term, matches, terms, words
from summarizer.digests import Statement
from summarizer.stories import Claim, Evidence

NIGHT = date(2026, 11, 22)
DAY = timedelta(days=1)
AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def publish(store, keep, make_article, make_digest, make_edition, make_stories):
    """Publishes an edition of digests: name, what it says, and what the cited passage says beyond."""

    def publish(*told: tuple[str, str, str], date: date = NIGHT, **fields):
        made = []
        for name, says, passage in told:
            written = f"{says} {passage}".strip()
            article = make_article(name, text=written, paragraphs=(Paragraph(start=0, end=len(written)),))
            keep(article)
            evidence = Evidence(article=article.id, start=0, end=len(written))
            statement = Statement(text=says, claims=(Claim(evidence=(evidence,)),))
            made.append(make_digest(article, headline=name, slug=name.lower(), tldr=(statement,), **fields))
        edition = make_edition(*made, date=date)
        assert store.publish(edition, make_stories(edition), at=AT)
        return edition

    return publish


@pytest.fixture
def found(store):
    """The slugs that a query finds, in order."""

    def found(query: str, **filters) -> list[str]:
        return [hit.slug for hit in store.search(query, limit=10, **filters).hits]

    return found


def test_headlines_come_before_text_before_evidence_and_new_before_old(publish, found) -> None:
    publish(("one", "A ferry burned.", ""), ("ferry", "It sank.", ""), date=NIGHT - DAY)
    publish(("two", "The port closed.", "A ferry had burned."), ("three", "Ferries collided.", ""))
    assert found("ferry") == ["ferry", "three", "one", "two"]
    assert found("ferry", since=NIGHT) == ["three", "two"]
    assert found("ferry", until=NIGHT - DAY) == ["ferry", "one"]
    assert found("burned ferry port") == ["two"]


def test_hits_mark_what_was_asked_for(store, publish) -> None:
    publish(("harbour", "The ferry burned.", "Smoke stood over the Ferry’s deck, said the harbour police."))
    hit = store.search("ferry police", limit=10).hits[0]
    assert [span.of(hit.snippet.text) for span in hit.snippet.matches] == ["ferry"]
    assert not hit.headline.matches
    passage = hit.passages[0]
    assert [span.of(passage.words.text) for span in passage.words.matches] == ["ferry", "Ferry’s", "police"]
    assert (passage.source.number, passage.source.outlet, passage.start) == (1, "The Ledger", 0)
    assert [span.of("harbour") for span in store.search("harbour", limit=1).hits[0].headline.matches] == ["harbour"]


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("ELECTRICIANS", True),
        ("electrician", True),
        ("electri*", True),
        ("lectri*", False),
        ("electricity*", False),
        ('"data center"', True),
        ('"center data"', False),
        ('"data-centers"', True),
        ("data-center", True),
        ("center-data", False),
        ("“demand for electricians”", True),
        ('"demand electricians"', False),
        ("“demand for", True),
        ("Zürich", True),
        ("zurich", True),
        ("3.5%", True),
        ("5.3", False),
        ("demand OR nothing", False),
        ("demand NEAR electricians", False),
        ("電力", True),
        ("力電", False),
        ("over demand", True),
        ("over oats", False),
        ("said", True),
    ],
)
def test_words_phrases_and_beginnings(publish, found, query: str, finds: bool) -> None:
    publish(
        ("a", "In Zürich demand for electricians of data centers rose 3.5%, 電力 said.", ""), ("b", "Over.", "Said.")
    )
    publish(("c", "In Zürich, over demand for electricians, data centers rose 3.5%, 電力 said.", ""), date=NIGHT - DAY)
    assert ("c" in found(query)) is finds


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "*",
        "AND",
        "NOT",
        "-x",
        "headline:x",
        "^x",
        "(x",
        "x)",
        "🙂",
        "\0",
        "\ud800",
        "'",
        "a'b",
        "\\",
        ":*",
        "%_",
        'NEAR("a" "b", 5)',
        "x " * 5_000,
        "x" * 10_000,
        '"x ' * 3_000,
        "(" * 10_000,
        "word" * 2_500,
        "ﷺ" * 9_999,
    ],
)
def test_no_query_fails(publish, store, query: str) -> None:
    publish(("a", "Some news.", ""))
    found = store.search(query, category=Category.WORLD, outlet=query, organization=query, limit=10)
    assert not found.hits


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40))
def test_any_text_is_a_query(store, query: str) -> None:
    assert store.search(query, limit=10).total == 0


@settings(max_examples=60)
@given(text=st.text(max_size=60), query=st.text(max_size=10))
def test_marks_are_words_of_the_text(text: str, query: str) -> None:
    asked = terms(query)
    found = marked(asked, text)
    assert found.text == text
    stems = {stem for term in asked for stem in term.stems}
    for span in found.matches:
        inside = list(words(span.of(text)))
        assert inside
        assert any(word.stem in stems for word in inside) or any(
            word.folded.startswith(term.prefix) for word in inside for term in asked if term.prefix
        )
    assert all(one.end <= other.start for one, other in zip(found.matches, found.matches[1:], strict=False))


def test_long_texts_are_cut_about_the_first_match() -> None:
    cut = marked(terms("needle"), "hay " * 300 + "needle" + " hay" * 300)
    assert len(cut.text) < 330
    assert [span.of(cut.text) for span in cut.matches] == ["needle"]
    assert cut.text.startswith("… hay ")
    assert cut.text.endswith(" hay …")


def test_terms_are_words_phrases_and_beginnings() -> None:
    assert terms('The "ferry fires" burn* low-cost burn*') == (
        Term(("the",)),
        Term(("ferri", "fire")),
        Term(prefix="burn"),
        Term(("low", "cost")),
    )
    assert matches(terms("burn*"), "Burning, unburnt") == {Term(prefix="burn"): [(0, 7)]}


def test_filters(publish, found, store) -> None:
    publish(("sport", "News of sport.", ""), category=Category.SPORTS)
    publish(("world", "News of world.", ""), date=NIGHT - DAY)
    assert found("news", category=Category.SPORTS) == ["sport"]
    assert found("", category=Category.SPORTS) == ["sport"]
    assert found("", outlet="the ledger") == found("news") == ["sport", "world"]
    assert found("news", outlet="The Courier") == []
    assert found("news", since=NIGHT + DAY) == found("news", since=NIGHT, until=NIGHT - DAY) == []
    assert found("", since=NIGHT) == ["sport"]
    assert store.search("", limit=10).total == store.search("🙂", since=NIGHT, limit=10).total == 0
    assert found("news", since=date.min, until=date.max) == ["sport", "world"]


def test_pages_of_hits(publish, store) -> None:
    publish(*((f"n{number}", "News.", "") for number in range(5)))
    pages = [store.search("news", limit=2, offset=offset) for offset in (0, 2, 4, 6, 10**9)]
    assert [[hit.slug for hit in page.hits] for page in pages] == [["n0", "n1"], ["n2", "n3"], ["n4"], [], []]
    assert [(page.total, page.complete) for page in pages[:3]] == [(5, True)] * 3


def test_what_is_published_anew_or_asked_for_is_found(publish, found, store, keep, make_article, make_digest) -> None:
    publish(("old", "A fire.", ""), ("kept", "A fire.", ""))
    publish(("kept", "A flood.", ""), ("new", "A fire.", ""))
    assert found("fire") == ["new"]
    asked = make_article("asked", text="A fire.", paragraphs=(Paragraph(start=0, end=7),))
    keep(asked)
    for headline in ("First", "Second"):
        assert store.save_digest(make_digest(asked, headline=headline, slug="asked"))
    assert found("fire") == ["new", "asked"]
    assert found("first") == []
    assert found("second") == ["asked"]


def test_a_common_word_is_looked_for_among_the_newest(store, publish) -> None:
    publish(*((f"n{number}", "News.", "") for number in range(MOST_FOUND + 1)))
    found = store.search("news", limit=1)
    assert (found.total, found.complete, found.hits[0].slug) == (MOST_FOUND, False, "n0")


def test_a_store_without_an_index_gets_one_when_it_is_opened(store, publish, url) -> None:
    publish(("a", "A fire.", ""), ("b", "Nothing.", "A fire."))
    before = store.search("fire", limit=10)
    with store.writing() as connection:
        connection.execute(delete(derivations))
        connection.execute(delete(search_entries))
        assert not connection.execute(text("SELECT * FROM search_index")).all()
    assert store.search("fire", limit=10).total == 0
    with Store.open(url) as again:
        assert again.search("fire", limit=10) == before
        with again.reading() as connection:
            assert len(connection.execute(select(search_entries)).all()) == 2


def test_enormous_texts_are_indexed(publish, found) -> None:
    """What PostgreSQL bounds, a tsvector of 1 MB and a word of 2 KB, no article reaches."""
    many = " ".join(f"𝔴ø{number:x}𐍈" for number in range(60_000))
    publish(("a", "needle " + "𐍈" * 5_000, many))
    assert found("needle") == found("𐍈" * 5_000) == found("𝔴ø1𐍈") == ["a"]
