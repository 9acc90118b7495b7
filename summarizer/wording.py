"""Wording: a source's sentence made fit to stand alone in a digest, or refused.

Only deletions at the start of a sentence, a capital letter, and a person's full name for the short one: no word enters
that its article does not have.
"""

import re

from summarizer.terms import terms

# "PORT ELLERY, Nov. 17 (Corvane) — ": capitals, then an agency or a dash.
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.'’-]*(?:[ ,]+(?:[A-Z][\w.'’-]*|\d{1,2}|de|la|of))*\s*)?(?:\([A-Z][^()]{1,40}\)\s*[—–:-]+\s*|"
    r"\([A-Z]{2,}\)\s+)"
    r"|^[A-Z][A-Z.'’-]+(?:[ ,]+[\w.'’-]+){0,5}\s*(?:[—–]|--|(?<=\s)-(?=\s))\s*"
    r"|^[A-Z][\w.'’]+(?:[ ,]+[A-Z][\w.'’]+){0,3}\s+(?:[—–]|--)\s+(?=[A-Z])"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:however|meanwhile|moreover|furthermore|additionally|in addition|besides|nevertheless|nonetheless|"
    r"still|also|"
    r"indeed|instead|overall|in fact|of course|for example|for instance|separately|similarly|likewise|"
    r"as (?:i|we) (?:recently |previously |earlier )?(?:reported|wrote|noted)(?: \w+){0,3}),\s+|(?:but|and|yet|"
    r"so)\s+(?!far\b))",
    re.I,
)
# A sentence that begins with one of these leans on the sentence before it.
_LEANS = re.compile(
    r"^(?:he|she|it|they|him|her|his|hers|its|their|theirs|them|this|that|these|those|such|both|neither|either|"
    r"one of them|"
    r"another|others?|the (?:other|latter|former|same|first|second|third|two|three|four)|first|second|third|"
    r"fourth|finally|"
    r"until then|since then|from then|then|there|here|so|thus|hence|therefore|otherwise|because|although|though|"
    r"while|whereas|if|nor|or|which|who|"
    r"whose|too|"
    r"(?:just )?\w+ (?:seconds|minutes|hours|days|weeks|months|laps) later|what|why|how|where|yes|no|well|not|"
    r"instead|only|even|again|same|similarly|as a result|as such|in (?:that|"
    r"this|it|doing)|"
    r"for (?:that|this|example|instance)|by (?:that|this|then)|at (?:that|this|the) (?:point|time|moment)|"
    r"after (?:that|this)|"
    r"an? (?:spokesman|spokeswoman|spokesperson)|before (?:that|this)|on the other|"
    r"one (?:said|of)|some (?:said|"
    r"of)|all of|many of|most of|among them|"
    r"doing (?:so|this|that)|according to (?:him|her|them|it))\b",
    re.I,
)
_POINTS = re.compile(
    r"\bthe (?:\d+-year-old|firm|company|group|move|decision|announcement|report|study|pair|couple|duo|trio|"
    r"incident|deal|agency|"
    r"official|"
    r"spokesman|spokeswoman|statement|man|woman|suspect|device|project|plan|event|change|changes|news|video|post|"
    r"letter|"
    r"researchers|authors|team|law|bill|ruling|offer|proposal|attack|attacker|victim|victims|girls|boys|men|women)\b"
    r"(?!,| of | for | behind | from | in [A-Z])",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|their|them)\b", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:of|for|in|on|by|with|at|to|from|about|after|before) (?:that|those|these|this) "
    r"(?!(?:week|weekend|month|year|summer|winter|spring|autumn|fall|season|morning|afternoon|evening|country|"
    r"century)\b)\w+",
    re.I,
)
_SPEAKS_FOR_ITSELF = re.compile(
    r"\b(?:I|I['’]\w+|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|[Ww]e['’]\w+|us|[Oo]ur|[Oo]urs|[Yy]ou|[Yy]ou['’]\w+|[Yy]our|"
    r"[Yy]ours|[Ll]et['’]s)\b"
)
_BECKONS = re.compile(
    r"(?:do|don['’]t|take|let|click|read|see|watch|check|follow|visit|sign|subscribe|please|contact|listen|"
    r"download)\b",
    re.I,
)
_HOUSEKEEPING = re.compile(
    r"newsletter|sign up|subscri(?:be|ption)|click (?:here|on|to)|read (?:more|the (?:original|full))|follow us|"
    r"cookie|"
    r"copyright|©|all rights reserved|https?://|www\.|@\w+|press association|first published|advertisement|"
    r"getty images|"
    r"this (?:article|story|post|piece|page)\b|updated at",
    re.I,
)
_CAPTION = re.compile(
    r"^(?:(?:a|an|the|this|in this|in an?)\s)?(?:undated\s)?(?:file\s)?(?:photo|photograph|picture|image|video|"
    r"screenshot)\b"
    r"|(?:photo|image|picture|video)\s*(?::|by\b|credit|courtesy|from\b|shows?\b)|\b(?:is|are) (?:seen|shown)\b|"
    r"\bpictured\b"
    r"|^[^,]{0,90}\b(?:gestures|poses|looks on|waves|smiles|cries|listens|reacts|embraces?|hugs?)\b"
    r"|,\s[A-Z][a-z]+\.?\s\d{1,2},\s\d{4}\.$",
    re.I,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_SINGLE_OPENS = re.compile(r"(?:^|(?<=[\s(—–-]))['‘](?=\w)")
_SINGLE_ENDS = re.compile(r"(?<=[,.!?…])['’](?=\s|$)")
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|hers|him)\b", re.I)
_LATER = re.compile(r"\b(?:seconds|moments|minutes|hours) (?:later|earlier)\.$")
_ENDS = re.compile(r"[.!]['’\"”)\]]*$")
_FEWEST_WORDS, _MOST_WORDS = 6, 48


def standing_alone(sentence: str) -> int | None:
    """Where in `sentence` a statement that stands alone begins (behind dateline and leading connective), or None if
    there is none in it."""
    start = _end(_DATELINE.match(sentence))
    start += _end(_CONNECTIVE.match(sentence[start:]))
    text = sentence[start:]
    if not (_FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS) or not _ENDS.search(text) or not _balanced(text):
        return None
    unquoted = _QUOTED.sub(" ", text)
    leans = (
        not (text[0].isalnum() or text[0] in "$€£“\"'‘")
        or (text[0].islower() and start == 0)
        or _LEANS.match(text)
        or _POINTS_BACK.search(unquoted)
        or _LATER.search(text)
        or _SPEAKS_FOR_ITSELF.search(unquoted)
        or _SINGLE_OPENS.match(text)
        or _BECKONS.match(text)
        or _HOUSEKEEPING.search(text)
        or _CAPTION.search(text)
        or _shouted(text)
        or re.match(r"(?:\S+\s){0,2}\S+:\s", text)
        or _pronoun_comes_first(unquoted)
    )
    return None if leans else start


def points_at_something(text: str) -> bool:
    """Whether `text` says "the company", "the move" and the like before it names anything that this could be."""
    pointing = _POINTS.search(text)
    return pointing is not None and not re.search(r"\s[A-Z]", _WEEKDAY.sub("", text[: pointing.start()]))


def mostly_quoted(text: str) -> bool:
    """Whether half of `text` or more stands within quotation marks."""
    return sum(len(match.group()) for match in _QUOTED.finditer(text)) * 2 >= len(text)


def needs_a_person(text: str, first_person: int | None) -> bool:
    """Whether "he" or "she" stands in `text` before anybody that it could mean: the person named at `first_person`, or
    somebody whom the sentence opens with ("The driver said he …")."""
    pronoun = _HE_OR_SHE.search(_QUOTED.sub(lambda match: " " * len(match.group()), text))
    if pronoun is None:
        return False
    named = first_person is not None and first_person < pronoun.start()
    opens = re.match(r"(?:The|A|An|One)\s(?:[^\s,]+\s){2,}", text[: pronoun.start()])
    speaks = re.search(r",\s(?:he|she)\s\w+", text)
    return not named and (opens is None or speaks is not None)


def quoted_passages(text: str) -> list[tuple[int, int]]:
    """Start and end of the passages of `text` within double quotation marks, marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


def capitalized(text: str) -> str:
    """`text` with its first letter upper-cased."""
    return text[:1].upper() + text[1:]


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _balanced(text: str) -> bool:
    """Whether every mark that opens is closed. A single mark counts where it can't be an apostrophe."""
    pairs_match = all(text.count(left) == text.count(right) for left, right in ("“”", "()", "[]"))
    opened, ended = bool(_SINGLE_OPENS.search(text)), bool(_SINGLE_ENDS.search(text))
    return pairs_match and text.count('"') % 2 == 0 and opened >= ended


def _shouted(text: str) -> bool:
    """Whether most letters are capitals, as in a heading within the text."""
    return sum(letter.isupper() for letter in text) > sum(letter.islower() for letter in text)


def _pronoun_comes_first(text: str) -> bool:
    """Whether a personal pronoun comes before any word that it could stand for."""
    pronoun = _PRONOUN.search(text)
    return pronoun is not None and not terms(text[: pronoun.start()])
