"""The on-demand flow: one digest of the pages that somebody names."""

from typing import Annotated
from uuid import UUID

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.runtime import flow_run
from pydantic import BaseModel, Field, WithJsonSchema

from extractors.subscriptions import WebAddress
from flows.artifacts import publish_digest_artifacts
from flows.chosen_pages import digest_of
from flows.configuration import load
from flows.nights import log
from reader.wording import count
from summarizer.digests import Digest

# The form checks an address by the pattern, the run by all that a web address must be.
_Address = Annotated[WebAddress, WithJsonSchema({"type": "string", "pattern": "^https?://"})]


class DigestRequest(BaseModel, frozen=True, extra="forbid"):
    """The pages to merge into one digest."""

    urls: Annotated[list[_Address], Field(min_length=1, max_length=40)] = Field(
        title="Pages",
        description="Web addresses of articles about one event, one in each field, beginning with http:// or https://. "
        "Two or more outlets make a better digest than one.",
    )
    headline: str = Field(
        "",
        max_length=300,
        title="Headline",
        description="What the digest is called. Left empty, it takes the best headline of its sources.",
    )


def _run_name() -> str:
    request = flow_run.parameters.get("request") or {}
    given = request if isinstance(request, dict) else request.model_dump()
    urls = given.get("urls") or []
    return f"digest: {given.get('headline') or count(len(urls), 'page')}"


def _rename_after(written: Digest) -> None:
    """Names the run after its digest, whose headline nobody knew when it began."""
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(flow_run.id), name=f"digest: {written.headline}")


@task(task_run_name="fetch the pages and write the digest", cache_policy=NO_CACHE, tags=["outside world"])
def write_digest(request: DigestRequest) -> Digest:
    """Fetch, extract, read and merge the pages."""
    configuration = load()
    return digest_of(configuration, request.urls, request.headline)[0]


@flow(
    name="digest",
    description="Fetches the pages that you name and merges them into one digest, every statement cited and verified.",
    flow_run_name=_run_name,
)
def digest(request: Annotated[DigestRequest, Field(json_schema_extra={"title": "The digest"})]) -> Digest:
    """Write one digest of pages about one event.

    Args:
        request: The pages to merge into one digest.
    """
    log.info("Asked for one digest of %s", count(len(request.urls), "page"))
    written = write_digest(request)
    _rename_after(written)
    publish_digest_artifacts(written, load().serve.reader_url)
    return written
