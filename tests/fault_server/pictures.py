"""Pictures that are none, or more than a browser can bear."""

import struct
from itertools import repeat
from zlib import crc32

from extractors.subscriptions import Reason
from fault_server.kinds import Client, kind_of

JPEG = "image/jpeg"


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG file of that size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", crc32(header))


@kind_of("image", Reason.TOO_LARGE)
async def png_of_ten_gigapixels(client: Client) -> None:
    await client.answer(png(100_000, 100_000), kind="image/png")


@kind_of("image", Reason.TOO_LARGE)
async def gif_of_a_gigapixel(client: Client) -> None:
    await client.answer(b"GIF89a" + struct.pack("<HH", 32_000, 32_000) + bytes(100), kind="image/gif")


@kind_of("image", Reason.TOO_LARGE)
async def picture_without_end(client: Client) -> None:
    await client.head(kind=JPEG)
    await client.send(b"\xff\xd8\xff")
    await client.repeat(repeat(bytes(65_536)))


@kind_of("image", Reason.NOT_IMAGE)
async def picture_of_no_size(client: Client) -> None:
    await client.answer(png(0, 0), kind="image/png")


@kind_of("image", Reason.NOT_IMAGE)
async def picture_that_breaks_off_in_its_header(client: Client) -> None:
    await client.answer(b"\xff\xd8\xff\xe0\x00", kind=JPEG)


@kind_of("image", Reason.NOT_IMAGE)
async def jpeg_of_segments_alone(client: Client) -> None:
    await client.answer(b"\xff\xd8\xff\xe0" + b"\x00\x02\xff\xe0" * 500_000, kind=JPEG)


@kind_of("image", Reason.NOT_IMAGE)
async def drawing_with_a_script(client: Client) -> None:
    await client.answer("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", kind="image/svg+xml")


@kind_of("image", Reason.NOT_IMAGE)
async def page_for_a_picture(client: Client) -> None:
    await client.answer("<h1>Hotlinking is not allowed</h1>", kind=JPEG)


@kind_of("image", Reason.NOT_IMAGE)
async def nothing_for_a_picture(client: Client) -> None:
    await client.answer("", kind=JPEG)


@kind_of("image", Reason.BROKEN_ANSWER)
async def picture_that_is_cut_off(client: Client) -> None:
    await client.head(kind=JPEG, Content_Length="50000")
    await client.send(b"\xff\xd8\xff\xe0" + bytes(1_000))


@kind_of("image")
async def picture_under_a_wrong_name(client: Client) -> None:
    await client.answer(png(640, 360) + bytes(1_000), kind="text/html")
