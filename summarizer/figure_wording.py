"""What a row of the key figures says of its figure: words of its sentence, an ellipsis in the figure's place, that can
be read without the sentence before."""

import re
from collections.abc import Callable

from extractors.readings import Percentage
from summarizer.candidates import Candidate, Figure
from summarizer.clear_openings import opens_clearly
from summarizer.figures import counts_people, elided, fate, printed_span
from summarizer.terms import STOP_WORDS, terms, words

_MOST_WORDS = 14
_FEWEST_TERMS = 2
"""Of a phrase alone: "traders" and "inflation" don't say enough."""
_FEWEST_BEFORE, _MOST_BEFORE, _MOST_BEHIND = 3, 12, 3
"""Words before and behind a figure in what is taken of a long clause."""
_POINTS_BACK = re.compile(r"\b(?:this|that|these|those|such|it|its|their|his|her)\b", re.I)
# "The price" of what? "Two doses" of what? But "the homes", "the injured" are what a share is of.
_VAGUE = re.compile(
    r"^(?:the|an?|its|their|his|her|this|that)\s\S+(?<!s)(?<!ed)$|^(?:\d|one\b|two\b|three\b|four|five\b|six)", re.I
)
# "… as investors weighed the bill": nothing says what fell.
_NO_SUBJECT = re.compile(r"…,?\s(?:as|after|when|while|because|amid|and|but|before|since|of\s(?:them|whom))\b")
# "… have a loan": a share of whom? "The … transaction": which?
_OF_NOBODY = re.compile(r"[Tt]he\s…|…,?\s(?:ha(?:s|ve|d)|are|is|was|were|will|would|can|could)\b")
_CLOSED = re.compile(r"[,;:“”\"()–—]|\b(?:who|which|that|whose|where)\b")
_CONDITION = re.compile(r"\b(?:if|unless|except|without|but|provided)\b", re.I)
_NOUNS_BEHIND = re.compile(r"(?:\s[^\W\d_][\w’'-]*)*")


def said_of(figure: Figure, candidate: Candidate, is_key: Callable[[str], bool]) -> str:
    """The clause that says the figure, or else the words from what is measured to it, or else those with which its
    sentence opens; empty where nothing says what the figure is of.

    Args:
        is_key: whether a term is one that the story is told with.
    """
    wordings = (_clause(figure, candidate), _stretch(figure, candidate), _opening(figure, candidate))
    return next((said for said in wordings if _is_clear(said, figure, is_key)), "")


def _is_clear(said: str, figure: Figure, is_key: Callable[[str], bool]) -> bool:
    """Whether it has a subject that says what it is; what counts people is one itself. Quotation marks come in
    pairs."""
    if not said or said.count("“") != said.count("”") or said.count('"') % 2:
        return False
    nobody = not counts_people(figure) and _OF_NOBODY.match(said)
    return not nobody and not _NO_SUBJECT.match(said) and opens_clearly(said, is_key)


def _clause(figure: Figure, candidate: Candidate) -> str:
    """The clause that says it; empty for counts of things, and where a word in it points elsewhere."""
    text, clause = candidate.read.article.text, figure.clause
    told = isinstance(figure, Percentage) or figure.kind == "money" or (counts_people(figure) and figure.low > 1)
    if clause is None or not told or _POINTS_BACK.search(clause.of(text)):
        return ""
    return elided(figure, text, clause.start, clause.end)


def _stretch(figure: Figure, candidate: Candidate) -> str:
    """Where no clause is known: the words from what is measured to the figure, if they say enough on their own and are
    short enough for a table."""
    text, measures = candidate.read.article.text, figure.measures
    if measures is None or fate(figure, candidate) is not None:
        return ""
    phrase = " ".join(measures.of(text).split()).strip(" -–—")
    if _is_vague(phrase) or _is_name(phrase, candidate):
        return ""
    start, end = printed_span(figure, text)
    first, last = min(start, measures.start), max(end, measures.end)
    stretch = elided(figure, text, first, last)
    return stretch if len(words(stretch)) <= _MOST_WORDS and first >= candidate.sentence.start else ""


def _opening(figure: Figure, candidate: Candidate) -> str:
    """Where the clause is too long for a table: how the sentence begins, up to the noun behind the figure."""
    text, sentence = candidate.read.article.text, candidate.sentence
    told = isinstance(figure, Percentage) or figure.kind == "money"
    if not (told and candidate.stands_alone and sentence.of(text) == candidate.text):
        return ""
    start, end = printed_span(figure, text)
    before, behind = text[sentence.start : start], text[end : sentence.end]
    if _CLOSED.search(before) or _CONDITION.search(behind) or _POINTS_BACK.search(before):
        return ""
    if not _FEWEST_BEFORE <= len(before.split()) <= _MOST_BEFORE:
        return ""
    if re.search(r"\bof\s$", before) or before.split()[0].lower() in STOP_WORDS - {"the"}:
        return ""  # no clause yet
    run = _NOUNS_BEHIND.match(behind)
    last = end
    for word in (run.group().split() if run else [])[: _MOST_BEHIND + 1]:
        if word.lower() in STOP_WORDS:
            return elided(figure, text, sentence.start, last)
        last += len(word) + 1
    return ""


def _is_vague(phrase: str) -> bool:
    own = words(phrase)
    few = len(set(terms(phrase))) < _FEWEST_TERMS
    return few or own[-1] in STOP_WORDS or bool(_VAGUE.match(phrase) or _POINTS_BACK.search(phrase))


def _is_name(measured: str, candidate: Candidate) -> bool:
    """Whether the phrase is no more than somebody's name: who gives a figure is not what it measures."""
    return re.sub(r"^the\s", "", measured, flags=re.I) in candidate.read.reading.named
