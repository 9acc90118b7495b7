"""Clusters of articles about one event, as stories that were read: what digests are made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language

from benchmarks.set_files import lines_of, moment, set_name
from extractors.articles import Article, Paragraph
from extractors.pipeline import read
from extractors.subscriptions import Category
from summarizer.stories import ReadArticle, Story

FETCHED = datetime(2026, 1, 2, 3, tzinfo=UTC)
"""When the articles count as fetched: later than all their dates."""
EDITION = FETCHED.date()
"""Of the digests that are made of them."""
_HEADLINE_WORDS = 12


class Cluster(NamedTuple):
    """One event of one set."""

    set: str
    name: str
    articles: tuple[Article, ...]


class ReadCluster(NamedTuple):
    """A cluster as a story, all of it new, with its readings."""

    set: str
    name: str
    story: Story
    reads: tuple[ReadArticle, ...]

    @property
    def articles(self) -> dict[str, Article]:
        """Its articles by id."""
        return {one.article.id: one.article for one in self.reads}


def labelled_events(path: Path, most: int) -> list[Cluster]:
    """The first events with two articles or more of a set that has an article a line, with its event under `gold`."""
    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines_of(path):
        events[line["gold"]].append(line)
    several = [(name, lines) for name, lines in events.items() if len(lines) > 1]
    return [_cluster(path, name, lines) for name, lines in several[:most]]


def listed_clusters(path: Path, most: int) -> list[Cluster]:
    """The first clusters of a set that has a cluster a line, with its articles under `docs`."""
    several = [line for line in lines_of(path) if len(line["docs"]) > 1]
    return [_cluster(path, line["id"], line["docs"]) for line in several[:most]]


def read_all(nlp: Language, clusters: Sequence[Cluster]) -> list[ReadCluster]:
    """The clusters with their articles read, all in one go."""
    readings = read(nlp, (article for one in clusters for article in one.articles))
    found = []
    for one in clusters:
        reads = tuple(ReadArticle(article=article, reading=next(readings)) for article in one.articles)
        ids = tuple(article.id for article in one.articles)
        found.append(ReadCluster(one.set, one.name, Story(id=one.name, articles=ids, new=ids), reads))
    return found


def article_of(url: str, outlet: str, title: str, text: str, date: str = "") -> Article:
    """An article whose lines are its paragraphs; its first words are the headline where the set has none."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Paragraph(start=start, end=start + len(line)))
        start += len(line) + 2
    return Article(
        url=url,
        outlet=outlet,
        headline=" ".join(title.split()) or " ".join(text.split()[:_HEADLINE_WORDS]),
        published=moment(date),
        fetched=FETCHED,
        category=Category.WORLD,
        text="\n\n".join(lines),
        paragraphs=tuple(paragraphs),
    )


def _cluster(path: Path, name: str, documents: Iterable[dict[str, Any]]) -> Cluster:
    """The documents that have a text, each text once, earliest first."""
    found: dict[str, Article] = {}
    for number, one in enumerate(documents, 1):
        url, outlet = f"https://articles.example/{one['id']}", one.get("source") or f"Outlet {number}"
        article = article_of(url, outlet, one["title"], one["text"], one["date"])
        if article.text:
            found.setdefault(article.text, article)
    ordered = sorted(found.values(), key=lambda article: (article.dated, article.id))
    return Cluster(set_name(path), name, tuple(ordered))
