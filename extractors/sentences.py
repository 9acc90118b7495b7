"""Where sentences start in news text: the component `nightdesk_sentences`, and sentences as character spans."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extractors.document_text import text_of
from extractors.intervals import Bounds

if TYPE_CHECKING:
    from thinc.types import Ints2d

__all__ = ["bounds", "find_sentences", "starts"]

# A full stop behind these belongs to the word, and what follows is its continuation.
_OPENS = frozenset(
    """mr mrs ms mx dr prof rev hon sen sens rep reps gov lt sgt capt cpt col gen cmdr adm maj cpl pvt supt det insp
    st mt ft vs v etc. e.g i.e cf viz approx dept est fig figs messrs mme mlle ald atty asst supt pres""".split()
)
# A full stop behind these belongs to the word where a number follows.
_NUMBERS = frozenset("no nos art sec ch vol pp p jan feb mar apr jun jul aug sep sept oct nov dec".split())
# A full stop behind these may also end the sentence; what follows decides.
_EITHER = frozenset(
    """inc corp co cos ltd llc plc bros jr sr esq ph.d m.d b.a m.a d.c u.s u.k u.n e.u u.s.a u.a.e etc al ave blvd rd
    ariz calif colo conn fla ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash
    wis wyo""".split()
)
_HOURS = frozenset({"a.m", "p.m"})
# What goes on behind "9 a.m.": a zone, a day, a date, "North Korean time".
_AFTER_HOURS = re.compile(
    r"(?:[A-Z]{0,2}[DS]?T\b|CEST\b|GMT|UTC|Eastern|Central|Pacific|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|(?:[\w’'-]+ ){1,3}time\b)"
)
_PREDICATE = re.compile(r"\b(?!(?:an?|and|at|by|for|from|in|near|of|on|or|the|to|with)\b)[a-z][a-z’'-]+")
"""A word in small letters that may be a verb."""
_STARTERS = re.compile(
    r"(?:The|This|That|These|Those|There|A|An|He|She|It|They|We|You|I|His|Her|Its|Their|Our|My|But|And|Or|So|Yet|In|On"
    r"|At|By|For|From|To|With|As|If|When|While|After|Before|Since|Although|Though|However|Meanwhile|Still|Also|Some"
    r"|Many|Most|All|No|Not|Nor|Both|One|Two|What|Why|How|Who|Where|Then|Now|According)\b"
)
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_ASKED = re.compile(
    r"(?:[^\W\d_][\w.’'-]*\s+){1,4}?(?:said|says|asked|asks|added|told|wrote|tweeted|replied|shouted|cried|wondered)\b"
)
_GOING_ON = frozenset(",;:-–—(“")
_LONGEST = 45
"""Words. Measured on news sentences put together, of which none is split more, and on web texts without full stops."""
_OPENING_MARKS = "\"'“‘«([$£€¥#@"


@Language.component("nightdesk_sentences", assigns=["token.is_sent_start"])
def find_sentences(doc: Doc) -> Doc:
    """Sets where sentences start and where they do not; lines never share a sentence. Where a full stop may be an
    abbreviation's, and in a run of words that is too long to be one sentence, a parser decides, if one follows."""
    text = text_of(doc)
    flags = {offset: 0 if unsure else 1 for offset, unsure in _found(text)}
    begins = [offset for offset, flag in flags.items() if flag]
    runs = pairwise([*begins, len(text)])
    unstopped = [(start, end) for start, end in runs if len(text[start:end].split()) > _LONGEST]
    found = numpy.full((len(doc), 1), -1, dtype="int64")
    for token in doc:
        flag = flags.get(token.idx)
        if flag is not None:
            found[token.i] = flag
        elif unstopped and token.i and token.text[0].isalnum() and not _goes_on(doc, token.i):
            index = bisect_right(unstopped, (token.idx, len(text))) - 1
            if index >= 0 and token.idx < unstopped[index][1]:
                found[token.i] = 0
    # One array: setting them token by token takes quadratic time.
    return doc.from_array([SENT_START], cast("Ints2d", found.astype("uint64")))


def _goes_on(doc: Doc, index: int) -> bool:
    """Whether the token at `index` continues a sentence for certain: behind a mark that ends none, behind a quotation
    that closes with a comma, or as the second of two capitalised words."""
    before = doc[index - 1].text
    closed = before in '"”’»' and index > 1 and doc[index - 2].text in _GOING_ON
    return before[-1] in _GOING_ON or closed or (before.istitle() and doc[index].text.istitle())


def bounds(doc: Doc) -> list[Bounds]:
    """The sentences of `doc` without surrounding white space, whoever set their starts, in order; blank ones are left
    out."""
    found = []
    for sentence in doc.sents:
        written = sentence.text
        stripped = written.strip()
        if stripped:
            start = sentence.start_char + len(written) - len(written.lstrip())
            found.append((start, start + len(stripped)))
    return found


def starts(text: str) -> list[int]:
    """Offsets of the first character of each sentence of `text`."""
    return [offset for offset, unsure in _found(text) if not unsure]


def _found(text: str) -> Iterator[tuple[int, bool]]:
    """Where sentences start, and with True where the words alone don't tell: "the plan of Acme Inc. Chairman …"."""
    for line in re.finditer(r"[^\n]+", text):
        begin = _next(text, line.start(), line.end())
        if begin == line.end():
            continue
        yield begin, False
        for stop in _STOP.finditer(text, line.start(), line.end()):
            follows = _next(text, stop.end(), line.end())
            if text[follows : follows + 2] == '" ' and text.count('"', line.start(), follows) % 2:
                follows = _next(text, follows + 1, line.end())  # a closing mark that stands alone: `it. " The`
            if follows == line.end():
                continue
            ends = _ends(text, begin, stop, follows)
            if ends is None:
                yield follows, True
            elif ends:
                begin = follows
                yield begin, False


def _next(text: str, position: int, limit: int) -> int:
    while position < limit and text[position].isspace():
        position += 1
    return position


def _ends(text: str, begin: int, stop: re.Match[str], follows: int) -> bool | None:
    """Whether the sentence that starts at `begin` ends at `stop`, given that the next word starts at `follows`; None
    where that is not to be seen."""
    opened = text[follows] in _OPENING_MARKS
    first = text[follows + 1 : follows + 2] if opened else text[follows]
    if not (first.isupper() or first.isdigit() or first in "$£€¥“\"'‘@#"):
        return False
    marks = stop[0]
    if marks[0] in "!?":
        quoted = len(marks.rstrip("\"'”’")) < len(marks)
        return not (quoted and _ASKED.match(text, follows))
    if marks != ".":
        return True
    return _full_stop(text, begin, stop.start(), follows, opened)


def _full_stop(text: str, begin: int, stop: int, follows: int, opened: bool) -> bool | None:
    """Whether the lone full stop at `stop` ends the sentence; None where that is not to be seen."""
    word = text[max(begin, stop - 20) : stop].rsplit(None, 1)[-1:]
    bare = (word[0] if word else "").lstrip("\"'“‘([—-")
    known = bare.lower()
    if known in _OPENS:
        return False
    if known in _NUMBERS:
        return not text[follows].isdigit()
    if known in _HOURS:
        return opened or bool(_STARTERS.match(text, follows)) or _is_clause_behind_hours(text, follows)
    if len(bare) == 1 and bare.isupper():
        return opened or bool(_STARTERS.match(text, follows))
    if known in _EITHER or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", bare):
        return opened or bool(_STARTERS.match(text, follows)) or None
    return not (bare.isdigit() and text[begin:stop].strip() == bare)


def _is_clause_behind_hours(text: str, follows: int) -> bool:
    """Whether what follows "9 a.m." can be a sentence: no zone, day or date, and with a word that may be its verb."""
    rest = re.compile(r"[^\n.!?]*").match(text, follows)
    return not _AFTER_HOURS.match(text, follows) and bool(rest and _PREDICATE.search(rest[0]))
