"""Sentences, tags and parses against Universal Dependencies.

    python -m benchmarks.syntax DIR [--json]

DIR/syntax holds sets as spaCy DocBins, texts of several sentences each; those with "train" in their names are left out.
Everything is found in the plain text. `sentence_f1` counts sentences with both ends right, `tag_accuracy` is over Penn
Treebank tags, `pos_accuracy` over universal parts of speech, `uas` and `las` leave punctuation out. Peers are the
English pipelines that are installed; where their labels are not UD's, only sentences, tags and heads compare.
"""

from pathlib import Path

from spacy.scorer import Scorer
from spacy.training import Example

from benchmarks.organizations import pipelines, sets
from benchmarks.results import Row, arguments, show

_MEASURES = {
    "sentence_f1": "sents_f", "tag_accuracy": "tag_acc", "pos_accuracy": "pos_acc", "lemma_accuracy": "lemma_acc",
    "uas": "dep_uas", "las": "dep_las",
}  # fmt: skip


def measure(folder: Path) -> list[Row]:
    """Every set through every system."""
    systems = pipelines()
    rows = []
    for name, docs in sets(folder / "syntax"):
        if "train" in name:
            continue
        for system, nlp in systems.items():
            read = nlp.pipe([doc.text for doc in docs])
            examples = [Example(found, gold) for found, gold in zip(read, docs, strict=True)]
            found = {
                **Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START")),
                **Scorer.score_token_attr(examples, "tag"),
                **Scorer.score_token_attr(examples, "pos"),
                **Scorer.score_token_attr(examples, "lemma"),
                **Scorer.score_deps(examples, "dep", ignore_labels=("punct",)),
            }
            counts = {"sentence_f1": sum(len(list(doc.sents)) for doc in docs)}
            words = sum(map(len, docs))
            rows += [
                Row(name, system, measure, float(found[key]), counts.get(measure, words))
                for measure, key in _MEASURES.items()
                if found.get(key) is not None
            ]
    return rows


def main() -> None:
    """The command."""
    options = arguments(__doc__)
    show("syntax", measure(options.folder), as_json=options.json)


if __name__ == "__main__":
    main()
