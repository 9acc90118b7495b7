"""Addresses of pages and files, and links between them that work on the live site and in a folder alike.

A page is named by its path from the root of the site: "", "editions/2026-11-22", "images/5f3a". Links are relative, so
that the site works below any prefix and its export works from any folder.
"""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from extractors.subscriptions import Category

FRONT = ""
ARCHIVE = "editions"
ASKED = "asked"
ORGANIZATIONS = "organizations"
SEARCH = "search"
STYLE = "style.css"
SCRIPT = "reader.js"
ICON = "icon.svg"
DIGEST_SCHEMA = "schema/digest.json"
EDITION_SCHEMA = "schema/edition.json"
FEEDS = {"atom": "application/atom+xml", "json": "application/feed+json"}
"""Endings of feeds, and their media types."""
_FILES = (".md", ".json", ".csv", ".epub", ".atom")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def edition(day: date) -> str:
    """Path of an edition."""
    return f"{ARCHIVE}/{day.isoformat()}"


def digest(day: date, slug: str) -> str:
    """Path of a digest."""
    return f"{edition(day)}/{slug}"


def sections(day: date) -> str:
    """Path of the page that shows an edition by category."""
    return f"sections/{day.isoformat()}"


def about(day: date) -> str:
    """Path of the page that says how an edition was made."""
    return f"about/{day.isoformat()}"


def organizations(page: int = 1) -> str:
    """Path of a page of the list of organizations."""
    return _numbered(ORGANIZATIONS, page)


def organization(slug: str, page: int = 1) -> str:
    """Path of a page of an organization."""
    return _numbered(f"{ORGANIZATIONS}/{slug}", page)


def evidence(day: date, slug: str, number: int) -> str:
    """Path of the page that shows a digest's source `number` with the cited sentences marked."""
    return f"{digest(day, slug)}/evidence/{number}"


def category(value: Category, page: int = 1) -> str:
    """Path of a page of a category's digests."""
    return _numbered(f"categories/{value.value}", page)


def asked(page: int = 1) -> str:
    """Path of a page of the digests that were asked for by hand."""
    return _numbered(ASKED, page)


def archive(page: int = 1) -> str:
    """Path of a page of the list of editions."""
    return _numbered(ARCHIVE, page)


def feed(ending: str, value: Category | None = None) -> str:
    """Path of the feed of all digests, or of those of a category."""
    return f"{category(value)}/feed.{ending}" if value else f"feed.{ending}"


def image(image_id: str) -> str:
    """Path of a stored image."""
    return f"images/{image_id}"


def _numbered(path: str, page: int) -> str:
    return path if page == 1 else f"{path}/page/{page}"


@dataclass(frozen=True)
class Links:
    """Builds the links that stand on one page."""

    page: str
    static: bool = False
    """True for a site of files, where a page is the file `index.html` in the folder of its name."""

    def __call__(self, target: str, fragment: str = "") -> str:
        """The relative link to the path `target`."""
        file, here = (file_name(path) if self.static else path for path in (target, self.page))
        above, name = file.split("/"), here.split("/")[:-1]
        shared = 0
        while shared < min(len(above) - 1, len(name)) and above[shared] == name[shared]:
            shared += 1
        link = "../" * (len(name) - shared) + quote("/".join(above[shared:]))
        return (link or "./") + (f"#{fragment}" if fragment else "")


@dataclass(frozen=True)
class PublicLinks:
    """Builds links that work from anywhere: from feeds, mails and files that people keep."""

    base_url: str
    """The reader's address, with or without a slash at its end."""

    def __call__(self, target: str, fragment: str = "") -> str:
        """The absolute link to the path `target`."""
        return f"{self.base_url.rstrip('/')}/{quote(target)}" + (f"#{fragment}" if fragment else "")

    def tag(self, day: date, name: str) -> str:
        """A tag URI (RFC 4151) for something of that day: it stays what it is wherever the thing moves to."""
        host = urlsplit(self.base_url).hostname or ""
        authority = host if _HOST.fullmatch(host) else "localhost"
        return f"tag:{authority},{day.isoformat()}:{quote(name, errors='replace')}"


def file_name(path: str) -> str:
    """The file of an export that holds what is at `path`: a page is `index.html` in the folder of its name."""
    if path in (STYLE, SCRIPT, ICON) or path.startswith("images/") or path.endswith(_FILES):
        return path
    return f"{path}/index.html" if path else "index.html"
