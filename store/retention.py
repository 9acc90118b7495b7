"""What ages out: page bodies, articles and what was read in them. Editions, and what they cite, stay for ever."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select, tuple_, update

from store.database import BATCH, Database
from store.tables import (
    articles,
    citations,
    feed_nights,
    leads,
    memberships,
    origins,
    pages,
    provenance,
    readings,
    skips,
    term_counts,
)


class Retention(Database):
    """What is let go of."""

    def age_out_bodies(self, *, before: datetime) -> int:
        """Empties the bodies of pages that were fetched before then, and made something of; how many."""
        old = (
            select(pages.c.lead)
            .where(pages.c.fetched < before, pages.c.extracted.is_(True), pages.c.body != b"")
            .limit(BATCH)
        )

        def empty(connection: Connection) -> int:
            found = list(connection.execute(old).scalars())
            connection.execute(update(pages).where(pages.c.lead.in_(found)).values(body=b""))
            return len(found)

        return self._in_batches(empty)

    def age_out_articles(self, *, before: datetime) -> int:
        """Deletes the articles dated before then that no digest cites, with what was read in them and all that leads to
        them. How many went.

        What earlier nights noted goes too: what could not be read, what subscriptions gave, how common terms were, and
        what editions were made of; by what they were made, is kept.
        """
        cited = exists().where(citations.c.article == articles.c.id)
        uncited = select(articles.c.id).where(articles.c.dated < before, ~cited).limit(BATCH)

        def forget_articles(connection: Connection) -> int:
            found = list(connection.execute(uncited).scalars())
            for table in (memberships, origins, readings):
                connection.execute(delete(table).where(table.c.article.in_(found)))
            connection.execute(delete(articles).where(articles.c.id.in_(found)))
            return len(found)

        gone = self._in_batches(forget_articles)
        for question in (
            select(pages.c.lead).where(pages.c.fetched < before, pages.c.extracted.is_(True)),
            # One without a date would seem new if it were announced again.
            select(leads.c.subscription, leads.c.url).where(leads.c.dated < before),
            select(skips.c.date, skips.c.url).where(skips.c.date < before.date()),
            select(feed_nights.c.url, feed_nights.c.date).where(feed_nights.c.date < before.date()),
            select(term_counts.c.date).where(term_counts.c.date < before.date()),
            select(provenance.c.date, provenance.c.run).where(
                provenance.c.date < before.date(), provenance.c.published.is_(False)
            ),
        ):
            self._in_batches(partial(_delete, question))
        with self.writing() as connection:
            old = provenance.c.date < before.date()
            connection.execute(update(provenance).where(old, provenance.c.inputs != b"").values(inputs=b""))
        return gone

    def _in_batches(self, work: Callable[[Connection], int]) -> int:
        """Does the work until there is none, each batch a transaction, so that nobody waits long; how much it was."""
        total = 0
        while True:
            with self.writing() as connection:
                done = work(connection)
            total += done
            if done < BATCH:
                return total


def _delete(question: Select[Any], connection: Connection) -> int:
    """Deletes one batch of the rows whose primary keys the question finds."""
    keys = list(question.selected_columns)
    found = [tuple(row) for row in connection.execute(question.limit(BATCH))]
    if found:
        connection.execute(delete(keys[0].table).where(tuple_(*keys).in_(found)))
    return len(found)
