"""The words that soften a figure, before it or behind it."""

import re

__all__ = ["hedge_after", "hedge_before"]

_BEFORE = re.compile(
    r"(?:^|(?<=[\s(\"“‘—–-]))(?P<hedge>(?:(?:just|only|well|slightly|far|significantly|a\ little|a\ bit"
    r"|considerably)\s+)?"
    r"(?:more\ than|less\ than|fewer\ than|greater\ than|higher\ than|lower\ than|no\ (?:more|less|fewer)\ than"
    r"|not\ (?:more|less)\ than|at\ least|at\ most|as\ (?:much|many|little|few|high|low)\ as|up\ to|upwards?\ of"
    r"|close\ to|in\ excess\ of|north\ of|south\ of|just\ (?:over|under|above|below|shy\ of)|shy\ of|an\ estimated"
    r"|(?:a\ )?maximum\ of|(?:a\ )?minimum\ of|something\ like|in\ the\ region\ of|nearly|almost|about|around"
    r"|approximately|approx\.?|roughly|some|over|under|above|below|exceeding|estimated|circa|virtually|practically"
    r"))\s+(?:(?:an?|the|another)\s+)?$",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(r"\s+(or (?:so|more|less|fewer|higher|lower|above|below|over))\b", re.IGNORECASE)
_REACH = 48


def hedge_before(text: str, begin: int, figure: int) -> tuple[str | None, int]:
    """The hedge that ends at the figure at `figure`, in lower case, and where it starts; None and `figure` without
    one. Nothing before `begin` is looked at."""
    reach = max(begin, figure - _REACH)
    found = _BEFORE.search(text[reach:figure])
    if not found:
        return None, figure
    return " ".join(found["hedge"].lower().split()), reach + found.start()


def hedge_after(text: str, figure_end: int) -> tuple[str | None, int]:
    """The hedge right behind the figure that ends at `figure_end`, and where it ends."""
    found = _AFTER.match(text, figure_end)
    return (found[1].lower(), found.end()) if found else (None, figure_end)
