"""${message}."""

import sqlalchemy as sa
from alembic import op

from store.records import Key, Moment, Words

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
