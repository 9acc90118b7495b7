"""A published digest of two articles beside ours of the same two: part of `benchmarks.digests`.

The folder holds `sources.json` (its articles: `number`, `outlet`, `title`, `text`) and `capture.txt` (its page as it
was captured, with the citation numbers that stand behind its sentences). Both digests are taken as sentences with what
they cite, and counted alike, as systems "nightdesk" and "published":

    cited_share                 sentences of the body (not the TL;DR) that cite a source
    percentages_cited           distinct percentages of the sources that stand in a sentence or row with a citation
    percentages_kept            those that stand anywhere
    hedges_kept                 hedged percentages of the sources ("about 95%") that are hedged here too
    shared_percentages_cited    percentages that several sources give, with a citation of more than one of them
    quotes_attributed           named speakers of the sources with a quotation that stands here beside their name
    words_of_no_source          number of distinct words that stand in none of the sources
"""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language

from benchmarks.clusters import EDITION, Cluster, article_of, read_all
from benchmarks.results import Row
from benchmarks.told_texts import (
    Figure,
    Told,
    keeps,
    percentages_in,
    source_percentages,
    source_quotes,
    told_all,
    told_statements,
)
from extractors.pipeline import read
from summarizer.composition import compose
from summarizer.stories import ReadArticle
from summarizer.verification import publishable

_BODY = re.compile(r"^Copy Link$(.*)Summarized by", re.MULTILINE | re.DOTALL)
_CITATION = re.compile(r"\n?(\d)\n(?=[.,])")
_FURNITURE = re.compile(r"^Source: .*$|Related Stories", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def measure_model(folder: Path, nlp: Language) -> list[Row]:
    """Both digests; no row of ours where none can be published."""
    listed = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    sources = [
        article_of(f"https://articles.example/{one['number']}", f"Outlet {one['number']}", one["title"], one["text"])
        for one in listed
    ]
    (cluster,) = read_all(nlp, [Cluster("model_digest", "model", tuple(sources))])
    draft = compose(cluster.story, cluster.reads, EDITION)
    digest = publishable(draft, cluster.articles) if draft else None
    rows = []
    if digest is not None:
        body = told_statements(digest)[len(digest.tldr) :]
        rows = _rows("nightdesk", body, told_all(digest), cluster.reads, nlp)
    tldr, body = published_sentences((folder / "capture.txt").read_text(encoding="utf-8"), nlp)
    return rows + _rows("published", body, [*tldr, *body], cluster.reads, nlp)


def published_sentences(page: str, nlp: Language) -> tuple[list[Told], list[Told]]:
    """The sentences of a captured page's TL;DR (its first paragraph) and body, each with the numbers it cites, which
    stand as a digit at the end of a line before one that begins with a full stop or comma."""
    found = _BODY.search(page)
    text = _FURNITURE.sub(" ", found[1] if found else page).strip()
    tldr, _, body = _CITATION.sub(r" [\1]", text).partition("\n")
    return _sentences(tldr, nlp), _sentences(body, nlp)


def _sentences(text: str, nlp: Language) -> list[Told]:
    sentences = [sentence.text.strip() for sentence in nlp(" ".join(text.split())).sents]
    return [Told(re.sub(r"\s*\[\d\]", "", one), frozenset(re.findall(r"\[(\d)\]", one))) for one in sentences if one]


def _rows(
    system: str, statements: Sequence[Told], everything: Sequence[Told], reads: Sequence[ReadArticle], nlp: Language
) -> list[Row]:
    texts = [one.text for one in everything]
    given = source_percentages(reads)
    carriers = _carriers(reads)
    shared = [figure for figure, articles in sorted(carriers.items()) if len(articles) > 1]
    hedged = source_percentages(reads, hedged=True)
    quotes = source_quotes(reads)
    speakers = {speaker for speaker in quotes.values() if speaker}
    attributed = {who for words, who in quotes.items() if who and any(_attributes(text, words, who) for text in texts)}
    own = {word for one in everything for word in _WORD.findall(one.text.lower())}
    known = {word for read in reads for word in _WORD.findall(f"{read.article.headline} {read.article.text}".lower())}
    sums = {
        "cited_share": (sum(bool(one.sources) for one in statements), len(statements)),
        "percentages_cited": (len(given & percentages_in(one.text for one in everything if one.sources)), len(given)),
        "percentages_kept": (len(given & percentages_in(texts)), len(given)),
        "hedges_kept": (len(hedged & source_percentages(_read_again(texts, nlp), hedged=True)), len(hedged)),
        "shared_percentages_cited": (sum(_cites_several(figure, everything) for figure in shared), len(shared)),
        "quotes_attributed": (len(attributed), len(speakers)),
    }
    rows = [Row("model_digest", system, key, value / n if n else 0.0, n) for key, (value, n) in sums.items()]
    return [*rows, Row("model_digest", system, "words_of_no_source", len(own - known), len(own))]


def _carriers(reads: Sequence[ReadArticle]) -> dict[Figure, set[str]]:
    """The articles that give each percentage."""
    found: dict[Figure, set[str]] = defaultdict(set)
    for one in reads:
        for figure in source_percentages([one]):
            found[figure].add(one.article.id)
    return found


def _read_again(texts: Sequence[str], nlp: Language) -> list[ReadArticle]:
    articles = [article_of("https://articles.example/digest", "Digest", text, text) for text in texts]
    return [ReadArticle(article=one, reading=own) for one, own in zip(articles, read(nlp, articles), strict=True)]


def _cites_several(figure: Figure, everything: Sequence[Told]) -> bool:
    return any(figure in percentages_in([one.text]) and len(one.sources) > 1 for one in everything)


def _attributes(text: str, words: str, speaker: str) -> bool:
    """Whether a piece of a digest has the quoted words and the last word of the speaker's name."""
    return keeps(text, words) and speaker.split()[-1].lower() in text.lower()
