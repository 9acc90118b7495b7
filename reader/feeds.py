"""Feeds of the digests: Atom 1.0 (RFC 4287) and JSON Feed 1.1, of all categories or of one.

An entry is one story in one edition. It keeps its id when the edition is published anew, even under another headline,
and its time of update moves only when the story has a newer source.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from extractors.subscriptions import Category
from reader import addresses
from reader.addresses import PublicLinks
from reader.bodies import digest_html
from reader.cards import picture_card
from reader.outside import printable
from store import Store
from summarizer.digests import Digest

ENTRIES = 50
"""Digests in a feed: the newest edition's, however many, and earlier ones up to this number."""

_MOST = 200  # stories in an edition
_ATOM = "http://www.w3.org/2005/Atom"
_MADE = ElementMaker(namespace=_ATOM, nsmap={None: _ATOM})
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """What a feed holds, in whichever format."""

    category: Category | None
    digests: tuple[Digest, ...]
    """Newest edition first, within it by rank."""
    link: PublicLinks

    @property
    def title(self) -> str:
        """Such as "Nightdesk: Science and Research"."""
        return f"Nightdesk: {self.category.label}" if self.category else "Nightdesk"

    @property
    def home(self) -> str:
        """The page that shows the same."""
        return self.link(addresses.category(self.category) if self.category else addresses.FRONT)

    @property
    def updated(self) -> datetime:
        """When the newest of its sources was fetched."""
        return max((digest.updated for digest in self.digests), default=_NEVER)

    def itself(self, ending: str) -> str:
        """The feed's own address."""
        return self.link(addresses.feed(ending, self.category))


def feed(store: Store, category: Category | None, base_url: str) -> Feed:
    """The newest digests, for the reader at `base_url`."""
    listed = store.recent_digests(category=category, limit=_MOST)
    shown = [one for place, one in enumerate(listed) if place < ENTRIES or one.date == listed[0].date]
    digests = (store.digest(one.date, one.slug) for one in shown)
    return Feed(category, tuple(digest for digest in digests if digest), PublicLinks(base_url))


def atom(of: Feed) -> bytes:
    """The feed as Atom."""
    root = _MADE.feed(
        _MADE.id(of.itself("atom")),
        _MADE.title(of.title),
        _MADE.subtitle("Many sources, one digest of each story, every statement cited."),
        _MADE.updated(_rfc3339(of.updated)),
        _MADE.author(_MADE.name("Nightdesk")),
        _MADE.link(rel="self", type=addresses.FEEDS["atom"], href=of.itself("atom")),
        _MADE.link(rel="alternate", type="text/html", href=of.home),
        _MADE.icon(of.link(addresses.ICON)),
        *_entries(of),
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entries(of: Feed) -> Iterator[etree._Element]:
    for digest in of.digests:
        permalink = of.link(addresses.digest(digest.date, digest.slug))
        yield _MADE.entry(
            _MADE.id(_entry_id(of, digest)),
            _MADE.title(printable(digest.headline)),
            _MADE.updated(_rfc3339(digest.updated)),
            _MADE.link(rel="alternate", type="text/html", href=permalink),
            _MADE.category(term=digest.category.value, label=digest.category.label),
            _MADE.summary(_summary(digest)),
            _MADE.content(digest_html(digest, of.link), type="html"),
        )


def json_feed(of: Feed) -> bytes:
    """The feed as JSON Feed."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": of.title,
        "home_page_url": of.home,
        "feed_url": of.itself("json"),
        "description": "Many sources, one digest of each story, every statement cited.",
        "language": "en",
        "authors": [{"name": "Nightdesk"}],
        "items": [_item(of, digest) for digest in of.digests],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _item(of: Feed, digest: Digest) -> dict[str, Any]:
    picture = picture_card(digest)
    item = {
        "id": _entry_id(of, digest),
        "url": of.link(addresses.digest(digest.date, digest.slug)),
        "title": printable(digest.headline),
        "summary": _summary(digest),
        "content_html": digest_html(digest, of.link),
        "date_published": _rfc3339(digest.updated),
        "date_modified": _rfc3339(digest.updated),
        "tags": [digest.category.label],
    }
    return item | ({"image": of.link(addresses.image(picture.image))} if picture else {})


def _entry_id(of: Feed, digest: Digest) -> str:
    return of.link.tag(digest.date, f"story/{digest.story}")


def _summary(digest: Digest) -> str:
    return " ".join(printable(statement.text) for statement in digest.tldr)


def _rfc3339(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


FORMS: Mapping[str, Callable[[Feed], bytes]] = {"atom": atom, "json": json_feed}
"""What writes a feed, by the ending of its address."""
