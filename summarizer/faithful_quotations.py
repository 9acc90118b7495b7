"""Whether a quotation is what was said, and by whom: the verifier's rules for "who said what"."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractors.articles import Article
from summarizer import guarded_words as guarded
from summarizer.digests import Quotation, Rendering
from summarizer.faithful_wording import MAXIMUM_WORDS, near, words_of_evidence
from summarizer.further_evidence import content_words
from summarizer.stories import Evidence
from summarizer.words_in_text import UNQUOTED, Word, occurs, runs_in, straight, words

MAXIMUM_ATTRIBUTION = 25
"""Words between two passages of one split quotation."""

FEWEST_SHARED = 3
"""Words that a trimmed passage has at least, and that two wordings of one utterance share."""

_BREAK = re.compile(r"[,;:.!?\"()—–]")
_FUNCTION_WORDS = guarded.FUNCTION_WORDS | frozenset("a an and but in is its of on or our the to was who whose".split())
_NOT_A_SPEAKER = frozenset("in on at by during after before for from to with that if as".split())


def quotation_fault(quotation: Quotation, evidence: Evidence, article: Article, first: bool) -> str | None:
    """Why the article does not carry the quotation at this evidence, in one sentence; None when it does.

    `first` evidence has all its words and says who the speaker is; another may have trimmed them.
    """
    given = words_of_evidence(article, evidence)
    if len(given) > MAXIMUM_WORDS:
        return f"The evidence has more than {MAXIMUM_WORDS} words, too many for a quotation."
    wanted = words(quotation.words)
    if not (_verbatim(wanted, given) if first else _trimmed(wanted, given)):
        return "The evidence does not carry these words between quotation marks."
    fault = _speaker_fault(words(quotation.speaker), evidence, article, given)
    if fault or not first:
        return fault
    if not occurs(quotation.speaker, article.text):
        return f"The article does not name “{quotation.speaker}”."
    return _particulars_fault(quotation, evidence, article)


def rendering_fault(quotation: Quotation, rendering: Rendering) -> str | None:
    """Why a rendering is not the quotation's utterance in other words, in one sentence; None when it may be. That its
    speaker said it is another question."""
    articles = {evidence.article for evidence in quotation.evidence}
    if any(evidence.article in articles for evidence in rendering.evidence):
        return "It is from an article that has the quotation itself."
    own, other = ([word.key for word in words(said)] for said in (quotation.words, rendering.words))
    if runs_in(own, other) or runs_in(other, own):
        return "It has the very words that it is said to differ from, or trims them."
    meant, rival = content_words(quotation.words), content_words(rendering.words)
    shared = len(meant & rival)
    if shared < FEWEST_SHARED or 2 * shared < min(len(meant), len(rival)):
        return "It shares too few words with the quotation to be the same utterance."
    return None


def _verbatim(wanted: Sequence[Word], given: Sequence[Word]) -> bool:
    """Whether the words stand in quotation marks, in one passage or in passages that an attribution parts."""
    quoted = [place for place, word in enumerate(given) if word.marks != UNQUOTED]
    for first in range(len(quoted) - len(wanted) + 1):
        places = quoted[first : first + len(wanted)]
        same = all(_same(told, given[place], told is wanted[0]) for told, place in zip(wanted, places, strict=True))
        if wanted and same and all(_parted_by_attribution(given[low + 1 : high]) for low, high in _gaps(places)):
            return True
    return False


def _same(told: Word, given: Word, opens: bool) -> bool:
    return told.text == given.text or (opens and told.text[1:] == given.text[1:] and told.key == given.key)


def _trimmed(wanted: Sequence[Word], given: Sequence[Word]) -> bool:
    """Whether a passage that stands in quotation marks is part of the words, or has them all."""
    keys = [word.key for word in wanted]
    passages = [
        [word.key for word in run] for quoted, run in groupby(given, key=lambda word: word.marks != UNQUOTED) if quoted
    ]
    return any(
        run == keys or (len(run) >= FEWEST_SHARED and (runs_in(run, keys) or runs_in(keys, run))) for run in passages
    )


def _gaps(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((low, high) for low, high in pairwise(places) if high > low + 1)


def _parted_by_attribution(between: Sequence[Word]) -> bool:
    return len(between) <= MAXIMUM_ATTRIBUTION and sum(word.text in guarded.SPEECH for word in between) == 1


def _speaker_fault(speaker: Sequence[Word], evidence: Evidence, article: Article, given: Sequence[Word]) -> str | None:
    if not speaker:
        return "It has no speaker."
    surname = speaker[-1].text
    if all(word.key in guarded.TITLES or word.key == "prime" for word in speaker):
        return f"“{' '.join(word.text for word in speaker)}” is an office and names nobody."
    if not occurs(surname, near(article, evidence.start)):
        return f"“{surname}” is not named near these words."
    named = list(named_speakers(given, straight(article.text)))
    if named and not any(_speaks(surname, segment, speaker) for segment in named):
        return f"The evidence gives these words to somebody other than “{surname}”."
    return _contradicted(surname, given, article)


def _speaks(surname: str, segment: Sequence[str], speaker: Sequence[Word]) -> bool:
    """Whether the surname is whom the words name, not what describes somebody else: "Acme coach Jane Roe", "Roe's
    lawyer", "a daughter of Roe"."""
    for place, text in enumerate(segment):
        if text != surname:
            continue
        rest = segment[place + 1 :]
        small = next((count for count, word in enumerate(rest) if not word.islower()), len(rest))
        describes = 0 < small < len(rest) and not _FUNCTION_WORDS.intersection(rest[:small])
        first = place
        while first and segment[first - 1][0].isupper():
            first -= 1
        belongs = segment[first - 1 : first] == ["of"] and all(word.key != "of" for word in speaker)
        if rest[:1] != ["'s"] and not describes and not belongs:
            return True
    return False


def _contradicted(surname: str, given: Sequence[Word], article: Article) -> str | None:
    """Why evidence that names nobody beside its words of speech cannot mean the speaker."""
    plain = [word for word in given if word.marks == UNQUOTED]
    taken_up = {
        one.key
        for first, second in pairwise(plain)
        for one, cue in ((first, second), (second, first))
        if cue.text in guarded.SPEECH and one.key in ("he", "she", "it", "they")
    }
    places = [place for place, word in enumerate(given) if word.text == surname]
    if taken_up and places and all(given[place].marks != UNQUOTED for place in places):
        return f"The evidence names “{surname}” only in what is said."
    followers = [given[place + 1].text if place + 1 < len(given) else "" for place in places]
    if not taken_up and followers and set(followers) == {"'s"}:
        return f"The evidence names something of “{surname}” where it should name the speaker."
    for pronoun, title in (("she", "(?:Mr|Sir)"), ("he", "(?:Mrs|Ms|Miss|Dame)")):
        if taken_up == {pronoun} and re.search(rf"\b{title}\b\.? (?:\w+ )?{re.escape(surname)}\b", article.text):
            return f"“{pronoun}” in the evidence cannot be “{surname}”."
    return None


def named_speakers(given: Sequence[Word], text: str) -> Iterator[list[str]]:
    """For each word of speech outside the quotation, the words that name its speaker, in order; empty where it names
    nobody."""
    for place, cue in enumerate(given):
        if cue.marks == UNQUOTED and cue.text in guarded.SPEECH:
            before = _up_to_break(given[place::-1], text)
            after = _up_to_break(given[place:], text)
            explained = _explained(given[:place], cue, text)
            if before and (_is_name(before[0]) or (before[0].capitalised and _is_name(before[-1]))):
                yield [word.text for word in reversed(_ungoverned(before, given[:place], text))]
            elif explained and not (cue.text in ("said", "says") and after and _is_name(after[0])):
                yield [word.text for word in explained]
            elif cue.text not in ("told", "tells") and any(_is_name(word) for word in after):
                yield [word.text for word in after]


def _ungoverned(before: list[Word], given: Sequence[Word], text: str) -> list[Word]:
    """The words before a word of speech, nearest first; of "a spokesman for Jane Roe" those before "for"."""
    left = len(given) - len(before)
    if left < 2 or given[left - 1].key != "for" or _BREAK.search(text[given[left - 1].end : before[-1].start]):
        return before
    return _up_to_break(given[left - 1 :: -1], text) or before


def _explained(given: Sequence[Word], cue: Word, text: str) -> Sequence[Word]:
    """The name that asides before a word of speech explain: "Jane Roe, a spokesman for Bo Lind, said"."""
    for segment in _between_commas(given, cue, text):
        if segment[0].key in ("and", "or", "but"):
            return []
        if segment[0].capitalised:
            free = not any(word.key in _NOT_A_SPEAKER or word.key == "of" for word in segment)
            return segment if free and _is_name(segment[-1]) else []
    return []


def _between_commas(given: Sequence[Word], cue: Word, text: str) -> Iterator[list[Word]]:
    """What stands between commas before a word of speech, the nearest first, up to any other mark."""
    segment: list[Word] = []
    last = cue
    for word in reversed(given):
        between = text[word.end : last.start]
        if word.key in guarded.TITLES:
            between = between.removeprefix(".")
        if word.marks != UNQUOTED or _BREAK.search(between.replace(",", "")):
            break
        if "," in between and segment:
            yield segment
            segment = []
        segment = [word, *segment]
        last = word
    if segment:
        yield segment


def _up_to_break(run: Sequence[Word], text: str) -> list[Word]:
    """The words that follow the first without punctuation or preposition between them."""
    segment: list[Word] = []
    for last, word in pairwise(run):
        between = text[min(last.end, word.end) : max(last.start, word.start)]
        if min(last, word, key=lambda one: one.start).key in guarded.TITLES:
            between = between.removeprefix(".")  # "Dr. Morag Ellis" is one name
        if _BREAK.search(between) or word.key in _NOT_A_SPEAKER or word.marks != UNQUOTED:
            break
        segment.append(word)
    return segment


def _is_name(word: Word) -> bool:
    return (
        word.capitalised
        and word.key not in guarded.DAYS_AND_MONTHS
        and word.key not in ("he", "she", "they", "i", "it")
    )


def _particulars_fault(quotation: Quotation, evidence: Evidence, article: Article) -> str | None:
    about = _about(words(quotation.speaker)[-1].text, evidence, article)
    for name in ("role", "affiliation", "venue"):
        said = getattr(quotation, name)
        if said and not occurs(said, about):
            return f"The article does not give “{said}” as the {name} of “{quotation.speaker}”."
    return None


def _about(surname: str, evidence: Evidence, article: Article) -> str:
    """The paragraphs that name the speaker or carry the words."""
    paragraphs = article.text.split("\n\n")
    first, last = (article.text.count("\n\n", 0, place) for place in (evidence.start, evidence.end))
    kept = (one for place, one in enumerate(paragraphs) if first <= place <= last or occurs(surname, one))
    return "\n\n".join(kept)
