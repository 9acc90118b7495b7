"""Who wrote it, out of what pages put into their author fields and bylines: people, and organizations credited."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from extractors.agencies import is_agency
from extractors.gazetteer import GIVEN_NAMES, NATIONALITIES, PLACES

_MAX_AUTHORS = 12
_MAX_ENTRY_CHARS = 600
_MAX_NAME_CHARS = 60
_MAX_PASSES = 4
_EDGES = " .,;:-–—'\"“”„|/*·•"
_LEAD_IN = re.compile(
    r"^[\W_]*(?:(?:written|reported|text|story|article|analysis|opinion|review|words|posted|published|submitted|edited)"
    r"\s+(?:by|von)|by|von|par|por|door|af|av|oleh|text|texte|auth?or(?:in)?|autore|auteur|repórter)(?:\s*:\s*|\s+|$)"
    r"|^\s*(?:著者|作者|文|取材)\s*[:：／/]\s*",
    re.IGNORECASE,
)
_OTHER_WORK = re.compile(
    r"^\W*(?:illustrat(?:ion|ed)|photo(?:graph)?s?|photography|images?|pictures?|video|graphics?|fotos?|bilder"
    r"|translat(?:ion|ed)|art)\s*(?::|\b(?:by|von|par|por)\b).*$",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_TITLE = re.compile(
    r"^(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame|rev|(?:lord|lady)(?=\.?\s+\S+\s+\S))\b\.?\s+)+", re.IGNORECASE
)
_SUFFIX = re.compile(r",\s*(jr|sr)\b\.?", re.IGNORECASE)
_DEGREE = re.compile(r",\s*(?:ph\.?d|m\.?d|m\.?a|mba|rn|mph)\b\.?", re.IGNORECASE)
_ROLE_BEHIND = re.compile(r"\s*(?:기자|특파원|논설위원|인턴기자|記者|特派員|記者報導)$")
_TAIL = re.compile(
    r"\s+(?:in|aus|à|en)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+)?$"
    r"|\s+(?:for|at|of|on)\s+(?:the\s+)?[A-Z\d].*$|\s*[|•·–—].*$|\s+-\s+.*$|\s+@.*$"
    r"|(?<=[a-z])(?:\s+[A-Z]{3,}){2,}$"
)
_SEPARATOR = re.compile(
    r"\s*[,;/\n&+|•·、，；]\s*|\s+(?:and|und|et|y|og|och|en|with|mit|e|i|и|та|dan|ve)\s+", re.IGNORECASE
)
_INVERTED = re.compile(r"^([^\s,;]+), ([^\s,;]+)$")
_ROLE = re.compile(
    r"""\b(?:correspondents?|reporters?|editors?|writers?|journalists?|columnists?|producers?|staff|contributors?|bureau
    |chief|director|professor|analyst|fellow|lecturer|researcher|photographers?|redakteur(?:in)?|korrespondent(?:in)?
    |redaktion|redaktör|rédaction|redacción|redazione|redactie|newsroom|newsdesk|desk|team|agenc(?:y|ies|ias?)|agenturen?
    |agence|agentur|press|presse|media|news|nachrichten|associated|editorial|admin|administrator|online|digital|services?
    |wires?|magazine|publishing|group|inc|ltd|gmbh|tv|radio|zeitung|times|guardian|journal|university|institute|contenido
    |images?|reader|today|min\ read|dispatch|tribune|herald|gazette|chronicle|daily|weekly|website|network
    |autor|author|guest|special|board|from|updated|published|views?|minutes?
    |read\ more|view\ all|all\ posts|follow\ us)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ORGANIZATION = re.compile(
    r"""\b(?:newsroom|newsdesk|news|press|presse|pressa|agence|agency|agencies|agentur(?:en)?|agencias?|redaktion|rédaction
    |redacción|redazione|redactie|staff|desk|bureau|team|wires?|times|post|tribune|herald|gazette|journal|media
    |editorial\ board)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_GENERIC = re.compile(
    r"^\W*(?:the\s+)?(?:admin\w*|staff|editors?|team|redaktion|redaction|news|guest\b.*)\W*$", re.IGNORECASE
)
_NOT_ORGANIZATION = re.compile(
    r"\b(?:admin|editor|reporter|correspondent|writer|author|guest|from|by|more|all|read|follow)\b", re.IGNORECASE
)
# What is nobody's surname, and what a newsroom calls its desks.
_NO_SURNAME = frozenset(
    """news newsroom newsdesk staff team agency agencies agence agentur redaktion tv radio online digital times wire
    wires service services reporter reporters editor editors correspondent correspondents bureau group inc ltd gmbh
    network website admin board university institute journalist contributor contributors""".split()
)
_NO_FIRST_NAME = frozenset(
    """web sports sport city foreign world national political business entertainment features local state video photo
    picture data science health tech culture arts opinion money metro night breaking central free our the""".split()
)
_NOT_IN_NAMES = re.compile(r"https?:|www\.|[@\d<>{}=_#*!?\"%:~^\\]|(?i:\.(?:com|org|net|de|co)\b)|\w\.[a-z]{2,}$")
_NOT_IN_CREDITS = re.compile(r"https?:|www\.|[@<>{}=_#*\"~^\\]|^[\W\d]*$", re.IGNORECASE)
_PARTICLES = frozenset(
    """von van de der den del della di da do dos du la le el al bin ibn ben st zu zum zur ter ten y e af av mc i
    d' o' bint abu das""".split()
)
# Two words or more in capitals; of letters whose case can be changed to and fro.
_SHOUTED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž.'’-]+(?: [A-ZÀ-ÖØ-ÞĀ-Ž.'’-]+)+")
# Scripts that write a name without a space.
_WHOLE_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}")


@dataclass(frozen=True)
class Byline:
    """Whom one source names; each once, in order."""

    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()


def read_byline(entries: Iterable[str], *, structured: bool = False, persons: Container[str] = ()) -> Byline:
    """The people and the organizations that `entries` name: without "By", titles, roles, places; people without
    agencies. `structured` entries are given by the page as one author each, so that a single word may be a name, and
    what is no person's name is an organization's. Of entries among `persons` the page says that they are
    people's, so that a surname may be what papers are called, too."""
    people: dict[str, str] = {}
    organizations: dict[str, str] = {}
    for entry in entries:
        parts = _parts(entry, structured)
        names = list(filter(None, (_name(part, structured, entry in persons) for part in parts)))
        people.update({name.casefold(): name for name in names if name.casefold() not in people})
        # Beside a person in one entry, an organization is whom that person works for.
        credited = [] if names else [*filter(is_organization, map(organization_name, parts))]
        if structured and parts and not names and not credited and not _GENERIC.search(entry):
            credited = [organization_name(entry)]
        organizations.update(
            {name.casefold(): name for name in credited if name and name.casefold() not in organizations}
        )
    return Byline(tuple(people.values())[:_MAX_AUTHORS], tuple(organizations.values())[:_MAX_AUTHORS])


def starts_byline(text: str) -> bool:
    """True for a text that begins with "By" or the like."""
    return _LEAD_IN.match(text) is not None


def _parts(entry: str, structured: bool) -> list[str]:
    text = " ".join(entry[:_MAX_ENTRY_CHARS].split())
    if structured:
        text = _INVERTED.sub(r"\2 \1", text)
    text = _DEGREE.sub("", _SUFFIX.sub(r" \1.", _LEAD_IN.sub("", text)))
    if re.search(r"\((?:https?:|www\.)", text):
        return []
    return [part for part in _SEPARATOR.split(_PARENTHESIS.sub("", text)) if not _OTHER_WORK.match(part)]


def _name(part: str, structured: bool, person: bool) -> str:
    """`part` as a person's name; empty where it is none."""
    part = _bare(part)
    words = part.split()
    if not 1 <= len(words) <= 6 or len(part) > _MAX_NAME_CHARS or _NOT_IN_NAMES.search(part):
        return ""
    if _ROLE.search(part) and not _ends_in_surname(words, person):
        return ""
    if len(words) == 1 and _WHOLE_NAME.fullmatch(part):
        return part
    if len(part) < 3 or is_agency(part) or (len(words) == 1 and not structured):
        return ""
    if _PARTICLES.issuperset(part.casefold().split()) or not all(map(_may_be_in_name, words)):
        return ""
    return " ".join(word if len(word) <= 2 else word.title() for word in words) if _SHOUTED.fullmatch(part) else part


def _ends_in_surname(words: list[str], person: bool) -> bool:
    """True where only the last word is one that papers and roles are called, behind the given name of a person: behind
    a known one or, where the page says that it names a `person`, behind what no desk is called."""
    first, last = words[0], words[-1]
    if (
        len(words) < 2
        or not _ROLE.fullmatch(last)
        or last.casefold() in _NO_SURNAME
        or _ROLE.search(" ".join(words[:-1]))
    ):
        return False
    known = len(words) == 2 and first.title() in GIVEN_NAMES - PLACES
    return known or (person and first not in PLACES | NATIONALITIES and first.casefold() not in _NO_FIRST_NAME)


def _bare(part: str) -> str:
    """`part` without what stands around a name; empty where that doesn't end."""
    for _ in range(_MAX_PASSES):
        bare = _ROLE_BEHIND.sub("", _TAIL.sub("", _TITLE.sub("", _LEAD_IN.sub("", part.strip(_EDGES))))).strip(_EDGES)
        if bare == part:
            return " ".join(part.split()) if any(map(str.isalpha, part)) else ""
        part = bare
    return ""


def _may_be_in_name(word: str) -> bool:
    return (
        word[0].isupper()
        or not word[0].isascii()
        or word[:2] in ("d'", "d’", "l'", "l’")
        or word.casefold() in _PARTICLES
    )


def organization_name(part: str) -> str:
    """`part` as a name that can be printed; empty where it is none."""
    part = _LEAD_IN.sub("", part.strip(_EDGES)).strip(_EDGES)
    short = 2 <= len(part) <= _MAX_NAME_CHARS and len(part.split()) <= 6
    return part if short and not _NOT_IN_CREDITS.search(part) else ""


def is_organization(name: str) -> bool:
    """True for the name of a news agency, a desk or the like."""
    if is_agency(name):
        return True
    found = _ORGANIZATION.search(name)
    return found is not None and found[0] != name and not _NOT_ORGANIZATION.search(name)
