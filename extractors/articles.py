"""Pages as they came back, and the articles found in them.

All spans in the program are character offsets (Python string indices, end exclusive) into `Article.text`.
"""

import hashlib
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import BaseModel

from extractors.subscriptions import Category


class Page(BaseModel, frozen=True, extra="forbid"):
    """What came back for a lead."""

    lead: str
    """The URL that was asked for."""
    url: str
    """The URL that answered, after redirects."""
    moved_to: str = ""
    """Where `lead` has moved for good: the end of the permanent redirects (301, 308) that the way began with."""
    status: int
    headers: dict[str, str]
    """Response headers, names in lower case."""
    body: bytes
    """The decoded (decompressed) body."""
    fetched: datetime


class Span(BaseModel, frozen=True, extra="forbid"):
    """Characters `start` to `end` of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


class Paragraph(Span, frozen=True):
    """One block of the body and its kind."""

    kind: Literal["paragraph", "heading", "item", "quotation"] = "paragraph"


class Image(BaseModel, frozen=True, extra="forbid"):
    """An article's lead image, with what its page says of it; strings are empty where it says nothing."""

    url: str
    caption: str = ""
    alt: str = ""
    credit: str = ""


class Article(BaseModel, frozen=True, extra="forbid"):
    """Text and metadata of one page, as it stood when it was fetched.

    A page whose text changes gives a new Article with the same `url`, so evidence never shifts under a digest.
    """

    url: str
    """The page's canonical URL."""
    outlet: str
    headline: str
    authors: tuple[str, ...] = ()
    """People, each by name alone."""
    credited: tuple[str, ...] = ()
    """Organizations that the page credits as authors: agencies, desks, the outlet itself."""
    published: datetime | None = None
    modified: datetime | None = None
    fetched: datetime
    category: Category
    section: str = ""
    language: str = "en"
    description: str = ""
    text: str
    """The body: paragraphs joined by one blank line ("\\n\\n")."""
    paragraphs: tuple[Paragraph, ...]
    image: Image | None = None
    preview: bool = False
    """True where the page shows the beginning only (a paywall), so that the source card can say so."""

    @cached_property
    def id(self) -> str:
        """16 hexadecimal digits that name this text at this URL."""
        name = "\0".join((self.url, self.headline, self.text))
        return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def dated(self) -> datetime:
        """When it was published, or fetched where no date is known or the date lies after the fetch."""
        return min(self.published, self.fetched) if self.published else self.fetched
