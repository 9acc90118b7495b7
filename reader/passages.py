"""Cited passages: links that open a source at the cited words, and stored article texts with those words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote

from extractors.articles import Article, Paragraph, Span
from reader.outside import printable, web_link
from summarizer.digests import Digest

_WORD = re.compile(r"\S+")
_WHOLE = 8  # a passage of more words is named by its first and last ones
_ENDS = 4
_CONTEXTS = (3, 6, 12)
_LONGEST = 1_000  # characters; beyond that, words are no words
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_a-z])")


@dataclass(frozen=True)
class Piece:
    """Consecutive characters of a paragraph that are cited, or not cited, as a whole."""

    text: str
    cited: bool
    anchors: tuple[str, ...]
    """Names of the cited passages that begin here: "e-120-188" for the passage with these offsets."""
    ended: Span | None
    """The cited passage that ends here, the longest of several."""


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph cut at the ends of cited passages."""

    kind: str
    pieces: tuple[Piece, ...]


def cited_spans(digest: Digest, article: str) -> tuple[Span, ...]:
    """The passages of the article with this id that the digest cites, in the order of the text."""
    ends = {(item.start, item.end) for item in digest.evidence() if item.article == article}
    return tuple(Span(start=start, end=end) for start, end in sorted(ends))


def sentence_around(article: Article, span: Span) -> Span:
    """The sentence, or sentences, of the article's text that hold the passage `span`. Evidence mostly is whole
    sentences; words within one are completed to it, within their paragraph."""
    block = next((item for item in article.paragraphs if item.start <= span.start and span.end <= item.end), span)
    ends = [block.start + end.end() for end in _SENTENCE_END.finditer(block.of(article.text))]
    start = max((end for end in ends if end <= span.start), default=block.start)
    end = min((end for end in ends if end >= span.end), default=block.end)
    return Span(start=start, end=start + len(article.text[start:end].rstrip()))


def anchor(span: Span) -> str:
    """Name of a cited passage on its evidence page."""
    return f"e-{span.start}-{span.end}"


def marked_paragraphs(article: Article, cited: tuple[Span, ...]) -> Iterator[MarkedParagraph]:
    """The article's paragraphs with the `cited` passages marked."""
    for paragraph in article.paragraphs:
        yield MarkedParagraph(paragraph.kind, tuple(_pieces(article.text, paragraph, cited)))


def _pieces(text: str, paragraph: Paragraph, cited: tuple[Span, ...]) -> Iterator[Piece]:
    inside = [span for span in cited if span.start < paragraph.end and paragraph.start < span.end]
    cuts = {paragraph.start, paragraph.end} | {cut for span in inside for cut in (span.start, span.end)}
    for start, end in pairwise(sorted(cut for cut in cuts if paragraph.start <= cut <= paragraph.end)):
        yield Piece(
            text=text[start:end],
            cited=any(span.start <= start and end <= span.end for span in inside),
            anchors=tuple(anchor(span) for span in inside if span.start == start),
            ended=min((span for span in inside if span.end == end), key=lambda span: span.start, default=None),
        )


def passage_link(url: str, text: str, span: Span) -> str | None:
    """A link that opens the page at `url` scrolled to the passage `span` of its `text` where the browser can do so, or
    None if `url` must not become a link."""
    link, directive = web_link(url), text_directive(text, span)
    if link is None or not directive:
        return link
    return f"{link}{':~:' if '#' in link else '#:~:'}text={directive}"


def text_directive(text: str, span: Span) -> str:
    """What names the passage `span` of a page's `text` in a text fragment; empty where nothing does."""
    words = _WORD.findall(span.of(text))
    directive = _directive(words, text, span) if words else ""
    return directive if len(directive) <= _LONGEST else ""


def plain_directive(passage: str) -> str:
    """The one that follows from the words of the passage alone: all of few, the first and last of many."""
    return ",".join(map(_encoded, _named(_WORD.findall(passage))))


def _named(words: list[str]) -> list[list[str]]:
    return [words] if len(words) <= _WHOLE else [words[:_ENDS], words[-_ENDS:]]


def _directive(words: list[str], text: str, span: Span) -> str:
    """The text directive: the words, or the first and last of many; with as many words around them as it takes to tell
    them from the same words elsewhere in the text."""
    parts = _named(words)
    directive = ",".join(_encoded(part) for part in parts)
    if _occurrences(" ".join(parts[0]), text) == 1:
        return directive
    before, after = _paragraph_around(text, span)
    for size in _CONTEXTS:
        prefix = "".join(re.findall(r"\S+\s*", before)[-size:])
        suffix = "".join(re.findall(r"\s*\S+", after)[:size])
        # A range is found by its beginning: what follows its end does not tell it from another one.
        if (
            _occurrences(f"{prefix}{span.of(text)}{suffix}" if len(parts) == 1 else prefix + " ".join(parts[0]), text)
            == 1
        ):
            break
    opening = f"{_encoded(prefix.split())}-," if prefix else ""
    closing = f",-{_encoded(suffix.split())}" if suffix else ""
    return f"{opening}{directive}{closing}"


def _occurrences(words: str, text: str) -> int:
    return _searched_text(text).count(_searched(words))


@lru_cache(maxsize=32)
def _searched_text(text: str) -> str:
    return _searched(text)


def _searched(text: str) -> str:
    """The text as browsers look for words in it: in lower case, with one space for each run of white space."""
    return " ".join(text.lower().split())


def _paragraph_around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind the passage in its own paragraph, as far as a browser can be sure to find it."""
    return text[: span.start].rpartition("\n\n")[2], text[span.end :].partition("\n\n")[0]


def _encoded(words: list[str]) -> str:
    # The dash, which the syntax of text directives uses, is the one such character that quote() leaves as it is.
    return quote(printable(" ".join(words)), safe="").replace("-", "%2D")
