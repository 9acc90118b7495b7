"""Ranking: which stories an edition tells, and in which order.

    score = weight of its category
            x ( voices    x log2(1 + number of independent texts)
              + outlets   x log2(1 + number of outlets)
              + novelty   x share of its articles that no earlier edition used
              + freshness x 2^(-age of its newest articles / half-life) )

The logarithms let the second text count for more than the tenth. The newest articles are the up to three newest that no
earlier edition used; their age is the mean of what lies between each and the newest article of all stories, so that the
same articles always give the same score. A story without a new article is not told.

Then `summarizer.placing` puts the stories in order, so that no subject, category or outlet fills the page. All weights
and quotas are configuration; each story says in words what it stands where it stands for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import fsum, log2
from typing import Annotated

from pydantic import BaseModel, Field

from extractors.articles import Article
from extractors.subscriptions import Category
from summarizer.categories import category_of
from summarizer.stories import Story, Voice
from summarizer.voices import voices

_NEWEST = 3
"""How many of a story's newest articles its freshness looks at: one alone may be a late reprint."""


class RankingOptions(BaseModel, frozen=True, extra="forbid"):
    """What makes a story important, and what no page may be full of."""

    voices: float = Field(1.0, ge=0, description="Weight of the independent texts.")
    outlets: float = Field(0.5, ge=0, description="Weight of the outlets.")
    novelty: float = Field(1.0, ge=0, description="Weight of the share of its articles that are new.")
    freshness: float = Field(0.5, ge=0, description="Weight of how fresh its newest articles are.")
    half_life_hours: float = Field(12, gt=0, description="After so many hours an article is half as fresh.")
    categories: dict[Category, Annotated[float, Field(ge=0)]] = Field(
        {}, description="Factor of a category's scores, such as sports = 0.5; 1 for those not named."
    )
    variety: float = Field(2.0, ge=0, description="What a story loses that is just like one above it.")
    fewest_outlets: int = Field(2, ge=1, description="Stories told by fewer outlets are left out.")
    most_of_subject: int = Field(2, ge=1, le=10, description="Stories of one subject among ten.")
    most_of_category: int = Field(5, ge=1, le=10, description="Stories of one category among ten.")
    most_of_outlet: int = Field(3, ge=1, le=10, description="Stories among ten that rest mainly on one outlet's texts.")


@dataclass(frozen=True)
class Ranked:
    """A story, its score, and in words why it stands where it stands."""

    story: Story
    title: str
    """The earliest article's headline, to call the story by before it is written."""
    score: float
    reason: str
    category: Category = Category.WORLD
    voices: tuple[Voice, ...] = field(default=())
    """Its independent texts."""


def rank(
    stories: Sequence[Story], articles: Mapping[str, Article], options: RankingOptions | None = None
) -> tuple[Ranked, ...]:
    """The stories that have something new and enough outlets, the most important first.

    Args:
        articles: the stories' articles by id.
    """
    from summarizer.placing import placed  # scikit-learn is heavy, and the configuration needs the options alone

    options = options or RankingOptions()
    told = [story for story in stories if story.new and _outlets(story, articles) >= options.fewest_outlets]
    if not told:
        return ()
    newest = max(articles[article].dated for story in told for article in story.new)
    scored = [_scored(story, articles, newest, options) for story in told]
    scored.sort(key=lambda one: (-one.score, -len(one.story.articles), one.story.id))
    return tuple(
        replace(one, reason="; ".join((one.reason, *notes))) for one, notes in placed(scored, articles, options)
    )


def _outlets(story: Story, articles: Mapping[str, Article]) -> int:
    return len({articles[article].outlet for article in story.articles})


def _scored(story: Story, articles: Mapping[str, Article], newest: datetime, options: RankingOptions) -> Ranked:
    members = [articles[article] for article in story.articles]
    texts, outlets, category = voices(members), _outlets(story, articles), category_of(members)
    ages = sorted((newest - articles[article].dated) / timedelta(hours=1) for article in story.new)[:_NEWEST]
    age = fsum(ages) / len(ages)
    weight = options.categories.get(category, 1.0)
    score = weight * fsum(
        (
            options.voices * log2(1 + len(texts)),
            options.outlets * log2(1 + outlets),
            options.novelty * len(story.new) / len(members),
            options.freshness * 2 ** (-age / options.half_life_hours),
        )
    )
    reason = (
        f"{_count(outlets, 'outlet')}, {_count(len(texts), 'independent text')}, "
        f"{_count(len(story.new), 'new article')} of {len(members)}, {_before(age)}"
        f"{f', {category.label} counts {weight:g} times' if weight != 1 else ''}: score {score:.2f}"
    )
    return Ranked(story, members[0].headline, score, reason, category, texts)


def _before(hours: float) -> str:
    """How long before the newest of all articles a story's newest came."""
    return "just in" if hours < 1 else f"the newest {_count(round(hours), 'hour')} before the night's last"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
