"""Grouping: which articles tell one event.

Articles are compared where they share rare terms (`summarizer.likeness`), and joined by average linkage: two groups
tell one event where their pairs are likely enough to, on average. Of an event that very many articles tell, not all are
compared with each other; it falls into parts, which are joined where some articles of each are alike. A story keeps its
id from night to night: it takes the id under which most of its articles were published before.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain, combinations
from typing import NamedTuple

from extractors.articles import Article
from summarizer.likeness import Alike, alike, crowded, enough
from summarizer.linkage import average_linkage
from summarizer.pools import NOTHING_KEPT, Kept, Pool
from summarizer.stories import Story

_LARGE, _SPOKESMEN = 25, 10
"""Only a group of this many articles can be a part of an event that fell apart; so many of them, evenly spread, speak
for it."""
_TOGETHER = 2.0
"""More than any likelihood: joins first what is together already."""


class Grouped(NamedTuple):
    """Articles in groups, and what put them there."""

    articles: tuple[Article, ...]
    """The earliest first."""
    pool: Pool
    """Each article is a row."""
    alike: Alike
    groups: tuple[int, ...]
    """The group of each article: the row of that group's earliest."""


def group(
    articles: Sequence[Article],
    *,
    kept: Kept = NOTHING_KEPT,
    told_as: Mapping[str, str] | None = None,
    used: AbstractSet[str] = frozenset(),
    told_on: Mapping[str, tuple[date, ...]] | None = None,
) -> tuple[Story, ...]:
    """The stories that `articles` tell, those with most articles first.

    Args:
        articles: everything that may belong to a story of the edition, older articles of running stories included.
        kept: the terms of articles of earlier days, which tell what is common.
        told_as: story id of each article that an earlier edition has published, by article id.
        used: ids of articles that earlier editions have used; a story's other articles are its `new` ones.
        told_on: dates of the earlier editions that told a story, by story id.
    """
    return stories_of(grouped(articles, kept), told_as=told_as, used=used, told_on=told_on)


def grouped(articles: Sequence[Article], kept: Kept = NOTHING_KEPT) -> Grouped:
    """The articles, each with those that tell the same event."""
    ordered = tuple(sorted(articles, key=lambda article: (article.dated, article.id)))
    pool = Pool(ordered, kept)
    found = alike(pool)
    groups = average_linkage(len(ordered), found.pairs(), enough)
    return Grouped(ordered, pool, found, tuple(_reunited(pool, groups) if crowded(pool) else groups))


def _reunited(pool: Pool, groups: list[int]) -> list[int]:
    """The groups, those made one that an event of very many articles fell into, as not all of them were compared: some
    articles of each large group are grouped again, as often as that joins anything."""
    members: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        members[group].append(row)
    speaking = [own[:: -(-len(own) // _SPOKESMEN)] for own in members.values() if len(own) >= _LARGE]
    rows = sorted(chain.from_iterable(speaking))
    place = {row: number for number, row in enumerate(rows)}
    likeness = {(one, other): value for one, other, value in alike(pool.take(rows)).pairs()}
    for own in speaking:
        likeness |= dict.fromkeys(combinations((place[row] for row in own), 2), _TOGETHER)
    linked = average_linkage(len(rows), ((*pair, value) for pair, value in likeness.items()), enough)
    into = {groups[row]: groups[rows[first]] for row, first in zip(rows, linked, strict=True)}
    joined = [into.get(group, group) for group in groups]
    return groups if joined == groups else _reunited(pool, joined)


def stories_of(
    found: Grouped,
    *,
    told_as: Mapping[str, str] | None = None,
    used: AbstractSet[str] = frozenset(),
    told_on: Mapping[str, tuple[date, ...]] | None = None,
) -> tuple[Story, ...]:
    """The stories that the groups are; see `group`."""
    members: dict[int, list[Article]] = {}
    for label, article in zip(found.groups, found.articles, strict=True):
        members.setdefault(label, []).append(article)
    groups = sorted(members.values(), key=lambda group: (-len(group), group[0].dated, group[0].id))
    ids = _story_ids(groups, told_as or {})
    return tuple(
        Story(
            id=story,
            articles=tuple(article.id for article in group),
            new=tuple(article.id for article in group if article.id not in used),
            days=(told_on or {}).get(story, ()),
        )
        for story, group in zip(ids, groups, strict=True)
    )


def one_story(articles: Sequence[Article]) -> Story:
    """All of `articles` as a single story, for a digest of pages that somebody chose by hand."""
    ordered = sorted(articles, key=lambda article: (article.dated, article.id))
    ids = tuple(article.id for article in ordered)
    # Grouped stories' ids begin with "s": the two can't meet.
    id = f"a{hashlib.sha256(''.join(ids).encode()).hexdigest()[:11]}"
    return Story(id=id, articles=ids, new=ids)


def _story_ids(groups: Sequence[Sequence[Article]], told_as: Mapping[str, str]) -> list[str]:
    """An id for each group: the earlier story that most of its articles were in, once; a new one otherwise."""
    taken: set[str] = set()
    earlier_ids = set(told_as.values())
    ids = []
    for group in groups:
        votes = Counter(told_as[article.id] for article in group if article.id in told_as)
        earlier = [
            story for story, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])) if story not in taken
        ]
        ids.append(earlier[0] if earlier else _new_id(group[0], taken | earlier_ids))
        taken.add(ids[-1])
    return ids


def _new_id(first: Article, in_use: AbstractSet[str] = frozenset()) -> str:
    """An id made from that of the story's earliest article; another one where an earlier story has it, of which this
    article once was a part."""
    id = f"s{first.id[:11]}"
    while id in in_use:
        id = f"s{hashlib.sha256(id.encode()).hexdigest()[:11]}"
    return id
