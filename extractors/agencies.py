"""News and picture agencies, and broadcasters whose reports others print, by the names in credits and bylines."""

import re

_NAMES = tuple(
    " ".join(name.split())
    for name in """
    AP, Associated Press, AP Photo, AFP, dpa, dpad, EPD, KNA, SID, APA, SDA, ATS, EFE, ANSA, ANP, TT, NTB, Ritzau, STT,
    PTI, ANI, IANS, TASS, Xinhua, Kyodo, Yonhap, CP, UPI, PA, AAP, Reuters, Bloomberg, BBC, CNN, CBS, NBC, ABC, NPR,
    AFX, Belga, Lusa, DTS, PAP, CTK, Interfax, RIA, EPA, Getty, Getty Images, Shutterstock, Alamy, iStock, Imago,
    Keystone
    """.split(",")
)
_KNOWN = frozenset(name.casefold() for name in _NAMES)
_SPELLINGS = sorted({*_NAMES, *map(str.upper, _NAMES)}, key=lambda name: (-len(name), name))
AGENCY = rf"(?:{'|'.join(map(re.escape, _SPELLINGS))})"
"""A pattern of a name as it is printed or in capitals; it minds case, as some are words otherwise."""


def is_agency(name: str) -> bool:
    """True for a name of the list, in any case."""
    return name.casefold() in _KNOWN
