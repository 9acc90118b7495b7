"""Who said what: direct, mixed and indirect quotes with their speakers: the component `nightdesk_quotes`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc

from extractors.articles import Span
from extractors.attributions import Attribution, beside, colon_before, venue
from extractors.clauses import governor, reported
from extractors.document_text import text_of
from extractors.intervals import Bounds, Intervals
from extractors.marks import Passage, passages
from extractors.readings import Quote
from extractors.reports import Report, reports
from extractors.roles import Introduction, introductions
from extractors.sentences import bounds
from extractors.speakers import Cast

__all__ = ["find_quotes"]

Doc.set_extension("quotes", default=(), force=True)

_MIXED_WORDS = 4
"""Shorter passages without an attribution are scare quotes, titles or slogans."""
_LONGEST = 2_000
"""Characters of the sentences of a passage within which the parse is followed."""
_WORD = re.compile(r"\w[\w’'-]*")
_SMALL = frozenset("a an and as at but by for from in of on or the to with".split())


@Language.component("nightdesk_quotes", assigns=["doc._.quotes"], requires=["doc.sents", "doc.ents"])
def find_quotes(doc: Doc) -> Doc:
    """Sets `doc._.quotes`, in the order of the text."""
    text = text_of(doc)
    people = [name for name in doc._.names if name.kind == "person"]
    known = introductions(text, people, doc._.organizations)
    cast = Cast(text, doc._.names, doc._.organizations, {name: one.role for name, one in known.items() if one.role})
    sentences = bounds(doc)
    located = Intervals(sentences)
    quoted = passages(text)
    found = [_quote(text, group, known) for group in _groups(doc, quoted, located, cast)]
    told = list(reports(text, sentences, quoted, cast))
    told += _parsed(doc, located, quoted, told, cast)
    found += [_indirect(text, report, known) for report in told]
    doc._.quotes = tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))
    return doc


@dataclass
class _Group:
    """Passages of one quote, its attribution, and its place among the sentences."""

    passages: list[Passage]
    sentence: Bounds
    attribution: Attribution | None
    own: bool
    """Whether the attribution stands beside it, and is not taken over from the quote before."""


def _groups(doc: Doc, quoted: list[Passage], sentences: Intervals, cast: Cast) -> list[_Group]:
    """The passages that are quotes, those of one split quote together."""
    text = text_of(doc)
    groups: list[_Group] = []
    for index, passage in enumerate(quoted):
        room = quoted[index - 1].end if index else 0, quoted[index + 1].start if index + 1 < len(quoted) else len(text)
        first, last = sentences.at(passage.start), sentences.at(passage.end - 1)
        attribution = beside(text, passage, room, (first[0], last[1]), cast)
        if attribution is None and last[1] - first[0] <= _LONGEST:
            attribution = _governed(doc, passage, cast)
        before = groups[-1] if groups else None
        if before and before.attribution and attribution and attribution.cue == before.attribution.cue:
            before.passages.append(passage)
            continue
        own = attribution is not None
        if attribution is None and _whole(text, passage):
            attribution = colon_before(text, passage, cast) or _taken_over(text, passage, before)
        if _is_quote(text, passage, own):
            groups.append(_Group([passage], (first[0], last[1]), attribution, own))
    return groups


def _governed(doc: Doc, passage: Passage, cast: Cast) -> Attribution | None:
    """The attribution that the parse gives."""
    clause = governor(doc, passage.words[0][0], passage.words[-1][1])
    speaker = cast.subject(*clause.subject) if clause else None
    return Attribution(speaker, clause.cue) if clause and speaker else None


def _parsed(doc: Doc, sentences: Intervals, quoted: list[Passage], known: list[Report], cast: Cast) -> Iterator[Report]:
    """Reports that the parse alone finds: they share no character with one that is known, nor with a quotation."""
    taken = Intervals([*(report.content for report in known), *((passage.start, passage.end) for passage in quoted)])
    for clause in reported(doc):
        speaker = None if taken.meet(*clause.content) else cast.subject(*clause.subject)
        if speaker:
            yield Report(clause.content, Attribution(speaker, clause.cue), sentences.at(clause.cue[0]))


def _taken_over(text: str, passage: Passage, before: _Group | None) -> Attribution | None:
    """The attribution of the quote before, where this one goes on with it: in its paragraph, or as a paragraph of its
    own right behind it."""
    if before is None or before.attribution is None:
        return None
    between = text[before.passages[-1].end : passage.start]
    if "\n" not in between:
        return before.attribution
    opens = not between.rsplit("\n", 1)[1].strip()
    return before.attribution if opens and between.count("\n\n") == 1 and len(between) < 300 else None


def _words(text: str, passage: Passage) -> list[str]:
    return _WORD.findall(text[passage.words[0][0] : passage.words[-1][1]])


def _whole(text: str, passage: Passage) -> bool:
    """Whether the passage is a sentence of its own, by its first letter and its last mark."""
    start, end = passage.words[0][0], passage.words[-1][1]
    inner = text[start:end].strip().lstrip("‘'[(“.… ")
    return (
        bool(inner)
        and not inner[0].islower()
        and (inner[-1] in ".!?,…’”—" or text[passage.end : passage.end + 1] in ",.")
    )


def _is_quote(text: str, passage: Passage, attributed: bool) -> bool:
    words = _words(text, passage)
    whole = _whole(text, passage)
    if not words:
        return False
    if _titled(words) and text[passage.words[-1][1] - 1] not in ".!?" and (not attributed or len(words) < 8):
        return False
    if attributed:
        return len(words) > 1 or whole
    return len(words) >= _MIXED_WORDS


def _titled(words: list[str]) -> bool:
    """Whether the words are set like the title of a work."""
    large = [word for word in words if word.lower() not in _SMALL]
    return len(large) > 1 and all(not word[0].islower() for word in large)


def _quote(text: str, group: _Group, known: dict[str, Introduction]) -> Quote:
    spans = [span for passage in group.passages for span in passage.words]
    attribution = group.attribution
    first = group.passages[0]
    frames = [(group.sentence[0], first.start), (first.end, min(len(text), group.passages[-1].end + 200))]
    stop = re.compile(r"[.!?]\s|\n").search(text, *frames[1])
    frames[1] = frames[1][0], stop.start() if stop else frames[1][1]
    return _made(
        spans,
        "direct" if any(_whole(text, passage) for passage in group.passages) else "mixed",
        attribution,
        venue(text, frames) if attribution and group.own else None,
        known,
        own=group.own,
    )


def _indirect(text: str, report: Report, known: dict[str, Introduction]) -> Quote:
    where = venue(text, [(report.sentence[0], report.content[0]), (report.content[1], report.sentence[1])])
    return _made([report.content], "indirect", report.attribution, where, known, own=True)


def _made(
    spans: list[Bounds],
    kind: Literal["direct", "mixed", "indirect"],
    attribution: Attribution | None,
    where: str | None,
    known: dict[str, Introduction],
    own: bool,
) -> Quote:
    speaker = attribution.speaker if attribution else None
    introduction = known.get(speaker.name) if speaker and speaker.name else None
    return Quote(
        spans=tuple(Span(start=start, end=end) for start, end in spans),
        kind=kind,
        speaker=speaker.name if speaker else None,
        speaker_span=Span(start=speaker.start, end=speaker.end) if speaker else None,
        role=introduction.role if introduction else None,
        affiliation=introduction.affiliation if introduction else None,
        cue=Span(start=attribution.cue[0], end=attribution.cue[1]) if attribution and own else None,
        venue=where,
    )
