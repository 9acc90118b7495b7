"""No subject, category or outlet fills the page; who is held back stands lower, and says why."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.articles import Article
from extractors.subscriptions import Category
from summarizer.placing import placed
from summarizer.ranking import Ranked, RankingOptions, rank
from summarizer.stories import Story

Make = Callable[..., Article]
_SYLLABLES = ("bar", "dek", "fim", "gor", "hul", "jas", "kep", "lim", "mon", "nur", "pel", "rav", "sot", "tud", "vex")
LOOSE = {"most_of_subject": 10, "most_of_category": 10, "most_of_outlet": 10, "variety": 0.0}


def words(seed: int, count: int) -> str:
    """Invented words that no other seed has."""
    first, second = _SYLLABLES[seed % 15], _SYLLABLES[seed // 15 % 15]
    return " ".join(f"{first}{second}{_SYLLABLES[n % 15]}{_SYLLABLES[n // 15]}" for n in range(count))


class Pages:
    """Stories of invented words, and their articles."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.articles: dict[str, Article] = {}
        self.stories: list[Story] = []

    def tell(self, name: str, outlets: Sequence[str], category: Category = Category.WORLD, subject: str = "") -> None:
        """One more story, in a text of each outlet's own; stories of one subject share half of their words."""
        own = [self.article(name, number, outlet, category, subject) for number, outlet in enumerate(outlets)]
        ids = tuple(article.id for article in own)
        self.articles |= {article.id: article for article in own}
        self.stories.append(Story(id=name, articles=ids, new=ids))

    def article(self, name: str, number: int, outlet: str, category: Category, subject: str) -> Article:
        text = f"{words(len(self.stories) * 10 + number, 50)} {subject}"
        address = f"https://{outlet.lower()}.example/{name}/{number}"
        return self.make(outlet, f"{name} {subject}", text, category=category, url=address)

    def ranked(self, **options: object) -> tuple[Ranked, ...]:
        return rank(self.stories, self.articles, RankingOptions(**{**LOOSE, **options}))


@pytest.fixture
def pages(make_article: Make) -> Pages:
    return Pages(make_article)


def names(ranked: Sequence[Ranked]) -> list[str]:
    return [one.story.id for one in ranked]


STRAIT = words(200, 15)


def test_a_third_story_of_one_subject_stands_below_the_rest(pages: Pages) -> None:
    for number in range(3):
        pages.tell(f"strait-{number}", ["Post", "Echo", "Star", "Mail"], subject=STRAIT)
    for number in range(3):
        pages.tell(f"other-{number}", ["Post", "Echo"])
    assert names(pages.ranked())[:3] == ["strait-0", "strait-1", "strait-2"]
    held = pages.ranked(most_of_subject=2)
    assert names(held) == ["strait-0", "strait-1", "other-0", "other-1", "other-2", "strait-2"]
    assert held[-1].reason.endswith("held back, as 2 stories of its subject stand higher")
    assert not any("held back" in one.reason for one in held[:-1])


def test_likeness_to_a_story_above_costs_some_score(pages: Pages) -> None:
    for name, subject in {"strait-0": STRAIT, "strait-1": STRAIT, "z-other": ""}.items():
        pages.tell(name, ["Post", "Echo", "Star"], subject=subject)
    assert names(pages.ranked()) == ["strait-0", "strait-1", "z-other"]
    first, second, last = pages.ranked(variety=1.0)
    assert names([first, second, last]) == ["strait-0", "z-other", "strait-1"]
    assert "as a story of its subject stands higher" in last.reason
    assert "less" not in first.reason + second.reason


def test_a_category_has_its_share_of_ten_and_of_twenty(pages: Pages) -> None:
    for number in range(12):
        pages.tell(f"sports-{number:02}", ["Post", "Echo", "Star"], Category.SPORTS)
    for number in range(7):
        pages.tell(f"other-{number}", ["Post", "Echo"], [Category.WORLD, Category.CULTURE][number % 2])
    ranked = pages.ranked(most_of_category=4)
    told = [one.category for one in ranked]
    assert told[:4] == ["sports"] * 4
    assert told[:10].count("sports") == 4
    assert told[10:14] == ["sports"] * 4
    assert len(told) == 19
    assert "held back, as 4 stories of its category stand higher" in ranked[10].reason


def test_an_outlet_that_writes_most_of_the_texts_has_its_share(pages: Pages) -> None:
    for number in range(4):
        pages.tell(f"mail-{number}", ["Mail", "Mail", "Mail", "Echo"])
    pages.tell("even", ["Post", "Echo"])
    assert names(pages.ranked(most_of_outlet=3)) == ["mail-0", "mail-1", "mail-2", "even", "mail-3"]
    assert names(pages.ranked(most_of_outlet=4))[-1] == "even"


def test_nothing_is_lost_and_the_order_of_the_stories_given_is_no_matter(pages: Pages) -> None:
    for number in range(9):
        outlets = ["Post", "Echo", "Star", "Mail"][: 2 + number % 3]
        pages.tell(f"n{number}", outlets, list(Category)[number % 2], STRAIT if number % 4 == 0 else "")
    options = {"most_of_subject": 1, "most_of_category": 2, "most_of_outlet": 1, "variety": 1.0}
    expected = pages.ranked(**options)
    assert sorted(names(expected)) == sorted(story.id for story in pages.stories)

    @given(st.permutations(pages.stories))
    @settings(max_examples=20)
    def same(stories: list[Story]) -> None:
        assert rank(stories, pages.articles, RankingOptions(**options)) == expected

    same()


def test_hundreds_of_stories_are_placed_and_those_behind_them_follow_by_score(pages: Pages) -> None:
    for number in range(600):
        pages.tell(f"n{number:03}", ["Post", "Echo", "Star", "Mail"][: 2 + number % 3], list(Category)[number % 2])
    ranked = pages.ranked(most_of_category=5)
    assert sorted(names(ranked)) == [f"n{number:03}" for number in range(600)]
    for start in range(0, 200, 10):
        told = [one.category for one in ranked[: start + 10]]
        assert max(map(told.count, told)) == 5 * (start // 10 + 1)
    scores = [one.score for one in ranked[250:]]
    assert scores == sorted(scores, reverse=True)


def test_a_story_whose_texts_nobody_told_apart_is_placed(pages: Pages) -> None:
    pages.tell("strait", ["Post", "Echo"])
    one = Ranked(pages.stories[0], "Strait", 1.0, "asked for by hand")
    assert placed([one], pages.articles, RankingOptions()) == [(one, ())]
