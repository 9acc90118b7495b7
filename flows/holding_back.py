"""When an edition is held back, so that the last good one stays."""

from collections import Counter

from extractors.subscriptions import Reason
from flows.nights import Night
from reader.wording import count
from summarizer.digests import Edition, SourceReport

_REASONS_TOLD = 3


def reason_to_hold(night: Night, edition: Edition) -> str:
    """Why the edition is not to be published: too few of its sources could be read. Empty where it may be, and where
    none was ever published: the little there is is then better than nothing."""
    least = night.configuration.edition.least_sources_read
    unread = [report for report in edition.sources if not _was_read(report)]
    read, asked = len(edition.sources) - len(unread), len(edition.sources)
    if read >= least * asked or not night.store.editions(limit=1):
        return ""
    reasons = Counter(str(report.skipped[0].reason) for report in unread)
    told = ", ".join(f"{reason} ({number})" for reason, number in reasons.most_common(_REASONS_TOLD))
    return (
        f"Only {read} of {count(asked, 'source')} could be read ({told}), and edition.least_sources_read is {least:g}, "
        f"so edition {night.date} is held back and the last one stays: run it again when more can be read; "
        "`nightdesk check` says what stands in the way."
    )


def _was_read(report: SourceReport) -> bool:
    """Whether its feed was read, and something of what that announced, if anything."""
    failed = [skip for skip in report.skipped if skip.reason is not Reason.OTHER_LANGUAGE]
    return not failed or (report.articles > 0 and all(skip.url != report.url for skip in failed))
