"""Telling a story from what is served in its place: a block page, a login wall, a list of links, a mere caption."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from extractors.metadata import Metadata
from extractors.paragraphs import words_in
from extractors.subscriptions import Reason
from extractors.trimming import Block
from extractors.walls import asks_consent, is_challenge, is_login, is_paywalled, says_missing, visible
from extractors.words import word_count

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
_MAX_INDEX_PROSE_WORDS = 100


class NoStory(Exception):
    """A page has no story to read."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


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
    if words < _MAX_PREVIEW_WORDS and _is_closed(metadata, markup, words):
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


def _is_closed(metadata: Metadata, markup: str, words: int) -> bool:
    """True where the page says that it isn't free or, saying nothing, shows little text beside a paywall."""
    if metadata.free is None:
        return words < _MAX_WALL_WORDS and is_paywalled(markup)
    return not metadata.free


def _is_index(blocks: Sequence[Block], tree: HtmlElement) -> bool:
    """True for a page of headlines that lead elsewhere and of hardly more than their teasers."""
    links = dict.fromkeys(" ".join(link.text_content().split()) for link in tree.iter("a"))
    headlines = [text for text in links if word_count(text) in _HEADLINE_WORDS][:_MAX_HEADLINES]
    whole = "\n".join(text for _, text in blocks)
    linked = [headline for headline in headlines if headline in whole]
    if len(linked) < _MIN_LINKED_BLOCKS and len(headlines) < _MIN_HEADLINE_LINKS:
        return False
    for headline in linked:
        whole = whole.replace(headline, " ")
    counts = map(word_count, whole.split("\n"))
    prose = sum(count for count in counts if count >= _TEASER_WORDS)
    return prose < (_MAX_INDEX_PROSE_WORDS if len(linked) >= _MIN_LINKED_BLOCKS else _MIN_WORDS)
