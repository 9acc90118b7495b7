"""For whom a pronoun stands: the person or organization that the nearest sentence before it speaks of."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from extractors.gazetteer import CALENDAR, CLOSED_CLASS, FEMALE, MALE, NATIONALITIES, ROLES
from extractors.intervals import Intervals
from extractors.marks import passages
from extractors.sentences import starts

__all__ = ["Antecedents", "Mention", "governed", "subjects"]

_EITHER = frozenset(
    """Andrea Ashley Carol Dana Jackie Jamie Jean Jody Jun Kelly Kerry Kim Lee Leslie Lynn Min Nicola Pat Robin Sam
    Shannon Stacey Stacy Taylor Terry Tracy Wei Yuki""".split()
)
"""Given names that women and men have."""
_SHE_TITLE = re.compile(r"\b(?:M(?:r?s|iss)\.?|Dame|Lady|Queen|Princess|Baroness|Madame?) $")
_HE_TITLE = re.compile(r"\b(?:Mr\.?|Sir|Lord|King|Prince|Baron) $")
_SHE_ROLE = re.compile(r"(?:\w*woman|actress|mother|daughter|widow|sister|wife)\b", re.IGNORECASE)
_HE_ROLE = re.compile(r"(?:(?:spokes|congress|business|police)man|father|son|widower|brother|husband)\b", re.IGNORECASE)
_SHE, _HE = re.compile(r"(?:She|Her)\b"), re.compile(r"(?:He|His)\b")

_roles = "|".join(sorted(ROLES, key=len, reverse=True))
_calendar = "|".join(sorted(map(re.escape, CALENDAR), key=len, reverse=True))
_GOVERNED = re.compile(
    r"\b(?:for|of|to|with|by|at|from|in|on|about|against)(?: (?:the|an?|his|her|its|their))?"
    rf"(?: (?:former|then|late|\d+|[a-z]+[’']s|{_roles}|(?!(?:{_calendar})(?:\W|$))[A-Z][\w.’'-]*)){{0,4}}\s+$"
)
_MODIFIER_END = re.compile(r"[’']s?(?!\w)|-[a-z]")
"""What stands behind a name that only limits another word: "Acme’s", "Corvane-based"."""
_TO_HEAD = re.compile(rf"(?:\s[a-z][a-z-]+){{0,3}}\s(?:{_roles}),?\s$")
_one = "|".join(sorted(ROLES - {"police"}, key=len, reverse=True))
_SOMEBODY = re.compile(
    rf"(?:The|An?|One|Another|His|Her|Their)\s+"
    rf"(?:(?!(?:for|of|from|at|in|on|to|with|and)\s)[\w’'-]+\s+){{0,4}}?(?P<noun>{_one}|wo?man|boy|girl|mother|father"
    r"|son|daughter|brother|sister|husband|wife|widow|cousin|uncle|aunt|friend|passenger|survivor|victim|protester)(?=[,.]|\s)"
)
_STRANGER = re.compile(r"[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w.’'-]*)+(?=,|\s[a-z])")
_SOMETHING = re.compile(
    r"(?:The|An?|Its|Their)\s(?!(?:company|firm|group|agency|bank|party|union|paper|newspaper|statement|report)\b)[a-z]"
)
_ATTRIBUTE = re.compile(r"(?:\s(?:for|at|of|from|with|in)\s[^,]*)?,?\s*")
_PERSON_REACH, _ORGANIZATION_REACH = 1_500, 500
"""Characters from a pronoun back to the end of the sentence that names whom it stands for."""


@dataclass(frozen=True)
class Mention:
    """A name in the text, under its fullest form."""

    start: int
    end: int
    name: str
    kind: str


def governed(text: str, begin: int, start: int) -> bool:
    """Whether a preposition governs the name at `start`: "a spokesman for President Jane Roe"; nothing before `begin`
    counts."""
    return bool(_GOVERNED.search(text[max(begin, start - 70) : start]))


def subjects(text: str, begin: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Those of `mentions`, neighbours in order, that may be a subject: heads of their phrases, and not governed."""
    pairs = zip_longest(mentions, mentions[1:])
    return [one for one, following in pairs if _is_head(text, one, following) and not governed(text, begin, one.start)]


def _is_head(text: str, mention: Mention, following: Mention | None) -> bool:
    """Whether a name is the head of its phrase: not "Acme" of "Acme's chief" or of "Acme coach Jane Roe"."""
    if _MODIFIER_END.match(text, mention.end):
        return False
    between = text[mention.end : following.start] if following and following.start >= mention.end else "."
    return bool(between.strip()) and not _TO_HEAD.fullmatch(between)


class Antecedents:
    """Whom the pronouns of a text may stand for. Names within quotation marks are what is spoken of, not who speaks."""

    def __init__(self, text: str, mentions: Sequence[Mention], roles: Mapping[str, str]) -> None:
        self._text = text
        self._all = mentions
        self._roles = roles

    @cached_property
    def _quoted(self) -> Intervals:
        return Intervals([(passage.start, passage.end) for passage in passages(self._text)])

    @cached_property
    def _mentions(self) -> list[Mention]:
        return [one for one in self._all if not self._quoted.meet(one.start, one.end)]

    @cached_property
    def _begins(self) -> list[int]:
        return [one.start for one in self._mentions]

    @cached_property
    def _sentences(self) -> list[int]:
        return starts(self._text)

    def person(self, position: int, pronoun: str) -> str | None:
        """The person whom "he" or "she" at `position` stands for: the one who fits and is the subject of the nearest
        sentence that names anybody, else the only one there who fits; None where somebody unknown is its subject."""
        for start, end in self._back(position, _PERSON_REACH):
            named = self._named(start, end)
            fitting = [one for one in named if one.kind == "person" and self.fits(one, pronoun)]
            somebody = self._somebody(start, end, named)
            if somebody is not None:
                known = next((one for one in self._all if one.name == somebody and one.kind == "person"), None)
                return somebody if known and self.fits(known, pronoun) else None
            people = [one for one in subjects(self._text, start, named) if one.kind == "person"]
            if people and self.fits(people[0], pronoun):
                return people[0].name
            if fitting:
                return fitting[0].name if len({one.name for one in fitting}) == 1 else None
        return None

    def organization(self, position: int) -> str | None:
        """What "it" at `position` stands for, as far as it can speak: the organization or place that is the subject of
        the nearest sentence that names any, else the only organization there."""
        for start, end in self._back(position, _ORGANIZATION_REACH):
            named = self._named(start, end)
            if not named and _SOMETHING.match(self._text, start, end):
                return None
            heads = subjects(self._text, start, named)
            if heads and heads[0].kind in ("organization", "place"):
                return heads[0].name
            bodies = {one.name for one in heads if one.kind == "organization"}
            if bodies:
                return bodies.pop() if len(bodies) == 1 else None
        return None

    def fits(self, mention: Mention, pronoun: str) -> bool:
        """Whether "he" or "she" can stand for the person of `mention`, as far as the text or the given name tells."""
        return self._gender(mention.name) in (None, pronoun)

    def _gender(self, name: str) -> str | None:
        return self._genders.get(name)

    @cached_property
    def _genders(self) -> dict[str, str]:
        """The pronoun of each person: by title, else by role, by given name, or by the pronoun that takes the name
        up; without those whose it is not to be seen."""
        titled: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in self._all:
            before = self._text[max(0, one.start - 10) : one.start]
            if one.kind == "person":
                titled[one.name]["she"] += bool(_SHE_TITLE.search(before))
                titled[one.name]["he"] += bool(_HE_TITLE.search(before))
        found = {}
        for name, counts in titled.items():
            gender = _one_sided(counts) or self._by_name(name) or _one_sided(self._taken_up[name])
            if gender:
                found[name] = gender
        return found

    def _by_name(self, name: str) -> str | None:
        role, first = self._roles.get(name, ""), name.split()[0]
        if _SHE_ROLE.search(role) or _HE_ROLE.search(role):
            return "she" if _SHE_ROLE.search(role) else "he"
        if first in _EITHER or (first in MALE) == (first in FEMALE):
            return None
        return "he" if first in MALE else "she"

    @cached_property
    def _taken_up(self) -> defaultdict[str, Counter[str]]:
        """For each person the pronouns that open the sentence behind one that names nobody else."""
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for start, following in pairwise(self._sentences):
            people = {one.name for one in self._named(start, following) if one.kind == "person"}
            if len(people) == 1 and not self._somebody(start, following, self._named(start, following)):
                name = people.pop()
                votes[name]["she"] += bool(_SHE.match(self._text, following))
                votes[name]["he"] += bool(_HE.match(self._text, following))
        return votes

    def _back(self, position: int, reach: int) -> Iterator[tuple[int, int]]:
        """The sentences before `position`, the nearest first: that of `position` as far as it reaches before it."""
        end = position
        for index in range(bisect_right(self._sentences, position) - 1, -1, -1):
            if position - end > reach:
                return
            yield self._sentences[index], end
            end = self._sentences[index]

    def _named(self, start: int, end: int) -> list[Mention]:
        return self._mentions[bisect_left(self._begins, start) : bisect_left(self._begins, end)]

    def _somebody(self, start: int, end: int, named: Sequence[Mention]) -> str | None:
        """Who a sentence speaks of where its first words name nobody known: the one person in the text with that role,
        an empty string for a stranger; None where it does not begin so."""
        if self._quoted.meet(start, start + 1):
            return None
        found = _SOMEBODY.match(self._text, start, end)
        if found:
            people = [one for one in subjects(self._text, start, named) if one.kind == "person"]
            if any(_ATTRIBUTE.fullmatch(self._text, found.end(), one.start) for one in people if one.start > start):
                return None
            role = found["noun"].lower()
            known = [name for name, own in self._roles.items() if role in own.lower().split()]
            return known[0] if len(known) == 1 and self._text.startswith("The", start) else ""
        stranger = _STRANGER.match(self._text, start, end)
        if stranger is None:
            return None
        first = stranger[0].split()[0]
        if first.lower() in CLOSED_CLASS | ROLES or first in NATIONALITIES | CALENDAR:
            return None
        met = any(one.start < stranger.end() and start < one.end for one in named)
        return None if met else ""


def _one_sided(counts: Counter[str]) -> str | None:
    given = [pronoun for pronoun, count in counts.items() if count]
    return given[0] if len(given) == 1 else None
