"""Corpora put together for one training run.

    python corpora.py SPACY... OUTPUT [--shares JSON] [--seed N] [--tags-only]

Reads DocBins and writes one. `--shares` keeps a share of a corpus, by its file's name; `--parts-of-speech` drops the
morphological features but the part of speech, which is all that Nightdesk asks of them.
"""

import argparse
import json
import random
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("output", type=Path)
    parser.add_argument("--shares", type=json.loads, default={})
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parts-of-speech", action="store_true")
    options = parser.parse_args()
    random.seed(options.seed)
    vocab = spacy.blank("en").vocab
    chosen: list[Doc] = []
    for path in options.corpora:
        docs = list(DocBin().from_disk(path).get_docs(vocab))
        share = options.shares.get(path.stem, 1.0)
        chosen += docs if share >= 1 else random.sample(docs, int(share * len(docs)))
    if options.parts_of_speech:
        for token in (token for doc in chosen for token in doc):
            token.set_morph("")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=chosen).to_disk(options.output)
    print(f"{len(chosen)} texts, {sum(map(len, chosen))} words")


if __name__ == "__main__":
    main()
