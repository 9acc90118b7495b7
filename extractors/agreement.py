"""A document's names made to agree: what the pipeline and the rules found joined, one label for one name through the
text, and a name found once found everywhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from extractors.gazetteer import (
    CALENDAR,
    CLOSED_CLASS,
    GIVEN_NAMES,
    NATIONALITIES,
    ORGANIZATION_WORDS,
    ORGANIZATIONS,
    PLACE_WORDS,
    PLACES,
    TITLES,
)

__all__ = ["agreed"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_PERSON, _PLACE = frozenset({"PERSON", "PER"}), frozenset({"GPE", "LOC", "FAC"})
_PLACE_ENDS = PLACE_WORDS - frozenset("City County Forest Park Region Square Station Village Town Place Point".split())
"""The last words of places but of no club, shop or institute."""
_LONGEST = 8

Words = tuple[str, ...]


def agreed(doc: Doc, ruled: list[Span]) -> list[Span]:
    """The names of `doc.ents` without determiners, titles and possessives, relabelled by what most mentions of the name
    say, and with the mentions that were missed; in order.

    Of `ruled`, the names that rules find, organizations that their last word or the gazetteer tells complete what
    `doc.ents` has ("Harlan" to "Harlan, Inc."), and the others fill what it leaves free: no model knows all products,
    ships and prizes, and what is a name at all is easily seen.
    """
    sure = [name for name in ruled if name.label_ == "ORG" and _is_told(name)]
    found = _completed([bare for ent in doc.ents if (bare := _bare(ent))], sure)
    label = _labels(found)
    kept = [Span(doc, ent.start, ent.end, label=label[_words(ent)]) for ent in found]
    kept += _missed(doc, label, kept)
    taken = {position for ent in kept for position in range(ent.start, ent.end)}
    for name in ruled:
        if not taken.intersection(range(name.start, name.end)):
            known = label.get(_words(name)) or ("MISC" if name.label_ == "ORG" and not _is_told(name) else name.label_)
            kept.append(Span(doc, name.start, name.end, label=known))
    return sorted(kept, key=lambda ent: ent.start)


def _is_told(name: Span) -> bool:
    """Whether the words of an organization's name alone say that it is one."""
    return name.text in ORGANIZATIONS or (len(name) > 1 and name[-1].text in ORGANIZATION_WORDS)


def _completed(found: list[Span], sure: list[Span]) -> list[Span]:
    """`found`, with organizations in it made as long as in `sure`, and those of `sure` that it lacks."""
    by_token = {token.i: name for name in sure for token in name}
    completed: dict[tuple[int, int], Span] = {}
    taken: set[int] = set()
    for ent in found:
        longer = by_token.get(ent.start)
        if longer and longer.start <= ent.start and ent.end <= longer.end:
            ent = longer
        if (ent.start, ent.end) in completed or taken.intersection(range(ent.start, ent.end)):
            continue
        completed[ent.start, ent.end] = ent
        taken.update(range(ent.start, ent.end))
    for name in sure:
        if not taken.intersection(range(name.start, name.end)):
            completed[name.start, name.end] = name
    return sorted(completed.values(), key=lambda ent: ent.start)


def _words(ent: Span) -> Words:
    return tuple(token.text for token in ent)


def _bare(ent: Span) -> Span | None:
    """The mention without what is no part of the name; None where nothing is left."""
    start, end = ent.start, ent.end
    doc = ent.doc
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and (
        doc[end - 1].text in _POSSESSIVES or (not doc[end - 1].text[-1].isalnum() and doc[end - 1].text != ".")
    ):
        end -= 1
    if ent.label_ in _PERSON:
        while end - start > 1 and doc[start].text in TITLES:
            start += 1
    small = all(token.lower_ in CLOSED_CLASS or token.text in CALENDAR for token in doc[start:end])
    if small and not (end - start == 1 and doc[start].is_upper and len(doc[start]) > 1):
        return None
    return Span(doc, start, end, label=ent.label_)


def _labels(found: list[Span]) -> dict[Words, str]:
    """For each name the label of most of its mentions; the last word of a person's name is the person, and a name that
    the text also gives in a longer form is of its kind."""
    votes: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    for ent in found:
        votes[_words(ent)][ent.label_] += 1
    labels = {words: counts.most_common(1)[0][0] for words, counts in votes.items()}
    for ent in found:
        if ent.label_ == "ORG" and (short := _defined(ent)):
            labels[(short,)] = "ORG"
    surnames = {words[-1] for words, label in labels.items() if label in _PERSON and len(words) > 1}
    heads = {words[0] for words, label in labels.items() if label == "ORG" and len(words) > 1}
    for words in labels:
        name = " ".join(words)
        if len(words) == 1 and words[0] in surnames and name not in PLACES:
            labels[words] = "PERSON"
        elif (
            len(words) == 1 and words[0] in heads and name not in PLACES and name not in GIVEN_NAMES
        ) or name in ORGANIZATIONS:
            labels[words] = "ORG"
        elif (name in PLACES or words[-1] in _PLACE_ENDS) and labels[words] not in _PLACE:
            labels[words] = "GPE"
        elif len(words) > 1 and words[-1] in ORGANIZATION_WORDS and labels[words] not in _PERSON:
            labels[words] = "ORG"
    return labels


def _defined(ent: Span) -> str:
    """The short form that the text gives in brackets behind a name: "Transport Office (TO)"; empty without one."""
    behind = [token.text for token in ent.doc[ent.end : ent.end + 3]]
    if len(behind) == 3 and behind[0] == "(" and behind[2] == ")" and behind[1].isupper() and len(behind[1]) > 1:
        return behind[1] if len(ent) > 1 and behind[1][0] == ent.text[0].upper() else ""
    return ""


def _missed(doc: Doc, labels: dict[Words, str], kept: list[Span]) -> Iterable[Span]:
    """Mentions of known names that are no part of another."""
    taken = {position for ent in kept for position in range(ent.start, ent.end)}
    by_first: defaultdict[str, list[Words]] = defaultdict(list)
    lower = {token.text for token in doc if token.is_lower}
    for words in labels:
        if len(words) <= _LONGEST and (len(words) > 1 or _distinct(words[0], lower)):
            by_first[words[0]].append(words)
    for forms in by_first.values():
        forms.sort(key=len, reverse=True)
    texts = [token.text for token in doc]
    position = 0
    while position < len(texts):
        for words in by_first.get(texts[position], ()) if position not in taken else ():
            end = position + len(words)
            free = tuple(texts[position:end]) == words and not taken.intersection(range(position, end))
            if free and not _goes_on(texts, position, end):
                yield Span(doc, position, end, label=labels[words])
                position = end - 1
                break
        position += 1


def _distinct(word: str, lower: set[str]) -> bool:
    """Whether a single word is a name wherever it stands with its capitals."""
    return (
        word[0].isupper()
        and len(word) > 2
        and word.lower() not in lower
        and word.lower() not in CLOSED_CLASS
        and word not in NATIONALITIES
    )


def _goes_on(texts: list[str], start: int, end: int) -> bool:
    """Whether the words beside belong to a longer name."""
    after = texts[end] if end < len(texts) else ""
    before = texts[start - 1] if start else ""
    return (after[:1].isupper() and after not in CALENDAR) or (
        before[:1].isupper() and before.lower() not in CLOSED_CLASS and before not in TITLES
    )
