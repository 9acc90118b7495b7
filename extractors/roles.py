"""What people are and for whom they speak: role and affiliation, as the text introduces them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.gazetteer import CLOSED_CLASS, ROLES
from extractors.readings import Name, Organization
from extractors.speakers import CUE

__all__ = ["Introduction", "introductions"]


@dataclass(frozen=True)
class Introduction:
    """A person's role and affiliation as the text puts them."""

    role: str | None
    affiliation: str | None


_role = "|".join(sorted(ROLES, key=len, reverse=True))
_MODIFIER = r"(?:[A-Za-z][\w’'&-]*\s+){0,4}?"
_BEHIND = re.compile(
    rf",\s+(?:who\s+is\s+|who\s+was\s+)?(?:(?:an?|the|one\s+of\s+the|its|their|his|her)\s+)?"
    rf"(?:(?P<owner>[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){{0,4}})[’']s\s+)?"
    rf"(?P<role>{_MODIFIER}(?:{_role})s?(?:\s+and\s+{_MODIFIER}(?:{_role}))?(?:\s+of\s+(?:[a-z][\w-]*(?:\s+(?:and\s+)?[a-z][\w-]*){{0,3}}))?)"
    rf"(?:\s+(?:at|of|for|with|from|in)\s+(?:the\s+)?(?P<affiliation>[A-Z][\w.’'&-]*(?:\s+(?:of\s+the\s+|of\s+"
    rf"|for\s+|and\s+|&\s+)?[A-Z][\w.’'&-]*){{0,6}}))?"
    r"(?=[,.;:)—]|\s+(?:at|of|for|with|from|in|on|and|who|to|said|told|says)\b|$)",
)
_title = "|".join(role.capitalize() for role in sorted(ROLES, key=len, reverse=True))
_OFFICE = (
    "Chief|Senior|Deputy|Vice|Prime|Foreign|Finance|Defence|Defense|Executive|Interior|Information|Health|Energy|Justice"
    "|Police|Fire|General|Managing|Assistant|Associate|Attorney"
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<role>(?:[a-z][a-z-]+\s+){{0,3}}(?:{_role})|(?:(?:{_OFFICE})\s+){{0,3}}(?:{_title}|CEO|CFO|COO|CTO))"
    r",?\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?$"
)
_OUTSIDE = CLOSED_CLASS - {"former", "police", "scientists", "people"}
_REACH = 90


def introductions(text: str, people: Iterable[Name], organizations: Iterable[Organization]) -> dict[str, Introduction]:
    """For each person the first introduction that the text gives."""
    ends = {span.end: one.name for one in organizations for span in one.mentions}
    found: dict[str, Introduction] = {}
    for person in people:
        for mention in person.mentions:
            introduction = _behind(text, mention.end, ends) or _before(text, mention.start, ends)
            if introduction:
                found[person.name] = introduction
                break
    return found


def _behind(text: str, end: int, organizations: Mapping[int, str]) -> Introduction | None:
    """The apposition behind a name: ", chief economist at Acme,"."""
    match = _BEHIND.match(text, end, min(len(text), end + 2 * _REACH))
    if not match:
        return None
    part = "owner" if match["owner"] else "affiliation"
    affiliation = match[part]
    named = organizations.get(match.end(part))
    return Introduction(match["role"], named or (affiliation.rstrip(".’'") if affiliation else None))


def _before(text: str, start: int, organizations: Mapping[int, str]) -> Introduction | None:
    """The role before a name: "Acme chief executive", "Acme's chief executive"."""
    line = text.rfind("\n", max(0, start - _REACH), start) + 1
    begin = max(line, start - _REACH)
    match = _BEFORE.search(text[begin:start])
    if not match:
        return None
    words = match["role"].split(" ")
    outside = [index for index, word in enumerate(words[:-1]) if word in _OUTSIDE or CUE.fullmatch(word)]
    role = " ".join(words[outside[-1] + 1 if outside else 0 :])
    end = begin + match.end("role") - len(role)
    while end > begin and text[end - 1].isspace():
        end -= 1
    if text[end - 2 : end] in ("’s", "'s"):
        end -= 2
    return Introduction(role, organizations.get(end))
