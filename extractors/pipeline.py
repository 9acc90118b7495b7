"""The language pipeline: from articles to readings.

Tags, parse, lemmas and names come from a spaCy pipeline: the one that ships with Nightdesk (`extractors/model`, trained
by the recipe in `training/`), or any English pipeline that a user has installed. The components behind it are ours and
registered with spaCy. Each reads what stands on the document before it: `nightdesk_sentences` sets sentence starts,
`nightdesk_names` and `nightdesk_organizations` join the mentions in `doc.ents`, `nightdesk_quotes` finds who said what,
`nightdesk_percentages` and `nightdesk_quantities` find figures, and `nightdesk_entities` adds figures and dates to the
entities.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# Importing a component's module registers it, also where the package's entry points are not installed.
from extractors import entities, names, organizations, percentages, quantities, quotes, word_table  # noqa: F401
from extractors.articles import Article
from extractors.clauses import is_whole
from extractors.document_text import text_of
from extractors.errors import ModelError
from extractors.phrases import phrases
from extractors.pipeline_version import BUILT_IN, missing
from extractors.readings import Reading, Sentence
from extractors.sentences import bounds
from extractors.speakers import Cast

__all__ = ["LIMIT", "build", "read"]

LIMIT = 200_000
"""Characters of an article that are read, about 35,000 words; facts behind them are not found."""

_MOST_TOKENS = 40_000
"""Of a text that is nothing but marks so many are read: the pipeline takes some 12 kB of memory for each."""
_COMPONENTS = (
    "nightdesk_organizations",
    "nightdesk_quotes",
    "nightdesk_percentages",
    "nightdesk_quantities",
    "nightdesk_entities",
)
_SENTENCES_BACK = 2
"""How many sentences before a pronoun may name whom it stands for."""
_CONNECTIVE = re.compile(r"(?:(?:but|and|yet|so|however|meanwhile|still|also)\b,?\s+)?", re.IGNORECASE)
# spaCy's tokenizer takes quadratic time on long runs of punctuation, and cannot store halves of surrogate pairs.
_HALVES = re.compile(r"[\ud800-\udfff]")
_LONG_RUNS = re.compile(r"[^\w\s]{32}|\S{400}")


def build(name: str = "") -> Language:
    """A pipeline that reads articles: the built-in one, or the installed pipeline `name` (or folder), with our
    components around it. Raises ModelError if it does not load."""
    nlp = _load(name) if name else spacy.load(BUILT_IN)
    nlp.add_pipe("nightdesk_sentences", first=True)
    nlp.add_pipe("nightdesk_names", config={"rules": not name})
    for component in _COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def _load(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise missing(name, str(error).splitlines()[0]) from error
    if nlp.lang != "en":
        raise ModelError(f"The language pipeline {name!r} reads {nlp.lang!r}: name one for English ('en').")
    return nlp


def read(nlp: Language, articles: Iterable[Article], batch_size: int = 4) -> Iterator[Reading]:
    """The reading of each article, in order. Any text is read; of a text longer than `LIMIT` its beginning.
    Bigger batches are no faster, and take some 30 MB more for each article of 3,000 words."""
    pairs = ((_document(nlp, article), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield _reading(doc, article)


def _document(nlp: Language, article: Article) -> Doc:
    text = _legible(article.text[:LIMIT])
    doc = nlp.make_doc(text)
    if len(doc) > _MOST_TOKENS:
        doc = nlp.make_doc(text[: doc[_MOST_TOKENS].idx])
    doc._.headline = _legible(article.headline)
    return doc


def _legible(text: str) -> str:
    """`text` with single characters replaced where they could stop the tokenizer; offsets stay."""
    return _LONG_RUNS.sub(lambda run: run[0][:-1] + " ", _HALVES.sub("\ufffd", text))


def _reading(doc: Doc, article: Article) -> Reading:
    return Reading(
        article=article.id,
        sentences=tuple(_sentences(doc, article)),
        percentages=tuple(doc._.percentages),
        quantities=tuple(doc._.quantities),
        organizations=tuple(doc._.organizations),
        names=tuple(doc._.names),
        quotes=tuple(doc._.quotes),
        phrases=tuple(phrases(doc)),
    )


def _sentences(doc: Doc, article: Article) -> Iterator[Sentence]:
    paragraphs = [paragraph.start for paragraph in article.paragraphs]
    text = text_of(doc)
    cast = Cast(text, doc._.names, doc._.organizations, {})
    starts: list[int] = []
    for start, end in bounds(doc):
        earlier = starts[-_SENTENCES_BACK] if len(starts) >= _SENTENCES_BACK else 0
        starts.append(start)
        connective = _CONNECTIVE.match(text, start, end)
        yield Sentence(
            start=start,
            end=end,
            paragraph=max(bisect_right(paragraphs, start) - 1, 0),
            whole=is_whole(doc, start, end),
            person=cast.opening(connective.end() if connective else start, earlier),
        )
