"""Names of ships, aircraft and spacecraft, which are taken for organizations as they are written like some."""

import re

from spacy.tokens import Doc, Span

from extractors.document_text import text_of
from extractors.gazetteer import ORGANIZATION_WORDS, ORGANIZATIONS

__all__ = ["vessels"]

_VESSEL = (
    r"(?:[a-z]+-)?(?:ferry|ferries|ship|steamship|warship|vessel|tanker|freighter|trawler|yacht|boat|lifeboat|sailboat"
    r"|schooner|frigate|destroyer|submarine|liner|tugboat|icebreaker|satellite|spacecraft|spaceship|space station"
    r"|space probe|airship)"
)
_INTRODUCED = re.compile(
    rf"(?:\b{_VESSEL},?\s(?:(?:the|called|named)\s)?|\b(?:aboard|on board)\sthe\s"
    r"|\b(?:MV|MS|SS|USS|HMS|RMS|HMCS|HMAS)\s)[“\"‘']?$"
)
_EXPLAINED = re.compile(rf"[”\"’']?,\s(?:an?|the|its|their|one\sof)\s(?:[\w’'-]+\s){{0,4}}?{_VESSEL}\b")
_NUMBERED = re.compile(r"[A-Z][a-z]\w*-\d+[A-Z]?")
_REACH = 60
"""Characters before and behind a name in which it is looked for what says that it is a vessel's."""


def vessels(doc: Doc, ents: list[Span]) -> list[Span]:
    """`ents`, with the names of vessels that are labelled as organizations as other things: a name that the text
    introduces as a vessel's anywhere, "the ferry Lady Maren", wherever it stands, and numbered craft, "Tiangong-1"."""
    named = {ent.text for ent in ents if ent.label_ == "ORG" and _is_vessel(ent)}
    return [
        Span(doc, ent.start, ent.end, label="MISC") if ent.text in named and ent.label_ == "ORG" else ent
        for ent in ents
    ]


def _is_vessel(ent: Span) -> bool:
    if ent.text in ORGANIZATIONS or ent[-1].text in ORGANIZATION_WORDS:
        return False
    text = text_of(ent.doc)
    before, behind = text[max(0, ent.start_char - _REACH) : ent.start_char], text[ent.end_char :][:_REACH]
    return bool(_INTRODUCED.search(before) or _EXPLAINED.match(behind) or _NUMBERED.fullmatch(ent.text))
