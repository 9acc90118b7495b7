"""The reader as a web application: the pages at their addresses, read-only, with strict headers."""

import re
from collections.abc import Callable
from datetime import date

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractors.subscriptions import Category
from reader.addresses import FEEDS, PublicLinks
from reader.answers import ALWAYS_ASK, FOR_EVER, answer
from reader.api import api
from reader.downloads import DIGEST_FORMS, EDITION_FORMS, SCHEMAS, file_title
from reader.feeds import FORMS, feed
from reader.health import Clock, Schedule, Watch, health_route
from reader.kept_pages import KeptPages
from reader.metrics import Metrics, kind_of
from reader.pages import ICON, SCRIPT, STYLE_SHEET, Pages
from reader.problems import nothing_here
from store import Store

IMAGE_TYPES = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp")
"""Images that are served. SVG is none of them: it is a document that can hold scripts and links."""

_SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def application(
    store: Store,
    *,
    public_url: str = "http://127.0.0.1:8321",
    schedule: Schedule | None = None,
    now: Clock | None = None,
) -> ASGIApp:
    """The reader over an open store, to be served by any ASGI server. Feeds, files and the API link to it under
    `public_url`. With a schedule and a clock `/health` fails where an edition is overdue."""
    pages = Pages(store)
    link = PublicLinks(public_url)
    kept = KeptPages(store)

    def missing(request: Request, _error: Exception) -> Response:
        if kind_of(request.url.path) == "api":  # a line break in an address keeps it from the API's own answer
            return nothing_here()
        return HTMLResponse(pages.missing(request.url.path.removeprefix("/")), 404)

    watch = Watch(store, schedule, now)
    metrics = Metrics(store, watch)
    # Outside of the application, so that the answer to an error of our own has the headers, and is counted, too.
    return _SecurityHeaders(
        metrics.timed(
            Starlette(
                routes=[
                    *_download_routes(store, link, kept),
                    *_page_routes(pages, kept),
                    *_file_routes(store),
                    Mount("/api", api(store, link)),
                    health_route(watch),
                    metrics.route,
                ],
                exception_handlers={404: missing},
            )
        )
    )


def _page_routes(pages: Pages, kept: KeptPages) -> list[Route]:
    def route(path: str, render: Callable[[Request], str | None], *, keep: bool = True) -> Route:
        def endpoint(request: Request) -> Response:
            def made() -> bytes | None:
                html = render(request)
                return None if html is None else html.encode()

            body = kept.page(request.url.path, made) if keep else made()
            if body is None:
                raise HTTPException(404)
            return answer(request, body, "text/html; charset=utf-8", ALWAYS_ASK)

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
        route("/sections/{date}", lambda request: pages.sections(_date(request))),
        # What it says of subscriptions changes with every fetch.
        route("/about/{date}", lambda request: pages.about(_date(request)), keep=False),
        route("/categories/{category}", lambda request: pages.category(_category(request))),
        route(
            "/categories/{category}/page/{number}",
            lambda request: pages.category(_category(request), _number(request)),
        ),
        route("/organizations", lambda _: pages.organizations()),
        route("/organizations/page/{number}", lambda request: pages.organizations(_number(request))),
        route("/organizations/{slug}", lambda request: pages.organization(request.path_params["slug"])),
        route(
            "/organizations/{slug}/page/{number}",
            lambda request: pages.organization(request.path_params["slug"], _number(request)),
        ),
        Route("/search", lambda request: answer(request, *pages.search(request.query_params))),
        route("/asked", lambda _: pages.asked()),
        route("/asked/page/{number}", lambda request: pages.asked(_number(request))),
    ]


def _download_routes(store: Store, link: PublicLinks, kept: KeptPages) -> list[Route]:
    """Feeds, editions and digests as files, and the schemas. They come before the pages, whose paths are the wider."""

    def feed_route(ending: str) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            category = _category(request) if "category" in request.path_params else None
            body = kept.page(request.url.path, lambda: FORMS[ending](feed(store, category, link.base_url))) or b""
            return answer(request, body, f"{FEEDS[ending]}; charset=utf-8", ALWAYS_ASK)

        return endpoint

    def edition_file(request: Request) -> Response:
        ending = request.path_params["ending"]
        form, edition = EDITION_FORMS.get(ending), store.edition(_date(request))
        if form is None or edition is None:
            raise HTTPException(404)
        made = answer(request, form.made(edition, store, link), form.media_type, ALWAYS_ASK)
        shown = "attachment" if form.kept else "inline"
        made.headers["Content-Disposition"] = f'{shown}; filename="{file_title(edition, ending)}"'
        return made

    def digest_file(request: Request) -> Response:
        media_type, made = DIGEST_FORMS.get(request.path_params["ending"], ("", None))
        digest = store.digest(_date(request), request.path_params["slug"])
        if made is None or digest is None:
            raise HTTPException(404)
        return answer(request, made(digest, link), media_type, ALWAYS_ASK)

    def schema_route(path: str) -> Callable[[Request], Response]:
        return lambda request: answer(request, SCHEMAS[path](link), "application/schema+json", ALWAYS_ASK)

    return [
        *(Route(f"/feed.{ending}", feed_route(ending)) for ending in FEEDS),
        *(Route(f"/categories/{{category}}/feed.{ending}", feed_route(ending)) for ending in FEEDS),
        Route("/editions/{date}.{ending:str}", edition_file),
        Route("/editions/{date}/{slug}.{ending:str}", digest_file),
        *(Route(f"/{path}", schema_route(path)) for path in SCHEMAS),
    ]


def _file_routes(store: Store) -> list[Route]:
    def style(request: Request) -> Response:
        return answer(request, STYLE_SHEET, "text/css; charset=utf-8", ALWAYS_ASK)

    def script(request: Request) -> Response:
        return answer(request, SCRIPT, "text/javascript; charset=utf-8", ALWAYS_ASK)

    def icon(request: Request) -> Response:
        return answer(request, ICON, "image/svg+xml", ALWAYS_ASK)

    def image(request: Request) -> Response:
        media_type, body = store.image(request.path_params["id"]) or ("", b"")
        if media_type not in IMAGE_TYPES:
            raise HTTPException(404)
        file = answer(request, body, media_type, FOR_EVER)
        file.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers in browsers show them too
        return file

    return [
        Route("/style.css", style),
        Route("/reader.js", script),
        Route("/icon.svg", icon),
        Route("/images/{id}", image),
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
