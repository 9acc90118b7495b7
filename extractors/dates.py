"""Dates as pages and feeds write them, as datetimes that know their time zone."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_EARLIEST_YEAR = 1995
_ISO = re.compile(
    r"""(\d{4})-?(\d\d)-?(\d\d)                                  # day
    (?:[T\ ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,:]\d+)?)?            # time
    \s*(?:(Z|UTC|GMT)|([+-]\d\d):?(\d\d)?)?)?\b""",
    re.IGNORECASE | re.VERBOSE,
)


def read_date(text: str) -> datetime | None:
    """The moment that `text` states in ISO 8601 (loosely), as an e-mail date or in Unix time; in UTC where it names no
    zone. None for anything else and for years before the web."""
    text = " ".join(text.split())[:80]
    try:
        moment = _read(text)
    except (ValueError, TypeError, OverflowError, OSError, IndexError):
        return None
    if moment is None or not _EARLIEST_YEAR <= moment.year < 9999:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read(text: str) -> datetime | None:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    iso = _ISO.match(text)
    if iso is None:
        return parsedate_to_datetime(text) if text else None
    year, month, day, hour, minute, second, utc, zone_hours, zone_minutes = iso.groups()
    zone = f"{zone_hours}:{zone_minutes or '00'}" if zone_hours else "+00:00" if utc else ""
    return datetime.fromisoformat(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}")
