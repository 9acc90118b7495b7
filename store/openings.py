"""What an edition shows of its digests, kept beside each record: a page of thirty needs no thirty whole digests."""

from collections.abc import Iterable
from datetime import date as Date
from typing import Self

from pydantic import BaseModel
from sqlalchemy import case, select

from extractors.subscriptions import Category
from store.database import Database
from store.records import from_json
from store.tables import digests, editions
from summarizer.digests import Digest, Edition, KeyFigure, Statement
from summarizer.stories import Evidence


class DigestOpening(BaseModel, frozen=True, extra="forbid"):
    """How a digest begins, and how much it is."""

    date: Date
    slug: str
    headline: str
    category: Category
    lead: Statement | None
    """The first statement of its TL;DR."""
    sources: dict[str, int]
    """The numbers of the articles that the lead cites."""
    figure: KeyFigure | None
    """The first of its key figures that does not stand in the lead already."""
    new: int
    """How many statements say what the last edition that told the story did not have."""
    words: int
    outlets: int
    voices: int

    @classmethod
    def of(cls, digest: Digest) -> Self:
        """The opening of a digest."""
        lead = digest.tldr[0] if digest.tldr else None
        cited = {item.article for item in lead.evidence} if lead else set()
        return cls(
            date=digest.date,
            slug=digest.slug,
            headline=digest.headline,
            category=digest.category,
            lead=lead,
            sources={source.article: source.number for source in digest.sources if source.article in cited},
            figure=next((row for row in digest.key_figures if lead is None or row.figure not in lead.text), None),
            new=len(digest.new),
            words=digest.words,
            outlets=digest.outlets,
            voices=digest.voices,
        )

    def numbers(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """As `Digest.numbers`, for evidence of the lead."""
        return tuple(sorted({self.sources[item.article] for item in evidence}))


class EditionOpening(BaseModel, frozen=True, extra="forbid"):
    """An edition with the openings of its digests."""

    edition: Edition
    """Without digests."""
    digests: tuple[DigestOpening, ...]
    """By rank."""


class Openings(Database):
    """Questions about editions as a whole."""

    def edition_opening(self, date: Date) -> EditionOpening | None:
        """The edition of that date with the openings of its digests; None where none is."""
        # Digests that were stored before openings were have none.
        whole = case((digests.c.opening.is_(None), digests.c.record)).label("whole")
        ranked = select(digests.c.opening, whole).where(digests.c.date == date, digests.c.rank.is_not(None))
        with self.reading() as connection:
            record = connection.execute(select(editions.c.record).where(editions.c.date == date)).scalar_one_or_none()
            if record is None:
                return None
            told = connection.execute(ranked.order_by(digests.c.rank)).all()
        return EditionOpening(
            edition=from_json(Edition, record),
            digests=tuple(
                from_json(DigestOpening, row.opening)
                if row.whole is None
                else DigestOpening.of(from_json(Digest, row.whole))
                for row in told
            ),
        )
