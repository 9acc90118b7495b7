"""People's names out of what pages put into their author fields and bylines."""

import re
from collections.abc import Iterable

_MAX_AUTHORS = 12
_MAX_ENTRY_CHARS = 600
_EDGES = " .,;:-–—'\"“”"
_LEAD_IN = re.compile(
    r"^(?:(?:written|reported|text|story|article|analysis|opinion|review|words)\s+(?:by|von)|by|von|par|por"
    r"|text|texte|author|autor(?:in)?|auteur)\b[\s:]*",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_TITLE = re.compile(r"^(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame|lord|lady|rev)\b\.?\s+)+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:in|aus|à|en)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+)?$"
    r"|\s+(?:for|at|of)\s+(?:the\s+)?[A-Z].*$|\s*[|•·–—].*$|\s+-\s+.*$"
)
_SEPARATOR = re.compile(r"\s*[,;/\n&+|•·]\s*|\s+(?:and|und|et|y|og|och|en|with|mit|e)\s+", re.IGNORECASE)
_ROLE = re.compile(
    r"""\b(?:correspondents?|reporters?|editors?|writers?|journalists?|columnists?|producers?|staff|contributors?|bureau
    |chief|director|professor|analyst|fellow|lecturer|researcher|photographers?|redakteur(?:in)?|korrespondent(?:in)?
    |redaktion|redaktör|rédaction|redacción|redazione|redactie|newsroom|newsdesk|desk|team|agenc(?:y|ies|ias?)|agenturen?
    |agence|press|presse|media|news|nachrichten|associated|editorial|admin|administrator|online|digital|service|wires?
    |magazine|publishing|group|inc|ltd|gmbh|tv|radio|zeitung|times|guardian|journal|university|institute|contenido
    |images?|reader|today|min\ read|dispatch|tribune|herald|gazette|chronicle|daily|weekly
    |autor|author|guest|special|board|from|updated|published|views?|minutes?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AGENCIES = frozenset(
    """ap afp dpa dpad epd kna sid apa sda ats efe ansa anp tt ntb ritzau stt pti ani ians tass xinhua kyodo yonhap cp
    upi pa aap reuters bloomberg bbc cnn cbs nbc abc npr afx belga lusa dts pap ctk interfax ria""".split()
)
_NOT_IN_NAMES = re.compile(r"https?:|www\.|[@\d<>{}=_#*!?\"%:]|\.(?:com|org|net|de|co)\b", re.IGNORECASE)
_PARTICLES = frozenset(
    "von van de der den del della di da do dos du la le el al bin ibn ben st zu zum zur ter ten y e af av mc i".split()
)


def person_names(entries: Iterable[str], *, structured: bool = False) -> tuple[str, ...]:
    """The people named in `entries`, each once, in order: without "By", titles, roles, places and agencies.

    `structured` entries are given by the page as one person each, so that a single word may be a name.
    """
    names: dict[str, str] = {}
    for entry in entries:
        for part in _parts(entry):
            name = _name(part, structured)
            if name:
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:_MAX_AUTHORS]


def _parts(entry: str) -> list[str]:
    text = _PARENTHESIS.sub("", " ".join(entry[:_MAX_ENTRY_CHARS].split()))
    return _SEPARATOR.split(_LEAD_IN.sub("", text))


def _name(part: str, structured: bool) -> str:
    """`part` as a person's name; empty where it is none."""
    part = _TITLE.sub("", _LEAD_IN.sub("", part.strip(_EDGES)))
    part = _TAIL.sub("", part).strip(_EDGES)
    words = part.split()
    if not 1 <= len(words) <= 6 or len(part) < 3 or len(part) > 60 or _NOT_IN_NAMES.search(part) or _ROLE.search(part):
        return ""
    if part.casefold() in _AGENCIES or (len(words) == 1 and not structured):
        return ""
    if not all(word[0].isupper() or not word[0].isascii() or word.casefold() in _PARTICLES for word in words):
        return ""
    if part.isupper() and len(words) > 1:
        part = " ".join(word if len(word) <= 2 else word.title() for word in words)
    return part
