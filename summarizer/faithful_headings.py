"""Whether a heading is borne out by the articles that its section cites: the verifier's rules for headings."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import product

from extractors.articles import Article
from summarizer import guarded_words as guarded
from summarizer.digests import Section
from summarizer.faithful_quotations import named_speakers
from summarizer.figures_in_text import figures
from summarizer.words_in_text import UNQUOTED, Word, occurs, paragraphs_around, plain, runs_in, straight, words

_WHO_SAYS = re.compile(r"What (.+) says?")
_ASIDE = re.compile(r",[^,.!?\"]*,|\([^)]*\)|\"[^\"]*\"")
_MOST_BETWEEN = 4
"""Words between a speaker and the word of speech, asides and quoted words not counted."""


def heading_fault(section: Section, articles: Mapping[str, Article]) -> str | None:
    """Why the heading is not true to the articles that its section cites, in one sentence; None when it is.

    Its figures and names are theirs; so is each phrase behind a colon, word for word. Whoever it says to say something
    is somebody who says something in the section.
    """
    evidence = [item for told in section.statements for item in told.evidence if item.article in articles]
    texts = [articles[article].text for article in sorted({item.article for item in evidence})]
    given = {(figure.value, figure.unit) for text in texts for figure in figures(text)}
    if any((figure.value, figure.unit) not in given for figure in figures(section.heading)):
        return "Its figure is in none of the articles that its section cites."
    heading = plain(section.heading)
    says = _WHO_SAYS.fullmatch(heading)
    if says:
        told = [statement.text for statement in section.statements]
        told += [paragraphs_around(articles[item.article].text, item.start, item.end) for item in evidence]
        heard = _every_part(says[1], lambda name: any(occurs(name, text) for text in texts) and _speaks(name, told))
        return None if heard else f"Nobody called “{says[1]}” says anything in its section."
    label, _, subject = heading.partition(": ")
    keys = [_keys(text) for text in texts]
    if subject and not _every_part(subject, lambda part: any(runs_in(_keys(part), text) for text in keys)):
        return f"None of the articles that its section cites has the words “{subject}”."
    unknown = _unknown(label, texts)
    return f"None of the articles that its section cites has the name “{unknown}”." if unknown else None


def _every_part(said: str, holds: Callable[[str], bool]) -> bool:
    """Whether it holds of the whole, or of each part where "and" joins parts: names may have an "and" of their own."""
    if holds(said):
        return True
    return any(
        holds(said[: found.start()]) and _every_part(said[found.end() :], holds) for found in re.finditer(" and ", said)
    )


def _unknown(label: str, texts: Sequence[str]) -> str | None:
    """A name in what opens the heading that none of the texts has; of words all in capitals, any word."""
    if label.isupper():
        known = {key for text in texts for key in _keys(text)}
        return next((word.text for word in words(label) if word.key not in known), None)
    names = (word.text for word in words(label)[1:] if word.capitalised)
    return next((name for name in names if not any(occurs(name, text) for text in texts)), None)


def _speaks(name: str, texts: Sequence[str]) -> bool:
    """Whether a text gives words to somebody of this name, or of its last word."""
    called = [word.text for word in words(name)]
    return any(
        any(called[-1] in speaker for speaker in named_speakers(words(text), straight(text)))
        or any(_beside_speech(called, words(form)) for form in (text, _ASIDE.sub(" ", plain(text))))
        for text in texts
        if called
    )


def _beside_speech(name: Sequence[str], told: Sequence[Word]) -> bool:
    """Whether the name stands a few words before or behind a word of speech, with no other name between them."""
    named = [place for place, word in enumerate(told) if word.text == name[-1]]
    cues = [place for place, word in enumerate(told) if word.text in guarded.VOICED and word.marks == UNQUOTED]
    for place, cue in product(named, cues):
        between = [word for word in told[min(place, cue) + 1 : max(place, cue)] if word.text not in name]
        led = told[cue].text != "according" or cue < place
        if led and len(between) <= _MOST_BETWEEN and not any(word.capitalised for word in between):
            return True
    return False


def _keys(text: str) -> list[str]:
    return [word.key for word in words(text)]
