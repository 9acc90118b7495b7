"""The coefficients of `summarizer.salience`, and what they score on clusters that they were not fitted on.

    python -m training.salience DIR [--cross-validate]

DIR is the folder that `benchmarks.summaries` reads. Concepts: a logistic regression on the share of a cluster's
references that hold the concept. Sentences: a ridge regression on the pairs of words that a sentence shares with the
references, and half of the content words (stemmed and counted as ROUGE does), per word of the sentence. Clusters of all
sets are taken together. `--cross-validate` prints the benchmark's measures instead, every cluster summarized by models
that were fitted without its fifth of the clusters.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

from benchmarks.reports import Cluster, headlines, reports, sets
from benchmarks.results import Row, show
from benchmarks.summaries import LENGTHS, score, stems
from benchmarks.summarizers import nightdesk
from summarizer.salience import Floats, Model, Models, Told
from summarizer.terms import STOP_WORDS, concepts, terms

_FOLDS = 5
_CONTENT_WORD = 0.5
"""What a shared content word counts against a shared pair of words."""
_RIDGE = 100
_STOPS = frozenset(stem for word in STOP_WORDS for stem in stems(word))


class Example:
    """A cluster, and what its references have of its concepts and sentences."""

    def __init__(self, set_name: str, cluster: Cluster) -> None:
        self.set, self.cluster = set_name, cluster
        told = reports(cluster)
        self.told = Told(told, headlines(cluster))
        self.features = self.told.concept_features()
        own = [concepts(terms(text)) for text in cluster.references]
        self.held = numpy.array([numpy.mean([name in held for held in own]) for name in self.told.concepts])
        references = [_counted(text) for text in cluster.references]
        passages = [one for report in told for one in report]
        self.words = numpy.array([float(one.length) for one in passages])
        self.shared = numpy.array([_shared(one.text, references) / one.length for one in passages])


def _counted(text: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    found = stems(text)
    return Counter(word for word in found if word not in _STOPS), Counter(pairwise(found))


def _shared(text: str, references: Sequence[tuple[Counter[str], Counter[tuple[str, str]]]]) -> float:
    words, pairs = _counted(text)
    return sum(
        (pairs & other).total() + _CONTENT_WORD * (words & content).total() for content, other in references
    ) / len(references)


def fit(examples: Sequence[Example]) -> Models:
    """The models that fit the examples best."""
    names = list(examples[0].features)
    table = numpy.concatenate([numpy.column_stack(list(one.features.values())) for one in examples])
    held = numpy.concatenate([one.held for one in examples])
    scaler = StandardScaler().fit(table)
    rows, scaled = numpy.flatnonzero((held > 0) & (held < 1)), scaler.transform(table)
    # A concept that a third of the references hold is an example of both kinds.
    regression = LogisticRegression(max_iter=1000).fit(
        numpy.concatenate([scaled, scaled[rows]]),
        numpy.concatenate([held > 0, numpy.zeros(len(rows), dtype=bool)]),
        numpy.concatenate([numpy.where(held > 0, held, 1), 1 - held[rows]]),
    )
    concepts = _model(names, regression.coef_[0], float(regression.intercept_[0]), scaler)
    found = [one.told.passage_features(one.told.chances(concepts)) for one in examples]
    table = numpy.concatenate([numpy.column_stack(list(one.values())) for one in found])
    scaler = StandardScaler().fit(table)
    ridge = Ridge(_RIDGE).fit(
        scaler.transform(table),
        numpy.concatenate([one.shared for one in examples]),
        numpy.concatenate([numpy.minimum(one.words, 60) for one in examples]),
    )
    return Models(concepts, _model(list(found[0]), ridge.coef_, float(ridge.intercept_), scaler))


def _model(names: Sequence[str], coefficients: Floats, constant: float, scaler: StandardScaler) -> Model:
    """The coefficients for features as they are, not scaled."""
    plain = coefficients / scaler.scale_
    model = {"constant": constant - float(plain @ scaler.mean_)} | dict(zip(names, plain.tolist(), strict=True))
    return {name: round(value, 4) for name, value in model.items()}


def cross_validated(examples: Sequence[Example]) -> list[Row]:
    """The benchmark's measures over folds."""
    fold = numpy.random.default_rng(0).permutation(len(examples)) % _FOLDS
    summaries = [""] * len(examples)
    for number in range(_FOLDS):
        models = fit([one for one, own in zip(examples, fold, strict=True) if own != number])
        for index in numpy.flatnonzero(fold == number).tolist():
            one = examples[index]
            summaries[index] = nightdesk(one.cluster, LENGTHS[one.set], models)
    rows = []
    for set_name in sorted({one.set for one in examples}):
        own = [(one.cluster, text) for one, text in zip(examples, summaries, strict=True) if one.set == set_name]
        rows += score([cluster for cluster, _ in own], [text for _, text in own], set_name, "nightdesk")
    return rows


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with the sets")
    parser.add_argument("--cross-validate", action="store_true", help="print measures instead of coefficients")
    options = parser.parse_args()
    examples = [Example(name, cluster) for name, clusters in sets(options.folder) for cluster in clusters]
    if options.cross_validate:
        show("salience", cross_validated(examples), as_json=False)
        return
    for name, model in fit(examples)._asdict().items():
        print(name, model)


if __name__ == "__main__":
    main()
