"""Which names stand for one organization across digests, and how often each organization appears.

A name that other digests know as the short form of exactly one longer name stands for that organization: "WEF" for the
World Economic Forum, once some digest has told so. This follows from all appearances together, whatever their order.
"""

import json
from collections.abc import Iterable
from datetime import date as Date

from sqlalchemy import Connection, delete, func, or_, select, update

from store.appearances import owner
from store.database import batches, upsert
from store.tables import (
    appearances,
    organization_aliases,
    organization_facts,
    organization_forms,
    organizations,
)

_MOST_ALIASES = 20


def forms_of(connection: Connection, date: Date, slug: str | None = None) -> set[str]:
    """All forms of names in the digests of a date, or in one of them."""
    found: set[str] = set()
    for table, columns in ((appearances, ("form",)), (organization_aliases, ("form", "alias"))):
        question = select(*(table.c[name] for name in columns)).where(table.c.date == date)
        rows = connection.execute(question if slug is None else question.where(table.c.slug == slug))
        found.update(form for row in rows for form in row)
    return found


def settle(connection: Connection, names: Iterable[str]) -> None:
    """Says anew which organization each of these forms stands for, and counts those organizations' digests."""
    changed = set(names)
    before = set(standing(connection, changed).values())
    # What stood for one of them along a way from alias to owner may stand for another one now.
    changed |= _forms_of(connection, before)
    after = {form: _standing(connection, form) for form in sorted(changed)}
    known = standing(connection, changed)
    for form, organization in after.items():
        if known.get(form) == organization:
            continue
        for table in (appearances, organization_facts):
            moved = update(table).where(table.c.form == form, table.c.organization != organization)
            connection.execute(moved.values(organization=organization))
    rows = [{"form": form, "organization": organization} for form, organization in after.items()]
    upsert(connection, organization_forms, rows, replace=("organization",))
    for organization in sorted(before | set(after.values())):
        _count(connection, organization)


def _standing(connection: Connection, form: str) -> str:
    """The form at the end of the way from alias to owner; each step leads to a longer one."""
    while True:
        owners = select(organization_aliases.c.form).distinct().where(organization_aliases.c.alias == form)
        other = owner(form, connection.execute(owners).scalars())
        if other == form:
            return form
        form = other


def standing(connection: Connection, forms: Iterable[str]) -> dict[str, str]:
    """The organizations that these forms stood for when they were last settled."""
    found: dict[str, str] = {}
    for batch in batches(sorted(forms)):
        rows = connection.execute(select(organization_forms).where(organization_forms.c.form.in_(batch)))
        found.update((row.form, row.organization) for row in rows)
    return found


def _forms_of(connection: Connection, slugs: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(sorted(slugs)):
        question = select(organization_forms.c.form).where(organization_forms.c.organization.in_(batch))
        found.update(connection.execute(question).scalars())
    return found


def _count(connection: Connection, slug: str) -> None:
    """Counts an organization's digests; one that has none any more is taken out."""
    appears = select(appearances.c.date, appearances.c.slug).where(appearances.c.organization == slug)
    appeared = appears.distinct().subquery()
    counted = select(func.count(), func.max(appeared.c.date)).select_from(appeared)
    digests, latest = connection.execute(counted).one()
    if not digests:
        connection.execute(delete(organizations).where(organizations.c.slug == slug))
        gone = organization_forms.c.organization == slug
        connection.execute(delete(organization_forms).where(gone))
        return
    row = {
        "slug": slug,
        "name": _name(connection, slug),
        "aliases": json.dumps(_aliases(connection, slug)),
        "digests": digests,
        "latest": latest,
    }
    upsert(connection, organizations, [row], replace=("name", "aliases", "digests", "latest"))


def _name(connection: Connection, slug: str) -> str:
    """As the latest digest has it that uses its full form."""
    question = (
        select(appearances.c.name)
        .where(appearances.c.form == slug)
        .order_by(appearances.c.date.desc(), appearances.c.slug)
        .limit(1)
    )
    return str(connection.execute(question).scalar_one())


def _aliases(connection: Connection, slug: str) -> list[str]:
    """Its other names, in order, each once."""
    forms = select(organization_forms.c.form).where(organization_forms.c.organization == slug)
    aliases = select(organization_aliases.c.name).where(
        or_(organization_aliases.c.form.in_(forms), organization_aliases.c.alias.in_(forms))
    )
    shorter = select(appearances.c.name).where(appearances.c.form.in_(forms), appearances.c.form != slug)
    return sorted(set(connection.execute(aliases.union(shorter)).scalars()))[:_MOST_ALIASES]
