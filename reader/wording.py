"""How dates, counts and results are put into words, the same in pages, Markdown and terminal."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from math import ceil
from zoneinfo import ZoneInfo

from store import DigestOpening
from summarizer.digests import Check, Digest, KeyFigure

BYLINE = "Summarized by Nightdesk"
METHOD = "extractive, no language model"
_FIGURE_COLUMNS = (("measures", "What it measures"), ("period", "Period"), ("attribution", "Who says so"))
_WORDS_PER_MINUTE = 230
_PERCENT = re.compile(r"(?<=\d)\s?(?:percent|per cent)\b")


def day(value: date) -> str:
    """Such as "22 November 2026"."""
    return f"{value.day} {value:%B} {value.year}"


def weekday(value: date) -> str:
    """Such as "Sunday, 22 November 2026"."""
    return f"{value:%A}, {day(value)}"


def moment(value: datetime, timezone: str = "") -> str:
    """Such as "22 November 2026, 05:31 CET": in the IANA zone given, or else in the zone that `value` carries."""
    local = value
    if timezone and value.tzinfo:
        with suppress(OverflowError):  # the first and the last day there are, which pages do claim at times
            local = value.astimezone(ZoneInfo(timezone))
    return f"{day(local)}, {local:%H:%M} {local.tzname() or 'local time'}"


def published(value: datetime, timezone: str = "") -> str:
    """When something was published; the day alone where its page gives no time (midnight stands for that)."""
    return moment(value, timezone) if value.time().replace(microsecond=0) != time(0) else day(value)


def count(number: int, noun: str, plural: str = "") -> str:
    """Such as "1 source", "1,204 sources"; `plural` where it takes more than an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def corroboration(digest: Digest | DigestOpening) -> str:
    """Such as "5 outlets, 3 independent"."""
    independent = min(digest.voices, digest.outlets)
    if digest.outlets == 1:
        return "1 outlet"
    return f"{digest.outlets} outlets, {'all' if independent == digest.outlets else independent} independent"


def quoted(words: str) -> str:
    """The words in quotation marks, without the comma that led on to who said them."""
    return f"“{words.strip().removesuffix(',')}”"


def reading_time(words: int) -> str:
    """How long so many words take to read, such as "2 min read"."""
    return f"{minutes(words)} min read"


def minutes(words: int) -> int:
    """In how many minutes so many words are read, at least one."""
    return max(1, ceil(words / _WORDS_PER_MINUTE))


def figure(words: str) -> str:
    """A figure as tables print it: outlets write "3.2 percent", "3.2 per cent" or "3.2%", which look alike there."""
    return _PERCENT.sub("%", words)


def figure_columns(digest: Digest) -> list[tuple[str, str]]:
    """Fields and labels of the key figures' table between figure and source, without those that no row fills."""
    return [
        (name, label) for name, label in _FIGURE_COLUMNS if any(figure_cell(row, name) for row in digest.key_figures)
    ]


def figure_cell(row: KeyFigure, name: str) -> str:
    """What a row of that table has in the column of a field; a period is not printed again beside a clause that has
    it."""
    words: str = getattr(row, name)
    return "" if name == "period" and words in row.measures else words


def check_result(check: Check) -> str:
    """Such as "34 of 34 checked parts are true to their sources"; or how many were not, and what was done then."""
    if not check.checked:
        return "Not checked"
    if not check.failures:
        return f"{check.passed} of {check.checked} checked parts are true to their sources"
    left_out = sum(failure.dropped for failure in check.failures)
    mended = len(check.failures) - left_out
    result = [f"{check.checked} parts checked: {check.passed} are true to their sources"]
    result += [f"{left_out} {'was not and is' if left_out == 1 else 'were not and are'} left out"] if left_out else []
    result += [f"{mended} lost a citation that did not hold"] if mended else []
    return ", ".join(result)
