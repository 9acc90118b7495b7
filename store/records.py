"""How records lie in the database.

A record goes in and comes out whole, as JSON text, in which NUL is escaped and so harmless to every database. The
columns beside it are what questions are asked of; they hold U+FFFD in place of NUL. A lone surrogate, which is no
character and has no UTF-8, becomes U+FFFD everywhere; spans don't shift, because one character replaces one.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

Record = TypeVar("Record", bound=BaseModel)

LONGEST_KEY_BYTES = 1_000
"""PostgreSQL refuses index entries above 2,704 bytes, and some indexes here have two keys."""

_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def to_json(record: BaseModel) -> str:
    """The record as JSON text, any lone surrogate replaced."""
    try:
        return record.model_dump_json()
    except PydanticSerializationError:
        return _SURROGATES.sub("\ufffd", json.dumps(record.model_dump(mode="json"), ensure_ascii=False))


def from_json(kind: type[Record], text: str) -> Record:
    """The record of that kind that `to_json` wrote."""
    return kind.model_validate_json(text)


class Words(TypeDecorator[str]):
    """Text to print."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Key(Words):
    """Text to find a row by, compared byte by byte. What is too long for an index is stored as its hash, so a key is
    for asking; where the text itself is wanted, it stands in the record."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TEXT(collation="C"))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        text = super().process_bind_param(value, dialect)
        if text is None or len(encoded := text.encode()) <= LONGEST_KEY_BYTES:
            return text
        return f"sha256:{hashlib.sha256(encoded).hexdigest()}"


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in, aware UTC out. A naive datetime is refused with ValueError; one that has no UTC
    equivalent (the feeds' beloved 0001-01-01T00:00:00+01:00) becomes the nearest that has one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value} has no time zone")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            return _FIRST if value.year == 1 else _LAST

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
