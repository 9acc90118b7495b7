"""Which organizations a digest tells of, under which names, and which of its figures and quotations are theirs.

An organization appears in a digest where the language pipeline found it in words that the digest cites, or where the
digest names it as a speaker's. Names are compared by their `form`: without "the", legal endings, case, punctuation
and what sets British spelling apart.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from slugify import slugify

from extractors.articles import Span
from extractors.readings import Reading
from store.american_spelling import american
from summarizer.digests import Digest
from summarizer.stories import Evidence

_LONGEST_FORM = 80
_LEADING = re.compile(r"\A\s*the\s+", re.IGNORECASE)
_MARKS = re.compile("['’]")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}(?=\s|\Z)")
_LEGAL = re.compile(
    r"[\s,]+(?:inc|corp|corporation|ltd|limited|llc|llp|plc|company|gmbh|ag|s\.?a|n\.?v|co)\.?\s*\Z", re.IGNORECASE
)


@dataclass
class Appearance:
    """An organization in a digest."""

    form: str
    name: str
    aliases: dict[str, str] = field(default_factory=dict)
    """Its other names in the digest's articles, by form."""
    figures: tuple[int, ...] = ()
    """Which of the digest's key figures stand on words that name it."""
    quotations: tuple[int, ...] = ()
    """Which of the digest's quotations are by somebody who speaks for it, or by itself."""


@lru_cache(maxsize=20_000)
def form(name: str) -> str:
    """What two names of one organization have in common; safe in a URL and a file name, and never empty. Abbreviations
    are written without their stops, and words as Americans write them."""
    bare = american(_INITIALS.sub(lambda found: found.group().replace(".", ""), _LEADING.sub("", _MARKS.sub("", name))))
    whole = slugify(_LEGAL.sub("", bare)) or slugify(bare)
    if whole and len(whole) <= _LONGEST_FORM:
        return whole
    return f"{whole[:_LONGEST_FORM]}-{sha256(name.encode(errors='replace')).hexdigest()[:8]}".lstrip("-")


def owner(one: str, owners: Iterable[str]) -> str:
    """The form that stands for the form `one`, given the forms of the organizations that have it as an alias: the only
    one that is longer. Where two organizations go by the same short name, neither gets it."""
    longer = {other for other in owners if (len(other), other) > (len(one), one)}
    return longer.pop() if len(longer) == 1 else one


def appearances(digest: Digest, readings: Mapping[str, Reading]) -> tuple[Appearance, ...]:
    """The organizations of a digest by form, given the readings of its sources by article."""
    known, mentions, aliases = _known(digest, readings)
    standing = {one: _standing(one, aliases) for one in (*known, *aliases)}
    cited = _spans(digest.evidence())
    found: dict[str, Appearance] = {}

    def appear(one: str) -> Appearance:
        target = standing.get(one, one)
        return found.setdefault(target, Appearance(target, known[target]))

    for one, spans in mentions.items():
        if _meet(spans, cited):
            appear(one)
    for position, figure in enumerate(digest.key_figures):
        here = _spans(figure.evidence)
        for one in {standing[one] for one, spans in mentions.items() if _meet(spans, here)}:
            found[one].figures += (position,)
    for position, quotation in enumerate(digest.quotations):
        named = [name for name in (quotation.affiliation, quotation.speaker) if name.strip()]
        spoken = {standing[form(name)] for name in named if form(name) in standing} & known.keys()
        if quotation.affiliation.strip() and not spoken:
            spoken = {form(quotation.affiliation)}
            known.setdefault(form(quotation.affiliation), quotation.affiliation.strip())
        for one in spoken:
            appear(one).quotations += (position,)
    for other, owners in aliases.items():
        name, target = owners[max(owners)], standing.get(other, other)
        if target in found and target != other:
            found[target].aliases[other] = name
    return tuple(found[one] for one in sorted(found))


def _known(
    digest: Digest, readings: Mapping[str, Reading]
) -> tuple[dict[str, str], dict[str, dict[str, list[Span]]], dict[str, dict[str, str]]]:
    """The names of the organizations by form; their mentions by form and article; and for each alias's form the forms
    of the organizations that go by it, each with the alias as written."""
    names: dict[str, str] = {}
    mentions: dict[str, dict[str, list[Span]]] = {}
    aliases: dict[str, dict[str, str]] = {}
    for source in digest.sources:
        reading = readings.get(source.article)
        for organization in reading.organizations if reading else ():
            if not organization.name.strip():
                continue
            one = form(organization.name)
            names.setdefault(one, organization.name.strip())
            mentions.setdefault(one, {}).setdefault(source.article, []).extend(organization.mentions)
            for alias in filter(str.strip, organization.aliases):
                if form(alias) != one:
                    aliases.setdefault(form(alias), {}).setdefault(one, alias.strip())
    return names, mentions, aliases


def _standing(one: str, aliases: Mapping[str, Mapping[str, str]]) -> str:
    """The form at the end of the way from alias to owner; each step leads to a longer one."""
    while (other := owner(one, aliases.get(one, ()))) != one:
        one = other
    return one


def _spans(evidence: Iterable[Evidence]) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {}
    for item in evidence:
        spans.setdefault(item.article, []).append(item)
    return spans


def _meet(mentions: Mapping[str, list[Span]], cited: Mapping[str, list[Span]]) -> bool:
    return any(
        mention.start < span.end and span.start < mention.end
        for article, spans in mentions.items()
        for span in cited.get(article, ())
        for mention in spans
    )
