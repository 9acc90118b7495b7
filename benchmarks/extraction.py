"""Text and metadata of captured pages, beside other extractors.

    python -m benchmarks.extraction DIR [--json] [--fast]

DIR has a folder for each set: `gold.jsonl`, an object a line with `id`, `url`, `language`, `body`, `title`, `authors`,
`published`, `outlet` and perhaps `first_words` (null where the set doesn't say), and `html/ID.html.gz`, the page as it
was served. `all` is every page with a body, of all sets together.

`body_precision` and `body_recall` count sequences of four words and are averaged over pages; `body_f1` is of the
averages. `headline_exact`, `authors_exact` (the set of them) and `outlet_exact` overlook case and spaces;
`date_same_day` takes a date for right that is the gold's day in its own time zone or in the gold's. `starts_right` is
the share of texts that begin with the gold's first words within their first hundred. `empty_pages` counts pages on
which nothing was found or that were refused as no story. Times are of the processor, text and metadata together;
`ratio_to_trafilatura` is ours to trafilatura's in its plain mode.
"""

import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from benchmarks.captured_pages import CapturedPage, captured_pages
from benchmarks.extractors_compared import SLOW, Extracted, Extractor, extractors
from benchmarks.results import Row, arguments, show
from benchmarks.shingles import averaged, overlap

_OURS, _PLAIN = "nightdesk", "trafilatura"
_START_WORDS = 100


class Result(NamedTuple):
    """What a system found on a page, and the processor's seconds it took."""

    captured: CapturedPage
    found: Extracted
    seconds: float


def measure(folder: Path, *, fast: bool = False) -> list[Row]:
    """Every set through every system."""
    pages = list(captured_pages(folder))
    rows: list[Row] = []
    seconds: dict[tuple[str, str], float] = {}
    for system, extract in extractors(fast=fast).items():
        for name, results in _sets(_results(extract, pages, system)):
            found = list(_measures(name, system, results))
            spent = sum(result.seconds for result in results)
            seconds[name, system] = spent
            found.append(Row(name, system, "seconds", spent, len(results)))
            found.append(Row(name, system, "pages_per_second", len(results) / spent, len(results)))
            rows += found
    rows += [
        Row(name, _OURS, "ratio_to_trafilatura", spent / seconds[name, _PLAIN], len(pages))
        for (name, system), spent in seconds.items()
        if system == _OURS
    ]
    return rows


def _results(extract: Extractor, pages: list[CapturedPage], system: str) -> list[Result]:
    """Each page once; the first once before, so that what loads on first use is not counted."""
    results = []
    for captured in [*pages[:1], *pages]:
        start = time.process_time()
        try:
            found = extract(captured)
        except Exception as error:  # a peer that fails on a page found nothing there
            print(f"{system} failed on {captured.page.url}: {error!r}"[:200], file=sys.stderr)
            found = Extracted()
        results.append(Result(captured, found, time.process_time() - start))
    return results[1:]


def _sets(results: list[Result]) -> Iterator[tuple[str, list[Result]]]:
    """The results of each set, and those of all pages with a body."""
    for name in dict.fromkeys(result.captured.set for result in results):
        yield name, [result for result in results if result.captured.set == name]
    yield "all", [result for result in results if result.captured.body]


def _measures(name: str, system: str, results: list[Result]) -> Iterator[Row]:
    """The shares of one system on one set; no row for what the set doesn't say."""
    bodies = [overlap(result.captured.body, result.found.body) for result in results if result.captured.body]
    if bodies:
        for part, value in averaged(bodies)._asdict().items():
            yield Row(name, system, f"body_{part}", value, len(bodies))
    for share, is_right in _SHARES.items():
        judged = [right for result in results if (right := is_right(result.captured, result.found)) is not None]
        if judged:
            yield Row(name, system, share, mean(judged), len(judged))
    yield Row(name, system, "empty_pages", sum(not result.found.body for result in results), len(results))


def _letters(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _headline(gold: CapturedPage, found: Extracted) -> bool | None:
    return _letters(gold.headline) == _letters(found.headline) if gold.headline else None


def _authors(gold: CapturedPage, found: Extracted) -> bool | None:
    return set(map(_letters, gold.authors)) == set(map(_letters, found.authors)) if gold.authors else None


def _date(gold: CapturedPage, found: Extracted) -> bool | None:
    return is_same_day(gold.published, found.published) if gold.published else None


def is_same_day(gold: datetime, found: datetime | None) -> bool:
    """True where both dates are one day, in the time zone of either."""
    if found is None:
        return False
    there = found.astimezone(gold.tzinfo) if found.tzinfo and gold.tzinfo else found
    return gold.date() in (found.date(), there.date())


def _outlet(gold: CapturedPage, found: Extracted) -> bool | None:
    return _letters(gold.outlet) == _letters(found.outlet) if gold.outlet else None


def _start(gold: CapturedPage, found: Extracted) -> bool | None:
    start = " ".join(_letters(found.body).split()[:_START_WORDS])
    return _letters(gold.first_words) in start if gold.first_words else None


_SHARES: dict[str, Callable[[CapturedPage, Extracted], bool | None]] = {
    "headline_exact": _headline,
    "authors_exact": _authors,
    "date_same_day": _date,
    "outlet_exact": _outlet,
    "starts_right": _start,
    "image_present": lambda _, found: found.image,
    "credit_present": lambda _, found: found.credit,
}


def main() -> None:
    """The command."""
    options = arguments(__doc__, slow=SLOW)
    show("extraction", measure(options.folder, fast=options.fast), as_json=options.json)


if __name__ == "__main__":
    main()
