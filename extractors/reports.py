"""Reported speech without quotation marks: "X said that …", "…, X said", "According to X, …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.attributions import Attribution
from extractors.intervals import Bounds
from extractors.marks import Passage
from extractors.speakers import ACCORDING, Cast

__all__ = ["Report", "reports"]


@dataclass(frozen=True)
class Report:
    """A reported clause, who reports it, and the sentence it stands in."""

    content: Bounds
    attribution: Attribution
    sentence: Bounds


_WHEN = (
    r"(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?"
    r"|\s+(?:earlier|later|today|yesterday|also|again)"
    r"|\s+in an? (?:[a-z-]+ ){0,2}[a-z]+|\s+at an? (?:[a-z-]+ ){0,2}[a-z]+|\s+(?:this|last)\s+[a-z]+)"
)
_CUE = re.compile(
    rf"\b(?:(?P<free>said|says|say|added|adds|told\s+(?:[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){{0,3}}|reporters"
    rf"|journalists|lawmakers|the\s+\w+))"
    r"|(?P<bound>announced|argued|argues|warned|warns|explained|noted|notes|claimed|claims|insisted|confirmed"
    r"|acknowledged|testified"
    r"|suggested|suggests|predicted|stated|declared|concluded|concludes|complained|admitted|conceded|denied|believes"
    r"|found|finds|showed"
    rf"|shows|estimates|estimated|reported|revealed|stressed|wrote|writes"
    rf"|tweeted))\b(?P<when>{_WHEN}{{0,3}})(?P<that>,?\s+that\b)?",
)
_NO_REPORT = re.compile(r"\s*(?:[.,;:!?]|$|to\b|of\b|by\b|about\b|in\b|on\b|with\b|for\b)")
_NOT_SAID = re.compile(r"(?:\bto|n[’']t|\bnot|\bbe|\bis|\bare|\bwas|\bwere)\s+$")
_FEWEST_WORDS = 3


def reports(text: str, sentences: list[Bounds], quoted: list[Passage], cast: Cast) -> Iterator[Report]:
    """One report at most for each sentence that holds no quoted passage."""
    following = 0
    for sentence in sentences:
        while following < len(quoted) and quoted[following].end <= sentence[0]:
            following += 1
        if following < len(quoted) and quoted[following].start < sentence[1]:
            continue
        report = _report(text, sentence, cast)
        if report and _holds(text, report):
            yield report


def _holds(text: str, report: Report) -> bool:
    """Whether the report has content of some length, which does not take in its own speaker."""
    start, end = report.content
    return len(text[start:end].split()) >= _FEWEST_WORDS and not start <= report.attribution.speaker.start < end


def _report(text: str, sentence: Bounds, cast: Cast) -> Report | None:
    start, end = sentence
    according = ACCORDING.search(text, start, end)
    if according:
        return _according(text, sentence, according, cast)
    for cue in _CUE.finditer(text, start, end):
        trailing = _trailing(text, sentence, cue, cast)
        if trailing:
            return trailing
        if (cue["bound"] and not cue["that"]) or (not cue["that"] and _NO_REPORT.match(text, cue.end(), end)):
            continue
        if _NOT_SAID.search(text[max(start, cue.start() - 8) : cue.start()]):
            continue
        speaker = cast.before_cue(start, cue.start())
        if speaker:
            return Report(_trimmed(text, cue.end(), end), Attribution(speaker, _word(cue)), sentence)
    return None


def _word(cue: re.Match[str]) -> Bounds:
    return cue.span("free") if cue["free"] else cue.span("bound")


def _trailing(text: str, sentence: Bounds, cue: re.Match[str], cast: Cast) -> Report | None:
    """`…, X said.` and `…, said X.`"""
    start, end = sentence
    rest = text[cue.end() : end].strip(" .!?")
    comma = text.rfind(",", start, cue.start())
    if comma < 0 or cue["that"]:
        return None
    between = text[comma + 1 : cue.start()].strip()
    if not between:
        speaker = cast.after_cue(_word(cue)[1], end)
        if speaker and text[speaker.end : end].strip(" .!?")[:1] not in ("", ",", ";", "("):
            return None  # "X, a surrogate, said he had …"
    elif rest.startswith(",") or not rest or len(rest.split()) < 5:
        speaker = cast.before_cue(comma + 1, cue.start())
    else:
        return None
    if speaker is None or not _stands_alone(text[start:comma]):
        return None
    return Report(_trimmed(text, start, comma), Attribution(speaker, _word(cue)), sentence)


def _stands_alone(clause: str) -> bool:
    """Whether a clause can be reported: not an opening such as "In January" or "On Friday"."""
    words = clause.split()
    return len(words) >= _FEWEST_WORDS and words[0].lower() not in (
        "in",
        "on",
        "at",
        "after",
        "when",
        "while",
        "as",
        "since",
        "for",
        "during",
        "if",
    )


def _according(text: str, sentence: Bounds, according: re.Match[str], cast: Cast) -> Report | None:
    start, end = sentence
    speaker = cast.according_to(according.end(), end)
    if speaker is None:
        return None
    attribution = Attribution(speaker, (according.start(), according.end() - 1))
    if according.start() - start < 4:
        comma = text.find(",", speaker.end, end)
        return Report(_trimmed(text, comma + 1, end), attribution, sentence) if comma >= 0 else None
    return Report(_trimmed(text, start, according.start()), attribution, sentence)


def _trimmed(text: str, start: int, end: int) -> Bounds:
    while start < end and text[start] in " ,:":
        start += 1
    while end > start and text[end - 1] in " ,;:.":
        end -= 1
    return start, end
