"""The index that search asks: which words stand in which digest and its evidence.

SQLite keeps it in an FTS5 table, PostgreSQL in a tsvector with a GIN index; both get the words of `store.words`, so
that neither's own way with words matters. An entry's number grows with the date and falls with the rank, so that
"newest first" and "from … to …" are questions of the number alone, which the index answers by itself.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import chain

from sqlalchemy import Connection, delete, insert, text

from store.tables import search_entries
from store.words import Term, forms
from summarizer.digests import Digest

_BITS = 41  # of a number, below those of the date
_MOST_CHARACTERS = 60_000
"""Of each part of an entry. PostgreSQL bounds a tsvector to 1 MB, however long the words are."""
_MOST_POSITIONS = 255  # of a word, and
_LAST_POSITION = 16_383  # in PostgreSQL's tsvector
_MARK = "§"  # begins keys and stands between texts; no word of a query holds it
_WEIGHTS = "ABC"
_COLUMNS = ("headline", "digest", "passages")
EVERY = f"{_MARK}every"
"""The key that all entries have."""


@dataclass(frozen=True)
class Entry:
    """What is indexed of a digest: words in the places where they stand, the most telling place first."""

    number: int
    places: tuple[tuple[str, ...], ...]
    """The stems of headline, digest and passages."""
    keys: tuple[str, ...]
    """The beginnings' place, and what is filtered by."""


def numbers(since: Date | None, until: Date | None) -> tuple[int, int]:
    """First and last number of the digests of these dates, both inclusive."""
    return (since or Date.min).toordinal() << _BITS, (((until or Date.max).toordinal() + 1) << _BITS) - 1


def entry(digest: Digest, rank: int | None, passages: Iterable[str], organizations: Iterable[str]) -> Entry:
    """The entry of a digest, with the cited passages of its sources and its organizations' forms."""
    told = (
        *(statement.text for statement in digest.statements()),
        *(section.heading for section in digest.sections),
        *(quotation.words for quotation in digest.quotations),
        *(part for quotation in digest.quotations for part in (quotation.speaker, quotation.role)),
        *(part for figure in digest.key_figures for part in (figure.figure, figure.measures, figure.attribution)),
    )
    sources = chain.from_iterable((source.outlet, source.headline) for source in digest.sources)
    texts = ((digest.headline,), told, (*passages, *sources))
    stems, beginnings, known = [], [], set[str]()
    for place, parts in enumerate(texts):
        written = [forms(part) for part in _bounded(parts)]
        stems.append(tuple(chain.from_iterable((*(stem for _, stem in part), _MARK) for part in written))[:-1])
        folded = {word for part in written for word, _ in part} - known
        beginnings += [f"{_MARK}{place}{word}" for word in sorted(folded)]
        known |= folded
    filters = [
        EVERY,
        key("category", digest.category.value),
        *sorted({key("outlet", source.outlet) for source in digest.sources}),
        *sorted({key("organization", form) for form in organizations}),
    ]
    return Entry(_number(digest.date, digest.slug, rank), tuple(stems), (*beginnings, *filters))


def key(kind: str, value: str) -> str:
    """The word that stands for something to filter by."""
    told = " ".join(folded for folded, _ in forms(value)) or value
    name = hashlib.sha256(f"{kind}:{told}".encode(errors="replace")).hexdigest()[:20]
    return f"{_MARK}k{name}"


def put(connection: Connection, digest: Digest, indexed: Entry) -> None:
    """Indexes a digest that has no entry."""
    row = {"number": indexed.number, "date": digest.date, "slug": digest.slug}
    connection.execute(insert(search_entries), row)
    if connection.dialect.name == "sqlite":
        columns = {name: " ".join(stems) for name, stems in zip(_COLUMNS, indexed.places, strict=True)}
        statement = (
            "INSERT INTO search_index (rowid, headline, digest, passages, keys) "
            "VALUES (:number, :headline, :digest, :passages, :keys)"
        )
        values = {"number": indexed.number, **columns, "keys": " ".join(indexed.keys)}
        connection.execute(text(statement), values)
    else:
        statement = "INSERT INTO search_index (number, terms) VALUES (:number, CAST(:terms AS tsvector))"
        connection.execute(text(statement), {"number": indexed.number, "terms": _vector(indexed)})


def remove(connection: Connection, date: Date, slug: str) -> None:
    """Takes a digest's entry out; what the index holds goes with it."""
    connection.execute(delete(search_entries).where(search_entries.c.date == date, search_entries.c.slug == slug))


def newest(
    connection: Connection,
    asked: Sequence[Term],
    keys: Sequence[Sequence[str]],
    between: tuple[int, int],
    *,
    most: int,
    limit: int,
    offset: int,
) -> tuple[list[int], int]:
    """The numbers of the entries that have all terms and, of each group of `keys`, at least one: those with all terms
    in the headline first, then in the digest, then in its evidence; the newest first within each. Only the `most`
    newest of each are looked at; the count of all those comes with them."""
    places = range(1, len(_COLUMNS) + 1) if asked else range(1, 2)
    # One MATCH and its filters are the same question for every place; only the words' place differs.
    sqlite = connection.dialect.name == "sqlite"
    part = _SQLITE_PART if sqlite else _POSTGRESQL_PART
    question = (_sqlite_question if sqlite else _postgresql_question)(asked, keys)
    union = " UNION ALL ".join(part.format(place=place) for place in places)
    found = connection.execute(
        text(
            f"SELECT number, COUNT(*) OVER () AS matching FROM ({union}) AS found "  # noqa: S608  placeholders only
            "GROUP BY number ORDER BY MIN(place), number DESC LIMIT :limit OFFSET :offset"
        ),
        {
            **{f"question{place}": question[place] for place in places},
            "first": between[0],
            "last": between[1],
            "most": most,
            "limit": limit,
            "offset": offset,
        },
    ).all()
    return [row.number for row in found], found[0].matching if found else 0


_SQLITE_PART = (
    "SELECT * FROM (SELECT rowid AS number, {place} AS place FROM search_index WHERE search_index MATCH "
    ":question{place} AND rowid BETWEEN :first AND :last ORDER BY rowid DESC LIMIT :most)"
)
_POSTGRESQL_PART = (
    "SELECT * FROM (SELECT number, {place} AS place FROM search_index WHERE terms @@ CAST(:question{place} AS tsquery) "
    "AND number BETWEEN :first AND :last ORDER BY number DESC LIMIT :most) AS part{place}"
)


def _sqlite_question(asked: Sequence[Term], keys: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """FTS5's query for each place. Everything stands in quotation marks, within which nothing is an operator."""
    filters = [f"keys : ({' OR '.join(map(_quoted, group))})" for group in keys]
    questions = {}
    for place in range(1, len(_COLUMNS) + 1):
        columns = " ".join(_COLUMNS[:place])
        parts = [
            f"keys : ({' OR '.join(_quoted(beginning) + ' *' for beginning in _beginnings(term, place))})"
            if term.prefix
            else f"{{{columns}}} : {_quoted(' '.join(term.stems))}"
            for term in asked
        ]
        questions[place] = " AND ".join(f"({part})" for part in (*parts, *filters))
    return questions


def _postgresql_question(asked: Sequence[Term], keys: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """PostgreSQL's tsquery for each place."""
    filters = [" | ".join(f"'{name}'" for name in group) for group in keys]
    questions = {}
    for place in range(1, len(_COLUMNS) + 1):
        weights = _WEIGHTS[:place]
        parts = [
            " | ".join(f"'{beginning}':*" for beginning in _beginnings(term, place))
            if term.prefix
            else " <-> ".join(f"'{stem}':{weights}" for stem in term.stems)
            for term in asked
        ]
        questions[place] = " & ".join(f"({part})" for part in (*parts, *filters))
    return questions


def _beginnings(term: Term, places: int) -> list[str]:
    return [f"{_MARK}{place}{term.prefix}" for place in range(places)]


def _quoted(words: str) -> str:
    return f'"{words}"'


def _vector(indexed: Entry) -> str:
    """The entry as PostgreSQL writes a tsvector: each word with its positions, and their place as a weight."""
    positions: dict[str, list[str]] = {}
    at = 0
    for weight, stems in zip(_WEIGHTS, indexed.places, strict=True):
        for stem in stems:
            at += 1
            if stem != _MARK and len(known := positions.setdefault(stem, [])) < _MOST_POSITIONS:
                known.append(f"{min(at, _LAST_POSITION)}{weight}")
        at += 1
    placed = (f"'{stem}':{','.join(listed)}" for stem, listed in positions.items())
    return " ".join((*placed, *(f"'{name}'" for name in indexed.keys)))


def _bounded(parts: Iterable[str]) -> list[str]:
    left = _MOST_CHARACTERS
    kept = []
    for part in parts:
        kept.append(part[:left])
        left -= len(part) + 1
        if left <= 0:
            break
    return kept


def _number(date: Date, slug: str, rank: int | None) -> int:
    """Ranked digests in the upper half of their date's numbers; those asked for by hand have no order among each other,
    and below a trillion of them their slugs' hashes differ."""
    half = 1 << (_BITS - 1)
    if rank is None:
        within = int.from_bytes(hashlib.sha256(slug.encode(errors="replace")).digest()[:5]) % half
    else:
        within = 2 * half - 1 - rank
    return (date.toordinal() << _BITS) + within
