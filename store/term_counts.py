"""In how many articles of each day each term stands: what is common is known without reading old articles."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from datetime import date as Date

from pydantic import BaseModel
from sqlalchemy import select

from store.database import Database, batches, upsert
from store.tables import articles, term_counts


class DayCounts(BaseModel, frozen=True, extra="forbid"):
    """What one UTC day's articles were counted as."""

    fingerprint: str
    """Names the articles that were counted, and how."""
    articles: int
    counts: Mapping[str, int]
    """How many of the articles have each term."""


class TermCounts(Database):
    """Questions about the terms of past days."""

    def article_days(self, *, since: Date, until: Date, languages: Sequence[str], rule: str) -> dict[Date, str]:
        """The UTC days from `since` (inclusive) to `until` (exclusive) that have articles in these languages, in order,
        with a fingerprint of those articles and of the `rule` by which they are counted."""
        begin, end = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (since, until))
        question = (
            select(articles.c.dated, articles.c.id)
            .where(articles.c.dated >= begin, articles.c.dated < end, articles.c.language.in_(languages))
            .order_by(articles.c.dated, articles.c.id)
        )
        days: dict[Date, list[str]] = {}
        with self.reading() as connection:
            for row in connection.execute(question):
                days.setdefault(row.dated.date(), []).append(row.id)
        return {
            day: hashlib.sha256("\n".join([rule, *sorted(languages), "", *sorted(ids)]).encode()).hexdigest()
            for day, ids in days.items()
        }

    def term_counts(self, days: Iterable[Date]) -> dict[Date, DayCounts]:
        """What is kept of these days; a day of which nothing is kept is missing."""
        found: dict[Date, DayCounts] = {}
        with self.reading() as connection:
            for batch in batches(days):
                question = select(term_counts).where(term_counts.c.date.in_(batch)).order_by(term_counts.c.date)
                for row in connection.execute(question):
                    counts = json.loads(zlib.decompress(row.counts))
                    found[row.date] = DayCounts(fingerprint=row.fingerprint, articles=row.articles, counts=counts)
        return found

    def save_term_counts(self, day: Date, counted: DayCounts) -> None:
        """Keeps what was counted of a day; what was kept of it before makes way."""
        text = json.dumps(dict(sorted(counted.counts.items())), separators=(",", ":"))
        row = {
            "date": day,
            "fingerprint": counted.fingerprint,
            "articles": counted.articles,
            "counts": zlib.compress(text.encode()),
        }
        with self.writing() as connection:
            upsert(connection, term_counts, [row], replace=("fingerprint", "articles", "counts"))
