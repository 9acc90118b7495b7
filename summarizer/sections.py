"""Sections: in which order, and under which heading, the body of a digest is told."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from extractors.meanings import cosines, meanings
from extractors.readings import Percentage
from summarizer.candidates import Candidate
from summarizer.figures import is_history
from summarizer.headings import subject, those_who_speak
from summarizer.wording import capitalized

_STATEMENTS_IN_PARAGRAPH = 3
_ALIKE = 0.45
"""Cosine of two statements' meanings from which on they stand well in one paragraph."""
_FEWEST_STATEMENTS = 2
_FEWEST_IN_SECTIONS = 5
_LONG_SECTION = 6
_QUOTED_SHARE = 0.4
"""Share of a sentence that is said by somebody, from which on it tells who said what."""
_UNSAID = frozenset("know knows knew feel feels felt find finds found see sees saw hear hears heard".split())
"""Cues that tell what somebody knows, not what they say."""

_AHEAD = re.compile(
    r"\b(?:will|shall|expected to|due to (?:be|begin|start|open|take)|plans? to|scheduled|set to|next (?:week|"
    r"month|year|spring|summer|autumn|fall|winter)|by 20\d\d|is to|are to|in the coming)\b",
    re.I,
)
_BEFORE = re.compile(
    r"\b(?:last (?:year|month|decade|century)|in (?:1[89]|20)\d\d|years? ago|months? ago|previously|"
    r"since (?:1[89]|20)\d\d|had (?:been|already|previously)|earlier this (?:year|month)|founded|history|historic\w*|"
    r"decades?|was born)\b",
    re.I,
)

Part = Literal["event", "figures", "said", "past", "next"]
Paragraphs = tuple[tuple[Candidate, ...], ...]

_PARTS: tuple[Part, ...] = ("event", "figures", "said", "past", "next")
_LABELS: dict[Part, str] = {
    "event": "What happened",
    "figures": "The figures",
    "said": "What is being said",
    "past": "Background",
    "next": "What comes next",
}
_PARTICULARS = "The particulars"


def sections(
    body: Sequence[Candidate], prominence: Mapping[Candidate, float], weights: Mapping[str, float]
) -> tuple[tuple[str, Paragraphs], ...]:
    """Headings with their paragraphs, in the order of the telling: what happened, the figures, what is said, what went
    before, what comes next. A part with a single statement gives it back to what happened, but for what comes next; a
    short body has one heading. Each heading says something of its statements (summarizer/headings.py).

    Args:
        prominence: by how much of an article's length each candidate moves up.
        weights: the worth of each term to the story.
    """
    if not body:
        return ()
    parts: dict[Part, list[Candidate]] = {part: [] for part in _PARTS}
    for one in body:
        parts[_part(one) if len(body) >= _FEWEST_IN_SECTIONS else "event"].append(one)
    for part in ("figures", "said", "past"):
        if len(parts[part]) < _FEWEST_STATEMENTS:
            parts["event"] += parts[part]
            parts[part] = []
    used: set[str] = set()
    told = []
    for part, own in parts.items():
        for label, paragraphs in _divided(part, _paragraphs(own, prominence)):
            statements = [one for paragraph in paragraphs for one in paragraph]
            others = [one for one in body if one not in statements]
            named = those_who_speak(statements) if part == "said" else subject(statements, others, used, weights)
            used.update(named)
            told.append((_heading(part, label, named), paragraphs))
    return tuple(told)


def _divided(part: Part, paragraphs: Paragraphs) -> list[tuple[str, Paragraphs]]:
    """What happened is told in two sections where it is long."""
    if not paragraphs:
        return []
    if part != "event" or sum(map(len, paragraphs)) < _LONG_SECTION or len(paragraphs) < 2:
        return [(_LABELS[part], paragraphs)]
    middle = (len(paragraphs) + 1) // 2
    return [(_LABELS[part], paragraphs[:middle]), (_PARTICULARS, paragraphs[middle:])]


def _part(one: Candidate) -> Part:
    if _said_share(one) >= _QUOTED_SHARE:
        return "said"
    if any(isinstance(figure, Percentage) or figure.kind == "money" for figure in one.figures):
        return "figures"
    if _AHEAD.search(one.text):
        return "next"
    return "past" if one.position > 2 and (is_history(one) or _BEFORE.search(one.text)) else "event"


def _said_share(one: Candidate) -> float:
    """Share of its sentence that its article's quotes, direct or not, cover."""
    start, end = one.sentence.start, one.sentence.end
    text = one.read.article.text
    quotes = [
        quote
        for quote in one.quotes
        if quote.speaker and (quote.cue is None or quote.cue.of(text).lower() not in _UNSAID)
    ]
    covered = sum(max(0, min(end, span.end) - max(start, span.start)) for quote in quotes for span in quote.spans)
    return covered / max(1, end - start)


def _heading(part: Part, label: str, named: Sequence[str]) -> str:
    joined = " and ".join(named)
    if part == "said" and named:
        return f"What {joined} say{'s' if len(named) == 1 else ''}"
    return f"{label}: {capitalized(joined)}" if named else label


def _paragraphs(own: Sequence[Candidate], prominence: Mapping[Candidate, float]) -> Paragraphs:
    """Paragraphs of up to three statements that mean much alike. Each begins with the earliest statement that is left,
    and tells its statements in the order of the telling."""
    place = {one: _place(one) - prominence.get(one, 0.0) for one in own}
    ordered = sorted(own, key=lambda one: (place[one], one.article))
    vectors = meanings().vectors([one.text for one in ordered])
    alike = cosines(vectors, vectors)
    row = {one: index for index, one in enumerate(ordered)}
    told = []
    while ordered:
        first, *rest = ordered
        near = sorted(rest, key=lambda one: -float(alike[row[first], row[one]]))
        close = [one for one in near if alike[row[first], row[one]] >= _ALIKE]
        # A lone statement at the end joins what is left rather than stand by itself.
        wanted = close[: _STATEMENTS_IN_PARAGRAPH - 1] or rest[: _STATEMENTS_IN_PARAGRAPH - 1]
        told.append(tuple(one for one in ordered if one is first or one in wanted))
        ordered = [one for one in rest if one not in wanted]
    return tuple(told)


def _place(one: Candidate) -> float:
    """How far into its article it stands, 0 to 1."""
    return one.position / max(1, len(one.read.reading.sentences))
