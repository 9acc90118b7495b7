"""The lead image of a page, with what is printed under it."""

import re
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from extractors.addresses import resolved
from extractors.articles import Image
from extractors.linked_data import Node, listed, text_of

_MAX_TEXT_CHARS = 1_000
_MAX_URL_CHARS = 2_000
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|source|agency|byline|attribution", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|cutline|legend", re.IGNORECASE)
_FIGURE_CLASS = re.compile(r"(?:^|[\s_-])(?:photo|picture|figure|image|wp-caption)(?:$|[\s_-])", re.IGNORECASE)
_FIGURE_TAGS = frozenset({"div", "p", "span"})
_FIGURES = etree.XPath(
    "//figure | //*[self::div or self::p or self::span][contains(@class, 'photo') or contains(@class, 'picture') or "
    "contains(@class, 'figure') or contains(@class, 'image') or contains(@class, 'caption')]"
)
_MAX_FIGURES = 30
_CREDIT = re.compile(
    r"""[\s(\[|]*\b(?:photo(?:graph)?s?|image|picture|foto|credit|source|quelle|bild|illustration|crédit|courtesy)
    (?:\ credit|\ courtesy)?\s*(?::|/|\ by\b|\ von\b|\ of\b)\s*(?P<named>(?:[^.()\[\]]|(?<=\b[A-Z])\.){2,100})[)\].]*$
    | [\s(\[]*(?:©|\(c\)|copyright)\s*(?P<owner>(?:[^.()\[\]]|(?<=\b[A-Z])\.){2,100})[)\].]*$
    | [\s.(\[|]*\b(?P<agency>(?:[A-Z][\w.'’-]+[ ]){0,4}[^\s()\[\].]*\s?/\s?
      (?:AP|AFP|EPA|PA|Reuters|Getty|Getty\ Images|Shutterstock|dpa|Bloomberg|AP\ Photo)\b[^()\[\].]{0,40})[)\].]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACEHOLDER = re.compile(r"logo|placeholder|default|fallback|favicon|sprite|avatar|icon", re.IGNORECASE)


def lead_image(tree: HtmlElement, article: Node, metas: dict[str, list[str]], url: str) -> Image | None:
    """The image that the page names as the article's, else its first figure; None without one that can be linked."""
    stated = next((item for item in _stated(article, metas) if _is_picture(_address(item, url))), None)
    address = _address(stated, url)
    figure, shows = _figure_of(tree, address)
    picture = next(figure.iter("img"), None) if figure is not None else None
    if not address and picture is not None:
        address = resolved(url, picture.get("src") or picture.get("data-src") or "")
    if not _is_picture(address):
        return None
    node = stated if isinstance(stated, dict) else {}
    caption, credit = _caption(figure)
    alt = " ".join((picture.get("alt") or "").split()) if picture is not None else ""
    return Image(
        url=address,
        caption=(caption or text_of(node.get("caption")))[:_MAX_TEXT_CHARS],
        alt=(alt or _first(metas, "og:image:alt", "twitter:image:alt"))[:_MAX_TEXT_CHARS],
        credit=(credit or text_of(node.get("creditText")) or text_of(node.get("creator"), "name"))[:_MAX_TEXT_CHARS],
    )


def _stated(article: Node, metas: dict[str, list[str]]) -> list[Any]:
    names = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    return [*listed(article.get("image")), *(value for name in names for value in metas.get(name, ()))]


def _address(item: Any, url: str) -> str:
    return resolved(url, text_of(item, "url", "contentUrl", "@id"))


def _is_picture(address: str) -> bool:
    """True for an address of what is not a site's own mark."""
    return 0 < len(address) <= _MAX_URL_CHARS and not _PLACEHOLDER.search(address.partition("?")[0].rpartition("/")[2])


def _figure_of(tree: HtmlElement, address: str) -> tuple[HtmlElement | None, bool]:
    """The figure that shows the image at `address`, whatever its size there, and True; else the page's first with a
    caption, and False."""
    figures = [
        tag for tag in _FIGURES(tree)[: _MAX_FIGURES * 4] if _is_figure(tag) and next(tag.iter("img"), None) is not None
    ]
    figures = figures[:_MAX_FIGURES]
    name = _stem(address)
    for figure in figures:
        if name and any(name in str(image.items()) for image in islice(figure.iter("img", "source"), 10)):
            return figure, True
    return next((figure for figure in figures if _caption_block(figure) is not None), None), False


def _is_figure(tag: HtmlElement) -> bool:
    """True for a figure, or what is named one."""
    return tag.tag == "figure" or (tag.tag in _FIGURE_TAGS and _FIGURE_CLASS.search(tag.get("class") or "") is not None)


def _stem(address: str) -> str:
    """The file name of an image without size and extension, where it is telling."""
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2].rpartition(".")[0]
    name = re.sub(r"[-_]\d{2,4}x\d{2,4}$", "", name)
    return name if len(name) >= 6 else ""


def _caption(figure: HtmlElement | None) -> tuple[str, str]:
    """The caption printed under a figure, and its credit, which is no part of the caption."""
    block = _caption_block(figure) if figure is not None else None
    if block is None:
        return "", ""
    text = _text(block)
    marked = next(
        (tag for tag in block.iter() if tag is not block and _CREDIT_CLASS.search(_class(tag)) and _text(tag)), None
    )
    if marked is not None:
        credit = _text(marked)
        return text.replace(credit, " ").strip(" |-–—()"), _bare(credit)
    match = _CREDIT.search(text)
    if match:
        return text[: match.start()].strip(" |-–—("), _bare(match["named"] or match["owner"] or match["agency"])
    return text, ""


def _caption_block(figure: HtmlElement) -> HtmlElement | None:
    marked = (tag for tag in figure.iter() if tag is not figure and _CAPTION_CLASS.search(_class(tag)))
    block = next(figure.iter("figcaption"), None)
    block = block if block is not None else next(marked, None)
    block = block if block is not None else next(figure.iter("em", "small"), None)
    return block if block is not None and _text(block) else None


def _bare(credit: str) -> str:
    """A credit without the word that announces it."""
    match = _CREDIT.match(credit)
    return ((match["named"] or match["owner"] or match["agency"]) if match else credit).strip(" .()[]|")


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if metas.get(name)), "")


def _class(tag: HtmlElement) -> str:
    return (tag.get("class") or "") if isinstance(tag.tag, str) else ""


def _text(tag: HtmlElement) -> str:
    return " ".join(" ".join(tag.itertext(with_tail=False)).split())[:_MAX_TEXT_CHARS]
