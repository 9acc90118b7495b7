"""A store of many editions: the digests of the sample newsroom's two nights, told again and again."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from rich.console import Console
from sqlalchemy import Connection, delete, insert

from flows.demonstration import run_demo
from store import DigestOpening, Store
from store.records import to_json
from store.tables import citations, derivations, digests, editions, memberships
from summarizer.digests import Digest, Edition

DIGESTS = 30
"""In each edition, if not said otherwise."""

_LAST = date(2026, 11, 18)
_NIGHTS = (date(2026, 11, 17), _LAST)


def newsroom_store(folder: Path) -> Path:
    """The database of two nights over the sample newsroom, made in `folder`, which must be empty."""
    run_demo(Console(quiet=True), folder, port=0)
    return folder / "nightdesk.db"


def many_editions(newsroom: Path, file: Path, count: int, size: int = DIGESTS) -> str:
    """The URL of a store of `count` editions of `size` digests each, made in `file` from the database of the newsroom's
    nights; its index is made as that of any store is when it is opened."""
    with closing(sqlite3.connect(newsroom)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)  # with what still lies in the write-ahead log, which copying the file would leave behind
    url = f"sqlite:///{file}"
    with Store.open(url) as store:
        told = [edition for night in _NIGHTS if (edition := store.edition(night)) is not None]
        with store.writing() as connection:
            for table in (memberships, digests, editions, derivations):
                connection.execute(delete(table))
            for number in range(count):
                _tell(connection, number, size, told[-1], [digest for edition in told for digest in edition.digests])
    Store.open(url).close()
    return url


def day_of(number: int) -> date:
    """The date of an edition, the newest being number 0."""
    return _LAST - timedelta(days=number)


def slug_of(rank: int) -> str:
    """The slug of the digest of that rank in any edition."""
    return f"digest-{rank}"


def word_of(number: int, rank: int) -> str:
    """A word that stands in the headline of one digest alone."""
    return f"Vessel{number}x{rank}"


def _tell(connection: Connection, number: int, size: int, like: Edition, told: Sequence[Digest]) -> None:
    day = day_of(number)
    edition = like.model_copy(update={"date": day, "digests": ()})
    connection.execute(
        insert(editions),
        {
            "date": day,
            "record": to_json(edition),
            "fingerprint": str(day),
            "published_at": datetime.combine(day, time(5), UTC),
            "revision": 1,
        },
    )
    rows, cited = [], []
    for rank in range(1, size + 1):
        like_this = told[(number + rank) % len(told)]
        digest = like_this.model_copy(
            update={
                "date": day,
                "slug": slug_of(rank),
                "story": f"{like_this.story}-{number // 3}",
                "headline": f"{like_this.headline}: {word_of(number, rank)}",
            }
        )
        rows.append(
            {
                **digest.model_dump(include={"date", "slug", "story", "category", "headline"}),
                "rank": rank,
                "tldr": " ".join(statement.text for statement in digest.tldr),
                "outlets": digest.outlets,
                "picture": digest.picture.image if digest.picture else None,
                "record": to_json(digest),
                "opening": to_json(DigestOpening.of(digest)),
            }
        )
        cited += [{"date": day, "slug": digest.slug, "article": source.article} for source in digest.sources]
    connection.execute(insert(digests), rows)
    connection.execute(insert(citations), cited)
