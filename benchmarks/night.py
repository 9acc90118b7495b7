"""A whole night over a newsstand, against the time that its parts alone take.

    python -m benchmarks.night                                  the sample newsroom's second night
    python -m benchmarks.night http://127.0.0.1:8787 --date D   a newsstand that lists its feeds in /subscriptions.json

The floor is the time of the same pages in trafilatura and of the same texts in the language pipeline, called directly
on one core; the ratio is the night's time, Prefect and all, to that.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import trafilatura
from sqlalchemy import select

from benchmarks.results import Row, show
from flows import stages
from flows.configuration import CONFIGURATION_VARIABLE, load
from flows.prefect_environment import prepare
from flows.stages import Night
from newsroom import open_newsroom
from store.tables import pages
from summarizer.digests import Digest
from summarizer.verification import verify

_HEADER = """\
[edition]
timezone = "UTC"
time = {time}
most_stories = 40
[storage]
folder = "."
[fetch]
allow_private_addresses = true
per_host_delay_seconds = 0
per_host_concurrency = 8
"""


@contextmanager
def _subscribed(newsstand: str) -> Iterator[list[dict[str, str]]]:
    """The subscriptions of the newsstand at that address, or of the sample newsroom."""
    if newsstand:
        listed = httpx.get(f"{newsstand.rstrip('/')}/subscriptions.json").raise_for_status().json()
        yield [{"outlet": one["outlet"], "url": one["feed"]} for one in listed]
        return
    with open_newsroom(night=2) as newsroom:
        yield [{"outlet": one.outlet, "url": one.url, "kind": one.kind} for one in newsroom.subscriptions]


def measure(newsstand: str, edition: date) -> list[Row]:
    """One night in a fresh data folder."""
    with tempfile.TemporaryDirectory() as folder, _subscribed(newsstand) as subscriptions:
        file = Path(folder, "nightdesk.toml")
        lines = [_HEADER.format(time="04:30:00" if newsstand else "22:00:00")]
        for one in subscriptions:
            lines.append("[[subscriptions]]\n" + "".join(f"{key} = {json.dumps(one[key])}\n" for key in one))
        file.write_text("\n".join(lines), encoding="utf-8")
        os.environ[CONFIGURATION_VARIABLE] = str(file)
        prepare(Path(folder), quiet=True)
        from flows.nightly import NightRequest, nightly  # Prefect reads its settings when it is imported

        night = stages.plan(load(file), edition)
        assert night.nlp  # loading belongs to neither side
        started = time.perf_counter()
        result = nightly(NightRequest(edition_date=edition))
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # the floor, below, has its own
        floor = _floor(night)
        clean = [_is_clean(night, digest) for digest in result.edition.digests]
    told = result.edition
    checks = [digest.check for digest in told.digests]
    values = {
        "articles_per_second": told.articles / seconds,
        "seconds": seconds,
        "ratio_to_floor": seconds / floor,
        "peak_mb": peak,
        "articles": told.articles,
        "stories": len(told.digests),
        "statements": sum(1 for digest in told.digests for _ in digest.statements()),
        "cited_share": _share([bool(s.evidence) for digest in told.digests for s in digest.statements()]),
        "verified_share": _share(clean),
        "draft_verified_share": sum(check.passed for check in checks) / max(1, sum(check.checked for check in checks)),
    }
    name = newsstand or "newsroom"
    return [Row(name, "nightdesk", key, float(value), told.articles) for key, value in values.items()]


def _floor(night: Night) -> float:
    """Seconds that trafilatura and the bare pipeline take for the night's stored pages and articles."""
    with night.store.reading() as connection:
        leads = list(connection.execute(select(pages.c.lead)).scalars())
    stored = [found[0] for lead in leads if (found := night.store.page(lead)) is not None]
    articles = night.store.articles(since=night.since, until=night.until)
    started = time.perf_counter()
    for page in stored:
        trafilatura.extract(page.body, include_comments=False)
    for _ in night.nlp.pipe([article.text for article in articles], batch_size=4):
        pass
    return time.perf_counter() - started


def _is_clean(night: Night, digest: Digest) -> bool:
    """Whether the verifier, run again on what was published, finds nothing."""
    articles = night.store.articles_by_id([source.article for source in digest.sources])
    return not verify(digest, articles).failures


def _share(truths: list[bool]) -> float:
    return sum(truths) / len(truths) if truths else 0.0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "newsstand", nargs="?", default="", help="address of an open newsstand; default: the sample newsroom"
    )
    parser.add_argument("--date", type=date.fromisoformat, default=date(2026, 11, 18), help="edition date")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    show("night", measure(options.newsstand, options.date), as_json=options.json)


if __name__ == "__main__":
    main()
