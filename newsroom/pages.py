"""What an outlet's site answers for a path: article pages, feeds, lists, pictures and robots.txt."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from newsroom.articles import FOLDER, SECTIONS, Article, Outlet

__all__ = ["Page", "build_page"]

# Pages that never change carry this date, so that what is served does not depend on the clock.
FOUNDED = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)

GERMAN_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to a request."""

    status: int
    content_type: str
    body: bytes
    modified: datetime

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def last_modified(self) -> str:
        return format_datetime(self.modified.astimezone(UTC), usegmt=True)


def build_page(outlet: Outlet, origin: str, articles: Sequence[Article], path: str) -> Page:
    """The page at a path of an outlet's site, which shows these articles (newest first)."""
    if path in _pictures():
        return _pictures()[path]
    if path == "/robots.txt":
        rules = "".join(f"Disallow: {folder}\n" for folder in outlet.disallow) or "Disallow:\n"
        return Page(200, "text/plain; charset=utf-8", f"User-agent: *\n{rules}".encode(), FOUNDED)
    changed = max((article.changed for article in articles), default=FOUNDED)
    site = {"outlet": outlet, "origin": origin, "articles": articles, "sections": SECTIONS}
    if path == outlet.subscribe and outlet.feed in ("rss", "atom"):
        # Feeds are UTF-8 whatever the pages are.
        body = _render(f"{outlet.feed}.xml", {**site, "changed": changed}).encode()
        return Page(200, f"application/{outlet.feed}+xml; charset=utf-8", body, changed)
    if path == outlet.subscribe and outlet.feed == "broken":
        return _html(outlet, 200, "broken.html", site, FOUNDED)
    if path in ("/", outlet.subscribe):
        return _html(outlet, 200, "list.html", {**site, "title": "Latest"}, changed)
    if path == "/about":
        return _html(outlet, 200, "about.html", site, FOUNDED)
    if path.removeprefix("/section/") in SECTIONS:
        section = path.removeprefix("/section/")
        within = [article for article in articles if article.section == section]
        return _html(outlet, 200, "list.html", {**site, "articles": within, "title": section.title()}, changed)
    for article in articles:
        if article.path == path and article.kind != "missing":
            # Only articles of the same night are related, so that a page stays the same once it is out.
            related = [other for other in articles if other.kind == "story" and other.night == article.night]
            related = [other for other in related if other != article][:4]
            content = {**site, "article": article, "related": related, "title": article.headline}
            modified = changed if article.kind == "section" else article.changed
            return _html(outlet, 200, _template(outlet, article), content, modified)
    return _html(outlet, 404, "missing.html", site, FOUNDED)


def _template(outlet: Outlet, article: Article) -> str:
    match article.kind:
        case "blocked" | "login":
            return f"{article.kind}.html"
        case "section":
            return "list.html"
        case _:
            return outlet.template


def _html(outlet: Outlet, status: int, template: str, content: dict[str, object], modified: datetime) -> Page:
    body = _render(template, content).encode(outlet.charset)
    return Page(status, f"text/html; charset={outlet.charset}", body, modified)


@cache
def _pictures() -> dict[str, Page]:
    """The pictures by their paths, which are the same on every site."""
    return {
        f"/images/{file.name}": Page(
            200, f"image/{'png' if file.suffix == '.png' else 'jpeg'}", file.read_bytes(), FOUNDED
        )
        for file in (FOLDER / "images").iterdir()
    }


def _render(template: str, content: dict[str, object]) -> str:
    return _environment().get_template(template).render(content)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rfc822"] = format_datetime
    environment.filters["clock"] = lambda moment: f"{moment:%H:%M}"
    environment.filters["long_date"] = lambda moment: f"{moment.day} {moment:%B %Y}"
    environment.filters["american_date"] = lambda moment: f"{moment:%B} {moment.day}, {moment.year}"
    environment.filters["german_date"] = lambda moment: f"{moment.day}. {GERMAN_MONTHS[moment.month - 1]} {moment.year}"
    return environment
