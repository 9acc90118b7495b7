"""The forms in which news states a share, a change or a multiple, as regular expressions and their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractors.contexts import change_before
from extractors.numbers import NUMBER, value

__all__ = ["Proportion", "Unit", "proportions"]

Unit = Literal["percent", "percentage_points", "basis_points", "times"]


@dataclass(frozen=True)
class Proportion:
    """A value with its unit, and where it stands."""

    start: int
    end: int
    low: float
    high: float
    unit: Unit
    before: float | None = None
    """The earlier value of a from-to pair."""
    reach: int = 0
    """Where the words that belong to the figure end: behind the earlier value, where one is given."""
    direction: Literal["up", "down"] | None = None
    """What the word itself says: "doubled"."""
    hedge: str | None = None
    """A hedge within the figure: "60-plus"."""


_FREE = r"(?<![\w%=&/?#])(?<![0-9][.,:/])"
_SIGN = r"(?:minus |negative |(?<![\w.)%\]])[-−–+])"
_NAMED = r"percent(?:age)?\b|per ?cent\b|pct\b|p\.c\."
_UNIT = rf"(?:(?:percentage|percent|per cent|%)[- ]?points?\b|%|{_NAMED}|basis[- ]points?\b|bps?\b)"
_TO = r"(?: ?[-–—] ?| (?:to|and|or) )"

_FIGURE = re.compile(
    rf"(?P<lead>\b(?:between|from) (?:about |around |roughly |nearly )?)?"
    rf"(?P<value>(?P<sign>{_FREE}{_SIGN})?(?P<low>{_FREE}{NUMBER})(?P<plus>-plus)?"
    rf"(?:(?:[- ]?(?P<first>{_UNIT}))?(?P<to>{_TO})(?:{_SIGN})?(?P<high>{NUMBER}))?"
    rf"[- ]?(?P<unit>{_UNIT}))(?![0-9A-Za-z_]|[-][0-9])",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?: in (?:[A-Z][a-z]+|[0-9]{4})(?: [0-9]{4})?)?"
    rf",? (?:up |down )?from (?:(?:about|around|nearly|almost|over|under|roughly|just|more than|less than) )?"
    rf"(?P<before>{NUMBER}) ?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_RANGES = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|anywhere|between|estimates?)\b[^.;]{0,40}$", re.IGNORECASE
)

_NAMES = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
    "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100,
}  # fmt: skip
_PART = r"half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?"
_COUNT = r"one|two|three|four|five|six|seven|eight|nine|an?"
_FRACTION = re.compile(
    rf"(?<![\w-])(?P<value>(?:(?P<count>{_COUNT})[- ])?(?P<part>{_PART}))\b"
    rf"(?P<of>(?: of)?(?: an?| one| 1)? (?P<unit>(?:percentage |per cent |percent )?points?\b"
    rf"|{_NAMED}))?(?P<whole> of\b| the\b)?",
    re.IGNORECASE,
)
_ORDINAL_BEFORE = re.compile(
    r"\b(?:first|second|third|fourth|last|latter|other|final|opening|closing|past|previous|next|better|this|each|per"
    r"|every"
    r"|the|[0-9]|[0-9]st|[0-9]nd|[0-9]rd|[0-9]th|and|and a|times)[- ]$",
    re.IGNORECASE,
)
_NOT_A_WHOLE = re.compile(
    r" of an? (?:million|billion|trillion|mile|inch|cup|second|point)\b|"
    r"(?: of| the)(?: the| an?| this| that| last| next)? (?:(?:fiscal |financial |calendar )?year|season|game|match"
    r"|century"
    r"|decade|time|day|hour|way|reason|problem|battle|19[0-9]{2}|20[0-9]{2}|mile|dozen|final)s?\b",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?<![\w-])(?P<value>(?P<part>{NUMBER})(?:-| )(?:in|out of)(?: every)?(?:-| )(?P<whole>{NUMBER}))(?![\w%]"
    rf"|[.,][0-9]|-[a-z])",
    re.IGNORECASE,
)

_FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}
_VERB = re.compile(
    r"(?<![\w-])(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)(?P<ending>ed|es|ing|e)\b"
    r"(?! (?:down|up|standards?|check|digits?))",
    re.IGNORECASE,
)
_BARE_VERB = re.compile(
    r"(?:\b(?:to|will|would|could|can|may|might|should|more than|nearly|almost|about) )$", re.IGNORECASE
)
_FOLD = re.compile(
    rf"(?<![\w-])(?P<value>(?P<number>two|three|four|five|six|seven|eight|nine|ten|{NUMBER}(?=[- ]))[- ]?fold)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?<![\w-])(?P<value>(?:{_FREE}(?P<number>{NUMBER})(?P<to>(?:-| to | or )(?P<high>{NUMBER}))? ?times|twice"
    rf"|thrice))"
    r"(?= (?:as (?!a\b|an\b|the\b|well|part|he|she|it|they|we)|more|less|fewer|higher|lower|larger|bigger|greater"
    r"|faster|longer"
    r"|smaller|stronger|its |their |the (?:\w+ )?(?:number|amount|size|rate|average|level|price|cost|value|speed"
    r"|volume|total|limit|normal|usual)"
    r"|what |that of|those |likelier|over the))",
    re.IGNORECASE,
)
_POINT_CHANGE = re.compile(
    rf"{_FREE}(?P<value>(?P<number>{NUMBER})[- ]points?) (?=(?:drop|rise|increase|decline|decrease|lead|gain|fall"
    rf"|jump|cut|hike"
    r"|swing|advantage|margin|edge|deficit|slide|boost|reduction)\b)",
    re.IGNORECASE,
)
_NOT_OF_SHARES = re.compile(
    r"\b(?:index|dow|nasdaq|s&p|ftse|nikkei|dax|average|game|season|quarter|half|half-?time|championship|league"
    r"|match|scored|team|coach)\b",
    re.IGNORECASE,
)


def proportions(text: str) -> list[Proportion]:
    """All shares, changes and multiples in `text`, in order; where two forms overlap, the one that starts first."""
    found: list[Proportion] = []
    every = (*_fractions(text), *_figures(text), *_one_in(text), *_multiples(text), *_points(text))
    for proportion in sorted(every, key=lambda one: (one.start, -one.end)):
        if not found or proportion.start >= max(found[-1].end, found[-1].reach):
            found.append(proportion)
    return found


def _unit(written: str) -> Unit:
    lower = written.lower()
    if lower.startswith(("basis", "bp")):
        return "basis_points"
    return "percentage_points" if "point" in lower else "percent"


def _figures(text: str) -> Iterator[Proportion]:
    for match in _FIGURE.finditer(text):
        unit = _unit(match["unit"])
        sign = -1.0 if match["sign"] and match["sign"].strip() not in "+" else 1.0
        low = sign * value(match["low"])
        hedge = "plus" if match["plus"] else None
        if match["high"] is None:
            yield _with_earlier(text, Proportion(match.start("value"), match.end(), low, low, unit, hedge=hedge))
            continue
        yield from _pair(text, match, low, sign * value(match["high"]), unit, hedge)


def _pair(
    text: str, match: re.Match[str], low: float, high: float, unit: Unit, hedge: str | None
) -> Iterator[Proportion]:
    """Two values: a range, a change from one to the other, or two figures."""
    lead, to = (match["lead"] or "").lower(), match["to"].strip().lower()
    if lead.startswith("from") and to == "to" and not _RANGES.search(text[max(0, match.start() - 60) : match.start()]):
        yield Proportion(match.start("high"), match.end(), high, high, unit, before=low)
    elif (to == "and" and not lead.startswith("between")) or _two_figures(text, match, unit):
        if match["first"]:
            yield Proportion(match.start("value"), match.end("first"), low, low, _unit(match["first"]))
        yield Proportion(match.start("high"), match.end(), high, high, unit)
    else:
        yield Proportion(match.start("value"), match.end(), min(low, high), max(low, high), unit, hedge=hedge)


def _two_figures(text: str, match: re.Match[str], unit: Unit) -> bool:
    """Whether "to" stands between a change and the level it led to: "fell one point to 35 percent"."""
    if not match["first"] or match["to"].strip().lower() != "to":
        return False
    return _unit(match["first"]) != unit or change_before(text, 0, match.start()) is not None


def _with_earlier(text: str, one: Proportion) -> Proportion:
    earlier = _EARLIER.match(text, one.end)
    if not earlier or (earlier["unit"] is None and re.match(r"[ -]?[\w$£€]|,[0-9]", text[earlier.end() :][:2])):
        return one
    before = value(earlier["before"])
    if earlier["unit"] is None and not 0 <= before <= 100:
        return one
    return Proportion(
        one.start, one.end, one.low, one.high, one.unit, before=before, reach=earlier.end(), hedge=one.hedge
    )


def _fractions(text: str) -> Iterator[Proportion]:
    for match in _FRACTION.finditer(text):
        count = match["count"].lower() if match["count"] else ""
        share = (1.0 if count in ("", "a", "an") else value(count)) / _NAMES[match["part"].lower()]
        if match["unit"]:
            yield Proportion(match.start(), match.end("unit"), round(share, 4), round(share, 4), _unit(match["unit"]))
        elif _is_share(text, match, count) and share <= 1:
            yield Proportion(
                match.start("value"), match.end("value"), round(100 * share, 2), round(100 * share, 2), "percent"
            )


def _is_share(text: str, match: re.Match[str], count: str) -> bool:
    if _NOT_A_WHOLE.match(text, match.end("value")):
        return False
    part = match["part"].lower()
    if count and count not in ("a", "an", "one"):
        return part.endswith("s")
    if part != "half" and not count:
        return False
    return bool(match["whole"]) and not _ORDINAL_BEFORE.search(text[max(0, match.start() - 12) : match.start()])


def _one_in(text: str) -> Iterator[Proportion]:
    for match in _ONE_IN.finditer(text):
        part, whole = value(match["part"]), value(match["whole"])
        if 0 < part < whole <= 1000 and whole >= 3 and (whole <= 12 or whole % 5 == 0):
            share = round(100 * part / whole, 2)
            yield Proportion(match.start(), match.end(), share, share, "percent")


def _multiples(text: str) -> Iterator[Proportion]:
    for match in _VERB.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if match["ending"].lower() == "e" and not _BARE_VERB.search(before):
            continue
        factor = _FACTORS[match["stem"].lower()]
        yield Proportion(match.start(), match.end(), factor, factor, "times", direction="down" if factor < 1 else "up")
    for match in _FOLD.finditer(text):
        yield Proportion(match.start(), match.end(), number := value(match["number"]), number, "times")
    for match in _TIMES.finditer(text):
        low = value(match["number"]) if match["number"] else (2.0 if match[0].lower() == "twice" else 3.0)
        yield Proportion(
            match.start("value"), match.end("value"), low, value(match["high"]) if match["high"] else low, "times"
        )


def _points(text: str) -> Iterator[Proportion]:
    for match in _POINT_CHANGE.finditer(text):
        if not _NOT_OF_SHARES.search(text, max(0, match.start() - 80), match.end() + 60):
            number = value(match["number"])
            yield Proportion(match.start("value"), match.end("value"), number, number, "percentage_points")
