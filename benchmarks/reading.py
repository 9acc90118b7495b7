"""The reading stage: from article text to sentences, names, quotes and figures, on one core.

    python -m benchmarks.reading [--json]

Reads the sample newsroom's articles, `_ROUNDS` times over. `ratio_to_pipeline` is the time of the whole stage to that
of the trained components alone on the same texts; `ratio_to_plain` the time of the trained components to that of the
same components in spaCy's plain CNN architecture (width 96, depth 4, no word vectors) with random weights;
`load_ratio` the time of loading the pipeline, spaCy being imported, to that of importing spaCy, both in a fresh
process.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from threadpoolctl import threadpool_limits

from benchmarks.results import Row, show
from extractors.articles import Article
from extractors.pipeline import build, read
from newsroom import load_articles

_ROUNDS = 4
_TRIES = 3
_LOADING = """
import json, time
begun = time.perf_counter()
import spacy
imported = time.perf_counter() - begun
from extractors.pipeline import build
begun = time.perf_counter()
build()
print(json.dumps([imported, time.perf_counter() - begun]))
"""


def sample() -> list[Article]:
    """The newsroom's articles as the extraction would give them."""
    stories = [story for story in load_articles() if story.language == "en" and story.kind == "story"]
    return [
        Article(
            url=f"https://newsroom.example/{number}",
            outlet="",
            headline=story.headline,
            fetched=datetime(2026, 1, 1, tzinfo=UTC),
            category="world",
            text="\n\n".join(line for block in story.body for line in block.lines),
            paragraphs=(),
        )
        for number, story in enumerate(_ROUNDS * stories)
    ]


def plain(like: Language, docs: list[Doc]) -> Language:
    """The trained components of `like` in the plain architecture, with random weights."""
    nlp = spacy.blank("en")
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4,
               "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}  # fmt: skip
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    for name in like.pipe_names:
        if name.startswith("nightdesk"):
            continue
        if name == "tok2vec":
            nlp.add_pipe(name, config={"model": tok2vec})
        else:
            model = like.get_pipe_config(name)["model"]
            shared = model["tok2vec"]["@architectures"] == "spacy.Tok2VecListener.v1"
            settings = {"model": {"tok2vec": listener if shared else tok2vec}}
            nlp.add_pipe(like.get_pipe_meta(name).factory, name=name, config=settings)
    nlp.initialize(lambda: [Example(nlp.make_doc(doc.text), doc) for doc in docs])
    return nlp


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the fastest of a few tries."""
    best = float("inf")
    for _ in range(_TRIES):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def measure() -> list[Row]:
    """All measures."""
    articles = sample()
    nlp = build()
    ours = [name for name in nlp.pipe_names if name.startswith("nightdesk")]
    texts = [article.text for article in articles]
    docs = list(nlp.pipe(texts[: len(texts) // _ROUNDS]))
    words = _ROUNDS * sum(not token.is_punct and not token.is_space for doc in docs for token in doc)
    whole = fastest(lambda: list(read(nlp, articles)))
    with nlp.select_pipes(disable=ours):
        bare = fastest(lambda: list(nlp.pipe(texts)))
    random = plain(nlp, docs)
    floor = fastest(lambda: list(random.pipe(texts)))
    spent = subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, check=True, text=True)  # noqa: S603
    importing, loading = json.loads(spent.stdout)
    values = {
        "words_per_second": words / whole,
        "articles_per_second": len(articles) / whole,
        "ratio_to_pipeline": whole / bare,
        "ratio_to_plain": bare / floor,
        "load_ratio": loading / importing,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return [Row("newsroom", "nightdesk", key, value, len(articles)) for key, value in values.items()]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    with threadpool_limits(1):
        rows = measure()
    show("reading", rows, as_json=options.json)


if __name__ == "__main__":
    main()
