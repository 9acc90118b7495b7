"""Image files: fetched once, kept with the digest, so that a reader's browser never has to ask the outlet."""

import hashlib
from io import BytesIO

import imagesize
from pydantic import BaseModel

from extractors.fetching import Fetcher, Unchanged
from extractors.subscriptions import Reason, Skipped

ACCEPT_IMAGE = "image/webp,image/jpeg,image/png,image/gif;q=0.8"
_SIGNATURES = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
)
_MAX_PIXELS = 50_000_000  # 200 MB in a reader's browser; the largest press photographs have less


class ImageFile(BaseModel, frozen=True, extra="forbid"):
    """An image as it came back."""

    id: str
    """16 hexadecimal digits that name these bytes."""
    media_type: str
    body: bytes
    width: int
    height: int
    """In pixels, as browsers show it: turned as its EXIF data say."""


async def fetch_image(fetcher: Fetcher, url: str, *, outlet: str = "") -> ImageFile | Skipped:
    """The image at `url`. What it is, is judged by its first bytes alone; SVG, which can carry scripts, is refused, and
    what would fill a browser's memory, however small its file is."""
    answer = await fetcher.fetch(url, outlet=outlet, accept=ACCEPT_IMAGE)
    if isinstance(answer, Skipped):
        return answer
    body = b"" if isinstance(answer, Unchanged) else answer.body
    media_type = next((type for mark, offset, type in _SIGNATURES if body[offset:].startswith(mark)), "")
    width, height = _size(body) if media_type else (0, 0)
    if width < 1 or height < 1:
        return Skipped(url=url, outlet=outlet, reason=Reason.NOT_IMAGE)
    if width * height > _MAX_PIXELS:
        return Skipped(url=url, outlet=outlet, reason=Reason.TOO_LARGE, detail=f"{width:,} by {height:,} pixels")
    id = hashlib.sha256(body).hexdigest()[:16]
    return ImageFile(id=id, media_type=media_type, body=body, width=width, height=height)


def _size(body: bytes) -> tuple[int, int]:
    """Width and height of an image in pixels, by its header; 0 by 0 where that is broken."""
    try:
        width, height = imagesize.get(BytesIO(body), exif_rotation=True)
        return int(width), int(height)
    except Exception:  # its parser meets bytes that nobody has met before, and says no more than ValueError
        return 0, 0
