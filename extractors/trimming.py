"""The story alone: its blocks without notices, without the head of the page above it and the author's life below it."""

import re
from collections.abc import Sequence

from extractors.headlines import letters_of
from extractors.notices import is_notice
from extractors.words import word_count

Block = tuple[str, str]
"""Kind of a paragraph and its text."""

_HEAD_BLOCKS = 5
_TAIL_BLOCKS = 4
_TAIL_LINES = 2
_STANDFIRST_WORDS = 20
_MIN_TITLE_LETTERS = 12
_TITLE_AND_LABEL = 1.4
_MAX_LABEL_WORDS = 3
_MAX_HEAD_CHARS = 400
_MAX_BIOGRAPHY_WORDS = 90
_MAX_BYLINE_WORDS = 8
_WORDS_PER_AUTHOR = 3

_CAPITALIZED = r"(?:[A-Z][\w.'’-]+ ){1,4}"
_BIOGRAPHY = re.compile(
    rf"about the authors?\b|{_CAPITALIZED}(?:is|are) (?:an?|the|our) (?:[\w&'’.-]+ ){{0,8}}(?:reporter|correspondent"
    r"|editor|writer|journalist|columnist|producer|professor|fellow|contributor|author|lecturer)\b"
    rf"|{_CAPITALIZED}(?:covers|reports on|reported from|writes (?:about|for)|contributed (?:to|reporting))\b",
)
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*"
_DATE = re.compile(
    r"(?:(?:first )?(?:published|posted|created|updated)|last (?:updated|modified)|veröffentlicht|aktualisiert|stand"
    r"|publié|mis à jour|publicado|actualizado|atualizado|uppdaterad|publicerad|oppdatert|publisert|opdateret|udgivet"
    r"|güncelleme|pubblicato|aggiornato|bijgewerkt|gepubliceerd|opublikowano|zaktualizowano|обновлено|опубликовано)\b(?=.*\d).{0,80}"
    rf"|[\W\d]{{0,20}}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{{1,2}}\.? )?{_MONTH}\.?"
    r"[\s\d,.:|–—-]{0,30}(?:[ap]\.?m\.?|uhr)?[\s\w]{0,6}"
    r"|[\d\s.:/,|–—-]{6,30}(?:uhr|[ap]m|[A-Z]{2,4})?|(?:\w+ ){0,3}(?:minutes?|hours?|days?) ago",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por)\b:? [A-Z]", re.IGNORECASE)


def trim(blocks: Sequence[Block], headline: str, authors: Sequence[str], section: str = "") -> list[Block]:
    """`blocks` without the lines that are none of the story's; headline, authors and section are the page's."""
    kept = [block for block in blocks if not is_notice(block[1])]
    title = letters_of(headline)
    kept = [block for block in kept if not _is_title(block[1], title)]
    kept = _without_head(kept, headline, authors, section)
    kept = _without_biography(kept, authors)
    kept = _without_tail(kept, authors)
    while kept and kept[-1][0] == "heading":
        kept.pop()
    return kept


def _is_title(text: str, title: str) -> bool:
    """True for a line that is the headline, or that and little more."""
    letters = letters_of(text) if len(text) <= _MAX_HEAD_CHARS else ""
    return len(title) >= _MIN_TITLE_LETTERS and title in letters and len(letters) <= _TITLE_AND_LABEL * len(title)


def _without_tail(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """Without the byline or date that some pages print below the story."""
    kept = list(blocks)
    while (
        len(kept) > 1
        and len(blocks) - len(kept) < _TAIL_LINES
        and _is_head(kept[-1][1], set(map(letters_of, authors)), authors)
    ):
        kept.pop()
    return kept


def _without_head(blocks: list[Block], headline: str, authors: Sequence[str], section: str) -> list[Block]:
    """Without the headline, section, byline and date that some pages print within their body."""
    named = {letters_of(headline), letters_of(section), *map(letters_of, authors)} - {""}
    head = [(kind, text) for kind, text in blocks[:_HEAD_BLOCKS] if not _is_head(text, named, authors)]
    while head and (
        (len(blocks) > _HEAD_BLOCKS and _is_label(*head[0])) or (len(head) > 1 and _is_short_heading(*head[0]))
    ):
        head.pop(0)
    return head + blocks[_HEAD_BLOCKS:]


def _is_short_heading(kind: str, text: str) -> bool:
    """True for a kicker or a further headline above the story, but no standfirst that is marked as a heading."""
    return kind == "heading" and not text.endswith(":") and word_count(text) < _STANDFIRST_WORDS


def _is_label(kind: str, text: str) -> bool:
    """True for a word or two above the story, such as the name of a series."""
    return kind == "paragraph" and word_count(text) <= _MAX_LABEL_WORDS and text[-1].isalpha() and text[0].isupper()


def _is_head(text: str, named: set[str], authors: Sequence[str]) -> bool:
    if len(text) > _MAX_HEAD_CHARS:
        return False
    if letters_of(text) in named or _DATE.fullmatch(text):
        return True
    if text.endswith((".", "!", "?", "”", '"')):
        return False
    words = len(text.split())
    told = any(author.casefold() in text.casefold() for author in authors)
    byline = told and words <= _MAX_BYLINE_WORDS + _WORDS_PER_AUTHOR * len(authors)
    return byline or (words <= _MAX_BYLINE_WORDS and _BY.match(text) is not None)


def _without_biography(blocks: list[Block], authors: Sequence[str]) -> list[Block]:
    """Without the lines at the very end that introduce the author, and what follows them."""
    last = len(blocks) - 1
    for index in range(max(len(blocks) - _TAIL_BLOCKS, 1), len(blocks)):
        text = blocks[index][1]
        introduced = any(text.startswith(f"{author} ") for author in authors) and not re.search('["“”]', text)
        introduced = introduced or (index == last and _BIOGRAPHY.match(text) is not None)
        if introduced and len(text.split()) <= _MAX_BIOGRAPHY_WORDS:
            return blocks[:index]
    return blocks
