"""What the commands share: the option for the configuration, exit codes, and errors that are one sentence."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from extractors.errors import NightdeskError

NEEDS_ATTENTION = 3
"""Exit code of what was done, but found something that somebody should see to."""
STEPPED_ASIDE = 75
"""Exit code of a night that left the work to another one: "try again later" by the convention of sysexits.h."""

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        help="Configuration file; default: $NIGHTDESK_CONFIG, else nightdesk.toml.",
        show_default=False,
    ),
]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def day(text: str) -> date:
    """The date that somebody wrote on the command line.

    Raises:
        typer.BadParameter: it is none, or written otherwise.
    """
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is no date: write it as 2026-11-22")


def answering(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turns an error of ours into its sentence and exit code 1, and Ctrl-C into exit code 130."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except NightdeskError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None

    return run
