"""Corpora put together for one training run.

    python corpora.py SPACY... OUTPUT [--shares NAME=N,…] [--labels OLD=NEW,…] [--seed N]
        [--parts-of-speech]

Reads DocBins and writes one. `--shares` keeps a share of a corpus, or takes it several times, by its file's name;
`--labels` renames entity labels; `--parts-of-speech` drops all morphology but the part of speech, which is what
Nightdesk asks of it.
"""

import argparse
import random
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span


def pairs(written: str) -> dict[str, str]:
    """The values of "NAME=VALUE,NAME=VALUE" by name."""
    return dict(pair.split("=", 1) for pair in written.split(","))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("output", type=Path)
    parser.add_argument("--shares", type=pairs, default={})
    parser.add_argument("--labels", type=pairs, default={})
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts-of-speech", action="store_true")
    options = parser.parse_args()
    random.seed(options.seed)
    vocab = spacy.blank("en").vocab
    chosen: list[Doc] = []
    for path in options.corpora:
        docs = list(DocBin().from_disk(path).get_docs(vocab))
        share = float(options.shares.get(path.stem, 1))
        chosen += int(share) * docs + random.sample(docs, int(share % 1 * len(docs)))
    for doc in chosen:
        doc.ents = [Span(doc, ent.start, ent.end, options.labels.get(ent.label_, ent.label_)) for ent in doc.ents]
    if options.parts_of_speech:
        for token in (token for doc in chosen for token in doc):
            token.set_morph("")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=chosen).to_disk(options.output)
    print(f"{len(chosen)} texts, {sum(map(len, chosen))} words")


if __name__ == "__main__":
    main()
