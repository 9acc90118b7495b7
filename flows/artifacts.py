"""What a run leaves in Prefect's UI."""

from collections import Counter
from collections.abc import Sequence

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from reader.markdown import digest_markdown, edition_markdown, escaped
from reader.wording import count
from store import LedgerRow
from summarizer.digests import Digest, Edition


def publish_artifacts(edition: Edition, reader_url: str, flagged: Sequence[LedgerRow] = ()) -> None:
    """The edition as Markdown, the sources, with what is `flagged` of them, the verifier's report, and a link to the
    page where an edition of that date is published; then `reader_url` is the reader's address, else it is empty."""
    create_markdown_artifact(
        edition_markdown(edition, base_url=reader_url),
        key="edition",
        description=f"Edition {edition.date} as this run wrote it",
    )
    create_table_artifact(
        _sources(edition, flagged), key="sources", description=f"What was read for edition {edition.date}"
    )
    create_markdown_artifact(
        _verdict(edition), key="verifier", description=f"What the verifier found in edition {edition.date}"
    )
    if reader_url:
        address = f"{reader_url}/editions/{edition.date}"
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


def _sources(edition: Edition, flagged: Sequence[LedgerRow]) -> list[dict[str, str | int]]:
    troubles = {row.url: f"{row.trouble}: {row.why}" for row in flagged}
    rows: list[dict[str, str | int]] = []
    for source in edition.sources:
        feed = next((skip for skip in source.skipped if skip.url == source.url), None)
        reasons = Counter(str(skip.reason) for skip in source.skipped if skip != feed)
        why = [f"the feed: {feed.why}"] if feed else []
        why += [f"{times} × {reason}" for reason, times in sorted(reasons.items())]
        rows.append(
            {
                "Outlet": source.outlet,
                "Feed": "failed" if feed else "read",
                "Articles": source.articles,
                "Pages not read": sum(reasons.values()),
                "Broken": troubles.get(source.url, ""),
                "Why not": "; ".join(why),
            }
        )
    return rows


def _verdict(edition: Edition) -> str:
    """How many parts were checked, and each that was dropped or mended with the reason."""
    checked = sum(digest.check.checked for digest in edition.digests)
    found = [(digest, failure) for digest in edition.digests for failure in digest.check.failures]
    dropped = sum(failure.dropped for _, failure in found)
    summary = (
        f"{count(checked, 'part')} of {count(len(edition.digests), 'digest')} (statements, figures, quotations, "
        f"headings) were checked against the stored articles. True to their sources: {checked - len(found)}. Dropped "
        f"before publication: {dropped}. Mended, which is to say that a citation that does not hold was taken away: "
        f"{len(found) - dropped}."
    )
    rows = (
        f"- **{escaped(digest.headline)}**, {failure.part} {'dropped' if failure.dropped else 'mended'}: "
        f"{escaped(failure.reason)}  \n  {escaped(failure.text)}"
        for digest, failure in found
    )
    return "\n\n".join([summary, "\n".join(rows)])
