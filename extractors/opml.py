"""OPML 2.0 (opml.org/spec2.opml): lists of feeds as feed readers exchange them.

A sitemap or page list, which OPML has no type for, is an outline of the type "sitemap" or "page_list" with its address
in `url`, so that other programs don't take it for a feed. Category and language stand in the attributes of these names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from pydantic import ValidationError

from extractors.addresses import host_of
from extractors.sections import category_of
from extractors.subscriptions import Category, Subscription
from extractors.trees import local_name, parsed_xml

_MAX_OUTLINES = 5_000
_MAX_DEPTH = 50
_MAX_NAME_CHARS = 200


@dataclass(frozen=True)
class Outlined:
    """What an OPML file lists: subscriptions, and a sentence for each outline that can't be one."""

    subscriptions: tuple[Subscription, ...]
    refused: tuple[str, ...]


def read_opml(body: bytes, category: Category = Category.WORLD) -> Outlined | None:
    """The subscriptions that an OPML file lists, in its order; None where `body` is no OPML.

    Args:
        category: what a feed gets that names no category of ours, nor stands in a folder of such a name.
    """
    root = parsed_xml(body)
    if root is None or local_name(root) != "opml":
        return None
    subscriptions: dict[str, Subscription] = {}
    refused: list[str] = []
    for number, (outline, folders) in enumerate(_outlines(root, (), 0)):
        if number == _MAX_OUTLINES:
            refused.append(f"Everything after the first {_MAX_OUTLINES:,} outlines")
            break
        address, kind = _address(outline)
        name = _name(outline) or host_of(address)
        if not address:
            if not len(outline):  # else it is a folder
                refused.append(f"{name or 'An outline without a name'}: it has no address of a feed (xmlUrl)")
            continue
        given = {"outlet": name, "url": address, "kind": kind, "category": _category(outline, folders, category)}
        language = (outline.get("language") or "").strip().lower().partition("-")[0]
        try:
            one = Subscription.model_validate(given | ({"language": language} if len(language) == 2 else {}))
        except ValidationError as error:
            fault = error.errors()[0]
            refused.append(f"{name}: {fault['loc'][0]} {address!r}: {fault['msg'].removeprefix('Value error, ')}")
        else:
            subscriptions.setdefault(one.url, one)
    return Outlined(tuple(subscriptions.values()), tuple(refused))


def write_opml(subscriptions: Iterable[Subscription]) -> bytes:
    """The subscriptions as an OPML 2.0 file in UTF-8, in their order."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Nightdesk subscriptions"
    body = etree.SubElement(root, "body")
    for one in subscriptions:
        outline = etree.SubElement(body, "outline", text=one.outlet, title=one.outlet)
        outline.set("type", "rss" if one.kind == "feed" else one.kind)
        outline.set("xmlUrl" if one.kind == "feed" else "url", one.url)
        outline.set("category", one.category.value)
        outline.set("language", one.language)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _outlines(
    element: etree._Element, folders: tuple[str, ...], depth: int
) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Every outline in document order, with the names of the outlines around it, the innermost first."""
    if depth > _MAX_DEPTH:
        return
    for child in element:
        if local_name(child) == "outline":
            yield child, folders
            yield from _outlines(child, (_name(child), *folders), depth + 1)
        elif local_name(child) == "body":
            yield from _outlines(child, folders, depth + 1)


def _name(outline: etree._Element) -> str:
    return " ".join((outline.get("text") or outline.get("title") or "").split())[:_MAX_NAME_CHARS]


def _address(outline: etree._Element) -> tuple[str, str]:
    """Address and kind; both attributes are met in other spellings than the specification's."""
    said = {name.lower(): value.strip() for name, value in outline.attrib.items()}
    kind = said.get("type", "").lower()
    if kind in ("sitemap", "page_list"):
        return said.get("url", ""), kind
    return said.get("xmlurl", ""), "feed"


def _category(outline: etree._Element, folders: tuple[str, ...], otherwise: Category) -> Category:
    """The category that the outline names, or a folder around it; ours by value or label, or by another word for it."""
    for name in (*(outline.get("category") or "").replace("/", ",").split(","), *folders):
        word = name.strip().lower()
        own = next((one for one in Category if word in (one.value, one.label.lower())), None)
        if own or (word and (own := category_of(word))):
            return own
    return otherwise
