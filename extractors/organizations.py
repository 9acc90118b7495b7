"""Organizations, their forms joined under one canonical name: the component `nightdesk_organizations`."""

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.articles import Span
from extractors.document_text import text_of
from extractors.gazetteer import ORGANIZATION_WORDS
from extractors.readings import Organization

__all__ = ["find_organizations"]

Doc.set_extension("organizations", default=(), force=True)

_LEADING = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_ENDING = re.compile(r"(?:[’']s?|[\s,.;:-]+)$")
_OFFICE = re.compile(r"\s+(?:Secretary[- ]General|(?:Prime\s+)?Minister|Chancellor|Spokes(?:man|woman|person))$")
"""Who speaks for an organization, behind its name: "U.N. Secretary-General"."""
_LEGAL = re.compile(
    r",?\s+(?:Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|plc|PLC|Plc|Co|Company|AG|SE|GmbH|N\.V|S\.A|NV"
    r"|SA)\b\.?(?:\s+Ltd\b\.?)?$"
)
_BRACKETED = re.compile(r"\s*\(\s*(?:the\s+)?[“\"]?(?P<short>[A-Z][\w&.-]{1,11})[”\"]?\s*\)")
_MINOR = frozenset({"of", "the", "and", "for", "on", "in", "to", "at", "&"})


@Language.component("nightdesk_organizations", assigns=["doc._.organizations"], requires=["doc.ents"])
def find_organizations(doc: Doc) -> Doc:
    """Sets `doc._.organizations` from the names labelled ORG, in the order of first mention. Agencies and publishers in
    datelines and credit lines are left out, and so are the places of datelines."""
    mentions = [_trimmed(ent.text, ent.start_char) for ent in doc.ents if ent.label_ == "ORG"]
    text = text_of(doc)
    mentions = [(name, span) for name, span in mentions if not _is_credit(text, span)]
    short = _defined(text, mentions)
    canonical = _canonical(dict.fromkeys(name for name, _ in mentions), short)
    found: dict[str, dict[str, list[Span]]] = {}
    for name, span in mentions:
        found.setdefault(canonical[name], {}).setdefault(name, []).append(span)
    weights = {name: _weight(forms, len(text), doc._.headline) for name, forms in found.items()}
    heaviest = max(weights.values(), default=1.0)
    doc._.organizations = tuple(
        _organization(name, forms, round(weights[name] / heaviest, 3)) for name, forms in found.items()
    )
    return doc


def _organization(name: str, forms: dict[str, list[Span]], salience: float) -> Organization:
    spans = sorted((span for spans in forms.values() for span in spans), key=lambda span: span.start)
    aliases = tuple(form for form in forms if form != name)
    return Organization(name=name, aliases=aliases, mentions=tuple(spans), salience=salience)


def _weight(forms: dict[str, list[Span]], length: int, headline: str) -> float:
    """How much of the article is about it: its mentions, of which one at the very end counts half of one at the
    beginning, and two more where the headline names it."""
    mentioned = sum(1 - span.start / length / 2 for spans in forms.values() for span in spans)
    return mentioned + (2 if any(form in headline for form in forms) else 0)


# Where an agency or a publisher is named for its work: "TARN (Reuters) —", "Photo: AFP", "Lind/Getty Images".
_DATELINE = re.compile(r"[^\W\d_a-z][\w .,’'-]{0,40}\($")
_DATELINE_ENDS = re.compile(r"\)\s*[—–-]")
# A place in capitals that opens a line: "PORT ELLERY (Corvane) —", "LAS VEGAS, Oct. 2 —".
_FROM_A_PLACE = re.compile(r"(?:,[^\n—–()]{1,30})?\s*(?:\([^()\n]{2,40}\)\s*)?(?:[—–]|--|-\s)")
_CREDIT = re.compile(
    r"(?:^|[(\[|])\s*(?:photo(?:graph)?s?|images?|pictures?|video|graphic|illustration|credits?|source|copyright|©"
    r"|reporting|editing|additional reporting|file photo)(?: (?:credits?|by|courtesy(?: of)?|via|from))?"
    r"\s*[:©/]?[^.]{0,60}$",
    re.IGNORECASE,
)


def _is_credit(text: str, span: Span) -> bool:
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start][-120:]
    if _DATELINE.fullmatch(line) and _DATELINE_ENDS.match(text, span.end):
        return True
    if not line and span.of(text).isupper() and _FROM_A_PLACE.match(text, span.end):
        return True
    return bool(_CREDIT.search(line)) or (line.endswith("/") and text[span.start - 2 : span.start - 1].isalpha())


def _trimmed(written: str, start: int) -> tuple[str, Span]:
    """A mention without determiner and possessive, and where that stands."""
    leading = _LEADING.match(written)
    begin = leading.end() if leading else 0
    name = _OFFICE.sub("", written[begin:])
    stripped = name if name.endswith((".",)) else _ENDING.sub("", name)
    name = stripped or name
    return " ".join(name.split()), Span(start=start + begin, end=start + begin + len(name))


def _defined(text: str, mentions: list[tuple[str, Span]]) -> dict[str, str]:
    """Short forms that the text itself gives in brackets: "World Economic Forum (WEF)"."""
    short: dict[str, str] = {}
    for name, span in mentions:
        bracket = _BRACKETED.match(text, span.end)
        if bracket and _stands_for(bracket["short"], name):
            short.setdefault(bracket["short"], name)
    return short


def _stands_for(short: str, name: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", short)
    return bool(letters) and letters[0] == name[0].upper() and len(letters) <= len(name.split()) + 1


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in _MINOR).upper()


def _canonical(names: Iterable[str], short: dict[str, str]) -> dict[str, str]:
    """For each form the fullest form of the same organization."""
    forms = sorted(names, key=lambda name: (-len(name), name))
    canonical: dict[str, str] = {}
    by_bare: dict[str, str] = {}
    by_initials: dict[str, str] = {}
    by_first_words: dict[str, str] = {}
    for name in forms:
        bare = _LEGAL.sub("", name)
        full = short.get(name) or by_bare.get(bare)
        if not full and name.isupper() and " " not in name:
            full = by_initials.get(name.replace(".", ""))
        if not full:
            full = by_first_words.get(bare)
        canonical[name] = canonical.get(full, full) if full else name
        by_bare.setdefault(bare, canonical[name])
        if " " in bare:
            by_initials.setdefault(_initials(bare), canonical[name])
            for first_words in _beginnings(bare):
                by_first_words.setdefault(first_words, canonical[name])
    return canonical


def _beginnings(name: str) -> list[str]:
    """Shorter forms by which a name is taken up again: "Meta" for "Meta Platforms", but no "Bank" for "Bank of …"."""
    words = name.split()
    return [
        " ".join(words[:count])
        for count in range(1, len(words))
        if words[0] not in ORGANIZATION_WORDS
        and (count > 1 or words[0].lower() not in ("national", "royal", "new", "united"))
    ]
