"""The list of all configuration keys, made from the models that validate them: `python -m flows.configuration_page`
writes docs/configuration.md."""

import re
import sys
from collections.abc import Iterator
from datetime import time
from enum import EnumType
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from extractors.subscriptions import Subscription
from flows.configuration import Configuration

PAGE = Path("docs", "configuration.md")
_HEAD = """# Configuration keys

All keys of `nightdesk.toml`, with the values that they have where nothing is said. Each can also be set by an
environment variable: `NIGHTDESK_EDITION__TIMEZONE` for `timezone` under `[edition]`, with JSON in it where the value is
a list or a table. Made by `python -m flows.configuration_page` from the models that validate the file.
"""


def page() -> str:
    """The page, in Markdown."""
    return "\n".join((_HEAD, *_tables()))


def _tables() -> Iterator[str]:
    for name, field in Configuration.model_fields.items():
        is_list = name == "subscriptions"
        model = Subscription if is_list else field.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        yield f"## `{'[[' if is_list else '['}{name}{']]' if is_list else ']'}`\n"
        yield f"{(model.__doc__ or '').strip().splitlines()[0]}\n"
        yield "| key | default | what it says |"
        yield "| --- | --- | --- |"
        for key, one in model.model_fields.items():
            yield f"| `{one.alias or key}` | {_default(one)} | {_described(one)} |"
        yield ""


def _described(field: FieldInfo) -> str:
    described = re.sub(r"[|<]", r"\\\g<0>", field.description or "")
    limits = [bound for part in field.metadata for bound in _bounds(part)]
    if choices := _choices(field.annotation):
        limits.append(f"one of {', '.join(f'`{_toml(choice)}`' for choice in choices)}")
    told = ", ".join(limits)
    return f"{described} {told[0].upper()}{told[1:]}." if told else described


def _choices(kind: object) -> tuple[Any, ...]:
    if isinstance(kind, EnumType):
        return tuple(kind)
    return get_args(kind) if get_origin(kind) is Literal else ()


def _bounds(part: object) -> Iterator[str]:
    for name, words in (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than")):
        if (value := getattr(part, name, None)) is not None:
            yield f"{words} {value:,}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    default = field.get_default(call_default_factory=True)
    return f"`{_toml(default)}`" if default is not None and default is not PydanticUndefined else "none"


def _toml(value: Any) -> str:
    """A value as it stands in the file."""
    if isinstance(value, SecretStr):
        return _toml(value.get_secret_value())
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:_}" if value >= 100_000 else str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return "{}" if isinstance(value, dict) else f'"{value}"'


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"Wrote {PAGE}\n")
