"""Wording: a source's sentence made fit to stand alone in a digest, or refused.

Only deletions at the start of a sentence and of "we reported" at its end, a capital letter, and a person's full name
for the short one or for the pronoun that opens the sentence: no word enters that its article does not have.
"""

import re

from summarizer.round_ups import opens_round_up
from summarizer.terms import terms


def _any_of(table: str) -> str:
    """An expression for any entry of a table, entries being set apart by " | " or a line end."""
    entries = re.split(r"\s\|\s|\n", table.strip())
    return "(?:" + "|".join(entry.strip().replace(" ", r"\s") for entry in entries if entry.strip()) + ")"


_PLACE = r"[A-Z][\w.'’-]*(?:[ ,]+(?:[A-Z][\w.'’-]*|\d{1,2}|de|la|of))*\s*"
_DATELINE = re.compile(
    rf"""^(?:
        (?:{_PLACE})?(?:\([A-Z][^()]{{1,40}}\)\s*[—–:-]+\s*|\([A-Z]{{2,}}\)\s+)          # "PORT ELLERY (Corvane) — "
      | [A-Z][A-Z.'’-]+(?:[ ,]+[\w.'’-]+){{0,5}}\s*(?:[—–]|--|(?<=\s)-(?=\s))\s*          # "PORT ELLERY, Nov. 17 - "
      | [A-Z][\w.'’]+(?:[ ,]+[A-Z][\w.'’]+){{0,3}}\s+(?:[—–]|--)\s+(?=[A-Z])               # "Port Ellery — "
    )""",
    re.X,
)
_CONNECTIVE = re.compile(
    _any_of(r"""
        however | meanwhile | moreover | furthermore | additionally | in addition | besides | nevertheless | nonetheless
        still | also | indeed | instead | overall | in fact | of course | for example | for instance | separately
        similarly | likewise | in reality | unfortunately | fortunately | as it turns out | be that as it may
        plus | at the same time | in particular | after all | that said | to be sure | interestingly | surprisingly
        notably | importantly
        in other words | in short
        as (?:i|we) (?:recently |previously |earlier )?(?:reported|wrote|noted)(?: \w+){0,3}
    """)
    + r",\s+|(?:but|and|yet|so)\s+(?!far\b)",
    re.I,
)
# A sentence that begins with one of these leans on the sentence before it.
_LEANS = re.compile(
    _any_of(r"""
        he | she | it | they | him | her | his | hers | its | their | theirs | them | this | that | these | those | such
        both | neither | either | another | others? | one (?:said|of) | some (?:said|of) | all of | many of | most of
        the (?:other|latter|former|same|first|second|third|two|three|four) | first | second | third | fourth | finally
        said | says | added | told | an? (?:spokesman|spokeswoman|spokesperson)
        (?:two|three|four|five|six|seven|eight|nine|ten) (?:had|have|were|was|are|of) | the rest | of the (?:two|three)
        then | until then | since then | from then | there | here | so | too | thus | hence | therefore | otherwise
        because | although | though | while | whereas | if | nor | or | which | who | whose | what | why | how | where
        yes | no | well | not | instead | only | even | again | same | similarly | as a result | as such
        in (?:that|this|it|doing) | for (?:that|this|example|instance) | by (?:that|this|then) | on the other
        at (?:that|this|the) (?:point|time|moment) | after (?:that|this) | before (?:that|this) | among them
        as it turns out | turns out | true(?=,) | however | in response | none of
        besides | regardless | in comparison
        looks like | apparently,? it | below | above | at least when | still (?:included|to come|others) | later
        doing (?:so|this|that)
        (?:two|three|four|five|six|seven|eight|nine|ten) \w+ed (?:for|to|in|on|at|by|from|with|against)
        the \d+ (?:had|have|were|was|are)
        (?:more than |at least |about |some |nearly )?(?:\d[\d,]*|(?:dozens|hundreds) of|two|three|four) (?:others|more)
        according to (?:him|her|them|it)
        (?:just )?\w+ (?:seconds|minutes|hours|days|weeks|months|laps) later
    """)
    + r"\b",
    re.I,
)
_POINTS = re.compile(
    r"\bthe "
    + _any_of(r"""
        \d+-year-old | firm | company | group | move | decision | announcement | report | study | pair | couple | duo
        trio | incident | deal | agency | official | spokesman | spokeswoman | statement | man | woman | suspect
        device | project | plan | event | changes? | news | video | post | letter | researchers | authors | team | law
        bill | ruling | offer | proposal | attack | attacker | victims? | girls | boys | men | women
    """)
    + r"\b(?!,| of | for | behind | from | in [A-Z])",
    re.I,
)
_SEVERAL = re.compile(r"\bthe (?:two|three|four|five|six) [a-z]+s\b(?! of | for | in | from | that | who )")
_FEWEST_OF_SEVERAL = 2
"""Names that stand before "the two brothers", at least, for these to be they."""
_BARE_NOUN = re.compile(r"The ([a-z]+) (?!of\b|for\b|that\b|who\b|which\b|in [A-Z]|at [A-Z]|from [A-Z]|to\b|between\b)")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|their|them)\b", re.I)
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|hers|him)\b", re.I)
_SAYS_OF_THEM = re.compile(r"(?:[A-Z][\w.’'-]*\s){1,4}(?:says?|said|added|thinks|believes)\s(?:that\s)?they\b")
_POINTS_BACK = re.compile(
    r"\b(?:of|for|in|on|by|with|at|to|from|about|after|before) (?:that|those|these|this) "
    r"(?!(?:week|weekend|month|year|summer|winter|spring|autumn|fall|season|morning|afternoon|evening|country|century)\b)\w+",
    re.I,
)
_LATER = re.compile(r"\b(?:seconds|moments|minutes|hours) (?:later|earlier)\.$")
# Words that mean another day to who reads the digest later.
_THAT_DAY = re.compile(
    r"\b(?:tonight|today|yesterday|tomorrow|last night|this (?:morning|afternoon|evening)"
    r"|earlier (?:this|in the) (?:day|week)"
    r"|(?:hours|days?|a week|two weeks) (?:ago|earlier))\b",
    re.I,
)
# "In recent days, it has …": an opening phrase, and then a subject that the sentence before names. But "it emerged".
_LATE_SUBJECT = re.compile(
    r"^[^,“\"‘]{2,60},\s(?:it|they)\s(?!(?:(?:is|was|has been|had been|became|can be|may be)\s(?:not\s|now\s|then\s)?"
    r"(?:reported|announced|said|clear|unclear|likely|unlikely|possible|expected|revealed|confirmed|known|thought|believed"
    r"|estimated|feared|hoped|understood|time|too|hard|easy|important|necessary)|emerged|appears|appeared|seems|seemed"
    r"|turned out|takes|took|remains to)\b)"
)
_HERE = re.compile(r"\bhere\b(?! in\b)", re.I)
_UNSAID = re.compile(r"\b(?:agreed|disagreed|declined|refused|denied (?:it|this|that))\.$")
_OBJECT = re.compile(
    r"\b(?:it|that|this)[.:;]|\bthis one\b|\brul\w+ it out\b|\bwhether (?:that|this) \w"
    # "learned this the hard way", "For small satellites, that's not much", "…, it said."
    r"|\b\w+ed this (?:the|at|in|on|by|with|when|again|too|as|because)\b"
    r"|^[^,“\"‘]{2,60},\s(?:that|this|these|those)(?:['’]s|\s(?:is|was|are|were|will|would|means|meant|has|had))\b"
    r"|,\s(?:it|they)\s(?:said|says|added|noted)\.$|^\w+ \w+ed them\b"
    r"|^(?:[\w,]+ ){1,4}(?:have|has|had|can|could|may|will|would) \w+ them\b",
    re.I,
)
# "Samsung is expected to unveil them": nothing before is a plural.
_THEM_OF_ONE = re.compile(
    r"(?:(?!(?!(?:is|was|has|as|its|his|this|thus|says)\b)\w+s\b|and\b|them\b|people\b|police\b|(?:wo)?men\b|children\b"
    r"|staff\b|crew\b|media\b|data\b|majority\b|both\b|many\b|some\b|\d)[\w’'-]+ ){1,9}them\b"
)
# "In recent weeks it has dipped": a time, and then a subject that the sentence before names.
_SINCE_THEN = re.compile(
    r"^(?:in|over|for|since|during|by|until)\s(?:[\w-]+\s){0,3}"
    r"(?:hours?|days?|weeks?|weekend|months?|years?|decades?|(?:19|20)\d\d)\s(?:it|they)\s(?:has|have|had|was|were)\b",
    re.I,
)
_SPEAKS_FOR_ITSELF = re.compile(
    r"\b(?:I|I['’]\w+|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|[Ww]e['’]\w+|us|[Oo]urs?|[Yy]ou|YOU|[Yy]ou['’]\w+|[Yy]ours?|[Ll]et['’]s)\b"
)
_BECKONS = re.compile(
    _any_of(
        "do | don['’]t | take | let | click | read | see | watch | check | follow | visit | sign | subscribe | please"
        " | ring | send | email | download | listen | stay | add | tap | share | join us"
    )
    + r"\b",
    re.I,
)
_HOUSEKEEPING = re.compile(
    _any_of(r"""
        newsletter | sign up | subscri(?:be|ption) | click (?:here|on|to) | read (?:more|the (?:original|full))
        requests? for comment | declin\w+ to comment | did(?: not|n['’]t) (?:immediately )?(?:respond|reply|comment)
        follow us | cookie | copyright | © | all rights reserved | https?:// | www\. | @\w+ | press association
        first published | this (?:newspaper|paper|website|article|story|post|piece|page)\b
        the (?:diagram|map|chart|graphic|table|graph|video|photo|picture|list|gallery) (?:below|above)
        (?:shown|see) below
        updated at | advertisement | getty images
    """),
    re.I,
)
_CAPTION = re.compile(
    _any_of(r"""
        ^(?:(?:in )?(?:an?|the|this) )?(?:undated |file )*(?:photo|photograph|picture|image|video|screenshot)\b
        (?:photo|image|picture|video)\s*(?::|by\b|credit|courtesy|from\b|shows?\b) | \b(?:is|are) (?:seen|shown)\b
        \bpictured\b | \bphotographed\b | \bdiscusses\b | \bjoins?\b.*\bto discuss\b
        ^[^,]{0,90}\b(?:gestures|poses|looks on|waves|smiles|cries|listens|reacts|embraces?|hugs?)\b
        , [A-Z][a-z]+\.? \d{1,2}, \d{4}\.$
    """),
    re.I,
)
# Words of a graphic or a heading that ran into the text.
_GRAPHIC = re.compile(
    r"\s[|]\s|^\d+(?:[.)]|/\d+)\s|^\d+[A-Z]|^[A-Z]{4,}(?:['’]S)?\s[A-Z]{4,}\b|^[A-Z]{3,}\s[A-Z][a-z]?\s|\b[A-Z]{3,}(?:\s[A-Z]{3,}){2,}\b"
    r"|\b(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun),\s[A-Z]"
)
_HEADED = re.compile(r"(?:\S+\s){0,2}\S+:\s")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_SINGLE_OPENS = re.compile(r"(?:^|(?<=[\s(—–-]))['‘](?=\w)")
_SINGLE_SPEECH = re.compile(r"[:,]\s['‘](?=\w)")
_SINGLE_CLOSES = re.compile(r"[\w.,!?…]['’](?!\w)")
_SINGLE_ENDS = re.compile(r"(?<=[,.!?…])['’](?=\s|$)")
_ENDS = re.compile(r"[.!]['’\"”)\]]*$")
_FEWEST_WORDS, _MOST_WORDS = 6, 48
_MOST_CHARACTERS = 1000
"""A sentence of so few words with more is none, and would take the expressions above long."""


def behind_opening(sentence: str) -> int:
    """Where in `sentence` a statement begins: behind its dateline and its leading connective."""
    start = _end(_DATELINE.match(sentence))
    return start + _end(_CONNECTIVE.match(sentence[start:]))


def without_own_report(text: str, outlet: str) -> str:
    """`text` without a closing "as we reported on Monday" or "the Echo reported", where `outlet` is the Echo: the
    citation says so."""
    name = re.escape(outlet.removeprefix("The ").removeprefix("the "))
    own = rf",\s(?:as\s)?(?:we|(?:[Tt]he\s)?{name})\s(?:(?:has|have)\s)?(?:(?:first|previously|earlier|recently)\s)?"
    found = re.search(rf"{own}report(?:ed|s)(?:\s(?:on\s\w+|earlier|last\s\w+|yesterday|today))?\.$", text)
    return f"{text[: found.start()]}." if found else text


def with_name(text: str, name: str) -> str:
    """`text` with the "he", "she", "his" or "her" that opens it replaced by `name`."""
    possessive = f"{name}'s" if re.match(r"his|her", text, re.I) else name
    return _HE_OR_SHE.sub(lambda _: possessive, text, count=1) if _HE_OR_SHE.match(text) else text


def stands_alone(text: str, *, opens_inside: bool = False) -> bool:
    """Whether `text` can be read alone.

    Args:
        opens_inside: whether words before it were dropped, so that a small first letter is no fault.
    """
    if (
        len(text) > _MOST_CHARACTERS
        or not (_FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS)
        or not _ENDS.search(text)
        or not _balanced(text)
    ):
        return False
    unquoted = _QUOTED.sub(" ", text)
    leans = (
        not (text[0].isalnum() or text[0] in "$€£“\"'‘")
        or (text[0].islower() and not opens_inside)
        or _LEANS.match(text)
        or _POINTS_BACK.search(unquoted)
        or _LATER.search(unquoted)
        or _OBJECT.search(unquoted)
        or _UNSAID.search(unquoted)
        or _HERE.search(unquoted)
        or _LATE_SUBJECT.match(text)
        or _SINCE_THEN.match(text)
        or _THEM_OF_ONE.match(unquoted)
        or opens_round_up(text)
        or _SPEAKS_FOR_ITSELF.search(unquoted)
        or _SINGLE_OPENS.match(text)
        or _BECKONS.match(text)
        or _HOUSEKEEPING.search(text)
        or _CAPTION.search(text)
        or _GRAPHIC.search(text)
        or _shouted(text)
        or _HEADED.match(text)
        or _pronoun_comes_first(unquoted)
    )
    return not leans


def points_at_something(text: str) -> bool:
    """Whether `text` says "the company", "the move" and the like before it names anything that this could be, or
    "this morning" and the like, which its reader has to date."""
    pointing = _POINTS.search(text)
    unnamed = pointing is not None and not re.search(r"\s[A-Z]", _WEEKDAY.sub("", text[: pointing.start()]))
    several = _SEVERAL.search(text)
    unnamed |= several is not None and len(re.findall(r"\b[A-Z]", text[1 : several.start()])) < _FEWEST_OF_SEVERAL
    return unnamed or _THAT_DAY.search(_QUOTED.sub(" ", text)) is not None


def opening_noun(text: str) -> str:
    """The noun of a statement that opens with "The rocket …", with nothing that says which; "" of another one."""
    found = _BARE_NOUN.match(text)
    return found[1] if found else ""


def mostly_quoted(text: str) -> bool:
    """Whether half of `text` or more stands within quotation marks."""
    return sum(len(match.group()) for match in _QUOTED.finditer(text)) * 2 >= len(text)


def needs_a_person(text: str, first_person: int | None) -> bool:
    """Whether "he" or "she" stands in `text` before anybody that it could mean: the person named at `first_person`, or
    somebody whom the sentence opens with ("The driver said he …"); or whether the one person with whom it opens says
    what "they" did."""
    if first_person == 0 and _SAYS_OF_THEM.match(text):
        return True
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
    speech = _SINGLE_SPEECH.search(text)
    closed = speech is None or _SINGLE_CLOSES.search(text, speech.end()) is not None
    return pairs_match and text.count('"') % 2 == 0 and opened >= ended and closed


def _shouted(text: str) -> bool:
    """Whether most letters are capitals, as in a heading within the text."""
    return sum(letter.isupper() for letter in text) > sum(letter.islower() for letter in text)


def _pronoun_comes_first(text: str) -> bool:
    """Whether a personal pronoun comes before any word that it could stand for."""
    pronoun = _PRONOUN.search(text)
    return pronoun is not None and not terms(text[: pronoun.start()])
