"""Bringing a database to the schema of this program."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from extractors.errors import StoreError

VERSION_TABLE = "nightdesk_schema"
"""Where a database says its version; a name of our own, so that it can be shared with other programs."""

_LOCK = 7_163_350_264
"""Any number, the same in every Nightdesk: who holds it migrates, the others wait."""

_one_at_a_time = threading.Lock()  # Alembic keeps the migration that is running in a global


def upgrade(readers: Engine, writers: Engine) -> None:
    """Migrates the database to the newest schema; does nothing where it is there already.

    Raises:
        StoreError: A newer Nightdesk wrote it.
    """
    with readers.begin() as connection:
        if _is_current(connection):
            return
    with migrating(writers) as connection:
        if not _is_current(connection):
            command.upgrade(configuration(connection), "head")


@contextmanager
def migrating(writers: Engine) -> Iterator[Connection]:
    """A transaction to migrate in, one at a time in all processes, on a connection that is used for nothing else."""
    with _one_at_a_time, writers.connect().execution_options(migrates=True) as connection:
        connection.detach()
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for the migrations of this package, to run on `connection`."""
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def is_compared(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Whether a table in a database should be one of `store.tables`: all but the search index and the tables in which
    SQLite keeps it. Alembic's `include_object`."""
    return kind != "table" or not (name or "").startswith("search_index")


def _is_current(connection: Connection) -> bool:
    found = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    scripts = ScriptDirectory.from_config(configuration(connection))
    known = [script.revision for script in scripts.walk_revisions()]
    if found is not None and found not in known:
        name = connection.engine.url.render_as_string(hide_password=True)
        raise StoreError(
            f"The database {name} was written by a newer Nightdesk (its schema is {found}, this one knows {known[0]}): "
            "upgrade Nightdesk, or name another database."
        )
    return found == known[0]
