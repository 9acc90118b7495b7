"""What a page says of itself for machines: JSON-LD, whole or broken, and microdata, as plain dictionaries."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Tag

Node = dict[str, Any]

_MAX_SCRIPT_CHARS = 1_000_000
_MAX_NODES = 2_000
_MAX_PROPERTIES = 300
_ARTICLE_TYPE = re.compile(r"(?:Article|NewsArticle|Report|BlogPosting|Review|Posting)$")
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_CLOSINGS = (";", "-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//", ";")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_STRING_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage|description)"\s*:\s*"((?:[^"\\\n]|\\.){1,2000})"'
)
_AUTHOR_FIELD = re.compile(r'"author"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"Person"\s*,\s*)?"name"\s*:\s*"([^"\\\n]{2,200})"')


def linked_nodes(soup: BeautifulSoup) -> list[Node]:
    """Every object in the page's JSON-LD, outer before inner, in document order; of JSON that is beyond repair, one
    NewsArticle with the fields that can still be told."""
    nodes: list[Node] = []
    for script in soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE)):
        text = script.get_text()[:_MAX_SCRIPT_CHARS]
        try:
            nodes.extend(_objects(_parsed(text)))
        except (ValueError, RecursionError):
            nodes.extend(_salvaged(text))
        if len(nodes) >= _MAX_NODES:
            break
    return nodes[:_MAX_NODES]


def article_node(nodes: list[Node], url: str) -> Node:
    """The node of the article at `url`: one that names this address before others, a longer one before shorter ones;
    empty without any. References to other nodes ("@id") are followed one step."""
    articles = [node for node in nodes if is_article(node)]
    if not articles:
        return {}
    best = max(articles, key=lambda node: (_names(node, url), "headline" in node, bool(node.get("datePublished"))))
    known = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    return {name: _followed(value, known) for name, value in best.items()}


def is_article(node: Node) -> bool:
    """True for an object of schema.org's Article kinds."""
    return any(_ARTICLE_TYPE.search(kind) for kind in types_of(node))


def types_of(node: Node) -> list[str]:
    """The names of the node's types, without namespace."""
    return [str(kind).rpartition("/")[2] for kind in listed(node.get("@type"))]


def microdata(soup: BeautifulSoup) -> Node:
    """The values of the page's `itemprop` attributes, by name, each a list in document order."""
    found: Node = {}
    for tag in soup.find_all(itemprop=True, limit=_MAX_PROPERTIES):
        value = _property_value(tag)
        if value:
            for name in str(tag["itemprop"]).split():
                found.setdefault(name, []).append(value)
    return found


def listed(value: Any) -> list[Any]:
    """`value` as a list: itself, alone in one, or nothing for None."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text_of(value: Any, *names: str, depth: int = 3) -> str:
    """The first text in a JSON value: a string, the first such in a list, or an object's field out of `names`, looked
    for within `depth` objects."""
    for item in listed(value):
        if isinstance(item, dict):
            fields = (text_of(item.get(name), *names, depth=depth - 1) for name in names if depth)
            item = next(filter(None, fields), "")
        if isinstance(item, str) and item.strip():
            return " ".join(readable(item).split())
    return ""


def readable(text: str) -> str:
    """`text` with its HTML entities resolved and without halves of characters."""
    return unescape(text).encode("utf-8", "ignore").decode("utf-8")


def _parsed(text: str) -> Any:
    """JSON as pages write it: in a comment, with bare line breaks, with a comma too many."""
    text = text.strip()
    for opening in _OPENINGS:
        text = text.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        text = text.removesuffix(closing).rstrip()
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
    return json.loads(unescape(text), strict=False)


def _objects(value: Any) -> Iterator[Node]:
    """All objects within a JSON value, outer before inner, without recursion."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            item = list(item.values())
        if isinstance(item, list):
            waiting.extend(inner for inner in reversed(item) if isinstance(inner, dict | list))


def _salvaged(text: str) -> list[Node]:
    node: Node = {}
    for name, value in _STRING_FIELD.findall(text):
        node.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    authors = _AUTHOR_FIELD.findall(text)
    if authors:
        node["author"] = [{"@type": "Person", "name": name} for name in authors[:1]]
    return [{"@type": "NewsArticle", **node}] if node else []


def _names(node: Node, url: str) -> bool:
    """True where the node says that it is about the page at `url`."""
    path = url.partition("://")[2].partition("?")[0].rstrip("/").partition("/")[2]
    said = (text_of(node.get(name), "@id", "url") for name in ("url", "mainEntityOfPage", "@id"))
    return bool(path) and any(path in address for address in said)


def _followed(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_followed(item, known) for item in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    return value


def _property_value(tag: Tag) -> str:
    name = tag.find(itemprop="name") if tag.has_attr("itemscope") else None
    if isinstance(name, Tag):
        tag = name
    for attribute in ("content", "datetime", "src", "href"):
        if attribute == "href" and tag.get_text(strip=True):
            break
        if tag.get(attribute):
            return str(tag[attribute]).strip()
    return " ".join(tag.get_text(" ").split())[:2_000]
