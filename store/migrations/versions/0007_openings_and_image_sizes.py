"""What an edition shows of its digests, and how large images are. What is stored already has neither."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("digests", sa.Column("opening", sa.Text()))
    op.add_column("images", sa.Column("width", sa.Integer()))
    op.add_column("images", sa.Column("height", sa.Integer()))
