"""Alembic's entrance: runs migrations on the connection, and in the transaction, that the caller brings."""

from alembic import context

from store.schema import VERSION_TABLE, is_compared
from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    user_module_prefix="",  # a column of our own type is written as Key(), imported by the template
    include_object=is_compared,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
context.run_migrations()
