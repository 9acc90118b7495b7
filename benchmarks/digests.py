"""Whole digests, from articles to what is published, with what an editor would look at counted.

    python -m benchmarks.digests DIR [--most N] [--show] [--read N] [--json]

DIR is the folder of clusters: `grouping/gm5w1h_news_cluster` and `grouping/basil_events` (the labelled events with two
articles or more), `summaries/multi_news_sample` and `summaries/multiling2011_en`. The first `--most` of each set are
written up: by default the first 100 of multi_news, all of the others. A set that isn't there is left out.
Each article is read once, by `extractors.pipeline`; then `summarizer.composition` writes and
`summarizer.verification` takes out what is not true. Measures, of what is published where not said otherwise:

    published_share         clusters of which a digest was published
    statements              statements a digest: TL;DR, what is new, body
    cited_share             statements that cite a source
    draft_verified_share    parts of the drafts that the verifier finds true, before anything is taken out
    verified_share          parts of what is published that it finds true
    corroborated_share      statements that stand on two or more independent texts
    percentages_kept        distinct percentages of the sources, in figures, that stand anywhere in the digest
    quotes_kept             distinct quotations of four words or more that do, half of their words at least
    repeated_pairs          pairs of statements of one digest that are over 0.6 alike (benchmarks/faulty_statements.py)
    dangling_starts         statements that begin with a pronoun, a demonstrative or a connective that points back
    unbalanced_quotes       statements with a quotation mark without its other half
    unresolved_pronouns     statements with a third-person pronoun before any word it could mean
    seconds                 to write and verify one digest, on one core

All are shares but `statements` and `seconds`. Then the digest of DIR/../model_digest, where that is there
(benchmarks/model_digest.py).

`--show` prints each faulty statement, `--read N` the first N digests of each set as they would be published; with
`--json` both go to the error output.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from spacy.language import Language
from threadpoolctl import threadpool_limits

from benchmarks.clusters import EDITION, Cluster, ReadCluster, labelled_events, listed_clusters, read_all
from benchmarks.faulty_statements import dangles, has_unbalanced_quotes, repetitions, unresolved_pronouns
from benchmarks.model_digest import measure_model
from benchmarks.results import Row, show
from benchmarks.set_files import set_name
from benchmarks.told_texts import (
    Told,
    keeps,
    percentages_in,
    source_percentages,
    source_quotes,
    told_all,
    told_statements,
)
from extractors.pipeline import build
from reader.markdown import digest_markdown
from summarizer.composition import compose
from summarizer.digests import Digest
from summarizer.verification import publishable, verify

_ALL = 10_000
_SETS: dict[str, tuple[Callable[[Path, int], list[Cluster]], int]] = {
    "grouping/gm5w1h_news_cluster": (labelled_events, _ALL),
    "grouping/basil_events": (labelled_events, _ALL),
    "summaries/multi_news_sample": (listed_clusters, 100),
    "summaries/multiling2011_en": (listed_clusters, _ALL),
}
_FAULTS_OF_STATEMENTS = ("dangling_starts", "unbalanced_quotes", "unresolved_pronouns")


class Fault(NamedTuple):
    """Something that an editor would strike out."""

    measure: str
    text: str


class Written(NamedTuple):
    """One cluster written up: the draft, and what of it is published."""

    cluster: ReadCluster
    draft: Digest | None
    digest: Digest | None
    seconds: float
    faults: tuple[Fault, ...]


def write(cluster: ReadCluster, nlp: Language) -> Written:
    """The digest of a cluster as the night would write it, with its faults."""
    started = time.perf_counter()
    draft = compose(cluster.story, cluster.reads, EDITION)
    digest = publishable(draft, cluster.articles) if draft else None
    seconds = time.perf_counter() - started
    found = faults([one.text for one in told_statements(digest)], nlp) if digest else ()
    return Written(cluster, draft, digest, seconds, tuple(found))


def faults(statements: Sequence[str], nlp: Language) -> list[Fault]:
    """All faults of one digest's statements."""
    docs = list(nlp.pipe(statements))
    found = [Fault("repeated_pairs", f"{one}\n    = {other}") for one, other in repetitions(docs)]
    for doc in docs:
        if dangles(doc.text):
            found.append(Fault("dangling_starts", doc.text))
        if has_unbalanced_quotes(doc.text):
            found.append(Fault("unbalanced_quotes", doc.text))
        if pronouns := unresolved_pronouns(doc):
            found.append(Fault("unresolved_pronouns", f"[{', '.join(token.text for token in pronouns)}] {doc.text}"))
    return found


def measure_set(name: str, written: Sequence[Written]) -> list[Row]:
    """The measures of one set."""
    told = [(one.cluster, one.digest) for one in written if one.digest]
    statements = [(digest, one) for _, digest in told for one in told_statements(digest)]
    counts = [len(told_statements(digest)) for _, digest in told]
    drafts = [verify(one.draft, one.cluster.articles) for one in written if one.draft]
    checks = [verify(digest, cluster.articles) for cluster, digest in told]
    sums = {
        "published_share": (len(told), len(written)),
        "statements": (len(statements), len(told)),
        "cited_share": (sum(bool(one.sources) for _, one in statements), len(statements)),
        "draft_verified_share": (sum(one.passed for one in drafts), sum(one.checked for one in drafts)),
        "verified_share": (sum(one.passed for one in checks), sum(one.checked for one in checks)),
        "corroborated_share": (sum(_voices(*one) > 1 for one in statements), len(statements)),
        "percentages_kept": _percentages_kept(told),
        "quotes_kept": _quotes_kept(told),
        "repeated_pairs": (_count(written, "repeated_pairs"), sum(n * (n - 1) // 2 for n in counts)),
        **{key: (_count(written, key), len(statements)) for key in _FAULTS_OF_STATEMENTS},
        "seconds": (sum(one.seconds for one in written), len(written)),
    }
    return [Row(name, "nightdesk", key, value / n if n else 0.0, n) for key, (value, n) in sums.items()]


def _count(written: Sequence[Written], measure: str) -> int:
    return sum(fault.measure == measure for one in written for fault in one.faults)


def _voices(digest: Digest, statement: Told) -> int:
    """How many independent texts a statement stands on."""
    return len({source.voice for source in digest.sources if source.article in statement.sources})


def _percentages_kept(told: Sequence[tuple[ReadCluster, Digest]]) -> tuple[int, int]:
    kept = of = 0
    for cluster, digest in told:
        given = source_percentages(cluster.reads)
        kept += len(given & percentages_in(one.text for one in told_all(digest)))
        of += len(given)
    return kept, of


def _quotes_kept(told: Sequence[tuple[ReadCluster, Digest]]) -> tuple[int, int]:
    kept = of = 0
    for cluster, digest in told:
        text = "\n".join(one.text for one in told_all(digest))
        given = source_quotes(cluster.reads)
        kept += sum(keeps(text, words) for words in given)
        of += len(given)
    return kept, of


def measure(folder: Path, most: int | None, tell: Callable[[str, Sequence[Written]], None]) -> list[Row]:
    """Every set, then the model digest; `tell` is handed each set's digests."""
    nlp = build()
    rows: list[Row] = []
    for name, (clusters, usual) in _SETS.items():
        path = folder / f"{name}.jsonl.gz"
        if path.exists():
            written = [write(one, nlp) for one in read_all(nlp, clusters(path, most or usual))]
            tell(path.name, written)
            rows += measure_set(set_name(path), written)
    model = folder.parent / "model_digest"
    return rows + (measure_model(model, nlp) if model.is_dir() else [])


def _teller(show_faults: bool, read: int, stream: TextIO) -> Callable[[str, Sequence[Written]], None]:
    """Prints what was asked to be seen of a set's digests."""

    def tell(name: str, written: Sequence[Written]) -> None:
        for one in [one for one in written if one.digest][:read]:
            assert one.digest is not None
            print(f"{'=' * 100}\n{name}: {one.cluster.name}\n\n{digest_markdown(one.digest)}", file=stream)
        for one in written if show_faults else ():
            for fault in one.faults:
                print(f"{name}: {one.cluster.name}: {fault.measure}\n    {fault.text}", file=stream)

    return tell


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder that holds the sets")
    parser.add_argument("--most", type=int, help="clusters of each set")
    parser.add_argument("--show", action="store_true", help="print every faulty statement")
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print the first N digests of each set")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"there is no folder {options.folder}: name the one that holds the sets")
    tell = _teller(options.show, options.read, sys.stderr if options.json else sys.stdout)
    with threadpool_limits(1):
        rows = measure(options.folder, options.most, tell)
    show("digests", rows, as_json=options.json)


if __name__ == "__main__":
    main()
