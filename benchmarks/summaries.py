"""Summaries of clusters of reports against those that people wrote: ROUGE F1 at one length for all systems.

    python -m benchmarks.summaries DIR [--json] [--fast]

DIR/summaries holds sets as gzipped JSON lines, one cluster each: `id`, `docs` (list of `title`, `text`) and `refs` (a
list of reference summaries). A summary is cut at the set's length in words. ROUGE-1, -2 and -L are those of the package
rouge-score with its stemmer; of several references the one counts that a summary is nearest to, as that package (and
Lin 2004) has it, and the mean over them is given beside it (`…_mean`).

Beside ours: the first report's beginning, the reports' sentences in turns, coverage of word pairs solved exactly, and
LexRank, TextRank, LSA, KL, SumBasic and Luhn of sumy where it is installed. `clusters_per_second` is from the texts to
the summary, by processor time. `--fast` leaves out KL, which takes most of the time.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from nltk.stem.porter import PorterStemmer
from rouge_score import tokenize
from rouge_score.rouge_scorer import RougeScorer

from benchmarks.reports import Cluster, sets
from benchmarks.results import Row, arguments, show
from benchmarks.summarizers import summarizers

LENGTHS = {"multi_news_sample": 264, "multiling2011_en": 250, "neus_allsides": 60}
"""Words of a summary, by set."""
_MEASURES = {"rouge1": "rouge1_f1", "rouge2": "rouge2_f1", "rougeL": "rougeL_f1"}


class _Porter:
    """NLTK's Porter stemmer, which rouge-score uses, each word stemmed once."""

    def __init__(self) -> None:
        self.stem = lru_cache(maxsize=None)(PorterStemmer().stem)


_PORTER = _Porter()


def stems(text: str) -> list[str]:
    """The words of a text as rouge-score counts them, stemmed."""
    found: list[str] = tokenize.tokenize(text, _PORTER)
    return found


class _Tokenizer:
    def tokenize(self, text: str) -> list[str]:
        return stems(text)


_SCORER = RougeScorer(list(_MEASURES), tokenizer=_Tokenizer())


def rouge(summary: str, references: Sequence[str]) -> dict[str, float]:
    """The measures of one summary, 0 to 1; with several references also the mean over them."""
    scored = [_SCORER.score(reference, summary) for reference in references]
    found = {}
    for key, measure in _MEASURES.items():
        values = [one[key].fmeasure for one in scored]
        found[measure] = max(values)
        if len(values) > 1:
            found[f"{measure}_mean"] = fmean(values)
    return found


def score(clusters: Sequence[Cluster], summaries: Sequence[str], set_name: str, system: str) -> list[Row]:
    """The measures of a system's summaries of a set, in percent."""
    values: dict[str, list[float]] = defaultdict(list)
    for cluster, summary in zip(clusters, summaries, strict=True):
        for measure, value in rouge(summary, cluster.references).items():
            values[measure].append(100 * value)
    return [Row(set_name, system, measure, fmean(own), len(own)) for measure, own in values.items()]


def measure(folder: Path, *, fast: bool = False) -> list[Row]:
    """Every set through every system."""
    rows = []
    for set_name, clusters in sets(folder):
        for system, summarize in summarizers(fast=fast).items():
            summarize(clusters[0], LENGTHS[set_name])  # loads what it needs
            started = time.process_time()
            summaries = [summarize(cluster, LENGTHS[set_name]) for cluster in clusters]
            seconds = time.process_time() - started
            rows += score(clusters, summaries, set_name, system)
            rows.append(Row(set_name, system, "clusters_per_second", len(clusters) / seconds, len(clusters)))
    return rows


def main() -> None:
    """The command."""
    options = arguments(__doc__, slow="sumy's KL, which takes most of the time")
    show("summaries", measure(options.folder, fast=options.fast), as_json=options.json)


if __name__ == "__main__":
    main()
