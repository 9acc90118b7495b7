"""Stories as earlier editions told them, so that they keep their ids and nothing is told twice."""

from collections.abc import Iterable
from datetime import date as Date

from sqlalchemy import select

from store.database import Database, batches
from store.tables import digests, memberships


class Stories(Database):
    """Questions about what earlier editions made of articles."""

    def memberships(self, article_ids: Iterable[str], *, before: Date) -> dict[str, str]:
        """The story (its id) that each article belonged to in the latest edition earlier than `before` that had it; an
        article that none had is missing."""
        found: dict[str, str] = {}
        with self.reading() as connection:
            for batch in batches(article_ids):
                question = (
                    select(memberships.c.article, memberships.c.story)
                    .where(memberships.c.date < before, memberships.c.article.in_(batch))
                    .order_by(memberships.c.date, memberships.c.story.desc())
                )
                latest = {row.article: row.story for row in connection.execute(question)}
                found.update((id, latest[id]) for id in batch if id in latest)
        return found

    def stories_from(self, beginning: str, *, limit: int) -> tuple[str, ...]:
        """The ids, in order, of told stories that begin so; the one that is exactly this goes alone."""
        question = (
            select(digests.c.story)
            .distinct()
            .where(digests.c.rank.is_not(None), digests.c.story.startswith(beginning, autoescape=True))
            .order_by(digests.c.story)
            .limit(limit)
        )
        with self.reading() as connection:
            found = tuple(connection.execute(question).scalars())
        return (beginning,) if beginning in found else tuple(id for id in found if id.startswith(beginning))

    def told(self, story_ids: Iterable[str], *, before: Date) -> dict[str, tuple[Date, ...]]:
        """The dates of the editions earlier than `before` that have a digest of each story, oldest first; a story that
        none has is missing."""
        found: dict[str, tuple[Date, ...]] = {}
        with self.reading() as connection:
            for batch in batches(story_ids):
                question = (
                    select(digests.c.story, digests.c.date)
                    .where(digests.c.rank.is_not(None), digests.c.date < before, digests.c.story.in_(batch))
                    .distinct()
                    .order_by(digests.c.date)
                )
                for row in connection.execute(question):
                    found[row.story] = (*found.get(row.story, ()), row.date)
        return found
