"""The printed name of the outlet that a page belongs to."""

import re
import unicodedata
from collections.abc import Iterator

from extractors.embedded import Embedded
from extractors.headlines import site_name, title_parts
from extractors.linked_data import Node, text_of, types_of
from extractors.words import letters_in

_MAX_NAME_CHARS = 60
_MIN_SHARED_LETTERS = 4
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae"})
_PARENTHESIS = re.compile(r"\s*\([^)]*\)$")


def find_outlet(stated: Embedded, article: Node, url: str) -> str:
    """The outlet's name, out of those that the page states: one that resembles its address before others, as pages
    also put sections, agencies and slogans there; then a name before a domain; then the best spelling. Empty where
    the page names nobody."""
    site = letters_in(site_name(url))
    names = list(dict.fromkeys(name for text in _stated(stated, article) if (name := _bare(text, site))))
    names += [part for part in title_parts(stated.title)[1:] if _is_site(part, site)]
    best = max(names, key=lambda name: (_resembles(name, site), not _DOMAIN.fullmatch(name)), default="")
    spellings = [name for name in names if letters_in(name) == letters_in(best)]
    best = max(spellings, key=lambda name: (len(name.split()), name != name.lower()), default="")
    return _PARENTHESIS.sub("", best)


def _stated(stated: Embedded, article: Node) -> Iterator[str]:
    yield stated.meta("og:site_name")
    yield text_of(article.get("publisher"), "name")
    yield stated.item("publisher").partition("; ")[0]
    yield from (text_of(node.get("name")) for node in stated.nodes if "WebSite" in types_of(node))
    yield stated.meta("application-name")
    yield stated.meta("apple-mobile-web-app-title")


def _bare(text: str, site: str) -> str:
    """A name without the slogan or the company beside it; empty for an address."""
    parts = [part for part in title_parts(text) if 0 < len(part) <= _MAX_NAME_CHARS and "://" not in part]
    return next((part for part in parts if _resembles(part, site)), parts[0] if parts else "")


def _resembles(name: str, site: str) -> bool:
    """True where a name, a word of it or its initials are in the letters of the host, or hold them."""
    words = name.split()
    initials = "".join(word[0] for word in words)
    return (
        _is_site(name, site)
        or (len(initials) > 1 and letters_in(initials) == site)
        or any(len(word) >= _MIN_SHARED_LETTERS and _is_site(word, site) for word in words)
    )


def _is_site(name: str, site: str) -> bool:
    """True where a name without accents is in the letters of the host, or holds them."""
    forms = (letters_in(name.lower().translate(_UMLAUTS)), _plain(name), letters_in(name))
    return len(name) <= _MAX_NAME_CHARS and any(form and site and (form in site or site in form) for form in forms)


def _plain(name: str) -> str:
    """The letters of a name without accents."""
    return letters_in("".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark)))
