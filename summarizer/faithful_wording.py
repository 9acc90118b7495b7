"""Whether a statement says what its evidence says: the verifier's rules for the wording.

A statement may leave out a dateline, an opening connective, an aside, and the naming of a medium; it may write a name
in full, and name the person whom an opening "he", "she", "his" or "her" means (`faithful_names`). Everything else must
stand as it stands in the evidence, word for word and in the same order.
"""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from textwrap import shorten
from typing import NamedTuple

from extractors.articles import Article
from summarizer import guarded_words as guarded
from summarizer.faithful_names import completes_name, stands_for_pronoun
from summarizer.figures_in_text import figures
from summarizer.stories import Evidence
from summarizer.words_in_text import DOUBLE, UNQUOTED, Word, marks_balance, occurs, plain, straight, words

MAXIMUM_WORDS = 300
"""A sentence with more words is no sentence, and would take long to compare."""

REASON_SHOWS = 80
"""Characters of a phrase that a reason shows at most."""

_NAME = r"(?:the )?([A-Z][\w'.-]*(?: (?:(?:of|the|for|and|de|van|von) )*[A-Z][\w'.-]*)*)"
_ATTRIBUTION = re.compile(rf"(?:[Aa]ccording to|said|says) {_NAME}|{_NAME} (?:said|says)")
_ENDS_DATELINE = re.compile(r"[—–:)-]\s*[\"']?\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"')\]]*\s")
_CLAUSE_END = re.compile(r"[,;:()\[\]–—]|\s-+\s")
_NEAR_PARAGRAPHS = 2
"""How many paragraphs before the evidence may name whom it speaks of."""


class Passage(NamedTuple):
    """A part of the evidence that the statement leaves out."""

    words: Sequence[Word]
    before: str
    """What stands between it and the words kept before it; for an opening, nothing."""
    inside: str
    after: str

    @property
    def keys(self) -> list[str]:
        """Its words in lower case."""
        return [word.key for word in self.words]


class Wording:
    """A statement laid beside the evidence that its wording is taken from."""

    def __init__(self, statement: str, article: Article, evidence: Evidence, media: Collection[str]) -> None:
        self.statement = statement
        self.article = article
        self.start = evidence.start
        self.evidence = straight(evidence.of(article.text))
        self.media = media
        self.told = words(statement)
        self.given = words_of_evidence(article, evidence)

    def fault(self) -> str | None:
        """Why the statement is not true to the evidence, in one sentence; None when it is."""
        if not self.told:
            return "The statement has no words."
        if max(len(self.told), len(self.given)) > MAXIMUM_WORDS:
            return f"The statement or its evidence has more than {MAXIMUM_WORDS} words, too many for a sentence."
        if not marks_balance(self.statement):
            return "A quotation mark in the statement is never closed or never opened."
        return self._differing_words() or self._differing_figures()

    def _differing_words(self) -> str | None:
        matcher = SequenceMatcher(
            None, [word.key for word in self.given], [word.key for word in self.told], autojunk=False
        )
        for kind, start, end, first, last in matcher.get_opcodes():
            if kind == "equal":
                fault = self._changed(start, first, end - start)
            else:
                replaced = self.given[start:end]
                if not first and stands_for_pronoun(
                    self.statement, self.told[:last], replaced, self.article, self.start
                ):
                    continue
                fault = self._added(first, last, replaced) if last > first else None
                fault = fault or (self._left_out(start, end, first, last) if end > start else None)
            if fault:
                return fault
        return None

    def _changed(self, start: int, first: int, length: int) -> str | None:
        for place in range(length):
            given, told = self.given[start + place], self.told[first + place]
            if given.text != told.text and not self._opens_differently(start + place, first + place):
                return f"The evidence writes “{given.text}” where the statement writes “{told.text}”."
            if given.marks == DOUBLE and told.marks == UNQUOTED:
                return f"“{told.text}” is somebody's word in the evidence and stands without quotation marks."
            if told.marks == DOUBLE and given.marks == UNQUOTED:
                return f"“{told.text}” stands in quotation marks and is not quoted in the evidence."
        return None

    def _opens_differently(self, given: int, told: int) -> bool:
        """Whether two words differ only in that one of them opens its sentence."""
        one, other = self.given[given].text, self.told[told].text
        opens = (not told and self.told[told].capitalised) or (not given and told)
        return bool(opens) and one[1:] == other[1:]

    # What the statement has and the evidence has not

    def _added(self, first: int, last: int, replaced: Sequence[Word]) -> str | None:
        added = self.told[first:last]
        if any(word.marks == DOUBLE for word in added):
            return self._unfounded(added, "quoted words")
        completed = completes_name(self.statement, self.told, first, last, replaced, self.article)
        if completed or (not replaced and self._attribution(first, last)):
            return None
        return self._unfounded(added, _kind(added))

    def _unfounded(self, added: Sequence[Word], kind: str) -> str:
        phrase = shortened(self.statement[added[0].start : added[-1].end])
        given = {word.text for word in self.given}
        if all(word.text in given for word in added):
            return f"“{phrase}” does not stand in this place in the evidence."
        return f"The evidence does not have the {kind} “{phrase}”."

    def _attribution(self, first: int, last: int) -> bool:
        """Whether the words only say whose the rest is: "according to Teng Liu,", ", Teng Liu said"."""
        opens, closes = self.told[first].start, self.told[last - 1].end
        before, added, after = self.statement[:opens], plain(self.statement[opens:closes]), self.statement[closes:]
        named = _ATTRIBUTION.fullmatch(added)
        if not named or not (before.rstrip().endswith(",") or (not first and after.startswith(","))):
            return False
        name = named[1] or named[2]
        return occurs(name, self.article.outlet) or any(
            occurs(name, sentence) and any(word.text in guarded.SPEECH for word in words(sentence))
            for sentence in _SENTENCE_END.split(near(self.article, self.start))
        )

    # What the evidence has and the statement has not

    def _left_out(self, start: int, end: int, first: int, last: int) -> str | None:
        passage = self._passage(start, end)
        if all(key in guarded.TITLES for key in passage.keys) and last > first:
            return None
        opening, closing = not first, last == len(self.told)
        if self._is_dispensable(passage, opening, closing):
            return None
        phrase = shortened(passage.inside)
        guard = next((word for word in passage.words if _is_guarded(word)), None)
        if guard:
            return f"Leaving out “{phrase}” loses “{guard.text}”."
        if any(word.marks == DOUBLE for word in passage.words):
            return f"Leaving out “{phrase}” shortens quoted words."
        if opening or not self._is_aside(passage, closing):
            return f"Leaving out “{phrase}” changes what the evidence says."
        return None

    def _passage(self, start: int, end: int) -> Passage:
        offset = self.start
        opens, closes = self.given[start].start - offset, self.given[end - 1].end - offset
        before = self.given[start - 1].end - offset if start else 0
        after = self.given[end].start - offset if end < len(self.given) else len(self.evidence)
        return Passage(
            self.given[start:end], self.evidence[before:opens], self.evidence[opens:closes], self.evidence[closes:after]
        )

    def _is_dispensable(self, passage: Passage, opening: bool, closing: bool) -> bool:
        if any(word.marks == DOUBLE for word in passage.words):
            return False
        phrase = " ".join(passage.keys)
        if phrase in (guarded.OPENING_CONNECTIVES if opening else guarded.INNER_CONNECTIVES):
            return True
        if phrase in guarded.CONNECTIVES and self._is_set_off(passage, opening, closing):
            return True
        if opening and _is_dateline(passage):
            return True
        return self._names_a_medium(passage) and (opening or closing or self._is_aside(passage, closing))

    def _names_a_medium(self, passage: Passage) -> bool:
        """Whether the passage only says which medium, or that this one, reported the rest."""
        rest = plain(passage.inside)
        for medium in self.media:
            rest = re.sub(rf"(?<!\w){re.escape(medium)}(?!\w)", " we ", rest)
        left = {word.key for word in words(rest)}
        known = guarded.SELF | guarded.REPORTING | guarded.REPORTING_PARTICULARS | guarded.DAYS_AND_MONTHS
        dates = {key for key in left if key.isdigit()}
        return bool(left & guarded.SELF and left & guarded.REPORTING) and left - dates <= known

    def _is_set_off(self, passage: Passage, opening: bool, closing: bool) -> bool:
        """Whether the passage stands between commas, dashes or parentheses."""
        begins = opening or bool(_CLAUSE_END.search(passage.before))
        ends = closing or bool(_CLAUSE_END.search(passage.after))
        return begins and ends and not _SENTENCE_END.search(passage.before)

    def _is_aside(self, passage: Passage, closing: bool) -> bool:
        """Whether the passage is set off from the words before it, and limits nothing."""
        return self._is_set_off(passage, False, closing) and passage.words[0].key not in guarded.LIMITING

    def _differing_figures(self) -> str | None:
        given = {(figure.value, figure.unit, figure.hedge) for figure in figures(self.evidence)}
        for figure in figures(self.statement):
            if (figure.value, figure.unit, figure.hedge) not in given:
                return f"The evidence does not give the figure “{figure.within(self.statement)}” so."
        return None


def words_of_evidence(article: Article, evidence: Evidence) -> Sequence[Word]:
    """The words of a span of an article, with the quotation marks that they stand in, also where these open before."""
    text, start, end = article.text, evidence.start, evidence.end
    alone = text[start:end]
    if '"' in straight(alone) and marks_balance(alone):
        found = words(alone)
        return [word._replace(start=word.start + start, end=word.end + start) for word in found]
    opens = text.rfind("\n\n", 0, start) + 1
    found = words(text[opens:end])
    return [
        word._replace(start=word.start + opens, end=word.end + opens) for word in found if word.start + opens >= start
    ]


def near(article: Article, start: int) -> str:
    """The paragraph around `start` with the two before it."""
    opens = start
    for _ in range(_NEAR_PARAGRAPHS + 1):
        opens = article.text.rfind("\n\n", 0, max(opens, 0))
        if opens < 0:
            break
    closes = article.text.find("\n\n", start)
    return article.text[max(opens, 0) : closes if closes >= 0 else None]


def shortened(phrase: str) -> str:
    """The phrase as a reason shows it."""
    return shorten(phrase, REASON_SHOWS, placeholder=" …")


def _is_dateline(passage: Passage) -> bool:
    if not _ENDS_DATELINE.search(passage.inside + passage.after) or len(passage.words) > 12:
        return False
    return all(
        word.capitalised or word.text[0].isdigit() or word.key in guarded.NAME_PARTICLES for word in passage.words
    ) and not any(key in guarded.NEGATIONS for key in passage.keys)


def _is_guarded(word: Word) -> bool:
    if word.text[0].isalpha():
        return word.text in guarded.GUARDED or word.text.endswith("n't")
    return word.text != "'s"


def _kind(added: Sequence[Word]) -> str:
    if any(word.text[0].isdigit() for word in added):
        return "figure"
    if any(word.key in guarded.DAYS_AND_MONTHS and word.capitalised for word in added):
        return "date"
    return "name" if all(word.capitalised for word in added) else "words"
