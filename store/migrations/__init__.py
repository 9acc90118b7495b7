"""The history of the tables, one Alembic migration a file."""
