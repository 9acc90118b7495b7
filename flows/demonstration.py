"""`nightdesk demo`: two real nights over the sample newsroom."""

import json
import os
import shutil
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from rich.console import Console

from extractors.errors import ConfigurationError
from flows.configuration import CONFIGURATION_VARIABLE, load
from flows.prefect_environment import prepare
from flows.terminal import watched
from newsroom import Newsroom, load_outlets, open_newsroom

_NIGHTS = (date(2026, 11, 17), date(2026, 11, 18))
"""The invented nights: the newsroom's articles carry these dates."""
_MARK = "nightdesk-demo.toml"


def run_demo(console: Console, folder: Path, port: int) -> None:
    """Serves the newsroom, runs the nightly flow for both of its nights, and shows the top of the second edition.

    Raises:
        ConfigurationError: `folder` holds something that no demo wrote, or the newsroom's ports are taken.
    """
    _empty(folder)
    file = folder / _MARK
    console.print(
        "[bold]Nightdesk demo[/bold]: two nights over an invented newsroom, served over HTTP on this machine."
    )
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_newsroom(night=1, port=port))
        except OSError as error:
            raise ConfigurationError(
                f"The newsroom can't be served ({error}): choose other ports with --port."
            ) from None
        file.write_text(_configuration(opened), encoding="utf-8")
        os.environ[CONFIGURATION_VARIABLE] = str(file.absolute())
        prepare(folder, quiet=True)
        with watched(console, "The demo runs"):
            from flows.nightly import NightRequest, nightly

            nightly(NightRequest(edition_date=_NIGHTS[0]))
            opened.show(night=2)
            result = nightly(NightRequest(edition_date=_NIGHTS[1]))
    from reader.terminal import edition_panel

    console.print(edition_panel(result.edition))
    console.print(f"Stored in {load(file).database_url}", soft_wrap=True, highlight=False)
    console.print(f"Read it:  nightdesk read --config {file}", soft_wrap=True, highlight=False)


def _empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(f"{folder} is a file: name a folder with --folder.")
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise ConfigurationError(f"{folder} holds something else than a demo: name another folder with --folder.")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ConfigurationError(
            f"{folder} can't be written ({error.strerror}): name another folder with --folder."
        ) from None


def _configuration(newsroom: Newsroom) -> str:
    """A configuration that subscribes to the newsroom. Its outlets are on this machine, and in no hurry."""
    lines = [
        "[edition]",
        'timezone = "UTC"',
        "time = 22:00:00",
        "look_back_hours = 24",
        "[storage]",
        'folder = "."',
        "[fetch]",
        "allow_private_addresses = true",
        "per_host_delay_seconds = 0",
        "per_host_concurrency = 8",
        "backoff_seconds = 0.05",
    ]
    names = {outlet.key: outlet.name for outlet in load_outlets()}
    for one in newsroom.subscriptions:
        values = {
            "outlet": names[one.outlet],
            "url": one.url,
            "kind": one.kind,
            "category": one.category,
            "language": one.language,
        }
        lines += [
            "[[subscriptions]]",
            *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()),
        ]
    return "\n".join(lines) + "\n"
