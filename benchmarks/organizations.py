"""Organizations found in texts whose names were labelled by hand.

    python -m benchmarks.organizations DIR [--json]

DIR/organizations holds sets as spaCy DocBins with entities labelled ORG. A mention counts where both offsets agree
(`org_f1`), or where it shares a character with one of the gold's that no other mention has taken (`org_f1_overlap`).
Peers are the English pipelines that are installed (`en_core_web_sm`, …).
"""

import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from benchmarks.results import Row, Spans, arguments, scores, show
from extractors.pipeline import build

_WITHOUT = ("parser", "lemmatizer", "tagger", "attribute_ruler", "morphologizer")


def sets(folder: Path) -> Iterator[tuple[str, list[Doc]]]:
    """Each labelled set by name, in order."""
    vocab = spacy.blank("en").vocab
    for path in sorted(folder.glob("*.spacy")):
        yield path.stem, list(DocBin().from_disk(path).get_docs(vocab))


def pipelines(without: tuple[str, ...] = ()) -> dict[str, Language]:
    """The built-in pipeline and, of the English ones that are installed, all but the components `without`."""
    peers = [name for name in spacy.util.get_installed_models() if name.startswith("en_")]
    return {"nightdesk": build()} | {name: spacy.load(name, exclude=without) for name in peers}


def found_by_us(doc: Doc) -> Spans:
    """The mentions of organizations in a text that our pipeline has read."""
    return sorted((span.start, span.end) for one in doc._.organizations for span in one.mentions)


def labelled(doc: Doc) -> Spans:
    """The entities labelled ORG."""
    return [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "ORG"]


def measure(folder: Path) -> list[Row]:
    """Every set through every system."""
    systems = pipelines(_WITHOUT)
    rows = []
    for set_name, docs in sets(folder / "organizations"):
        gold = [labelled(doc) for doc in docs]
        count, words = sum(map(len, gold)), sum(map(len, docs))
        for system, nlp in systems.items():
            started = time.perf_counter()
            read = list(nlp.pipe([doc.text for doc in docs]))
            seconds = time.perf_counter() - started
            found = [found_by_us(doc) if system == "nightdesk" else labelled(doc) for doc in read]
            exact, loose = scores(gold, found), scores(gold, found, overlap=True)
            values = {
                "org_precision": exact.precision,
                "org_recall": exact.recall,
                "org_f1": exact.f1,
                "org_f1_overlap": loose.f1,
                "words_per_second": words / seconds,
            }
            rows += [Row(set_name, system, key, value, count) for key, value in values.items()]
    return rows


def main() -> None:
    """The command."""
    options = arguments(__doc__)
    show("organizations", measure(options.folder), as_json=options.json)


if __name__ == "__main__":
    main()
