"""Quotations and who says them, in news articles that were labelled by hand.

    python -m benchmarks.quotes DIR [--json]

DIR/quotes holds sets as gzipped JSON lines: `text`, `quotes` (each quoted passage of four words or more: `start`,
`end`, `speaker` as spans or null) and `attributions` (indirect ones too: `content`, `cue` and `speaker` as spans).

`quote_*` compares passages of four words or more. `speaker_accuracy` is the share of the gold's quotes with a speaker
for which a passage that overlaps the quote has a speaker (or the name that a pronoun is resolved to) that overlaps the
gold's or ends in the same word.
`content_f1_overlap` compares all reported content, with or without marks.

Peers: a regular expression (what stands between two marks; the nearest capitalised words beside a verb of saying), and
textacy, on the parse of our pipeline.
"""

import re
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.results import Row, Spans, arguments, scores, show
from benchmarks.set_files import named_sets
from extractors.pipeline import build

Span = tuple[int, int]
_MARKS = "\"“”„«»'‘’` \n\t"


class Found(NamedTuple):
    """A quoted passage or reported clause, the words that name its speaker, and whom a pronoun there stands for."""

    span: Span
    speaker: Span | None
    quoted: bool
    name: str = ""


def by_nightdesk(doc: Doc) -> Iterator[Found]:
    """What our pipeline found, a row for each span."""
    for quote in doc._.quotes:
        speaker = quote.speaker_span and (quote.speaker_span.start, quote.speaker_span.end)
        for span in quote.spans:
            yield Found((span.start, span.end), speaker, quote.kind != "indirect", quote.speaker or "")


_PAIR = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_NAME = r"(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*|he|she|they)"
_SAID = r"(?:said|says|told|added|wrote|tweeted|asked|argued|explained|noted)"
_BESIDE = re.compile(rf"\W*(?:{_SAID} ({_NAME})|({_NAME}) {_SAID})")
_AHEAD = re.compile(rf"({_NAME}) {_SAID}[\s:,\w]{{0,20}}$")


def by_expression(doc: Doc) -> Iterator[Found]:
    """The plain baseline."""
    text = doc.text
    for match in _PAIR.finditer(text):
        named = _BESIDE.match(text, match.end()) or _AHEAD.search(text, max(0, match.start() - 80), match.start())
        yield Found(match.span(1), named.span(named.lastindex or 0) if named else None, True)


def by_textacy(doc: Doc) -> Iterator[Found]:
    """textacy's direct quotations, paragraph by paragraph; none of a paragraph on which it gives up."""
    from textacy.extract.triples import direct_quotations

    for line in re.finditer(r"[^\n]+", doc.text):
        paragraph = doc.char_span(line.start(), line.end(), alignment_mode="contract")
        try:
            quotations = list(direct_quotations(paragraph.as_doc())) if paragraph is not None else []
        except ValueError:  # an odd number of marks
            continue
        for one in quotations:
            names = list(one.speaker)
            speaker = (line.start() + names[0].idx, line.start() + names[-1].idx + len(names[-1])) if names else None
            yield Found((line.start() + one.content.start_char, line.start() + one.content.end_char), speaker, True)


def _bare(text: str, start: int, end: int) -> Span:
    """The words of a passage without the marks and the white space around them."""
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _passages(found: list[Found], text: str) -> Spans:
    spans = (_bare(text, *one.span) for one in found if one.quoted)
    return sorted({(start, end) for start, end in spans if len(text[start:end].split()) >= 4})


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _last_word(phrase: str) -> str:
    words = re.findall(r"\w+", phrase)
    return words[-1].lower() if words else ""


def _right(text: str, quote: dict[str, Any], found: list[Found]) -> bool:
    """Whether a passage that overlaps the gold's has its speaker."""
    for one in found:
        if one.quoted and one.speaker and _overlap(one.span, (quote["start"], quote["end"])):
            for start, end in quote["speaker"]:
                named = {_last_word(text[slice(*one.speaker)]), _last_word(one.name)} - {""}
                if _overlap(one.speaker, (start, end)) or _last_word(text[start:end]) in named:
                    return True
    return False


def measure(folder: Path) -> list[Row]:
    """Every set through every system."""
    nlp: Language = build()
    systems: dict[str, Callable[[Doc], Iterator[Found]]] = {
        "nightdesk": by_nightdesk,
        "regular-expression": by_expression,
    }
    if find_spec("textacy"):
        systems["textacy"] = by_textacy
    rows = []
    for name, texts in named_sets(folder, "quotes"):
        started = time.perf_counter()
        docs = list(nlp.pipe(one["text"] for one in texts))
        reading = time.perf_counter() - started
        gold = [sorted(_bare(one["text"], quote["start"], quote["end"]) for quote in one["quotes"]) for one in texts]
        spoken = [(index, quote) for index, one in enumerate(texts) for quote in one["quotes"] if quote["speaker"]]
        contents = [sorted(_hull(one["content"]) for one in text["attributions"]) for text in texts]
        for system, find in systems.items():
            started = time.perf_counter()
            found = [list(find(doc)) for doc in docs]
            seconds = time.perf_counter() - started + (reading if system != "regular-expression" else 0.0)
            passages = [_passages(some, text["text"]) for some, text in zip(found, texts, strict=True)]
            exact, loose = scores(gold, passages), scores(gold, passages, overlap=True)
            right = sum(_right(texts[index]["text"], quote, found[index]) for index, quote in spoken)
            reported = [sorted({one.span for one in some if one.speaker}) for some in found]
            content = scores(contents, reported, overlap=True)
            count = sum(map(len, gold))
            rows += [
                Row(name, system, "quote_precision", exact.precision, count),
                Row(name, system, "quote_recall", exact.recall, count),
                Row(name, system, "quote_f1", exact.f1, count),
                Row(name, system, "quote_f1_overlap", loose.f1, count),
                Row(name, system, "speaker_accuracy", right / max(1, len(spoken)), len(spoken)),
                Row(name, system, "content_f1_overlap", content.f1, sum(map(len, contents))),
                Row(name, system, "seconds", seconds, len(texts)),
            ]
    return rows


def _hull(spans: list[list[int]]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def main() -> None:
    """The command."""
    options = arguments(__doc__)
    show("quotes", measure(options.folder), as_json=options.json)


if __name__ == "__main__":
    main()
