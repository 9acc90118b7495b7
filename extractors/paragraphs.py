"""The body of a page as paragraphs, by trafilatura."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from extractors.articles import Paragraph
from extractors.runs import runs_of
from extractors.selection import is_doubtful, prose_blocks, selected
from extractors.trimming import Block
from extractors.words import one_line, word_count

_MAX_TEXT_CHARS = 400_000
# Where the precise mode finds little, the default mode is tried, and taken if it finds so many times more.
_FEW_WORDS = 100
_FAR_MORE = 1.5
_KINDS = {"head": "heading", "quote": "quotation", "item": "item"}
_BLOCK_TAGS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "cell", "div"})
_BLANK_LINE = re.compile(r"\n\s*\n")


def body_blocks(tree: HtmlElement, headline: str = "", description: str = "", *, closed: bool = False) -> list[Block]:
    """The text blocks of the page's story; empty where there is no prose on the page. Of a page that is `closed` to
    those who don't pay, only what it shows.

    Trafilatura's precise mode, and where that finds next to nothing or much less than the page's prose, its default
    mode, which also asks other extractors; what either found is completed from the page (`extractors.selection`)."""
    runs = runs_of(tree)
    blocks = selected(runs, _extracted(tree, precise=True), headline, description, closed=closed)
    if words_in(blocks) < _FEW_WORDS or is_doubtful(runs, blocks):
        more = selected(runs, _extracted(tree, precise=False), headline, description, closed=closed)
        if words_in(more) > _FAR_MORE * words_in(blocks):
            blocks = more
    return _bounded(blocks or prose_blocks(runs))


def joined(blocks: Sequence[Block]) -> tuple[str, tuple[Paragraph, ...]]:
    """The blocks as one text with a blank line between them, and where each stands in it."""
    paragraphs = []
    start = 0
    for kind, text in blocks:
        paragraphs.append(Paragraph.model_validate({"start": start, "end": start + len(text), "kind": kind}))
        start += len(text) + 2
    return "\n\n".join(text for _, text in blocks), tuple(paragraphs)


def words_in(blocks: Sequence[Block]) -> int:
    """The number of words in all blocks."""
    return sum(word_count(text) for _, text in blocks)


def _extracted(tree: HtmlElement, *, precise: bool) -> list[Block]:
    """What trafilatura finds in its precise mode, alone, or in its default mode, with other extractors' help."""
    document = bare_extraction(
        tree, include_comments=False, include_tables=False, favor_precision=precise, fast=precise
    )
    return _bounded(_walked(document.body)) if isinstance(document, Document) else []


def _bounded(blocks: Iterable[Block]) -> list[Block]:
    """The blocks up to a length that no story has."""
    kept: list[Block] = []
    room = _MAX_TEXT_CHARS
    for kind, text in blocks:
        kept.append((kind, text[:room]))
        room -= len(text)
        if room <= 0:
            break
    return kept


def _walked(element: _Element, kind: str = "paragraph") -> Iterator[Block]:
    """The blocks of trafilatura's tree: each element that holds no other block is one, unless blank lines divide it."""
    for child in element:
        inner = _KINDS.get(child.tag, kind)
        if any(grandchild.tag in _BLOCK_TAGS for grandchild in child):
            yield from _pieces(child.text, inner)
            yield from _walked(child, inner)
        else:
            yield from _pieces(_text_of(child), inner)
        yield from _pieces(child.tail, kind)


def _text_of(element: _Element) -> str:
    """The element's text, with broken lines where the page breaks them."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        parts += ["\n" if child.tag == "lb" else child.text or "", child.tail or ""]
    return "".join(parts)


def _pieces(text: str | None, kind: str) -> Iterator[Block]:
    for piece in _BLANK_LINE.split(text or ""):
        line = one_line(piece)
        if line:
            yield kind, line
