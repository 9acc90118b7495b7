"""The store: what was announced, fetched, extracted, read and published, in SQLite or PostgreSQL.

`Store` holds the few questions that the program asks; each writing method is one transaction, and doing it twice is
doing it once. Nothing here reads a clock: times come in aware and go out in UTC, an edition goes by its local date.
"""

from store.articles import Articles
from store.editions import DigestSummary, Editions, EditionSummary
from store.images import Images
from store.ledger import FLAGGED_AFTER, Given, Ledger, LedgerRow, Trouble
from store.pages import Pages
from store.provenance import Inputs, MadeWith, Provenance
from store.retention import Retention
from store.sources import Sources
from store.stories import Stories
from store.term_counts import DayCounts, TermCounts

__all__ = [
    "FLAGGED_AFTER",
    "DayCounts",
    "DigestSummary",
    "EditionSummary",
    "Given",
    "Inputs",
    "LedgerRow",
    "MadeWith",
    "Store",
    "Trouble",
]


class Store(Sources, Ledger, Pages, Articles, TermCounts, Stories, Editions, Provenance, Retention, Images):
    """Everything that outlives a run; `Store.open(url)` gives one, usable from several threads until it is closed."""
