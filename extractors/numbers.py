"""Numerals as news writes them, in digits and in words, as regular expressions and their values."""

import re

__all__ = ["NUMBER", "SCALE", "scale", "value"]

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = (
    {"zero": 0}
    | {word: number for number, word in enumerate(_UNITS + _TEENS, 1)}
    | {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
)
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip

_unit, _tens = "|".join(_UNITS), "|".join(_TENS)
_small = rf"(?:(?:{_tens})(?:[- ](?:{_unit})\b)?|(?:{'|'.join((*_TEENS, *_UNITS))}|zero)\b)"
_digits = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,12}(?![0-9]))(?:\.[0-9]{1,9}(?![0-9]))?"

NUMBER = (
    rf"(?:{_digits}(?: ?[{''.join(_VULGAR)}])?|[{''.join(_VULGAR)}]"
    rf"|(?:(?:{_small}|\ba)[- ])?hundred\b(?:(?: and)?[ ]{_small})?|{_small})"
)
"""One number, without sign, scale or unit, to be compiled with `re.IGNORECASE`; it holds no group."""

SCALE = r"(?:thousand|million|billion|trillion|mln|mn|bn|tn|[kmb])\b"
"""A word or letter that multiplies the number before it, to be compiled with `re.IGNORECASE`."""


def value(number: str) -> float:
    """The value of what `NUMBER` matches."""
    written = number.lower().replace(",", "").strip()
    if written[-1] in _VULGAR:
        whole = written[:-1].strip()
        return (float(whole) if whole else 0.0) + _VULGAR[written[-1]]
    if written[0].isdigit():
        return float(written)
    total = 0
    for word in re.split(r"[- ]+", written):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word not in ("a", "and"):
            total += _WORDS[word]
    return float(total)


def scale(word: str | None) -> float:
    """The factor of what `SCALE` matches; 1 for nothing."""
    return _SCALES[word.lower()] if word else 1.0
