"""Digests and editions for the terminal, as Rich renderables."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from reader.citations import pieces
from reader.outside import printable, web_link
from reader.wording import BYLINE, METHOD, check_result, corroboration, count, day, reading_time, weekday
from summarizer.digests import Digest, Edition, Source, Statement


def edition_panel(edition: Edition, *, digests: int = 3) -> Panel:
    """The first `digests` digests of an edition, each with its TL;DR and sources, and what the edition holds."""
    shown: list[RenderableType] = []
    for rank, digest in enumerate(edition.digests[:digests], start=1):
        shown += [_headline(f"{rank}. ", digest), _summary(digest), Text()]
    more = len(edition.digests) - digests
    counts = f"{count(len(edition.digests), 'digest')} from {count(edition.articles, 'article')}"
    skipped = sum(len(source.skipped) for source in edition.sources)
    notes = [f"{more} more in the edition" if more > 0 else "", f"{skipped} could not be read" if skipped else ""]
    shown.append(Text(" · ".join(part for part in (counts, *notes) if part), style="dim"))
    return Panel(Group(*shown), title=f"Edition of {weekday(edition.date)}", title_align="left", padding=(1, 2))


def digest_renderable(digest: Digest) -> RenderableType:
    """One digest's headline, TL;DR with marks, source list and check result."""
    byline = Text(f"{BYLINE} ({METHOD}). {check_result(digest.check)}.", style="dim")
    return Group(_headline("", digest), _summary(digest), Text(), byline)


def _headline(before: str, digest: Digest) -> Text:
    about = (digest.category.label, day(digest.date), corroboration(digest), reading_time(digest.words))
    return Text.assemble((f"{before}{printable(digest.headline)}", "bold"), "\n", (" · ".join(about), "dim"))


def _summary(digest: Digest) -> RenderableType:
    statements = Text(" ").join(_statement(digest, statement) for statement in digest.tldr)
    return Group(Padding(statements, (1, 0)), _sources(digest.sources))


def _statement(digest: Digest, statement: Statement) -> Text:
    urls = {source.number: source.url for source in digest.sources}
    text = Text()
    for part in pieces(statement):
        text.append(part.text)
        for number in digest.numbers(part.evidence):
            text.append(f"[{number}]", _linked("cyan", urls[number]))
    return text


def _linked(style: str, url: str) -> Style:
    return Style.parse(style) + Style(link=web_link(url))


def _sources(sources: Iterable[Source]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for source in sources:
        card = Text.assemble(f"{printable(source.outlet)}: ", (printable(source.headline), _linked("", source.url)))
        if source.preview:
            card.append(" (preview only)", "dim")
        table.add_row(Text(f"[{source.number}]", "cyan"), card)
    return table
