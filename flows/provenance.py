"""What goes into an edition: versions, configuration, and what is asked of the store; kept with it for replays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue

import summarizer
from extractors.articles import Article
from extractors.code_version import code_version
from flows.configuration import Configuration
from flows.kept_terms import kept_terms
from store import Inputs, MadeWith
from summarizer.pools import Kept

if TYPE_CHECKING:
    from flows.nights import Night

RELATED_DIGESTS = 200
"""So many of the latest digests can be related ones of a new digest."""
POOL_KEYS = frozenset({"languages", "look_back_hours", "story_memory_days", "time", "timezone"})
"""Keys of [edition] that say, with the subscriptions, which articles are grouped."""
SECTIONS = ("edition", "language", "writer", "ranking")
"""Sections of the configuration that are in an edition."""
_NOT_WRITTEN_IN = frozenset({"edition.least_sources_read"})
_LIBRARIES = ("numpy", "scipy", "scikit-learn", "rapidfuzz", "snowballstemmer", "python-slugify")


@dataclass(frozen=True)
class Gathered:
    """What the stories of an edition are found in."""

    articles: tuple[Article, ...]
    told_as: dict[str, str]
    """The story that earlier editions told an article in, by article id."""
    told_on: dict[str, tuple[date, ...]]
    """The dates of earlier editions that have a digest of a story, by story id."""
    kept: Kept


def gathered(night: "Night") -> Gathered:
    """What is stored for the edition: the articles of its window and of running stories, and what is known of them."""
    store, options = night.store, night.configuration.edition
    since = night.since - timedelta(days=options.story_memory_days)
    pool = store.articles(
        since=since,
        until=night.until,
        languages=options.languages,
        subscriptions=[one.url for one in night.configuration.subscriptions],
        fetched_by=night.as_of,
    )
    told_as = store.memberships([article.id for article in pool], before=night.date)
    told_on = store.told(told_as.values(), before=night.date)
    return Gathered(pool, told_as, told_on, kept_terms(store, since.date(), options.languages))


def inputs(night: "Night", found: Gathered, terms: Sequence[str]) -> Inputs:
    """What is kept of it; `terms` are those of its articles."""
    frequencies = found.kept.frequencies
    latest = night.store.recent_digests(before=night.date, limit=RELATED_DIGESTS)
    oldest = latest[-1].date if latest else night.date
    return Inputs(
        since=night.since,
        until=night.until,
        most_stories=night.most_stories,
        pipeline=night.pipeline,
        articles=tuple(article.id for article in found.articles),
        told_as=found.told_as,
        told_on=found.told_on,
        earlier_articles=found.kept.articles,
        frequencies={term: frequencies[term] for term in terms if term in frequencies},
        editions=night.store.edition_fingerprints(since=oldest, before=night.date),
    )


def made_with(configuration: Configuration, pipeline: str) -> MadeWith:
    """The versions and values that are in an edition."""
    versions = {"Nightdesk": installed("nightdesk"), "summarizer": _rules(), "pipeline": pipeline}
    return MadeWith(
        versions=versions | {name: installed(name) for name in _LIBRARIES},
        configuration=values(configuration),
    )


def values(configuration: Configuration) -> dict[str, JsonValue]:
    """The values of a configuration that are in an edition, by key."""
    dumped = configuration.model_dump(mode="json", include={*SECTIONS, "subscriptions"})
    found = {f"{section}.{key}": value for section in SECTIONS for key, value in dumped[section].items()}
    found["subscriptions"] = dumped["subscriptions"]
    return {key: value for key, value in found.items() if key not in _NOT_WRITTEN_IN}


@lru_cache(maxsize=1)
def _rules() -> str:
    """A short name for what the summarizer does, which changes with its code."""
    return code_version(Path(summarizer.__file__).parent)
