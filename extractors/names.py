"""People, places and other named things, their mentions joined: the component `nightdesk_names`."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from extractors.agreement import agreed
from extractors.articles import Span
from extractors.capitals import people_in, recognize
from extractors.gazetteer import FEMALE, MALE, ROLES, TITLES
from extractors.readings import Name
from extractors.vessels import vessels
from extractors.whole_names import whole_names

__all__ = ["find_names"]

Doc.set_extension("headline", default="", force=True)
Doc.set_extension("names", default=(), force=True)

Kind = Literal["person", "place", "other"]

_KINDS: dict[str, Kind] = {
    "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place",
    "MISC": "other", "NORP": "other", "PRODUCT": "other", "EVENT": "other", "WORK_OF_ART": "other", "LAW": "other",
}  # fmt: skip
_OFFICES = frozenset("Prime Vice Chief Deputy Foreign Finance Defence Defense Interior Billionaire Model".split())
_ENDING = re.compile(r"[’']s?$")


@Language.factory(
    "nightdesk_names",
    assigns=["doc.ents", "doc._.names"],
    requires=["doc.sents"],
    default_config={"rules": True},
)
def find_names(nlp: Language, name: str, rules: bool) -> Callable[[Doc], Doc]:  # noqa: ARG001  (spaCy passes them all)
    """The component that makes the names in `doc.ents` agree and joins their mentions in `doc._.names`, in the order of
    first mention; organizations are left to their own component. With `rules`, names that rules find complete those
    that a component before it has found; they are all there are where none has looked for any."""

    def find(doc: Doc) -> Doc:
        looked = doc.has_annotation("ENT_IOB")
        ruled = recognize(doc, doc._.headline) if rules or not looked else []
        doc.set_ents(vessels(doc, whole_names(doc, agreed(doc, ruled) if looked else ruled)))
        doc._.names = tuple(_joined(doc))
        return doc

    return find


def _joined(doc: Doc) -> Iterable[Name]:
    ents = [ent for ent in doc.ents if ent.label_ in _KINDS]
    known = {ent.text for ent in ents}
    kinds = [_KINDS[ent.label_] for ent in ents]
    mentions = [
        (_trimmed(ent.text, known if kind == "person" else ()), kind, ent)
        for ent, kind in zip(ents, kinds, strict=True)
    ]
    people = [name for name, kind, _ in mentions if kind == "person"] + people_in(doc._.headline)
    fullest = _fullest(people)
    found: dict[tuple[str, Kind], list[Span]] = {}
    for name, kind, ent in mentions:
        start = ent.start_char + ent.text.rindex(name)
        joined = fullest[name] if kind == "person" else name
        found.setdefault((joined, kind), []).append(Span(start=start, end=start + len(name)))
    return (Name(name=name, kind=kind, mentions=tuple(spans)) for (name, kind), spans in found.items())


def _trimmed(written: str, known: Collection[str]) -> str:
    """A name without titles and roles before it and the possessive behind it. What stands before a person's name that
    the text has alone too, "Coxswain" before "Ned Farrow", is a rank as well, unless it is a forename.

    Args:
        known: the names of the text as they stand there, for a person's name.
    """
    words = _ENDING.sub("", written).split()
    while len(words) > 1 and (words[0] in TITLES or _is_rank(words, known)):
        del words[0]
    return " ".join(words) if " ".join(words) in written else written


def _is_rank(words: list[str], known: Collection[str]) -> bool:
    alone = " ".join(words[1:]) in known
    if words[0].lower() in ROLES or words[0] in _OFFICES:
        return alone or (len(words) > 2 and bool(known))
    return alone and len(words) > 2 and words[0] not in FEMALE | MALE


def _fullest(people: Iterable[str]) -> dict[str, str]:
    """For each form of a person's name its fullest form: "Trump" and "Donald Trump" to "Donald J. Trump"."""
    full: dict[str, str] = {}
    by_ends: dict[tuple[str, str], str] = {}
    by_word: dict[str, str] = {}
    for name in sorted(dict.fromkeys(people), key=lambda name: -len(name.split())):
        first, *_, last = (*name.split(), name.split()[-1])
        alone = first == name
        full[name] = by_word.get(name, name) if alone else by_ends.setdefault((first, last), name)
        if not alone:
            by_word.setdefault(last, full[name])
    for name in [*full]:
        by_word.setdefault(name.split()[0], full[name])
    return {name: by_word.get(name, joined) for name, joined in full.items()}
