"""The reader as a web application: the pages at their addresses, read-only, with strict headers."""

import hashlib
import re
from collections.abc import Callable
from datetime import date

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractors.subscriptions import Category
from reader.addresses import FEEDS, PublicLinks
from reader.downloads import DIGEST_FORMS, EDITION_FORMS, SCHEMAS, file_title
from reader.feeds import FORMS, feed
from reader.pages import ICON, STYLE_SHEET, Pages
from store import Store

IMAGE_TYPES = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp")
"""Images that are served. SVG is none of them: it is a document that can hold scripts and links."""

_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ALWAYS_ASK = "no-cache"
_FOR_EVER = "public, max-age=31536000, immutable"
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def application(store: Store, *, public_url: str = "http://127.0.0.1:8321") -> ASGIApp:
    """The reader over an open store, to be served by any ASGI server. Feeds and files link to it under `public_url`."""
    pages = Pages(store)

    def missing(request: Request, _error: Exception) -> Response:
        return HTMLResponse(pages.missing(request.url.path.removeprefix("/")), 404)

    # Outside of the application, so that the answer to an error of our own has the headers too.
    return _SecurityHeaders(
        Starlette(
            routes=[*_download_routes(store, PublicLinks(public_url)), *_page_routes(pages), *_file_routes(store)],
            exception_handlers={404: missing},
        )
    )


def _page_routes(pages: Pages) -> list[Route]:
    def route(path: str, render: Callable[[Request], str | None]) -> Route:
        def endpoint(request: Request) -> Response:
            html = render(request)
            if html is None:
                raise HTTPException(404)
            return _answer(request, html.encode(), "text/html; charset=utf-8", _ALWAYS_ASK)

        return Route(path, endpoint)

    return [
        route("/", lambda _: pages.front()),
        route("/editions", lambda _: pages.archive()),
        route("/editions/page/{number}", lambda request: pages.archive(_number(request))),
        route("/editions/{date}", lambda request: pages.edition(_date(request))),
        route("/editions/{date}/{slug}", lambda request: pages.digest(_date(request), request.path_params["slug"])),
        route(
            "/editions/{date}/{slug}/evidence/{number}",
            lambda request: pages.evidence(_date(request), request.path_params["slug"], _number(request)),
        ),
        route("/categories/{category}", lambda request: pages.category(_category(request))),
        route(
            "/categories/{category}/page/{number}",
            lambda request: pages.category(_category(request), _number(request)),
        ),
        route("/asked", lambda _: pages.asked()),
        route("/asked/page/{number}", lambda request: pages.asked(_number(request))),
    ]


def _download_routes(store: Store, link: PublicLinks) -> list[Route]:
    """Feeds, editions and digests as files, and the schemas. They come before the pages, whose paths are the wider."""

    def feed_route(ending: str) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            category = _category(request) if "category" in request.path_params else None
            body = FORMS[ending](feed(store, category, link.base_url))
            return _answer(request, body, f"{FEEDS[ending]}; charset=utf-8", _ALWAYS_ASK)

        return endpoint

    def edition_file(request: Request) -> Response:
        ending = request.path_params["ending"]
        form, edition = EDITION_FORMS.get(ending), store.edition(_date(request))
        if form is None or edition is None:
            raise HTTPException(404)
        answer = _answer(request, form.made(edition, store, link), form.media_type, _ALWAYS_ASK)
        shown = "attachment" if form.kept else "inline"
        answer.headers["Content-Disposition"] = f'{shown}; filename="{file_title(edition, ending)}"'
        return answer

    def digest_file(request: Request) -> Response:
        media_type, made = DIGEST_FORMS.get(request.path_params["ending"], ("", None))
        digest = store.digest(_date(request), request.path_params["slug"])
        if made is None or digest is None:
            raise HTTPException(404)
        return _answer(request, made(digest, link), media_type, _ALWAYS_ASK)

    def schema_route(path: str) -> Callable[[Request], Response]:
        return lambda request: _answer(request, SCHEMAS[path](link), "application/schema+json", _ALWAYS_ASK)

    return [
        *(Route(f"/feed.{ending}", feed_route(ending)) for ending in FEEDS),
        *(Route(f"/categories/{{category}}/feed.{ending}", feed_route(ending)) for ending in FEEDS),
        Route("/editions/{date}.{ending:str}", edition_file),
        Route("/editions/{date}/{slug}.{ending:str}", digest_file),
        *(Route(f"/{path}", schema_route(path)) for path in SCHEMAS),
    ]


def _file_routes(store: Store) -> list[Route]:
    def style(request: Request) -> Response:
        return _answer(request, STYLE_SHEET, "text/css; charset=utf-8", _ALWAYS_ASK)

    def icon(request: Request) -> Response:
        return _answer(request, ICON, "image/svg+xml", _ALWAYS_ASK)

    def image(request: Request) -> Response:
        media_type, body = store.image(request.path_params["id"]) or ("", b"")
        if media_type not in IMAGE_TYPES:
            raise HTTPException(404)
        answer = _answer(request, body, media_type, _FOR_EVER)
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers in browsers show them too
        return answer

    def health(_request: Request) -> Response:
        newest = store.editions(limit=1)
        published = newest[0].model_dump(mode="json", include={"date", "published_at"}) if newest else None
        return JSONResponse({"status": "ok", "edition": published}, headers={"Cache-Control": "no-store"})

    return [
        Route("/style.css", style),
        Route("/icon.svg", icon),
        Route("/images/{id}", image),
        Route("/health", health),
    ]


def _date(request: Request) -> date:
    text = request.path_params["date"]
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise HTTPException(404) from None
    if value.isoformat() != text:  # one page, one address: not the other forms that ISO 8601 has
        raise HTTPException(404)
    return value


def _category(request: Request) -> Category:
    try:
        return Category(request.path_params["category"])
    except ValueError:
        raise HTTPException(404) from None


def _number(request: Request) -> int:
    text = request.path_params["number"]
    if not _PAGE_NUMBER.fullmatch(text):
        raise HTTPException(404)
    return int(text)


def _answer(request: Request, body: bytes, media_type: str, caching: str) -> Response:
    """The body with a validator, or 304 where the client has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": caching}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


class _SecurityHeaders:
    """Puts the security headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
