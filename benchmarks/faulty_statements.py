"""What an editor would strike out of a digest: repetition, beginnings that point back at what isn't there, quotation
marks that don't pair, pronouns that stand for nobody.

All of it is judged by lists and rules of the benchmark's own; nothing is taken from what writes digests.
"""

import re
from collections.abc import Sequence
from itertools import combinations
from statistics import median

from spacy.tokens import Doc, Token

from extractors.meanings import meanings

REPEATED = 0.6
"""From this similarity on, two statements of one digest count as a repetition."""
_COMMON = (0.3, 0.5)
"""Least and most that the meanings of two statements of one digest are taken to have in common, being about one thing.
0.3 is the median cosine of 2,667 pairs of digests of real events; narrow subjects reach 0.5."""

_MARKS = " \t\n\"“”„«»'‘’`([—–-…"


def repetitions(statements: Sequence[Doc]) -> list[tuple[Doc, Doc]]:
    """The pairs of parsed statements that say nearly the same: the larger of two similarities is over 0.6.

    One is the overlap coefficient of their content words (lemmas, spaCy's stop words left out): the words that they
    share to the words of the one that has fewer, which sees that a statement says nothing beyond the other. The other
    is the cosine of their meanings, corrected for what statements of this digest have in common as Cohen's kappa is for
    chance: (cosine - common) / (1 - common), where common is the median cosine of the digest's pairs, within 0.3 to
    0.5. The bare cosine is over 0.6 for one pair in twenty; few of them repeat anything.
    """
    vectors = meanings().vectors([doc.text for doc in statements])
    words = [_content(doc) for doc in statements]
    cosines = {(i, j): float(vectors[i] @ vectors[j]) for i, j in combinations(range(len(statements)), 2)}
    common = min(max(median(cosines.values()), _COMMON[0]), _COMMON[1]) if cosines else 0.0
    return [
        (statements[i], statements[j])
        for (i, j), cosine in cosines.items()
        if max(_overlap(words[i], words[j]), (cosine - common) / (1 - common)) > REPEATED
    ]


def _content(doc: Doc) -> frozenset[str]:
    return frozenset(token.lemma_.lower() for token in doc if not token.is_stop and token.text[:1].isalnum())


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


# What follows an "it" that stands for nothing: "It is not clear whether", "it was reported that".
_IMPERSONAL = r"""(?:(?:['’]s|\ is|\ was|\ has\ been|\ had\ been|\ remains|\ remained|\ became|\ becomes|\ will\ be
    |\ would\ be|\ may\ be|\ could\ be|\ took|\ takes|\ seems|\ seemed|\ appears|\ appeared|\ turned\ out)
    (?:(?:\ [\w’']+){0,4}\ (?:that|whether|who)
    | (?:\ \w+){0,2}\ (?:clear|unclear|known|unknown|certain|uncertain)\ (?:if|how|why|when|what|where)
    | (?:\ \w+){0,2}\ (?:hard|difficult|easy|easier|harder|possible|impossible|necessary|important|unusual|common|time
        |likely|unlikely|early|late|up|minutes|hours|days|weeks|months|years)\ (?:for|to|before))\b)"""
_POINTS_BACK = re.compile(
    r"""(?:
      (?:he|she|they|him|her|his|hers|their|theirs|them|its)\b
    | it\b(?!{impersonal})
    | (?:this|that|these|those)\b(?!\ (?:year|month|week|weekend|morning|afternoon|evening|summer|autumn|fall|winter
        |spring|season|century|decade)(?:['’]s)?\b | \ who\b)
    | (?:such|others|another)\b(?!\ as\b)
    | (?:but|and|or|nor|so|yet|still|then|thus|hence|also|too|plus)\b(?!-|\ (?:far|called|many|much|of|in)\b)
    | (?:however|meanwhile|moreover|furthermore|additionally|therefore|nevertheless|nonetheless|consequently|accordingly
        |likewise|similarly|conversely|instead|otherwise|besides|afterwards?|thereafter|thereby|indeed|alternatively
        |elsewhere|regardless|secondly|thirdly|finally|lastly|later|separately)\b(?!\ (?:of|in|on|this|that)\b)
    | (?:as\ a\ (?:result|consequence)|in\ (?:addition|contrast|comparison|turn|response|return|other\ words|fact|short
        |particular|the\ meantime|the\ end)|by\ (?:contrast|comparison)|for\ (?:example|instance|this\ reason
        |that\ reason|one\ thing|his\ part|her\ part|their\ part|its\ part)|on\ the\ (?:other\ hand|contrary)
        |at\ the\ same\ time|at\ (?:that|this)\ (?:time|point|moment)|after\ (?:that|this)|even\ so|that\ said
        |of\ course|all\ of\ (?:this|that|them)|both\ of\ them|what['’]?s\ more|more\ (?:tellingly|importantly)
        |to\ that\ end|the\ latter|the\ same\ (?:day|year|month|week))\b(?!\ (?:of|to)\b)
    )""".replace("{impersonal}", _IMPERSONAL),
    re.IGNORECASE | re.VERBOSE,
)
_STANDS_FOR_NOTHING = re.compile(rf"it{_IMPERSONAL}", re.IGNORECASE | re.VERBOSE)


def dangles(statement: str) -> bool:
    """Whether a statement begins with a pronoun, a demonstrative or a connective that points back. One that begins with
    somebody's quoted words may begin as they do."""
    begin = statement.strip()
    return begin[:1] not in "\"“„«‘'" and _POINTS_BACK.match(begin.lstrip(_MARKS)) is not None


def has_unbalanced_quotes(statement: str) -> bool:
    """Whether a quotation mark is left open, or closed without being opened."""
    straight = len(re.findall(r"\"", re.sub(r"\d['’] ?\d{1,2}\"", "", statement)))  # 5'10" are inches
    depth = 0
    for mark in re.findall("[“”]", statement):
        depth += 1 if mark == "“" else -1
        if depth not in (0, 1):
            return True
    return depth != 0 or straight % 2 == 1


_PERSON = frozenset("he she him her his hers himself herself".split())
_MANY = frozenset("they them their theirs themselves".split())
_THING = frozenset("it its itself".split())
_WHEN = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december day week weekend month year morning afternoon evening night hour minute
    time""".split()
)


def unresolved_pronouns(doc: Doc) -> list[Token]:
    """The third-person pronouns of a statement, parsed alone, that stand before every name or noun they could mean.

    "He" and "she" can mean a name that is no place's or a noun in the singular; "it" anything in the singular but a
    person's name; "they" whatever; words of time are nobody. A pronoun in a phrase or clause in front may mean the main
    clause's subject: "In his speech, Jane Roe said".
    """
    found = []
    for token in doc:
        word = token.lower_
        if word not in _PERSON | _MANY | _THING or token.pos_ not in ("PRON", "DET"):
            continue
        if word == "it" and (token.dep_ == "expl" or _STANDS_FOR_NOTHING.match(doc.text, token.idx)):
            continue
        if not any(_can_mean(word, other) for other in (*doc[: token.i], *_subject_behind(token))):
            found.append(token)
    return found


def _can_mean(pronoun: str, other: Token) -> bool:
    if other.lower_ in _WHEN:
        return False
    if other.pos_ == "PROPN":
        if pronoun in _PERSON:
            return other.ent_type_ != "LOC"
        return pronoun in _MANY or other.ent_type_ != "PERSON"
    # A noun that the tagger takes for something else has its article still.
    if other.pos_ != "NOUN" and all(child.dep_ != "det" for child in other.children):
        return False
    return pronoun in _MANY or other.tag_ not in ("NNS", "NNPS")


def _subject_behind(token: Token) -> Sequence[Token]:
    """For a pronoun in a phrase or clause in front, what stands between that and the main verb; else nothing."""
    root = token.sent.root
    subjects = [child for child in root.children if child.dep_ in ("nsubj", "nsubj:pass")]
    if any(token in subject.subtree for subject in subjects):
        return ()
    comma = next((other.i for other in token.doc[token.i : root.i] if other.text == ","), root.i)
    return list(token.doc[comma : root.i + 1])
