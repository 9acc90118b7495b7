"""What kind of thing a name names, judged over all its mentions in a document."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.gazetteer import (
    BEFORE_PLACES,
    GIVEN_NAMES,
    NATIONALITIES,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PLACE_WORDS,
    PLACES,
    ROLES,
)

__all__ = ["Run", "as_place", "initial", "labels"]

_ALONE = frozenset({"Congress", "Parliament", "Senate", "Treasury", "Pentagon", "Interpol"})
_CUES = frozenset(
    """said says say told tells added adds wrote writes tweeted announced asked replied argued warned explained noted
    claimed insisted confirmed acknowledged testified suggested predicted""".split()
)
_CORPORATE = frozenset("announced reported acquired shares stock unveiled launched plans earnings revenue".split())
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}s?")
_AGE = re.compile(r"[1-9][0-9]")


@dataclass(frozen=True)
class Run:
    """A candidate name: tokens `start` to `end`, and what stands around it."""

    start: int
    end: int
    name: str
    titled: bool
    opens: bool
    """Whether it starts its sentence, where a capital says nothing."""


def as_place(name: str) -> str:
    """A name as the list of places writes it: "NEW YORK" of a dateline as "New York"."""
    return name.title() if name.isupper() and len(name) > 3 and "." not in name else name


def initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def labels(words: list[str], runs: list[Run], headline: list[str]) -> dict[str, str]:
    """PERSON, ORG, GPE or MISC for each name of `runs` that is one; `headline` holds the people it names in full."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for run in runs:
        votes[run.name].update(_evidence(words, run))
    found = {name: _verdict(counts) for name, counts in votes.items()}
    _recognize_by_short_forms(votes, found)
    people = {name for name, label in found.items() if label == "PERSON" and " " in name} | set(headline)
    surnames = {name.rsplit(" ", 1)[1] for name in people}
    firsts = {name.split(" ", 1)[0] for name in people}
    heads = {name.split(" ", 1)[0] for name, label in found.items() if label == "ORG" and " " in name}
    for name, label in found.items():
        if " " in name or (label in ("GPE", "ORG") and (name in PLACES or name in ORGANIZATIONS)):
            continue
        if name in surnames or (name in firsts and name in GIVEN_NAMES):
            found[name] = "PERSON"
        elif name in heads and label != "PERSON" and name not in NATIONALITIES:
            found[name] = "ORG"
    return {name: label for name, label in found.items() if label}


def _recognize_by_short_forms(votes: dict[str, Counter[str]], found: dict[str, str]) -> None:
    """Takes unknown names of two or three words for people where the text goes on with the last word alone, or with
    the first alone as a speaker; things stand behind "the"."""
    for name, label in list(found.items()):
        parts = name.split(" ")
        if label != "MISC" or not 1 < len(parts) < 4 or votes[name]["THE"] or not all(map(str.isalpha, parts)):
            continue
        last, first = votes.get(parts[-1], Counter()), votes.get(parts[0], Counter())
        if (last and not last["THE"] and not last["GPE"]) or (first["CUE"] and not first["THE"]):
            found[name] = "PERSON"
            found.update({part: "PERSON" for part in (parts[0], parts[-1]) if votes.get(part) and votes[part]["CUE"]})


def _verdict(counts: Counter[str]) -> str:
    """The label with most weight; at equal weight the first in the order below. Empty for what is no name."""
    best = max(("PERSON", "ORG", "GPE", "MISC"), key=lambda label: counts[label])
    return best if counts[best] else ""


def _evidence(words: list[str], run: Run) -> Iterator[str]:
    """Labels that one mention speaks for, repeated by weight; also THE and CUE for what stands before and beside."""
    parts = run.name.split(" ")
    before = words[run.start - 1] if run.start else ""
    after = words[run.end] if run.end < len(words) else ""
    strong = _by_itself(run, parts)
    yield from [strong] * 12 if strong else []
    # "The Lady Maren" is a ship, whatever her name sounds like.
    if run.titled and not strong and (run.start < 2 or words[run.start - 2].lower() != "the"):
        yield from ["PERSON"] * 10
    if after == "," and run.end + 2 < len(words) and _AGE.fullmatch(words[run.end + 1]) and words[run.end + 2] == ",":
        yield from ["PERSON"] * 10
    if before in ROLES:
        yield from ["PERSON"] * 6
    following = words[run.end + 1] if run.end + 1 < len(words) else ""
    if (
        len(parts) == 2
        and after in ("of", "who")
        and before.lower() != "the"
        and (after == "who" or following[:1].islower())
    ):
        yield from ["PERSON"] * 2
    if len(parts) > 1 and _introduced(words, run.end):
        yield from ["PERSON"] * 4
    if before.lower() == "the":
        yield "THE"
    if after in _CUES or before in _CUES:
        yield "CUE"
        yield from ["PERSON" if 1 < len(parts) < 4 else "ORG"] * 3
    if after in _CORPORATE:
        yield from ["ORG"] * 4
    if before == "at":
        yield from ["ORG"] * 2
    if before in BEFORE_PLACES and len(parts) < 4 and not (parts[0] in GIVEN_NAMES and len(parts) > 1):
        yield from ["GPE"] * 3
    if not run.opens or len(parts) > 1:
        yield "MISC"


def _by_itself(run: Run, parts: list[str]) -> str:
    """The label that the name's own words give, or an empty string."""
    if as_place(run.name) in PLACES:
        return "GPE"
    if run.name in ORGANIZATIONS or run.name in _ALONE:
        return "ORG"
    if len(parts) == 1:
        return "ORG" if _ACRONYM.fullmatch(run.name) else ""
    if parts[-1] in ORGANIZATION_WORDS or ("of" in parts and set(parts[: parts.index("of")]) & ORGANIZATION_WORDS):
        return "ORG"
    if run.name.startswith(("Department of", "House of", "Ministry of", "Bank of")):
        return "ORG"
    if "&" in parts:
        return "ORG"
    if parts[0] in GIVEN_NAMES - PLACES and len(parts) < 5 and "of" not in parts:
        return "PERSON"
    if any(map(initial, parts[:-1])) and len(parts) < 5:
        return "PERSON"
    return (
        "GPE"
        if parts[-1] in PLACE_WORDS or parts[0] in ("Lake", "Mount", "Port", "Cape", "Fort", "San", "Santa")
        else ""
    )


def _introduced(words: list[str], end: int) -> bool:
    """Whether a role in apposition follows: ", the company's chief economist"."""
    if end >= len(words) or words[end] != ",":
        return False
    for word in words[end + 1 : end + 7]:
        if word in ROLES:
            return True
        if word in (",", ".", "said", "and") or word in _CUES:
            return False
    return False
