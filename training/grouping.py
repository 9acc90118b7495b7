"""The weights of `summarizer.likeness`, fitted again.

    python -m training.grouping DIR

DIR/grouping holds the sets that `benchmarks.grouping` describes; those named below are fitted on together, each with
the same weight. The pools are each set's halves, thinned halves (six in ten events cut down to one article), small
pools of one, three and eight events, and editions of 60 events of all sets, most of them cut down to one article. An
article's pairs within its event weigh as much as one article, whatever the event's size. The weights are measured by
two-fold cross-validation over events (ECB+: topics, so that look-alikes stay together), repeated with other halves;
what is printed at the end was fitted on all pools.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.grouping import Labelled, bcubed, sets, small_pools
from benchmarks.set_files import lines_of
from summarizer.likeness import Alike, enough, features
from summarizer.linkage import average_linkage
from summarizer.pools import Floats, Pool

FITTED_ON = ("basil_events", "ecbplus", "gm5w1h_news_cluster", "multi_news_events")
REPEATS = 3
CUTS = [(one, one + more) for one in (0.16, 0.18, 0.20, 0.22, 0.25, 0.28) for more in (0.0, 0.1, 0.15, 0.2)]
"""Mean likelihoods at which a single article joins, and at which large groups do; see `summarizer.likeness.enough`."""
SHARES = {
    "half": 1.0,
    "thinned": 0.6,
    "edition": 0.6,
    "small/1": 0.01,
    "small/3": 0.02,
    "small/8": 0.03,
    "brief": 0.1,
    "copied": 0.05,
    "look-alike": 0.005,
}
"""How much each kind of pool weighs in the fit."""


class Drawn(NamedTuple):
    """A pool for the fit or for the test, measured."""

    kind: str
    set: str
    events: list[str]
    left: np.ndarray
    right: np.ndarray
    values: Floats
    """Pairs × features."""
    names: tuple[str, ...]


def drawn(kind: str, name: str, labelled: Labelled) -> Drawn:
    """The pool's pairs and their features."""
    order = sorted(range(len(labelled.articles)), key=lambda index: (labelled.articles[index].dated, index))
    own = labelled.take(order)
    left, right, measured = features(Pool(own.articles))
    values = np.stack(list(measured.values()), axis=1)
    return Drawn(kind, name, own.events, left, right, values, tuple(measured))


def halves(folder: Path, name: str, labelled: Labelled, repeat: int) -> tuple[Labelled, Labelled]:
    """The set in two, by event or by topic."""
    lines = lines_of(folder / "grouping" / f"{name}.jsonl.gz")
    topics = [line.get("group") or line["gold"] for line in lines]
    shuffled = sorted(set(topics))
    random.Random(repeat).shuffle(shuffled)
    first = set(shuffled[::2])
    return (
        labelled.take([index for index, topic in enumerate(topics) if topic in first]),
        labelled.take([index for index, topic in enumerate(topics) if topic not in first]),
    )


def pools(parts: dict[str, Labelled], seed: int) -> Iterator[Drawn]:
    """All pools of these halves."""
    for name, own in parts.items():
        yield drawn("half", name, own)
        yield drawn("thinned", name, next(small_pools(own, len(set(own.events)), single=0.6, seed=seed)))
        yield drawn("brief", name, briefs(own, seed))
        yield drawn("copied", name, copied(own, seed))
        for events, count in ((1, 6), (3, 5), (8, 4)):
            for pool in islice(small_pools(own, events, single=0.25, seed=seed), count):
                yield drawn(f"small/{events}", name, pool)
    for one in topics(parts["ecbplus"]):
        yield drawn("look-alike", "ecbplus", one)
        yield drawn("look-alike", "ecbplus", briefs(one, seed))
        yield drawn("look-alike", "ecbplus", next(small_pools(one, 2, single=0.5, seed=seed)))
    for number in range(3):
        few = [next(small_pools(own, 15, single=0.6, seed=seed + 100 * number)) for own in parts.values()]
        events = [f"{name}/{event}" for name, one in zip(parts, few, strict=True) for event in one.events]
        yield drawn("edition", "all", Labelled([article for one in few for article in one.articles], events))


def briefs(labelled: Labelled, seed: int) -> Labelled:
    """The same with half of the articles cut down to what a preview or a short item has."""
    chance = random.Random(seed)
    cut = [
        article.model_copy(update={"text": article.text[: chance.randrange(150, 600)]})
        if chance.random() < 0.5
        else article
        for article in labelled.articles
    ]
    return Labelled(cut, labelled.events)


def copied(labelled: Labelled, seed: int) -> Labelled:
    """Two articles of each event and three copies of each: with a sentence less, at other addresses."""
    chance = random.Random(seed)
    articles, events, count = [], [], Counter[str]()
    for article, event in zip(*labelled, strict=True):
        count[event] += 1
        sentences = re.split(r"(?<=[.!?])\s+", article.text)
        for number in range(4 if count[event] <= 2 else 0):
            text = " ".join(sentences[: max(1, len(sentences) - chance.randrange(3))])
            articles.append(article.model_copy(update={"text": text, "url": f"{article.url}/{number}"}))
            events.append(event)
    return Labelled(articles, events)


def topics(labelled: Labelled) -> list[Labelled]:
    """ECB+ by topic: two look-alike events each, whose names begin with the topic's number."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, event in enumerate(labelled.events):
        found[event.removesuffix("plus")].append(index)
    return [labelled.take(indexes) for indexes in found.values()]


class Model(NamedTuple):
    """Weights of the features as they are, and the intercept."""

    weights: Floats
    intercept: float

    def likelihood(self, pool: Drawn) -> Floats:
        """Of each pair of the pool."""
        return np.asarray(1 / (1 + np.exp(-(pool.values @ self.weights + self.intercept))))


def fitted(pools: Sequence[Drawn]) -> Model:
    """A logistic regression on the pools' pairs."""
    values, same, weights = [], [], []
    for pool in pools:
        if not len(pool.left):
            continue
        numbers = {event: number for number, event in enumerate(dict.fromkeys(pool.events))}
        event = np.array([numbers[one] for one in pool.events])
        size = np.bincount(event)[event]
        one = event[pool.left] == event[pool.right]
        weight = np.where(one, 1 / np.maximum(size[pool.left] - 1, 1), 1.0)
        values.append(pool.values)
        same.append(one)
        weights.append(weight * SHARES[pool.kind] / weight.sum())
    everything, weight = np.concatenate(values), np.concatenate(weights)
    mean, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=5_000)
    model.fit((everything - mean) / spread, np.concatenate(same), weight / weight.mean())
    raw = model.coef_[0] / spread
    return Model(raw, float(model.intercept_[0] - raw @ mean))


def tested(pool: Drawn, model: Model, cut: tuple[float, float]) -> tuple[float, float]:
    """B-cubed F1 and the share of events exactly right."""
    pairs = Alike(pool.left, pool.right, model.likelihood(pool)).pairs()
    groups: dict[int, list[int]] = defaultdict(list)
    for index, label in enumerate(average_linkage(len(pool.events), pairs, lambda size: enough(size, *cut))):
        groups[label].append(index)
    found = bcubed(pool.events, list(groups.values()))
    return found.f1, found.exact


def main() -> None:
    """Prints cross-validated scores by cut, then the weights fitted on all pools."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with the sets")
    folder = parser.parse_args().folder
    labelled = {name: own for name, own in sets(folder).items() if name in FITTED_ON}
    everything: list[Drawn] = []
    scores: dict[tuple[tuple[float, float], str], list[tuple[float, float]]] = defaultdict(list)
    for repeat in range(REPEATS):
        split = {name: halves(folder, name, own, repeat) for name, own in labelled.items()}
        parts = [list(pools({name: two[half] for name, two in split.items()}, 2 * repeat + half)) for half in (0, 1)]
        for learned, other in (parts, parts[::-1]):
            model = fitted(learned)
            for pool in other:
                key = f"{pool.kind} {pool.set}" if pool.kind == "half" else pool.kind
                for cut in CUTS:
                    scores[cut, key].append(tested(pool, model, cut))
        everything += parts[0] + parts[1]
    kinds = sorted({kind for _, kind in scores})
    print("cut       " + "  ".join(kinds))
    for cut in CUTS:
        means = [np.mean(scores[cut, kind], axis=0) * 100 for kind in kinds]
        print(f"{cut[0]:.2f} {cut[1]:.2f} " + "  ".join(f"{f1:5.1f} ({exact:3.0f})" for f1, exact in means))
    model = fitted(everything)
    print({name: round(float(weight), 3) for name, weight in zip(everything[0].names, model.weights, strict=True)})
    print("intercept", round(model.intercept, 3), dict(Counter(pool.kind for pool in everything)))


if __name__ == "__main__":
    main()
