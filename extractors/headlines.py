"""Which of a page's titles is the headline, without the outlet's name."""

import re
import unicodedata

from extractors.addresses import host_of

_MAX_TITLE_CHARS = 2_000


def without_outlet(title: str, outlet: str, url: str) -> str:
    """`title` without the outlet's name at its end or beginning."""
    title = title[:_MAX_TITLE_CHARS]
    names = [letters_of(outlet), letters_of(host_of(url).removeprefix("www.").partition(":")[0].rpartition(".")[0])]
    parts = re.split(r"(\s+[|·»•–—:-]+\s+|\s*\|\s*)", title)
    for _ in range(2):
        if len(parts) >= 3 and _is_outlet(parts[-1], names, parts[-2]):
            parts = parts[:-2]
        elif len(parts) >= 3 and _is_outlet(parts[0], names, parts[1]):
            parts = parts[2:]
    return "".join(parts).strip()


def agreed_headline(stated: list[str], headings: list[str], title: str) -> str:
    """The stated headline that is also printed as a heading, else the first stated; without any, the first heading,
    and only then the window's title. The stated form is preferred as headings may hold broken lines and labels."""
    printed = {letters_of(heading) for heading in headings} - {""}
    agreed = [text for text in (*stated, title) if letters_of(text) in printed]
    return next((text for text in (*agreed, *stated, *headings, title) if text), "")


def letters_of(text: str) -> str:
    """Letters and digits only, in one form and case, to compare what is printed in different ways."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _is_outlet(part: str, names: list[str], separator: str) -> bool:
    """True for a part of a title that is the outlet's name, or stands behind a bar and is short."""
    key = letters_of(part)
    if not key:
        return True
    same = any(name and (key == name or (len(key) > 3 and (key in name or name in key))) for name in names)
    return (same and len(part) <= 60) or (separator.strip() == "|" and len(part.split()) <= 3)
