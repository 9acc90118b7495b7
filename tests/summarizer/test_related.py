"""Related: a story's own last digest first, then what is about the same, each story once."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from extractors.subscriptions import Category
from summarizer.digests import Digest
from summarizer.related import related

FERRY = "Fire aboard the ferry Lady Maren off Tolbury kills two passengers"
SPRINKLERS = "Sprinklers of the ferry Lady Maren failed in the fire off Tolbury, investigators say"
TREATY = "Corvane and Vessia sign a treaty about the waters of the Quill"
BATTERIES = "Velomar recalls thousands of bicycle batteries"


def earlier(story: str, headline: str, day: int = 1) -> Digest:
    return Digest(
        date=date(2026, 3, day),
        slug=f"{story}-{day}",
        story=story,
        headline=headline,
        headline_article="",
        category=Category.WORLD,
        updated=datetime(2026, 3, day, tzinfo=UTC),
        tldr=(),
        sections=(),
        sources=(),
    )


@pytest.fixture
def archive() -> list[Digest]:
    """Newest first."""
    return [
        earlier("treaty", TREATY, 4),
        earlier("sprinklers", SPRINKLERS, 3),
        earlier("ferry", FERRY, 2),
        earlier("batteries", BATTERIES, 1),
        earlier("ferry", FERRY, 1),
    ]


def test_the_storys_own_last_digest_comes_first(archive: list[Digest]) -> None:
    found = related("ferry", FERRY, archive)
    assert [one.slug for one in found] == ["ferry-2", "sprinklers-3"]
    assert (found[0].date, found[0].headline, found[0].category) == (date(2026, 3, 2), FERRY, Category.WORLD)


def test_the_storys_own_digest_is_related_whatever_it_says(archive: list[Digest]) -> None:
    assert related("treaty", FERRY, archive)[0].slug == "treaty-4"


def test_the_most_alike_comes_before_the_less_alike(archive: list[Digest]) -> None:
    assert [one.slug for one in related("new", SPRINKLERS, archive)] == ["sprinklers-3", "ferry-2"]


@pytest.mark.parametrize("topic", ["Ida Rell leads the Aldmere Orchestra", "", "…"])
def test_nothing_is_related_to_what_nothing_is_alike(topic: str, archive: list[Digest]) -> None:
    assert related("new", topic, archive) == ()
    assert related("new", topic, []) == ()


def test_at_most_three(archive: list[Digest]) -> None:
    many = [earlier(f"ferry-{number}", FERRY, 9) for number in range(6)]
    assert [one.slug for one in related("new", FERRY, [*archive, *many])] == ["ferry-2", "ferry-0-9", "ferry-1-9"]


def test_on_the_second_night_only_running_stories_have_one(drafts: Mapping[tuple[int, str], Digest]) -> None:
    before = {digest.slug: digest.story for (night, _), digest in drafts.items() if night == 1}
    for (night, event), digest in drafts.items():
        stories = [before[one.slug] for one in digest.related]
        expected = [digest.story] if night == 2 and (1, event) in drafts else []
        if event != "lantern-prize":  # which tells of the ferry that burned
            assert stories == expected
