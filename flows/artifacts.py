"""What a run leaves in Prefect's UI."""

from collections import Counter

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from reader.markdown import digest_markdown, edition_markdown
from summarizer.digests import Digest, Edition


def publish_artifacts(edition: Edition, reader_url: str, *, dry_run: bool) -> None:
    """The edition as Markdown, the sources, the verifier's report, and a link to the page."""
    address = f"{reader_url}/editions/{edition.date}"
    create_markdown_artifact(
        edition_markdown(edition, base_url=reader_url),
        key="edition",
        description=f"{'Dry run of edition' if dry_run else 'Edition'} {edition.date}",
    )
    create_table_artifact(_sources(edition), key="sources", description=f"What was read for edition {edition.date}")
    create_table_artifact(
        _verdicts(edition), key="verifier", description=f"What the verifier found in edition {edition.date}"
    )
    if not dry_run:
        create_link_artifact(address, f"Edition {edition.date}", key="page", description="Where the edition is read")


def publish_digest_artifacts(digest: Digest, reader_url: str) -> None:
    """The digest as Markdown, and a link to its page."""
    create_markdown_artifact(digest_markdown(digest, base_url=reader_url), key="digest", description=digest.headline)
    create_link_artifact(
        f"{reader_url}/editions/{digest.date}/{digest.slug}",
        digest.headline,
        key="page",
        description="Where it is read",
    )


def _sources(edition: Edition) -> list[dict[str, str | int]]:
    rows: list[dict[str, str | int]] = []
    for source in edition.sources:
        reasons = Counter(str(skip.reason) for skip in source.skipped)
        feed = next((skip for skip in source.skipped if skip.url == source.url), None)
        rows.append(
            {
                "Outlet": source.outlet,
                "Feed": f"failed: {feed.reason} {feed.detail}".strip() if feed else "read",
                "Articles": source.articles,
                "Not read": sum(reasons.values()) - (feed is not None),
                "Why": "; ".join(f"{count} × {reason}" for reason, count in sorted(reasons.items())),
            }
        )
    return rows


def _verdicts(edition: Edition) -> list[dict[str, str | int]]:
    rows: list[dict[str, str | int]] = [
        {
            "Digest": digest.headline,
            "Checked": digest.check.checked,
            "True to sources": digest.check.passed,
            "Dropped": "; ".join(f"{failure.part}: {failure.reason}" for failure in digest.check.failures),
        }
        for digest in edition.digests
    ]
    return rows or [{"Digest": "none", "Checked": 0, "True to sources": 0, "Dropped": ""}]
