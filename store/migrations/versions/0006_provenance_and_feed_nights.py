"""What editions were made of, and what each subscription gave to each edition."""

import sqlalchemy as sa
from alembic import op

from store.records import Key, Words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_pages_fetched", "pages", ["fetched"])
    op.create_table(
        "provenance",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("run", Key(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("made_with", sa.Text(), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("date", "run", name="pk_provenance"),
    )
    op.create_table(
        "feed_nights",
        sa.Column("url", Key(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("read", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("bodies", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.PrimaryKeyConstraint("url", "date", name="pk_feed_nights"),
    )
