"""Templates that nothing from outside can break."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractors.subscriptions import Category
from reader import addresses, wording
from reader.cards import credited, reported
from reader.citations import cited, clause, pieces
from reader.outside import visible, web_link


@cache
def environment() -> Environment:
    """The templates of pages, bodies, books and mails, which escape every value and print none of its control or
    direction characters."""
    made = Environment(
        loader=PackageLoader("reader"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        address=addresses,
        wording=wording,
        Category=Category,
        clause=clause,
        pieces=pieces,
        cited_in=cited,
        reported=reported,
        credited=credited,
        web_link=web_link,
    )
    return made


def _finalized(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
