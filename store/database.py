"""The database itself: opening it by URL, and transactions that are safe from any thread and any process."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import URL, ColumnElement, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from extractors.errors import StoreError
from store.schema import upgrade

LOCK_SECONDS = 60
"""How long a writer waits for another one: longer than any transaction of ours takes on a slow disk."""

CONNECT_SECONDS = 10
"""How long a PostgreSQL server may take to answer."""

BATCH = 1_000
"""Keys in one question; databases bound the number of parameters (SQLite: 32,766)."""

Item = TypeVar("Item")


class Database:
    """An open database. Each `reading` and `writing` block is one transaction on a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._readers = _reading_engine(engine)
        self._writers = engine.execution_options(writes=True)

    @classmethod
    def open(cls, url: str) -> Self:
        """The database at `url` (`sqlite:////folder/file.db` or `postgresql://user:password@host/name`), created if it
        is an SQLite file that isn't there, and migrated to the schema of this program; any number of processes may do
        so at once.

        Raises:
            StoreError: The URL is none of the two, the database can't be reached or written, or a newer Nightdesk
                wrote it.
        """
        database = cls(_engine(_parsed(url)))
        try:
            with database._border():
                upgrade(database._readers, database._writers)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the whole database, whatever others write meanwhile."""
        with self._border(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end of the block, or rolled back where the block raises."""
        with self._border(), self._writers.begin() as connection:
            yield connection

    @contextmanager
    def _border(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            if isinstance(cause, ValueError):  # a value that no column takes is the caller's fault
                raise cause from error
            name = self._engine.url.render_as_string(hide_password=True)
            reason = str(cause).strip().partition("\n")[0]
            if isinstance(error, IntegrityError):
                raise StoreError(f"The database {name} refused ({reason}): first store what is referred to.") from error
            remedy = "see that it is there, reachable and writable, and has space"
            raise StoreError(f"The database {name} failed ({reason}): {remedy}.") from error


def upsert(
    connection: Connection,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    *,
    replace: Sequence[str] = (),
    where: Callable[[Any], ColumnElement[bool]] | None = None,
) -> int:
    """Inserts the rows; where a row of the same primary key stands, its columns `replace` take the new values (none:
    the row stays as it is). `where` gets the new row's columns and says whether to replace. Returns how many rows were
    inserted or replaced."""
    keys = [column.name for column in table.primary_key]
    # Sorted, so that two writers lock rows in one order and neither waits for the other in a circle.
    ordered = sorted(rows, key=lambda row: [row[key] for key in keys])
    if not ordered:
        return 0
    insert = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    if replace:
        changes = {name: insert.excluded[name] for name in replace}
        condition = where(insert.excluded) if where else None
        insert = insert.on_conflict_do_update(index_elements=keys, set_=changes, where=condition)
    else:
        insert = insert.on_conflict_do_nothing(index_elements=keys)
    return connection.execute(insert.execution_options(preserve_rowcount=True), ordered).rowcount


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists that fit into one question, each item once, in order."""
    distinct = iter(dict.fromkeys(items))
    while batch := list(islice(distinct, BATCH)):
        yield batch


def _parsed(text: str) -> URL:
    remedy = "write sqlite:////folder/nightdesk.db or postgresql://user:password@host/name"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError(f"The database URL cannot be read: {remedy}.") from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise StoreError(f"There is no store on {url.drivername}: {remedy}.")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError(f"The database URL {text} names no file: {remedy}.")
    return url


def _engine(url: URL) -> Engine:
    return _sqlite_engine(url) if url.drivername == "sqlite" else _postgresql_engine(url)


def _sqlite_engine(url: URL) -> Engine:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The database folder {folder} cannot be made ({error.strerror}): name another one."
        ) from error
    engine = create_engine(url, connect_args={"timeout": LOCK_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins no transaction of its own; `begin` below does
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("migrates"):  # SQLite alters a table by making it anew: what refers to it must not mind
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        # A writer takes its lock at once: one that has read already could not wait for another writer.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    options = f"{url.query.get('options', '')} -c timezone=UTC"
    try:
        return create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS, "options": options}
        )
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs a driver: pip install 'nightdesk[postgres]'.") from error


def _reading_engine(engine: Engine) -> Engine:
    """Transactions that see one snapshot, as SQLite's do anyway."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
