"""Unpacking compressed bodies without ever holding more than a bound of what they unpack to."""

import zlib
from collections.abc import Callable

import brotli
import zstandard

ACCEPTED = "gzip, deflate, br, zstd"

# zstd frames may ask for gigabytes of window; browsers refuse more than this, too.
_MAX_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024
_ZSTD_STEP_BYTES = 64
_MAX_LAYERS = 3
_MAX_MEMBERS = 200


class UndecodableBody(Exception):
    """A body is not what its Content-Encoding says."""


def unpack(body: bytes, encoding: str, limit: int, *, whole: bool = True) -> bytes:
    """`body` without its Content-Encoding, cut at `limit` + 1 bytes, so that a longer result means "too large".

    Raises UndecodableBody for an unknown encoding, for broken data, and, where the `whole` body is wanted, for data
    that break off: half a page must not pass for a page.
    """
    layers = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")]
    if len(layers) > _MAX_LAYERS:
        raise UndecodableBody(f"{len(layers)} layers of compression")
    for name in reversed(layers):
        unpacker = _UNPACKERS.get(name)
        if unpacker is None:
            raise UndecodableBody(f"unknown Content-Encoding {name[:40]!r}")
        try:
            body, complete = unpacker(body, limit + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise UndecodableBody(f"broken {name} body: {error}") from error
        if whole and not complete and len(body) <= limit:
            raise UndecodableBody(f"broken {name} body: it breaks off")
    return body


def _gunzip(body: bytes, most: int) -> tuple[bytes, bool]:
    """All members of a gzip file; what follows the last one is ignored, as browsers do."""
    unpacked, complete = b"", not body
    for _ in range(_MAX_MEMBERS):  # each is followed by a copy of all that is left
        if body[:2] != b"\x1f\x8b" or len(unpacked) >= most:
            break
        member = zlib.decompressobj(31)
        unpacked += member.decompress(body, most - len(unpacked))
        complete, body = member.eof, member.unused_data
    else:
        complete = False
    if body and not unpacked and not complete:
        raise zlib.error("no gzip header")
    return unpacked, complete


def _inflate(body: bytes, most: int) -> tuple[bytes, bool]:
    """ "deflate" means zlib data, yet some servers send the bare stream."""
    if not body:
        return b"", True
    try:
        unpacker = zlib.decompressobj(15)
        return unpacker.decompress(body, most), unpacker.eof
    except zlib.error:
        unpacker = zlib.decompressobj(-15)
        return unpacker.decompress(body, most), unpacker.eof


def _unbrotli(body: bytes, most: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    unpacked: bytes = unpacker.process(body, output_buffer_limit=most)
    while len(unpacked) < most and not unpacker.is_finished():
        more: bytes = unpacker.process(b"", output_buffer_limit=most - len(unpacked))
        if not more:
            break
        unpacked += more
    return unpacked[:most], not body or unpacker.is_finished()


def _unzstd(body: bytes, most: int) -> tuple[bytes, bool]:
    """All frames of a zstd file. Its library has no bound for what a step gives, so the steps are small: a block takes
    four bytes and gives 128 KiB at most."""
    unpacked, complete, position = bytearray(), not body, 0
    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_ZSTD_WINDOW_BYTES)
    while position < len(body) and len(unpacked) < most:
        frame = unpacker.decompressobj()
        while position < len(body) and len(unpacked) < most and not frame.eof:
            unpacked += frame.decompress(body[position : position + _ZSTD_STEP_BYTES])
            position = min(position + _ZSTD_STEP_BYTES, len(body)) - len(frame.unused_data)
        complete = frame.eof
    return bytes(unpacked[:most]), complete


_UNPACKERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
"""What unpacks a body to a bound, and says whether the data came to their end."""
