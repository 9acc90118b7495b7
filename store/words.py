"""Words as search sees them: the same on every database, because the databases get them ready-made.

A word is a run of letters and digits, without case, accents and the possessive's 's, brought to its stem by Snowball's
English stemmer (Porter 2, snowballstem.org/algorithms/english/stemmer.html); Chinese and Japanese, which set no spaces,
are taken character by character. What a query finds and what its hits mark is decided by these words alone.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

MOST_TERMS = 32
"""Terms of a query that are asked for; what somebody pastes beyond that would not narrow the search any more."""

_LONGEST_QUERY = 10_000
_LONGEST_WORD = 64  # characters; longer ones are compared by their beginning
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:['’][sS](?![^\W_]))?")
_ENGLISH = re.compile("[a-z]{3,}")
_CHUNK = re.compile(r"[\"“”„«»](?P<phrase>[^\"“”„«»]*)[\"“”„«»]|(?P<plain>[^\s\"“”„«»]+)")
_PREFIX = re.compile(r"[^\W_]\*\W*\Z")

_stemmer = snowballstemmer.stemmer("english")
_stemming = threading.Lock()  # the stemmer keeps the word that it works on


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    folded: str
    """Without case, accents and possessive."""
    stem: str


@dataclass(frozen=True, slots=True)
class Term:
    """What a query asks for: words that follow each other, or the beginning of a word."""

    stems: tuple[str, ...] = ()
    prefix: str = ""


def words(text: str) -> Iterator[Word]:
    """The words of `text`, in order."""
    for found in _WORD.finditer(text):
        folded, stem = _forms(found.group())
        if folded:
            yield Word(found.start(), found.end(), folded, stem)


def forms(text: str) -> list[tuple[str, str]]:
    """The words of `text`, in order, each folded and as its stem."""
    return [pair for pair in map(_forms, _WORD.findall(text)) if pair[0]]


def terms(query: str) -> tuple[Term, ...]:
    """What somebody asks for, each term once: words, "phrases" in quotation marks, and beginnings with an asterisk
    behind them (electri*). Whatever else stands there is no operator, but falls away."""
    found: list[Term] = []
    for chunk in _CHUNK.finditer(query[:_LONGEST_QUERY]):
        if len(found) >= 2 * MOST_TERMS:
            break
        text = chunk["phrase"] if chunk["plain"] is None else chunk["plain"]
        asked = list(words(text))
        if chunk["plain"] and asked and _PREFIX.search(text):
            found.append(Term(prefix=asked.pop().folded))
        # What is written together belongs together: "data-center" is found where "data center" stands, too.
        found.extend([Term(tuple(word.stem for word in asked))] if asked else [])
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def standing(asked: Iterable[Term], text: str) -> set[Term]:
    """Those of the terms that stand in `text`."""
    return set(_places(asked, forms(text)))


def matches(asked: Iterable[Term], text: str) -> dict[Term, list[tuple[int, int]]]:
    """Where in `text` each of the terms stands, as offsets; a term that doesn't is missing."""
    places = _places(asked, forms(text))
    if not places:
        return {}
    listed = list(words(text))
    return {term: [(listed[first].start, listed[last].end) for first, last in found] for term, found in places.items()}


def _places(asked: Iterable[Term], told: list[tuple[str, str]]) -> dict[Term, list[tuple[int, int]]]:
    """The first and the last word of each place where one of the terms stands; a term that doesn't is missing."""
    places: dict[Term, list[tuple[int, int]]] = {}
    for term in asked:
        if term.prefix:
            found = [(at, at) for at, (folded, _) in enumerate(told) if folded.startswith(term.prefix)]
        else:
            first, *rest = term.stems
            found = [
                (at, at + len(rest))
                for at, (_, stem) in enumerate(told)
                if stem == first and [other for _, other in told[at + 1 : at + 1 + len(rest)]] == rest
            ]
        if found:
            places[term] = found
    return places


@lru_cache(maxsize=200_000)
def _forms(written: str) -> tuple[str, str]:
    """A word folded, and its stem."""
    bare = written[:-2] if written[-2:-1] in ("'", "’") else written
    spelled = unicodedata.normalize("NFKD", bare.casefold())
    folded = "".join(letter for letter in spelled if letter.isalnum())[:_LONGEST_WORD]
    if not _ENGLISH.fullmatch(folded):
        return folded, folded
    with _stemming:
        return folded, str(_stemmer.stemWord(folded))
