"""Sections: in which order, and under which heading, the body of a digest is told."""

import re
from collections.abc import Sequence

from extractors.readings import Percentage, Quantity
from summarizer.candidates import Candidate

_STATEMENTS_IN_PARAGRAPH = 3
_FEWEST_STATEMENTS = 2
_FEWEST_IN_SECTIONS = 5

_SPEECH = re.compile(
    r"\b(?:said|says|told|warned|warns|called|argued|argues|added|urged|criticised|criticized|praised|welcomed|"
    r"denied|"
    r"insisted|according to|believes?|hopes?|expressed|described|condemned|accused|demanded|asked)\b",
    re.I,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|expected to|due to (?:be|begin|start|open|take)|plans? to|scheduled|set to|next (?:week|"
    r"month|year|spring|"
    r"summer|autumn|fall|winter)|by 20\d\d|is to|are to|in the coming)\b",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:last (?:year|month|decade|century)|in (?:1[89]|20)\d\d|years? ago|months? ago|previously|"
    r"since (?:1[89]|20)\d\d|"
    r"had (?:been|already|previously)|earlier this (?:year|month)|founded|history|historic\w*|decades?|was born)\b",
    re.I,
)

Paragraphs = tuple[tuple[Candidate, ...], ...]


def sections(body: Sequence[Candidate]) -> tuple[tuple[str, Paragraphs], ...]:
    """Headings with their paragraphs, in the order of the telling: what happened, the figures, what is said, what went
    before, what comes next. A heading with a single statement gives it back to what happened, but for what comes next;
    a short body has one heading.
    """
    if len(body) < _FEWEST_IN_SECTIONS:
        return ((_EVENT, _paragraphs(body)),) if body else ()
    parts: dict[str, list[Candidate]] = {heading: [] for heading in _HEADINGS}
    for one in body:
        parts[_heading(one)].append(one)
    for heading in (_FIGURES, _SAID, _PAST):
        if len(parts[heading]) < _FEWEST_STATEMENTS:
            parts[_EVENT] += parts[heading]
            parts[heading] = []
    return tuple((heading, _paragraphs(own)) for heading, own in parts.items() if own)


_EVENT, _FIGURES, _SAID, _PAST, _NEXT = (
    "What happened",
    "The figures",
    "What is being said",
    "Background",
    "What comes next",
)
_HEADINGS = (_EVENT, _FIGURES, _SAID, _PAST, _NEXT)


def _heading(one: Candidate) -> str:
    figures = [
        figure
        for figure in one.figures
        if isinstance(figure, Percentage) or (isinstance(figure, Quantity) and figure.kind == "money")
    ]
    if figures:
        return _FIGURES
    if _AHEAD.search(one.text) and not _SPEECH.search(one.text):
        return _NEXT
    if _BEFORE.search(one.text) and one.position > 2:
        return _PAST
    return _SAID if _SPEECH.search(one.text) else _EVENT


def _paragraphs(own: Sequence[Candidate]) -> Paragraphs:
    """In the order of telling (how far into its article each sentence stands), a few statements a paragraph."""
    ordered = sorted(own, key=lambda one: (one.position / max(1, len(one.read.reading.sentences)), one.article))
    return tuple(
        tuple(ordered[start : start + _STATEMENTS_IN_PARAGRAPH])
        for start in range(0, len(ordered), _STATEMENTS_IN_PARAGRAPH)
    )
