"""What each subscription gave to an edition, and what of it could not be read."""

from collections.abc import Sequence
from datetime import date, datetime

from extractors.subscriptions import Subscription
from store import Given, Store
from summarizer.digests import SourceReport


def source_reports(
    store: Store, subscriptions: Sequence[Subscription], edition: date, since: datetime, until: datetime
) -> tuple[SourceReport, ...]:
    """What each subscription gave to the edition of that date; the ledger keeps it too. An article that two
    subscriptions announce, were it under two addresses, counts for the first, a page that could not be read for the
    first of its outlet."""
    feeds = {subscription.url for subscription in subscriptions}
    left = {skip.url: skip for skip in store.skips(edition)}
    counted: set[str] = set()
    given: dict[str, Given] = {}
    reports = []
    for one in subscriptions:
        articles = store.articles(since=since, until=until, subscriptions=[one.url])
        given[one.url] = Given(len(articles), sum(not article.preview for article in articles))
        own = {article.url for article in articles} - counted
        counted |= own
        urls = [url for url, skip in left.items() if url == one.url or (skip.outlet == one.outlet and url not in feeds)]
        skipped = tuple(left.pop(url) for url in urls)
        reports.append(SourceReport(outlet=one.outlet, url=one.url, articles=len(own), skipped=skipped))
    store.record_given(edition, given)
    return tuple(reports)
