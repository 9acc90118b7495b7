"""Shares and changes stated in percent, points or multiples: the component `nightdesk_percentages`."""

import re
from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from extractors.articles import Span
from extractors.clauses import subject_of
from extractors.contexts import Change, Direction, change_after, change_before, measured_after, measured_before, period
from extractors.document_text import text_of
from extractors.figure_clauses import clause_span
from extractors.hedges import hedge_after, hedge_before
from extractors.intervals import Bounds, Intervals
from extractors.proportions import Proportion, proportions
from extractors.readings import Percentage, Quote
from extractors.sentences import bounds

__all__ = ["find_percentages"]

_MEASURED_WORDS = 12
_COORDINATES = re.compile(r"(?:\band|\bbut|\bwhile|[,;])\s(?:(?:only|just|another|about|nearly|almost|some)\s)*$")
_VERB_FOLLOWS = re.compile(
    r"\s(?:also\s)?(?:would|will|could|can|may|might|should|said|say|says|are|were|is|was|have|had|has|did|do|think|want"
    r"|expect|plan|believe|[a-z]{3,}ed)\b"
)

Doc.set_extension("percentages", default=(), force=True)


@Language.component("nightdesk_percentages", assigns=["doc._.percentages"], requires=["doc.sents"])
def find_percentages(doc: Doc) -> Doc:
    """Sets `doc._.percentages`, in the order of the text; attributions are those of `doc._.quotes`."""
    text = text_of(doc)
    found = proportions(text)
    if not found:
        return doc
    sentences = Intervals(bounds(doc))
    quoted = _Quoted(doc._.quotes)
    percentages: list[Percentage] = []
    earlier = 0
    for index, one in enumerate(found):
        sentence = sentences.at(one.start)
        later = found[index + 1].start if index + 1 < len(found) else sentence[1]
        room = max(sentence[0], earlier), max(min(sentence[1], later), one.end)
        before = percentages[-1].direction if percentages and earlier > sentence[0] else None
        made = _percentage(doc, text, one, room, quoted.speaker(one, sentence), before)
        percentages.append(_with_shared_measure(text, made, percentages[-1] if earlier > sentence[0] else None))
        earlier = max(one.end, one.reach)
    doc._.percentages = tuple(percentages)
    return doc


def _percentage(
    doc: Doc, text: str, one: Proportion, room: Bounds, attribution: Span | None, beside: Direction | None
) -> Percentage:
    """The percentage with what its sentence says of it, looked for in `room`: up to the figures beside it. `beside` is
    the direction of the one before it in its sentence."""
    begin, end = room
    hedge, start = hedge_before(text, begin, one.start)
    behind, stop = hedge_after(text, one.end)
    after = change_after(text, stop, end)
    before = change_before(text, begin, start)
    change = before or after
    return Percentage(
        start=one.start,
        end=one.end,
        low=one.low,
        high=one.high,
        unit=one.unit,
        direction=_direction(one, before, after, hedge)
        or (beside if change is None and _COORDINATED.match(text[begin:start]) else None),
        hedge=one.hedge or hedge or behind,
        before=one.before,
        measures=measured_after(text, stop, after or before, end)
        or _subject(doc, text, one, before or _own(one), begin),
        period=period(text, begin, one.start, stop, end),
        attribution=attribution,
        clause=clause_span(doc, one.start, one.end),
    )


def _subject(doc: Doc, text: str, one: Proportion, change: Change | None, begin: int) -> Span | None:
    """What changed or stands at the figure: the subject by the parse, or else by the words before the verb."""
    found = subject_of(doc, one.start, one.end)
    if found is not None and found[0] >= begin and len(text[slice(*found)].split()) <= _MEASURED_WORDS:
        return Span(start=found[0], end=found[1])
    return measured_before(text, begin, change, one.start)


def _with_shared_measure(text: str, one: Percentage, before: Percentage | None) -> Percentage:
    """A figure that measures what the one before it does: "47% of executives would pay, and (45%) would pay extra",
    "over half of buyers (54%)"."""
    if one.measures is not None or before is None or before.measures is None or before.measures.start < before.end:
        return one
    bracketed = text[before.measures.end : one.start].strip() == "("
    shares = _COORDINATES.search(text[before.measures.end : one.start]) and _VERB_FOLLOWS.match(text, one.end)
    return one.model_copy(update={"measures": before.measures}) if bracketed or shares else one


def _own(one: Proportion) -> Change | None:
    return Change(one.direction, one.start, one.start) if one.direction else None


_COORDINATED = re.compile(
    r"(?:\s(?:in|during|for|since|by|over)\s[\w ]{1,24})?"
    r"(?:,?\s(?:and|or|but|then|followed by)(?:\s(?:then|by|a|an))*|,?\sto(?:\sjust)?)\s*$"
)
_LEVELS = ("above", "below", "over", "under", "more than", "less than")
_COMPARATIVES = frozenset("more fewer less higher lower greater larger smaller bigger faster slower".split())


def _direction(one: Proportion, before: Change | None, after: Change | None, hedge: str | None) -> Direction | None:
    """Which way the measured thing went: what the figure itself says, or the earlier value, or a comparative behind it
    ("lost 59% more"), or the change named beside it."""
    if one.direction:
        return one.direction
    if one.before is not None and one.before != one.low:
        return "up" if one.low > one.before else "down"
    change = after if before is None or (after and after.word in _COMPARATIVES) else before
    if change is None:
        return "down" if one.low < 0 else None
    if change.negated or (change.direction == "unchanged" and hedge in _LEVELS):
        return None
    return change.direction


class _Quoted:
    """Whose words stand where."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        passages = [(span.start, span.end, quote.speaker_span) for quote in quotes for span in quote.spans]
        self._passages = sorted(passages, key=lambda passage: passage[:2])
        self._starts = [start for start, _, _ in self._passages]

    def speaker(self, one: Proportion, sentence: Bounds) -> Span | None:
        """Who is quoted with the figure, where that is said in the same sentence."""
        index = bisect_right(self._starts, one.start) - 1
        if index < 0:
            return None
        _, end, speaker = self._passages[index]
        return speaker if one.end <= end and speaker and sentence[0] <= speaker.start < sentence[1] else None
