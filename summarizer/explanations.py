"""Explanations: why each article of a story is in it, and why its nearest neighbour is not, in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel

from extractors.articles import Article
from summarizer.digests import Digest
from summarizer.grouping import Grouped
from summarizer.likeness import enough
from summarizer.pools import Pool
from summarizer.stories import Story
from summarizer.terms import stem, tokens
from summarizer.voices import same_text

_MOST = 5
"""Names, terms or figures that are shown of each."""
_RARE = 3.0
"""Rarity from which on a shared term or name is worth showing: one article in 70 has it."""


class Tie(BaseModel, frozen=True, extra="forbid"):
    """Two articles that were compared."""

    other: str
    """`Article.id` of the other one."""
    headline: str
    """Of the other one."""
    likelihood: float
    """That both tell one event, 0 to 1; 0 where they were not compared."""
    reasons: tuple[str, ...]
    """What speaks for it and against it."""


class Shown(BaseModel, frozen=True, extra="forbid"):
    """An article, as it is shown."""

    article: str
    """`Article.id`."""
    outlet: str
    headline: str
    dated: datetime


class Member(Shown, frozen=True):
    """An article of the story."""

    source: int | None = None
    """Its number among the sources of the story's digest; None where that does not cite it."""
    joined_on: Tie | None
    """The earlier article that it is most alike to; None for the first."""


class LeftOut(Shown, frozen=True):
    """The article nearest to the story that is not in it."""

    story: str
    """The story that it is in."""
    nearest: Tie
    mean: float
    """Mean likelihood of the pairs between both stories."""
    reasons: tuple[str, ...]


class Explanation(BaseModel, frozen=True, extra="forbid"):
    """Why a story is what it is."""

    story: str
    headline: str
    """Of its digest, or of its earliest article where it has none."""
    articles: tuple[Member, ...]
    left_out: LeftOut | None
    """None where nothing else shares a rare term with it."""
    changes: tuple[str, ...]
    """How it grew out of earlier stories, where two became one or one became two."""


def explain(
    story: Story,
    stories: Sequence[Story],
    found: Grouped,
    told_as: Mapping[str, str],
    digest: Digest | None = None,
) -> Explanation:
    """Why the articles of `story`, one of the `stories` that were made of `found`, are together.

    Args:
        told_as: story id of each article that an earlier edition has published, by article id.
        digest: the story's, where one is published.
    """
    numbers = {source.article: source.number for source in digest.sources} if digest else {}
    rows = {article.id: row for row, article in enumerate(found.articles)}
    own = [rows[id] for id in story.articles]
    likelihood = _likelihoods(found)
    members = []
    for place, row in enumerate(own):
        nearest = max(own[:place], key=lambda other: (likelihood[row].get(other, 0.0), -other), default=None)
        tie = None if nearest is None else _tie(found, row, nearest, likelihood[row].get(nearest, 0.0))
        article = found.articles[row]
        members.append(Member(**_shown(article), source=numbers.get(article.id), joined_on=tie))
    return Explanation(
        story=story.id,
        headline=digest.headline if digest else found.articles[own[0]].headline,
        articles=tuple(members),
        left_out=_left_out(own, stories, found, rows, likelihood),
        changes=tuple(
            change.sentence for change in changes(stories, told_as, found.articles) if story.id in change.stories
        ),
    )


class Change(NamedTuple):
    """Earlier stories that became one, or one that became several."""

    stories: tuple[str, ...]
    """Ids of the stories of now that it concerns."""
    sentence: str


def changes(stories: Sequence[Story], told_as: Mapping[str, str], articles: Sequence[Article]) -> tuple[Change, ...]:
    """Where stories are cut otherwise than earlier editions cut them, in the order of the stories."""
    headline = {article.id: article.headline for article in articles}
    now: dict[str, list[Story]] = defaultdict(list)
    found = []
    for story in stories:
        earlier = dict.fromkeys(told_as[article] for article in story.articles if article in told_as)
        for id in earlier:
            now[id].append(story)
        if len(earlier) > 1:
            first = {told_as[article]: article for article in reversed(story.articles) if article in told_as}
            named = " and ".join(f"“{headline[first[id]]}” ({id})" for id in earlier)
            found.append(Change((story.id,), f"{len(earlier)} earlier stories are one now, {story.id}: {named}"))
    for id, parts in now.items():
        if len(parts) > 1:
            named = " and ".join(f"“{headline[part.articles[0]]}” ({part.id})" for part in parts)
            ids = tuple(part.id for part in parts)
            found.append(Change(ids, f"The earlier story {id} is {len(parts)} stories now: {named}"))
    return tuple(found)


def _likelihoods(found: Grouped) -> dict[int, dict[int, float]]:
    """By row, the likelihood of every other row that it was compared with."""
    pairs: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, value in found.alike.pairs():
        pairs[one][other] = pairs[other][one] = value
    return pairs


def _tie(found: Grouped, row: int, other: int, likelihood: float) -> Tie:
    article, text = found.articles[other], found.articles[row]
    reasons = (*_same_text(text, article), *_shared(found.pool, row, other, text), *_apart(found.pool, row, other))
    return Tie(other=article.id, headline=article.headline, likelihood=round(likelihood, 3), reasons=reasons)


def _left_out(
    own: Sequence[int],
    stories: Sequence[Story],
    found: Grouped,
    rows: Mapping[str, int],
    likelihood: Mapping[int, Mapping[int, float]],
) -> LeftOut | None:
    """The article nearest to the rows `own`; `rows` has the row of each article by its id."""
    inside = set(own)
    outside = [(value, -other, -row) for row in own for other, value in likelihood[row].items() if other not in inside]
    if not outside:
        return None
    value, other, row = max(outside)
    other, row = -other, -row
    article = found.articles[other]
    story = next(story for story in stories if article.id in story.articles)
    theirs = [rows[id] for id in story.articles]
    mean = sum(likelihood[one].get(two, 0.0) for one in own for two in theirs) / (len(own) * len(theirs))
    return LeftOut(
        **_shown(article),
        story=story.id,
        nearest=_tie(found, other, row, value),
        mean=round(mean, 3),
        reasons=_against(found, own, theirs, mean),
    )


def _shown(article: Article) -> dict[str, Any]:
    return {"article": article.id, "outlet": article.outlet, "headline": article.headline, "dated": article.dated}


def _against(found: Grouped, own: Sequence[int], theirs: Sequence[int], mean: float) -> tuple[str, ...]:
    """Why two stories are not one."""
    pool = found.pool
    needed = enough(min(len(own), len(theirs)))
    reasons = [f"one event with mean likelihood {mean:.2f} over both stories' pairs; {needed:.2f} would join them"]
    for rows, others, whose in ((own, theirs, "this story"), (theirs, own, "the other")):
        weight = np.asarray(pool.names[list(rows)].mean(axis=0)).ravel()
        known = np.asarray(pool.text[list(others)].sum(axis=0)).ravel() > 0
        best = np.argsort(-np.where(known, 0, weight), kind="stable")[:_MOST]
        columns = [int(column) for column in best if weight[column] > 0 and not known[column]]
        if columns:
            texts = [found.articles[row] for row in rows]
            reasons.append(f"only {whose} has {', '.join(_spelled(pool, columns, texts, names=True))}")
    return tuple(reasons)


def _shared(pool: Pool, row: int, other: int, article: Article) -> list[str]:
    """What two articles share, in words, spelled as in `article`, that of the first row."""
    found = []
    seen: set[int] = set()
    for view, label in (("names", "names"), ("figures", "figures"), ("text", "words")):
        matrix = getattr(pool, view)
        product = matrix[row].multiply(matrix[other]).tocoo()
        best = sorted(zip((-product.data).tolist(), product.col.tolist(), strict=True))
        columns = [column for _, column in best if column not in seen and pool.rarity[column] >= _RARE][:_MOST]
        seen.update(columns)
        if columns:
            found.append(f"same {label}: {', '.join(_spelled(pool, columns, [article], names=view == 'names'))}")
    return found


def _spelled(pool: Pool, columns: Sequence[int], articles: Sequence[Article], *, names: bool) -> list[str]:
    """The terms as the articles write them: names with a capital where one stands anywhere."""
    wanted = {pool.terms[column]: column for column in columns}
    found: dict[int, str] = {}
    for article in articles:
        for text in (article.text, article.headline):
            for word, start, _ in tokens(text):
                column = wanted.get(stem(word))
                if column is not None:
                    written = text[start : start + len(word)] if names else word
                    if column not in found or (names and written[0].isupper() and not found[column][0].isupper()):
                        found[column] = written
    return [found.get(column, pool.terms[column]) for column in columns]


def _same_text(one: Article, other: Article) -> list[str]:
    share = same_text(one, other)
    return [f"one text: {share:.0%} of the shorter one stands in the other"] if share else []


def _apart(pool: Pool, row: int, other: int) -> list[str]:
    days = abs(float(pool.days[row] - pool.days[other]))
    if isnan(days):
        return []
    for unit, length in (("day", 1.0), ("hour", 1 / 24)):
        if days >= length:
            number = round(days / length)
            return [f"{number} {unit}{'' if number == 1 else 's'} apart"]
    return ["within the hour"]
