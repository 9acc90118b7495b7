"""Clauses by the parse: who says what (the verb that reports a clause, its subject, and the clause itself), of what
something is said, and whether a sentence says something whole.

Dependency labels are those of Universal Dependencies; on a document without a parse nothing is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.intervals import Bounds
from extractors.speakers import CUE

__all__ = ["Clause", "governor", "is_whole", "reported", "subject_of"]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
_SHARED = frozenset({"conj", "xcomp", "advcl"})
_WITHIN_NAME = frozenset(
    "flat flat:name compound appos nmod nmod:poss nmod:desc amod det case nummod fixed punct".split()
)
_THOUGHT = frozenset(
    """believe believes believed think thinks thought hope hopes hoped fear fears feared expect expects expected feel
    feels felt know knows knew doubt doubts doubted worry worries worried suspect suspects suspected find
    finds found show shows showed shown indicate indicates indicated reveal reveals revealed estimate
    estimates estimated project projects projected forecast forecasts realize realizes realized realise
    realised conclude deny denies rule rules ruled imply implies implied mention mentions mentioned charge
    charges charged allege alleges alleged maintain assert asserts asserted assure assures assured hint hints
    hinted guarantee guarantees guaranteed propose proposes proposed recommend recommends recommended agree
    agrees agreed promise promises promised pledge pledges pledged vow vows vowed threaten threatens
    threatened cite cites cited note""".split()
)
_PROMISES = frozenset(
    """promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing threaten threatens
    threatened threatening propose proposes proposed proposing offer offers offered offering refuse refuses
    refused agree agrees agreed decline declines declined claim claims claimed urge urges urged want wants
    wanted hope hopes hoped plan plans planned expect expects expected""".split()
)
"""Verbs whose reported clause may be an infinitive."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AFTER_VERBS = frozenset({"DT", "CD", "PRP$", "TO", "``"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
_SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl"})
_JOINS = frozenset("-’'&/$")
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "obj", "parataxis", "conj", "iobj", "advmod"})
_TRANSITIVE = frozenset("said says declared announced stated added noted insisted tweeted wrote argued claimed".split())
"""Verbs of saying that need what is said."""
_CHANGES = frozenset(
    """cut cuts cutting raise raises raised raising lower lowers lowered lowering increase increases increased reduce
    reduces reduced reducing lift lifts lifted slash slashes slashed boost boosts boosted trim trims trimmed hike hikes
    hiked expand expands expanded double doubles doubled halve halves halved keep keeps kept hold holds held""".split()
)
"""Verbs whose object is what changes."""
_UNSAID = frozenset({"to", "not", "n't", "n’t", "never"})
_NOBODY = frozenset({"there", "which", "what", "that", "this", "i", "you"})
_FEWEST = 3
"""Words of a reported clause."""
_LONGEST = 200
"""Words of a sentence that is looked at: the walks below take time that grows with its square."""
_HIGHEST = 12
"""Steps up the tree that are looked at."""


@dataclass(frozen=True)
class Clause:
    """A verb of saying with its subject, and the clause that it reports, as offsets."""

    cue: Bounds
    subject: Bounds
    content: Bounds


def _is_parsed(doc: Doc) -> bool:
    """Whether there is a parse; `Doc.has_annotation` looks at every token, and this is asked for every sentence."""
    return len(doc) > 0 and doc[0].dep != 0


def governor(doc: Doc, start: int, end: int) -> Clause | None:
    """The verb of saying that governs the words `start` to `end`: above them in the tree, or beside them, as in
    `"…," said X`."""
    span = doc.char_span(start, end, alignment_mode="expand") if _is_parsed(doc) else None
    if span is None or not len(span):
        return None
    token = span.root
    for _ in range(_HIGHEST):
        for verb in (*_beside(token), token.head):
            if not span.start <= verb.i < span.end and _says(verb):
                subject = _subject(verb)
                if subject and not (span.start <= subject.i < span.end):
                    return Clause(_bounds(verb), _phrase(subject), (start, end))
        if token.head is token:
            break
        token = token.head
    return None


def reported(doc: Doc) -> Iterator[Clause]:
    """Each clause that a verb of saying reports: "X said (that the pier was lost)"; in the order of the verbs."""
    if not _is_parsed(doc):
        return
    for verb in (token for sentence in doc.sents if len(sentence) <= _LONGEST for token in sentence):
        if verb.pos_ != "VERB" or any(child.lower_ in _UNSAID for child in verb.children):
            continue
        content = _content(verb)
        subject = _subject(verb) if content is not None else None
        if content is None or subject is None or subject.lower_ in _NOBODY:
            continue
        last = verb.left_edge.i if content is verb.head else len(doc)
        kept = [token for token in content.subtree if token.i < last]
        while kept and (kept[0].is_punct or kept[0].lower_ in ("that", "and")):
            del kept[0]
        while kept and kept[-1].is_punct:
            del kept[-1]
        if len(kept) >= _FEWEST and not kept[0].i <= subject.i <= kept[-1].i:
            yield Clause(_bounds(verb), _phrase(subject), (kept[0].idx, kept[-1].idx + len(kept[-1])))


def is_whole(doc: Doc, start: int, end: int) -> bool:
    """Whether the sentence `start` to `end` says something whole: it has a main verb, and one of saying says what. True
    without a parse. It is lenient, as taggers take many a verb for a participle or a plural."""
    span = doc.char_span(start, end, alignment_mode="expand") if _is_parsed(doc) else None
    if span is None or len(span) > _LONGEST:
        return True
    root = span.root
    if root.lower_ in _TRANSITIVE and not any(mark in span.text for mark in '“”"‘:'):
        others = (token for token in span if token.i > root.i or token.i < root.left_edge.i)
        return any(child.dep_ in _COMPLEMENTS for child in root.children) or any(
            token.tag_ in _FINITE for token in others
        )
    return any(_may_be_verb(token) and not _is_subordinate(token) for token in span)


def _may_be_verb(token: Token) -> bool:
    """Whether it is a finite verb, or may be one: a participle, or a "plural" before a determiner or a number."""
    follower = token.nbor().tag_ if token.i + 1 < len(token.doc) else ""
    return token.tag_ in _FINITE or token.tag_ == "VBN" or (token.tag_ == "NNS" and follower in _AFTER_VERBS)


def _is_subordinate(token: Token) -> bool:
    """Whether it stands in a clause that a conjunction or a relative pronoun opens."""
    head = token.head if token.dep_ in _AUXILIARY else token
    for _ in range(_HIGHEST):
        opened = any(child.dep_ == "mark" or child.tag_ in _RELATIVE for child in head.lefts)
        described = head.dep_ == "acl" and head.head.head != head.head  # of the root, it may be the verb itself
        if head.dep_ in _SUBORDINATE and (opened or described):
            return True
        head = head.head
    return False


def subject_of(doc: Doc, start: int, end: int) -> Bounds | None:
    """The subject of the verb that the words `start` to `end` depend on, with what belongs to it up to its first
    clause or comma: "demand for the skill" of "329%" in "demand for the skill, which is new, rose by 329%". None where
    the parse shows none, or only a pronoun."""
    span = doc.char_span(start, end, alignment_mode="expand") if _is_parsed(doc) else None
    token = span.root if span is not None and len(span) else None
    for _ in range(_HIGHEST):
        if token is None or token.dep_ in _SUBJECTS:
            return None
        reports = _says(token) or token.lower_ in _THOUGHT
        subject = None if reports else _measured_by(token, start)
        if subject is not None:
            nominal = subject.pos_ in ("NOUN", "PROPN") and not start <= subject.idx < end
            return _whole_phrase(subject, start) if nominal else None
        token = token.head if token.head != token else None
    return None


def _measured_by(token: Token, figure: int) -> Token | None:
    """What `token` says the figure of: of a verb its object before the figure ("cut its rate to 3%"), or its subject;
    of "with" the noun behind it ("with spending up 64%")."""
    if token.pos_ == "NOUN" and token.idx < figure and any(child.lower_ == "with" for child in token.lefts):
        return token
    changed = token.rights if token.lower_ in _CHANGES else ()
    objects = (child for child in changed if child.dep_ == "obj" and child.idx < figure and child.pos_ == "NOUN")
    return next(objects, None) or _nearest_subject(token)


def _nearest_subject(token: Token) -> Token | None:
    """The last subject before `token` that it has itself, or else shares; of a participle the noun that it describes,
    or the noun which that one belongs to ("demand for bots increased" is often read so)."""
    own = [child for child in token.lefts if child.dep_ in _SUBJECTS and child.tag_ != "WDT"]
    subject = own[-1] if own else _subject(token)
    for _ in range(_HIGHEST):
        if own or subject is None or subject.dep_ != "nmod":
            break
        subject = subject.head
    return subject


def _whole_phrase(head: Token, figure: int) -> Bounds:
    """The noun phrase of `head` with its prepositional phrases, up to a comma, a bracket, a clause or the figure."""
    start = end = head
    while start.i > head.left_edge.i and _belongs(head.doc[start.i - 1]):
        start = head.doc[start.i - 1]
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if (token.is_punct and token.text not in _JOINS) or token.idx >= figure > head.idx:
            break
        if token.dep_ in _SUBORDINATE or token.tag_ in _FINITE or token.tag_ in _RELATIVE:
            break
        end = token
    while start.i < head.i and start.pos_ == "CCONJ":
        start = head.doc[start.i + 1]
    while end.i > head.i and end.pos_ in ("ADP", "ADV", "DET", "CCONJ", "PUNCT", "PART", "SCONJ", "NUM"):
        end = head.doc[end.i - 1]
    return start.idx, end.idx + len(end)


def _belongs(token: Token) -> bool:
    """Whether a word before a noun can be of its phrase: no verb, no mark, no preposition but a hyphened one."""
    hyphened = token.i + 1 < len(token.doc) and token.nbor().text == "-"
    apart = token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "PRON") and token.tag_ not in ("VBG", "VBN", "PRP$")
    return hyphened or not (apart or token.tag_ == "WRB" or (token.is_punct and token.text not in _JOINS))


def _content(verb: Token) -> Token | None:
    """The head of the clause that `verb` reports."""
    for child in verb.children:
        if child.dep_ == "ccomp" and (_says(verb) or verb.lower_ in _THOUGHT):
            return child
        if child.dep_ == "xcomp" and verb.lower_ in _PROMISES and child.pos_ == "VERB":
            return child
    return verb.head if verb.dep_ == "parataxis" and _says(verb) else None


def _says(token: Token) -> bool:
    return CUE.fullmatch(token.lower_) is not None and token.pos_ in ("VERB", "AUX")


def _beside(token: Token) -> Iterator[Token]:
    return (child for child in token.children if child.dep_ in ("parataxis", "ccomp"))


def _subject(verb: Token) -> Token | None:
    """The subject of `verb`, its own or the one that it shares with the verb above it; of a participle that describes
    a noun ("a report saying …") the noun."""
    for _ in range(_HIGHEST):
        found = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if found is not None and verb.dep_ == "acl:relcl" and found.lower_ in ("who", "which", "that"):
            return verb.head
        if found is not None:
            return found
        if verb.dep_ in ("acl", "acl:relcl"):
            return verb.head
        if verb.dep_ not in _SHARED or verb.head is verb:
            return None
        verb = verb.head
    return None


def _phrase(subject: Token) -> Bounds:
    """The noun phrase of a subject, up to its first comma."""
    start, end = subject.left_edge.idx, subject.idx + len(subject)
    for token in subject.doc[subject.i + 1 : subject.right_edge.i + 1]:
        if token.dep_ not in _WITHIN_NAME or token.text in (",", "(", "—", "–", "-"):
            break
        end = token.idx + len(token)
    return start, end


def _bounds(token: Token) -> Bounds:
    return token.idx, token.idx + len(token)
