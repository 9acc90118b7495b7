"""JSON-LD as pages write it, whole or broken, as plain dictionaries."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from html import unescape
from itertools import islice
from typing import Any, SupportsIndex

import json_repair

from extractors.words import letters_in

Node = dict[str, Any]

_MAX_NODES = 2_000
_MAX_CRUMBS = 10
_MAX_TWINS = 10
# In all of a page. json_repair looks at most characters some five times, at hostile ones again and again.
_MAX_REPAIRED_CHARS = 50_000
_MAX_LOOKS = 300_000
_CHARS_A_LOOK = 100
_MAX_TEXT_CHARS = 2_000
_ARTICLE_TYPE = re.compile(r"(?:Article|Report|BlogPosting|ForumPosting|MediaPosting|Review)$")
_PAGE_ENDING = re.compile(r"\.(?:s?html?|php|aspx?)$")
_DECODER = json.JSONDecoder(strict=False)
# Not that of "<![CDATA[".
_OPENING = re.compile(r"[\[{](?!CDATA\[)")


def linked_nodes(scripts: Iterable[str]) -> list[Node]:
    """Every object in the JSON-LD of these scripts, outer before inner, in document order. Comments and CDATA marks
    around it are dropped; what is broken is read as json_repair mends it."""
    nodes: list[Node] = []
    spare, looks = _MAX_REPAIRED_CHARS, iter(range(_MAX_LOOKS))
    for script in scripts:
        value = _parsed(script)
        if value is None and spare > 0:
            value = _mended(_Counted(script[:spare], looks))
            spare -= len(script)
        nodes.extend(_objects(value))
        if len(nodes) >= _MAX_NODES:
            break
    return nodes[:_MAX_NODES]


def article_node(nodes: list[Node], url: str, titles: Sequence[str] = ()) -> Node:
    """The node of the article at `url`, on which `titles` are printed: one that names this address before one that
    names none, of Article kinds before postings, with a printed headline before others. One that names another address
    only where it is alone or its headline is printed; a review only where it names this address or its headline is
    printed. What it lacks is taken from others with its headline. Empty without any. References to other nodes ("@id")
    are followed one step."""
    articles = [node for node in nodes if is_article(node)]
    printed = frozenset(map(letters_in, titles)) - {""}
    ranks = [_rank(node, url, printed, alone=len(articles) == 1) for node in articles]
    if not any(ranks):
        return {}
    best = articles[ranks.index(max(ranks))]
    headline = text_of(best.get("headline"))
    twins = (node for node in articles if headline and text_of(node.get("headline")) == headline)
    whole: Node = {}
    for node in (best, *islice(twins, _MAX_TWINS)):
        for name, value in node.items():
            if value not in (None, "", []):
                whole.setdefault(name, value)
    known = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    return {name: _followed(value, known) for name, value in whole.items()}


def breadcrumbs(nodes: list[Node]) -> list[str]:
    """The names of the page's place in its site, from the home page, which is left out, to the page itself."""
    for node in nodes:
        if "BreadcrumbList" in types_of(node):
            items = [item for item in listed(node.get("itemListElement"))[:_MAX_CRUMBS] if isinstance(item, dict)]
            return [text_of(item.get("name")) or text_of(item.get("item"), "name") for item in items][1:]
    return []


def is_article(node: Node) -> bool:
    """True for an object of schema.org's Article kinds."""
    return any(map(is_article_type, types_of(node)))


def is_article_type(kind: str) -> bool:
    """True for the name of one of schema.org's Article kinds."""
    return _ARTICLE_TYPE.search(kind) is not None


def types_of(node: Node) -> list[str]:
    """The names of the node's types, without namespace."""
    return [str(kind).rpartition("/")[2].rpartition(":")[2] for kind in listed(node.get("@type"))]


def listed(value: Any) -> list[Any]:
    """`value` as a list: itself, alone in one, or nothing for None."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text_of(value: Any, *names: str, depth: int = 3) -> str:
    """The first text in a JSON value: a string, the first such in a list, or an object's field out of `names`, looked
    for within `depth` objects."""
    for item in listed(value):
        if isinstance(item, dict):
            fields = (text_of(item.get(name), *names, depth=depth - 1) for name in ("@value", *names) if depth)
            item = next(filter(None, fields), "")
        if isinstance(item, str) and item.strip():
            return " ".join(readable(item[:_MAX_TEXT_CHARS]).split())
    return ""


def readable(text: str) -> str:
    """`text` with its HTML entities resolved and without halves of characters."""
    return unescape(unescape(text)).encode("utf-8", "ignore").decode("utf-8").replace("\0", "")


def _parsed(text: str) -> list[Any] | None:
    """The JSON values that `text` holds, as they stand; None where they are broken."""
    for attempt in (text, unescape(text)) if "&" in text else (text,):
        try:
            return _decoded(attempt)
        except (ValueError, RecursionError):
            continue
    return None


class _Counted(str):
    """A text that takes one of its `looks` for each look at a character and, with what is cut out of it and joined to
    it, raises ValueError once they are spent."""

    looks: Iterator[int]

    def __new__(cls, text: str, looks: Iterator[int]) -> "_Counted":
        counted = super().__new__(cls, text)
        counted.looks = looks
        return counted

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        taken = 1 + len(found) // _CHARS_A_LOOK
        if len(list(islice(self.looks, taken))) < taken:
            raise ValueError("looked at too often")
        return _Counted(found, self.looks) if isinstance(key, slice) else found

    def __add__(self, other: str) -> "_Counted":
        return _Counted(super().__add__(other), self.looks)


def _mended(text: str) -> Any:
    try:
        return json_repair.loads(text, skip_json_loads=True)
    except (ValueError, RecursionError, TypeError, IndexError):
        return None


def _decoded(text: str) -> list[Any]:
    """The JSON values in `text`, whatever stands before, between and behind them; raises ValueError where one is
    broken."""
    values = []
    opening = _OPENING.search(text)
    while opening:
        value, end = _DECODER.raw_decode(text, opening.start())
        values.append(value)
        opening = _OPENING.search(text, end)
    return values


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


class _Named(IntEnum):
    """Which page a node says that it is about."""

    OTHER, NONE, THIS = range(3)


def _names(node: Node, url: str) -> _Named:
    path = _PAGE_ENDING.sub("", _path(url))
    if not path:
        return _Named.NONE
    this = re.compile(rf"(?<![\w-]){re.escape(path)}(?![\w-])")
    said = {name: text_of(node.get(name), "@id", "url") for name in ("url", "mainEntityOfPage", "@id")}
    if any(map(this.search, said.values())):
        return _Named.THIS
    # An "@id" may be any name; an address without a path is the outlet's.
    return _Named.OTHER if _path(said["url"]) or _path(said["mainEntityOfPage"]) else _Named.NONE


def _rank(node: Node, url: str, printed: frozenset[str], *, alone: bool) -> tuple[int, ...]:
    """A greater one for a likelier node of the page, on which the letters of `printed` stand; empty for none."""
    shown = letters_in(text_of(node.get("headline")) or text_of(node.get("name"))) in printed
    named = _names(node, url)
    kind = max(map(_rank_of_kind, types_of(node)), default=0)
    if not shown and ((named is _Named.OTHER and not alone) or (kind == 0 and named is not _Named.THIS)):
        return ()
    named = max(named, _Named.NONE) if shown else named
    return named, kind, shown, "headline" in node, bool(node.get("datePublished"))


def _path(url: str) -> str:
    """The path of an address without the slashes around it; empty where it has none."""
    address = re.split("[?#]", url, maxsplit=1)[0]
    return (address.partition("://")[2].partition("/")[2] if "://" in address else address).strip("/")


def _rank_of_kind(kind: str) -> int:
    """Articles and reports before postings before reviews; those often stand below an article."""
    return 0 if kind.endswith("Review") else 1 if kind.endswith("Posting") else 2 if is_article_type(kind) else 0


def _followed(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_followed(item, known) for item in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    return value
