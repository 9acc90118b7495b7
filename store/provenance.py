"""What each edition was made of, so that it can be made again."""

import zlib
from collections.abc import Mapping
from datetime import date as Date
from datetime import datetime

from pydantic import BaseModel, JsonValue
from sqlalchemy import ColumnElement, Connection, delete, select, update

from store.database import Database, upsert
from store.records import from_json, to_json
from store.tables import editions, provenance


class MadeWith(BaseModel, frozen=True, extra="forbid"):
    """What made an edition."""

    versions: Mapping[str, str]
    """Of Nightdesk, of its parts and of the libraries whose results are in an edition, by name."""
    configuration: Mapping[str, JsonValue]
    """The values that are in an edition, by key ("writer.most_words")."""


class Inputs(BaseModel, frozen=True, extra="forbid"):
    """What an edition was made of, beside the stored articles and readings themselves."""

    since: datetime
    until: datetime
    most_stories: int
    pipeline: str
    """The readings that were used are those of this version of the language pipeline."""
    articles: tuple[str, ...]
    """Ids of the articles that were grouped, in their order."""
    told_as: Mapping[str, str]
    """The story that earlier editions told an article in, by article id."""
    told_on: Mapping[str, tuple[Date, ...]]
    """The dates of earlier editions that have a digest of a story, by story id."""
    earlier_articles: int
    """How many articles of earlier days said how common terms are,"""
    frequencies: Mapping[str, int]
    """and how many of those had each term of the articles that were grouped."""
    pictures: Mapping[str, str] = {}
    """Stored lead images, by article id."""
    editions: Mapping[Date, str] = {}
    """The earlier editions whose digests could be related ones: the fingerprint of each."""


class Provenance(Database):
    """Questions about what editions were made of."""

    def save_provenance(self, date: Date, run: str, made_with: MadeWith, inputs: Inputs) -> None:
        """Keeps what a run makes the edition of `date` of, until it is published or another one is."""
        row = {
            "date": date,
            "run": run,
            "published": False,
            "made_with": to_json(made_with),
            "inputs": zlib.compress(to_json(inputs).encode()),
        }
        with self.writing() as connection:
            upsert(connection, provenance, [row], replace=("published", "made_with", "inputs"))

    def run_provenance(self, date: Date, run: str) -> tuple[MadeWith, Inputs | None] | None:
        """What that run makes the edition of `date` of; None where it hasn't said."""
        return self._provenance(date, provenance.c.run == run)

    def provenance(self, date: Date) -> tuple[MadeWith, Inputs | None] | None:
        """What the published edition of `date` was made with and made of; None where nothing is kept of it, None in
        place of the second where that has aged out."""
        return self._provenance(date, provenance.c.published.is_(True))

    def edition_fingerprints(self, *, since: Date, before: Date) -> dict[Date, str]:
        """What names the content of each edition from `since` (inclusive) to `before` (exclusive)."""
        question = select(editions.c.date, editions.c.fingerprint).where(
            editions.c.date >= since, editions.c.date < before
        )
        with self.reading() as connection:
            return {row.date: row.fingerprint for row in connection.execute(question.order_by(editions.c.date))}

    def _provenance(self, date: Date, condition: ColumnElement[bool]) -> tuple[MadeWith, Inputs | None] | None:
        question = select(provenance.c.made_with, provenance.c.inputs).where(provenance.c.date == date, condition)
        with self.reading() as connection:
            row = connection.execute(question).one_or_none()
        if row is None:
            return None
        inputs = from_json(Inputs, zlib.decompress(row.inputs).decode()) if row.inputs else None
        return from_json(MadeWith, row.made_with), inputs


def settle_provenance(connection: Connection, date: Date, run: str, *, published: bool) -> None:
    """Makes what `run` said the provenance of the edition of `date`, if that was `published` or none has one; forgets
    what all other runs said."""
    of_date, own = provenance.c.date == date, provenance.c.run == run
    kept = select(provenance.c.run).where(of_date, provenance.c.published.is_(True))
    standing = None if published else connection.execute(kept).scalar_one_or_none()
    connection.execute(delete(provenance).where(of_date, ~own if standing is None else provenance.c.run != standing))
    connection.execute(update(provenance).where(of_date).values(published=True))
