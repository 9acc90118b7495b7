"""`nightdesk subscriptions`: from an OPML file into the configuration, and the other way."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import tomlkit
from pydantic import BaseModel
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from extractors.addresses import cleaned
from extractors.errors import ConfigurationError
from extractors.opml import read_opml, write_opml
from extractors.subscriptions import Category, Subscription
from flows.configuration import Configuration, load

_MAX_BYTES = 5_000_000


class Imported(BaseModel, frozen=True, extra="forbid"):
    """What came of an import."""

    added: tuple[Subscription, ...]
    known: tuple[Subscription, ...]
    """Those that were there already."""
    refused: tuple[str, ...]
    """A sentence for each outline that can't be a subscription."""


def import_opml(file: Path, configuration_file: Path, category: Category = Category.WORLD) -> Imported:
    """Adds the subscriptions of an OPML file to the configuration file, of which all else stays as it is.

    Args:
        category: what a feed gets that names none that we know.

    Raises:
        ConfigurationError: one of the files can't be read or written, or is not what it should be.
    """
    outlined = read_opml(_read(file), category)
    if outlined is None:
        raise ConfigurationError(f"{file} is no OPML file: export one from your feed reader.")
    known = {cleaned(one.url) for one in load(configuration_file).subscriptions}
    added = tuple(one for one in outlined.subscriptions if cleaned(one.url) not in known)
    if added:
        _append(configuration_file, added)
    rest = tuple(one for one in outlined.subscriptions if one not in added)
    return Imported(added=added, known=rest, refused=outlined.refused)


def export_opml(configuration: Configuration, file: Path) -> None:
    """Writes the configuration's subscriptions as OPML.

    Raises:
        ConfigurationError: the file can't be written.
    """
    _replace(file, write_opml(configuration.subscriptions))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            body = opened.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(f"{file} can't be read: {error.strerror}.") from None
    if len(body) > _MAX_BYTES:
        raise ConfigurationError(f"{file} has more than {_MAX_BYTES:,} bytes: split it into several files.")
    return body


def _append(file: Path, added: Sequence[Subscription]) -> None:
    """Writes the subscriptions behind those of the file, once the whole is known to be valid."""
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8"))
        subscriptions = document.setdefault("subscriptions", tomlkit.aot())
        if isinstance(subscriptions, AoT) and subscriptions and not subscriptions[-1].as_string().endswith("\n\n"):
            subscriptions[-1].add(tomlkit.nl())
        for one in added:
            if isinstance(subscriptions, AoT):
                table = tomlkit.table()
                table.update(_written(one))
                subscriptions.append(table.add(tomlkit.nl()))
            else:
                subscriptions.append(_written(one))
        text = tomlkit.dumps(document).rstrip() + "\n"
    except (OSError, TOMLKitError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{file} can't take further subscriptions: {error}.") from None
    draft = _beside(file, text.encode())
    try:
        load(draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _written(one: Subscription) -> dict[str, str]:
    """The keys of its table: the category always, others where they say something."""
    said = one.model_dump(mode="json", exclude_defaults=True) | {"category": one.category.value}
    return {name: said[name] for name in Subscription.model_fields if name in said}


def _replace(file: Path, body: bytes) -> None:
    _beside(file, body).replace(file)


def _beside(file: Path, body: bytes) -> Path:
    """A file of that content in the folder of `file`, with the rights of `file` where that is there."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.absolute().parent)
        with os.fdopen(handle, "wb") as opened:
            opened.write(body)
        Path(name).chmod(file.stat().st_mode if file.exists() else 0o644)
    except OSError as error:
        raise ConfigurationError(f"{file} can't be written: {error.strerror}.") from None
    return Path(name)
