"""Where each subscription is read, if not at its own URL."""

import sqlalchemy as sa
from alembic import op

from store.records import Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("feeds") as feeds:
        feeds.add_column(sa.Column("address", Words(), nullable=False, server_default=""))
    with op.batch_alter_table("feeds") as feeds:
        feeds.alter_column("address", server_default=None)
