"""Emphasis: what makes a candidate worth more, or less, in its story than its words alone.

What several voices say weighs more, and so does what is new tonight; less weighs what only one article has, what points
at something named before it, what names nothing, and what went before. The first statement of all should be a report's
lead, tell what became of people, and not how somebody reacts.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.candidates import Candidate
from summarizer.claims import Alignment, weighted_share
from summarizer.clear_openings import opens_clearly
from summarizer.figures import fate, is_history
from summarizer.stories import Story
from summarizer.terms import terms
from summarizer.topics import Topic
from summarizer.wording import opening_noun, points_at_something

LEADING = 3
"""How many sentences of a report can be its lead."""
_LEAD = (1.6, 1.35, 1.15)
"""How much more a report's first, second and third sentence are worth as the first statement of all."""
_TOLL = 1.4
"""How much more a sentence is worth as the first of all for saying how many people died, were hurt, and so on."""
_REACTION = 0.7
"""What is said by somebody named is worth as the first statement of all: first comes what happened."""
_FURTHER_VOICE, _CONFIRMED = 0.15, 0.25
"""How much more each further voice, of three, makes a sentence worth, in the body and in the TL;DR."""
_MOST_FURTHER = 3
_NEW = 1.5
"""How much more tonight's sentences are worth in a story that was told before."""
_POINTING = 0.5
"""What a sentence is worth that says "the company" of something named before it."""
_PLAIN = 0.8
"""What a sentence is worth that names nobody and nothing and has no figure."""
_HISTORY = 0.7
"""What a sentence about another year is worth that one voice alone has."""
_AGREED, _COMMON = 0.2, 0.5
"""By how much of an article's length a statement moves up for each further voice that says the same, and for having
only words that others use too."""
_LEAST_COMMON = 0.1
"""The other voice may be no report at all, and share nothing: there is a digest all the same."""


class Emphasis:
    """Factors on the worth of a story's candidates.

    Args:
        voices: the candidates of the text that each voice is told from.
        rarity: inverse document frequency of each term.
    """

    def __init__(
        self,
        story: Story,
        voices: Sequence[Sequence[Candidate]],
        rarity: Mapping[str, float],
        alignment: Alignment,
        topic: Topic,
    ) -> None:
        self._new = frozenset(story.new)
        self._told_before = bool(story.days)
        self._alignment, self._topic = alignment, topic
        self._shared = _shared(voices, rarity)

    def body(self, pool: Sequence[Candidate]) -> dict[Candidate, float]:
        """For each candidate its factor as a statement of the body."""
        return {one: self._common(one, _FURTHER_VOICE) * (1 + self._shared[one]) / 2 for one in pool}

    def opening(self, pool: Sequence[Candidate]) -> dict[Candidate, float]:
        """For each candidate its factor as a statement of the TL;DR: nothing that is one article's colour."""
        return {
            one: self._common(one, _CONFIRMED) * self._shared[one] * (1.0 if self._opens_clearly(one) else _POINTING)
            for one in pool
        }

    @staticmethod
    def lead(opening: Mapping[Candidate, float]) -> dict[Candidate, float]:
        """For each candidate its factor as the first statement of all, given that as one of the TL;DR."""
        return {
            one: factor
            * (_LEAD[one.position] if one.position < LEADING else 1.0)
            * (_TOLL if any(fate(figure, one) for figure in one.figures) else 1.0)
            * (_REACTION if _tells_what_somebody_said(one) else 1.0)
            for one, factor in opening.items()
        }

    def prominence(self, body: Sequence[Candidate]) -> dict[Candidate, float]:
        """For each candidate by how much of an article's length it moves up in the telling."""
        further = {one: len(self._alignment.evidence(one)) - 1 for one in body}
        return {one: _AGREED * further[one] + _COMMON * self._shared[one] for one in body}

    def _common(self, one: Candidate, by_voice: float) -> float:
        further = len(self._alignment.evidence(one)) - 1
        return (
            (1 + by_voice * min(_MOST_FURTHER, further))
            * (_NEW if self._told_before and one.article in self._new else 1.0)
            * (_POINTING if points_at_something(one.text) else 1.0)
            * (1.0 if self._is_clear(one) else _POINTING)
            * (1.0 if one.figures or names_something(one) else _PLAIN)
            * (_HISTORY if is_history(one) and not further else 1.0)
        )

    def _is_clear(self, candidate: Candidate) -> bool:
        """Whether the noun that it opens with ("The skill reflects …"), if it is a bare one, is a word of the story."""
        noun = opening_noun(candidate.text)
        return not noun or all(self._topic.is_key(term) for term in terms(noun))

    def _opens_clearly(self, candidate: Candidate) -> bool:
        """Whether the noun with which it opens, if it is no bare one, says which it is: "The new shocking figures"."""
        return bool(opening_noun(candidate.text)) or opens_clearly(candidate.text, self._topic.is_key)


def names_something(candidate: Candidate) -> bool:
    """Whether a capital letter after the first word shows that the sentence names somebody or something."""
    return bool(re.search(r"\s[“\"‘]?[A-Z]", candidate.text))


def _shared(voices: Sequence[Sequence[Candidate]], rarity: Mapping[str, float]) -> dict[Candidate, float]:
    """For each candidate the share of its terms, by weight, that other voices use too, 0.1 to 1: low for colour that
    one article has. 1 where there is no other voice."""
    users = Counter(term for voice in voices for term in {term for one in voice for term in one.term_set})
    common = frozenset(term for term, count in users.items() if count > 1)
    return {
        one: 1.0 if len(voices) < 2 else max(_LEAST_COMMON, weighted_share(one.term_set, common, rarity))
        for voice in voices
        for one in voice
    }


def _tells_what_somebody_said(candidate: Candidate) -> bool:
    """Whether a person who is named says something in it."""
    return any(quote.speaker in candidate.read.reading.people for quote in candidate.quotes)
