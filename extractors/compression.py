"""Unpacking compressed bodies without ever holding more than a bound of what they unpack to."""

import zlib
from collections.abc import Callable

import brotli
import zstandard

ACCEPTED = "gzip, deflate, br, zstd"

# zstd frames may ask for gigabytes of window; browsers refuse more than this, too.
_MAX_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024
_MAX_LAYERS = 3


class UndecodableBody(Exception):
    """A body is not what its Content-Encoding says."""


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """`body` without its Content-Encoding, cut at `limit` + 1 bytes, so that a longer result means "too large".

    Raises UndecodableBody for an unknown encoding and for broken data.
    """
    layers = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")]
    if len(layers) > _MAX_LAYERS:
        raise UndecodableBody(f"{len(layers)} layers of compression")
    for name in reversed(layers):
        unpacker = _UNPACKERS.get(name)
        if unpacker is None:
            raise UndecodableBody(f"unknown Content-Encoding {name[:40]!r}")
        try:
            body = unpacker(body, limit + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise UndecodableBody(f"broken {name} body: {error}") from error
    return body


def _gunzip(body: bytes, most: int) -> bytes:
    """All members of a gzip file; what follows the last one is ignored, as browsers do."""
    unpacked = b""
    while body[:2] == b"\x1f\x8b" and len(unpacked) < most:
        member = zlib.decompressobj(31)
        unpacked += member.decompress(body, most - len(unpacked))
        if not member.eof:
            return unpacked
        body = member.unused_data
    if body and not unpacked:
        raise zlib.error("no gzip header")
    return unpacked


def _inflate(body: bytes, most: int) -> bytes:
    """ "deflate" means zlib data, yet some servers send the bare stream."""
    try:
        return zlib.decompressobj(15).decompress(body, most)
    except zlib.error:
        return zlib.decompressobj(-15).decompress(body, most)


def _unbrotli(body: bytes, most: int) -> bytes:
    unpacker = brotli.Decompressor()
    unpacked: bytes = unpacker.process(body, output_buffer_limit=most)
    while len(unpacked) < most and not unpacker.is_finished():
        more: bytes = unpacker.process(b"", output_buffer_limit=most - len(unpacked))
        if not more:
            break
        unpacked += more
    return unpacked[:most]


def _unzstd(body: bytes, most: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_ZSTD_WINDOW_BYTES)
    return unpacker.stream_reader(body, read_across_frames=True).read(most)


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
