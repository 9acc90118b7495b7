"""The verifier's own reading of figures: value, unit and hedge, in digits or in words."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from summarizer.words_in_text import plain

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_ORDINAL_WORDS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_MAGNITUDES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9,
    "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12, "dozen": 12,
}  # fmt: skip
_LONG_MAGNITUDES = "hundred|thousand|million|billion|trillion|dozen"
_FRACTION_WORDS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_FRACTION_SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_MULTIPLES: dict[str, int] = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2,
    "doubling": 2, "twofold": 2, "thrice": 3, "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "threefold": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5, "sixfold": 6,
    "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
}  # fmt: skip
_SIGNS = "".join(_FRACTION_SIGNS)

_HEDGE = (
    r"(?:(?:slightly|just|well|far|a little|a bit|much|no|little|even) )?"
    r"(?:more|less|fewer|greater|higher|lower|larger|smaller|better|worse) than|"
    r"over|under|above|below|about|around|roughly|approximately|approx\.?|circa|some|nearly|almost|close to|near|"
    r"just (?:over|under|above|below|shy of)|(?:well|far) (?:over|under|above|below)|"
    r"at (?:the )?(?:least|most)|at (?:the )?very least|up to|as (?:much|many|few|little|high|low) as|"
    r"upwards of|north of|in excess of|exceeding|no (?:more|fewer|less) than|not (?:quite|more than|less than)|"
    r"a minimum of|a maximum of|an? (?:estimated|average of)|an average|estimated|virtually|practically|"
    r"perhaps|maybe|possibly|probably|barely|hardly|scarcely|between|"
    r"more or less|in the region of|on average|anywhere from"
)
_HEDGED = re.compile(rf"(?:(?<=^)|(?<=[\s(\[\"'—–-]))((?:(?:{_HEDGE}) )+)(?:an? |the )?$", re.IGNORECASE)
_HEDGED_AFTER = re.compile(
    r"\s*(?:-?plus\b|\+|or (?:more|so|less|fewer|higher|lower|thereabouts)\b|-odd\b|odd\b)", re.I
)
HEDGE_REACH = 80
"""Characters before a figure within which its hedge is looked for."""

_TRIES = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|seasons?|games?|matches|attempts?|tries|innings|"
    r"rounds?|elections?|tests?)"
)
"""What is counted off: "12 in 20 games" is no share of anything."""
_POINTS = re.compile(r"\s(?:of\s)?(?:(?:an?|one)\s)?points?\b", re.IGNORECASE)
_CURRENCY = r"(?:(?:US|AU|A|CA|C|NZ|HK|S|R)?[$]|[£€¥₹₩₽₺₴₦₱]|\b(?:USD|EUR|GBP|JPY|CNY|CHF|AUD|CAD|INR|Rs\.?)\s?)"
_WORDED = rf"(?:{'|'.join([*_TENS, *_SMALL[::-1]])})"
_FIGURE = re.compile(
    rf"""
    (?P<sign>(?<![^\s(])[-−+])?
    (?P<currency>{_CURRENCY})?\s?
    (?:
        (?P<top>\b\d{{1,3}})/(?P<bottom>\d{{1,4}})(?![\d/])
      | \b(?P<some>{_WORDED}|\d{{1,3}})\s(?:in|out\sof)\s(?:every\s)?(?P<all>{_WORDED}|\d{{1,3}})\b
        (?![.,:]?\d|\s(?:\w+\s)?{_TRIES}\b)
      | (?P<digits>(?<!\d)(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?)(?P<fraction>\s?[{_SIGNS}])?
      | (?P<lone>[{_SIGNS}])
      | \b(?P<parts>{_WORDED}|an?)[\s-](?P<piece>halves|(?:{"|".join(_FRACTION_WORDS)})s?)\b
      | \b(?P<half>half)\b
      | \b(?P<multiple>{"|".join(_MULTIPLES)})\b
      | \b(?P<worded>{_WORDED}(?:[\s-](?:and[\s-])?(?:{_WORDED}|{_LONG_MAGNITUDES}))*|(?:an?\s)(?:{_LONG_MAGNITUDES})|
            (?:{_LONG_MAGNITUDES})s?\b)\b
      | \b(?P<ordinal>{"|".join(_ORDINAL_WORDS)})\b
    )
    (?P<nth>(?:st|nd|rd|th)\b)?
    (?P<magnitude>(?:[\s-]?(?:{_LONG_MAGNITUDES})s?\b)+|\s?(?:mn|bn|tn|[mkb])\b)?
    (?P<unit>[\s-]?(?:of\s(?:an?|one)\s)?(?:
        percentage[\s-]points?\b|pp\b|basis[\s-]points?\b|bps\b|%(?:[\s-]points?\b)?|per[\s-]?cent(?:age[\s-]points?)?\b
      | ‰|°\s?[CF]\b|(?:US\s)?dollars?\b|euros?\b|pounds?\b|pence\b|cents?\b|yen\b|yuan\b|rupees?\b|times\b|fold\b|x\b
    ))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNITS = (
    (re.compile(r"percentage|pp$|(?:%|cent)[\s-]points?|per ?centage", re.I), "percentage points"),
    (re.compile(r"basis|bps", re.I), "basis points"),
    (re.compile(r"%|per", re.I), "percent"),
    (re.compile(r"times|fold|x", re.I), "times"),
    (re.compile(r"dollar", re.I), "$"),
    (re.compile(r"euro", re.I), "€"),
    (re.compile(r"pounds?", re.I), "£"),
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DATED_BEFORE = re.compile(rf"\b{_MONTH}\.?,?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?$")
_DATED_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH}\b")
_LOOKALIKES = str.maketrans("İıſK", "IisK")
"""Letters that a pattern takes for others when case is ignored."""
_RANGE = re.compile(r"\s*(?:to|and|or|-|–|—)\s*", re.IGNORECASE)


class Figure(NamedTuple):
    """One figure of a text."""

    value: Decimal
    unit: str
    """"percent", "percentage points", "basis points", "times", a currency, "ordinal", "date"; empty for counts."""
    hedge: str
    """What limits it, in lower case: "over", "at least", "or more"; empty where it is plain."""
    start: int
    end: int
    """Its place once white space is made single spaces."""

    def within(self, text: str) -> str:
        """The figure with its hedge, as the text that it was found in writes it."""
        return f"{self.hedge} {_level(text)[self.start : self.end].strip()}".strip()

    def same(self, other: "Figure") -> bool:
        """Whether value and unit are the same; a fifth is 20 percent."""
        return self._plain() == other._plain()

    def _plain(self) -> tuple[Decimal, str]:
        if self.unit == "basis points":
            return self.value / 100, "percentage points"
        is_share = not self.unit and 0 < self.value < 1
        return (100 * self.value, "percent") if is_share else (self.value, self.unit)

    def rounds_to(self, other: "Figure") -> bool:
        """Whether one is the other, perhaps rounded, in the same unit."""
        (own, unit), (given, other_unit) = self._plain(), other._plain()
        if unit != other_unit:
            return False
        return _rounded(own, given) == given or _rounded(given, own) == own


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order. Years and days of the month have the unit "date"."""
    level = _level(text)
    found = [figure for match in _FIGURE.finditer(level) if (figure := _figure(match, level))]
    return tuple(_with_unit_of_range(one, following, level) for one, following in zip_longest(found, found[1:]))


def _level(text: str) -> str:
    return plain(text).translate(_LOOKALIKES)


def _figure(match: re.Match[str], text: str) -> Figure | None:
    value = _value(match)
    if value is None:
        return None
    start, end = match.span()
    start += len(match.group()) - len(match.group().lstrip())
    before = text[max(0, start - HEDGE_REACH) : start]
    hedge = " ".join(
        part.casefold().strip() for part in (_before(before), _after(text[end : end + 20])) if part.strip()
    )
    return Figure(value, _unit(match, before, text[end : end + 20]), hedge, start, end)


def _before(text: str) -> str:
    hedged = _HEDGED.search(text)
    return hedged.group(1) if hedged else ""


def _after(text: str) -> str:
    hedged = _HEDGED_AFTER.match(text)
    return hedged.group() if hedged else ""


def _value(match: re.Match[str]) -> Decimal | None:
    value = _bare_value(match)
    if value is None:
        return None
    for word in re.findall(r"[a-z]+", (match["magnitude"] or "").casefold()):
        value *= _MAGNITUDES.get(word) or _MAGNITUDES[word.removesuffix("s")]
    return -value if match["sign"] in ("-", "−") else value


def _bare_value(match: re.Match[str]) -> Decimal | None:
    if match["top"]:
        return Decimal(match["top"]) / Decimal(match["bottom"]) if int(match["bottom"]) else None
    if match["some"]:
        some, among = _number(match["some"]), _number(match["all"])
        return some / among if some < among else some
    if match["digits"]:
        digits = Decimal(re.sub(r"[^\d.]", "", match["digits"]))
        return digits + _sign_value(match["fraction"].strip()) if match["fraction"] else digits
    if match["lone"]:
        return _sign_value(match["lone"])
    if match["piece"]:
        parts = match["parts"].casefold()
        piece = match["piece"].casefold()
        share = _FRACTION_WORDS.get(piece) or _FRACTION_WORDS[piece.removesuffix("s")]
        return Decimal(_NUMBER_WORDS.get(parts, 1)) / share
    if match["half"]:
        return Decimal("0.5")
    if match["multiple"]:
        return Decimal(_MULTIPLES[match["multiple"].casefold()])
    if match["ordinal"]:
        return Decimal(_ORDINAL_WORDS[match["ordinal"].casefold()])
    return _worded_value(match["worded"])


def _number(written: str) -> Decimal:
    return Decimal(written) if written.isdecimal() else Decimal(_NUMBER_WORDS[written.casefold()])


def _sign_value(sign: str) -> Decimal:
    top, bottom = _FRACTION_SIGNS[sign]
    return Decimal(top) / bottom


def _worded_value(words: str) -> Decimal | None:
    total = part = 0
    spelled = [word for word in re.split(r"[\s-]+", words.casefold()) if word != "and"]
    if spelled == ["one"]:
        return None  # a pronoun more often than a number
    for word in spelled:
        if word in _NUMBER_WORDS:
            part += _NUMBER_WORDS[word]
        elif word not in ("a", "an"):
            magnitude = _MAGNITUDES.get(word) or _MAGNITUDES[word.removesuffix("s")]
            part = max(part, 1) * magnitude
            if magnitude > 100:
                total, part = total + part, 0
    return Decimal(total + part)


def _unit(match: re.Match[str], before: str, after: str) -> str:
    unit = (match["unit"] or "").strip(" -")
    if unit:
        return next((name for form, name in _UNITS if form.search(unit)), unit.casefold())
    if match["multiple"]:
        return "times"
    if (match["piece"] or match["half"]) and _POINTS.match(after):
        return "percentage points"
    if match["currency"]:
        return match["currency"].strip().upper()
    if match["nth"] or match["ordinal"]:
        return "date" if _DATED_BEFORE.search(before) or _DATED_AFTER.match(after) else "ordinal"
    if match["digits"] and not match["magnitude"] and _is_date(match["digits"], before, after):
        return "date"
    return ""


def _is_date(digits: str, before: str, after: str) -> bool:
    if re.fullmatch(r"(?:1[6-9]|20)\d\d", digits):
        return not re.match(r"\s[a-z]+s\b", after) or bool(_DATED_BEFORE.search(before))
    return bool(_DATED_BEFORE.search(before) or _DATED_AFTER.match(after))


def _with_unit_of_range(figure: Figure, following: Figure | None, text: str) -> Figure:
    """ "5 to 10 percent" is 5 percent to 10 percent."""
    if figure.unit or following is None or following.unit == "date":
        return figure
    return figure._replace(unit=following.unit) if _RANGE.fullmatch(text, figure.end, following.start) else figure


def _rounded(value: Decimal, like: Decimal) -> Decimal:
    if not like:
        return value
    step = Decimal(1).scaleb(_last_place(like))
    return (value / step).to_integral_value(ROUND_HALF_EVEN) * step


def _last_place(value: Decimal) -> int:
    """Exponent of the last digit that is not zero."""
    _, _, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    return exponent
