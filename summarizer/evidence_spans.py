"""Whether evidence lies where words can stand: the verifier's rules for spans."""

import re

from extractors.articles import Span
from summarizer.words_in_text import straight

LONGEST_EVIDENCE = 3000
"""Characters; longer evidence says nothing in particular, and takes long to compare."""

_CUT = re.compile(
    r"""
      [^\W_]\0[^\W_]                                         # inside a word: "Lon|don"
    | [^\W_]\0['-][^\W_] | [^\W_]['-]\0[^\W_]                # "year|-end", "it|'s"
    | \d\0[.,:/–]\d | \d[.,:/–]\0\d                          # "3|.5", "3.|5"
    | [$£€¥₹+−-]\0\d | \d\0[%‰]                              # "$|5", "5|%"
    """,
    re.VERBOSE,
)
_OPENS = re.compile(r"(?:^|\n|[^\w\s]\s+|[\"'(\[—.!?。！？」])$")
_CLOSES_INSIDE = re.compile(r"[^\w\s%‰$£€¥₹]$")
_CLOSES_AFTER = re.compile(r"^(?:$|\s*\n|\s*[^\w\s%‰$£€¥₹'-])")


def span_fault(text: str, span: Span) -> str | None:
    """Why the span does not mark some whole words of the text, in one sentence; None when it does."""
    if not 0 <= span.start < span.end <= len(text):
        return "Its evidence lies outside of the article's text, or is empty."
    if span.end - span.start > LONGEST_EVIDENCE:
        return f"Its evidence is longer than {LONGEST_EVIDENCE} characters, too long for a sentence or a quotation."
    if text[span.start].isspace() or text[span.end - 1].isspace():
        return "Its evidence begins or ends with white space."
    if _cuts(text, span.start) or _cuts(text, span.end):
        return "Its evidence begins or ends inside a word."
    return None


def clause_fault(text: str, span: Span) -> str | None:
    """Why the span does not mark a whole clause or sentence, in one sentence; None when it does.

    A clause begins and ends at punctuation, or with its line.
    """
    if not _OPENS.search(straight(text[max(0, span.start - 8) : span.start])) and span.start:
        return "Its evidence begins in the middle of a clause."
    if not _CLOSES_INSIDE.search(text[: span.end][-1:]) and not _CLOSES_AFTER.search(straight(text[span.end :][:8])):
        return "Its evidence ends in the middle of a clause."
    return None


def _cuts(text: str, place: int) -> bool:
    before, after = straight(text[max(0, place - 2) : place]), straight(text[place : place + 2])
    return bool(_CUT.search(f"{before}\0{after}"))
