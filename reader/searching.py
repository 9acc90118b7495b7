"""What somebody asks of search by an address, and what the page of its answer shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from urllib.parse import urlencode

from extractors.subscriptions import Category
from store import Found, Marked, Store

PER_PAGE = 10
"""Digests on a page of search."""

LONGEST_QUERY = 1_000
"""Characters of a query that go into links to further pages, which must be addresses of a length that works."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAGE = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class Asked:
    """The parameters of a search, as they were written in its address."""

    q: str = ""
    category: str = ""
    outlet: str = ""
    organization: str = ""
    since: str = ""
    until: str = ""
    page: str = "1"

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "Asked":
        """What an address asks; parameters that search doesn't know are passed over."""
        names = {"from": "since", "to": "until"}
        known = {names.get(name, name): value.strip() for name, value in parameters.items()}
        fields = cls.__dataclass_fields__.keys() - names.values() | {
            names[name] for name in names if name in parameters
        }
        return cls(**{name: value for name, value in known.items() if name in fields and value})

    @property
    def faults(self) -> tuple[str, ...]:
        """A sentence for each parameter that can't be understood."""
        categories = ", ".join(Category)
        found = {
            f"There is no category {self.category[:40]!r}: choose one of {categories}.": self.category
            not in ("", *Category),
            f"{self.since[:40]!r} is no date: write the first one as in 2026-11-22.": not _is_date(self.since),
            f"{self.until[:40]!r} is no date: write the last one as in 2026-11-22.": not _is_date(self.until),
            f"{self.page[:40]!r} is no page number: pages are 1, 2, 3, …": not _PAGE.fullmatch(self.page),
        }
        return tuple(sentence for sentence, is_fault in found.items() if is_fault)

    @property
    def number(self) -> int:
        """The number of the page."""
        return int(self.page)

    @property
    def address(self) -> str:
        """The query part of the address that asks this, without what is not asked."""
        names = {"since": "from", "until": "to"}
        fields = {names.get(name, name): getattr(self, name) for name in self.__dataclass_fields__}
        kept = {**fields, "q": self.q[:LONGEST_QUERY], "page": "" if self.page == "1" else self.page}
        return urlencode({name: value for name, value in kept.items() if value}, errors="replace")

    def on(self, number: int) -> "Asked":
        """The same on another page."""
        return replace(self, page=str(number))

    def found(self, store: Store) -> Found:
        """The store's answer. There must be no `faults`."""
        return store.search(
            self.q,
            category=Category(self.category) if self.category else None,
            outlet=self.outlet,
            organization=self.organization,
            since=Date.fromisoformat(self.since) if self.since else None,
            until=Date.fromisoformat(self.until) if self.until else None,
            limit=PER_PAGE,
            offset=(self.number - 1) * PER_PAGE,
        )


@dataclass(frozen=True)
class SearchPage:
    """What `search.html` shows."""

    asked: Asked
    found: Found | None
    """None where nothing was asked, or what can't be understood."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What can't be understood, in sentences."""
        return self.asked.faults

    @property
    def first(self) -> int:
        """The place of the page's first hit among all."""
        return (self.asked.number - 1) * PER_PAGE + 1

    @property
    def newer(self) -> str | None:
        """The query part of the address of the page before."""
        return self.asked.on(self.asked.number - 1).address if self.found and self.asked.number > 1 else None

    @property
    def older(self) -> str | None:
        """The query part of the address of the page behind."""
        if self.found is None or self.asked.number * PER_PAGE >= self.found.total:
            return None
        return self.asked.on(self.asked.number + 1).address

    def pieces(self, words: Marked) -> Iterator[tuple[str, bool]]:
        """The words cut at the ends of their matches, each piece with whether it is one."""
        at = 0
        for span in words.matches:
            if at < span.start:
                yield words.text[at : span.start], False
            yield span.of(words.text), True
            at = span.end
        if at < len(words.text):
            yield words.text[at:], False


def _is_date(text: str) -> bool:
    if not text:
        return True
    try:
        return bool(_DATE.fullmatch(text) and Date.fromisoformat(text))
    except ValueError:
        return False
