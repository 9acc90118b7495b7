"""A feed cut down to what is read of it, before it is given to feedparser.

feedparser reads what is broken in time that grows with the square of its length: three megabytes of one tag take it
many minutes. lxml mends the same in a second, so feedparser gets well-formed items of a bounded number and length.
"""

import re
from collections import Counter
from html.entities import html5
from itertools import islice

from lxml import etree

from extractors.trees import local_name, parsed_xml

MAX_ITEMS = 500

_MAX_CHARS = 4_000_000
_MAX_TEXT_CHARS = 3_000
_MAX_ATTRIBUTES = 20
_MAX_CHILDREN = 200
_MOST_OF_A_NAME = 5
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_READ = frozenset("title link guid id pubdate published updated date issued modified created".split())
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONE_AMPERSAND = re.compile(r"&(?!#?\w{1,40};)")
_NAMED = re.compile(r"&([A-Za-z]\w{1,40};)")
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def reduced_feed(text: str) -> bytes:
    """The items of an RSS or Atom feed with their titles, addresses and dates, as well-formed XML of the same format;
    nothing where `text` is none. At most `MAX_ITEMS`, from the first four million characters."""
    start = _ROOT.search(text)
    if start is None:
        return b""
    cut = len(text) - start.start() > _MAX_CHARS
    # From its root on, a feed has neither a document type, with entities that unfold to gigabytes, nor a declaration of
    # an encoding that it is no longer in.
    root = parsed_xml(_mended(text[start.start() :][:_MAX_CHARS]).encode())
    if root is None:
        return b""
    found = [element for element in root.iter() if local_name(element) in ("item", "entry")]
    if cut and found:
        del found[-1]  # it may have lost its end
    reduced = _like(root, None)
    channel = etree.SubElement(reduced, "channel") if local_name(root) == "rss" else reduced
    for item in found[:MAX_ITEMS]:
        _reduce(item, _like(item, channel))
    written: bytes = etree.tostring(reduced, encoding="UTF-8", xml_declaration=True)
    return written


def _mended(text: str) -> str:
    """`text` without what XML has no place for: control characters, HTML's names of characters, single ampersands."""
    text = _LONE_AMPERSAND.sub("&amp;", _CONTROL.sub("", text))
    return _NAMED.sub(lambda found: found[0] if found[1] in _XML_ENTITIES else html5.get(found[1], ""), text)


def _reduce(item: etree._Element, into: etree._Element) -> None:
    """Copies what is read of an item, each element with the text of all that is within it."""
    seen: Counter[str] = Counter()
    for child in item[:_MAX_CHILDREN]:
        name = local_name(child)
        seen[name] += 1
        if name in _READ and seen[name] <= _MOST_OF_A_NAME:
            copy = _like(child, into)
            copy.text = _CONTROL.sub("", "".join(child.itertext())[:_MAX_TEXT_CHARS])
            if copy.get("type") == "xhtml":  # its tags are gone
                copy.set("type", "text")


def _like(element: etree._Element, parent: etree._Element | None) -> etree._Element:
    """A new element of the same name and attributes; a prefix that is declared nowhere is left out."""
    namespace, _, name = element.tag.rpartition("}")
    tag = f"{namespace}}}{name}" if namespace else name.rpartition(":")[2]
    made = etree.Element(tag, nsmap=element.nsmap) if parent is None else etree.SubElement(parent, tag)
    for attribute in islice(element.attrib, _MAX_ATTRIBUTES):  # lxml looks each value up from the first attribute on
        if attribute == _BASE or attribute.isalpha():
            made.set(attribute, _CONTROL.sub("", element.get(attribute, "")[:_MAX_TEXT_CHARS]))
    return made
