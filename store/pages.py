"""Pages as they came back, until something is made of them."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import date as Date

from sqlalchemy import Connection, select, update

from extractors.articles import Article, Page
from extractors.subscriptions import Lead, Skipped
from store.database import Database, batches, upsert
from store.records import from_json, to_json
from store.sources import changed, drop_skips, put_skips
from store.tables import articles, origins, pages


class Pages(Database):
    """Questions about pages and their extraction."""

    def save_page(self, page: Page, lead: Lead) -> None:
        """Stores what came back for `lead`, to be extracted; a page of that lead fetched earlier makes way, one
        fetched then or later stays."""
        row = {
            "lead": lead.url,
            "record": to_json(page.model_copy(update={"body": b""})),
            "body": zlib.compress(page.body),
            "lead_record": to_json(lead),
            "announced": changed(lead),
            "fetched": page.fetched,
            "extracted": False,
        }
        replace = ("record", "body", "lead_record", "announced", "fetched", "extracted")
        with self.writing() as connection:
            upsert(connection, pages, [row], replace=replace, where=lambda new: new.fetched > pages.c.fetched)

    def page(self, lead_url: str) -> tuple[Page, Lead] | None:
        """The page that came back for a lead, and the lead as it was then; None where none is stored, or its body has
        aged out."""
        question = select(pages.c.record, pages.c.body, pages.c.lead_record).where(pages.c.lead == lead_url)
        with self.reading() as connection:
            row = connection.execute(question).one_or_none()
        if row is None or not row.body:
            return None
        page = from_json(Page, row.record).model_copy(update={"body": zlib.decompress(row.body)})
        return page, from_json(Lead, row.lead_record)

    def unextracted(self) -> tuple[str, ...]:
        """The leads' URLs of stored pages that nothing was made of yet, in the order of their URLs."""
        question = select(pages.c.lead_record).where(pages.c.extracted.is_(False)).order_by(pages.c.lead)
        with self.reading() as connection:
            return tuple(from_json(Lead, record).url for record in connection.execute(question).scalars())

    def record_extractions(self, date: Date, outcomes: Sequence[tuple[str, Article | Skipped]]) -> None:
        """Stores what was made of pages, each given by its lead's URL, for the edition of `date`: the articles, or why
        there is none. An article whose text is known already stays as it was first stored."""
        found = [(lead, outcome) for lead, outcome in outcomes if isinstance(outcome, Article)]
        with self.writing() as connection:
            _put_articles(connection, found)
            drop_skips(connection, date, [lead for lead, _ in found])
            put_skips(connection, date, [outcome for _, outcome in outcomes if isinstance(outcome, Skipped)])
            for batch in batches(lead for lead, _ in outcomes):
                connection.execute(update(pages).where(pages.c.lead.in_(batch)).values(extracted=True))


def _put_articles(connection: Connection, found: Iterable[tuple[str, Article]]) -> None:
    rows = [(lead, _article_row(article)) for lead, article in found]
    upsert(connection, articles, [row for _, row in rows])
    upsert(connection, origins, [{"article": row["id"], "lead": lead} for lead, row in rows])


def _article_row(article: Article) -> dict[str, object]:
    record = to_json(article)
    stored = from_json(Article, record)  # its id is that of the text as stored
    return {
        "id": stored.id,
        "url": stored.url,
        "language": stored.language,
        "dated": stored.dated,
        "fetched": stored.fetched,
        "record": record,
    }
