"""The text of a page in runs: what stands between one block's edge and the next, in the page's order.

Trafilatura says what the story is; the runs say where in the page its words stand, and what stands beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.words import one_line

_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt ruby s samp small span
    strike strong sub sup time tt u var wbr""".split()
)
_UNSEEN = frozenset(
    """head script style noscript template svg math iframe object video audio canvas button select option textarea input
    dialog map picture""".split()
)
_APART = frozenset("nav aside footer form figure figcaption menu".split())
_APART_NAME = re.compile(
    r"(?<![a-z])(?:captions?|credits?|related|newsletters?|promos?|comments?|shar(?:e|ing)|social|sidebar|advert\w{0,9}"
    r"|recirc\w{0,9}|teasers?|read-?more|paywall|breadcrumbs?|cookies?|consent|subscri\w{1,9}|sign-?up|modal|popup|tags"
    r"|bio|author|byline|images?|photos?|pictures?|media|galler\w{1,3}|videos?|audio|embed\w{0,4}|slides?)(?![a-z])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_SCREEN_READERS = re.compile(r",?\s{0,9}\(?opens (?:in )?(?:a )?new (?:tab|window)\)?", re.IGNORECASE)
_KINDS = {f"h{level}": "heading" for level in range(1, 7)} | {
    "li": "item",
    "dt": "item",
    "dd": "item",
    "blockquote": "quotation",
}
_KIND_BLOCKS = 3
_SIGNATURE_BLOCKS = 4
_MAX_NAME_CHARS = 200
_MAX_RUNS = 20_000
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True, eq=False)
class Run:
    """The words between two edges of blocks."""

    text: str
    """In one line."""
    kind: str
    """Kind of paragraph."""
    element: etree._Element
    """The innermost block that holds it."""
    signature: str
    """Names of that block and of the three above it: the same for all that one template prints."""
    apart: bool
    """True in navigation, asides, forms, figures, and in what is named like a promotion, a caption or a share bar."""
    linked: int
    """How many of its characters are links."""


def runs_of(tree: HtmlElement) -> list[Run]:
    """The runs of a page, in order and 20,000 at most, without what a reader doesn't see."""
    runs = []
    for run in _Walk().runs(tree):
        runs.append(run)
        if len(runs) >= _MAX_RUNS:
            break
    return runs


class _Walk:
    """One way through a page, without recursion, as pages may be nested without bound."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._apart = 0
        self._blocks: list[etree._Element] = []
        self._names: list[str] = []

    def runs(self, tree: HtmlElement) -> Iterator[Run]:
        """The runs below `tree`."""
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            seen = isinstance(element.tag, str) and element.tag not in _UNSEEN and not _is_hidden(element)
            if event == "end":
                yield from self._left(element, seen=seen)
            elif seen:
                yield from self._entered(element)
            else:
                walk.skip_subtree()

    def _entered(self, element: etree._Element) -> Iterator[Run]:
        tag = element.tag
        if tag == "a":
            self._links += 1
        elif tag == "br":
            if self._pieces and self._pieces[-1] == "\n":
                yield from self._flushed()
            else:
                self._pieces.append("\n")
        elif tag not in _INLINE:
            yield from self._flushed()
            self._blocks.append(element)
            self._names.append(_name(element))
            self._apart += _is_apart(element)
        if element.text:
            self._add(element.text)

    def _left(self, element: etree._Element, *, seen: bool) -> Iterator[Run]:
        tag = element.tag
        if seen and tag == "a":
            self._links -= 1
        elif seen and tag != "br" and tag not in _INLINE:
            yield from self._flushed()
            self._blocks.pop()
            self._names.pop()
            self._apart -= _is_apart(element)
        if element.tail:
            self._add(element.tail)

    def _add(self, text: str) -> None:
        if text.isspace():
            text = " "
        elif self._links:
            self._linked += len(text)
        self._pieces.append(text)

    def _flushed(self) -> Iterator[Run]:
        """The run that ends here, if there is one."""
        text = one_line(_FOR_SCREEN_READERS.sub("", "".join(self._pieces))) if self._pieces else ""
        if text and self._blocks:
            signature = ">".join(self._names[-_SIGNATURE_BLOCKS:])
            yield Run(text, self._kind(), self._blocks[-1], signature, self._apart > 0, self._linked)
        self._pieces.clear()
        self._linked = 0

    def _kind(self) -> str:
        nearest = reversed(self._blocks[-_KIND_BLOCKS:])
        return next((_KINDS[block.tag] for block in nearest if block.tag in _KINDS), "paragraph")


def _name(block: etree._Element) -> str:
    """Tag and first class of a block, without digits."""
    classes = block.get("class", "")[:_MAX_NAME_CHARS].split(None, 1)
    return f"{block.tag}.{_DIGITS.sub('', classes[0])}" if classes else str(block.tag)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")[:_MAX_NAME_CHARS]) is not None


def _is_apart(element: etree._Element) -> bool:
    if element.tag in _APART:
        return True
    names = f"{element.get('class', '')[:_MAX_NAME_CHARS]} {element.get('id', '')[:_MAX_NAME_CHARS]}"
    return len(names) > 1 and _APART_NAME.search(names) is not None
