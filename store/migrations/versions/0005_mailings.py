"""To whom the edition of a date was mailed."""

import sqlalchemy as sa
from alembic import op

from store.records import Key, Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "mailings",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("recipient", Key(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("date", "recipient", name="pk_mailings"),
    )
