"""Templates that nothing from outside can break."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reader.outside import visible


def escaping_environment() -> Environment:
    """Templates that escape every value, and print none of its control or direction characters."""
    return Environment(
        loader=PackageLoader("reader"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _finalized(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
