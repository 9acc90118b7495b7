"""One digest of pages that somebody chose: the stages of a night over a single story, without Prefect."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractors.articles import Article
from extractors.errors import NothingToDigest
from extractors.subscriptions import Lead, Reason, Skipped
from flows import nights, stages
from flows.configuration import Configuration
from flows.nights import log
from reader.wording import count
from summarizer.digests import Digest
from summarizer.ranking import Ranked


def digest_of(
    configuration: Configuration, urls: Sequence[str], headline: str = ""
) -> tuple[Digest, tuple[Skipped, ...]]:
    """One digest of these pages, stored under today's date, and what of them could not be read.

    Args:
        headline: the digest's headline, if it shall not be one of the sources'.

    Raises:
        NothingToDigest: none of the pages holds an article, or nothing in them can be published.
    """
    from summarizer.grouping import group, one_story

    night = nights.plan(configuration)
    leads = [Lead(url=url, subscription=url) for url in dict.fromkeys(urls)]
    stages.fetch(night, leads)
    outcomes = stages.extracted(night, [lead.url for lead in leads])
    articles = [outcome for outcome in outcomes if isinstance(outcome, Article)]
    skipped = tuple(outcome for outcome in outcomes if isinstance(outcome, Skipped))
    for skip in skipped:
        log.warning("%s was not read: %s", skip.url, skip.why)
    if not articles:
        raise NothingToDigest(_nothing(skipped))
    log.info("%s of %s read", count(len(articles), "article"), count(len(leads), "page"))
    if len(group(articles)) > 1:
        log.warning("These pages don't seem to be about one event; the digest may mix several")
    stages.read(night, [article.id for article in articles])
    story = one_story(articles)
    ranked = Ranked(story, headline or articles[0].headline, 0.0, "asked for by hand")
    stages.illustrate(night, [ranked])
    digest = stages.write(night, ranked)
    if digest is None:
        raise NothingToDigest(
            "Nothing in these pages makes a statement that stands alone: give more or longer articles."
        )
    if headline:
        digest = digest.model_copy(update={"headline": headline, "headline_article": ""})
    if not night.store.save_digest(digest):
        raise NothingToDigest(f"Edition {night.date} has a digest of the name {digest.slug}: give another headline.")
    log.info("“%s”: %s from %s", digest.headline, count(digest.words, "word"), count(len(digest.sources), "source"))
    return digest, skipped


@contextmanager
def leaving_nothing_behind(folder: Path) -> Iterator[None]:
    """Where what runs within fails, a data folder that was not there before goes again."""
    there = folder.exists()
    try:
        yield
    except BaseException:
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        raise


_REMEDIES = {
    Reason.PRIVATE_ADDRESS: "set fetch.allow_private_addresses to read from your own network",
    Reason.ROBOTS: "robots.txt is where a site says which pages programs may not read, and Nightdesk keeps to it, so "
    "take the report of another outlet",
}


def _nothing(skipped: Sequence[Skipped]) -> str:
    """Why there is nothing to digest, and what to do about it."""
    reasons = "; ".join(f"{skip.url}: {skip.why}" for skip in skipped)
    met = {skip.reason for skip in skipped}
    remedy = "; ".join(words for reason, words in _REMEDIES.items() if reason in met)
    return f"None of these pages holds an article that can be read ({reasons}){': ' * bool(remedy)}{remedy}."
