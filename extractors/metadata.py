"""What a page says about its article: headline, outlet, authors, dates, section, language, address, image, paywall.

Each is asked of the sources in the order of their worth: JSON-LD, microdata, OpenGraph and other meta tags, then what
is visible in the page.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from extractors.addresses import cleaned, resolved, same_site
from extractors.articles import Image
from extractors.authors import find_authors
from extractors.embedded import Embedded, embedded, printed_text
from extractors.headlines import choose_headline, title_parts, without_outlet
from extractors.images import lead_image
from extractors.linked_data import Node, article_node, breadcrumbs, listed, text_of
from extractors.outlets import find_outlet
from extractors.publication import printed_date, stated_date
from extractors.sections import category_of
from extractors.words import letters_in

_MAX_FIELD_CHARS = 2_000
_MAX_HEADLINE_CHARS = 400
_MAX_NAME_CHARS = 100
_HEADINGS = 5
_MAX_SECTIONS = 10
_DOMAIN = re.compile(r"\S+\.[a-z]{2,}", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-zA-Z]{2})(?:$|[-_,])")


@dataclass(frozen=True)
class Metadata:
    """What a page says about its article; strings are empty and the rest None where it says nothing."""

    url: str
    """The canonical URL, if it lies on the page's own site; else the page's URL."""
    headline: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    """People, each by name alone."""
    credited: tuple[str, ...] = ()
    """Organizations that the page credits as authors: agencies, desks, the outlet itself."""
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
    """What the page `markup`, fetched from `url`, says about its article. `tree` is the same page parsed, where the
    caller has it. A moment without time zone is taken for UTC. Where no date is stated one is looked for in the text,
    none of which lies after `fetched`."""
    if tree is None:
        tree = load_html(markup)
    return Metadata(url=cleaned(url)) if tree is None else _Reader(tree, url).metadata(fetched)


class _Reader:
    """One page's statements, and the choice among them."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self._tree = tree
        self._url = url
        self._stated: Embedded = embedded(tree)
        titles = [*self._headings(), self._stated.title, *title_parts(self._stated.title)]
        self._article: Node = article_node(self._stated.nodes, url, titles)

    def metadata(self, fetched: datetime | None) -> Metadata:
        outlet = find_outlet(self._stated, self._article, self._url)[:_MAX_NAME_CHARS]
        byline = find_authors(self._stated, self._article, self._tree, outlet)
        published = stated_date("published", self._stated, self._article)
        modified = stated_date("modified", self._stated, self._article)
        published = published or printed_date(self._tree, self._url, fetched)
        kind = self._stated.meta("og:type").lower()
        return Metadata(
            url=self._canonical(),
            headline=self._headline(outlet),
            outlet=outlet,
            authors=byline.people,
            credited=byline.organizations,
            published=published,
            modified=modified if modified != published else None,
            section=self._section(outlet),
            language=self._language(),
            description=self._description(),
            image=lead_image(self._tree, self._article, self._stated.metas, self._url),
            free=self._free(),
            article=bool(self._article) or kind.endswith("article"),
        )

    def _headline(self, outlet: str) -> str:
        def bare(text: str) -> str:
            return without_outlet(text, outlet, self._url)

        headings = [text for text in self._headings() if text and letters_in(text) != letters_in(outlet)]
        stated = [self._stated.meta("twitter:title"), self._stated.item("headline")]
        linked = text_of(self._article.get("headline")) or text_of(self._article.get("name"))
        return choose_headline(
            bare(linked),
            bare(self._stated.meta("og:title")),
            [bare(text) for text in stated],
            headings,
            bare(self._stated.title),
        )[:_MAX_HEADLINE_CHARS]

    def _headings(self) -> list[str]:
        return [printed_text(tag) for tag in islice(self._tree.iter("h1"), _HEADINGS)]

    def _section(self, outlet: str) -> str:
        """The first stated section that has a category; else the first stated."""
        known = {letters_in(outlet), letters_in(self._stated.title), ""}
        names = [text_of(value) for value in listed(self._article.get("articleSection"))]
        names += [*self._stated.metas.get("article:section", []), self._stated.meta("section", "parsely-section")]
        names += [*self._stated.properties.get("articleSection", []), *breadcrumbs(self._stated.nodes)[:-1]]
        names = [name for name in names if letters_in(name) not in known and not _DOMAIN.fullmatch(name)][
            :_MAX_SECTIONS
        ]
        return next((name for name in names if category_of(name)), names[0] if names else "")[:_MAX_NAME_CHARS]

    def _language(self) -> str:
        root = self._tree.getroottree().getroot()
        stated = (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
            text_of(self._article.get("inLanguage"), "alternateName", "name"),
            self._stated.meta("og:locale", "content-language", "dc.language"),
        )
        return next((found[1].lower() for text in stated if (found := _LANGUAGE.match(text.strip()))), "")

    def _description(self) -> str:
        description = self._stated.meta("og:description", "description") or text_of(self._article.get("description"))
        return description[:_MAX_FIELD_CHARS]

    def _canonical(self) -> str:
        for address in (self._stated.canonical, self._stated.meta("og:url")):
            url = resolved(self._url, address) if address else ""
            if url and same_site(url, self._url) and (_path(url) or not _path(self._url)):
                return cleaned(url)
        return cleaned(self._url)

    def _free(self) -> bool | None:
        parts = [part for part in listed(self._article.get("hasPart")) if isinstance(part, dict)]
        said = [node.get("isAccessibleForFree") for node in (self._article, *parts)]
        said += [self._stated.item("isAccessibleForFree"), self._stated.meta("isaccessibleforfree")]
        words = [str(value).lower() for value in said if value not in (None, "")]
        if any(word.endswith("false") or word == "no" for word in words):
            return False
        tier = self._stated.meta("article:content_tier").lower()
        return False if tier in ("locked", "metered") else True if words or tier == "free" else None


def _path(url: str) -> str:
    return url.partition("://")[2].partition("/")[2].strip("/")
