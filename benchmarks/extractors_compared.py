"""Our extraction and the peers' that are installed, each as its user would call it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from typing import Any, NamedTuple

from lxml.html import fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from benchmarks.captured_pages import CapturedPage
from extractors.articles import Article
from extractors.charsets import decoded
from extractors.extraction import extract
from extractors.subscriptions import Lead

_PLAIN = partial(bare_extraction, with_metadata=True, include_comments=False)
_TRAFILATURA_MODES: dict[str, Callable[..., Any]] = {
    "trafilatura": _PLAIN,
    "trafilatura-precision": partial(_PLAIN, favor_precision=True),
    "trafilatura-recall": partial(_PLAIN, favor_recall=True),
    "trafilatura-fast": partial(_PLAIN, fast=True),
}
SLOW = "newspaper4k and news-please"


class Extracted(NamedTuple):
    """What a system found on a page; empty and None where it found nothing or doesn't look."""

    body: str = ""
    headline: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    outlet: str = ""
    image: bool = False
    credit: bool = False


Extractor = Callable[[CapturedPage], Extracted]


def extractors(*, fast: bool = False) -> dict[str, Extractor]:
    """Every system by name, ours and plain trafilatura first."""
    systems: dict[str, Extractor] = {"nightdesk": nightdesk}
    systems |= {name: _trafilatura(mode) for name, mode in _TRAFILATURA_MODES.items()}
    if find_spec("readability"):
        systems["readability-lxml"] = readability
    if find_spec("newspaper") and not fast:
        systems["newspaper4k"] = newspaper
    if find_spec("newsplease") and not fast:
        systems["news-please"] = news_please
    return systems


def nightdesk(captured: CapturedPage) -> Extracted:
    """Ours, with a lead that says nothing of the page."""
    url = captured.page.url
    article = extract(captured.page, Lead(url=url, subscription=url))
    if not isinstance(article, Article):
        return Extracted()
    image = article.image
    return Extracted(
        article.text,
        article.headline,
        (*article.authors, *article.credited),  # the gold counts agencies and desks among the authors
        article.published,
        article.outlet,
        image is not None,
        image is not None and image.credit != "",
    )


def _trafilatura(mode: Callable[..., Any]) -> Extractor:
    """Trafilatura in one of its modes, with metadata and without comments."""

    def extract_page(captured: CapturedPage) -> Extracted:
        page = captured.page
        found = mode(page.body, url=page.url)
        if not isinstance(found, Document):
            return Extracted()
        authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
        return Extracted(
            found.text or "", found.title or "", authors, _moment(found.date), found.sitename or "", bool(found.image)
        )

    return extract_page


def readability(captured: CapturedPage) -> Extracted:
    """readability-lxml, which finds text and headline."""
    from readability import Document as ReadableDocument

    document = ReadableDocument(decoded(captured.page), url=captured.page.url)
    blocks = fromstring(document.summary(html_partial=True)).itertext()
    return Extracted(" ".join(blocks), document.short_title() or "")


def newspaper(captured: CapturedPage) -> Extracted:
    """newspaper4k."""
    from newspaper import Article as NewspaperArticle

    article = NewspaperArticle(captured.page.url, fetch_images=False)
    article.download(input_html=decoded(captured.page))
    article.parse()
    return Extracted(
        article.text or "",
        article.title or "",
        tuple(article.authors or ()),
        _moment(article.publish_date),
        str(article.meta_site_name or ""),
        bool(article.top_image),
    )


def news_please(captured: CapturedPage) -> Extracted:
    """news-please, which votes among other extractors."""
    from newsplease import NewsPlease

    article = NewsPlease.from_html(decoded(captured.page), url=captured.page.url, fetch_images=False)
    return Extracted(
        article.maintext or "",
        article.title or "",
        tuple(article.authors or ()),
        _moment(article.date_publish),
        "",
        bool(article.image_url),
    )


def _moment(value: Any) -> datetime | None:
    """A date of a peer, which may be text."""
    if isinstance(value, datetime) or not value:
        return value or None
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None
