"""The lead image of a page, with what is printed under it."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Any

from lxml.html import HtmlElement

from extractors.addresses import resolved
from extractors.agencies import AGENCY
from extractors.articles import Image
from extractors.embedded import printed_text, stated_text
from extractors.linked_data import Node, listed, text_of

_MAX_TEXT_CHARS = 1_000
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|source|agency|byline|attribution", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|cutline|legend", re.IGNORECASE)
_FIGURE_CLASS = re.compile(r"(?:^|[\s_-])(?:photo|picture|figure|image|wp-caption)(?:$|[\s_-])", re.IGNORECASE)
_IMAGE_TAGS = ("img", "amp-img")
_OF_PERSON = re.compile(r"author|avatar|byline|profile", re.IGNORECASE)
_CREDIT_TAGS = frozenset({"footer", "cite"})
_EDGES = " .()[]|–—-"
_FIGURE_TAGS = frozenset({"div", "p", "span"})
_MAX_STATED = 20
_MAX_ALIKE = 4
_MAX_IMAGES = 80
_MAX_SIZES = 10
_MAX_DEPTH = 6
_MAX_WITHIN = 150
_MAX_CAPTIONS = 10
_MAX_CREDIT_CHARS = 200
_MIN_STEM_CHARS = 6
_NAME = r"(?:[^.()\[\]|]|(?<=\b[A-Z])\.|\.(?=\w)){2,100}(?:\([^.()]{2,40}\))?"
_WORKS = """photo(?:graph|graphy)?s?|images?|pictures?|foto(?:grafía|grafia|s)?|credits?|source|quelle|bild(?:er)?
    |illustration|crédits?|courtesy|v[ií]deo|file|фото|коллаж|ảnh|写真|사진"""
_CREDIT = re.compile(
    rf"""[\s(\[|–—-]*(?:\b|(?<=\W))(?i:{_WORKS})(?i:\ credit|\ courtesy)?
    \s*(?::|/|：|=|(?i:\ by|\ von|\ of|\ par)\b)\s*(?P<named>{_NAME})[)\].]*$
    | [\s(\[]*(?:©|\([cC]\)|[Cc]opyright)\s*(?P<owner>{_NAME})[)\].]*$
    | \s*[(\[](?P<enclosed>(?:[^()\[\]]{{2,60}}[/,:–-]\s?)?{AGENCY}\b[^()\[\]]{{0,60}})[)\]]\.?$
    | (?:^|(?<=[.!?”"])\s|[(\[|]|\s[–—-]\s)\s*(?P<agency>(?:[\w.'’-]+\ ){{0,5}}[^\s()\[\].]*\s?(?:/|\bvia\b)\s?
      {AGENCY}\b[^()\[\].]{{0,40}})[)\].]*$""",
    re.VERBOSE,
)
_LABEL = re.compile(rf"\W*(?:©|\([cC]\)|(?i:copyright|{_WORKS}))\W*", re.VERBOSE)
_ENDING_LABEL = re.compile(r"[\s|(–—-]+(?:Copyright|©)[\s:]*$")
_COUNTED = re.compile(r"^\d+\s?(?:of|/|von|de)\s?\d+\s+")
_OWN_MARKS = frozenset("logo logos placeholder favicon sprite icon icons fallback default noimage blank".split())
_MAX_MARK_WORDS = 4
_TELLING = re.compile(r"[A-Za-z\d]{6,}")
_SIZE_OR_DAY = re.compile(r"\d{2,4}x\d{2,4}|(?:19|20)\d{6}|[A-Za-z]+")


def lead_image(tree: HtmlElement, article: Node, metas: dict[str, list[str]], url: str) -> Image | None:
    """The image that the page names as the article's, with what the figure that shows it says of it; else its first
    figure with a caption. None without one that can be linked, and for the outlet's own marks."""
    logo = _address(_field(article.get("publisher"), "logo"), url)
    named = [(item, address) for item in _stated(article, metas) if _is_picture(address := _address(item, url), logo)]
    stated, address = named[0] if named else (None, "")
    picture, figure = _shown(tree, [other for _, other in named])
    if not address and picture is not None:
        address = resolved(url, picture.get("src") or picture.get("data-src") or "")
    if not _is_picture(address, logo):
        return None
    caption, credit = _caption(figure)
    told, said = _divided(text_of(_field(stated, "caption")))
    alt = stated_text(picture.get("alt") or "") if picture is not None else ""
    return Image(
        url=address,
        caption=(caption or told)[:_MAX_TEXT_CHARS],
        alt=(alt or _first(metas, "og:image:alt", "twitter:image:alt"))[:_MAX_TEXT_CHARS],
        credit=(credit or said or text_of(_field(stated, "creditText")) or text_of(_field(stated, "creator"), "name"))[
            :_MAX_TEXT_CHARS
        ],
    )


def _stated(article: Node, metas: dict[str, list[str]]) -> list[Any]:
    names = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    return [*listed(article.get("image")), *(value for name in names for value in metas.get(name, ()))][:_MAX_STATED]


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _address(item: Any, url: str) -> str:
    return resolved(url, text_of(item, "url", "contentUrl", "@id"))


def _is_picture(address: str, logo: str) -> bool:
    """True for an address of what is not an outlet's own mark."""
    words = re.findall(r"[a-z]+", address.partition("?")[0].rpartition("/")[2].lower())
    mark = len(words) <= _MAX_MARK_WORDS + 1 and not _OWN_MARKS.isdisjoint(words)
    return bool(address) and address != logo and not mark


def _shown(tree: HtmlElement, addresses: list[str]) -> tuple[HtmlElement | None, HtmlElement | None]:
    """The element that shows the image at one of `addresses`, whatever its size there, and its figure; without any
    address the page's first in a figure with a caption. One with a caption goes before others."""
    images = list(islice(tree.iter(*_IMAGE_TAGS), _MAX_IMAGES))
    if addresses:
        written = {image: _written(image) for image in images}
        parts = {part for address in addresses for part in _telling(address)}
        # What many images share is the server's, not the image's.
        parts = {part for part in parts if sum(part in text for text in set(written.values())) <= _MAX_ALIKE}
        images = [image for image, text in written.items() if any(part in text for part in parts)]
    block_of = cache(_caption_block)  # many images may stand in one figure
    figures = [(image, _figure(image, block_of)) for image in images]
    captioned = (pair for pair in figures if pair[1] is not None and block_of(pair[1]) is not None)
    alone = [(image, figure) for image, figure in figures if figure is not None] if addresses else []
    return next(captioned, alone[0] if alone else (None, None))


def _written(image: HtmlElement) -> str:
    """The attributes of an image and of its other sizes."""
    parent = image.getparent()
    sizes = parent.iter("source") if parent is not None and parent.tag == "picture" else ()
    return " ".join(str(element.items()) for element in (image, *islice(sizes, _MAX_SIZES)))


def _figure(image: HtmlElement, block_of: Callable[[HtmlElement], HtmlElement | None]) -> HtmlElement | None:
    """The figure around an image: the outermost that shows it alone and has a caption; else the innermost with a
    caption, else the innermost."""
    around = [tag for tag in islice(image.iterancestors(), _MAX_DEPTH) if _is_figure(tag)]
    captioned = [tag for tag in around if block_of(tag) is not None]
    alone = [tag for tag in captioned if sum(element.tag in _IMAGE_TAGS for element in _within(tag)) == 1]
    return next(iter((*alone[::-1], *captioned, *around)), None)


def _is_figure(tag: HtmlElement) -> bool:
    """True for a figure, or what is named one."""
    named = tag.get("class") or ""
    return tag.tag == "figure" or (
        tag.tag in _FIGURE_TAGS and bool(_FIGURE_CLASS.search(named)) and not _OF_PERSON.search(named)
    )


def _telling(address: str) -> list[str]:
    """The parts of an image's address that tell it from others: its file name without size and extension, and what
    has digits in it and is neither a size nor a day."""
    path = address.partition("://")[2].partition("/")[2].partition("?")[0].rstrip("/")
    name = path.rpartition("/")[2]
    name = re.sub(r"[-_]\d{2,4}x\d{2,4}$", "", name.rpartition(".")[0] or name)
    parts = [part for part in _TELLING.findall(path) if not _SIZE_OR_DAY.fullmatch(part)]
    return [name, *parts] if len(name) >= _MIN_STEM_CHARS else parts


def _caption(figure: HtmlElement | None) -> tuple[str, str]:
    """The caption printed under a figure, and its credit, which is no part of the caption."""
    block = _caption_block(figure) if figure is not None else None
    if figure is None or block is None:
        return "", ""
    text = _text(block)
    for printed, credit in (*_marked_credits(block), *_marked_credits(figure)):
        before, _, behind = text.rpartition(printed)
        caption, other = _divided(f"{before} {behind}" if printed in text else text)
        return caption, other or credit
    below = _CREDIT.match(_text(figure).partition(text)[2])
    caption, credit = _divided(text)
    return caption, credit or (_named(below) if below else "")


def _divided(text: str) -> tuple[str, str]:
    """A caption and the credit at its end."""
    match = _CREDIT.search(text)
    return (_trimmed(text[: match.start()]), _named(match)) if match else (_trimmed(text), "")


def _marked_credits(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """What is marked as a credit within an element: as printed, and without the word that announces it."""
    for tag in _within(element):
        if tag is element or not (_CREDIT_CLASS.search(_class(tag)) or tag.tag in _CREDIT_TAGS):
            continue
        printed = _text(tag)
        match = _CREDIT.match(printed)
        credit = _named(match) if match else printed.strip(_EDGES)
        if 1 < len(credit) <= _MAX_CREDIT_CHARS and not _LABEL.fullmatch(printed):
            yield printed, credit


def _caption_block(figure: HtmlElement) -> HtmlElement | None:
    inner = [tag for tag in _within(figure) if tag is not figure]
    captions = (tag for tag in inner if tag.tag == "figcaption")
    marked = (tag for tag in inner if _CAPTION_CLASS.search(_class(tag)))
    small = (tag for tag in inner if tag.tag in ("em", "small"))
    return next((tag for tag in islice(chain(captions, marked, small), _MAX_CAPTIONS) if _text(tag)), None)


def _within(element: HtmlElement) -> Iterator[HtmlElement]:
    """An element and what is in it, of a long one the beginning."""
    return islice(element.iter(), _MAX_WITHIN)


def _named(match: re.Match[str]) -> str:
    """Whom a credit names."""
    names: Iterator[str] = filter(None, match.group("named", "owner", "enclosed", "agency"))
    return next(names).strip(_EDGES)


def _trimmed(caption: str) -> str:
    return _ENDING_LABEL.sub("", _COUNTED.sub("", " ".join(caption.split()))).strip(" |-–—(")


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if metas.get(name)), "")


def _class(tag: HtmlElement) -> str:
    return (tag.get("class") or "") if isinstance(tag.tag, str) else ""


def _text(tag: HtmlElement) -> str:
    return printed_text(tag)[:_MAX_TEXT_CHARS]
