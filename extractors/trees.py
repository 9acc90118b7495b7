"""XML and HTML from outside as trees: no entity is resolved, nothing fetched, and what is broken gives what it has."""

from collections.abc import Mapping
from itertools import islice

from lxml import etree

from extractors.addresses import resolved

MAX_ATTRIBUTES = 1_000
"""Of one element; the time that a tree takes grows with the square of their number."""

_MAX_TEXTS = 50


def parsed_xml(body: bytes) -> etree._Element | None:
    """The root of the document, read as far as it can be; None where it has none. Never raises for its content."""
    return _parsed(body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True))


def parsed_html(text: str) -> etree._Element | None:
    """The root of the page; None where it has none, or an element has too many attributes. Never raises for its
    content."""
    body = text.replace("\0", "").encode("utf-8", "replace")
    if most_attributes(body) > MAX_ATTRIBUTES:
        return None
    return _parsed(body, etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True))


def most_attributes(page: bytes) -> int:
    """How many attributes the element of an HTML page in UTF-8 has that has the most, counted without a tree."""
    most: int = etree.fromstring(page, etree.HTMLParser(target=_Attributes(), encoding="utf-8", no_network=True))
    return most


class _Attributes:
    """What a parser tells of the tags that it meets."""

    def __init__(self) -> None:
        self.most = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def _parsed(body: bytes, parser: etree.XMLParser | etree.HTMLParser) -> etree._Element | None:
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def local_name(element: etree._Element) -> str:
    """Its tag in lower case without namespace, also where its prefix is declared nowhere; empty for comments."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def text_in(element: etree._Element) -> str:
    """The text within an element on one line; of the first fifty pieces, so that nesting can't multiply it."""
    return " ".join(" ".join(islice(element.itertext(), _MAX_TEXTS)).split())


def base_of(root: etree._Element, url: str) -> str:
    """The address that the links of an HTML page, answered from `url`, are relative to."""
    return next((found for base in root.iter("base") if (found := resolved(url, base.get("href", "")))), "") or url
