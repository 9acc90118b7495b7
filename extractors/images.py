"""The lead image of a page, with what is printed under it."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

from extractors.addresses import resolved
from extractors.articles import Image
from extractors.linked_data import Node, listed, text_of

_MAX_TEXT_CHARS = 1_000
_MAX_URL_CHARS = 2_000
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|source|agency|byline|attribution", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|cutline|legend", re.IGNORECASE)
_FIGURE_CLASS = re.compile(r"(?:^|[\s_-])(?:photo|picture|figure|image|wp-caption)(?:$|[\s_-])", re.IGNORECASE)
_FIGURE_TAGS = frozenset({"div", "p", "span"})
_CREDIT = re.compile(
    r"""[\s(\[|]*\b(?:photo(?:graph)?s?|image|picture|foto|credit|source|quelle|bild|illustration|crédit|courtesy)
    (?:\ credit|\ courtesy)?\s*(?::|/|\ by\b|\ von\b|\ of\b)\s*(?P<named>(?:[^.()\[\]]|(?<=\b[A-Z])\.){2,100})[)\].]*$
    | [\s(\[]*(?:©|\(c\)|copyright)\s*(?P<owner>(?:[^.()\[\]]|(?<=\b[A-Z])\.){2,100})[)\].]*$
    | [\s.(\[|]*\b(?P<agency>(?:[A-Z][\w.'’-]+[ ]){0,4}[^\s()\[\].]*\s?/\s?
      (?:AP|AFP|EPA|PA|Reuters|Getty|Getty\ Images|Shutterstock|dpa|Bloomberg|AP\ Photo)\b[^()\[\].]{0,40})[)\].]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACEHOLDER = re.compile(r"logo|placeholder|default|fallback|favicon|sprite|avatar|icon", re.IGNORECASE)


def lead_image(soup: BeautifulSoup, article: Node, metas: dict[str, list[str]], url: str) -> Image | None:
    """The image that the page names as the article's, else its first figure; None without one that can be linked."""
    stated = next((item for item in _stated(article, metas) if resolved(url, text_of(item, "url", "contentUrl"))), None)
    address = resolved(url, text_of(stated, "url", "contentUrl"))
    figure = _figure_of(soup, address)
    picture = figure.find("img") if figure else None
    if not address and isinstance(picture, Tag):
        address = resolved(url, _source(picture))
    if not address or len(address) > _MAX_URL_CHARS or _PLACEHOLDER.search(address.rpartition("/")[2]):
        return None
    node = stated if isinstance(stated, dict) else {}
    caption, credit = _caption(figure)
    return Image(
        url=address,
        caption=(caption or text_of(node.get("caption")))[:_MAX_TEXT_CHARS],
        alt=(_attribute(picture, "alt") or _first(metas, "og:image:alt", "twitter:image:alt"))[:_MAX_TEXT_CHARS],
        credit=(credit or text_of(node.get("creditText")) or text_of(node.get("creator"), "name"))[:_MAX_TEXT_CHARS],
    )


def is_figure(tag: Tag) -> bool:
    """True for a figure, or what is named one."""
    return names_figure(tag.name, " ".join(filter(None, tag.get_attribute_list("class"))))


def names_figure(tag_name: str, class_name: str) -> bool:
    """True where an element of this name and class is a figure."""
    return tag_name == "figure" or (tag_name in _FIGURE_TAGS and _FIGURE_CLASS.search(class_name) is not None)


def _stated(article: Node, metas: dict[str, list[str]]) -> list[Any]:
    names = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    return [*listed(article.get("image")), *(value for name in names for value in metas.get(name, ()))]


def _figure_of(soup: BeautifulSoup, address: str) -> Tag | None:
    """The figure that shows the image at `address`, whatever its size there; else the page's first with a caption."""
    figures = [tag for tag in soup.find_all(is_figure, limit=30) if tag.find("img")]
    name = _stem(address)
    for figure in figures:
        if name and any(name in str(image.attrs) for image in figure.find_all(["img", "source"], limit=10)):
            return figure
    return next((figure for figure in figures if _caption_block(figure)), None)


def _stem(address: str) -> str:
    """The file name of an image without size and extension, where it is telling."""
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2].rpartition(".")[0]
    name = re.sub(r"[-_]\d{2,4}x\d{2,4}$", "", name)
    return name if len(name) >= 6 else ""


def _caption(figure: Tag | None) -> tuple[str, str]:
    """The caption printed under a figure, and its credit, which is no part of the caption."""
    block = _caption_block(figure) if figure else None
    if block is None:
        return "", ""
    text = _text(block)[:_MAX_TEXT_CHARS]
    marked = next((tag for tag in block.find_all(class_=_CREDIT_CLASS) if _text(tag)), None)
    if marked is not None:
        credit = _text(marked)[:_MAX_TEXT_CHARS]
        return text.replace(credit, " ").strip(" |-–—()"), _bare(credit)
    match = _CREDIT.search(text)
    if match:
        return text[: match.start()].strip(" |-–—("), _bare(match["named"] or match["owner"] or match["agency"])
    return text, ""


def _caption_block(figure: Tag) -> Tag | None:
    block = figure.find("figcaption") or figure.find(class_=_CAPTION_CLASS) or figure.find(["em", "small"])
    return block if isinstance(block, Tag) and _text(block) else None


def _bare(credit: str) -> str:
    """A credit without the word that announces it."""
    match = _CREDIT.match(credit)
    return ((match["named"] or match["owner"] or match["agency"]) if match else credit).strip(" .()[]|")


def _source(image: Tag) -> str:
    return _attribute(image, "src") or _attribute(image, "data-src")


def _attribute(tag: object, name: str) -> str:
    return " ".join(str(tag.get(name) or "").split()) if isinstance(tag, Tag) else ""


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if metas.get(name)), "")


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
