"""Whom a page credits as its authors: the first of its sources that names people, in the order of their worth."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import compress, islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from extractors.bylines import Byline, is_organization, organization_name, read_byline, starts_byline
from extractors.embedded import Embedded, printed_text
from extractors.linked_data import Node, listed, readable, text_of, types_of
from extractors.words import letters_in

_MAX_BYLINES = 8
_MAX_BYLINE_CHARS = 400
_MAX_STRINGS = 40
# Bylines that look alike and are more than this stand in the teasers of other articles.
_MAX_ALIKE = 4
_MAX_ITEMS = 12
_META_NAMES = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator",
    "dcterms.creator", "citation_author", "article:author_name",
)  # fmt: skip
_MARKED = etree.XPath(
    "//h1 | //*[@rel='author' or "
    + " or ".join(f"contains(@{name}, '{part}')" for name in ("class", "id", "data-testid", "data-component")
                  for part in ("uthor", "yline", "by-line", "writer"))
    + "]"
)  # fmt: skip
_PERSONS = etree.XPath(
    "//*[@itemprop='author' and contains(@itemtype, 'Person') and not(.//*[@itemprop='name'])]"
    "|//*[@itemprop='author' and contains(@itemtype, 'Person')]//*[@itemprop='name']"
)
_BYLINE = re.compile(r"(?:^|[\s_-]|[a-z](?=[AB]))(?:by-?line|author|writer)", re.IGNORECASE)
_NO_BYLINE = re.compile(
    r"bio|about|related|comment|avatar|image|photo|social|follow|footer|card(?!inal)|list|archive|teaser|appetizer|promo"
    r"|sidebar|widget|icon|more|hidden",
    re.IGNORECASE,
)
_TO_PERSON = re.compile(
    r"/(?:auth?ore?n?s?|auteurs?|people|person|profiles?|by|staff|contributors?|reporters?|team|journalists?|columnists?"
    r"|redaktion|writers?)[/=.-]|author=",
    re.IGNORECASE,
)
_CONNECTING = re.compile(r"\W*(?:and|und|et|y|e|og|och|en|&)?\W*", re.IGNORECASE)
_CONNECTED = re.compile(r"\s*(?:[,&]|(?:and|und|et|y|e|og|och|en)\b)", re.IGNORECASE)
_NAMING = ("class", "id", "data-testid", "data-component")


def find_authors(stated: Embedded, article: Node, tree: HtmlElement, outlet: str) -> Byline:
    """The people that the first source that names any names, with the organizations named beside them; where none
    does, the organizations that the first does. An agency that the page states as its author is the answer, whoever
    else is named below; of an outlet that states itself, a byline may know better."""
    credited = Byline()
    own = letters_in(outlet)
    for found in _sources(stated, article, tree):
        people = tuple(name for name in found.people if letters_in(name) != own)
        same = tuple(name for name in found.people if letters_in(name) == own)
        if people:
            return Byline(people, tuple(name for name in found.organizations if not _is_own(name, own)))
        found = Byline(people, (*found.organizations, *same))
        credited = credited if credited.organizations else found
        if any(is_organization(name) and not _is_own(name, own) for name in found.organizations):
            return found
    return credited


def _is_own(organization: str, outlet: str) -> bool:
    """True where an organization is the outlet or a part of it; `outlet` in letters only."""
    name = letters_in(organization)
    return not outlet or name in outlet or outlet in name


def _sources(stated: Embedded, article: Node, tree: HtmlElement) -> Iterator[Byline]:
    """Whom each source names."""
    yield _linked(article.get("author"))
    yield _linked(article.get("creator"))
    entries = _first_byline(stated.properties.get("author", []))
    yield read_byline(entries, structured=True, persons=set(map(printed_text, _PERSONS(tree)[:_MAX_ITEMS])))
    for name in _META_NAMES:
        yield read_byline(stated.metas.get(name, []))
    for entries in _visible(tree):
        yield read_byline(entries)
    yield read_byline((extract_author(tree) or "").split(";"))


def _linked(value: Any) -> Byline:
    """Whom an author field of JSON-LD names."""
    people: list[str] = []
    persons: set[str] = set()
    organizations: list[str] = []
    for item in listed(value)[:_MAX_ITEMS]:
        node = item if isinstance(item, dict) else {}
        whole = " ".join(filter(None, (text_of(node.get("givenName")), text_of(node.get("familyName")))))
        names = listed(node.get("name"))[:_MAX_ITEMS] or [whole] if node else [item]
        readings = [readable(name) for name in names if isinstance(name, str)]
        kinds = " ".join(types_of(node))
        (organizations if "Organization" in kinds else people).extend(readings)
        persons.update(readings if "Person" in kinds else ())
    read = read_byline(people, structured=True, persons=persons)
    return Byline(read.people, (*read.organizations, *filter(None, map(organization_name, organizations))))


def _first_byline(entries: list[str]) -> list[str]:
    """The entries up to the second that begins with "By": that is the byline of another article's teaser."""
    entries = list(dict.fromkeys(entries))
    second = next((index for index, entry in enumerate(entries) if index and starts_byline(entry)), len(entries))
    return entries[:second] if second <= 4 else entries[:1]


def _visible(tree: HtmlElement) -> Iterator[list[str]]:
    """The entries of each element that is marked as a byline, those behind the page's first heading before others."""
    found = _MARKED(tree)[: _MAX_BYLINES * 20]
    heading = next((index for index, element in enumerate(found) if element.tag == "h1"), 0)
    often = Counter(element.get("class") for element in found)
    alone = [often[element.get("class")] <= _MAX_ALIKE and _is_byline(element) for element in found]
    before, behind = list(compress(found[:heading], alone)), list(compress(found[heading:], alone[heading:]))
    for element in (*behind[:_MAX_BYLINES], *before[:_MAX_BYLINES]):
        yield _read(element)


def _is_byline(element: HtmlElement) -> bool:
    if element.get("rel") == "author":
        return True
    named = " ".join(element.get(attribute) or "" for attribute in _NAMING)
    return bool(_BYLINE.search(named)) and not _NO_BYLINE.search(named)


def _read(element: HtmlElement) -> list[str]:
    """The names linked in a byline, else its first text that names anybody, and those joined to it."""
    links = [element] if element.tag == "a" else list(islice(element.iter("a"), _MAX_ITEMS))
    personal = [link for link in links if _TO_PERSON.search(link.get("href") or "") or link.get("rel") == "author"]
    entries = [text for link in personal or links if (text := printed_text(link)[:_MAX_BYLINE_CHARS])]
    if any(read_byline([entry]).people for entry in entries):
        return entries
    found: list[str] = []
    joined = False
    for text in islice(element.itertext(), _MAX_STRINGS):
        line = " ".join(text.split())[:_MAX_BYLINE_CHARS]
        if found and _CONNECTING.fullmatch(line):
            joined = joined or bool(line)
            continue
        byline = read_byline([line])
        if found and not joined and not _CONNECTED.match(line):
            break
        if byline.people or byline.organizations:
            found.append(line)
            joined = line.endswith(",")
    return found
