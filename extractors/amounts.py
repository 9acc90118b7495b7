"""The forms in which news states sums of money and counts of things, as regular expressions and their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractors.numbers import NUMBER, SCALE, scale, value

__all__ = ["Amount", "amounts"]


@dataclass(frozen=True)
class Amount:
    """A sum or a count, and where it stands."""

    start: int
    end: int
    low: float
    high: float
    kind: Literal["money", "count"]
    unit: str
    hedge: str | None = None
    """A hedge within the figure: "60-plus"."""


_SYMBOLS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "nt$": "TWD", "r$": "BRL", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY", "₦": "NGN", "₪": "ILS", "₱": "PHP", "฿": "THB", "₫": "VND", "₴": "UAH", "rs": "INR", "rs.": "INR",
} | {
    code.lower(): code
    for code in (
        "USD EUR GBP JPY CNY CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF INR BRL MXN ZAR KRW SGD HKD TRY RUB NGN KES ILS"
    ).split()
}  # fmt: skip
_CURRENCIES = {
    "u.s. dollar": "USD", "us dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "hong kong dollar": "HKD", "new zealand dollar": "NZD", "singapore dollar": "SGD",
    "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "swiss franc": "CHF", "rupee": "INR", "won": "KRW", "rouble": "RUB", "ruble": "RUB", "shekel": "ILS",
    "naira": "NGN", "rand": "ZAR", "zloty": "PLN", "baht": "THB", "hryvnia": "UAH",
}  # fmt: skip
_HUNDREDTHS = {"cent": "USD", "cents": "USD", "pence": "GBP"}


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FREE = r"(?<![\w.,$£€/])(?<![\w]-)"
_TO = r"(?: ?[-–—] ?| (?:to|and|or) )"
_SCALED = rf"(?P<low>{NUMBER})(?:[ -]?(?P<scale>{SCALE}))?"
_SECOND = rf"(?P<to>{_TO})(?:{_any(_SYMBOLS)})? ?(?P<high>{NUMBER})(?:[ -]?(?P<scale>{SCALE}))?(?![\w%]|[.,][0-9])"

_SYMBOL = re.compile(
    rf"{_FREE}(?P<symbol>{_any(_SYMBOLS)}) ?{_SCALED}(?P<plus>-plus|\+)?(?!\w|[.,][0-9])", re.IGNORECASE
)
_SYMBOL_RANGE = re.compile(_SECOND, re.IGNORECASE)
_WORD = re.compile(
    rf"{_FREE}{_SCALED}(?:(?P<to>{_TO})(?P<high>{NUMBER})(?:[ -]?(?P<scale2>{SCALE}))?)?[ -]"
    rf"(?P<unit>(?P<currency>{_any(_CURRENCIES)}|usd|eur|gbp)s?|{_any(_HUNDREDTHS)})\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"{_FREE}{_SCALED}(?:(?P<to>{_TO})(?P<high>{NUMBER})(?:[ -]?(?P<scale2>{SCALE}))?)?(?P<plus>-plus|\+)? "
    r"(?P<noun>(?:[a-z][a-z’'-]*[ ]){0,3}[a-z][a-z-]*[a-z])",
    re.IGNORECASE,
)

_PLURALS = frozenset(
    """people men women children police staff dead injured wounded missing troops deaths crew cattle sheep fish aircraft
    spacecraft hurt homeless displaced dollars""".split()
)
_SINGULARS = frozenset(
    """person man woman child boy girl officer soldier passenger worker employee student teacher driver victim survivor
    patient resident protester firefighter pilot journalist civilian suspect death house home building school company
    case vehicle bus train ship boat plane bomb missile drone shot""".split()
)
_TIMES = frozenset(
    """second seconds minute minutes hour hours day days week weeks weekday weekdays weekend weekends month months
    quarter quarters season seasons year years decade decades century centuries times points degrees cents pence
    percents years-old o’clock halves thirds fourths fifths dozens hundreds thousands millions billions nights
    mornings""".split()
)
_NOT_NOUNS = frozenset(
    """a about across after against ago all also am an and are as at because been before being between but by can
    could did do does down during each else for from had has have he her his i if in into is it its just last
    later less like may might must near no nor not now of off on once only onto or our out over per pm she since
    so than that the their them then there these they this those though through thus to too toward towards under
    until up upon us versus vs was we were what when where whether which while who whose will with within
    without would yes you your said says knows means gets takes makes needs plus minus always perhaps besides
    unless series news species""".split()
) - {"series", "species"}
_NOT_COUNTED_BEFORE = re.compile(
    r"(?:\b(?:no\.?|number|section|article|chapter|page|flight|route|highway|room|phase|type|level|grade|boeing|airbus"
    r"|iphone|windows|formula|channel|aged?|version|season|day|week|round|game|part|under-|over-|top|the year|since|jan"
    r"|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\.?|[#@])\s*$",
    re.IGNORECASE,
)


def amounts(text: str) -> list[Amount]:
    """All sums and counts in `text`, in order; where two overlap, the one that starts first."""
    found: list[Amount] = []
    for amount in sorted((*_symbols(text), *_words(text), *_counts(text)), key=lambda one: (one.start, -one.end)):
        if not found or amount.start >= found[-1].end:
            found.append(amount)
    return found


def _symbols(text: str) -> Iterator[Amount]:
    for match in _SYMBOL.finditer(text):
        code = _SYMBOLS[match["symbol"].lower()]
        if match["symbol"].isalpha() and not match["low"][0].isdigit():
            continue
        factor = scale(match["scale"])
        low = high = round(value(match["low"]) * factor, 4)
        end = match.end()
        second = _SYMBOL_RANGE.match(text, end) if match["low"][0].isdigit() else None
        if second and _joins(text, match.start(), second["to"]):
            high = round(value(second["high"]) * scale(second["scale"]), 4)
            if not match["scale"] and second["scale"] and value(match["low"]) < 1000:
                low *= scale(second["scale"])
            if high > low:
                end = second.end()
            else:
                low = high = round(value(match["low"]) * factor, 4)
        yield Amount(match.start(), end, low, high, "money", code, "plus" if match["plus"] else None)


def _words(text: str) -> Iterator[Amount]:
    for match in _WORD.finditer(text):
        unit = match["unit"].lower()
        code, part = (_HUNDREDTHS[unit], 0.01) if unit in _HUNDREDTHS else (_currency(match["currency"].lower()), 1.0)
        start, low, high = _values(text, match)
        yield Amount(start, match.end(), round(low * part, 4), round(high * part, 4), "money", code)


def _currency(word: str) -> str:
    return _CURRENCIES.get(word) or word.upper()


def _values(text: str, match: re.Match[str]) -> tuple[int, float, float]:
    """Where the figure starts, and its two values; of two figures that make no range the second."""
    low = round(value(match["low"]) * scale(match["scale"]), 4)
    if not match["high"]:
        return match.start("low"), low, low
    high = round(value(match["high"]) * scale(match["scale2"]), 4)
    if not match["scale"] and value(match["low"]) < 1000:
        low *= scale(match["scale2"])
    if low < high and _joins(text, match.start(), match["to"]):
        return match.start("low"), low, high
    return match.start("high"), high, high


def _joins(text: str, start: int, to: str) -> bool:
    """Whether `to` makes a range of two values; "and" does so behind "between" only."""
    return to.strip().lower() != "and" or text[max(0, start - 8) : start].lower() == "between "


def _counts(text: str) -> Iterator[Amount]:
    for match in _COUNT.finditer(text):
        start, low, high = _values(text, match)
        noun_end = _noun(text, match, one=high == 1)
        if noun_end is None or _NOT_COUNTED_BEFORE.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        if re.match(r"(?:19|20)[0-9]{2} ", text[start : start + 5]):
            continue
        unit = text[match.start("noun") : noun_end].rsplit(" ", 1)[-1].lower()
        yield Amount(start, noun_end, low, high, "count", unit, "plus" if match["plus"] else None)


def _noun(text: str, match: re.Match[str], one: bool) -> int | None:
    """Where the counted noun behind the number ends: the first plural among the next words."""
    position = match.start("noun")
    for word in match["noun"].split(" "):
        lower, end = word.lower(), position + len(word)
        bare = lower.rstrip("’'")
        if bare in _TIMES or bare in _NOT_NOUNS or not word[0].islower():
            return None
        if one and bare in _SINGULARS:
            return end
        plural = bare.endswith("s") and not bare.endswith(("ss", "us", "is", "’s", "'s"))
        if not one and (bare in _PLURALS or (plural and len(bare) > 3)) and text[end : end + 1] not in ("-", "’", "'"):
            return end
        position = end + 1
    return None
