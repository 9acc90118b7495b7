"""The trained parts as one pipeline, in the folder from which Nightdesk loads it.

python package.py SYNTAX NAMES OUTPUT --version 1.0.0
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import spacy
import srsly
from spacy.language import Language

import extractors.word_table  # noqa: F401  (registers the table of vectors)


def packaged(syntax: Path, names: Path, version: str) -> Language:
    """The pipeline: syntax first, then names, over one table of word vectors."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names, vocab=nlp.vocab))
    nlp.meta.update(
        name="nightdesk_news",
        version=version,
        description="Tags, parse, lemmas and names for English news.",
        author="Nightdesk",
        license="CC BY-SA 4.0",
    )
    return nlp


def _needed(nlp: Language) -> list[str]:
    """The strings that the pipeline knows by their hashes alone: English's own, its labels, and what its edit trees put
    in and take out. The others are words of the corpora, which are no part of it."""
    labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    trees = srsly.msgpack_loads(nlp.get_pipe("lemmatizer").trees.to_bytes())["trees"]
    edits = {nlp.vocab.strings[tree[part]] for tree in trees for part in ("orig", "subst") if tree.get(part)}
    return sorted({*spacy.blank("en").vocab.strings, *map(str, labels), *edits})


def _digest(folder: Path) -> str:
    """A short name for what the pipeline has learned: readings made with other weights are told from it."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "meta.json":
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--version", default="1.0.0")
    options = parser.parse_args()
    nlp = packaged(options.syntax, options.names, options.version)
    shutil.rmtree(options.output, ignore_errors=True)
    nlp.to_disk(options.output)
    strings = options.output / "vocab" / "strings.json"
    strings.write_text(json.dumps(_needed(nlp), ensure_ascii=False), encoding="utf-8")
    meta_file = options.output / "meta.json"
    meta = json.loads(meta_file.read_text(encoding="utf-8"))
    meta["weights"] = _digest(options.output)
    meta_file.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in options.output.rglob("*") if path.is_file())
    print(f"{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
