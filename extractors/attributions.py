"""Which words beside a quoted passage, or within a sentence, say whose words they are."""

import re
from dataclasses import dataclass

from extractors.intervals import Bounds
from extractors.marks import Passage
from extractors.speakers import ACCORDING, CUE, Cast, Speaker

__all__ = ["Attribution", "beside", "colon_before", "venue"]


@dataclass(frozen=True)
class Attribution:
    """A speaker and the words that attribute to them."""

    speaker: Speaker
    cue: tuple[int, int]


_VENUE = re.compile(
    r"\b(?:in an? (?:[a-z-]+ ){0,2}(?:statement|interview|speech|e-?mail|letter|post|tweet|memo|report|video|release"
    r"|call"
    r"|message|briefing|hearing|article|filing|note)|(?:at|during) an? (?:[a-z-]+ ){0,2}(?:conference|briefing|hearing"
    r"|rally|meeting|event|debate|summit)|told (?:reporters|journalists|lawmakers|parliament|the court|investors"
    r"|analysts)"
    r"|on (?:Twitter|Facebook|Instagram|social media))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…]$")
_SENTENCE_END = re.compile(r"[.!?]\s")
_FRAME = 220
"""Characters beside a passage in which its attribution is looked for."""


def beside(text: str, passage: Passage, room: Bounds, sentence: Bounds, cast: Cast) -> Attribution | None:
    """The attribution of `passage`, behind it or else before it. `room` reaches from the passage before to the passage
    behind, `sentence` is where the passage's own sentence starts and ends."""
    behind = text[passage.end : min(room[1], passage.end + _FRAME)].split("\n", 1)[0]
    return (
        _behind(text, passage, passage.end + len(behind), cast)
        or _before(text, passage, max(room[0], sentence[0]), cast)
        or _later(text, passage, min(room[1], sentence[1]), cast)
    )


def _behind(text: str, passage: Passage, limit: int, cast: Cast) -> Attribution | None:
    """`"…," said X`, `"…," X said` and `"…" — X`."""
    signed = cast.signed(passage.end, limit)
    if signed:
        return Attribution(signed, (passage.end, signed.start))
    start = limit - len(text[passage.end : limit].lstrip(" ,"))
    according = ACCORDING.match(text, start, limit)
    if according:
        return _attribution(cast.according_to(according.end(), limit), (according.start(), according.end() - 1))
    cue = CUE.search(text, start, limit)
    if not cue:
        return None
    if cue.start() == start:
        return _attribution(cast.after_cue(cue.end(), limit), cue.span())
    between = text[start : cue.start()]
    ended = (
        bool(_ENDED.search(text[passage.words[-1][0] : passage.words[-1][1]]))
        and text[passage.end : passage.end + 1] != ","
    )
    if _SENTENCE_END.search(re.sub(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr)\.", "", between)):
        return None
    if ended and text[passage.words[-1][1] - 1] == "." and not _closes(text, cue.end(), limit):
        return None
    if re.match(r"(?:and|but|or|which|that|to|in|on|as|for|at)\b", between):
        return None
    return _attribution(cast.before_cue(start, cue.start()), cue.span())


def _closes(text: str, position: int, limit: int) -> bool:
    """Whether little follows the cue at `position`: behind a quoted full stop "X said." attributes, "X said that …"
    does not."""
    return bool(re.match(r"[^.!?\n]{0,30}[.!?](?:\s|$)", text[position:limit]))


def _before(text: str, passage: Passage, begin: int, cast: Cast) -> Attribution | None:
    """`X said: "…"`, `According to X, "…"`."""
    begin = max(begin, passage.start - _FRAME)
    according = max(ACCORDING.finditer(text, begin, passage.start), key=re.Match.start, default=None)
    cue = None
    for found in CUE.finditer(text, begin, passage.start):
        cue = found
        if text[found.end() : passage.start].strip(" ,:") in ("", "that"):
            break
    if cue:
        speaker = cast.before_cue(begin, cue.start()) or cast.after_cue(cue.end(), passage.start)
        if speaker:
            return Attribution(speaker, cue.span())
    if according:
        return _attribution(cast.according_to(according.end(), passage.start), (according.start(), according.end() - 1))
    return None


def _later(text: str, passage: Passage, limit: int, cast: Cast) -> Attribution | None:
    """An attribution at the end of the sentence: `a "…" move, X said`."""
    for cue in CUE.finditer(text, passage.end, limit):
        left = text[passage.end : cue.start()]
        comma = left.rfind(",")
        if comma >= 0:
            speaker = cast.before_cue(passage.end + comma + 1, cue.start())
            if speaker:
                return Attribution(speaker, cue.span())
    return None


def _attribution(speaker: Speaker | None, cue: tuple[int, int]) -> Attribution | None:
    return Attribution(speaker, cue) if speaker else None


def colon_before(text: str, passage: Passage, cast: Cast) -> Attribution | None:
    """The attribution at the end of the paragraph before: `X added:`."""
    end = passage.start
    while end and text[end - 1].isspace():
        end -= 1
    if not end or text[end - 1] not in ":,":
        return None
    begin = max(text.rfind("\n", 0, end) + 1, text.rfind(". ", max(0, end - _FRAME), end) + 1, end - _FRAME)
    cue = max(CUE.finditer(text, begin, end), key=re.Match.start, default=None)
    return _attribution(cast.before_cue(begin, cue.start()), cue.span()) if cue else None


def venue(text: str, frames: list[Bounds]) -> str | None:
    """Where something was said, as the first of `frames` that says so puts it."""
    for start, end in frames:
        found = _VENUE.search(text, start, end)
        if found:
            return found[0]
    return None
