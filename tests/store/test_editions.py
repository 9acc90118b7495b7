"""Publishing editions, and what they and their stories are asked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from extractors.errors import StoreError
from extractors.subscriptions import Category
from store import DigestOpening, EditionSummary
from store.tables import articles, digests
from summarizer.digests import KeyFigure, Picture, Statement
from summarizer.stories import Story

NIGHT = date(2026, 11, 22)
DAY = timedelta(days=1)
AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


@pytest.fixture
def publish(store, keep, make_article, make_digest, make_edition, make_stories):
    """Publishes an edition with a digest of an article of each name, and gives it back."""

    def publish(*names: str, date: date = NIGHT, at: datetime = AT, **fields):
        made = [make_article(name) for name in names]
        keep(*made)
        edition = make_edition(*(make_digest(article, **fields) for article in made), date=date)
        assert store.publish(edition, make_stories(edition), at=at)
        return edition

    return publish


def test_an_edition_comes_back_equal(store, publish) -> None:
    assert store.edition(NIGHT) is None
    assert store.edition_timezone(NIGHT) is None
    edition = publish("b", "a", "c")
    assert store.edition(NIGHT) == edition
    assert store.edition_timezone(NIGHT) == edition.timezone
    assert [store.digest(NIGHT, digest.slug) for digest in edition.digests] == list(edition.digests)
    assert store.digest(NIGHT, "unknown") is None


def test_an_outline_has_the_digests_in_order_without_their_texts(store, publish) -> None:
    assert store.edition_outline(NIGHT) is None
    edition = publish("b", "a", "c")
    outline = store.edition_outline(NIGHT)
    assert outline.edition == edition.model_copy(update={"digests": ()})
    assert [item.slug for item in outline.digests] == [digest.slug for digest in edition.digests]
    assert (outline.published_at, outline.revision) == (AT, 1)


def test_an_opening_has_how_each_digest_begins(store, publish) -> None:
    assert store.edition_opening(NIGHT) is None
    edition = publish("b", "a", "c")
    opening = store.edition_opening(NIGHT)
    assert opening.edition == edition.model_copy(update={"digests": ()})
    assert opening.digests == tuple(map(DigestOpening.of, edition.digests))
    for whole, begun in zip(edition.digests, opening.digests, strict=True):
        assert begun.lead == whole.tldr[0]
        assert begun.numbers(begun.lead.evidence) == whole.numbers(whole.tldr[0].evidence) != ()


def test_the_figure_of_an_opening_is_one_that_its_lead_does_not_give(make_article, make_digest) -> None:
    article = make_article("It grew by 5% in May")
    evidence = make_digest(article).tldr[0].evidence
    known, other = (KeyFigure(figure=figure, measures="growth", evidence=evidence) for figure in ("5%", "7%"))
    lead = Statement(text="It grew by 5% in May.", claims=make_digest(article).tldr[0].claims)
    for figures, shown in (((known, other), other), ((known,), None), ((), None)):
        digest = make_digest(article, tldr=(lead,), key_figures=figures)
        assert DigestOpening.of(digest).figure == shown


def test_digests_from_before_there_were_openings_have_them_too(store, publish) -> None:
    publish("b", "a")
    opening = store.edition_opening(NIGHT)
    with store.writing() as connection:
        connection.execute(update(digests).where(digests.c.slug == "headline-a").values(opening=None))
    assert store.edition_opening(NIGHT) == opening


def test_a_new_edition_of_a_date_replaces_the_old_one_whole(store, publish) -> None:
    publish("a", "b")
    edition = publish("b", "c", at=AT + DAY)
    assert store.edition(NIGHT) == edition
    assert store.digest(NIGHT, "headline-a") is None
    assert store.edition_summary(NIGHT) == EditionSummary(
        date=NIGHT, headline="Headline b", digests=2, published_at=AT + DAY, revision=2
    )


def test_the_same_edition_again_writes_nothing(store, publish, make_stories) -> None:
    edition = publish("a")
    before = store.edition_summary(NIGHT)
    assert not store.publish(edition, make_stories(edition), at=AT + DAY)
    assert store.edition_summary(NIGHT) == before
    assert store.publish(edition, [], at=AT + DAY)
    assert store.edition_summary(NIGHT).revision == 2


def test_an_edition_that_cites_what_is_not_stored_leaves_the_last_one(
    store, publish, make_article, make_digest, make_edition
):
    edition = publish("a")
    bad = make_edition(*edition.digests, make_digest(make_article("never stored")))
    with pytest.raises(StoreError, match=r"refused .*first store what is referred to"):
        store.publish(bad, [], at=AT + DAY)
    assert store.edition(NIGHT) == edition
    assert store.edition_summary(NIGHT).revision == 1


def test_two_digests_of_one_slug_leave_the_last_edition(store, publish, make_edition) -> None:
    edition = publish("a")
    with pytest.raises(StoreError, match="2026-11-22 has two digests with the slug 'headline-a'"):
        store.publish(make_edition(*edition.digests, *edition.digests), [], at=AT)
    assert store.edition(NIGHT) == edition


def test_an_edition_without_digests_is_one(store, publish) -> None:
    assert store.edition(NIGHT) is None
    edition = publish()
    assert store.edition(NIGHT) == edition
    assert (store.edition_summary(NIGHT).headline, store.edition_summary(NIGHT).digests) == ("", 0)


def test_editions_are_listed_newest_first(store, publish) -> None:
    for days in (1, 0, 2):
        publish("a", date=NIGHT + days * DAY)
    assert [row.date for row in store.editions(limit=2)] == [NIGHT + 2 * DAY, NIGHT + DAY]
    assert [row.date for row in store.editions(limit=2, offset=2)] == [NIGHT]
    assert store.edition_summary(NIGHT + 3 * DAY) is None


def test_cited_articles_cannot_be_removed(store, publish) -> None:
    publish("a")
    with pytest.raises(StoreError) as caught, store.writing() as connection:
        connection.execute(delete(articles))
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_a_picture_must_be_stored(store, publish, make_digest, make_article) -> None:
    picture = Picture(image="abc", article=make_article("a").id)
    with pytest.raises(StoreError):
        publish("a", picture=picture)
    store.save_image("abc", "https://a.example/1.png", "image/png", b"1")
    assert publish("a", picture=picture).digests[0].picture == picture


def test_digests_are_listed_newest_first_then_by_rank(store, publish) -> None:
    publish("z", "y")
    publish("x", date=NIGHT + DAY, category=Category.HEALTH)
    listed = store.recent_digests(limit=10)
    assert [(row.date, row.slug[-1]) for row in listed] == [(NIGHT + DAY, "x"), (NIGHT, "z"), (NIGHT, "y")]
    assert (listed[0].headline, listed[0].tldr, listed[0].outlets) == ("Headline x", "News of x.", 1)
    assert store.recent_digests(category=Category.HEALTH, limit=10) == listed[:1]
    assert store.recent_digests(before=NIGHT + DAY, limit=1) == listed[1:2]
    assert store.recent_digests(limit=10, offset=2) == listed[2:]


def test_a_digest_asked_for_by_hand_is_in_no_edition(store, publish, keep, make_article, make_digest) -> None:
    edition = publish("a")
    keep(make_article("asked"))
    asked = make_digest(make_article("asked"))
    for _ in range(2):
        assert store.save_digest(asked)
    assert store.digest(NIGHT, asked.slug) == asked
    assert store.edition(NIGHT) == edition
    assert [row.slug for row in store.asked_digests(limit=10)] == [asked.slug]
    assert [row.slug for row in store.recent_digests(limit=10)] == ["headline-a"]
    publish("b")
    assert store.digest(NIGHT, asked.slug) == asked


def test_an_edition_keeps_its_slugs_from_digests_asked_for(store, publish, make_article, make_digest) -> None:
    edition = publish("a")
    assert not store.save_digest(make_digest(make_article("a"), headline="Another"))
    assert store.edition(NIGHT) == edition
    later = publish("a", date=NIGHT + DAY)
    assert store.edition(NIGHT + DAY) == later


def test_an_edition_takes_a_slug_that_a_digest_asked_for_has(store, publish, keep, make_article, make_digest) -> None:
    keep(make_article("a"))
    assert store.save_digest(make_digest(make_article("a"), headline="Another", slug="headline-a"))
    edition = publish("a")
    assert store.edition(NIGHT) == edition
    assert store.asked_digests(limit=10) == ()


def test_a_story_keeps_its_id_and_knows_when_it_was_told(store, publish, make_article) -> None:
    a, b = make_article("a"), make_article("b")
    publish("a", story="event")
    publish("a", "b", date=NIGHT + DAY, story="event")
    assert store.memberships([b.id, a.id, "unknown"], before=NIGHT + DAY) == {a.id: "event"}
    assert store.memberships([b.id, a.id], before=NIGHT + 2 * DAY) == {b.id: "event", a.id: "event"}
    assert store.told(["event", "unknown"], before=NIGHT + DAY) == {"event": (NIGHT,)}
    assert store.told(["event"], before=NIGHT + 2 * DAY) == {"event": (NIGHT, NIGHT + DAY)}
    earlier = store.digests_of_story("event", before=NIGHT + 2 * DAY)
    assert [(digest.date, digest.slug[-1]) for digest in earlier] == [
        (NIGHT + DAY, "a"),
        (NIGHT + DAY, "b"),
        (NIGHT, "a"),
    ]


def test_the_latest_edition_says_which_story_an_article_is_in(store, publish, make_article) -> None:
    publish("a", story="first")
    publish("a", date=NIGHT + DAY, story="second")
    assert store.memberships([make_article("a").id], before=NIGHT + 5 * DAY) == {make_article("a").id: "second"}


def test_only_articles_of_told_stories_are_used(store, keep, make_article, make_digest, make_edition) -> None:
    told, untold = make_article("told"), make_article("untold")
    keep(told, untold)
    edition = make_edition(make_digest(told, story="told"))
    stories = [Story(id=name, articles=(article.id,), new=()) for name, article in (("told", told), ("not", untold))]
    store.publish(edition, stories, at=AT)
    assert store.memberships([untold.id], before=NIGHT + DAY) == {untold.id: "not"}


def test_replacing_an_edition_forgets_its_old_memberships(store, publish, make_article) -> None:
    publish("a", story="first")
    publish("b", story="second")
    assert store.memberships([make_article(name).id for name in "ab"], before=NIGHT + DAY) == {
        make_article("b").id: "second"
    }
