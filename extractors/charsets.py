"""Bytes to characters, whatever a page claims about its encoding."""

import codecs
import re

from charset_normalizer import from_bytes

from extractors.articles import Page

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN_BYTES = 4_096
_SNIFFED_BYTES = 32_768
# What browsers take these labels for.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}


def decoded(page: Page) -> str:
    """The page's text. A byte order mark decides; text that is valid UTF-8 is UTF-8; else the declared encodings are
    tried, the HTTP header's first; else the likeliest one. What can't be decoded becomes U+FFFD; never raises."""
    body = page.body
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = _declared(page)
    for encoding in ("utf-8", *declared):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if declared:
        return body.decode(declared[0], "replace")
    sniffed = from_bytes(body[:_SNIFFED_BYTES]).best()
    return body.decode(sniffed.encoding if sniffed else "cp1252", "replace")


def _declared(page: Page) -> tuple[str, ...]:
    """Python's names of the text encodings that the HTTP header and the markup declare."""
    header = _IN_HEADER.search(page.headers.get("content-type", ""))
    markup = _DECLARED.search(page.body[:_DECLARED_WITHIN_BYTES])
    labels = ([header[1]] if header else []) + ([markup[1].decode("ascii", "replace")] if markup else [])
    names = []
    for label in labels:
        try:
            codec = codecs.lookup(label)
        except LookupError:
            continue
        if codec._is_text_encoding and codec.name not in ("utf-7", "idna", "punycode", "undefined"):
            names.append(_SUPERSETS.get(codec.name, codec.name))
    return tuple(names)
