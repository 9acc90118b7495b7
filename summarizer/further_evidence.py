"""Whether further evidence says what a statement says, in its own words: the verifier's rules for corroboration."""

import re
from collections.abc import Sequence
from itertools import groupby, product

from summarizer import guarded_words as guarded
from summarizer.digests import end_of_part
from summarizer.figures_in_text import Figure, figures
from summarizer.words_in_text import DOUBLE, plain, runs_in, words

SHORTEST_QUOTE = 3
"""Words from which on a quoted passage tells that two sentences are about the same."""

_SHARES = {"percent", "percentage points", "basis points"}
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_LEAST = re.compile(
    r"\b(?:over|above|more than|greater than|higher than|at (?:the )?(?:very )?least|upwards|north of|excess|exceeding"
    r"|no (?:fewer|less) than|not less than|minimum|or (?:more|higher))\b"
)
_MOST = re.compile(
    r"\b(?:under|below|(?<!no )(?<!not )(?:less|fewer) than|lower than|at (?:the )?most|up to|as (?:much|many|high) as"
    r"|no more than|not more than|maximum|or (?:less|fewer|lower))\b"
)
_FEWEST_WORDS = 3
"""Words of meaning from which on a part of a statement says something by itself."""
_COUNTED_WITHIN = 60
"""Characters after a figure within which the noun that it counts is looked for."""


def part_fault(part: str, statement: str, evidence: str) -> str | None:
    """Why the evidence does not say the words with which the statement begins, where `part` is those, or does not give
    the figures that it is for the same thing, in one sentence; None when it does."""
    end = end_of_part(part, statement)
    told = figures(part)
    if end is not None and statement.startswith(part) and len(content_words(part)) >= _FEWEST_WORDS:
        return whole_fault(part, evidence) or _unsaid(part, evidence)
    if end is None or not told:
        return f"The statement does not give “{part}” once, as a figure."
    given = figures(evidence)
    if not all(any(one.same(other) for other in given) for one in told):
        return f"The evidence does not give “{part}”."
    return support_fault(statement, evidence)


def whole_fault(statement: str, evidence: str) -> str | None:
    """Why the evidence does not say all that the statement says, in one sentence; None when it does as far as figures
    tell."""
    untimed = _CLOCK.sub(" ", statement)
    missing = _unmatched([one for one in figures(untimed) if one.unit != "date"], figures(evidence))
    if missing:
        return f"The evidence does not give “{missing[0].within(untimed)}”."
    hour = _missing_hour(statement, evidence)
    return f"The evidence does not say “{hour}”." if hour else support_fault(statement, evidence)


def _unsaid(part: str, evidence: str) -> str | None:
    """The fault where the evidence has less than half of the words of meaning of a part, or denies it."""
    told = content_words(part)
    if _denies(part) != _denies(evidence):
        return f"One of “{part}” and the evidence denies something, the other doesn't."
    if 2 * len(told & content_words(evidence)) >= len(told):
        return None
    return f"The evidence does not have most words of “{part}”."


def _missing_hour(statement: str, evidence: str) -> str | None:
    """The word for a time of day that the statement has, where the evidence has neither such a time nor an hour."""
    told, given = ({word.key for word in words(text)} for text in (statement, evidence))
    for times in guarded.TIMES_OF_DAY:
        if told & times and not given & times and not _CLOCK.search(evidence):
            return min(told & times)
    return None


def support_fault(statement: str, evidence: str) -> str | None:
    """Why the evidence does not say the same as the statement or a part of it, in one sentence; None when it does.

    It has to share a figure, quoted words, or most other words, and there deny what the statement denies; it may not
    give another figure for the same thing, nor the opposite of a word of the statement.
    """
    opposed = _opposed(statement, evidence)
    if opposed:
        return opposed
    told, given = figures(statement), figures(evidence)
    told_words, given_words = content_words(statement), content_words(evidence)
    shared_words = told_words & given_words
    shares_figure = bool(shared_words) and any(one.same(other) for one in told for other in given if one.unit != "date")
    for one, other in product(told, given):
        if one.same(other) and _opposed_hedges(one, other):
            return f"The evidence gives “{other.within(evidence)}” where the statement gives “{one.within(statement)}”."
    for one, other in product(_unmatched(told, given), _unmatched(given, told)):
        same_subject = not shares_figure or _counted(one, statement) & _counted(other, evidence)
        if same_subject and _clash(one, other):
            ours, theirs = one.within(statement), other.within(evidence)
            return f"The evidence gives “{theirs}” where the statement gives “{ours}”."
    if shares_figure or _shares_quote(statement, evidence):
        return None
    if _denies(statement) != _denies(evidence):
        return "One of the statement and the evidence denies something, the other doesn't."
    if len(shared_words) >= 2 and 2 * len(shared_words) >= min(len(told_words), len(given_words)):
        return None
    return "The evidence shares neither a figure, nor quoted words, nor most other words with the statement."


def _opposed(statement: str, evidence: str) -> str | None:
    """The fault where the evidence has the opposite of a word that the statement has without its opposite."""
    own_words, others_words = _without_other_hedges(statement, evidence), _without_other_hedges(evidence, statement)
    told, given = ({word.key for word in words(text)} for text in (own_words, others_words))
    for one, other in guarded.OPPOSITES:
        for own, rival in ((one, other), (other, one)):
            if told & own and given & rival and not told & rival:
                return f"The evidence has “{min(given & rival)}” where the statement has “{min(told & own)}”."
    return None


def _without_other_hedges(text: str, other: str) -> str:
    """The text without the hedges of figures that the other has not: "less than a day" says nothing against "more"."""
    given, text = figures(other), plain(text)
    for figure in reversed(figures(text)):
        before = text[: figure.start].rstrip()
        if figure.hedge and before.lower().endswith(figure.hedge) and not any(figure.same(one) for one in given):
            text = before[: -len(figure.hedge)] + text[figure.start :]
    return text


def _opposed_hedges(one: Figure, other: Figure) -> bool:
    """Whether the same figure is the least in one text and the most in the other."""
    return (bool(_LEAST.search(one.hedge)) and bool(_MOST.search(other.hedge))) or (
        bool(_MOST.search(one.hedge)) and bool(_LEAST.search(other.hedge))
    )


def _denies(text: str) -> bool:
    """Whether it has a negation of its own; one in quotation marks may be cut with the words that are quoted."""
    own = (word.key for word in words(text) if word.marks != DOUBLE)
    return any(key in guarded.DENIALS or key.endswith("n't") for key in own)


def _clash(one: Figure, other: Figure) -> bool:
    """Whether two figures, if for the same thing, can't both be true."""
    if one.unit != other.unit:
        return one.value == other.value and {one.unit, other.unit} <= _SHARES
    return one.unit != "date" and not one.rounds_to(other)


def _unmatched(own: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    return [one for one in own if not any(one.rounds_to(other) for other in others)]


def _counted(figure: Figure, text: str) -> set[str]:
    """The word of meaning that follows the figure: "12 of 40 categories" counts categories."""
    following = plain(text)[figure.end : figure.end + _COUNTED_WITHIN]
    meant = (word.key[:5] for word in words(following) if _means(word.key))
    return {next(meant, "")} - {""}


def counted(figure: str, text: str) -> set[str]:
    """The words of meaning that follow the figures of `figure` in the text, cut as `content_words`."""
    wanted = figures(figure)
    return {word for one in figures(text) if any(one.same(other) for other in wanted) for word in _counted(one, text)}


def content_words(text: str) -> set[str]:
    """The words that carry meaning, cut to five letters so that their forms agree."""
    return {word.key[:5] for word in words(text) if _means(word.key)}


def _means(key: str) -> bool:
    return len(key) > 3 and key.isalpha() and key not in guarded.FUNCTION_WORDS


def _shares_quote(statement: str, evidence: str) -> bool:
    given = [word.key for word in words(evidence)]
    return any(runs_in(run, given) for run in _quoted_runs(statement))


def _quoted_runs(text: str) -> list[list[str]]:
    runs = groupby(words(text), key=lambda word: word.marks == DOUBLE)
    passages = ([word.key for word in run] for quoted, run in runs if quoted)
    return [passage for passage in passages if len(passage) >= SHORTEST_QUOTE]
