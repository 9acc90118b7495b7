"""The verifier's own reading of a text: its words in order, and which of them stand in quotation marks.

Nothing here is shared with the code that writes digests; a fault there must not be repeated here.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_STRAIGHT = str.maketrans("‘’‚‛ʼ´`“”„‟«»", "'''''''\"\"\"\"\"\"")
_PIECE = re.compile(
    r"""
      (?P<break>\n[^\S\n]*\n)                                # between paragraphs
    | (?P<word>(?<=\w)'s\b                                   # the possessive, so that names stay whole
        | [^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*                    # letters, with apostrophes inside
        | \d+(?:[.,:/–-]\d+)*                                # digits, with what joins them
        | (?<![^\s(])[-−+](?=\W?\d))                         # a sign
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
_TELLING = frozenset("%‰&@#§?")
"""Punctuation that changes what is said."""

UNQUOTED, SINGLE, DOUBLE = range(3)


class Word(NamedTuple):
    """One word, figure or telling sign, with its place in the text and the marks around it."""

    text: str
    start: int
    end: int
    marks: int
    """UNQUOTED, SINGLE or DOUBLE: the quotation marks that it stands in."""

    @property
    def key(self) -> str:
        """What it is compared by where case doesn't matter."""
        return self.text.casefold()

    @property
    def capitalised(self) -> bool:
        """Whether it may be (part of) a name."""
        return self.text[0].isupper() or self.text[0].istitle()


def straight(text: str) -> str:
    """The text with straight quotation marks; every character keeps its place."""
    return text.translate(_STRAIGHT)


def plain(text: str) -> str:
    """The text with straight quotation marks and single spaces."""
    return " ".join(straight(text).split())


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; punctuation is left out unless it changes what is said."""
    level = straight(text)
    found: list[Word] = []
    opener, single = "", False
    for piece in _PIECE.finditer(level):
        kind, place = piece.lastgroup, piece.start()
        if kind == "break":
            opener, single = "", False
        elif piece.group() == '"':
            opener = _opener_after(text, place, opener)
        elif piece.group() == "'":
            single = _single_after(level, place, single)
        elif kind == "word" or piece.group() in _TELLING or unicodedata.category(piece.group())[0] in "SMN":
            marks = DOUBLE if opener else SINGLE if single else UNQUOTED
            found.append(Word(piece.group(), place, piece.end(), marks))
    return tuple(found)


def marks_balance(text: str) -> bool:
    """Whether every double quotation mark that opens is closed, and none closes what was not open."""
    opener = ""
    for place, character in enumerate(straight(text)):
        if character == '"' and not _inches(text, place, opener):
            after = _opener_after(text, place, opener)
            if bool(after) == bool(opener):
                return False
            opener = after
    return not opener


def occurs(phrase: str, text: str) -> bool:
    """Whether the phrase stands in the text as whole words; marks and white space are levelled, and the case of the
    first letter is free."""
    wanted, where = plain(phrase), plain(text)
    return bool(wanted) and any(_stands(form, where) for form in (wanted, _first_case_swapped(wanted)))


def paragraphs_around(text: str, start: int, end: int) -> str:
    """The paragraphs that characters `start` to `end` of the text stand in, whole."""
    opens, closes = text.rfind("\n\n", 0, max(start, 0)), text.find("\n\n", max(end, 0))
    return text[max(opens, 0) : closes if closes >= 0 else None]


def runs_in(wanted: list[str], where: list[str]) -> bool:
    """Whether `wanted` is a run of neighbours in `where`."""
    length = len(wanted)
    return any(where[place : place + length] == wanted for place in range(len(where) - length + 1))


def _opener_after(text: str, place: int, opener: str) -> str:
    """The mark that opened the quotation which goes on after the mark at `place`; empty outside of quotations."""
    mark = text[place]
    if mark in "”»" or (mark == "“" and opener == "„"):
        return ""
    if mark in "“„‟«":
        return mark
    return "" if opener or _inches(text, place, opener) else mark


def _inches(text: str, place: int, opener: str) -> bool:
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    return text[place] == '"' and not opener and before.isdigit() and not after.isalnum()


def _single_after(level: str, place: int, inside: bool) -> bool:
    before, after = level[place - 1 : place] if place else "", level[place + 1 : place + 2]
    if inside:
        return after.isalnum()
    return not before.isalnum() and after.isalnum()


def _first_case_swapped(phrase: str) -> str:
    return phrase[0].swapcase() + phrase[1:]


def _stands(phrase: str, text: str) -> bool:
    place = text.find(phrase)
    while place >= 0:
        around = text[place - 1 : place] if place else "", text[place + len(phrase) : place + len(phrase) + 1]
        if not any(character.isalnum() for character in around):
            return True
        place = text.find(phrase, place + 1)
    return False
