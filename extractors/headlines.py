"""Which of a page's titles is the headline, without the outlet's name."""

import re

from extractors.addresses import host_of
from extractors.words import letters_in

_MAX_TITLE_CHARS = 2_000
_MAX_OUTLET_CHARS = 60
_PART = re.compile(r"(\s+[|·•»›:–—-]+\s+|\s*[|ㅣ｜│]\s*)")
_MAX_LABEL_WORDS = 3
_MAX_PARTS = 3
_MIN_HEADLINE_WORDS = 4
_MIN_LETTERS = 8


def without_outlet(title: str, outlet: str, url: str) -> str:
    """`title` without the outlet's name at its end or beginning, and without the section beside it."""
    names = [letters_in(outlet), letters_in(site_name(url))]
    parts = _PART.split(title[:_MAX_TITLE_CHARS])
    for _ in range(_MAX_PARTS):
        if len(parts) >= 3 and (_is_outlet(parts[-1], names) or _is_label(parts[-1], parts[-2])):
            parts = parts[:-2]
    if len(parts) >= 3 and _is_outlet(parts[0], names):
        parts = parts[2:]
    return "".join(parts).strip()


def title_parts(title: str) -> list[str]:
    """What bars and dashes divide a title into."""
    return [part for part in _PART.split(title[:_MAX_TITLE_CHARS])[::2] if part]


def choose_headline(linked: str, social: str, stated: list[str], headings: list[str], title: str) -> str:
    """The headline, out of the JSON-LD's (`linked`), OpenGraph's (`social`), others that are stated, those printed as
    headings and the window's title.

    Where the first two differ, one is often written for search engines or for sharing: that which is also printed is
    the headline, and of two that hold each other the one without a label before it or a supplement behind it.
    """
    if linked and social and letters_in(linked) != letters_in(social):
        if letters_in(linked) in letters_in(social) or letters_in(social) in letters_in(linked):
            return min(linked, social, key=len)
        return social if _is_printed(social, headings) else linked
    known = next((text for text in (social, linked, *stated) if text), "")
    if linked or _is_printed(known, headings):
        return known
    return _printed(headings, title, known) or known or _printed(headings, title, title) or title


def _is_printed(text: str, headings: list[str]) -> bool:
    return letters_in(text) in map(letters_in, headings)


def _printed(headings: list[str], title: str, stated: str) -> str:
    """The heading that the window's title holds; else, where what is stated is a mere copy of that title, the heading
    of most words, as names of sites and labels are short; else none."""
    whole = letters_in(title)
    held = [text for text in headings if len(letters_in(text)) >= _MIN_LETTERS and letters_in(text) in whole]
    if not held and letters_in(stated) == whole:
        held = [text for text in headings if len(text.split()) >= _MIN_HEADLINE_WORDS]
    return max(held, key=lambda text: len(text.split()), default="")


def site_name(url: str) -> str:
    """The host of `url` without "www." and its last label."""
    return host_of(url).removeprefix("www.").partition(":")[0].rpartition(".")[0]


def _is_outlet(part: str, names: list[str]) -> bool:
    """True for a part of a title that is the outlet's name, or one that holds the other."""
    key = letters_in(part)
    if not key or len(part) > _MAX_OUTLET_CHARS:
        return not key
    return any(
        name and (key == name or (min(len(key), len(name)) > 2 and (key in name or name in key))) for name in names
    )


def _is_label(part: str, separator: str) -> bool:
    """True for a short part behind a bar: a section, a date, another name of the outlet."""
    return separator.strip() in ("|", "ㅣ", "｜", "│") and len(part.split()) <= _MAX_LABEL_WORDS
