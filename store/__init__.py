"""The store: what was announced, fetched, extracted, read and published, in SQLite or PostgreSQL.

`Store` holds the few questions that the program asks; each writing method is one transaction, and doing it twice is
doing it once. Nothing here reads a clock: times come in aware and go out in UTC, an edition goes by its local date.
"""

from store.articles import Articles
from store.editions import DigestSummary, EditionOutline, Editions, EditionSummary
from store.images import Images
from store.mailings import Mailings
from store.pages import Pages
from store.sources import LedgerRow, Sources
from store.stories import Stories
from store.term_counts import DayCounts, TermCounts

__all__ = ["DayCounts", "DigestSummary", "EditionOutline", "EditionSummary", "LedgerRow", "Store"]


class Store(Sources, Pages, Articles, TermCounts, Stories, Editions, Images, Mailings):
    """Everything that outlives a run; `Store.open(url)` gives one, usable from several threads until it is closed."""
