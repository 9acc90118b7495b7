"""The store: what was announced, fetched, extracted, read and published, in SQLite or PostgreSQL.

`Store` holds the few questions that the program asks; each writing method is one transaction, and doing it twice is
doing it once. Nothing here reads a clock: times come in aware and go out in UTC, an edition goes by its local date.
"""

from typing import Self

from store.articles import Articles
from store.derivations import Derivations
from store.editions import DigestSummary, EditionOutline, Editions, EditionSummary
from store.images import Images
from store.ledger import FLAGGED_AFTER, Given, Ledger, LedgerRow, Trouble
from store.mailings import Mailings
from store.openings import DigestOpening, EditionOpening, Openings
from store.organizations import (
    OrganizationName,
    Organizations,
    OrganizationSummary,
    ToldFigure,
    ToldQuotation,
)
from store.pages import Pages
from store.provenance import Inputs, MadeWith, Provenance
from store.retention import Retention
from store.search import Found, Hit, Marked, Passage, Search
from store.sources import Sources
from store.stories import Stories
from store.term_counts import DayCounts, TermCounts

__all__ = [
    "FLAGGED_AFTER",
    "DayCounts",
    "DigestOpening",
    "DigestSummary",
    "EditionOpening",
    "EditionOutline",
    "EditionSummary",
    "Found",
    "Given",
    "Hit",
    "Inputs",
    "LedgerRow",
    "MadeWith",
    "Marked",
    "OrganizationName",
    "OrganizationSummary",
    "Passage",
    "Store",
    "ToldFigure",
    "ToldQuotation",
    "Trouble",
]


class Store(
    Sources,
    Pages,
    Articles,
    TermCounts,
    Stories,
    Editions,
    Openings,
    Images,
    Mailings,
    Search,
    Organizations,
    Derivations,
    Ledger,
    Provenance,
    Retention,
):
    """Everything that outlives a run; `Store.open(url)` gives one, usable from several threads until it is closed."""

    @classmethod
    def open(cls, url: str) -> Self:
        """The store at `url`; see `Database.open`. What this program derives otherwise is derived anew."""
        store = super().open(url)
        try:
            store.derive_anew()
        except BaseException:
            store.close()
            raise
        return store
