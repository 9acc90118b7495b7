"""A night among outlets that misbehave in every way we know of costs the others nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from fault_server import Site, open_sites

from extractors.articles import Article
from extractors.subscriptions import Skipped
from flows.configuration import load
from newsroom import Newsroom
from store import Store
from summarizer.digests import Edition

EDITION = date(2026, 11, 17)
LIMITS = {
    "read_timeout_seconds": 4,
    "total_timeout_seconds": 8,
    "max_crawl_delay_seconds": 0.1,
    "max_body_bytes": 6_500_000,
    "retries": 1,
}
MOST_MEMORY_KILOBYTES = 150_000
"""What the faults may add to a night's memory: sixteen bodies of 6.5 MB under way, packed and unpacked, and one page in
an extractor's hands."""


@dataclass(frozen=True)
class Night:
    edition: Edition
    articles: dict[str, Article]
    peak_kilobytes: int


@pytest.fixture
def run(run_apart: Callable[..., tuple[int, int]]) -> Callable[[Path], Night]:
    """Runs the night of a configuration."""

    def run_night(config: Path) -> Night:
        code, peak = run_apart(config, EDITION, batch=1_000)
        assert code == 0
        with Store.open(load(config).database_url) as store:
            edition = store.edition(EDITION)
            assert edition
            found = store.articles(since=edition.since, until=edition.until)
        return Night(edition, {article.id: article for article in found}, peak)

    return run_night


def test_a_night_among_faults_ends_as_if_they_were_not_there(
    run: Callable[[Path], Night], newsroom: Newsroom, configured: Callable[..., Path], tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("healthy", "faulty")]
    for folder in folders:
        folder.mkdir()
    healthy, faulty = (configured(folder, newsroom, fetch=LIMITS) for folder in folders)
    with open_sites() as opened:
        sites = [site for site in opened if site.kind.target != "image"]
        with faulty.open("a", encoding="utf-8") as file:
            for site in sites:
                file.write(f'\n[[subscriptions]]\noutlet = "{site.outlet}"\nurl = "{site.feed}"\n')
        alone, among = run(healthy), run(faulty)
    assert len(alone.articles) > 20
    assert len(alone.edition.digests) > 5
    assert among.articles == alone.articles
    assert among.edition.digests == alone.edition.digests
    reports = {report.url: report for report in among.edition.sources}
    assert tuple(reports[report.url] for report in alone.edition.sources) == alone.edition.sources
    wrongly = {
        site.kind.name: [skip.why for skip in reports[site.feed].skipped]
        for site in sites
        if not fits(site, reports[site.feed].skipped)
    }
    assert wrongly == {}
    assert among.peak_kilobytes < alone.peak_kilobytes + MOST_MEMORY_KILOBYTES


def fits(site: Site, skipped: Sequence[Skipped]) -> bool:
    """Whether a report names what the site's fault kept from being read, with a reason that fits, and nothing else."""
    if not site.kind.reasons:
        return not skipped
    # Where robots.txt can't be had or forbids everything, not even the feed is read.
    url = site.story if site.kind.target == "page" else site.feed
    return [skip.url for skip in skipped] == [url] and skipped[0].reason in site.kind.reasons
