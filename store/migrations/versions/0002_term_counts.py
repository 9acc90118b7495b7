"""In how many articles of each day each term stands."""

import sqlalchemy as sa
from alembic import op

from store.records import Key

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "term_counts",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("fingerprint", Key(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_term_counts"),
    )
