"""Dates as pages and feeds write them, as datetimes that know their time zone."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_EARLIEST_YEAR = 1995
_ISO = re.compile(
    r"""(\d{4})-?(\d\d)-?(\d\d)                                  # day
    (?:[T\ ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,:]\d+)?)?            # time
    \s*(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d)?)?)?\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
# As Java and C print a moment: the year behind the time.
_YEAR_LAST = re.compile(r"\w{3} (\w{3}) (\d\d?) (\d\d:\d\d:\d\d) ?([A-Z]{3,4}|[+-]\d{4})? (\d{4})")
_SAME_MOMENT = timedelta(hours=26)


def read_date(text: str) -> datetime | None:
    """The moment that `text` states in ISO 8601 (loosely), as an e-mail date or in Unix time; in UTC where it names no
    zone. None for anything else and for years before the web."""
    moment = _stated(text)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def first_date(texts: Iterable[str]) -> datetime | None:
    """The first of `texts` that states a date; where it names no zone, the next that means the same day and does."""
    moments = [moment for moment in map(_stated, texts) if moment]
    if not moments:
        return None
    first = moments[0].replace(tzinfo=moments[0].tzinfo or UTC)
    exact = [moment for moment in moments if moment.tzinfo and abs(moment - first) < _SAME_MOMENT]
    return exact[0] if exact else first


def _stated(text: str) -> datetime | None:
    text = " ".join(text.split())[:80]
    try:
        moment = _read(text)
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None
    return moment if moment is not None and _EARLIEST_YEAR <= moment.year < 9999 else None


def _read(text: str) -> datetime | None:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    local = _EAST_ASIAN.search(text)
    if local:
        text = "-".join(number.zfill(2) for number in local.groups())
    year_last = _YEAR_LAST.fullmatch(text)
    if year_last:
        month, day, time, zone, year = year_last.groups()
        text = f"{day} {month} {year} {time} {zone or ''}"
    iso = _ISO.match(text)
    if iso is None:
        return parsedate_to_datetime(text) if text else None
    year, month, day, hour, minute, second, utc, zone_hours, zone_minutes = iso.groups()
    zone = f"{zone_hours}:{zone_minutes or '00'}" if zone_hours else "+00:00" if utc else ""
    return datetime.fromisoformat(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}")
