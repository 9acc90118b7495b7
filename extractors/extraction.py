"""From a page to an article: its text as paragraphs, and what the page says about it."""

import re
import unicodedata

from trafilatura.utils import load_html

from extractors.addresses import host_of
from extractors.articles import Article, Page
from extractors.charsets import decoded
from extractors.languages import guess_language
from extractors.metadata import read_metadata
from extractors.paragraphs import body_blocks, joined
from extractors.recognition import NoStory, is_closed, is_preview
from extractors.sections import category_of
from extractors.subjects import category_by_words
from extractors.subscriptions import Category, Lead, Reason, Skipped
from extractors.trees import MAX_ATTRIBUTES, most_attributes
from extractors.trimming import trim
from extractors.walls import is_challenge
from extractors.words import one_line

_READABLE = ("html", "text/plain", "application/octet-stream", "application/xml")
_MAX_MARKUP_CHARS = 3_000_000
_MAX_TAGS = 80_000
_MAX_HEADLINE_CHARS = 120
_HEAVY = re.compile(
    r"<(script|style|svg|iframe)\b(?![^<>]*ld\+json)[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)


def extract(page: Page, lead: Lead) -> Article | Skipped:
    """The article on `page`, or why there is none. Raises nothing, whatever the bytes are."""
    try:
        return _article(page, lead)
    except NoStory as error:
        return Skipped(url=page.url, outlet=lead.outlet, reason=error.reason, detail=error.detail)
    except Exception as error:  # parsers meet bytes that nobody has met before
        detail = f"{type(error).__name__}: {error}"[:200]
        return Skipped(url=page.url, outlet=lead.outlet, reason=Reason.BROKEN_PAGE, detail=detail)


def _article(page: Page, lead: Lead) -> Article:
    markup = _markup(page)
    tree = load_html(markup)
    if tree is None:
        raise NoStory(Reason.NO_TEXT, "no element that a parser understands")
    metadata = read_metadata(markup, page.url, tree, page.fetched)
    headline = one_line(metadata.headline or lead.title)
    blocks = trim(
        body_blocks(tree, headline, metadata.description, closed=is_closed(metadata, markup)),
        headline,
        metadata.authors,
        metadata.section,
    )
    preview = is_preview(blocks, markup, tree, metadata)
    text, paragraphs = joined(blocks)
    headline = headline or blocks[0][1][:_MAX_HEADLINE_CHARS]
    # The text speaks for itself: pages often state the language of their template.
    language = guess_language(text) or metadata.language or "en"
    placed = category_of(metadata.section, page.url)
    told = lead.category is Category.WORLD and language == "en" and not placed and category_by_words(headline, text)
    return Article(
        url=metadata.url,
        outlet=lead.outlet or one_line(metadata.outlet) or host_of(page.url),
        headline=headline,
        authors=metadata.authors,
        credited=metadata.credited,
        published=metadata.published or lead.published,
        modified=metadata.modified,
        fetched=page.fetched,
        category=placed or told or lead.category,
        section=one_line(metadata.section),
        language=language,
        description=one_line(metadata.description),
        text=text,
        paragraphs=paragraphs,
        image=metadata.image,
        preview=preview,
    )


def _markup(page: Page) -> str:
    """The page's characters if it is an HTML page that answered well; raises NoStory otherwise."""
    kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not any(name in kind for name in _READABLE):
        raise NoStory(Reason.NOT_HTML, kind[:80])
    markup = unicodedata.normalize("NFC", decoded(page)).replace("\0", "")
    if page.status >= 400:
        raise NoStory(Reason.BLOCK_PAGE if is_challenge(markup) else Reason.STATUS, f"HTTP {page.status}")
    if "<" not in markup:
        raise NoStory(Reason.NOT_HTML if markup.strip() else Reason.NO_TEXT)
    if len(markup) > _MAX_MARKUP_CHARS:
        markup = _HEAVY.sub(" ", markup)[:_MAX_MARKUP_CHARS]
    if markup.count("<") > _MAX_TAGS:
        raise NoStory(Reason.TOO_LARGE, f"more than {_MAX_TAGS:,} tags")
    if most_attributes(markup.encode("utf-8", "replace")) > MAX_ATTRIBUTES:
        raise NoStory(Reason.TOO_LARGE, f"more than {MAX_ATTRIBUTES:,} attributes of one element")
    return markup
