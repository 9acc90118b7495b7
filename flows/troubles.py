"""What is broken for several nights, by the source ledger."""

from pathlib import Path

from sqlalchemy import make_url

from flows.configuration import Configuration
from store import LedgerRow, Store


def known(configuration: Configuration, store: Store | None = None) -> dict[str, LedgerRow]:
    """What the ledger has of the configured subscriptions, by URL. Makes no database where there is none yet."""
    if store is None:
        url = make_url(configuration.database_url)
        if url.drivername == "sqlite" and not Path(url.database or "").exists():
            return {}
        with Store.open(configuration.database_url) as opened:
            return known(configuration, opened)
    urls = {one.url for one in configuration.subscriptions}
    return {row.url: row for row in store.ledger() if row.url in urls}


def troubled(configuration: Configuration, store: Store) -> tuple[LedgerRow, ...]:
    """The subscriptions that are flagged, by outlet and URL."""
    return tuple(row for row in known(configuration, store).values() if row.trouble)


def sentence(row: LedgerRow) -> str:
    """What is wrong with it, and what to do."""
    return f"{row.outlet} ({row.trouble}): {row.url} was {row.why}; see whether it is still right, or remove it"
