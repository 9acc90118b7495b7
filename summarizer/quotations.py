"""Who said what: the direct quotations of a story that are worth printing, each once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import fsum

from rapidfuzz import fuzz

from extractors.meanings import cosines, meanings
from extractors.readings import Quote
from summarizer.candidates import Candidate
from summarizer.digests import Quotation, Rendering
from summarizer.stories import Evidence, ReadArticle
from summarizer.terms import terms, words
from summarizer.topics import Topic
from summarizer.voices import shingles

_FEWEST_WORDS, _MOST_WORDS = 7, 60
_SAME_WORDS = 90
"""Similarity, 0 to 100, of the shorter quotation to its best place in the longer one, from which on both are one."""

_PRONOUNS = frozenset({"he", "she", "it"})
_NAMING_REACH = 600
"""Characters before a quotation within which its evidence takes in the sentence that names the speaker."""

_OVERLAP = 0.3
"""Share of the shorter quotation's word sequences that the longer one has, from which on both are one."""
_SHARED_TERMS, _SAME_UTTERANCE, _SAME_MEANING = 3, 0.5, 0.7
"""Terms that two wordings of one utterance share, their share of the shorter one, and the cosine of their meanings."""


@dataclass(frozen=True)
class _Found:
    read: ReadArticle
    quote: Quote
    words: str
    worth: float


def quotations(
    faces: Sequence[ReadArticle],
    candidates: Mapping[str, Sequence[Candidate]],
    weights: Mapping[str, float],
    told: Sequence[Candidate],
    topic: Topic,
    most: int,
) -> tuple[Quotation, ...]:
    """Up to `most` quotations with a named speaker, at most two of one speaker, in the order in which they are told.

    Args:
        faces: one article of each voice.
        candidates: the candidates of each article, by id.
        weights: the worth of each concept.
        told: the candidates that the digest prints, whose own quotations are not printed again.
        topic: what the story is about; what is said of other things is left out.
    """
    printed = " ".join(" ".join(words(one.text)) for one in told)
    found = [
        _Found(read, quote, said, _worth(read, quote, candidates[read.article.id], weights))
        for read in faces
        for quote in read.reading.quotes
        for said in [quote.words(read.article.text)]
        if quote.kind == "direct" and _is_named(read, quote) and _FEWEST_WORDS <= len(said.split()) <= _MOST_WORDS
        if " ".join(words(said)) not in printed and all(map(topic.holds, _touched(quote, candidates[read.article.id])))
    ]
    found.sort(key=lambda one: (-one.worth, one.quote.start, one.read.article.id))
    chosen: list[list[_Found]] = []
    for one in found:
        same = next((group for group in chosen if _same(one, group[0]) or _is_other_wording(one, group[0])), None)
        if same is not None:
            if all(one.read.article.id != other.read.article.id for other in same):
                same.append(one)
        elif len(chosen) < most and sum(group[0].quote.speaker == one.quote.speaker for group in chosen) < 2:
            chosen.append([one])
    chosen.sort(
        key=lambda group: (group[0].quote.start / max(1, len(group[0].read.article.text)), group[0].read.article.id)
    )
    return tuple(_quotation(group, candidates) for group in chosen)


def _quotation(group: Sequence[_Found], candidates: Mapping[str, Sequence[Candidate]]) -> Quotation:
    """The quotation, and how others word it: an outlet that only trims it has the same words."""

    def evidence(found: Sequence[_Found]) -> tuple[Evidence, ...]:
        return tuple(_evidence(one, candidates[one.read.article.id]) for one in found)

    renderings: list[list[_Found]] = [[group[0]]]
    for one in group[1:]:
        alike = next((own for own in renderings if _trims(one, own[0])), None)
        if alike is None:
            renderings.append([one])
        else:
            alike.append(one)
    quote = group[0].quote
    return Quotation(
        words=group[0].words.rstrip(" ,;"),
        speaker=quote.speaker or "",
        role=quote.role or "",
        affiliation=quote.affiliation or "",
        venue=quote.venue or "",
        evidence=evidence(renderings[0]),
        otherwise=tuple(Rendering(words=own[0].words.rstrip(" ,;"), evidence=evidence(own)) for own in renderings[1:]),
    )


def _trims(one: _Found, other: _Found) -> bool:
    """Whether two quotations have the same words where both have any: an outlet may cut at either end."""
    blocks = SequenceMatcher(None, words(one.words), words(other.words), autojunk=False).get_opcodes()
    inner = blocks[1:-1] if blocks else []
    ends = {kind for kind, *_ in (*blocks[:1], *blocks[-1:])}
    return "replace" not in ends and all(kind == "equal" for kind, *_ in inner)


def _is_other_wording(one: _Found, other: _Found) -> bool:
    """Whether two articles give one speaker's utterance in different words: a translation, or a slip."""
    if one.quote.speaker != other.quote.speaker or one.read.article.id == other.read.article.id:
        return False
    own, rival = set(terms(one.words)), set(terms(other.words))
    if len(own & rival) < max(_SHARED_TERMS, _SAME_UTTERANCE * min(len(own), len(rival))):
        return False
    vectors = meanings().vectors([one.words, other.words])
    return float(cosines(vectors, vectors)[0, 1]) >= _SAME_MEANING


def _is_named(read: ReadArticle, quote: Quote) -> bool:
    """Whether the speaker is a person or an organization that the article names: "Ida Rell", "the Bank of Corvane", not
    "the driver from Port Ellery"."""
    return quote.speaker is not None and quote.speaker.removeprefix("the ") in read.reading.named


def _touched(quote: Quote, own: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in own if one.sentence.start < quote.end and quote.start < one.sentence.end]


def _same(one: _Found, other: _Found) -> bool:
    """Whether one quotes the other's words, all or a good part of them: outlets trim at either end."""
    own, rival = shingles(one.words), shingles(other.words)
    overlap = len(own & rival) / min(len(own), len(rival))
    return overlap >= _OVERLAP or bool(fuzz.partial_ratio(one.words.lower(), other.words.lower()) >= _SAME_WORDS)


def _worth(read: ReadArticle, quote: Quote, own: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    """Concept worth per word, more for a speaker whose role is known and for what comes early."""
    concepts = frozenset[str]().union(*(one.concepts for one in _touched(quote, own)))
    length = max(12, len(quote.words(read.article.text).split()))
    worth = fsum(weights.get(concept, 0.0) for concept in concepts) / length
    place = quote.start / max(1, len(read.article.text))
    return worth * (1.3 if quote.role else 1.0) * (1.2 - 0.4 * place)


def _evidence(one: _Found, own: Sequence[Candidate]) -> Evidence:
    """The sentences from the first to the last that hold the words, the speaker and the cue; where a pronoun names the
    speaker, from the sentence before that has the name."""
    spans = [*one.quote.spans, *(span for span in (one.quote.speaker_span, one.quote.cue) if span is not None)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    touched = [item.sentence for item in own if item.sentence.start < end and start < item.sentence.end]
    start = min([start, *(sentence.start for sentence in touched)])
    return Evidence(
        article=one.read.article.id,
        start=_naming(one, start),
        end=max([end, *(sentence.end for sentence in touched)]),
    )


def _naming(one: _Found, start: int) -> int:
    """Where the sentence starts that names whom "she said" means, if it stands near before `start` and nobody else
    speaks between; else `start`."""
    quote, text = one.quote, one.read.article.text
    if quote.speaker is None or quote.speaker_span is None or quote.speaker_span.of(text).lower() not in _PRONOUNS:
        return start
    reading = one.read.reading
    mentions = [span for name in reading.names if name.name == quote.speaker for span in name.mentions]
    mentions += [span for body in reading.organizations if body.name == quote.speaker for span in body.mentions]
    ends = [span.end for span in mentions if start - _NAMING_REACH < span.start and span.end <= start]
    named = max((each.start for each in reading.sentences if each.start < max(ends, default=0)), default=start)
    between = (other for other in reading.quotes if named <= other.start < start)
    return named if ends and all(other.speaker in (None, quote.speaker) for other in between) else start
