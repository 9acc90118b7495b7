"""`nightdesk check`: what would be read, and what stands in the way."""

import asyncio

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractors.articles import Page
from extractors.discovery import announced
from extractors.fetching import ACCEPT_FEED, ACCEPT_PAGE, Fetcher
from extractors.subscriptions import Lead, Skipped, Subscription
from flows.configuration import Configuration
from flows.stages import now


def check_subscriptions(configuration: Configuration, console: Console) -> bool:
    """Prints what each subscription announces now; whether all of them could be read."""
    if not configuration.subscriptions:
        console.print(escape("The configuration is valid, but has no [[subscriptions]]: add some feeds."))
        return False
    outcomes = asyncio.run(_reach(configuration))
    table = Table("Outlet", "Category", "Leads", "Newest", "Feed", title="Subscriptions", title_justify="left")
    for subscription, outcome in zip(configuration.subscriptions, outcomes, strict=True):
        if isinstance(outcome, Skipped):
            found, newest, state = "0", "", f"[red]{escape(outcome.why)}[/red]"
        else:
            dates = [lead.published for lead in outcome if lead.published]
            found, newest, state = str(len(outcome)), f"{max(dates):%Y-%m-%d %H:%M}" if dates else "undated", "read"
        table.add_row(
            escape(subscription.outlet),
            subscription.category.label,
            found,
            newest,
            f"{state}\n[dim]{escape(subscription.url)}[/dim]",
        )
    console.print(table)
    failed = sum(isinstance(outcome, Skipped) for outcome in outcomes)
    total = sum(len(outcome) for outcome in outcomes if not isinstance(outcome, Skipped))
    console.print(
        f"{total} leads from {len(outcomes) - failed} of {len(outcomes)} subscriptions; the configuration is valid."
    )
    return not failed


async def _reach(configuration: Configuration) -> list[tuple[Lead, ...] | Skipped]:
    async with Fetcher(configuration.fetch, now) as fetcher:
        return list(await asyncio.gather(*(_announced(fetcher, one) for one in configuration.subscriptions)))


async def _announced(fetcher: Fetcher, subscription: Subscription) -> tuple[Lead, ...] | Skipped:
    accept = ACCEPT_FEED if subscription.kind == "feed" else ACCEPT_PAGE
    answer = await fetcher.fetch(subscription.url, outlet=subscription.outlet, accept=accept)
    if isinstance(answer, Page):
        return announced(answer, subscription)
    return answer if isinstance(answer, Skipped) else ()
