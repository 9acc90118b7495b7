"""What the HTTP API answers with, beside the documents of digests. All links are absolute."""

from datetime import date as Date
from datetime import datetime
from typing import Generic, TypeVar

from pydantic import ConfigDict, Field

from extractors.subscriptions import Category
from reader.schemas import KeyFigureDocument, Part, QuotationDocument, SubscriptionDocument, WebAddress

Item = TypeVar("Item")


class Listed(Part, Generic[Item]):
    """A part of a list."""

    items: tuple[Item, ...]
    next: WebAddress | None = Field(description="Address of the next part; null on the last one.")


class EditionItem(Part):
    """An edition in a list."""

    date: Date
    url: WebAddress = Field(description="Its page.")
    api_url: WebAddress
    headline: str = Field(description="Of its first digest; empty where it has none.")
    digests: int = Field(description="How many digests it has.")
    published_at: datetime
    revision: int = Field(description="1 when it was first published, one more each time its content changed.")


class DigestItem(Part):
    """A digest in a list."""

    date: Date
    slug: str
    url: WebAddress = Field(description="Its page.")
    api_url: WebAddress
    story: str = Field(description="Stays the same from edition to edition as the story goes on.")
    headline: str
    tldr: str
    category: Category
    outlets: int


class EditionOutlineDocument(Part):
    """An edition, with its digests in their order."""

    date: Date
    url: WebAddress = Field(description="Its page.")
    document_url: WebAddress = Field(description="The edition with all of its digests as one JSON document.")
    timezone: str = Field(description="IANA name of the zone that the date belongs to.", examples=["Europe/Berlin"])
    since: datetime
    until: datetime = Field(description="It covers articles dated from `since` (inclusive) to `until` (exclusive).")
    articles: int = Field(description="How many articles were read for it.")
    published_at: datetime
    revision: int
    digests: tuple[DigestItem, ...]
    subscriptions: tuple[SubscriptionDocument, ...]


class StoryDocument(Part):
    """A story: the digests that told it, newest first."""

    story: str
    digests: tuple[DigestItem, ...]
    next: WebAddress | None = Field(description="Address of earlier digests; null where there are none.")


class CitedPassage(Part):
    """Words that a digest cites."""

    start: int
    end: int = Field(description="Offsets in characters (Unicode code points) into the source's text.")
    words: str
    url: WebAddress | None = Field(description="Opens the source at these words; null where it must not be followed.")


class EvidenceDocument(Part):
    """A source of a digest, with the passages that the digest cites."""

    number: int = Field(description="Its number in the digest.")
    outlet: str
    headline: str
    url: WebAddress | None
    page_url: WebAddress = Field(description="Page with its stored text and the passages marked.")
    published: datetime | None
    language: str
    passages: tuple[CitedPassage, ...]


class SourceTextDocument(EvidenceDocument):
    """A source with its whole stored text, into which the passages' offsets lead."""

    text: str


class OrganizationName(Part):
    """An organization."""

    slug: str
    name: str
    api_url: WebAddress


class OrganizationDocument(Part):
    """An organization, and how often it appeared."""

    slug: str = Field(examples=["world-economic-forum"])
    name: str = Field(examples=["World Economic Forum"])
    aliases: tuple[str, ...] = Field(examples=[["WEF"]])
    digests: int = Field(description="In how many digests it appeared.")
    latest: Date = Field(description="Date of the latest of them.")
    url: WebAddress = Field(description="Its page.")
    api_url: WebAddress


class Told(Part):
    """Something that a digest tells."""

    date: Date
    slug: str
    headline: str
    category: Category
    url: WebAddress = Field(description="Page of the digest.")


class FigureDocument(Told):
    """A key figure, and the digest that it stands in."""

    figure: KeyFigureDocument
    outlets: tuple[str, ...] = Field(description="Those that give it.")


class ToldQuotationDocument(Told):
    """A quotation, and the digest that it stands in."""

    quotation: QuotationDocument
    outlets: tuple[str, ...] = Field(description="Those that print these words.")


class MatchDocument(Part):
    """Where a term of the query stands."""

    start: int
    end: int = Field(description="Offsets in characters (Unicode code points) into `text`.")


class MarkedDocument(Part):
    """Plain text, and where in it the query's terms stand. It must be escaped before it is put into HTML."""

    model_config = ConfigDict(
        frozen=True, json_schema_extra={"examples": [{"text": "A ferry burned.", "matches": [{"start": 2, "end": 7}]}]}
    )

    text: str
    matches: tuple[MatchDocument, ...]


class FoundPassage(Part):
    """A cited passage that has terms of the query."""

    number: int = Field(description="Number of the source in the digest.")
    outlet: str
    url: WebAddress = Field(description="Page of the evidence, at the passage.")
    words: MarkedDocument


class HitDocument(Part):
    """A digest that was found."""

    date: Date
    slug: str
    category: Category
    outlets: int
    url: WebAddress = Field(description="Its page.")
    api_url: WebAddress
    headline: MarkedDocument
    snippet: MarkedDocument = Field(description="The part of the digest that has the most terms.")
    passages: tuple[FoundPassage, ...]


class FoundDocument(Listed[HitDocument]):
    """What a search found: digests with all terms in the headline first, then in the text, then in the evidence; the
    newest first within each."""

    total: int = Field(description="How many digests were found, at most 500.")
    complete: bool = Field(description="Whether these are all; where not, earlier ones can be found with `to`.")


class Fault(Part):
    """A parameter that can't be understood."""

    parameter: str
    reason: str


class Problem(Part):
    """Why a request failed, as RFC 9457 has it."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={"examples": [{"title": "Not Found", "status": 404, "detail": "There is no such edition."}]},
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    faults: tuple[Fault, ...] = ()
