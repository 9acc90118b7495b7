"""Texts annotated by hand, with a floor for each score: a change that makes one worse fails here, and says which items
it lost. Raise a floor when the score has risen; lowering one needs a line in the changelog."""

import json
import re
from pathlib import Path

import pytest

from benchmarks import percentages as figures
from benchmarks.results import scores

FOLDER = Path(__file__).parent / "annotated"
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
_MARKS = re.compile(r"\[\[|\]\]|<<|>>|\{\{|\}\}")


def annotated(name):
    """Each text of a file without its marks, and the spans that stood in each kind of mark."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, opened, spans, position = "", {}, {"[[": [], "<<": [], "{{": []}, 0
        for mark in _MARKS.finditer(line):
            text += line[position : mark.start()]
            position = mark.end()
            if mark[0] in spans:
                opened[mark[0]] = len(text)
            else:
                kind = {"]]": "[[", ">>": "<<", "}}": "{{"}[mark[0]]
                spans[kind].append((opened[kind], len(text)))
        yield text + line[position:], spans


def differences(texts, gold, found):
    """A line for each item that was missed or is too many."""
    lines = []
    for text, wanted, given in zip(texts, gold, found, strict=True):
        lines += [f"missed {text[start:end]!r} in {text!r}" for start, end in wanted if (start, end) not in given]
        lines += [f"too many: {text[start:end]!r} in {text!r}" for start, end in given if (start, end) not in wanted]
    return "\n" + "\n".join(lines)


def check(name, score, lost):
    assert score >= FLOORS[name], f"{name} is {score:.4f}, below its floor of {FLOORS[name]}:{lost}"


def test_organizations(nlp):
    texts, gold, found = [], [], []
    for text, spans in annotated("organizations.txt"):
        texts.append(text)
        gold.append(spans["[["])
        found.append(sorted((span.start, span.end) for one in nlp(text)._.organizations for span in one.mentions))
    check("organizations_f1", scores(gold, found).f1, differences(texts, gold, found))


def test_quotes_and_speakers(nlp):
    texts, gold, found, lost, right, count = [], [], [], [], 0, 0
    for text, spans in annotated("quotes.txt"):
        quotes = nlp(text)._.quotes
        texts.append(text)
        gold.append(spans["<<"])
        found.append(sorted((span.start, span.end) for quote in quotes for span in quote.spans))
        for start, end in spans["<<"]:
            count += 1
            speakers = [
                quote.speaker_span
                for quote in quotes
                if quote.speaker_span and any(span.start < end and start < span.end for span in quote.spans)
            ]
            if any(one.start < stop and begin < one.end for one in speakers for begin, stop in spans["{{"]):
                right += 1
            else:
                lost.append(f"no speaker of {text[start:end]!r}")
    check("quotes_f1", scores(gold, found).f1, differences(texts, gold, found))
    check("speakers", right / count, "\n" + "\n".join(lost))


def test_percentages():
    prepare, read = figures.nightdesk()
    gold, found, lost, right, count = [], [], [], 0, 0
    for sentence in figures.sentences():
        wanted, given = figures.labelled(sentence), read(prepare(sentence["text"]))
        gold.append([one[:2] for one in wanted])
        found.append([one[:2] for one in given])
        for one in wanted:
            count += 1
            if figures.is_found(one, given):
                right += 1
            else:
                lost.append(f"{sentence['text'][one.start : one.end]!r} in {sentence['text']!r}")
    check("percentages_spans_f1", scores(gold, found).f1, "\n" + "\n".join(lost))
    check("percentages_facts", right / count, "\n" + "\n".join(lost))


def test_a_score_below_its_floor_names_what_was_lost(monkeypatch):
    monkeypatch.setitem(FLOORS, "organizations_f1", 1.01)
    with pytest.raises(AssertionError, match=r"organizations_f1 is .*below its floor of 1\.01"):
        check("organizations_f1", 0.5, "")
