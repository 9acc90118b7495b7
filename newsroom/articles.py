"""The outlets and articles of the newsroom, read from its files."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

__all__ = [
    "FOLDER",
    "SECTIONS",
    "Article",
    "Block",
    "FeedKind",
    "Outlet",
    "PageKind",
    "Picture",
    "load_articles",
    "load_outlets",
    "read_article",
]

FOLDER = Path(__file__).parent
SECTIONS = ("world", "business", "technology", "science", "health", "policy", "sports", "culture")

FeedKind = Literal["rss", "atom", "page_list", "broken"]
PageKind = Literal["story", "video", "paywalled", "blocked", "login", "section", "missing", "disallowed"]
BlockKind = Literal["paragraph", "subhead", "list", "quote"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented news outlet and how its site is laid out."""

    key: str
    name: str
    tagline: str
    category: str
    language: str
    timezone: str
    charset: str
    template: str
    feed: FeedKind
    subscribe: str
    paths: str
    disallow: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead picture of an article."""

    file: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, subhead, list or block quote; only a list has more than one line."""

    kind: BlockKind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Article:
    """One page of an outlet. Pages of the same `event` tell the same story; odd pages have none."""

    night: int
    outlet: str
    slug: str
    path: str
    headline: str
    description: str
    section: str
    published: datetime
    body: tuple[Block, ...]
    modified: datetime | None = None
    event: str | None = None
    authors: tuple[str, ...] = ()
    biography: str | None = None
    agency: str | None = None
    language: str = "en"
    kind: PageKind = "story"
    dated: bool = True
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """The body as plain text, a line for each paragraph, subhead or list item."""
        return "\n".join(line for block in self.body for line in block.lines)

    @property
    def changed(self) -> datetime:
        return self.modified or self.published


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """All outlets, in the order of their ports."""
    listed = tomllib.loads((FOLDER / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    return tuple(Outlet(**{**fields, "disallow": tuple(fields["disallow"])}) for fields in listed)


@cache
def load_articles() -> tuple[Article, ...]:
    """All articles of both nights, oldest first."""
    files = sorted((FOLDER / "articles").glob("night-*/*.md"))
    return tuple(sorted((read_article(file) for file in files), key=lambda article: article.published))


def read_article(file: Path) -> Article:
    """The article in a file `night-<n>/<outlet>-<slug>.md`."""
    opening, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    if opening:
        raise ValueError(f"{file.name}: text before the front matter")
    key, _, slug = file.stem.partition("-")
    outlet = next(outlet for outlet in load_outlets() if outlet.key == key)
    fields: dict[str, Any] = {"language": outlet.language, **tomllib.loads(front)}
    fields["path"] = fields.get("path") or outlet.paths.format(slug=slug, published=fields["published"])
    fields["authors"] = tuple(fields.get("authors", ()))
    if "picture" in fields:
        fields["picture"] = Picture(**fields["picture"])
    article = Article(
        night=int(file.parent.name.removeprefix("night-")), outlet=key, slug=slug, body=_blocks(body), **fields
    )
    if article.section not in SECTIONS or article.kind not in get_args(PageKind):
        raise ValueError(f"{file.name}: section {article.section!r} or kind {article.kind!r} is unknown")
    return article


def _blocks(body: str) -> tuple[Block, ...]:
    return tuple(_block(part.strip()) for part in body.split("\n\n") if part.strip())


def _block(part: str) -> Block:
    lines = part.split("\n")
    if part.startswith("## "):
        return Block("subhead", (part.removeprefix("## "),))
    if part.startswith("- "):
        return Block("list", tuple(line.removeprefix("- ") for line in lines))
    if part.startswith("> "):
        return Block("quote", (" ".join(line.removeprefix("> ") for line in lines),))
    return Block("paragraph", (" ".join(lines),))
