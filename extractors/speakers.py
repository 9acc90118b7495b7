"""Who speaks: the words that attribute, the subject beside them, and the person or organization it stands for."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.antecedents import Antecedents, Mention, governed, subjects
from extractors.gazetteer import ROLES
from extractors.readings import Name, Organization

__all__ = ["ACCORDING", "CUE", "Cast", "Mention", "Speaker"]

_SAYING = """
said says say saying told tells tell added adds wrote writes tweeted announced asked asks replied argued argues
warned warns explained explains noted notes claimed claims insisted insists confirmed acknowledged testified
suggested suggests predicted stated declared recalled remarked responded concluded continued complained admitted
agreed cautioned conceded contended countered denied described describing called calling observed joked lamented
pleaded pledged promised quipped reiterated shouted stressed urged vowed commented emphasized emphasised maintained
reported posted answered revealed believes thinks hopes quoted read reads criticized criticised praised accused
labeled labelled dubbed dismissed blasted mocked touted hailed boasted yelled screamed proclaimed retorted mused
opined fumed thundered summarized summarised elaborated exclaimed whispered signaled signalled counseled sang sings
penned chanted cried demanded demands chanting encouraging scolded lauded lambasted branded deemed
characterized characterised attacked hails shouts yells insists bragged conceding tweets explains
""".split()
_PARTICIPLES = """saying adding telling tweeting writing noting arguing calling describing asking claiming insisting
warning declaring explaining suggesting stating concluding shouting yelling announcing quoting""".split()
CUE = re.compile(rf"\b(?:{'|'.join(sorted({*_SAYING, *_PARTICIPLES}, key=len, reverse=True))})\b")
"""A word that attributes."""
_PARTICIPLE = re.compile(rf"(?:{'|'.join(_PARTICIPLES)})\b")
ACCORDING = re.compile(r"\b[Aa]ccording to\s+")

_TRAILING = re.compile(
    r"(?:[\s,]+(?:also|later|has|had|have|then|recently|never|once|who|would|previously|earlier|repeatedly|now|once"
    r"|still"
    r"|did not|didn[’']t|[a-z]{2,12}ly|is|was|are|were|and|but))*\s*$"
)
_ASIDE = re.compile(
    r",\s(?:for (?:instance|example|(?:his|her|its|their) part)|however|meanwhile|in turn|too|though),\s*$"
)
_PRONOUN = re.compile(r"\b(he|she|they|it|we|i)$", re.IGNORECASE)
_FIRST_PRONOUN = re.compile(r"(he|she|they|it|we|i)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_HE_OR_SHE = re.compile(r"(?:he|she|his|her)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:—–―“”\"]\s*|\b(?:[Aa]nd|[Bb]ut|that|as|when|while|because|after|before|if|although|though|where|which|until"
    r"|since)\s+"
)
_DETERMINER = re.compile(
    r"(?:the|an?|one|another|his|her|its|their|our|some|several|many|most|two|three|both|other|this|that|these)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|may|might|not|to|there|which|what|how)\b"
)
_THING = re.compile(r"\w{2,}-\d+")
"""How probes, rockets and engines are numbered, never who speaks."""
_WORD = re.compile(r"[\w’'-]+")
_END = re.compile(
    r"[.;:!?“”\"\n(]\s|[“”\"\n(]|[.;:!?]$|\s(?:who|that|which|after|when|while|as|before|in an?|on|during|adding"
    r"|noting)\s"
)
_SOURCE_END = re.compile(r"[,;:.]\s|[,;:.]$|\s(?:who|which|that|released|published|said|says)\s|[“”\"(\n]")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|St|Jr|Inc|Corp|Co|Ltd|U\.S)$")
_PREPOSITIONS = re.compile(r"\s(?:for|of|at|with|from|in|on|to)\s")
_NO_SPEAKERS = frozenset(
    """it’s it's that’s that's there’s there's who which what why how where when there they he she it we i you this
    that these those as""".split()
)
_SIGNATURE = re.compile(
    r"\s?(?:[―—–]|--?)\s?(?P<name>[^\W\d_][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|del|da|la|van|von|der|bin|al)){1,4})"
    r"(?=\s?(?:[.,(\n]|$))"
)
_SPAN_WORDS = 12


@dataclass(frozen=True)
class Speaker:
    """Who says something: the words that name the speaker, and for whom they stand, as far as that is known."""

    start: int
    end: int
    name: str | None
    person: bool = False


class Cast:
    """Everybody who is named in a text."""

    def __init__(
        self, text: str, names: Iterable[Name], organizations: Iterable[Organization], roles: dict[str, str]
    ) -> None:
        self._text = text
        mentions = [Mention(span.start, span.end, name.name, name.kind) for name in names for span in name.mentions]
        mentions += [
            Mention(span.start, span.end, one.name, "organization") for one in organizations for span in one.mentions
        ]
        mentions = [replace(one, kind="other") if _THING.fullmatch(one.name) else one for one in mentions]
        self._mentions = sorted(mentions, key=lambda mention: mention.start)
        self._starts = [mention.start for mention in self._mentions]
        self._roles = roles
        self._antecedents = Antecedents(text, self._mentions, roles)

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie within `start` to `end`, in order."""
        found = self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [mention for mention in found if mention.end <= end]

    def before_cue(self, begin: int, cue: int) -> Speaker | None:
        """The subject of the cue at `cue`, which stands before it; nothing before `begin` is looked at."""
        begin = max(begin, cue - 300)
        if _PARTICIPLE.match(self._text, cue):
            return self._main_subject(begin, cue)
        whole = _ASIDE.sub(" ", self._text[begin:cue])
        left = _TRAILING.sub("", whole)
        apposition = whole[len(left) - 1 :].lstrip().startswith(",")
        left = left.rstrip(" ,")
        pronoun = _PRONOUN.search(left)
        if pronoun:
            return self._pronoun(begin + pronoun.start(), begin + pronoun.end())
        if apposition:
            apposed = self._apposed(begin, begin + len(left))
            if apposed:
                return apposed
        chunk = max((found.end() for found in _CLAUSE.finditer(left)), default=0)
        return self._phrase(begin + chunk, begin + len(left))

    def _main_subject(self, begin: int, end: int) -> Speaker | None:
        """The subject of the clause that starts at `begin`, as far as its first words tell."""
        pronoun = re.compile(r"\s*(he|she)\b", re.IGNORECASE).match(self._text, begin, end)
        if pronoun:
            return self._pronoun(*pronoun.span(1))
        for mention in subjects(self._text, begin, self.mentions(begin, end)):
            if mention.kind in ("person", "organization"):
                return Speaker(mention.start, mention.end, mention.name, mention.kind == "person")
        return None

    def after_cue(self, cue_end: int, limit: int) -> Speaker | None:
        """The subject of the cue that ends at `cue_end`, which stands behind it: "said the minister"."""
        start = cue_end
        while start < limit and self._text[start] == " ":
            start += 1
        limit = min(limit, start + 300)
        pronoun = _FIRST_PRONOUN.match(self._text, start, limit)
        if pronoun:
            return self._pronoun(*pronoun.span())
        end = self._clause_end(_END, start, limit)
        parts = self._text[start:end].split(",")
        first = self._phrase(start, start + len(parts[0]), inverted=True)
        if first and not first.person and len(parts) > 1:
            begin = start + len(parts[0]) + 1
            people = [one for one in self.mentions(begin, begin + len(parts[1])) if one.kind == "person"]
            if people and not self._text[begin : people[0].start].strip():
                return Speaker(people[0].start, people[0].end, people[0].name, True)
        return first

    def opening(self, start: int, since: int) -> str | None:
        """The full name of the person for whom the pronoun at `start` stands, which opens a sentence: the only person
        whom it fits of those named from `since` on, in the sentences before; None where several or none are, or where
        somebody is spoken of before that name."""
        pronoun = _HE_OR_SHE.match(self._text, start)
        if pronoun is None:
            return None
        gender = "he" if pronoun[0].lower() in ("he", "his") else "she"
        mentions = [
            one for one in self.mentions(since, start) if one.kind == "person" and self._antecedents.fits(one, gender)
        ]
        if len({one.name for one in mentions}) != 1 or _SOMEBODY.search(self._text, since, mentions[0].start):
            return None
        return mentions[0].name

    def subject(self, start: int, end: int) -> Speaker | None:
        """The speaker whom the noun phrase or pronoun `start` to `end` names."""
        pronoun = _FIRST_PRONOUN.fullmatch(self._text, start, end)
        return self._pronoun(start, end) if pronoun else self._phrase(start, end)

    def signed(self, start: int, limit: int) -> Speaker | None:
        """The name at `start` that signs a quotation and ends the line."""
        signature = _SIGNATURE.match(self._text, start, limit)
        if not signature:
            return None
        begin, end = signature.span("name")
        known = [one for one in self.mentions(begin, end) if one.kind == "person"]
        return Speaker(begin, end, known[0].name if known else signature["name"], True)

    def according_to(self, start: int, limit: int) -> Speaker | None:
        """The source named behind "according to"."""
        return self._phrase(start, self._clause_end(_SOURCE_END, start, min(limit, start + 160)), inverted=True)

    def _clause_end(self, ending: re.Pattern[str], start: int, limit: int) -> int:
        """Where the first `ending` stands that is no full stop of an abbreviation."""
        for stop in ending.finditer(self._text, start, limit):
            if not _ABBREVIATION.search(self._text[max(start, stop.start() - 5) : stop.start()]):
                return stop.start()
        return limit

    def _apposed(self, begin: int, end: int) -> Speaker | None:
        """The name that an apposition between it and the cue explains: "Jane Roe, a chemist at Acme, said"."""
        for mention in reversed(self.mentions(begin, end)):
            if (
                mention.kind == "person"
                and self._text[mention.end : mention.end + 1] in (",", " ")
                and not governed(self._text, begin, mention.start)
            ):
                return Speaker(mention.start, mention.end, mention.name, True)
        return None

    def _phrase(self, start: int, end: int, inverted: bool = False) -> Speaker | None:
        """The speaker in the noun phrase `start` to `end`."""
        written = self._text[start:end]
        start += len(written) - len(written.lstrip())
        end -= len(written) - len(written.rstrip())
        written = self._text[start:end]
        if not written or len(written.split()) > _SPAN_WORDS or _VERB.search(written):
            return None
        mentions = self.mentions(start, end)
        people = [one for one in subjects(self._text, start, mentions) if one.kind == "person"]
        if people:
            person = people[0 if inverted else -1]
            return Speaker(person.start, person.end, person.name, True)
        if mentions and not _DETERMINER.match(written):
            first = mentions[0]
            if first.start == start and (first.end == end or self._text[first.end] == " ") and first.end >= end - 1:
                return Speaker(first.start, first.end, first.name, first.kind == "person")
        if mentions and mentions[-1].end == end and mentions[-1].kind in ("organization", "other"):
            last = mentions[-1]
            if self._text[start : last.start].strip().lower() in ("", "the"):
                return Speaker(last.start, last.end, last.name)
        if (
            inverted
            and not _DETERMINER.match(written)
            and written.split()[-1].lower() not in ROLES | {"police", "officials"}
        ):
            return None
        return self._nominal(start, end)

    def _nominal(self, start: int, end: int) -> Speaker | None:
        """A speaker who is described: the person introduced with that role, else the description itself."""
        written = self._text[start:end]
        words = _WORD.findall(written)
        if not words or not written[0].isalnum() or words[0].isdigit() or words[0].lower() in _NO_SPEAKERS:
            return None
        head = _PREPOSITIONS.split(written)[0].split()[-1].lower()
        if not head[-1].isalpha() or (len(words) > 6 and not _DETERMINER.match(written)):
            return None
        if re.match(r"(?:the|his|her|its|their)\b", written, re.IGNORECASE) and head in ROLES:
            known = [name for name, role in self._roles.items() if head in role.lower().split()]
            if len(known) == 1:
                return Speaker(start, end, known[0], True)
        name = written[0].lower() + written[1:] if _DETERMINER.match(written) or len(words) == 1 else written
        return Speaker(start, end, name)

    def _pronoun(self, start: int, end: int) -> Speaker | None:
        pronoun = self._text[start:end].lower()
        if pronoun in ("he", "she"):
            return Speaker(start, end, self._antecedents.person(start, pronoun), True)
        if pronoun in ("it", "they"):
            return Speaker(start, end, self._antecedents.organization(start) if pronoun == "it" else None)
        return None if pronoun == "i" else Speaker(start, end, None)
