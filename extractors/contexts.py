"""What stands around a figure in its sentence: the change it states, the thing it measures, the time it covers."""

import re
from dataclasses import dataclass
from typing import Literal

from extractors.articles import Span

__all__ = [
    "MONTH",
    "Change",
    "Direction",
    "change_after",
    "change_before",
    "measured_after",
    "measured_before",
    "period",
]

Direction = Literal["up", "down", "unchanged"]


@dataclass(frozen=True)
class Change:
    """A word of change, with its place; `negated` where the sentence says that it did not happen."""

    direction: Direction
    start: int
    end: int
    negated: bool = False
    noun: bool = False
    """Whether it is named, as in "a rise of 4%"."""
    word: str = ""
    """The word itself, in lower case, where it stands behind the figure."""


_UP_VERBS = """
rose risen rise rises rising grew grown grow grows growing increased increase increases increasing climbed climb
climbs climbing jumped jump jumps jumping surged surge surges surging soared soar soars soaring gained gain gains
gaining rallied advanced spiked spike swelled swell expanded expand expands expanding improved improve accelerated
accelerate rebounded rebound skyrocketed leapt leaped leap added adds raised raise raises raising boosted boost
boosts lifted lift lifts hiked hike exploded doubled outpaced widened widen ballooned quickened strengthened upward
upwards
"""
_DOWN_VERBS = """
fell fallen fall falls falling dropped drop drops dropping declined decline declines declining decreased decrease
decreases decreasing slid slide slides sliding slipped slip slips slipping sank sink sinks sinking tumbled tumble
tumbles plunged plunge plunges plunging plummeted plummet lost lose loses losing shed sheds cut cuts cutting reduced
reduce reduces reducing lowered lower lowers shrank shrunk shrink shrinks shrinking contracted contract contracts
eased ease eases retreated dipped dip dips halved slowed slow slows slumped slump slumps cooled weakened dived
crashed narrowed sunk slash slashed slashes slashing trimmed trim trims pared shaved devalued devalue moderated
moderate smaller curb curbed downward downwards
"""
_STEADY_VERBS = """unchanged steady flat stable remained remains stayed stays"""
_UP_NOUNS = """
increase increases rise gain gains growth jump surge hike boost climb expansion improvement uptick spike upswing
advance premium more higher greater larger bigger faster up above raise
"""
_DOWN_NOUNS = """
decrease decreases decline declines drop fall cut cuts reduction reductions loss losses slump dip slide plunge
contraction discount downturn fewer less lower smaller cheaper slower down below
"""


def _directions(up: str, down: str, unchanged: str = "") -> dict[str, Direction]:
    found: dict[str, Direction] = dict.fromkeys(up.split(), "up")
    found.update(dict.fromkeys(down.split(), "down"))
    found.update(dict.fromkeys(unchanged.split(), "unchanged"))
    return found


_VERBS = _directions(_UP_VERBS + " up higher", _DOWN_VERBS + " down lower", _STEADY_VERBS)
_NOUNS = _directions(_UP_NOUNS, _DOWN_NOUNS)


def _any(words: dict[str, Direction]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# What may stand between a verb of change and its figure.
_BETWEEN = (
    r"(?:\(?by|to|at|from|an?|the|about|around|nearly|almost|over|under|roughly|some|another|only|just|more|less|than|as"
    r"|much|many|up|down|back|steady|flat|unchanged|further|average|of|an|additional|well|higher|lower|in|value"
    r"|either|year[- ]on[- ]year|its|their|his|her|rate|[a-z]{2,12}ly|strong|sharp|mere|modest|record|steep|slight"
    r"|whopping|staggering|robust|healthy|solid|annual|cumulative|total|real|net"
    r"|\$?[0-9][0-9.,]*(?: (?:million|billion))?(?: (?:points?|cents?|euros?|dollars?|yen|pence))?)"
)
_CHANGE_BEFORE = re.compile(
    rf"(?<!\bmake )(?<!\bmakes )(?<!\bmade )(?<!\bmaking )\b(?P<verb>{_any(_VERBS)})(?!(?<=added) to)"
    rf"(?:,?\s+{_BETWEEN}){{0,6}},?\s*$",
    re.IGNORECASE,
)
# The figure of a change that is named further up: "cut emissions from engines by (90%)", "to a record low of (4%)".
_LINK = re.compile(
    r"[\s(–—-](?:by|to)\s+(?:(?:an?|the|its|their|some|just|either|only)\s+)?"
    r"(?:(?:[a-z-]+\s+){0,3}(?:low|lows|high|highs|level|record|peak|average|maximum|minimum)\s+of\s+)?$",
    re.IGNORECASE,
)
_FURTHER_UP = re.compile(
    rf"\b(?P<verb>{_any(_VERBS)})(?!(?<=added) to)(?![\w’'])(?:\s+(?!(?:that|which|who|while|because|said|says|when)\b)"
    rf"[^\s,;:()“”\"]+){{0,14}}$",
    re.IGNORECASE,
)
_CHANGE_OF = re.compile(
    r"\b(?P<noun>{nouns})(?:\s+(?:in|of|to)(?:\s+(?!(?:that|which|who|is|was|are|were|said)\b)[\w’'$-]+){{1,8}})?\s+of\s*$".format(
        nouns="increases?|rises?|gains?|growth|jump|surge|hike|boost|climb|expansion|uptick|spike|upswing|decreases?"
        "|declines?|drop|falls?|cuts?|reductions?|losses|loss|slump|dip|slide|plunge|contraction|downturn"
    ),
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    rf"[- ](?:(?!(?:of|in|to|and|or|from|for|on|at|by|with|as)\b)[a-z]+[- ]){{0,2}}?(?P<noun>{_any(_NOUNS)})\b",
    re.IGNORECASE,
)
_THAN = re.compile(r"\s+than\s+(?:expected|forecast|planned|estimated|predicted)\b")
_NEGATION = re.compile(
    r"(?:\bnot|n[’']t|\bnever|\bno longer|\bwithout|\bfailed to|\bneither|\bnor)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_NAMED = re.compile(r"\b(?:an?|the)\s+(?:\w+\s+)?$", re.IGNORECASE)
_REACH = 90


def change_before(text: str, begin: int, figure: int) -> Change | None:
    """The verb of change whose figure stands at `figure`; nothing before `begin` is looked at."""
    reach = max(begin, figure - _REACH)
    left = text[reach:figure]
    of = _CHANGE_OF.search(left)
    if of:
        noun = of["noun"].lower()
        direction = _NOUNS.get(noun) or _NOUNS[noun.removesuffix("s")]
        return Change(direction, reach + of.start(), reach + of.end("noun"), noun=True)
    found = _CHANGE_BEFORE.search(left)
    link = None if found else _LINK.search(left)
    if link:
        found = _FURTHER_UP.search(left, 0, link.start())
        if found and found["verb"].lower() in ("added", "adds"):  # "iodine is added to 10% of salt"
            return None
    if not found:
        return None
    negated = bool(_NEGATION.search(left, 0, found.start()))
    noun = bool(_NAMED.search(left, 0, found.start()))
    if noun and re.match(r"\s+at\b", left[found.end("verb") :]):
        return None
    return Change(_VERBS[found["verb"].lower()], reach + found.start(), reach + found.end("verb"), negated, noun)


def change_after(text: str, figure_end: int, end: int) -> Change | None:
    """The noun or comparative of change that the figure before `figure_end` qualifies: "(4%) increase"."""
    found = _CHANGE_AFTER.match(text, figure_end, min(end, figure_end + _REACH))
    if not found or re.match(r"\s+(?:or|and)\s+(?:less|lesser|lower|smaller|fewer|below)\b", text[found.end() : end]):
        return None
    noun = found["noun"].lower()
    return Change(_NOUNS[noun], found.start("noun"), found.end(), word="" if _THAN.match(text, found.end()) else noun)


_STOPS = frozenset(
    """a about across after against agreed all also although amid among an and are as at be because been before being
    below between but by can compared could did do does down during each expect expected expects find for from had
    has have he her his i if in into is it its just last later like likely may might more most must next nor not now
    on only or our over per rather rose said say saying says she should since so some than that the their them then
    there these they this those though through to today under until up using versus via want was we were what when
    where whether which while who whom whose will with within without would year yesterday you your fell rises think
    believe believed reported support supported oppose felt feel saw came went made told know knew plan planned use
    used""".split()
)
_DETERMINERS = frozenset("the a an all its their his her our your my these those this that some any each every".split())
_WORD = re.compile(r" ?[^\W_](?:[\w’'&./-]{0,40}[\w’'])?(?:(?<=[A-Z])\.(?= ))?")
_AFTER_OF = re.compile(r"\s+of\s+(?!\d)(?=[\w’'])")
_MAYBE_OF = re.compile(r"(?:\s+of\b)?")
_IN = re.compile(r"\s+(?:in|of|for)\s+(?![\d$£€])")
_WORDS_MOST = 8

_STATE = re.compile(
    rf"\b(?:is|are|was|were|stood|stands|reached|reaches|hit|totall?ed|averaged|comprised?|represents?|represented"
    rf"|makes? up|made up|accounts? for|accounted for|measured)(?:\s+{_BETWEEN}){{0,4}}\s*$",
    re.IGNORECASE,
)
_AUXILIARIES = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|will|would|could|can|may|might|should|be|been|being|also|now|then|not|to"
    r"|still|only|expected|projected|forecast|estimated|likely|set|[a-z]{2,12}ly))+\s*$"
)
_CLAUSE = re.compile(
    r"[,;:()“”\"—–]\s*|\b(?:said|says|reports?|reported|expects?|that|while|as|when|because|since|but|after|if|where"
    r"|whereas|although|showed|shows"
    r"|found|and|or|with)\s+",
    re.IGNORECASE,
)
_NOT_A_SUBJECT = re.compile(
    r"\b(?:i|it|he|she|they|we|you|this|that|these|those|which|who|what|there|is|are|was|were|has|have|had|will|would"
    r"|to|than|not|from|by)\b|[0-9%]",
    re.IGNORECASE,
)

_TWO_PHRASES = re.compile(
    r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bon)(?<!\bto)(?<!\bat)(?<!\band)(?<!\bor) (?:the|an?) ", re.IGNORECASE
)

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
"""The full name of a month, as a regular expression without groups."""
_SPAN = r"(?:day|week|month|quarter|year|decade|season|session)"
_PERIOD = re.compile(
    r"\b(?:"
    rf"{_SPAN}[- ](?:over|on|to)[- ]{_SPAN}"
    rf"|from (?:a|an|one|the) (?:{_SPAN} (?:earlier|ago|before)|(?:same|previous|prior|year-earlier) (?:{_SPAN}"
    rf"|period))"
    rf"(?: (?:a {_SPAN} )?(?:earlier|ago|before))?"
    r"|(?:compared|versus|vs\.?)(?: (?:with|to))? (?:(?:[^\s,.;:()“”\"]|[.,](?=[0-9]))+ ?){1,8}(?<! )"
    rf"|(?:in|for|during|over|through|by|since|until) (?:the )?(?:(?:first|second|third|fourth|last|past|previous"
    rf"|current|final"
    rf"|next|same|coming) )(?:[a-z]+ )?(?:{_SPAN}s?|half|period)(?: (?:of|to|through|ended"
    rf"|ending) (?:{MONTH}(?: [0-9]{{1,2}})?"
    rf"(?:, [0-9]{{4}})?|(?:fiscal )?[0-9]{{4}}|(?:the|this|last|next) (?:fiscal )?year))?"
    rf"|(?:in|for|during|since|by|until|through) (?:(?:early|late|mid|fiscal|the end of|the start of)[- ])?"
    rf"(?:{MONTH}(?: [0-9]{{1,2}},)?(?: [0-9]{{4}})?|(?:19|20)[0-9]{{2}}(?!,[0-9]|-))"
    rf"|(?:between|from) {MONTH}? ?(?:19|20)[0-9]{{2}} (?:and|to) {MONTH}? ?(?:19|20)[0-9]{{2}}"
    rf"|(?:last|this|next) (?:{_SPAN}|{MONTH}|spring|summer|autumn|fall|winter)"
    rf"|(?:a|per|each|every) (?:{_SPAN})(?: (?:earlier|ago|before))?|annually|since (?:then|(?:19|20)[0-9]{{2}})"
    rf"|over (?:the )?(?:[a-z]+|[0-9]+) {_SPAN}s?"
    r")\b",
    re.IGNORECASE,
)


def measured_after(text: str, figure_end: int, change: Change | None, end: int) -> Span | None:
    """The phrase that names what is measured, behind the figure: "of adults", "increase in sales", "more jobs"."""
    if change and change.start > figure_end and text[change.start : change.end].lower() in ("more", "fewer", "less"):
        link = _MAYBE_OF.match(text, change.end, end)
        return _phrase(text, link.end() if link else change.end, end)
    if change and change.start > figure_end:
        link = _IN.match(text, change.end, end)
        return _phrase(text, link.end(), end) if link else None
    link = (_IN if change and change.noun else _AFTER_OF).match(text, figure_end, end)
    return _phrase(text, link.end(), end) if link else None


def _phrase(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that starts at `start`, as far as it can be told from the shapes of its words."""
    position, last, previous = start, None, ""
    for _ in range(_WORDS_MOST):
        found = _WORD.match(text, position, end)
        if not found:
            break
        word = found[0].strip().lower()
        inside = (word == "of" and last) or (word in _DETERMINERS and (not previous or previous == "of"))
        if not inside and (word in _STOPS or (last and word.endswith(("ed", "ing")) and len(word) > 4)):
            break
        if not inside:
            last = found.end()
        position, previous = found.end(), word
    if last is None or text[last - 2 : last] in ("’s", "'s"):
        return None
    first = start + len(text[start:last]) - len(text[start:last].lstrip())
    return Span(start=first, end=last)


def measured_before(text: str, begin: int, change: Change | None, figure: int) -> Span | None:
    """The subject of the verb before the figure: "Demand for AI skills" in "Demand for AI skills rose 4%"."""
    verb = change.start if change and change.end <= figure else _state(text, begin, figure)
    if verb is None or (change and change.noun):
        return None
    subject = _AUXILIARIES.sub("", text[max(begin, verb - _REACH) : verb])
    start = max(begin, verb - _REACH)
    cut = max((found.end() for found in _CLAUSE.finditer(subject)), default=0 if start == begin else None)
    if cut is None:
        return None
    phrase = subject[cut:].strip()
    words = phrase.split()
    if (
        _TWO_PHRASES.search(phrase)
        or len(words) > _WORDS_MOST
        or _NOT_A_SUBJECT.search(phrase)
        or all(word.lower() in _DETERMINERS for word in words)
    ):
        return None
    first = start + subject.index(phrase, cut)
    return Span(start=first, end=first + len(phrase))


def _state(text: str, begin: int, figure: int) -> int | None:
    """Where the verb of being or reaching before the figure starts."""
    reach = max(begin, figure - _REACH)
    found = _STATE.search(text[reach:figure])
    return reach + found.start() if found else None


def period(text: str, begin: int, figure: int, figure_end: int, end: int) -> Span | None:
    """The phrase nearest to the figure that says over which time, or compared with what: behind it, else before it."""
    behind = _PERIOD.search(text, figure_end, min(end, figure_end + 2 * _REACH))
    if behind:
        return Span(start=behind.start(), end=behind.end())
    before = max(_PERIOD.finditer(text, begin, figure), key=re.Match.start, default=None)
    return Span(start=before.start(), end=before.end()) if before else None
