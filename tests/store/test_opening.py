"""Opening a database: made, migrated, refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine, select, text

from extractors.errors import StoreError
from store import Store
from store.schema import VERSION_TABLE, is_compared, migrating
from store.tables import citations, metadata


def test_migrations_give_the_tables_of_the_program(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "include_object": is_compared}
        )
        assert compare_metadata(context, metadata) == []


def test_a_table_made_anew_loses_nothing_that_refers_to_it(store: Store, keep, make_article, make_digest) -> None:
    keep(make_article())
    store.save_digest(make_digest(make_article()))
    with store.writing() as connection:
        writers = connection.engine
    with migrating(writers) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("digests", recreate="auto") as digests:
            digests.alter_column("headline", nullable=True)
    with store.reading() as connection:
        assert connection.execute(select(citations.c.article)).scalars().all() == [make_article().id]
    with pytest.raises(StoreError, match="first store what is referred to"):
        store.save_digest(make_digest(make_article("unknown")))


def test_opening_twice_changes_nothing(url: str) -> None:
    with Store.open(url) as first, Store.open(url) as second:
        first.save_image("i", "https://a.example/i.png", "image/png", b"\x89PNG")
        assert second.image("i") == ("image/png", b"\x89PNG")
    with Store.open(url) as third:
        assert third.image("i") == ("image/png", b"\x89PNG")


def test_many_processes_may_open_a_new_database_at_once(url: str) -> None:
    program = "import sys; from store import Store; Store.open(sys.argv[1]).ledger()"
    opening = [
        subprocess.Popen([sys.executable, "-c", program, url], stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [process.communicate()[1] for process in opening] == [""] * 4


def test_a_newer_schema_is_refused_and_left_as_it_is(url: str) -> None:
    Store.open(url).close()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer Nightdesk .*9999.*upgrade Nightdesk"):
        Store.open(url)
    with engine.begin() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one() == "9999"
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "cannot be read: write sqlite"),
        ("mysql://host/name", "no store on mysql: write sqlite"),
        ("sqlite://", "names no file"),
        ("postgresql://someone:secret@127.0.0.1:1/news", r"someone:\*\*\*@127.0.0.1:1/news failed .*reachable"),
    ],
)
def test_what_cannot_be_opened_is_named_with_the_remedy(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        Store.open(url)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/data cannot be made .*name another one"):
        Store.open(f"sqlite:///{tmp_path}/file/data/nightdesk.db")


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database at all, but notes " * 100)
    with pytest.raises(StoreError, match=r"notes.txt failed \(file is not a database\)"):
        Store.open(f"sqlite:///{tmp_path}/notes.txt")
    assert (tmp_path / "notes.txt").read_text().startswith("no database")


def test_a_failure_of_the_database_becomes_ours(url: str) -> None:
    with Store.open(url) as store, pytest.raises(StoreError) as caught, store.reading() as connection:
        connection.execute(text("SELECT 1 FROM no_such_table"))
    assert "no_such_table" in str(caught.value)
