"""What the pages of editions and lists show beside the records, for the templates to print."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.subscriptions import Category
from reader import wording
from reader.cards import PictureCard
from store import (
    DigestOpening,
    DigestSummary,
    EditionSummary,
    LedgerRow,
    OrganizationSummary,
    ToldFigure,
    ToldQuotation,
)
from summarizer.digests import Check, Digest, Edition, Failure, SourceReport

PER_PAGE = 50
"""Editions or digests on one page of a list."""


@dataclass(frozen=True)
class EditionPage:
    """What `edition.html` shows."""

    edition: Edition
    """Without digests."""
    digests: tuple[DigestOpening, ...]
    picture: PictureCard | None
    """The first digest's picture."""

    @property
    def minutes(self) -> int:
        """Reading time of all its digests."""
        return wording.minutes(sum(digest.words for digest in self.digests))

    @property
    def categories(self) -> list[tuple[Category, int]]:
        """The categories that it has, each with its number of digests."""
        return _categories(self.digests)

    @property
    def unread(self) -> list[tuple[str, str]]:
        """The outlets of which something could not be read, each with how much and why."""
        return [(source.outlet, _reasons(source)) for source in self.edition.sources if source.skipped]


@dataclass(frozen=True)
class SectionsPage:
    """What `sections.html` shows: an edition's digests by category."""

    edition: Edition
    digests: tuple[DigestSummary, ...]

    @property
    def categories(self) -> list[tuple[Category, int]]:
        """The categories that the edition has, each with its number of digests."""
        return _categories(self.digests)

    def of(self, category: Category) -> Iterator[tuple[int, DigestSummary]]:
        """The digests of a category, each with its place in the edition."""
        return ((rank, item) for rank, item in enumerate(self.digests, start=1) if item.category is category)


@dataclass(frozen=True)
class AboutPage:
    """What `about.html` shows: how an edition was made."""

    edition: Edition
    summary: EditionSummary
    ledger: dict[str, LedgerRow]
    """How each subscription fares, by its address."""

    @property
    def check(self) -> Check:
        """The verifier's results on all digests together."""
        checks = [digest.check for digest in self.edition.digests]
        return Check(
            checked=sum(check.checked for check in checks),
            failures=tuple(failure for check in checks for failure in check.failures),
        )

    @property
    def failures(self) -> list[tuple[Digest, tuple[Failure, ...]]]:
        """The digests of which something was left out or mended, each with what and why."""
        return [(digest, digest.check.failures) for digest in self.edition.digests if digest.check.failures]

    @property
    def unread(self) -> tuple[SourceReport, ...]:
        """The sources of which something could not be read."""
        return tuple(source for source in self.edition.sources if source.skipped)

    @property
    def skipped(self) -> int:
        """How many feeds and pages could not be read."""
        return sum(len(source.skipped) for source in self.edition.sources)

    @property
    def cited(self) -> Counter[str]:
        """In how many of its digests each outlet is cited."""
        return Counter(outlet for digest in self.edition.digests for outlet in {item.outlet for item in digest.sources})


@dataclass(frozen=True)
class ListPage:
    """What `archive.html` and `listing.html` show: one page of editions or digests."""

    title: str
    found: Sequence[Any]
    """The page's items, and one more where another page follows."""
    number: int
    address: Callable[[int], str]
    """Path of the page with a number."""
    category: Category | None = None
    """The category that it lists, which has feeds of its own."""

    @property
    def items(self) -> Sequence[Any]:
        """The page's items."""
        return self.found[:PER_PAGE]

    @property
    def newer(self) -> str | None:
        """Path of the page before."""
        return self.address(self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """Path of the page behind."""
        return self.address(self.number + 1) if len(self.found) > PER_PAGE else None


@dataclass(frozen=True)
class OrganizationPage(ListPage):
    """What `organization.html` shows: an organization with a page of the digests that it appears in."""

    organization: OrganizationSummary = field(kw_only=True)
    figures: Sequence[ToldFigure] = ()
    quotations: Sequence[ToldQuotation] = ()


@dataclass(frozen=True)
class Message:
    """What `message.html` shows."""

    title: str
    text: str
    commands: str = ""


FIRST_STEPS = Message(
    "No edition yet",
    "Make the first one in a terminal. The demo reads a sample newsroom; the other two read outlets of your choice.",
    "nightdesk demo\n\nnightdesk init\nnightdesk nightly",
)
MISSING = Message("There is no such page", "It may have been moved, or its address may be mistyped.")


def _categories(digests: Sequence[DigestOpening] | Sequence[DigestSummary]) -> list[tuple[Category, int]]:
    counts = Counter(digest.category for digest in digests)
    return [(category, counts[category]) for category in Category if counts[category]]


def _reasons(source: SourceReport) -> str:
    """Such as "2 behind a login, 1 took too long"."""
    return ", ".join(f"{number} {reason}" for reason, number in Counter(item.reason for item in source.skipped).items())
