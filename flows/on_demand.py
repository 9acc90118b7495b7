"""The on-demand flow: one digest of the pages that somebody names."""

from typing import Annotated

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from pydantic import BaseModel, Field

from extractors.subscriptions import WebAddress
from flows.artifacts import publish_digest_artifacts
from flows.chosen_pages import digest_of
from flows.configuration import load
from summarizer.digests import Digest


class DigestRequest(BaseModel, frozen=True, extra="forbid"):
    """Which pages to digest."""

    urls: Annotated[list[WebAddress], Field(min_length=1, max_length=40)] = Field(
        title="Web addresses",
        description="Articles about one event, one address each, beginning with http:// or https://.",
    )
    headline: str = Field(
        "", max_length=300, title="Headline", description="Headline of the digest. Empty: the best one of the sources."
    )


def _run_name() -> str:
    request = flow_run.parameters.get("request") or {}
    given = request if isinstance(request, dict) else request.model_dump()
    urls = given.get("urls") or []
    return f"digest: {given.get('headline') or f'{len(urls)} pages'}"


@task(task_run_name="write digest", cache_policy=NO_CACHE, tags=["outside world"])
def write_digest(request: DigestRequest) -> Digest:
    """Fetch, extract, read and merge the pages."""
    configuration = load()
    return digest_of(configuration, request.urls, request.headline)[0]


@flow(
    name="digest",
    description="Fetches the pages that you name and merges them into one digest, every statement cited and verified.",
    flow_run_name=_run_name,
)
def digest(request: DigestRequest) -> Digest:
    """Write one digest of pages about one event.

    Args:
        request: Which pages to merge, and under which headline.
    """
    written = write_digest(request)
    publish_digest_artifacts(written, load().serve.reader_url)
    return written
