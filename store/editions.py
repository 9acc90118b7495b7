"""Editions and their digests."""

import hashlib
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, select, update

from extractors.errors import StoreError
from extractors.subscriptions import Category
from store.database import Database, upsert
from store.derivations import derive, forget, note_change
from store.openings import DigestOpening
from store.organization_names import forms_of, settle
from store.provenance import settle_provenance
from store.records import from_json, to_json
from store.tables import citations, digests, editions, memberships
from summarizer.digests import Digest, Edition
from summarizer.stories import Story


class EditionSummary(BaseModel, frozen=True, extra="forbid"):
    """One line of the list of editions."""

    date: Date
    headline: str
    """Of the first digest; empty where the edition has none."""
    digests: int
    published_at: datetime
    revision: int
    """1 when it was first published, one more each time its content changed."""


class DigestSummary(BaseModel, frozen=True, extra="forbid"):
    """One line of a list of digests."""

    date: Date
    slug: str
    story: str
    headline: str
    tldr: str
    category: Category
    outlets: int


class EditionOutline(BaseModel, frozen=True, extra="forbid"):
    """An edition without the texts of its digests: enough to find one's way in it."""

    edition: Edition
    """Without digests."""
    digests: tuple[DigestSummary, ...]
    """By rank."""
    published_at: datetime
    revision: int
    """As `EditionSummary.revision`."""


class Editions(Database):
    """Questions about what was published."""

    def publish(self, edition: Edition, stories: Sequence[Story], *, at: datetime, run: str = "") -> bool:
        """Makes this the edition of its date, with the stories that it grouped, whole or not at all; what it cites must
        be stored. What `run` said that it makes it of becomes its provenance. Returns False, and changes nothing of the
        edition, where exactly this is published already."""
        record = to_json(edition.model_copy(update={"digests": ()}))
        row = {
            "date": edition.date,
            "record": record,
            "fingerprint": _fingerprint([record, *map(to_json, edition.digests), *map(to_json, stories)]),
            "published_at": at,
            "revision": 0,
        }
        grouped = [
            {"date": edition.date, "story": story.id, "article": article}
            for story in stories
            for article in story.articles
        ]
        with self.writing() as connection:
            is_new = _put_edition(connection, row)
            settle_provenance(connection, edition.date, run, published=is_new)
            if not is_new:
                return False
            names = forms_of(connection, edition.date)
            connection.execute(delete(digests).where(digests.c.date == edition.date, digests.c.rank.is_not(None)))
            for rank, digest in enumerate(edition.digests, start=1):
                if not _put_digest(connection, edition.date, rank, digest):
                    raise StoreError(f"The edition of {edition.date} has two digests with the slug {digest.slug!r}.")
            names |= derive(connection, [(digest, rank) for rank, digest in enumerate(edition.digests, start=1)])
            settle(connection, names)
            connection.execute(delete(memberships).where(memberships.c.date == edition.date))
            upsert(connection, memberships, grouped)
            note_change(connection)
        return True

    def edition(self, date: Date) -> Edition | None:
        """The edition of that date, equal to the one published; None where none is."""
        ranked = select(digests.c.record).where(digests.c.date == date, digests.c.rank.is_not(None))
        with self.reading() as connection:
            record = connection.execute(select(editions.c.record).where(editions.c.date == date)).scalar_one_or_none()
            if record is None:
                return None
            told = connection.execute(ranked.order_by(digests.c.rank)).scalars()
            return from_json(Edition, record).model_copy(
                update={"digests": tuple(from_json(Digest, text) for text in told)}
            )

    def edition_outline(self, date: Date) -> EditionOutline | None:
        """The edition of that date without the texts of its digests; None where none is."""
        shown = (editions.c.record, editions.c.published_at, editions.c.revision)
        ranked = _digest_summaries(digests.c.date == date, digests.c.rank.is_not(None))
        with self.reading() as connection:
            row = connection.execute(select(*shown).where(editions.c.date == date)).one_or_none()
            if row is None:
                return None
            return EditionOutline(
                edition=from_json(Edition, row.record),
                digests=tuple(DigestSummary(**told) for told in connection.execute(ranked).mappings()),
                published_at=row.published_at,
                revision=row.revision,
            )

    def edition_timezone(self, date: Date) -> str | None:
        """IANA name of the zone that the edition of that date belongs to; None where none is."""
        with self.reading() as connection:
            record = connection.execute(select(editions.c.record).where(editions.c.date == date)).scalar_one_or_none()
        return from_json(Edition, record).timezone if record else None

    def editions(self, *, limit: int, offset: int = 0) -> tuple[EditionSummary, ...]:
        """The published editions, newest first."""
        newest = select(editions.c.date).order_by(editions.c.date.desc()).limit(limit).offset(offset).subquery()
        question = _edition_summaries().join(newest, newest.c.date == editions.c.date)
        with self.reading() as connection:
            rows = connection.execute(question.order_by(editions.c.date.desc())).mappings()
            return tuple(EditionSummary(**row) for row in rows)

    def edition_summary(self, date: Date) -> EditionSummary | None:
        """When the edition of that date was published, and which revision it is; None where none is."""
        with self.reading() as connection:
            row = connection.execute(_edition_summaries().where(editions.c.date == date)).mappings().one_or_none()
        return EditionSummary(**row) if row else None

    def save_digest(self, digest: Digest) -> bool:
        """Stores a digest that was asked for by hand, outside any edition; an earlier one of its date and slug makes
        way. Returns False, and changes nothing, where that slug belongs to a digest of the edition of its date."""
        with self.writing() as connection:
            names = forms_of(connection, digest.date, digest.slug)
            if not _put_digest(connection, digest.date, None, digest):
                return False
            settle(connection, names | derive(connection, [(digest, None)]))
            note_change(connection)
            return True

    def digest(self, date: Date, slug: str) -> Digest | None:
        """The digest of that name, of the edition or asked for by hand; None where there is none."""
        question = select(digests.c.record).where(digests.c.date == date, digests.c.slug == slug)
        with self.reading() as connection:
            record = connection.execute(question).scalar_one_or_none()
        return from_json(Digest, record) if record else None

    def digests_of_story(self, story_id: str, *, before: Date) -> tuple[Digest, ...]:
        """The digests in which editions earlier than `before` told the story, newest first."""
        return self._whole(digests.c.story == story_id, digests.c.date < before)

    def latest_digests(self, *, before: Date, limit: int) -> tuple[Digest, ...]:
        """The latest digests of editions earlier than `before`, newest first, within a date by rank."""
        return self._whole(digests.c.date < before, limit=limit)

    def _whole(self, *conditions: ColumnElement[bool], limit: int | None = None) -> tuple[Digest, ...]:
        """The digests of editions that meet the conditions, newest first, within a date by rank."""
        question = (
            select(digests.c.record)
            .where(digests.c.rank.is_not(None), *conditions)
            .order_by(digests.c.date.desc(), digests.c.rank)
            .limit(limit)
        )
        with self.reading() as connection:
            return tuple(from_json(Digest, record) for record in connection.execute(question).scalars())

    def told_digests(self, story_id: str, *, limit: int, offset: int = 0) -> tuple[DigestSummary, ...]:
        """The digests in which editions told the story, newest first."""
        return self._listed(limit, offset, digests.c.rank.is_not(None), digests.c.story == story_id)

    def published_counts(self) -> tuple[int, int]:
        """How many editions are published, and how many digests they have."""
        ranked = select(func.count()).select_from(digests).where(digests.c.rank.is_not(None))
        with self.reading() as connection:
            counted = connection.execute(select(func.count()).select_from(editions)).scalar_one()
            return counted, connection.execute(ranked).scalar_one()

    def recent_digests(
        self, *, before: Date | None = None, category: Category | None = None, limit: int, offset: int = 0
    ) -> tuple[DigestSummary, ...]:
        """The digests of editions (earlier than `before`, of that category), newest first, within a date by rank."""
        conditions: list[ColumnElement[bool]] = [digests.c.rank.is_not(None)]
        if before is not None:
            conditions.append(digests.c.date < before)
        if category is not None:
            conditions.append(digests.c.category == category.value)
        return self._listed(limit, offset, *conditions)

    def asked_digests(self, *, limit: int, offset: int = 0) -> tuple[DigestSummary, ...]:
        """The digests that were asked for by hand, newest date first, within it by slug."""
        return self._listed(limit, offset, digests.c.rank.is_(None))

    def _listed(self, limit: int, offset: int, *conditions: ColumnElement[bool]) -> tuple[DigestSummary, ...]:
        """A part of the digests that meet the conditions. It is found in the indexes alone; rows hold whole records,
        and to pass over many of them would take as long as to read them."""
        column = digests.c
        keys = select(column.date, column.slug).where(*conditions)
        ordered = keys.order_by(column.date.desc(), column.rank, column.slug).limit(limit).offset(offset)
        part = ordered.subquery()
        question = _digest_summaries().join(part, (part.c.date == column.date) & (part.c.slug == column.slug))
        with self.reading() as connection:
            return tuple(DigestSummary(**row) for row in connection.execute(question).mappings())


def _fingerprint(records: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(records).encode()).hexdigest()


def _put_edition(connection: Connection, row: dict[str, Any]) -> bool:
    """Whether it differs from what is published; if so, it takes that place. The row is locked from here on, so that of
    two processes with the same edition one finds it published."""
    replace = ("record", "fingerprint", "published_at")
    is_new = upsert(
        connection, editions, [row], replace=replace, where=lambda new: editions.c.fingerprint != new.fingerprint
    )
    if is_new:
        this = editions.c.date == row["date"]
        connection.execute(update(editions).where(this).values(revision=editions.c.revision + 1))
    return bool(is_new)


def _put_digest(connection: Connection, date: Date, rank: int | None, digest: Digest) -> bool:
    """Whether it could be stored: a digest that has a rank keeps its place."""
    row = {
        "date": date,
        "slug": digest.slug,
        "rank": rank,
        "story": digest.story,
        "category": digest.category.value,
        "headline": digest.headline,
        "tldr": " ".join(statement.text for statement in digest.tldr),
        "outlets": digest.outlets,
        "picture": digest.picture.image if digest.picture else None,
        "record": to_json(digest),
        "opening": to_json(DigestOpening.of(digest)),
    }
    if not upsert(connection, digests, [row], replace=tuple(row), where=lambda _: digests.c.rank.is_(None)):
        return False
    connection.execute(delete(citations).where(citations.c.date == date, citations.c.slug == digest.slug))
    forget(connection, date, digest.slug)
    cited = [{"date": date, "slug": digest.slug, "article": source.article} for source in digest.sources]
    upsert(connection, citations, cited)
    return True


def _edition_summaries() -> Select[Any]:
    first = and_(digests.c.date == editions.c.date, digests.c.rank == 1)
    count = select(func.max(digests.c.rank)).where(digests.c.date == editions.c.date)  # one look into the index
    return (
        select(
            editions.c.date,
            func.coalesce(digests.c.headline, "").label("headline"),
            func.coalesce(count.correlate(editions).scalar_subquery(), 0).label("digests"),
            editions.c.published_at,
            editions.c.revision,
        )
        .select_from(editions)
        .outerjoin(digests, first)
    )


def _digest_summaries(*conditions: ColumnElement[bool]) -> Select[Any]:
    shown = [digests.c[name] for name in DigestSummary.model_fields]
    return select(*shown).where(*conditions).order_by(digests.c.date.desc(), digests.c.rank, digests.c.slug)
