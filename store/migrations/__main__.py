"""Writes the next migration: `python -m store.migrations "what it changes"`.

It compares `store.tables` with what the migrations so far make of an empty database, and writes the difference to
`versions/`, for a person to read and correct.
"""

import sys
import tempfile

from alembic import command
from alembic.script import ScriptDirectory

from store.database import Database
from store.schema import configuration


def main() -> None:
    """Writes the file that the module's first lines describe."""
    if len(sys.argv) != 2:
        sys.exit('usage: python -m store.migrations "what it changes"')
    with (
        tempfile.TemporaryDirectory() as folder,
        Database.open(f"sqlite:///{folder}/empty.db") as database,
        database.reading() as connection,
    ):
        config = configuration(connection)
        count = sum(1 for _ in ScriptDirectory.from_config(config).walk_revisions())
        command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{count + 1:04}")


if __name__ == "__main__":
    main()
