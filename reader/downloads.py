"""Editions and digests as files, by the ending of their names: the same from the reader, in an export and on the
command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader import addresses
from reader.addresses import PublicLinks
from reader.book import MEDIA_TYPE, edition_epub
from reader.documents import digest_json, edition_json
from reader.figures import figures_csv
from reader.markdown import digest_markdown, whole_edition_markdown
from reader.schemas import DigestDocument, EditionDocument, schema_json
from store import Store
from summarizer.digests import Digest, Edition


@dataclass(frozen=True)
class Download:
    """A form that editions come in."""

    media_type: str
    made: Callable[[Edition, Store, PublicLinks], bytes]
    kept: bool = False
    """Whether a browser should keep the file rather than show it."""


EDITION_FORMS: Mapping[str, Download] = {
    "md": Download(
        "text/markdown; charset=utf-8",
        lambda edition, _, link: whole_edition_markdown(edition, base_url=link.base_url).encode(),
    ),
    "json": Download("application/json", lambda edition, _, link: edition_json(edition, link)),
    "epub": Download(MEDIA_TYPE, edition_epub, kept=True),
    "csv": Download(
        "text/csv; charset=utf-8; header=present",
        lambda edition, _, link: figures_csv(edition.digests, link),
        kept=True,
    ),
}
"""By ending: the edition with all its digests, or, as CSV, their key figures."""

DIGEST_FORMS: Mapping[str, tuple[str, Callable[[Digest, PublicLinks], bytes]]] = {
    "md": (
        "text/markdown; charset=utf-8",
        lambda digest, link: digest_markdown(digest, base_url=link.base_url).encode(),
    ),
    "json": ("application/json", digest_json),
}
"""Media type and maker, by ending."""

SCHEMAS: Mapping[str, Callable[[PublicLinks], bytes]] = {
    addresses.DIGEST_SCHEMA: lambda link: schema_json(DigestDocument, link),
    addresses.EDITION_SCHEMA: lambda link: schema_json(EditionDocument, link),
}
"""The JSON Schemas, by path."""


def file_title(edition: Edition, ending: str) -> str:
    """What the file is called where it is kept: "nightdesk-2026-11-22.epub"."""
    return f"nightdesk-{edition.date.isoformat()}.{ending}"
