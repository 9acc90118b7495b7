"""Captured pages with what stands on them: DIR/SET/gold.jsonl, and DIR/SET/html/ID.html.gz as it was served."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from extractors.articles import Page

_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
"""Later than every capture: when that was, the sets don't say."""


class CapturedPage(NamedTuple):
    """One page; a field of the gold is None where its set doesn't say."""

    set: str
    page: Page
    language: str
    body: str | None
    headline: str | None
    authors: tuple[str, ...] | None
    published: datetime | None
    outlet: str | None
    first_words: str | None


def captured_pages(folder: Path) -> Iterator[CapturedPage]:
    """The pages of every set in the folder, in order."""
    for gold in sorted(folder.glob("*/gold.jsonl")):
        with gold.open(encoding="utf-8") as lines:
            yield from (_captured(gold.parent, json.loads(line)) for line in lines)


def _captured(folder: Path, gold: dict[str, Any]) -> CapturedPage:
    url = gold["url"] or f"http://{folder.name}.example/"
    with gzip.open(folder / "html" / f"{gold['id']}.html.gz") as file:
        body = file.read()
    published = gold["published"]
    return CapturedPage(
        set=folder.name,
        page=Page(lead=url, url=url, status=200, headers={}, body=body, fetched=_FETCHED),
        language=gold["language"] or "en",
        body=gold["body"] or None,
        headline=gold["title"] or None,
        authors=tuple(gold["authors"]) if gold["authors"] else None,
        published=datetime.fromisoformat(published) if published else None,
        outlet=gold["outlet"] or None,
        first_words=gold.get("first_words") or None,
    )
