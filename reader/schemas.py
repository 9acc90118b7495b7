"""What the JSON documents of digests and editions hold, and their JSON Schemas, which are made from these very models.

`version` changes when a field is taken away or gets another meaning. Fields may be added at any time, so programs that
read documents should pass over what they don't know.
"""

import json
from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractors.subscriptions import Category
from reader import addresses
from reader.addresses import PublicLinks

WebAddress = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class Part(BaseModel):
    """What every part of a document is."""

    model_config = ConfigDict(frozen=True)


class PassageDocument(Part):
    """Words that something stands on: characters `start` to `end` of the stored text of a source."""

    source: int = Field(description="Number of the source.")
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Cited(Part):
    """Something with the sources that say it."""

    citations: tuple[int, ...] = Field(description="Numbers of the sources that say it, ascending.")
    passages: tuple[PassageDocument, ...]


class StatementDocument(Cited):
    """One sentence."""

    text: str


class SectionDocument(Part):
    """A headed part of the body."""

    heading: str
    paragraphs: tuple[tuple[StatementDocument, ...], ...]


class KeyFigureDocument(Cited):
    """A figure, in words of the sources, and as a number where that is known."""

    figure: str = Field(description='With its hedge: "over 329%".')
    measures: str
    period: str
    attribution: str
    low: float | None
    high: float | None = Field(description="Equal to `low` unless the figure is a range.")
    unit: str = Field(description="percent, percentage_points, basis_points, times, an ISO 4217 code or a noun.")


class WordingDocument(Cited):
    """Somebody's words."""

    words: str


class QuotationDocument(WordingDocument):
    """Somebody's words, and whose they are."""

    speaker: str
    role: str
    affiliation: str
    venue: str
    otherwise: tuple[WordingDocument, ...] = Field(description="How other sources word what was said.")


class SupersededDocument(Cited):
    """A figure that its own outlet has replaced since."""

    figure: str


class AccountDocument(Part):
    """One side of a difference."""

    figure: str
    statement: StatementDocument
    supersedes: tuple[SupersededDocument, ...]


class DifferenceDocument(Part):
    """Figures for one thing that do not agree."""

    subject: str
    accounts: tuple[AccountDocument, ...]


class SourceDocument(Part):
    """One of the sources."""

    number: int
    outlet: str
    headline: str
    url: WebAddress | None = Field(description="null where its address must not be followed.")
    evidence_url: WebAddress = Field(description="Page with its stored text and the cited passages marked.")
    authors: tuple[str, ...]
    credited: tuple[str, ...] = Field(description="Agencies, desks and other organizations named as authors.")
    published: datetime | None
    language: str
    preview: bool = Field(description="Whether only a part of its text could be read.")
    excerpt: str
    same_text_as: int | None = Field(description="Number of the first source that prints the same text.")


class PictureDocument(Part):
    """The picture, never to be shown without its credit."""

    url: WebAddress
    caption: str
    alt: str
    credit: str
    source_url: WebAddress | None


class RelatedDocument(Part):
    """An earlier digest."""

    date: Date
    slug: str
    url: WebAddress
    headline: str
    category: Category


class FailureDocument(Part):
    """Something that the verifier found untrue, and that was dropped or mended before publication."""

    part: str
    text: str
    reason: str
    dropped: bool


class CheckDocument(Part):
    """The verifier's result."""

    checked: int
    passed: int
    failures: tuple[FailureDocument, ...]


class DigestDocument(Part):
    """One story written up from several sources, every statement cited."""

    model_config = ConfigDict(frozen=True, title="Nightdesk digest", populate_by_name=True)

    schema_: WebAddress = Field(alias="$schema")
    version: Literal[1] = 1
    url: WebAddress
    date: Date = Field(description="Local date of the edition.")
    slug: str
    story: str = Field(description="Stays the same from edition to edition as the story goes on.")
    headline: str
    category: Category
    updated: datetime = Field(description="When the newest of its sources was fetched.")
    outlets: int
    independent: int = Field(description="How many independent texts the sources are.")
    words: int
    minutes: int = Field(description="Reading time.")
    method: str
    ranked_for: str
    tldr: tuple[StatementDocument, ...]
    new: tuple[StatementDocument, ...] = Field(description="What the last edition that told the story did not have.")
    key_figures: tuple[KeyFigureDocument, ...]
    sections: tuple[SectionDocument, ...]
    quotations: tuple[QuotationDocument, ...]
    differences: tuple[DifferenceDocument, ...]
    picture: PictureDocument | None
    sources: tuple[SourceDocument, ...]
    related: tuple[RelatedDocument, ...]
    check: CheckDocument


class UnreadDocument(Part):
    """A page or feed that could not be read."""

    url: str
    reason: str
    detail: str


class SubscriptionDocument(Part):
    """What one subscription gave to an edition."""

    outlet: str
    url: str
    articles: int
    unread: tuple[UnreadDocument, ...]


class EditionDocument(Part):
    """The digests of one date, the most important first."""

    model_config = ConfigDict(frozen=True, title="Nightdesk edition", populate_by_name=True)

    schema_: WebAddress = Field(alias="$schema")
    version: Literal[1] = 1
    url: WebAddress
    date: Date
    timezone: str
    since: datetime
    until: datetime
    articles: int = Field(description="How many articles were read for it.")
    digests: tuple[DigestDocument, ...]
    subscriptions: tuple[SubscriptionDocument, ...]


def schema_json(kind: type[DigestDocument] | type[EditionDocument], link: PublicLinks) -> bytes:
    """The JSON Schema (draft 2020-12) of the documents of that kind."""
    path = addresses.DIGEST_SCHEMA if kind is DigestDocument else addresses.EDITION_SCHEMA
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": link(path),
        **kind.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2).encode()
