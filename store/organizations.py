"""Organizations: where they appeared, their figures, and what was said for them."""

import json
from datetime import date as Date
from itertools import groupby
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from extractors.subscriptions import Category
from store.database import Database
from store.editions import DigestSummary
from store.records import from_json
from store.tables import appearances, digests, organization_facts, organization_forms, organizations
from summarizer.digests import KeyFigure, Quotation, Source


class OrganizationSummary(BaseModel, frozen=True, extra="forbid"):
    """An organization, and how often it appeared."""

    slug: str
    """Names it; safe in a URL and a file name."""
    name: str
    aliases: tuple[str, ...]
    """Other names that articles use for it, in order."""
    digests: int
    """In how many digests it appeared."""
    latest: Date
    """Date of the latest of them."""


class OrganizationName(BaseModel, frozen=True, extra="forbid"):
    """What a link to an organization needs."""

    slug: str
    name: str


class ToldFigure(BaseModel, frozen=True, extra="forbid"):
    """A key figure, and the digest that it stands in."""

    date: Date
    slug: str
    headline: str
    category: Category
    figure: KeyFigure
    sources: tuple[Source, ...]
    """Those of the digest that give it."""


class ToldQuotation(BaseModel, frozen=True, extra="forbid"):
    """A quotation, and the digest that it stands in."""

    date: Date
    slug: str
    headline: str
    category: Category
    quotation: Quotation
    sources: tuple[Source, ...]
    """Those of the digest that print these words, or other renderings of them."""


class _Told(BaseModel, frozen=True, extra="ignore"):
    """What is read of a digest's record: the whole of it, with all its evidence, takes twice the time."""

    date: Date
    slug: str
    headline: str
    category: Category
    key_figures: tuple[KeyFigure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    sources: tuple[Source, ...]


class Organizations(Database):
    """Questions about organizations. A slug may be that of any name that stands for the organization."""

    def organizations(self, *, limit: int, offset: int = 0) -> tuple[OrganizationSummary, ...]:
        """All of them, those with the most digests first, then those that appeared last."""
        column = organizations.c
        ordered = select(organizations).order_by(column.digests.desc(), column.latest.desc(), column.slug.desc())
        with self.reading() as connection:
            return tuple(_summary(row) for row in connection.execute(ordered.limit(limit).offset(offset)).mappings())

    def organization(self, slug: str) -> OrganizationSummary | None:
        """The organization of that name, or None."""
        question = select(organizations).join(
            organization_forms, organization_forms.c.organization == organizations.c.slug
        )
        with self.reading() as connection:
            row = connection.execute(question.where(organization_forms.c.form == slug)).mappings().one_or_none()
        return _summary(row) if row else None

    def organizations_of_digest(self, date: Date, slug: str) -> tuple[OrganizationName, ...]:
        """The organizations that appear in a digest, by name."""
        question = (
            select(organizations.c.slug, organizations.c.name)
            .join(appearances, appearances.c.organization == organizations.c.slug)
            .where(appearances.c.date == date, appearances.c.slug == slug)
            .distinct()
        )
        with self.reading() as connection:
            found = [OrganizationName(**row) for row in connection.execute(question).mappings()]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.slug)))

    def organization_digests(self, slug: str, *, limit: int, offset: int = 0) -> tuple[DigestSummary, ...]:
        """The digests that it appears in, newest first, within a date by slug."""
        shown = [digests.c[name] for name in DigestSummary.model_fields]
        order = (appearances.c.date.desc(), appearances.c.slug.desc())
        keys = select(appearances.c.date, appearances.c.slug).where(appearances.c.organization == _standing_for(slug))
        page = keys.distinct().order_by(*order).limit(limit).offset(offset).subquery()
        question = select(*shown).join(page, (page.c.date == digests.c.date) & (page.c.slug == digests.c.slug))
        with self.reading() as connection:
            rows = connection.execute(question.order_by(digests.c.date.desc(), digests.c.slug.desc())).mappings()
            return tuple(DigestSummary(**row) for row in rows)

    def organization_figures(self, slug: str, *, limit: int, offset: int = 0) -> tuple[ToldFigure, ...]:
        """The key figures that stand on words that name it, newest first."""
        return tuple(
            ToldFigure(
                **_place(digest),
                figure=digest.key_figures[position],
                sources=_sources(digest, digest.key_figures[position]),
            )
            for digest, position in self._facts(slug, "figure", limit, offset)
        )

    def organization_quotations(self, slug: str, *, limit: int, offset: int = 0) -> tuple[ToldQuotation, ...]:
        """What was said for it, by itself or by somebody of it, newest first."""
        return tuple(
            ToldQuotation(
                **_place(digest),
                quotation=digest.quotations[position],
                sources=_sources(digest, digest.quotations[position]),
            )
            for digest, position in self._facts(slug, "quotation", limit, offset)
        )

    def figures(self, date: Date) -> tuple[ToldFigure, ...]:
        """The key figures of the edition of that date, in its order."""
        records = select(digests.c.record).where(digests.c.date == date, digests.c.rank.is_not(None))
        with self.reading() as connection:
            told = [from_json(_Told, text) for text in connection.execute(records.order_by(digests.c.rank)).scalars()]
        return tuple(
            ToldFigure(**_place(digest), figure=figure, sources=_sources(digest, figure))
            for digest in told
            for figure in digest.key_figures
        )

    def _facts(self, slug: str, kind: str, limit: int, offset: int) -> list[tuple[_Told, int]]:
        fact = organization_facts.c
        keys = (
            select(fact.date, fact.slug, fact.position)
            .where(fact.organization == _standing_for(slug), fact.kind == kind)
            .distinct()
            .order_by(fact.date.desc(), fact.slug.desc(), fact.position.desc())
        )
        page = keys.limit(limit).offset(offset).subquery()
        question = (
            select(digests.c.date, digests.c.slug, page.c.position, digests.c.record)
            .join(page, (page.c.date == digests.c.date) & (page.c.slug == digests.c.slug))
            .order_by(digests.c.date.desc(), digests.c.slug.desc(), page.c.position.desc())
        )
        told: dict[tuple[Date, str], _Told] = {}
        found = []
        with self.reading() as connection:
            for row in connection.execute(question):
                digest = told.get((row.date, row.slug)) or from_json(_Told, row.record)
                told[row.date, row.slug] = digest
                found.append((digest, row.position))
        # The index is read backwards, for the newest first; within its digest each has its place.
        return [
            (digest, position)
            for _, group in groupby(found, key=lambda pair: (pair[0].date, pair[0].slug))
            for digest, position in sorted(group, key=lambda pair: pair[1])
        ]


def _standing_for(slug: str) -> Any:
    forms = organization_forms
    return select(forms.c.organization).where(forms.c.form == slug).scalar_subquery()


def _summary(row: Any) -> OrganizationSummary:
    return OrganizationSummary(**{**row, "aliases": tuple(json.loads(row["aliases"]))})


def _place(digest: _Told) -> dict[str, Any]:
    return {"date": digest.date, "slug": digest.slug, "headline": digest.headline, "category": digest.category}


def _sources(digest: _Told, told: KeyFigure | Quotation) -> tuple[Source, ...]:
    articles = {item.article for item in (told.all_evidence if isinstance(told, Quotation) else told.evidence)}
    return tuple(source for source in digest.sources if source.article in articles)
