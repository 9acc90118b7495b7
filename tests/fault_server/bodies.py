"""Bodies that are packed or written otherwise than they say."""

import gzip
import zlib
from random import Random

import brotli
import zstandard

from extractors.subscriptions import Reason
from fault_server.kinds import Client, kind_of
from fault_server.stories import ARTICLE, STORY, STORY_HEAD

BODY = STORY.encode()


def deflated_bomb(wbits: int) -> bytes:
    """Sixty megabytes of zeros in sixty kilobytes; after a full flush the same bytes can come again and again."""
    packer = zlib.compressobj(wbits=wbits)
    first, again = (packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * 59


GZIP_BOMB = deflated_bomb(31)
BROTLI_BOMB = brotli.compress(bytes(30_000_000), quality=1)


@kind_of("page", Reason.TOO_LARGE)
async def gzip_bomb(client: Client) -> None:
    await client.answer(GZIP_BOMB, Content_Encoding="gzip")


@kind_of("page", Reason.TOO_LARGE)
async def gzip_bomb_in_gzip(client: Client) -> None:
    await client.answer(gzip.compress(GZIP_BOMB), Content_Encoding="gzip, gzip")


@kind_of("page", Reason.TOO_LARGE)
async def deflate_bomb(client: Client) -> None:
    await client.answer(deflated_bomb(15), Content_Encoding="deflate")


@kind_of("page", Reason.TOO_LARGE)
async def brotli_bomb(client: Client) -> None:
    await client.answer(BROTLI_BOMB, Content_Encoding="br")


@kind_of("page", Reason.TOO_LARGE)
async def zstd_bomb(client: Client) -> None:
    await client.answer(zstandard.compress(bytes(1_000_000)) * 60, Content_Encoding="zstd")


@kind_of("page", Reason.BROKEN_PAGE)
async def zstd_with_a_window_of_a_gigabyte(client: Client) -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=30)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    await client.answer(packer.compress(BODY) + packer.flush(), Content_Encoding="zstd")


@kind_of("page", Reason.BROKEN_PAGE)
async def gzip_of_a_hundred_thousand_members(client: Client) -> None:
    await client.answer(gzip.compress(b"") * 100_000 + gzip.compress(BODY), Content_Encoding="gzip")


@kind_of("page", Reason.BROKEN_PAGE)
async def ten_layers_of_packing(client: Client) -> None:
    await client.answer(BODY, Content_Encoding=", ".join(["gzip"] * 10))


@kind_of("page", Reason.BROKEN_PAGE)
async def half_a_gzip_body(client: Client) -> None:
    await client.answer(gzip.compress(BODY)[:-40], Content_Encoding="gzip")


@kind_of("page", Reason.BROKEN_PAGE)
async def half_a_brotli_body(client: Client) -> None:
    await client.answer(brotli.compress(BODY)[:-40], Content_Encoding="br")


@kind_of("page", Reason.BROKEN_PAGE)
async def half_a_zstd_body(client: Client) -> None:
    await client.answer(zstandard.compress(BODY)[:-40], Content_Encoding="zstd")


@kind_of("page", Reason.BROKEN_PAGE)
async def wrong_checksum(client: Client) -> None:
    packed = gzip.compress(BODY)
    await client.answer(packed[:-8] + bytes(8), Content_Encoding="gzip")


@kind_of("page", Reason.BROKEN_PAGE)
async def gzip_that_is_none(client: Client) -> None:
    await client.answer(BODY, Content_Encoding="gzip")


@kind_of("page", Reason.BROKEN_PAGE)
async def brotli_that_is_gzip(client: Client) -> None:
    await client.answer(gzip.compress(BODY), Content_Encoding="br")


@kind_of("page", Reason.BROKEN_PAGE)
async def encoding_that_nobody_knows(client: Client) -> None:
    await client.answer(BODY, Content_Encoding="rot13")


@kind_of("page", Reason.NOT_HTML, Reason.NO_TEXT, Reason.TOO_SHORT, Reason.OTHER_LANGUAGE, Reason.BROKEN_PAGE)
async def gzip_that_nobody_declared(client: Client) -> None:
    await client.answer(gzip.compress(BODY))


@kind_of("page")
async def empty_encoding(client: Client) -> None:
    await client.answer(BODY, Content_Encoding=" , identity,")


@kind_of("page")
async def charset_that_nobody_knows(client: Client) -> None:
    await client.answer(BODY, kind="text/html; charset=klingon")


@kind_of("page")
async def charset_that_is_no_charset(client: Client) -> None:
    await client.answer(BODY, kind="text/html; charset=zlib_codec")


@kind_of("page")
async def byte_order_mark_against_the_header(client: Client) -> None:
    await client.answer(b"\xef\xbb\xbf" + BODY, kind="text/html; charset=iso-8859-1")


@kind_of("page")
async def utf_16_that_says_utf_8(client: Client) -> None:
    await client.answer(STORY.encode("utf-16"), kind="text/html; charset=utf-8")


@kind_of("page")
async def windows_1252_that_says_utf_8(client: Client) -> None:
    await client.answer(STORY.replace("$4.2", "£4.2").encode("cp1252"))


@kind_of("page")
async def two_charsets(client: Client) -> None:
    story = STORY_HEAD.format(meta="<meta charset='shift_jis'><meta charset='koi8-r'>") + ARTICLE
    await client.answer(story.replace("pier", "“pier”").encode(), kind="text/html; charset=big5")


@kind_of("page", Reason.NOT_HTML, Reason.NO_TEXT, Reason.TOO_SHORT, Reason.OTHER_LANGUAGE, Reason.BROKEN_PAGE)
async def latin_1_that_says_utf_16(client: Client) -> None:
    story = STORY_HEAD.format(meta="") + ARTICLE.replace("pier", "pier é")
    await client.answer(story.encode("latin-1"), kind="text/html; charset=utf-16")


@kind_of("page", Reason.NOT_HTML, Reason.NO_TEXT, Reason.TOO_SHORT, Reason.OTHER_LANGUAGE, Reason.BROKEN_PAGE)
async def noise_called_html(client: Client) -> None:
    await client.answer(Random(7).randbytes(200_000))
