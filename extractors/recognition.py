"""Telling a story from what is served in its place: a block page, a login wall, a list of links, a mere caption."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from extractors.metadata import Metadata
from extractors.paragraphs import words_in
from extractors.subscriptions import Reason
from extractors.trimming import Block
from extractors.walls import asks_consent, is_challenge, is_login, is_paywalled, says_missing, visible
from extractors.words import one_line, word_count

_MIN_WORDS = 60
_MIN_PREVIEW_WORDS = 25
_MAX_PREVIEW_WORDS = 250
_MAX_WALL_WORDS = 150
_MAX_CONSENT_WORDS = 600
_MAX_TITLE_CHARS = 500
_PLAYER = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplayer|jwplatform|kaltura|/(?:video|player|embed)/"
)
# An index: so many links that read like headlines, and hardly any paragraph longer than a teaser.
_HEADLINE_WORDS = range(5, 26)
_MIN_HEADLINE_LINKS = 25
_MAX_HEADLINES = 500
_MIN_LINKED_BLOCKS = 5
_TEASER_WORDS = 25
_TEASER_PARTS = 6
_MAX_PIECES = 60
_HEADS = frozenset("h1 h2 h3 h4 h5 h6 strong b em span header".split())
_MAX_INDEX_PROSE_WORDS = 100


class NoStory(Exception):
    """A page has no story to read."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def is_closed(metadata: Metadata, markup: str) -> bool:
    """True where the page says that it isn't free or, saying nothing, holds a paywall."""
    return metadata.free is False or (metadata.free is None and is_paywalled(markup))


def is_preview(blocks: Sequence[Block], markup: str, tree: HtmlElement, metadata: Metadata) -> bool:
    """True where `blocks` are the open beginning of a paywalled story, False for a whole one; raises NoStory where they
    are none."""
    words = words_in(blocks)
    if words < _MAX_WALL_WORDS and is_challenge(markup):
        raise NoStory(Reason.BLOCK_PAGE, "it asks for a browser check or refuses us")
    if words < _MAX_WALL_WORDS and says_missing(_titles(tree)):
        raise NoStory(Reason.MISSING_PAGE)
    if words < _MAX_CONSENT_WORDS and asks_consent("\n".join(text for _, text in blocks)):
        raise NoStory(Reason.CONSENT_WALL)
    # A page that says nothing may carry a paywall for other pages: only little text is a beginning there.
    if words < (_MAX_WALL_WORDS if metadata.free is None else _MAX_PREVIEW_WORDS) and is_closed(metadata, markup):
        paragraphs = sum(kind != "heading" for kind, _ in blocks)
        if words < _MIN_PREVIEW_WORDS or (words < _MIN_WORDS and not paragraphs):
            raise NoStory(Reason.LOGIN_WALL, "a paywall")
        return True
    index = not metadata.article and _is_index(blocks, tree)
    if words >= _MIN_WORDS and not index:
        return False
    raise _what_instead(words, markup, tree, metadata, index=index)


def _what_instead(words: int, markup: str, tree: HtmlElement, metadata: Metadata, *, index: bool) -> NoStory:
    """What a page without a story is."""
    said = visible(markup)
    if is_login(said):
        return NoStory(Reason.LOGIN_WALL)
    if index:
        return NoStory(Reason.INDEX_PAGE)
    if _is_video(tree):
        return NoStory(Reason.VIDEO_PAGE, f"{words} words")
    if not metadata.article and word_count(said) < _MAX_WALL_WORDS and says_missing(said):
        return NoStory(Reason.MISSING_PAGE)
    if asks_consent(said):
        return NoStory(Reason.CONSENT_WALL)
    return NoStory(Reason.TOO_SHORT, f"{words} words") if words else NoStory(Reason.NO_TEXT)


def _titles(tree: HtmlElement) -> str:
    """The window's title and the first heading."""
    return "\n".join(str(element.text_content())[:_MAX_TITLE_CHARS] for element in tree.xpath("(//title)[1]|(//h1)[1]"))


def _is_video(tree: HtmlElement) -> bool:
    """True for a page that shows a film, or says that it is one."""
    if any("video" in str(meta.get("content", "")) for meta in tree.xpath("//meta[@property='og:type']")):
        return True
    return next(tree.iter("video"), None) is not None or any(
        _PLAYER.search(frame.get("src", "")[:_MAX_TITLE_CHARS]) for frame in tree.iter("iframe")
    )


def _is_index(blocks: Sequence[Block], tree: HtmlElement) -> bool:
    """True for a page of headlines that lead elsewhere and of hardly more than their teasers."""
    links = [link for link in tree.iter("a") if word_count(_text(link)) in _HEADLINE_WORDS][:_MAX_HEADLINES]
    headlines = list(dict.fromkeys(map(_text, links)))
    whole = "\n".join(text for _, text in blocks)
    linked = [headline for headline in headlines if headline in whole]
    teasers = {text for _, text in blocks} & set(map(_beside, links))
    if max(len(linked), len(teasers)) < _MIN_LINKED_BLOCKS and len(headlines) < _MIN_HEADLINE_LINKS:
        return False
    for headline in (*linked, *teasers):
        whole = whole.replace(headline, " ")
    counts = map(word_count, whole.split("\n"))
    prose = sum(count for count in counts if count >= _TEASER_WORDS)
    known = max(len(linked), len(teasers)) >= _MIN_LINKED_BLOCKS
    return prose < (_MAX_INDEX_PROSE_WORDS if known else _MIN_WORDS)


def _beside(link: HtmlElement) -> str:
    """What stands beside a link in the small element that holds both: the teaser of a headline."""
    holder = link.getparent()
    while holder is not None and holder.tag in _HEADS:
        holder = holder.getparent()
    if holder is None or len(holder) > _TEASER_PARTS or holder.tag == "body":
        return ""
    return one_line(_text(holder).replace(_text(link), " ", 1))


def _text(element: HtmlElement) -> str:
    return " ".join("".join(islice(element.itertext(), _MAX_PIECES)).split())
