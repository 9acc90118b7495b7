"""Ranking: which stories an edition tells, and in which order.

    score = voices x number of independent texts
          + outlets x number of outlets
          + novelty x share of its articles that no earlier edition used

Ties go to the story with more articles, then to the earlier one. The weights are configuration.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

from extractors.articles import Article
from summarizer.stories import Story
from summarizer.voices import voices


class RankingOptions(BaseModel, frozen=True, extra="forbid"):
    """What makes a story important."""

    voices: float = Field(1.0, ge=0, description="Weight of each independent text.")
    outlets: float = Field(0.5, ge=0, description="Weight of each outlet.")
    novelty: float = Field(1.0, ge=0, description="Weight of the share of its articles that are new.")
    fewest_outlets: int = Field(2, ge=1, description="Stories told by fewer outlets are left out.")


@dataclass(frozen=True)
class Ranked:
    """A story, its score, and the score in words."""

    story: Story
    title: str
    """The earliest article's headline, to call the story by before it is written."""
    score: float
    reason: str


def rank(
    stories: Sequence[Story], articles: Mapping[str, Article], options: RankingOptions | None = None
) -> tuple[Ranked, ...]:
    """The stories that have something new and enough outlets, the most important first.

    Args:
        articles: the stories' articles by id.
    """
    options = options or RankingOptions()
    ranked = []
    for story in stories:
        members = [articles[article] for article in story.articles]
        outlets = len({article.outlet for article in members})
        if not story.new or outlets < options.fewest_outlets:
            continue
        texts = len(voices(members))
        novelty = len(story.new) / len(members)
        score = options.voices * texts + options.outlets * outlets + options.novelty * novelty
        reason = (
            f"{_count(outlets, 'outlet')}, {_count(texts, 'independent text')}, "
            f"{_count(len(story.new), 'new article')} of {len(members)}: score {score:.2f}"
        )
        ranked.append(Ranked(story, members[0].headline, score, reason))
    return tuple(sorted(ranked, key=lambda one: (-one.score, -len(one.story.articles), one.story.id)))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
