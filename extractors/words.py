"""Words counted and lines made even, in any script."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LETTERS_PER_UNSPACED_WORD = 2
_BETWEEN_LETTERS = re.compile(r"[\W_]+")


def one_line(text: str) -> str:
    """`text` in NFC with single spaces, without invisible characters."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def word_count(text: str) -> int:
    """The number of words, also where the script puts no space between them."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // _LETTERS_PER_UNSPACED_WORD


def letters_in(text: str) -> str:
    """Letters and digits only, in one form and case, to find and compare words that are printed in different ways."""
    return _BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
