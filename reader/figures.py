"""The key figures of editions as comma-separated values (RFC 4180), for spreadsheets and other programs.

A spreadsheet takes a cell that begins with "=", "+", "-" or "@" for a formula, which a hostile page could use; such
text from outside gets an apostrophe in front, as OWASP advises. Numbers are Nightdesk's own and stay numbers.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from reader import addresses
from reader.addresses import PublicLinks
from reader.outside import printable, web_link
from summarizer.digests import Digest, KeyFigure

COLUMNS = (
    "date", "category", "digest", "figure", "value", "to", "unit", "measures", "period", "attribution",
    "statement", "outlets", "sources", "url",
)  # fmt: skip
"""`value` and `to` differ where the figure is a range; `sources` are addresses, one for each of `outlets`."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SEPARATOR = "; "


def figures_csv(digests: Iterable[Digest], link: PublicLinks) -> bytes:
    """A row for each key figure of the digests, under a header; UTF-8, lines end with CR LF."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for digest in digests:
        rows.writerows(_rows(digest, link))
    return written.getvalue().encode()


def _rows(digest: Digest, link: PublicLinks) -> Iterator[tuple[str, ...]]:
    for row in digest.key_figures:
        sources = [source for source in digest.sources if source.number in digest.numbers(row.evidence)]
        yield (
            digest.date.isoformat(),
            digest.category.value,
            _cell(digest.headline),
            _cell(row.figure),
            _number(row.low),
            _number(row.high),
            _cell(row.unit),
            _cell(row.measures),
            _cell(row.period),
            _cell(row.attribution),
            _cell(_statement(digest, row)),
            _cell(_SEPARATOR.join(source.outlet for source in sources)),
            _SEPARATOR.join(web_link(source.url) or "" for source in sources),
            link(addresses.digest(digest.date, digest.slug)),
        )


def _statement(digest: Digest, row: KeyFigure) -> str:
    """The statement of the digest that gives the figure, if need be in other words; empty where only the table does."""
    said = [item.text for item in digest.statements() if not set(row.evidence).isdisjoint(item.evidence)]
    return next((text for text in said if row.figure in text), said[0] if said else "")


def _cell(text: str) -> str:
    shown = printable(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
