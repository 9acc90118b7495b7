"""What is derived from a digest when it is stored: its entry in the search index, and its organizations.

All of it follows from the stored digests, articles and readings, and is derived again as a whole where the rule has
changed since; a store of an older Nightdesk, which had none of it, is such a case.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date

from sqlalchemy import Connection, delete, func, insert, select, update

from extractors.articles import Article
from extractors.readings import Reading
from store import search_index
from store.appearances import appearances
from store.database import Database, batches
from store.organization_names import forms_of, settle, standing
from store.records import from_json
from store.schema import migrating
from store.tables import (
    appearances as appearance_rows,
)
from store.tables import (
    articles,
    derivations,
    digests,
    organization_aliases,
    organization_facts,
    organization_forms,
    organizations,
    readings,
    search_entries,
)
from summarizer.digests import Digest

RULE = "2"
"""Names how words, organizations and what is theirs are found. Change it with them."""

_TOGETHER = 200
"""Digests that are derived from at a time: as many as fit into little memory."""


class Derivations(Database):
    """Keeps what is derived in step with the rule."""

    def changes(self) -> int:
        """How often what is published has changed: as long as the number is the same, so are all answers about
        editions, digests, organizations and of search."""
        with self.reading() as connection:
            return connection.execute(select(func.sum(derivations.c.changes))).scalar_one() or 0

    def derive_anew(self) -> None:
        """Derives everything from the stored digests where that was done by another rule, or never; one process does
        it, the others wait."""
        with self.reading() as connection:
            if _is_derived(connection):
                return
        with self._border(), migrating(self._writers) as connection:
            if not _is_derived(connection):
                _derive_all(connection)


def note_change(connection: Connection) -> None:
    """Counts a change of what is published."""
    connection.execute(update(derivations).values(changes=derivations.c.changes + 1))


def derive(connection: Connection, ranked: Sequence[tuple[Digest, int | None]]) -> set[str]:
    """Indexes these digests, which have just been stored with their ranks, and notes their organizations. Returns the
    names that must be settled for them."""
    cited = {source.article for digest, _ in ranked for source in digest.sources}
    texts, read = _texts(connection, cited), _readings(connection, cited)
    names: set[str] = set()
    for digest, rank in ranked:
        _derive_one(connection, digest, rank, texts, read)
        names |= forms_of(connection, digest.date, digest.slug)
    return names


def forget(connection: Connection, date: Date, slug: str) -> None:
    """Takes out what is derived from a digest; its organizations' names are to be settled then."""
    search_index.remove(connection, date, slug)
    this = (appearance_rows.c.date == date, appearance_rows.c.slug == slug)
    connection.execute(delete(appearance_rows).where(*this))


def _derive_one(
    connection: Connection, digest: Digest, rank: int | None, texts: Mapping[str, str], read: Mapping[str, Reading]
) -> None:
    found = appearances(digest, read)
    spans = dict.fromkeys((item.article, item.start, item.end) for item in digest.evidence())
    passages = (texts[article][start:end] for article, start, end in spans if article in texts)
    forms = [one for item in found for one in (item.form, *item.aliases)]
    search_index.put(connection, digest, search_index.entry(digest, rank, passages, forms))
    this = {"date": digest.date, "slug": digest.slug}
    known = standing(connection, [item.form for item in found])
    rows = [
        {**this, "form": item.form, "name": item.name, "organization": known.get(item.form, item.form)}
        for item in found
    ]
    named = [
        {**this, "form": item.form, "alias": alias, "name": name}
        for item in found
        for alias, name in item.aliases.items()
    ]
    facts = [
        {**this, "form": item.form, "kind": kind, "position": position, "organization": known.get(item.form, item.form)}
        for item in found
        for kind, positions in (("figure", item.figures), ("quotation", item.quotations))
        for position in positions
    ]
    for table, values in ((appearance_rows, rows), (organization_aliases, named), (organization_facts, facts)):
        if values:
            connection.execute(insert(table), values)


def _texts(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in batches(sorted(ids)):
        rows = connection.execute(select(articles.c.id, articles.c.record).where(articles.c.id.in_(batch)))
        found.update((row.id, from_json(Article, row.record).text) for row in rows)
    return found


def _readings(connection: Connection, ids: Iterable[str]) -> dict[str, Reading]:
    """Of several readings of an article the one by the pipeline whose name comes last."""
    found: dict[str, Reading] = {}
    for batch in batches(sorted(ids)):
        question = select(readings.c.article, readings.c.record).where(readings.c.article.in_(batch))
        records = {row.article: row.record for row in connection.execute(question.order_by(readings.c.pipeline))}
        found.update((id, from_json(Reading, record)) for id, record in records.items())
    return found


def _is_derived(connection: Connection) -> bool:
    return connection.execute(select(derivations.c.rule)).scalars().all() == [RULE]


def _derive_all(connection: Connection) -> None:
    before = connection.execute(select(func.coalesce(func.max(derivations.c.changes), 0))).scalar_one()
    for table in (search_entries, organization_aliases, organization_facts, appearance_rows):
        connection.execute(delete(table))
    for table in (organization_forms, organizations, derivations):
        connection.execute(delete(table))
    keys = connection.execute(
        select(digests.c.date, digests.c.slug, digests.c.rank).order_by(digests.c.date, digests.c.slug)
    )
    listed = keys.all()
    names: set[str] = set()
    for start in range(0, len(listed), _TOGETHER):
        part = listed[start : start + _TOGETHER]
        ranked = []
        for row in part:
            this = (digests.c.date == row.date, digests.c.slug == row.slug)
            record = connection.execute(select(digests.c.record).where(*this)).scalar_one()
            ranked.append((from_json(Digest, record), row.rank))
        names |= derive(connection, ranked)
    settle(connection, names)
    # A number that no earlier state had, so that nothing that was kept by it is taken for the present state.
    connection.execute(insert(derivations), {"rule": RULE, "changes": before + 1})
