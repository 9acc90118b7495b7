"""What the HTTP API answers at which address. FastAPI reads parameters and documents off the functions here."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException

from extractors.subscriptions import Category
from reader import api_contents as contents
from reader.addresses import PublicLinks
from reader.api_documents import (
    DigestItem,
    EditionItem,
    EditionOutlineDocument,
    EvidenceDocument,
    FigureDocument,
    FoundDocument,
    Listed,
    OrganizationDocument,
    OrganizationName,
    Problem,
    SourceTextDocument,
    StoryDocument,
    ToldQuotationDocument,
)
from reader.documents import digest_document
from reader.problems import missing
from reader.schemas import DigestDocument
from store import Store
from summarizer.digests import Digest

_MOST = 100
_FEWEST = 7  # characters of a story's id that stand in the address of a digest
_LONGEST_ID = 64
_FARTHEST = 100_000
_DIGESTS_OF_A_DATE = 1_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Stored = TypeVar("Stored")
Shown = TypeVar("Shown")


def _iso_date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise ValueError("write a date as in 2026-11-22")
    return text


Day = Annotated[date, BeforeValidator(_iso_date)]
EditionDate = Annotated[Day, Path(description="Local date of the edition.", examples=["2026-11-22"])]
DigestSlug = Annotated[str, Path(description="Names the digest within its date.")]
OrganizationSlug = Annotated[str, Path(description="Of the organization, or of one of its aliases.")]
Limit = Annotated[int, Query(ge=1, le=_MOST, description="How many items at most.")]
Offset = Annotated[int, Query(ge=0, le=_FARTHEST, description="How many items to pass over.")]


def _missing(what: str) -> dict[int | str, dict[str, Any]]:
    return {404: {"model": Problem, "description": f"No such {what}"}}


def _listed(
    request: Request,
    link: PublicLinks,
    ask: Callable[..., Sequence[Stored]],
    show: Callable[[Stored, PublicLinks], Shown],
    limit: int,
    offset: int,
) -> Listed[Shown]:
    """A part of what `ask` answers; one more than is shown is asked for, to see whether there is a next part."""
    found = ask(limit=limit + 1, offset=offset)
    following = _next(request, link, limit, offset) if len(found) > limit else None
    return Listed(items=tuple(show(item, link) for item in found[:limit]), next=following)


def _next(request: Request, link: PublicLinks, limit: int, offset: int) -> str | None:
    if offset + limit > _FARTHEST:
        return None
    asked = {**request.query_params, "limit": limit, "offset": offset + limit}
    path = request.url.path.removeprefix(request.scope.get("root_path", "")).strip("/")
    return f"{link(f'api/{path}')}?{urlencode(asked, errors='replace')}"


def add_editions(router: APIRouter, store: Store, link: PublicLinks) -> None:
    """Adds the addresses of editions, their figures, and stories."""

    @router.get("/editions", tags=["editions"], summary="Editions, newest first")
    def editions(request: Request, limit: Limit = 20, offset: Offset = 0) -> Listed[EditionItem]:
        return _listed(request, link, store.editions, contents.edition_item, limit, offset)

    @router.get("/editions/{date}", tags=["editions"], summary="An edition", responses=_missing("edition"))
    def edition(date: EditionDate) -> EditionOutlineDocument:
        outline = store.edition_outline(date)
        if outline is None:
            raise missing("edition")
        return contents.edition_outline(outline, link)

    @router.get("/editions/{date}/figures", tags=["figures"], summary="Key figures", responses=_missing("edition"))
    def figures(date: EditionDate) -> Listed[FigureDocument]:
        """The key figures of an edition, in its order."""
        if store.edition_summary(date) is None:
            raise missing("edition")
        return Listed(items=tuple(contents.figure_document(told, link) for told in store.figures(date)), next=None)

    @router.get("/stories/{story}", tags=["stories"], summary="A story", responses=_missing("story"))
    def story(
        request: Request,
        story: Annotated[
            str, Path(description=f"The `story` of a digest, or at least {_FEWEST} characters it begins with.")
        ],
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> StoryDocument:
        """The digests in which editions told the story, newest first."""
        id = _story(store, story)
        listed = _listed(
            request,
            link,
            lambda limit, offset: store.told_digests(id, limit=limit, offset=offset),
            contents.digest_item,
            limit,
            offset,
        )
        if not listed.items and not offset:
            raise missing("story")
        return StoryDocument(story=id, digests=listed.items, next=listed.next)


def _story(store: Store, wanted: str) -> str:
    """The id of the story that is meant: it, or how it begins, as addresses of digests have it."""
    if not _FEWEST <= len(wanted) <= _LONGEST_ID:
        return wanted
    meant = store.stories_from(wanted, limit=2)
    if len(meant) > 1:
        raise HTTPException(404, f"Several stories begin with {wanted}: write more of the id.")
    return meant[0] if meant else wanted


def add_digests(router: APIRouter, store: Store, link: PublicLinks) -> None:
    """Adds the addresses of digests and their evidence."""

    def stored(date: date, slug: str) -> Digest:
        digest = store.digest(date, slug)
        if digest is None:
            raise missing("digest")
        return digest

    @router.get("/digests", tags=["digests"], summary="Digests of editions, newest first")
    def digests(
        category: Category | None = None,
        until: Annotated[Day | None, Query(alias="to", description="Last date of editions.")] = None,
        limit: Limit = 20,
        offset: Annotated[int, Query(ge=0, le=_DIGESTS_OF_A_DATE, description="How many to pass over.")] = 0,
    ) -> Listed[DigestItem]:
        """To read on, follow `next`: it goes on at the date that this part ends with."""
        before = until + timedelta(days=1) if until and until < date.max else None
        found = store.recent_digests(before=before, category=category, limit=limit + 1, offset=offset)
        shown = found[:limit]
        following = None
        if len(found) > limit:
            passed = sum(item.date == shown[-1].date for item in shown)
            passed += offset if shown[0].date == shown[-1].date == until else 0
            asked = {"category": category, "to": shown[-1].date, "limit": limit, "offset": passed}
            following = f"{link('api/digests')}?{urlencode({name: value for name, value in asked.items() if value})}"
        return Listed(items=tuple(contents.digest_item(item, link) for item in shown), next=following)

    @router.get("/digests/{date}/{slug}", tags=["digests"], summary="A digest", responses=_missing("digest"))
    def digest(date: EditionDate, slug: DigestSlug) -> DigestDocument:
        return digest_document(stored(date, slug), link)

    @router.get(
        "/digests/{date}/{slug}/organizations",
        tags=["organizations"],
        summary="Organizations in a digest",
        responses=_missing("digest"),
    )
    def organizations(date: EditionDate, slug: DigestSlug) -> Listed[OrganizationName]:
        stored(date, slug)
        found = store.organizations_of_digest(date, slug)
        shown = (OrganizationName(api_url=link(f"api/organizations/{one.slug}"), **one.model_dump()) for one in found)
        return Listed(items=tuple(shown), next=None)

    @router.get(
        "/digests/{date}/{slug}/evidence", tags=["evidence"], summary="Cited passages", responses=_missing("digest")
    )
    def evidence(date: EditionDate, slug: DigestSlug) -> Listed[EvidenceDocument]:
        """The sources of a digest, each with the passages that the digest cites."""
        digest = stored(date, slug)
        articles = store.articles_by_id(source.article for source in digest.sources)
        return Listed(items=tuple(contents.evidence_documents(digest, articles, link)), next=None)

    @router.get(
        "/digests/{date}/{slug}/evidence/{number}",
        tags=["evidence"],
        summary="A source's text",
        responses=_missing("digest or source"),
    )
    def source_text(
        date: EditionDate,
        slug: DigestSlug,
        number: Annotated[int, Path(ge=1, le=100_000, description="Number of the source.")],
    ) -> SourceTextDocument:
        """A source of a digest with its whole stored text."""
        digest = stored(date, slug)
        source = next((item for item in digest.sources if item.number == number), None)
        article = store.article(source.article) if source else None
        if source is None or article is None:
            raise missing("source of this digest")
        document = contents.evidence_document(digest, source, article, link)
        return SourceTextDocument(text=article.text, **dict(document))


def add_organizations(router: APIRouter, store: Store, link: PublicLinks) -> None:
    """Adds the addresses of organizations."""

    def known(slug: str) -> None:
        if store.organization(slug) is None:
            raise missing("organization")

    def add_list(
        path: str,
        summary: str,
        tag: str,
        ask: Callable[..., Sequence[Any]],
        show: Callable[[Any, PublicLinks], Any],
        kind: type[Any],
    ) -> None:
        @router.get(
            f"/organizations/{{slug}}/{path}",
            tags=[tag],
            summary=summary,
            operation_id=f"organization_{path}",
            response_model=Listed[kind],  # type: ignore[valid-type]
            responses=_missing("organization"),
        )
        def listed(request: Request, slug: OrganizationSlug, limit: Limit = 20, offset: Offset = 0) -> Any:
            known(slug)
            return _listed(
                request, link, lambda limit, offset: ask(slug, limit=limit, offset=offset), show, limit, offset
            )

    @router.get("/organizations", tags=["organizations"], summary="Organizations, those in most digests first")
    def organizations(request: Request, limit: Limit = 20, offset: Offset = 0) -> Listed[OrganizationDocument]:
        return _listed(request, link, store.organizations, contents.organization_document, limit, offset)

    @router.get(
        "/organizations/{slug}", tags=["organizations"], summary="An organization", responses=_missing("organization")
    )
    def organization(slug: OrganizationSlug) -> OrganizationDocument:
        summary = store.organization(slug)
        if summary is None:
            raise missing("organization")
        return contents.organization_document(summary, link)

    figures, quotations = store.organization_figures, store.organization_quotations
    add_list(
        "digests",
        "Digests that it appears in",
        "organizations",
        store.organization_digests,
        contents.digest_item,
        DigestItem,
    )
    add_list("figures", "Its key figures", "figures", figures, contents.figure_document, FigureDocument)
    add_list(
        "quotations",
        "What was said for it",
        "organizations",
        quotations,
        contents.quotation_document,
        ToldQuotationDocument,
    )


def add_search(router: APIRouter, store: Store, link: PublicLinks) -> None:
    """Adds the address of search."""

    @router.get("/search", tags=["search"], summary="Search over digests and their evidence")
    def search(
        request: Request,
        q: Annotated[
            str, Query(max_length=1_000, description='Words, "phrases" and beginnings*, all of which must stand there.')
        ] = "",
        category: Category | None = None,
        outlet: Annotated[str, Query(max_length=200, description="Name of an outlet among the sources.")] = "",
        organization: Annotated[str, Query(max_length=200, description="Slug of an organization.")] = "",
        since: Annotated[Day | None, Query(alias="from", description="First date of editions.")] = None,
        until: Annotated[Day | None, Query(alias="to", description="Last date of editions.")] = None,
        limit: Limit = 10,
        offset: Annotated[int, Query(ge=0, le=500, description="How many digests to pass over.")] = 0,
    ) -> FoundDocument:
        """Digests with all terms. With neither words nor filters nothing is found."""
        found = store.search(
            q,
            category=category,
            outlet=outlet,
            organization=organization,
            since=since,
            until=until,
            limit=limit,
            offset=offset,
        )
        return FoundDocument(
            items=tuple(contents.hit_document(hit, link) for hit in found.hits),
            next=_next(request, link, limit, offset) if offset + limit < found.total else None,
            total=found.total,
            complete=found.complete,
        )
