"""What earlier days say of how common a term is."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from flows.configuration import TERM_DAYS
from store import DayCounts, Store
from summarizer.pools import COUNTED_AS, Kept, count_terms


def kept_terms(store: Store, until: date, languages: Sequence[str]) -> Kept:
    """In how many articles of the 30 UTC days before `until` each term stands. A day is counted once, and again where
    its articles are others since, so that it always goes by what is stored."""
    days = store.article_days(
        since=until - timedelta(days=TERM_DAYS), until=until, languages=languages, rule=COUNTED_AS
    )
    known = store.term_counts(days)
    total: Counter[str] = Counter()
    articles = 0
    for day, fingerprint in days.items():
        counted = known.get(day)
        if counted is None or counted.fingerprint != fingerprint:
            begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
            own = store.articles(since=begin, until=begin + timedelta(days=1), languages=languages)
            counted = DayCounts(fingerprint=fingerprint, articles=len(own), counts=count_terms(own))
            store.save_term_counts(day, counted)
        total.update(counted.counts)
        articles += counted.articles
    return Kept(articles, total)
