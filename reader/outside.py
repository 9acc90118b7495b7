"""Text and addresses from outside, made safe to print; escaping for HTML, Markdown or a terminal comes on top."""

import re
from urllib.parse import quote, urlsplit

from extractors.subscriptions import web_address

_WHITE = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
# Control characters would drive a terminal, direction overrides would reorder what stands beside them, lone surrogates
# can't be encoded, and U+FFFE and U+FFFF are no characters of XML.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_URL_CHARACTERS = "%-._~:/?#@!$&'*+,;="


def visible(text: str) -> str:
    """`text` without control, direction and surrogate characters; those that are white space are spaces."""
    # Nothing of either table is printable for Python, and nearly every text is.
    return text if text.isprintable() else _UNPRINTABLE.sub("", text.translate(_WHITE))


def printable(text: str) -> str:
    """`text` made visible and on one line, runs of white space being one space."""
    return " ".join(visible(text).split())


def web_link(url: str) -> str | None:
    """`url` percent-encoded so that it is one plain word, or None if it must not become a link.

    Links are http(s) addresses with a host and without user name, which only serves to disguise a host.
    """
    try:
        web_address(url)
        parts = urlsplit(url)
        parts.port  # noqa: B018  raises on a port that is no number
    except ValueError:
        return None
    if "@" in parts.netloc or _UNPRINTABLE.search(url):
        return None
    return quote(url, safe=_URL_CHARACTERS, errors="replace")
