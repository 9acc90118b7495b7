"""Answers that a client need not be sent twice."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

ALWAYS_ASK = "no-cache"
"""A client keeps the answer, and asks each time whether it is still the same."""
FOR_EVER = "public, max-age=31536000, immutable"


def answer(request: Request, body: bytes, media_type: str, caching: str = ALWAYS_ASK, status: int = 200) -> Response:
    """The body with a validator, or 304 where the client has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": caching}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if status == 200 and known & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, status, media_type=media_type, headers=headers)
