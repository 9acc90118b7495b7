"""What earlier days say of how common a term is, on a real store."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extractors.articles import Article, Paragraph
from extractors.subscriptions import Category
from flows.kept_terms import kept_terms
from store import DayCounts, Store

UNTIL = date(2026, 11, 20)
NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/nightdesk.db") as opened:
        yield opened


def keep(store: Store, name: str, text: str, *, days_before: int = 0) -> None:
    published = NOON - timedelta(days=days_before)
    article = Article(
        url=f"https://echo.example/{name}",
        outlet="The Echo",
        headline="Port shut",
        published=published,
        fetched=published + timedelta(hours=1),
        category=Category.WORLD,
        text=text,
        paragraphs=(Paragraph(start=0, end=len(text)),),
    )
    store.record_extractions(UNTIL, [(article.url, article)])


def test_nothing_is_known_of_an_empty_store(store: Store) -> None:
    assert kept_terms(store, UNTIL, ["en"]) == (0, {})


def test_days_are_added_up_without_the_edition_s_own(store: Store) -> None:
    keep(store, "one", "A storm shut the port.")
    keep(store, "two", "The storm is over.", days_before=3)
    keep(store, "own", "The storm is back.", days_before=-1)
    keep(store, "old", "The storm of last year.", days_before=60)
    kept = kept_terms(store, UNTIL, ["en"])
    assert kept.articles == 2
    assert kept.frequencies == {"storm": 2, "port": 2, "shut": 2}


def test_a_day_is_counted_again_when_an_article_comes_late(store: Store) -> None:
    keep(store, "one", "A storm shut the port.")
    assert kept_terms(store, UNTIL, ["en"]).frequencies["storm"] == 1
    keep(store, "late", "Storm warning.")
    assert kept_terms(store, UNTIL, ["en"]).frequencies["storm"] == 2


def test_a_page_that_changed_counts_once(store: Store) -> None:
    keep(store, "one", "A storm shut the port.")
    keep(store, "one", "A storm shut the port of Tolbury.")
    kept = kept_terms(store, UNTIL, ["en"])
    assert kept.articles == 1
    assert kept.frequencies["tolburi"] == 1


def test_a_day_that_is_as_it_was_is_not_counted_again(store: Store) -> None:
    keep(store, "one", "A storm shut the port.")
    kept_terms(store, UNTIL, ["en"])
    day = NOON.date()
    (known,) = store.term_counts([day]).values()
    store.save_term_counts(day, DayCounts(fingerprint=known.fingerprint, articles=1, counts={"kept": 1}))
    assert kept_terms(store, UNTIL, ["en"]).frequencies == {"kept": 1}
