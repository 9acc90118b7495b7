"""Articles and their readings."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select

from extractors.articles import Article
from extractors.readings import Reading
from store.database import Database, batches, upsert
from store.records import from_json, to_json
from store.tables import articles, leads, origins, readings


class Articles(Database):
    """Questions about articles and readings."""

    def articles(
        self,
        *,
        since: datetime,
        until: datetime,
        languages: Sequence[str] | None = None,
        subscriptions: Sequence[str] | None = None,
        fetched_by: datetime | None = None,
    ) -> tuple[Article, ...]:
        """The articles dated from `since` (inclusive) to `until` (exclusive), by date and id; of several versions at
        one URL the one fetched last. `languages` and `subscriptions` (URLs; an article is theirs that they announced)
        leave out all others, and `fetched_by` those that were fetched later."""
        question = select(
            articles.c.record,
            articles.c.dated,
            articles.c.id,
            func.row_number()
            .over(partition_by=articles.c.url, order_by=(articles.c.fetched.desc(), articles.c.id))
            .label("age"),
        ).where(articles.c.dated >= since, articles.c.dated < until)
        if fetched_by is not None:
            question = question.where(articles.c.fetched <= fetched_by)
        if languages is not None:
            question = question.where(articles.c.language.in_(languages))
        if subscriptions is not None:
            announced = select(origins.c.article).join(leads, leads.c.url == origins.c.lead)
            question = question.where(articles.c.id.in_(announced.where(leads.c.subscription.in_(subscriptions))))
        versions = question.subquery()
        newest = select(versions.c.record).where(versions.c.age == 1).order_by(versions.c.dated, versions.c.id)
        with self.reading() as connection:
            return tuple(from_json(Article, record) for record in connection.execute(newest).scalars())

    def article(self, id: str) -> Article | None:
        """The article of that id, or None."""
        return self.articles_by_id([id]).get(id)

    def articles_by_id(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of the articles that are stored, by id, in the order of `ids`."""
        found: dict[str, Article] = {}
        with self.reading() as connection:
            for batch in batches(ids):
                rows = connection.execute(select(articles.c.id, articles.c.record).where(articles.c.id.in_(batch)))
                records = {row.id: row.record for row in rows}
                found.update((id, from_json(Article, records[id])) for id in batch if id in records)
        return found

    def readings(self, ids: Iterable[str], pipeline: str) -> dict[str, Reading]:
        """The readings that this version of the language pipeline made of these articles, by article id, in the order
        of `ids`; an article it has not read is missing."""
        found: dict[str, Reading] = {}
        with self.reading() as connection:
            for batch in batches(ids):
                rows = connection.execute(
                    select(readings.c.article, readings.c.record).where(
                        readings.c.pipeline == pipeline, readings.c.article.in_(batch)
                    )
                )
                records = {row.article: row.record for row in rows}
                found.update((id, from_json(Reading, records[id])) for id in batch if id in records)
        return found

    def save_readings(self, pipeline: str, read: Iterable[Reading]) -> None:
        """Stores readings by this version of the language pipeline; one that is there already makes way."""
        rows = [{"article": reading.article, "pipeline": pipeline, "record": to_json(reading)} for reading in read]
        with self.writing() as connection:
            upsert(connection, readings, rows, replace=("record",))
