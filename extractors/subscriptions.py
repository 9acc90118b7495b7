"""What the reader chose to read, what those subscriptions announce, and why something was not read."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field


class Category(StrEnum):
    """The closed vocabulary of categories; `label` is how a page prints one."""

    WORLD = "world"
    BUSINESS = "business"
    TECHNOLOGY = "technology"
    SCIENCE = "science"
    HEALTH = "health"
    POLICY = "policy"
    SPORTS = "sports"
    CULTURE = "culture"

    @property
    def label(self) -> str:
        """The printed name, such as "Business and Economy"."""
        return _LABELS[self]


_LABELS = {
    Category.WORLD: "World",
    Category.BUSINESS: "Business and Economy",
    Category.TECHNOLOGY: "Technology",
    Category.SCIENCE: "Science and Research",
    Category.HEALTH: "Health",
    Category.POLICY: "Policy",
    Category.SPORTS: "Sports",
    Category.CULTURE: "Entertainment and Culture",
}


def web_address(url: str) -> str:
    """`url` unchanged if it is an http(s) address with a host; raises ValueError otherwise."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("write a full web address that begins with http:// or https://")
    return url


WebAddress = Annotated[str, AfterValidator(web_address)]


class Subscription(BaseModel, frozen=True, extra="forbid"):
    """Something the reader chose to read."""

    outlet: str = Field(min_length=1, description="The publisher's name as the digest prints it.")
    url: WebAddress = Field(description="Address of the feed, of a page that names it, of the sitemap or page list.")
    kind: Literal["feed", "sitemap", "page_list"] = Field(
        "feed", description="A feed (RSS, Atom, JSON Feed), a sitemap (also a robots.txt), or an HTML page of links."
    )
    category: Category = Field(
        Category.WORLD,
        description="Category of articles that name no section of their own; with world, their text decides.",
    )
    language: str = Field("en", pattern=r"^[a-z]{2}$", description="Two-letter code of the language it is written in.")


class Lead(BaseModel, frozen=True, extra="forbid"):
    """A URL that a subscription announced, with what the announcement said of it."""

    url: WebAddress
    """What identifies it: the address without tracking parameters."""
    announced: str = ""
    """The address as it was announced, where it differs: some servers answer to nothing else."""
    subscription: str
    """The subscription's `url`; for a page that somebody asked for by hand, the page's own URL."""
    outlet: str = ""
    category: Category = Category.WORLD
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None


class Reason(StrEnum):
    """Why something was not read; the value is the short text that a report prints."""

    ROBOTS = "robots.txt asks us not to"
    PRIVATE_ADDRESS = "private network address"
    BAD_ADDRESS = "not a web address"
    UNREACHABLE = "could not connect"
    TIMEOUT = "took too long"
    BROKEN_ANSWER = "gave no whole answer"
    HOST_LEFT_ALONE = "left alone after too many faults"
    STATUS = "answered with an error"
    TOO_LARGE = "larger than the limit"
    TOO_MANY_REDIRECTS = "redirected too often"
    NOT_HTML = "not an HTML page"
    NOT_IMAGE = "not an image that can be shown"
    BAD_FEED = "not a readable feed"
    BLOCK_PAGE = "the site blocked us"
    LOGIN_WALL = "behind a login"
    CONSENT_WALL = "behind a request for consent"
    MISSING_PAGE = "says that the page is missing"
    VIDEO_PAGE = "a video without a text"
    INDEX_PAGE = "a list of links, no story"
    TOO_SHORT = "too little text"
    NO_TEXT = "no text found"
    OTHER_LANGUAGE = "in a language that is not read"
    BROKEN_PAGE = "could not be parsed"


class Skipped(BaseModel, frozen=True, extra="forbid"):
    """One feed or page that was not read, for the run's report."""

    url: str
    outlet: str
    reason: Reason
    detail: str = ""

    @property
    def why(self) -> str:
        """Reason and detail: "answered with an error: HTTP 404"."""
        return f"{self.reason}: {self.detail}" if self.detail else str(self.reason)
