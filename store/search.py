"""Search over digests and their evidence."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date

from pydantic import BaseModel
from sqlalchemy import Connection, select

from extractors.articles import Article, Span
from extractors.subscriptions import Category
from store import search_index
from store.database import Database
from store.records import from_json
from store.tables import articles, digests, organization_forms, search_entries
from store.words import Term, matches, standing, terms
from summarizer.digests import Digest, Source
from summarizer.stories import Evidence

MOST_FOUND = 500
"""A search ranks as many of the newest digests that match; older ones are found by dates. It bounds what the commonest
of words costs, however many editions there are."""

_MOST_FORMS = 100
_LONGEST_TEXT = 320
_LEAD = 80  # characters before the first match, in a text that is cut
_PASSAGES = 3


class Marked(BaseModel, frozen=True, extra="forbid"):
    """Words, and where in them the query's terms stand."""

    text: str
    matches: tuple[Span, ...] = ()
    """Offsets into `text`, in order, without overlap."""


class Passage(BaseModel, frozen=True, extra="forbid"):
    """Words of a source that the digest cites."""

    source: Source
    start: int
    end: int
    """Offsets of the whole passage into the article's text."""
    words: Marked


class Hit(BaseModel, frozen=True, extra="forbid"):
    """A digest that has all terms of a query, in its own words or its evidence."""

    date: Date
    slug: str
    category: Category
    outlets: int
    headline: Marked
    snippet: Marked
    """The part of the digest that has the most of the terms."""
    passages: tuple[Passage, ...] = ()
    """Up to three cited passages with the terms, those with the most first; none that the snippet repeats."""


class Found(BaseModel, frozen=True, extra="forbid"):
    """One page of what a search found."""

    hits: tuple[Hit, ...]
    total: int
    """Digests found, at most `MOST_FOUND`."""
    complete: bool
    """Whether these are all; otherwise older ones are left out."""


class Search(Database):
    """The one question of search."""

    def search(
        self,
        query: str,
        *,
        category: Category | None = None,
        outlet: str = "",
        organization: str = "",
        since: Date | None = None,
        until: Date | None = None,
        limit: int,
        offset: int = 0,
    ) -> Found:
        """The digests that have all of the words, "phrases" and beginnings* of the query in headline, text or evidence:
        with all in the headline first, then with all in its own text; within that the newest first, then by rank.

        Any text is a query; one without words finds whatever the filters let through. `outlet` is the name of an outlet
        among the sources, `organization` the slug of an organization; `since` and `until` are dates of editions, both
        inclusive. With neither words nor filters nothing is found.
        """
        asked = terms(query)
        named = [(kind, value) for kind, value in (("category", category), ("outlet", outlet.strip())) if value]
        filtered = bool(named or organization or since or until)
        if not asked and (query.strip() or not filtered):
            return Found(hits=(), total=0, complete=True)
        keys = [[search_index.key(kind, value)] for kind, value in named]
        between = search_index.numbers(since, until)
        with self.reading() as connection:
            if organization:
                keys.append([search_index.key("organization", form) for form in _forms(connection, organization)])
            if not asked and not keys:
                keys.append([search_index.EVERY])
            listed, total = search_index.newest(
                connection, asked, keys, between, most=MOST_FOUND + 1, limit=limit, offset=min(offset, MOST_FOUND)
            )
            hits = tuple(_hits(connection, listed, asked))
        return Found(hits=hits, total=min(total, MOST_FOUND), complete=total <= MOST_FOUND)


def _forms(connection: Connection, organization: str) -> list[str]:
    """All names that stand for the same organization as this one."""
    forms = organization_forms
    slug = select(forms.c.organization).where(forms.c.form == organization).scalar_subquery()
    question = select(forms.c.form).where(forms.c.organization == slug).order_by(forms.c.form).limit(_MOST_FORMS)
    return list(connection.execute(question).scalars()) or [organization]


def _hits(connection: Connection, numbers: Sequence[int], asked: Sequence[Term]) -> Iterator[Hit]:
    entries = search_entries
    question = (
        select(entries.c.number, digests.c.record)
        .join(digests, (digests.c.date == entries.c.date) & (digests.c.slug == entries.c.slug))
        .where(entries.c.number.in_(numbers))
    )
    told = {row.number: from_json(Digest, row.record) for row in connection.execute(question)}
    cited = {source.article for digest in told.values() for source in digest.sources} if asked else ()
    records = connection.execute(select(articles.c.id, articles.c.record).where(articles.c.id.in_(sorted(cited))))
    texts = {row.id: from_json(Article, row.record).text for row in records}
    for number in numbers:
        digest = told[number]
        snippet = _best(asked, _parts(digest))
        yield Hit(
            date=digest.date,
            slug=digest.slug,
            category=digest.category,
            outlets=digest.outlets,
            headline=marked(asked, digest.headline),
            snippet=marked(asked, snippet),
            passages=tuple(_passages(asked, digest, texts, besides=snippet)),
        )


def _parts(digest: Digest) -> list[str]:
    """What a snippet may show, in reading order."""
    statements = [statement.text for statement in digest.statements()]
    return list(dict.fromkeys((*statements, *(quotation.words for quotation in digest.quotations)))) or [""]


def _best(asked: Sequence[Term], texts: Sequence[str]) -> str:
    """The first of the texts with the most terms."""
    best, most = texts[0], -1
    for text in texts if asked else ():
        if (count := len(standing(asked, text))) > most:
            best, most = text, count
        if most == len(asked):
            break
    return best


def _passages(asked: Sequence[Term], digest: Digest, texts: dict[str, str], *, besides: str) -> Iterator[Passage]:
    sources = {source.article: source for source in digest.sources}
    known = {" ".join(besides.split())}
    ranked: list[tuple[int, int, Evidence, str]] = []
    whole = 0
    for item in dict.fromkeys(digest.evidence()):
        if whole == _PASSAGES:  # no later one comes before these
            break
        words = item.of(texts.get(item.article, ""))
        found = standing(asked, words)
        plain = " ".join(words.split())
        if found and plain not in known:
            known.add(plain)
            whole += len(found) == len(asked)
            ranked.append((-len(found), len(ranked), item, words))
    for _, _, item, words in sorted(ranked, key=lambda one: one[:2])[:_PASSAGES]:
        yield Passage(source=sources[item.article], start=item.start, end=item.end, words=marked(asked, words))


def marked(asked: Sequence[Term], text: str) -> Marked:
    """`text` with its matches; a long one is cut to about its first match, at spaces where there are any."""
    spans = _joined(span for found in matches(asked, text).values() for span in found)
    start, end = _cut(text, spans[0].start if spans else 0)
    before = "… " if start else ""
    shift = len(before) - start
    kept = (
        Span(start=span.start + shift, end=span.end + shift) for span in spans if start <= span.start < span.end <= end
    )
    return Marked(text=f"{before}{text[start:end]}{' …' if end < len(text) else ''}", matches=tuple(kept))


def _joined(spans: Iterable[tuple[int, int]]) -> list[Span]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [Span(start=start, end=end) for start, end in joined]


def _cut(text: str, first: int) -> tuple[int, int]:
    if len(text) <= _LONGEST_TEXT:
        return 0, len(text)
    start = max(0, min(first - _LEAD, len(text) - _LONGEST_TEXT))
    end = min(len(text), start + _LONGEST_TEXT)
    space = text.find(" ", start, first) if start else -1
    last = text.rfind(" ", first, end) if end < len(text) else -1
    return (space + 1 if space >= 0 else start), (last if last > first else end)
