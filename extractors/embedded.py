"""What a page states for machines: meta tags, the canonical link, JSON-LD and microdata."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from extractors.linked_data import Node, is_article_type, linked_nodes, readable
from extractors.words import one_line

_MAX_TAGS = 800
_MAX_TAG_CHARS = 20_000
_MAX_SCRIPT_CHARS = 1_000_000
_MAX_FIELD_CHARS = 2_000
_MAX_PROPERTIES = 300
_MAX_NAMES = 12
_MAX_PIECES = 400
_MAX_PRINTED_CHARS = 10_000
_WANTED = frozenset(
    "author headline publisher datePublished dateModified articleSection isAccessibleForFree inLanguage".split()
)
_UNSEEN = frozenset({"script", "style", "template"})
_INLINE = frozenset("a abbr b cite code em font i mark q s small strong sub sup u wbr".split())
_PROPERTIES = etree.XPath("//*[@itemprop]")
_SCOPE = etree.XPath("ancestor::*[@itemscope][1]")
_NAMES = etree.XPath("descendant::*[@itemprop='name']")


@dataclass(frozen=True)
class Embedded:
    """Statements for machines; every text is bounded."""

    title: str = ""
    """The window's title."""
    canonical: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)
    """The contents of the meta tags by name in lower case."""
    nodes: list[Node] = field(default_factory=list)
    """Every object of the JSON-LD."""
    properties: dict[str, list[str]] = field(default_factory=dict)
    """The article's microdata by property, in document order."""

    def meta(self, *names: str) -> str:
        """The content of the first of these meta tags that the page has; empty without."""
        return next((self.metas[name][0] for name in names if self.metas.get(name)), "")

    def item(self, name: str) -> str:
        """The first value of a property; empty without."""
        return self.properties.get(name, [""])[0]


def embedded(tree: HtmlElement) -> Embedded:
    """What the page parsed as `tree` states for machines. BeautifulSoup reads only the few elements that hold it, so
    that its patience with what pages write there costs a millisecond and not the page's whole length."""
    soup = BeautifulSoup("".join(_sources(tree)), "lxml")
    scripts = [script.get_text()[:_MAX_SCRIPT_CHARS] for script in soup.find_all("script")]
    link = soup.find("link")
    title = soup.find("title")
    return Embedded(
        title=stated_text(title.get_text(" ")) if title else "",
        canonical=str(link.get("href") or "").strip()[:_MAX_FIELD_CHARS] if link else "",
        metas=_metas(soup),
        nodes=linked_nodes(scripts),
        properties=_properties(tree),
    )


def stated_text(text: Any) -> str:
    """What an attribute or a title holds, on one line, without entities and halves of characters, bounded."""
    return one_line(readable(str(text)[: _MAX_FIELD_CHARS * 2]))[:_MAX_FIELD_CHARS]


def printed_text(element: HtmlElement) -> str:
    """The text of an element as it is printed: words that tags merely mark up are not torn from what they touch. Of a
    long one the beginning."""
    text = ""
    for piece in islice(_pieces(element), _MAX_PIECES):
        text += piece[: _MAX_PRINTED_CHARS - len(text)]
        if len(text) == _MAX_PRINTED_CHARS:
            break
    return " ".join(text.split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    for event, part in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            yield ("" if part.tag in _INLINE else " ") + ("" if part.tag in _UNSEEN else part.text or "")
        elif event == "end":
            yield "" if part.tag in _INLINE else " "
        if event != "start" and part is not element:
            yield part.tail or ""


def _sources(tree: HtmlElement) -> Iterator[str]:
    """The markup of the title, the canonical link, the meta tags and the JSON-LD."""
    seen: dict[str, int] = {}
    for element in tree.iter("title", "meta", "link", "script"):
        tag = element.tag
        if tag == "link" and "canonical" not in (element.get("rel") or "").lower().split():
            continue
        if tag == "script" and "ld+json" not in (element.get("type") or "").lower():
            continue
        seen[tag] = seen.get(tag, 0) + 1
        if seen[tag] > (1 if tag in ("title", "link") else _MAX_TAGS):
            continue
        markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        if len(markup) <= (_MAX_TAG_CHARS if tag != "script" else _MAX_SCRIPT_CHARS):
            yield markup


def _metas(soup: BeautifulSoup) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        content = stated_text(tag.get("content") or tag.get("value") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = str(tag.get(attribute) or "").strip().lower()[:100]
            if name and content:
                metas.setdefault(name, []).append(content)
    return metas


def _properties(tree: HtmlElement) -> dict[str, list[str]]:
    """The values of the wanted properties, those of comments and of other things than articles left out."""
    found: dict[str, list[str]] = {}
    named = ((element, _WANTED.intersection(element.get("itemprop").split())) for element in _PROPERTIES(tree))
    for element, names in islice(filter(itemgetter(1), named), _MAX_PROPERTIES):
        value = _value(element) if _is_of_article(element) else ""
        for name in names if value else ():
            found.setdefault(name, []).append(value)
    return found


def _is_of_article(element: HtmlElement) -> bool:
    scope = _SCOPE(element)
    kind = scope[0].get("itemtype") if scope else ""
    return not kind or is_article_type(kind) or "WebPage" in kind


def _value(element: HtmlElement) -> str:
    if element.get("itemscope") is not None:
        names = [_stated(name) for name in _NAMES(element)[:_MAX_NAMES]]
        if any(names):
            return "; ".join(filter(None, names))[:_MAX_FIELD_CHARS]
    return _stated(element)


def _stated(element: HtmlElement) -> str:
    stated = element.get("content") or element.get("datetime") or element.get("value")
    return stated_text(stated or printed_text(element) or element.get("href") or "")
