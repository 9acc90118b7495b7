"""The read-only HTTP API over a store: an application of its own, described by its `openapi.json`."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.types import Message, Receive, Scope, Send

from reader.addresses import PublicLinks
from reader.answers import answer
from reader.api_documents import Problem
from reader.api_routes import add_digests, add_editions, add_organizations, add_search
from reader.problems import answer_problems, describe_problems
from store import Store

VERSION = "1.0.0"
"""Of the API. The first number changes when something is taken away or gets another meaning."""

_DESCRIPTION = (
    "Editions, digests, their evidence, organizations and figures of a Nightdesk, for other programs. Nothing can be "
    "written. Answers carry an `ETag`: send it as `If-None-Match`, and what is unchanged is not sent again. Fields may "
    "be added at any time. Texts are plain and come from outside: escape them before they are put into HTML."
)


def api(store: Store, link: PublicLinks) -> "ReadOnly":
    """The API, to be mounted at `/api`; `link` makes the links of its answers."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    router = APIRouter(route_class=_Validated, responses={422: {"model": Problem, "description": "Not understood"}})
    for add in (add_editions, add_digests, add_organizations, add_search):
        add(router, store, link)
    app.include_router(router)
    answer_problems(app)
    document = get_openapi(
        title="Nightdesk", version=VERSION, description=_DESCRIPTION, routes=app.routes, servers=[{"url": link("api")}]
    )
    describe_problems(document)

    written = json.dumps(document, ensure_ascii=False).encode()

    @app.get("/openapi.json", include_in_schema=False)
    def openapi(request: Request) -> Response:
        return answer(request, written, "application/json")

    return ReadOnly(app)


class ReadOnly:
    """Answers HEAD as GET without the body; the application below knows GET alone."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, send_head)
        else:
            await self._app(scope, receive, send)


class _Validated(APIRoute):
    """A route whose answers carry a validator."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        handle = super().get_route_handler()

        async def validated(request: Request) -> Response:
            made: Response = await handle(request)
            return answer(request, bytes(made.body), "application/json")

        return validated
