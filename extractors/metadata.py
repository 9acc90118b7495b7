"""What a page says about its article: headline, outlet, authors, dates, section, language, address, image, paywall.

Each is asked of the sources in the order of their worth: JSON-LD, microdata, OpenGraph and other meta tags, then what
is visible in the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from htmldate import find_date
from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from extractors.addresses import cleaned, resolved, same_site
from extractors.articles import Image
from extractors.bylines import person_names
from extractors.dates import read_date
from extractors.headlines import agreed_headline, letters_of, without_outlet
from extractors.images import lead_image, names_figure
from extractors.linked_data import (
    Node,
    article_node,
    linked_nodes,
    listed,
    microdata,
    readable,
    text_of,
    types_of,
)

_MAX_FIELD_CHARS = 2_000
_MAX_HEADLINE_CHARS = 400
_HEAD_CHARS = 5_000
_MAX_BYLINE_NAMES = 4
_MAX_METAS = 500

_BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|author)", re.IGNORECASE)
_NO_BYLINE = re.compile(r"bio|about|related|comment|avatar|image|photo|social|follow|footer|card|list|archive", re.I)
_NAMING = ("class", "id", "data-testid")
_KEPT = frozenset({"meta", "link", "title", "h1", "time", "figure", "base"})


@dataclass(frozen=True)
class Metadata:
    """What a page says about its article; strings are empty and the rest None where it says nothing."""

    url: str
    """The canonical URL, if it lies on the page's own site; else the page's URL."""
    headline: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    language: str = ""
    description: str = ""
    image: Image | None = None
    free: bool | None = None
    """False where the page says that it is not accessible for free."""
    article: bool = False
    """True where the page calls itself an article."""


def read_metadata(markup: str, url: str, tree: HtmlElement | None = None, fetched: datetime | None = None) -> Metadata:
    """What the page `markup`, fetched from `url`, says about its article. In `tree`, the same page parsed, date and
    authors are searched where nothing states them; no date found so lies after `fetched`."""
    return _Reader(markup, url, fetched).metadata(tree)


class _Parts(SoupStrainer):
    """Keeps the elements that metadata stands in, so that the rest of a page is never built."""

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: Any) -> bool:  # noqa: ARG002
        """True for an element that may hold metadata."""
        attrs = attrs or {}
        if name in _KEPT or "itemprop" in attrs:
            return True
        if name == "script":
            return "ld+json" in str(attrs.get("type", "")).lower()
        if attrs.get("rel") == "author" or names_figure(name, str(attrs.get("class", ""))):
            return True
        named = " ".join(str(attrs.get(attribute, "")) for attribute in _NAMING)
        return bool(_BYLINE.search(named)) and not _NO_BYLINE.search(named)


class _Reader:
    """One page's sources of metadata, and the choice among them."""

    def __init__(self, markup: str, url: str, fetched: datetime | None) -> None:
        self._url = url
        self._fetched = fetched
        self._markup_head = markup[:_HEAD_CHARS]
        self._soup = BeautifulSoup(markup, "lxml", parse_only=_Parts())
        self._nodes = linked_nodes(self._soup)
        self._article = article_node(self._nodes, url)
        self._micro = microdata(self._soup)
        self._metas = _metas(self._soup)

    def metadata(self, tree: HtmlElement | None) -> Metadata:
        outlet = self._outlet()
        published = self._date("published") or _searched_date(tree, self._url, self._fetched)
        modified = self._date("modified")
        return Metadata(
            url=self._canonical(),
            headline=self._headline(outlet),
            outlet=outlet,
            authors=self._authors(outlet) or _searched_authors(tree),
            published=published,
            modified=modified if modified != published else None,
            section=self._section(),
            language=self._language(),
            description=self._description(),
            image=lead_image(self._soup, self._article, self._metas, self._url),
            free=self._free(),
            article=bool(self._article) or self._meta("og:type").lower().endswith("article"),
        )

    def _meta(self, *names: str) -> str:
        return next((self._metas[name][0] for name in names if self._metas.get(name)), "")

    def _item(self, *names: str) -> str:
        return next((self._micro[name][0] for name in names if self._micro.get(name)), "")

    def _outlet(self) -> str:
        publisher = self._article.get("publisher")
        name = self._meta("og:site_name") or text_of(publisher, "name") or self._meta("application-name")
        return name[:100]

    def _headline(self, outlet: str) -> str:
        headings = [_text(tag) for tag in self._soup.find_all("h1", limit=5)]
        title = next((_text(tag) for tag in self._soup.find_all("title", limit=1)), "")
        stated = (
            text_of(self._article.get("headline")) or text_of(self._article.get("name")),
            self._meta("og:title"),
            self._meta("twitter:title"),
            self._item("headline"),
        )
        candidates = [without_outlet(text, outlet, self._url) for text in stated if text]
        return agreed_headline(candidates, headings, without_outlet(title, outlet, self._url))[:_MAX_HEADLINE_CHARS]

    def _authors(self, outlet: str) -> tuple[str, ...]:
        """The persons in the first source that names any."""
        for entries, structured in self._author_sources():
            names = tuple(
                name for name in person_names(entries, structured=structured) if letters_of(name) != letters_of(outlet)
            )
            if names:
                return names
        return ()

    def _author_sources(self) -> Iterator[tuple[list[str], bool]]:
        """Author entries, and whether each is said to be one person."""
        yield _people(self._article.get("author")), True
        for name in (
            "author",
            "article:author",
            "byl",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
        ):
            yield self._metas.get(name, []), False
        yield _own(self._micro.get("author", [])), False
        yield _own([_text(tag) for tag in self._soup.find_all(rel="author", limit=6)]), False
        for tag in self._soup.find_all(_is_byline, limit=6):
            yield [_visible_byline(tag)], False

    def _date(self, which: str) -> datetime | None:
        field = {"published": "datePublished", "modified": "dateModified"}[which]
        stated = [text_of(node.get(field)) for node in (self._article, *self._page_nodes())] + [self._item(field)]
        stated += [value for name in _DATE_TAGS[which] for value in self._metas.get(name, ())]
        if which == "published":
            stated += [str(tag["datetime"]) for tag in self._soup.find_all("time", datetime=True, limit=3)]
        return next((moment for moment in map(read_date, stated) if moment), None)

    def _page_nodes(self) -> list[Node]:
        return [node for node in self._nodes if "WebPage" in types_of(node)]

    def _section(self) -> str:
        section = text_of(self._article.get("articleSection")) or self._meta(
            "article:section", "section", "parsely-section"
        )
        return (section or self._item("articleSection"))[:100]

    def _language(self) -> str:
        html = re.search(r"""<html\b[^>]*?\s(?:xml:)?lang\s*=\s*["']?([a-zA-Z]{2,3})\b""", self._markup_head)
        stated = (
            html[1] if html else "",
            text_of(self._article.get("inLanguage"), "alternateName", "name"),
            self._meta("og:locale", "content-language", "dc.language"),
        )
        return next((text[:2].lower() for text in stated if re.match(r"[a-zA-Z]{2}(?:$|[-_,])", text)), "")

    def _description(self) -> str:
        description = self._meta("og:description", "description") or text_of(self._article.get("description"))
        return description[:_MAX_FIELD_CHARS]

    def _canonical(self) -> str:
        links = self._soup.find_all("link", rel="canonical", limit=1)
        for address in (*(str(link.get("href", "")) for link in links), self._meta("og:url")):
            url = resolved(self._url, address) if address else ""
            if url and same_site(url, self._url) and (_path(url) or not _path(self._url)):
                return cleaned(url)
        return cleaned(self._url)

    def _free(self) -> bool | None:
        said = [
            node.get("isAccessibleForFree")
            for node in (self._article, *map(_dict, listed(self._article.get("hasPart"))))
        ]
        said += [self._item("isAccessibleForFree"), self._meta("isaccessibleforfree")]
        words = [str(value).lower() for value in said if value not in (None, "")]
        if any(word.endswith("false") or word == "no" for word in words):
            return False
        tier = self._meta("article:content_tier").lower()
        return False if tier in ("locked", "metered") else True if words or tier == "free" else None


_DATE_TAGS = {
    "published": (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
        "parsely-pub-date", "pubdate", "publishdate", "publish-date", "sailthru.date", "article.published", "date",
        "dc.date.issued", "dcterms.created", "dc.date", "cxenseparse:recs:publishtime",
    ),
    "modified": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
        "lastmod", "dcterms.modified", "article.updated",
    ),
}  # fmt: skip


def _metas(soup: BeautifulSoup) -> dict[str, list[str]]:
    """The contents of the page's meta tags by name in lower case."""
    metas: dict[str, list[str]] = {}
    for tag in soup.find_all("meta", content=True, limit=_MAX_METAS):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = " ".join(str(tag["content"]).split())
        if name and content:
            metas.setdefault(str(name).strip().lower(), []).append(content[:_MAX_FIELD_CHARS])
    return metas


def _people(value: Any) -> list[str]:
    """The names of the persons in an author field; organizations are left out."""
    names = []
    for item in listed(value):
        if isinstance(item, dict):
            if "Organization" in " ".join(types_of(item)):
                continue
            parts = (text_of(item.get("givenName")), text_of(item.get("familyName")))
            names.extend(listed(item.get("name")) or [" ".join(filter(None, parts))])
        else:
            names.append(item)
    return [readable(name) for name in names if isinstance(name, str)]


def _own(names: list[str]) -> list[str]:
    """The names of one byline: where there are many, those behind the first stand in teasers of other articles."""
    return names if len(set(names)) <= _MAX_BYLINE_NAMES else names[:1]


def _is_byline(tag: Tag) -> bool:
    """True for an element that is named a byline."""
    return bool(
        _BYLINE.search(" ".join(" ".join(filter(None, tag.get_attribute_list(attribute))) for attribute in _NAMING))
    )


def _visible_byline(tag: Tag) -> str:
    """The names linked in a byline, else its first line."""
    links = [_text(link) for link in tag.find_all("a", limit=8)]
    return "; ".join(link for link in links if link) or next((str(text) for text in tag.stripped_strings), "")


def _searched_authors(tree: HtmlElement | None) -> tuple[str, ...]:
    """The persons that trafilatura's rules find near the headline where a byline has no known mark."""
    found = extract_author(tree) if tree is not None else None
    return person_names(found.split(";")) if found else ()


def _searched_date(tree: HtmlElement | None, url: str, latest: datetime | None) -> datetime | None:
    """The day that htmldate finds in the page's text or address, at midnight UTC."""
    if tree is None:
        return None
    try:
        found = find_date(
            tree,
            original_date=True,
            extensive_search=False,
            url=url,
            outputformat="%Y-%m-%d",
            max_date=f"{latest:%Y-%m-%d}" if latest else None,
        )
        return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None
    except Exception:  # the last resort must not cost the article
        return None


def _dict(value: Any) -> Node:
    return value if isinstance(value, dict) else {}


def _path(url: str) -> str:
    return url.partition("://")[2].partition("/")[2].strip("/")


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
