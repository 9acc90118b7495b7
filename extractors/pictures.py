"""Image files: fetched once, kept with the digest, so that a reader's browser never has to ask the outlet."""

import hashlib

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


class ImageFile(BaseModel, frozen=True, extra="forbid"):
    """An image as it came back."""

    id: str
    """16 hexadecimal digits that name these bytes."""
    media_type: str
    body: bytes


async def fetch_image(fetcher: Fetcher, url: str, *, outlet: str = "") -> ImageFile | Skipped:
    """The image at `url`. What it is, is judged by its first bytes alone; SVG, which can carry scripts, is refused."""
    answer = await fetcher.fetch(url, outlet=outlet, accept=ACCEPT_IMAGE)
    if isinstance(answer, Skipped):
        return answer
    body = b"" if isinstance(answer, Unchanged) else answer.body
    for signature, offset, media_type in _SIGNATURES:
        if body[offset:].startswith(signature):
            return ImageFile(id=hashlib.sha256(body).hexdigest()[:16], media_type=media_type, body=body)
    return Skipped(url=url, outlet=outlet, reason=Reason.NOT_IMAGE)
