"""Why a request to the API failed, as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from reader.api_documents import Fault, Problem

MEDIA_TYPE = "application/problem+json"
_PLACES = ("path", "query", "header", "cookie", "body")


def missing(what: str) -> HTTPException:
    """To raise where there is no such thing."""
    return HTTPException(404, f"There is no such {what}.")


def nothing_here() -> Response:
    """The answer where the API has no such address."""
    return _answer(Problem(title="Not Found", status=404, detail="There is nothing at this address."))


def answer_problems(app: FastAPI) -> None:
    """Makes every error of the application an answer of problem details."""

    @app.exception_handler(HTTPException)
    def failed(_request: Request, error: HTTPException) -> Response:
        phrase = HTTPStatus(error.status_code).phrase
        detail = str(error.detail)
        if detail == phrase:  # the router's own words
            if error.status_code == 404:
                return nothing_here()
            detail = f"{phrase}: see openapi.json."
        return _answer(Problem(title=phrase, status=error.status_code, detail=detail), error.headers)

    @app.exception_handler(RequestValidationError)
    def misunderstood(_request: Request, error: RequestValidationError) -> Response:
        faults = tuple(
            Fault(
                parameter=".".join(map(str, _within(fault["loc"]))), reason=fault["msg"].removeprefix("Value error, ")
            )
            for fault in error.errors()
        )
        told = "; ".join(f"{fault.parameter}: {fault.reason}" for fault in faults)
        return _answer(
            Problem(
                title=HTTPStatus(422).phrase,
                status=422,
                detail=f"The request cannot be understood ({told}): see openapi.json.",
                faults=faults,
            )
        )


def describe_problems(document: dict[str, Any]) -> None:
    """Says in an OpenAPI document of which type the errors' answers are; FastAPI takes them for plain JSON."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if status.startswith(("4", "5")) and "application/json" in content:
                    content[MEDIA_TYPE] = content.pop("application/json")


def _within(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    return place[1:] if len(place) > 1 and place[0] in _PLACES else place


def _answer(problem: Problem, headers: Any = None) -> Response:
    return Response(
        problem.model_dump_json(), problem.status, media_type=MEDIA_TYPE, headers={**(headers or {}), **_UNKEPT}
    )


_UNKEPT = {"Cache-Control": "no-store"}
