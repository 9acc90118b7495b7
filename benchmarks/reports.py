"""Clusters of reports of one event with summaries that people wrote: what selection is measured and fitted on.

DIR/summaries holds sets as gzipped JSON lines, one cluster each: `id`, `docs` (list of `title`, `text`) and `refs` (a
list of reference summaries).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.set_files import named_sets
from extractors.sentences import starts
from summarizer.terms import concepts, terms

_FEWEST_WORDS = 5
_FEWEST_WORDS_UNSTOPPED = 12
_DATELINE = re.compile(
    r"^(?:(?:[A-Z][A-Za-z.,’' /]{1,40}?\s)?\([A-Z][\w .'’/]{1,30}\)\s*(?:--|—|–|-)\s+"  # "Port Ellery (Corvane) — "
    r"|[A-Z][A-Z.’' ]{2,}(?:, [A-Z][\w.]+){0,2}(?:\s\([\w .]+\))?\s*(?:--|—|–|-)\s+)"  # "PORT ELLERY, Cor. - "
)
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")


class Cluster(NamedTuple):
    """Reports of one event, and summaries of them."""

    id: str
    titles: list[str]
    texts: list[str]
    references: list[str]


class Sentence:
    """A sentence of a report, as selection sees candidates."""

    figures = ()

    def __init__(self, article: str, position: int, text: str) -> None:
        self.article, self.position, self.text = article, position, text
        self.length = len(text.split())
        self.terms = tuple(terms(text))
        self.term_set = frozenset(self.terms)
        self.concepts = concepts(self.terms)


def sets(folder: Path) -> Iterator[tuple[str, list[Cluster]]]:
    """Each set by name, in order."""
    for name, lines in named_sets(folder, "summaries"):
        yield name, [_cluster(line) for line in lines]


def _cluster(row: dict[str, Any]) -> Cluster:
    documents = row["docs"]
    return Cluster(row["id"], [one["title"] for one in documents], [one["text"] for one in documents], row["refs"])


def sentences(text: str) -> list[str]:
    """The sentences of a report without datelines and fragments (headings, captions); a text of fragments alone is one
    sentence."""
    found = (" ".join(text[start:end].split()) for start, end in pairwise([*starts(text), len(text)]))
    return [kept for one in found if _whole(kept := _DATELINE.sub("", one))] or [text]


def _whole(sentence: str) -> bool:
    words = len(sentence.split())
    stopped = _ENDS.search(sentence) is not None
    return words >= (_FEWEST_WORDS if stopped else _FEWEST_WORDS_UNSTOPPED) and not sentence.isupper()


def reports(cluster: Cluster) -> list[list[Sentence]]:
    """The sentences of each report of a cluster."""
    return [
        [Sentence(str(number), position, one) for position, one in enumerate(sentences(text))]
        for number, text in enumerate(cluster.texts)
    ]


def headlines(cluster: Cluster) -> list[frozenset[str]]:
    """The concepts of each report's title."""
    return [concepts(terms(title)) for title in cluster.titles]
