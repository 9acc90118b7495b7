"""The forms in which news states a share, a change or a multiple, as regular expressions and their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_SIGN = r"(?:(?<!\bor )minus |negative |(?<![\w.)%\]])[-−–+])"
_NAMED = r"percent(?:age|s)?\b|per ?cent\b|pct\b|p\.c\."
_UNIT = rf"(?:(?:percentage|percent|per cent|%)[- ]?points?\b|%|{_NAMED}|basis[- ]points?\b|bps?\b)"
_TO = r"(?: ?[-–—] ?| (?:to|and|or) )"

_FIGURE = re.compile(
    rf"(?P<lead>\b(?:between|from) (?:about |around |roughly |nearly )?)?"
    rf"(?P<value>(?P<sign>{_FREE}{_SIGN})?(?P<low>{_FREE}{NUMBER})(?P<plus>-plus)?"
    rf"(?:(?:[- ]?(?P<first>{_UNIT}))?(?P<to>{_TO})(?:{_SIGN})?(?P<high>{NUMBER}))?"
    rf"[- ]?(?P<unit>{_UNIT}))(?![0-9A-Za-z_]|[-][0-9])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_EARLIER = re.compile(
    r"(?: in (?:[A-Z][a-z]+|[0-9]{4})(?: [0-9]{4})?)?"
    rf"(?:,? | ?[-–—] ?)(?:up |down )?from "
    rf"(?:(?:about|around|nearly|almost|over|under|roughly|just|more than|less than) )?"
    rf"(?P<before>{NUMBER}) ?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
# What stands between the two values of a change: "from 6.2% (in 2007 to) 8.4%", "infected(, down from) 14%".
_ONWARD = re.compile(
    r"(?: (?:in|during|for|at|on) [\w ’']{1,30})? to (?:about |around |roughly |nearly |almost |just |over |under )?"
)
_BACKWARD = re.compile(
    r"[^.;:!?]{0,80}[,–—-] ?(?P<way>up|down) from (?:about |around |roughly |nearly |almost |just |over |under )?"
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
    r"|decade|time|day|hour|way|reason|problem|battle|mile|dozen|final"
    r"|(?:19|20)[0-9]{2}(?! (?:level|total|rate|price|figure|average)))s?\b",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?<![\w-])(?P<value>(?P<part>{NUMBER})(?:-| )(?:in|out of)(?: every)?(?:-| )(?P<whole>{NUMBER}))(?![\w%]"
    rf"|[.,][0-9]|-[a-z])",
    re.IGNORECASE,
)

_SLASHED = re.compile(r"(?<![\w/.,-])(?P<part>[1-9]) ?/ ?(?P<whole>[2-9]|10|100)(?= of\b)")

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
    """All shares, changes and multiples in `text`, in order; where two forms overlap, the one that starts first. Two
    values of one change are one proportion."""
    places = _places(text)
    every = [one for form in (_fractions, _figures, _one_in, _multiples, _points) for one in form(text, places)]
    found: list[Proportion] = []
    for proportion in sorted(every, key=lambda one: (one.start, -one.end)):
        if not found:
            found.append(proportion)
        elif proportion.start >= max(found[-1].end, found[-1].reach):
            _add(text, found, proportion)
    return found


# Nothing is a proportion without one of these near by; the forms are looked for only there.
_SIGNS = (
    "per cent",
    *"""% percent pct p.c. point basis bp half halv third quarter fourth fifth sixth seventh eighth ninth tenth
    hundredth doubl tripl trebl quadrupl quintupl fold times twice thrice""".split(),
)
_RATIO = re.compile(
    r"(?:[- ](?:in|out of)(?: every)?[- ]|(?<=[0-9]) ?/ ?)(?=[0-9]|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|a hundred|twenty)"
)
_AROUND = 120


def _places(text: str) -> list[tuple[int, int]]:
    """The parts of `text` around signs of a proportion, in order, none touching another."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters have no lower case of the same length
        lower = text
    signs = sorted({*(place for sign in _SIGNS for place in _all(lower, sign)), *_ratios(lower)})
    places: list[tuple[int, int]] = []
    for sign in signs:
        start, end = max(0, sign - _AROUND), min(len(text), sign + _AROUND)
        while start and not text[start - 1].isspace() and start > sign - 2 * _AROUND:
            start -= 1
        while end < len(text) and not text[end].isspace() and end < sign + 2 * _AROUND:
            end += 1
        if places and start <= places[-1][1]:
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((start, end))
    return places


def _all(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))


def _ratios(text: str) -> Iterator[int]:
    """Where "in" and "out of" stand before a number, or a slash between two."""
    for link in (" in ", "-in-", " out of ", "/"):
        yield from (place for place in _all(text, link) if _RATIO.match(text, place))


def _matches(pattern: re.Pattern[str], text: str, places: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in places:
        yield from pattern.finditer(text, start, end)


def _add(text: str, found: list[Proportion], later: Proportion) -> None:
    """Adds `later` to `found`, or makes one change of it and the one before it."""
    earlier = found[-1]
    between = text[max(earlier.end, earlier.reach) : later.start]
    same = earlier.unit == later.unit and earlier.low == earlier.high and later.low == later.high
    if same and later.before is None and earlier.before is None:
        if _ONWARD.fullmatch(between) and re.search(r"\bfrom (?:\w+ )?$", text[: earlier.start][-20:], re.IGNORECASE):
            found[-1] = replace(later, before=earlier.low)
            return
        back = _BACKWARD.fullmatch(between)
        if back and (earlier.low - later.low) * (1 if back["way"] == "up" else -1) > 0:
            found[-1] = replace(earlier, before=later.low)
            return
    found.append(later)


def _unit(written: str) -> Unit:
    lower = written.lower()
    if lower.startswith(("basis", "bp")):
        return "basis_points"
    return "percentage_points" if "point" in lower else "percent"


def _figures(text: str, places: list[tuple[int, int]]) -> Iterator[Proportion]:
    for match in _matches(_FIGURE, text, places):
        unit = _unit(match["unit"])
        sign = -1.0 if match["sign"] and match["sign"].strip() not in "+" else 1.0
        low = sign * value(match["low"])
        hedge = "plus" if match["plus"] else None
        if match["high"] and not match["first"] and low < 3000 and _YEAR.fullmatch(match["low"]):
            high = value(match["high"])  # "in 2007 to 8.4%"
            yield _with_earlier(text, Proportion(match.start("high"), match.end(), high, high, unit))
        elif match["high"] is None:
            yield _with_earlier(text, Proportion(match.start("value"), match.end(), low, low, unit, hedge=hedge))
        else:
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


def _fractions(text: str, places: list[tuple[int, int]]) -> Iterator[Proportion]:
    for match in _matches(_FRACTION, text, places):
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


def _one_in(text: str, places: list[tuple[int, int]]) -> Iterator[Proportion]:
    for match in _matches(_ONE_IN, text, places):
        part, whole = value(match["part"]), value(match["whole"])
        if 0 < part < whole <= 1000 and (whole <= 12 or whole % 5 == 0):
            share = round(100 * part / whole, 2)
            yield Proportion(match.start(), match.end(), share, share, "percent")
    for match in _matches(_SLASHED, text, places):
        part, whole = int(match["part"]), int(match["whole"])
        if part < whole:
            yield Proportion(match.start(), match.end(), share := round(100 * part / whole, 2), share, "percent")


def _multiples(text: str, places: list[tuple[int, int]]) -> Iterator[Proportion]:
    for match in _matches(_VERB, text, places):
        before = text[max(0, match.start() - 12) : match.start()]
        if match["ending"].lower() == "e" and not _BARE_VERB.search(before):
            continue
        factor = _FACTORS[match["stem"].lower()]
        yield Proportion(match.start(), match.end(), factor, factor, "times", direction="down" if factor < 1 else "up")
    for match in _matches(_FOLD, text, places):
        yield Proportion(match.start(), match.end(), number := value(match["number"]), number, "times")
    for match in _matches(_TIMES, text, places):
        low = value(match["number"]) if match["number"] else (2.0 if match[0].lower() == "twice" else 3.0)
        yield Proportion(
            match.start("value"), match.end("value"), low, value(match["high"]) if match["high"] else low, "times"
        )


def _points(text: str, places: list[tuple[int, int]]) -> Iterator[Proportion]:
    for match in _matches(_POINT_CHANGE, text, places):
        if not _NOT_OF_SHARES.search(text, max(0, match.start() - 80), match.end() + 60):
            number = value(match["number"])
            yield Proportion(match.start("value"), match.end("value"), number, number, "percentage_points")
