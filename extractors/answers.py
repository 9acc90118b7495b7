"""What a server answered to one request."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """An answer, unpacked: the address that was asked, status, headers (names in lower case) and body."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    moved_to: str = ""
    """Where the address has moved for good, if it has."""
