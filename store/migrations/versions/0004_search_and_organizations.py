"""Search and organizations. What they hold is derived when the store is opened, also of digests that are there."""

import sqlalchemy as sa
from alembic import op

from store.records import Key, Words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_search()
    op.create_table(
        "appearances",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("slug", Key(), nullable=False),
        sa.Column("form", Key(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("organization", Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["date", "slug"], ["digests.date", "digests.slug"], name="fk_appearances_date_slug", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("date", "slug", "form", name="pk_appearances"),
    )
    op.create_index("ix_appearances_form_date", "appearances", ["form", "date"])
    op.create_index("ix_appearances_organization_date_slug", "appearances", ["organization", "date", "slug"])
    _create_organization_parts()
    op.create_table(
        "organization_forms",
        sa.Column("form", Key(), nullable=False),
        sa.Column("organization", Key(), nullable=False),
        sa.PrimaryKeyConstraint("form", name="pk_organization_forms"),
    )
    op.create_index("ix_organization_forms_organization", "organization_forms", ["organization"])
    op.create_table(
        "organizations",
        sa.Column("slug", Key(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("digests", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_organizations"),
    )
    op.create_index("ix_organizations_digests_latest_slug", "organizations", ["digests", "latest", "slug"])
    op.create_table(
        "derivations",
        sa.Column("rule", Key(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rule", name="pk_derivations"),
    )

    op.drop_index("ix_digests_category_date", "digests")
    for columns in (["category", "date", "rank", "slug"], ["date", "rank", "slug"], ["rank", "date", "slug"]):
        op.create_index(f"ix_digests_{'_'.join(columns)}", "digests", columns)


def _create_search() -> None:
    op.create_table(
        "search_entries",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("slug", Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["date", "slug"], ["digests.date", "digests.slug"], name="fk_search_entries_date_slug", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_search_entries"),
        sa.UniqueConstraint("date", "slug", name="uq_search_entries_date_slug"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # The tokenizer "ascii" parts words at ASCII's punctuation and spaces and lets all else be, as is wanted here.
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5 (headline, digest, passages, keys, tokenize = 'ascii')"
        )
        op.execute(
            "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entries "
            "BEGIN DELETE FROM search_index WHERE rowid = old.number; END"
        )
    else:
        op.execute(
            "CREATE TABLE search_index (number bigint PRIMARY KEY "
            "REFERENCES search_entries ON DELETE CASCADE, terms tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX search_index_terms ON search_index USING gin (terms)")


def _create_organization_parts() -> None:
    for table, columns in (
        (
            "organization_aliases",
            (sa.Column("alias", Key(), nullable=False), sa.Column("name", Words(), nullable=False)),
        ),
        (
            "organization_facts",
            (
                sa.Column("kind", Key(), nullable=False),
                sa.Column("position", sa.Integer(), nullable=False),
                sa.Column("organization", Key(), nullable=False),
            ),
        ),
    ):
        keys = [column.name for column in columns if column.name not in ("name", "organization")]
        op.create_table(
            table,
            sa.Column("date", sa.Date(), nullable=False),
            sa.Column("slug", Key(), nullable=False),
            sa.Column("form", Key(), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(
                ["date", "slug", "form"],
                ["appearances.date", "appearances.slug", "appearances.form"],
                name=f"fk_{table}_date_slug_form",
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("date", "slug", "form", *keys, name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_form", table, ["form"])
    op.create_index("ix_organization_aliases_alias_form", "organization_aliases", ["alias", "form"])
    op.create_index(
        "ix_organization_facts_organization_kind_date_slug_position",
        "organization_facts",
        ["organization", "kind", "date", "slug", "position"],
    )
