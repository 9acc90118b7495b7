"""How `nightdesk check` shows what it found: a table, then what to do, each sentence once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from extractors.subscriptions import Reason, Skipped
from flows.checking import Checked, CheckReport, check
from flows.configuration import Configuration
from flows.troubles import sentence
from flows.unread_feeds import without_host
from reader.wording import count, day, moment

_NAMED = 4
_REMEDIES = {
    Reason.PRIVATE_ADDRESS: "To read from your own network, set allow_private_addresses = true under [fetch].",
    Reason.ROBOTS: "Nightdesk keeps to robots.txt: take another feed, or ask the outlet to let it in.",
    Reason.BLOCK_PAGE: "Set your contact under [fetch], so that the outlet sees who asks; or take another feed.",
    Reason.LOGIN_WALL: "Take a feed that is open to everybody.",
    Reason.STATUS: "See whether the address is still right; the outlet's home page may name another feed.",
    Reason.TOO_LARGE: "Raise max_body_bytes under [fetch], or take a smaller feed.",
    Reason.TIMEOUT: "Try again later; where it is always so slow, raise total_timeout_seconds under [fetch].",
    Reason.UNREACHABLE: "See whether the address is right and the outlet's site is up.",
    Reason.TOO_MANY_REDIRECTS: "Open the address in a browser, and write the one where it ends.",
}


def checked_with_bar(configuration: Configuration, *, pages: bool) -> CheckReport:
    """What the check finds, with a bar on standard error while it runs."""
    columns = (TextColumn("Asking subscriptions"), BarColumn(bar_width=28), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=None)
        return check(configuration, pages=pages, tell=lambda done, of: progress.update(bar, completed=done, total=of))


def show(console: Console, report: CheckReport) -> None:
    """Prints it for people."""
    if not report.subscriptions:
        console.print(escape("The configuration is valid, but has no [[subscriptions]]: add some feeds."))
        return
    edition, since = day(report.date), moment(report.since, report.timezone)
    console.print(f"Edition of {edition}, articles from {since} on", highlight=False)
    if not report.offline:
        console.print(_table(report))
    for title, lines in (
        ("Needs attention", _faults(report)),
        ("Broken for several nights", _broken(report.subscriptions)),
        ("Worth a look", _old(report)),
        ("Read elsewhere", _elsewhere(report.subscriptions)),
        ("Left out", _left_out(report.subscriptions)),
        ("Sample articles", _samples(report.subscriptions)),
    ):
        _section(console, title, list(lines))
    read = [one for one in report.subscriptions if one.fault is None]
    leads, new = count(sum(one.leads for one in read), "lead"), sum(one.in_window for one in read)
    asked = count(len(report.subscriptions), "subscription")
    console.print(
        f"{leads} from {len(read)} of {asked}, {new:,} for this edition; the configuration is valid.", highlight=False
    )


def _section(console: Console, title: str, lines: list[tuple[int, str]]) -> None:
    if not lines:
        return
    console.print(f"[bold]{title}[/bold]")
    for indent, line in lines:
        console.print(Padding(escape(line), (0, 0, 0, indent)), highlight=False)
    console.print()


def _table(report: CheckReport) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Outlet", overflow="fold", ratio=2)
    table.add_column("Category", no_wrap=True)
    table.add_column("Found", overflow="fold", ratio=1)
    table.add_column("Leads", justify="right", no_wrap=True)
    table.add_column("New", justify="right", no_wrap=True)
    table.add_column("Newest", no_wrap=True)
    for one in report.subscriptions:
        table.add_row(
            escape(one.subscription.outlet),
            one.subscription.category.value,
            "[red]not read[/red]" if one.fault else escape(one.format),
            "" if one.fault else f"{one.leads:,}",
            "" if one.fault else f"{one.in_window:,}",
            _newest(one, report.timezone),
        )
    return table


def _newest(one: Checked, timezone: str) -> str:
    if one.newest is None:
        return "undated" if one.leads else ""
    return f"{one.newest.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"


def _faults(report: CheckReport) -> Iterator[tuple[int, str]]:
    told: dict[tuple[str, str], list[Skipped]] = defaultdict(list)
    for one in report.subscriptions:
        for what, fault in (("", one.fault), ("its articles: ", one.forbidden)):
            if fault:
                told[what, without_host(fault)].append(fault)
    if report.offline:
        first = next(iter(told.values()))[0]
        yield 2, "Nothing could be reached: this machine seems to be offline, or a proxy or firewall stands in between."
        yield 4, f"{first.outlet}, for one: {first.why}"
        return
    for (what, why), faults in told.items():
        yield 2, what + (faults[0].why if len(faults) == 1 else f"{why} ({len(faults)} times)")
        for fault in faults:
            yield 4, f"{fault.outlet}: {fault.url}"
        if faults[0].reason in _REMEDIES:
            yield 4, _REMEDIES[faults[0].reason]


def _old(report: CheckReport) -> Iterator[tuple[int, str]]:
    """What is no fault of today's, but will be one if it stays so."""
    for one in report.subscriptions:
        if one.only_old and one.newest:
            newest = moment(one.newest, report.timezone)
            yield (
                2,
                f"{one.subscription.outlet}: all articles are older than this edition's window, the newest of {newest}",
            )
            yield 4, one.read_at or one.subscription.url


def _broken(subscriptions: Iterable[Checked]) -> Iterator[tuple[int, str]]:
    for one in subscriptions:
        if one.ledger and one.ledger.trouble:
            yield 2, sentence(one.ledger)


def _elsewhere(subscriptions: Iterable[Checked]) -> Iterator[tuple[int, str]]:
    for one in subscriptions:
        if one.read_at:
            outlet, url = one.subscription.outlet, one.subscription.url
            how = "names the feed" if one.named_by_page else "has moved for good to"
            yield 2, f"{outlet}: {url} {how} {one.read_at}"
            yield 4, f'It is read there; to ask there at once: url = "{one.read_at}"'


def _left_out(subscriptions: Iterable[Checked]) -> Iterator[tuple[int, str]]:
    by_reason: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in subscriptions:
        for reason, number in one.left_out.items():
            by_reason[reason].append((number, one.subscription.outlet))
    for reason, numbers in by_reason.items():
        largest = sorted(numbers, key=lambda pair: -pair[0])
        told = ", ".join(f"{outlet} {number:,}" for number, outlet in largest[:_NAMED])
        more = f", {len(largest) - _NAMED:,} more outlets" if len(largest) > _NAMED else ""
        yield 2, f"{sum(number for number, _ in numbers):,} {reason}: {told}{more}"


def _samples(subscriptions: Iterable[Checked]) -> Iterator[tuple[int, str]]:
    for one in subscriptions:
        sample, outlet = one.sample, one.subscription.outlet
        if sample and sample.fault:
            yield 2, f"{outlet}: not read: {sample.fault.why}"
            yield 4, sample.url
        elif sample:
            words = count(sample.words, "word") + (" (a preview)" if sample.preview else "")
            yield 2, f"{outlet}: {words}: {sample.headline}"
