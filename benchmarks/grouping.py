"""Articles into stories, against events that people labelled.

    python -m benchmarks.grouping DIR [--json]

DIR/grouping holds sets as gzipped JSON lines, an article a line: `id`, `gold` (its event), `title`, `text`, `source`,
`date` (ISO or empty). Every set is one pool and is grouped with the same settings.

`bcubed_*` are the means over articles (Bagga and Baldwin 1998), `events_exact` is the share of the gold's events that
are one story to the article. NAME/1, NAME/3 and NAME/8 are pools of so many events of set NAME, 24 of each size drawn
with a fixed seed, of which a quarter of the events has but one article; their values are the means over the pools.

`articles_per_second` is measured on `recombined` pools of 1,000 and 10,000 articles, and `growth` is the time per
article at 10,000 over that at 1,000. As the sets hold fewer, articles are made from real ones: an event of the pool is
one of the sets' events, and an article of it takes every sentence from any of that event's articles, at its place in
the text; so that one event used twice is two, all names, figures and words of seven letters or more get an ending of
their own at each use.

Peers: TF-IDF of headline and text with average linkage, and the overlap (Jaccard) of the words of headlines, or first
sentences where there is none; both with scikit-learn, and with the threshold that is best on the four sets of articles.
"""

import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from benchmarks.results import Row, arguments, show
from benchmarks.set_files import moment, named_sets
from extractors.articles import Article
from extractors.subscriptions import Category
from summarizer.grouping import group

Groups = list[list[int]]
_FETCHED = datetime(2026, 1, 1, tzinfo=UTC)
_SIZES = (1, 3, 8)
_POOLS = 24
_MOST_EXACT = 3_000
"""Articles up to which a system that compares all pairs is run."""
_TFIDF, _JACCARD = 0.16, 0.12


class Labelled(NamedTuple):
    """Articles, and the event that each tells."""

    articles: list[Article]
    events: list[str]

    def take(self, chosen: Sequence[int]) -> "Labelled":
        """Those articles."""
        return Labelled([self.articles[index] for index in chosen], [self.events[index] for index in chosen])


def sets(folder: Path) -> dict[str, Labelled]:
    """The sets in folder/grouping by name."""
    return {
        name: Labelled([_article(line) for line in lines], [line["gold"] for line in lines])
        for name, lines in named_sets(folder, "grouping")
    }


def _article(row: dict[str, str]) -> Article:
    return Article(
        url=f"https://set.example/{row['id']}",
        outlet=row["source"],
        headline=row["title"] or "",
        published=moment(row["date"]),
        fetched=_FETCHED,
        category=Category.WORLD,
        text=row["text"] or "",
        paragraphs=(),
    )


class Measured(NamedTuple):
    """How well found groups agree with the gold's."""

    precision: float
    recall: float
    f1: float
    exact: float


def bcubed(gold: Sequence[str], groups: Groups) -> Measured:
    """B-cubed precision, recall and F1 over the items, and the share of gold's groups that were found exactly."""
    events: dict[str, set[int]] = defaultdict(set)
    for index, event in enumerate(gold):
        events[event].add(index)
    precision = recall = 0.0
    for members in groups:
        for index in members:
            common = len(events[gold[index]].intersection(members))
            precision += common / len(members)
            recall += common / len(events[gold[index]])
    precision, recall = precision / len(gold), recall / len(gold)
    found = {frozenset(members) for members in groups}
    exact = sum(frozenset(members) in found for members in events.values()) / len(events)
    return Measured(precision, recall, 2 * precision * recall / (precision + recall), exact)


def by_nightdesk(articles: Sequence[Article]) -> Groups:
    """Our stories."""
    index = {article.id: number for number, article in enumerate(articles)}
    return [[index[id] for id in story.articles] for story in group(articles)]


def by_tfidf(articles: Sequence[Article]) -> Groups:
    """The cosine of all words, average linkage."""
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    vectors = vectorizer.fit_transform([f"{article.headline} {article.text}" for article in articles])
    return _linked((vectors @ vectors.T).toarray(), _TFIDF)


def by_headlines(articles: Sequence[Article]) -> Groups:
    """The overlap of headlines, average linkage."""
    lines = [article.headline or re.split(r"(?<=[.!?])\s", article.text, maxsplit=1)[0] for article in articles]
    words = CountVectorizer(binary=True, stop_words="english").fit_transform(lines).astype(float)
    common = (words @ words.T).toarray()
    sizes = np.diag(common)
    return _linked(common / np.maximum(sizes[:, None] + sizes[None, :] - common, 1), _JACCARD)


def _linked(similarity: np.ndarray, threshold: float) -> Groups:
    if len(similarity) < 2:
        return [[index] for index in range(len(similarity))]
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - threshold
    )
    found: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(clustering.fit_predict(np.clip(1 - similarity, 0, 1))):
        found[int(label)].append(index)
    return list(found.values())


SYSTEMS: dict[str, Callable[[Sequence[Article]], Groups]] = {
    "nightdesk": by_nightdesk,
    "scikit-learn-tfidf": by_tfidf,
    "scikit-learn-headlines": by_headlines,
}


def small_pools(labelled: Labelled, events: int, *, single: float, seed: int) -> Iterator[Labelled]:
    """Pools of that many events without end, each event cut down to one article with probability `single`."""
    chance = random.Random(seed)  # noqa: S311
    members: dict[str, list[int]] = defaultdict(list)
    for index, event in enumerate(labelled.events):
        members[event].append(index)
    while True:
        chosen: list[int] = []
        for event in chance.sample(sorted(members), min(events, len(members))):
            own = members[event]
            chosen += [chance.choice(own)] if events > 1 and chance.random() < single else own
        yield labelled.take(chosen)


def recombined(labelled: Sequence[Labelled], size: int, seed: int = 1) -> list[Article]:
    """So many articles, made as the module's first lines say."""
    chance = random.Random(seed)  # noqa: S311
    events = [own for one in labelled for own in _events(one) if len(own) > 1]
    chance.shuffle(events)  # so that pools of any size are made of all sets
    made: list[Article] = []
    copy = 0
    while len(made) < size:
        own = events[copy % len(events)]
        ending = _letters(copy // len(events))
        pieces = [re.split(r"(?<=[.!?])\s+", article.text) for article in own]
        day = _FETCHED + timedelta(hours=copy)
        for number in range(len(own)):
            longest = max(map(len, pieces))
            rows = [chance.choice(pieces) for _ in range(longest)]
            text = " ".join(row[at] for at, row in enumerate(rows[: len(pieces[number])]) if at < len(row))
            headline = chance.choice(own).headline
            made.append(
                own[number].model_copy(
                    update={
                        "url": f"https://made.example/{copy}/{number}",
                        "headline": _renamed(headline, ending),
                        "text": _renamed(text, ending),
                        "published": day + timedelta(minutes=number),
                        "fetched": day + timedelta(days=2),
                    }
                )
            )
        copy += 1
    return made[:size]


def _events(labelled: Labelled) -> list[list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article, event in zip(*labelled, strict=True):
        found[event].append(article)
    return list(found.values())


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _renamed(text: str, ending: str) -> str:
    return re.sub(r"\b([A-Z][a-z]{2,}|\d[\d,.]*\d|[a-z]{7,})\b", rf"\g<1>{ending}", text)


def measure(folder: Path) -> list[Row]:
    """Every set through every system."""
    labelled = sets(folder)
    rows = []
    for name, one in labelled.items():
        for system, run in SYSTEMS.items():
            if system == "nightdesk" or len(one.articles) <= _MOST_EXACT:
                rows += _rows(name, system, [bcubed(one.events, run(one.articles))], len(one.articles))
        for size in _SIZES if any(article.text for article in one.articles) else ():
            pools = small_pools(one, size, single=0.25, seed=size)
            drawn = [next(pools) for _ in range(_POOLS)]
            for system, run in SYSTEMS.items():
                found = [bcubed(pool.events, run(pool.articles)) for pool in drawn]
                rows += _rows(f"{name}/{size}", system, found, sum(len(pool.articles) for pool in drawn))
    return rows + _speed([one for one in labelled.values() if any(article.text for article in one.articles)])


def _rows(name: str, system: str, found: Sequence[Measured], count: int) -> list[Row]:
    names = ("bcubed_precision", "bcubed_recall", "bcubed_f1", "events_exact")
    means = [sum(values) / len(values) for values in zip(*found, strict=True)]
    return [Row(name, system, measure, value, count) for measure, value in zip(names, means, strict=True)]


def _speed(labelled: Sequence[Labelled]) -> list[Row]:
    rows, taken = [], {}
    by_nightdesk(recombined(labelled, 50))  # loading the tables belongs to neither
    for size in (1_000, 10_000):
        articles = recombined(labelled, size)
        started = time.process_time()
        by_nightdesk(articles)
        taken[size] = (time.process_time() - started) / size
        rows.append(Row(f"recombined/{size}", "nightdesk", "articles_per_second", 1 / taken[size], size))
    return [*rows, Row("recombined", "nightdesk", "growth", taken[10_000] / taken[1_000], 10_000)]


def main() -> None:
    """The command."""
    options = arguments(__doc__)
    show("grouping", measure(options.folder), as_json=options.json)


if __name__ == "__main__":
    main()
