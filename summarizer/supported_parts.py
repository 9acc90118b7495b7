"""Which words of a statement a sentence says that says a little less: "31 people were hurt" of "31 people were hurt in
the early morning, police in Tolbury said"."""

import re
from collections.abc import Iterator, Mapping
from math import fsum

from summarizer.terms import is_content, stem, tokens

_DAYTIMES = {
    word: at
    for at, listed in enumerate(
        (
            "morning mornings dawn daybreak sunrise breakfast",
            "midday noon lunchtime",
            "afternoon afternoons",
            "evening evenings dusk sunset",
            "night nights overnight midnight nightfall",
        )
    )
    for word in listed.split()
}
_CLOCK = re.compile(r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\bo['’]clock\b", re.I)
_LEAST = 0.5
"""Share of the statement's terms by weight that a part has at least, and share of the part's that are said."""
_FEWEST_TERMS = 4
_MOST_DESCRIBING = 4
"""Words of meaning in a description beside a name."""
_APPOSED = re.compile(r"(?P<name>[A-Z][\w’'-]+),\s(?:the|an?|its|his|her|their)\s[^,;:—–()“”\"]{2,60},")
_TIES = re.compile(r"(?:['’]s)?,?\s(?:(?:the|an?|its|his|her|their|whose)\s)?")


def unsaid(statement: str, other: str, said: Mapping[str, float]) -> int | None:
    """Where in `statement` the first particular begins that `other` does not say, in characters; None if it says all.

    A particular is a time of day, a name of which `other` has no word, or two words of meaning in succession: a single
    one may be said in another way. What somebody is called beside a name that `other` has too ("Chief executive Doug
    Parker", "Pavel Durov, the app's co-founder") tells who that is, and is none.

    Args:
        said: how far `other` says each term of the statement, 0 to 1.
    """
    own = list(_content(statement))
    missing = [not said.get(stem(word), 0.0) for word, _, _ in own]
    times = {_DAYTIMES[word] for word, _, _ in tokens(other) if word in _DAYTIMES}
    for place, (word, start, _) in enumerate(own):
        if _describes(statement, own, missing, place):
            continue
        timed = word in _DAYTIMES and _DAYTIMES[word] not in times and not _CLOCK.search(other)
        if timed or (missing[place] and _is_particular(statement, own, missing, place)):
            return start
    return None


def _is_particular(statement: str, own: list[tuple[str, int, int]], missing: list[bool], place: int) -> bool:
    """Whether the missing word and those around it say something that is left out with it."""
    named = [_is_name(statement, own, at) for at in range(len(own))]
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(own) and _is_beside(statement, own, place, at)]
    if named[place]:
        return not any(named[at] and not missing[at] for at in beside)
    return any(missing[at] and at > place for at in beside)


def _describes(statement: str, own: list[tuple[str, int, int]], missing: list[bool], place: int) -> bool:
    """Whether the missing word is of a few that stand right before or behind a name that is not missing, or in an
    apposition to one."""
    known = {own[at][2] for at in range(len(own)) if not missing[at] and _is_name(statement, own, at)}
    if any(
        found.end("name") in known and own[place][1] in range(*found.span()) for found in _APPOSED.finditer(statement)
    ):
        return True
    first = last = place
    while first > 0 and missing[first - 1]:
        first -= 1
    while last + 1 < len(own) and missing[last + 1]:
        last += 1
    if last - first >= _MOST_DESCRIBING:
        return False
    before, behind = first - 1, last + 1
    follows = before >= 0 and _is_name(statement, own, before) and _gap(statement, own, before, first)
    leads = behind < len(own) and _is_name(statement, own, behind) and _gap(statement, own, last, behind)
    return bool(leads or follows)


def _is_name(statement: str, own: list[tuple[str, int, int]], place: int) -> bool:
    start = own[place][1]
    return start > 0 and statement[start].isupper()


def _gap(statement: str, own: list[tuple[str, int, int]], one: int, other: int) -> bool:
    """Whether what stands between two neighbours ties a description to a name: a space, a comma, an article."""
    return _TIES.fullmatch(statement[own[one][2] : own[other][1]]) is not None


def _is_beside(statement: str, own: list[tuple[str, int, int]], one: int, other: int) -> bool:
    """Whether nothing but small words stands between two words."""
    left, right = sorted((one, other))
    return not re.search(r"[,;:—–()“”\"]", statement[own[left][2] : own[right][1]])


def supported_part(statement: str, end: int, said: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The words of `statement` before the character `end` from which on it says what is not said, without the small
    words before it; empty where they say too little of it."""
    own = list(_content(statement))
    inside = [word for word in own if word[2] <= end]
    part = [stem(word) for word, _, _ in inside]
    whole = fsum(weights.get(term, 1.0) for term in {stem(word) for word, _, _ in own})
    told = fsum(weights.get(term, 1.0) for term in set(part))
    known = fsum(weights.get(term, 1.0) * said.get(term, 0.0) for term in set(part))
    enough = len(set(part)) >= _FEWEST_TERMS and told >= _LEAST * whole and known >= _LEAST * told
    return statement[: inside[-1][2]] if enough else ""


def _content(text: str) -> Iterator[tuple[str, int, int]]:
    return (token for token in tokens(text) if is_content(token[0]))
