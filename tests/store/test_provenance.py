"""What is kept of how an edition was made."""

from datetime import UTC, date, datetime

import pytest

from store import Inputs, MadeWith, Store

NIGHT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MADE = MadeWith(versions={"Nightdesk": "0.1.0"}, configuration={"writer.most_words": 380, "edition.languages": ["en"]})


def inputs(*articles: str) -> Inputs:
    return Inputs(
        since=NOON,
        until=NOON,
        most_stories=3,
        pipeline="p1",
        articles=articles,
        told_as={"a": "s"},
        told_on={"s": (NIGHT,)},
        earlier_articles=7,
        frequencies={"pier": 2},
        pictures={"a": "i"},
        editions={NIGHT: "f"},
    )


@pytest.fixture
def publish(store: Store, keep, make_article, make_digest, make_edition, make_stories):
    """Publishes an edition of an article of that name, by a run."""

    def publish(name: str, run: str) -> bool:
        article = make_article(name)
        keep(article)
        edition = make_edition(make_digest(article))
        return store.publish(edition, make_stories(edition), at=NOON, run=run)

    return publish


def test_it_comes_back_whole_once_the_edition_is_published(store: Store, publish) -> None:
    store.save_provenance(NIGHT, "run", MADE, inputs("a", "b"))
    assert store.provenance(NIGHT) is None
    assert store.run_provenance(NIGHT, "run") == (MADE, inputs("a", "b"))
    assert publish("one", "run")
    assert store.provenance(NIGHT) == (MADE, inputs("a", "b"))


def test_it_is_that_of_the_run_that_published(store: Store, publish) -> None:
    for run in ("killed", "first", "second"):
        store.save_provenance(NIGHT, run, MADE, inputs(run))
    assert publish("one", "first")
    assert store.provenance(NIGHT) == (MADE, inputs("first"))
    assert store.run_provenance(NIGHT, "killed") is None
    store.save_provenance(NIGHT, "third", MADE, inputs("third"))
    assert not publish("one", "third")
    assert store.provenance(NIGHT) == (MADE, inputs("first"))
    store.save_provenance(NIGHT, "fourth", MADE, inputs("fourth"))
    assert publish("other", "fourth")
    assert store.provenance(NIGHT) == (MADE, inputs("fourth"))


def test_an_edition_without_one_gets_that_of_a_run_that_makes_the_same(store: Store, publish) -> None:
    assert publish("one", "")
    assert store.provenance(NIGHT) is None
    store.save_provenance(NIGHT, "later", MADE, inputs("a"))
    assert not publish("one", "later")
    assert store.provenance(NIGHT) == (MADE, inputs("a"))


def test_how_it_was_made_outlasts_what_it_was_made_of(store: Store, publish) -> None:
    store.save_provenance(NIGHT, "run", MADE, inputs("a"))
    publish("one", "run")
    store.age_out_articles(before=NOON.replace(year=2027))
    assert store.provenance(NIGHT) == (MADE, None)
