"""Where citation marks stand: one rule for HTML, Markdown and terminal.

Marks stand right after what they support: those of sources that say all of a statement behind its clause, before the
final punctuation, those of sources that only give one of its figures behind the figure: "Sales rose 329%[3] in May[1]."
Where the sentence ends within a quotation or a bracket, they stand behind its closing mark.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reader.outside import printable
from summarizer.digests import Digest, Statement, end_of_part
from summarizer.stories import Evidence

_FINAL_PUNCTUATION = re.compile(r"\s?[.!?…。！？]+\Z")
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_]\.){2,}\Z")


def clause(text: str) -> tuple[str, str]:
    """`text` cut where its marks go: ("… up over 329%", "."). The full stop of an abbreviation, as in "U.S.", stays."""
    final = _FINAL_PUNCTUATION.search(text)
    if final is None or _ABBREVIATION.search(text):
        return text, ""
    return text[: final.start()], final.group()


def marked(text: str, marks: str) -> str:
    """`text` with `marks` in their place."""
    before, after = clause(text)
    return f"{before}{marks}{after}"


class Piece(NamedTuple):
    """Consecutive characters of a statement, on one line, and the evidence whose marks stand behind them."""

    text: str
    evidence: tuple[Evidence, ...]


def pieces(statement: Statement) -> tuple[Piece, ...]:
    """The statement cut where its marks go: behind each figure that further sources give, and behind the clause for
    those that say all of it. The last piece is what follows the last mark; it may be empty."""
    text = printable(statement.text)
    before, after = clause(text)
    whole = tuple(item for claim in statement.claims if not claim.part for item in claim.evidence)
    known = {item.article for item in whole}
    cited = {len(before): whole}
    for claim in statement.claims:
        further = tuple(item for item in claim.evidence if item.article not in known)
        if claim.part and further:
            end = end_of_part(printable(claim.part), before) or len(before)
            cited[end] = (*cited.get(end, ()), *further)
    ends = sorted(cited)
    return (*(Piece(text[start:end], cited[end]) for start, end in pairwise([0, *ends])), Piece(after, ()))


def cited(digest: Digest, paragraph: tuple[Statement, ...]) -> Iterator[tuple[Piece, ...]]:
    """The statements of a body paragraph, each in its pieces.

    In a digest of a single source, only the last statement of a paragraph carries the mark that all of them share.
    """
    for position, statement in enumerate(paragraph, start=1):
        shared = len(digest.sources) == 1 and position < len(paragraph)
        yield (Piece(printable(statement.text), ()),) if shared else pieces(statement)


@dataclass(frozen=True)
class Mark:
    """One printed citation mark."""

    number: int
    """Number of the source."""
    occurrence: int
    """1, 2, … among the marks of the same source."""
    says: str = ""
    """What it opens on a page: the passages of its source's card, each with the places of the cited words in it."""

    @property
    def id(self) -> str:
        """Names the mark within its page."""
        return f"r{self.number}-{self.occurrence}"

    @property
    def letter(self) -> str:
        """What its back-link is called: a, b, …, z, aa, ab, …"""
        letters, rest = "", self.occurrence
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters


class Marks:
    """The marks of one page, handed out in reading order, so that source cards can link back to each of them."""

    def __init__(self) -> None:
        self._printed: defaultdict[int, list[Mark]] = defaultdict(list)

    def cite(self, numbers: Iterable[int], says: Mapping[int, str] | None = None) -> tuple[Mark, ...]:
        """New marks for the sources with these numbers; `says` is what each of them opens."""
        marks = []
        for number in numbers:
            printed = self._printed[number]
            printed.append(Mark(number, len(printed) + 1, (says or {}).get(number, "")))
            marks.append(printed[-1])
        return tuple(marks)

    def of(self, number: int) -> tuple[Mark, ...]:
        """All marks handed out so far for one source."""
        return tuple(self._printed[number])
