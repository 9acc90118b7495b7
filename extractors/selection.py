"""The story's runs: those whose words trafilatura found, what one template prints among them, and no more.

Trafilatura decides what the story is about; where it errs by a block, the page's own structure tells. What it left out,
but is made like the story's paragraphs and stands among them, belongs to the story; what it took in from outside of the
element that holds them, does not.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml.etree import _Element

from extractors.runs import Run
from extractors.standfirsts import STANDFIRST_WORDS, standfirst
from extractors.trimming import Block
from extractors.words import letters_in

# A shorter run counts as found only where it is a whole block, or goes on where the run before left off.
_MIN_LETTERS = 25
# A long run counts as found if so many of its word triples are: trafilatura may have left out a link or a mark.
_MIN_FUZZY_WORDS = 8
_FUZZY_SHARE = 0.7
# Where the runs show less of what trafilatura found, its blocks are taken as they are.
_MIN_SHOWN = 0.85
_MIN_VISIBLE = 0.5
# A signature with so much of the text is one that the story is made of.
_MAIN_SHARE = 0.2
_MAX_LINKED, _LINK = 0.5, 0.9
_MAX_OUTSIDE = 0.25
# Beyond the first and last paragraph that were found, only whole sentences of some length are added.
_MIN_FAR_CHARS = 80
# So much of a page's prose is what a story is expected to be.
_PROSE_CHARS, _PROSE_LINKED, _PROSE_SHARE = 80, 0.3, 0.6
ENDS = tuple(".!?…:;\"'”’»“)。！？」")
"""What a sentence ends with."""


def selected(
    runs: Sequence[Run], found: Sequence[Block], headline: str = "", description: str = "", *, closed: bool = False
) -> list[Block]:
    """The story as blocks, given what trafilatura `found`; just that where the page's runs don't show most of it. What
    a `closed` page doesn't show at all, but holds as data, is not taken.
    `description` is what the metadata says that the story is about: it tells which line above is its standfirst."""
    words = _Words(found)
    seeds = _once(words.aligned(runs), words.whole)
    shown = sum(len(letters_in(run.text)) for run in seeds)
    if closed and shown < _MIN_VISIBLE * len(words.whole):
        return []
    if not shown or shown < _MIN_SHOWN * len(words.whole):
        return list(found)
    chosen = _grown(runs, _within(seeds))
    blocks = [(run.kind, run.text) for run in chosen]
    return [("paragraph", run.text) for run in standfirst(runs, chosen, headline, description)] + blocks


def is_doubtful(runs: Sequence[Run], blocks: Sequence[Block]) -> bool:
    """True where much of the page's prose is not in the blocks, so that another look is worth its time."""
    prose = {run.text for run in runs if _is_prose(run)}
    told = sum(len(text) for _, text in blocks)
    return told < _PROSE_SHARE * sum(map(len, prose))


def prose_blocks(runs: Sequence[Run]) -> list[Block]:
    """The prose that the page's commonest template prints, for pages on which trafilatura finds nothing."""
    prose = [run for run in runs if _is_prose(run)]
    main = _mass(prose).most_common(1)
    return [(run.kind, run.text) for run in prose if run.signature == main[0][0]]


class _Words:
    """The words of trafilatura's blocks."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        letters = [letters_in(text) for _, text in blocks]
        self.whole = "".join(letters)
        self._blocks = frozenset(letters)
        self._texts = [text for _, text in blocks]
        self._triples: set[tuple[str, ...]] = set()

    def aligned(self, runs: Sequence[Run]) -> list[Run]:
        """The runs whose words are there."""
        place, kept = 0, []
        for run in runs:
            letters = letters_in(run.text)
            at = self._place_of(letters, place) if letters else -1
            if at >= 0:
                place = at + len(letters)
                kept.append(run)
            elif len(letters) >= _MIN_LETTERS and self._has_most(run.text):
                kept.append(run)
        return kept

    def _place_of(self, letters: str, start: int) -> int:
        if self.whole.startswith(letters, start):
            return start
        if len(letters) < _MIN_LETTERS:
            return self.whole.find(letters, start) if letters in self._blocks else -1
        at = self.whole.find(letters, start)
        return at if at >= 0 else self.whole.find(letters)

    def _has_most(self, text: str) -> bool:
        triples = _triples(text)
        if len(triples) < _MIN_FUZZY_WORDS - 2:
            return False
        self._triples = self._triples or {triple for found in self._texts for triple in _triples(found)}
        return sum(triple in self._triples for triple in triples) >= _FUZZY_SHARE * len(triples)


def _once(runs: list[Run], whole: str) -> list[Run]:
    """The runs without those that a page prints again, for another width of screen, say, but `whole` has only once."""
    mass = _mass(runs)
    copies: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        copies[letters_in(run.text)].append(run)
    dropped: set[Run] = set()
    for letters, same in copies.items():
        if len(same) > 1 and len(letters) >= _MIN_LETTERS:
            same.sort(key=lambda run: -mass[run.signature])
            dropped.update(same[max(1, whole.count(letters)) :])
    return [run for run in runs if run not in dropped]


def _within(seeds: list[Run]) -> list[Run]:
    """The seeds without lines that are links, and without the few that stand outside of the element that holds the
    story's paragraphs: below them, or above them as labels."""
    main = _main_signatures(seeds)
    mains = [place for place, run in enumerate(seeds) if run.signature in main]
    root = _common_ancestor([seeds[place].element for place in mains])
    outside = {
        run
        for place, run in enumerate(seeds)
        if (place > mains[-1] or _is_label(run)) and not any(above is root for above in run.element.iterancestors())
    }
    if _size(list(outside)) > _MAX_OUTSIDE * _size(seeds):
        outside = set()
    kept = [run for run in seeds if run not in outside and not _is_link(run)]
    return kept or seeds


def _grown(runs: Sequence[Run], seeds: list[Run]) -> list[Run]:
    """The seeds with what is made like them, and with headings among them."""
    main = _main_signatures(seeds)
    places = {run: place for place, run in enumerate(runs)}
    mains = [run for run in seeds if run.signature in main]
    first, last = places[mains[0]], places[mains[-1]]
    article = _article_of(mains[0])
    known = "".join(letters_in(run.text) for run in seeds)
    free = [run for run in runs if not run.apart and run.linked <= _MAX_LINKED * len(run.text)]
    chosen = set(seeds)
    for run in free:
        if first < places[run] < last:
            alike = run.signature in main and (run.kind != "paragraph" or run.text.endswith(ENDS))
        else:
            alike = run.signature in main and _is_far_part(run, article)
        if alike and run not in chosen and letters_in(run.text) not in known:
            chosen.add(run)
    parents = {run.element.getparent() for run in chosen if run.signature in main}
    last = max(places[run] for run in chosen if run.signature in main)
    for run in free:
        among = run.kind == "heading" and first < places[run] < last and run.element.getparent() in parents
        if among and letters_in(run.text) not in known:
            chosen.add(run)
    return [run for run in runs if run in chosen]


def _is_far_part(run: Run, article: _Element | None) -> bool:
    """True for a whole sentence of a template that names its blocks, in the same article."""
    named = "." in run.signature and len(run.text) > _MIN_FAR_CHARS and run.text.endswith(ENDS)
    return named and _article_of(run) is article


def _is_label(run: Run) -> bool:
    return not run.text.endswith(ENDS) and len(run.text.split()) < STANDFIRST_WORDS


def _is_link(run: Run) -> bool:
    return run.linked >= _LINK * len(run.text) and not (run.kind == "paragraph" and run.text.endswith(ENDS))


def _is_prose(run: Run) -> bool:
    long = len(run.text) >= _PROSE_CHARS and run.text.endswith(ENDS)
    return long and not run.apart and run.linked <= _PROSE_LINKED * len(run.text)


def _size(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _mass(runs: Sequence[Run]) -> Counter[str]:
    """Characters by signature."""
    mass: Counter[str] = Counter()
    for run in runs:
        mass[run.signature] += len(run.text)
    return mass


def _main_signatures(runs: Sequence[Run]) -> set[str]:
    """The signatures that much of the text is made of; the commonest at least."""
    mass = _mass(runs)
    least = min(_MAIN_SHARE * mass.total(), max(mass.values()))
    return {signature for signature, size in mass.items() if size >= least}


def _common_ancestor(elements: Sequence[_Element]) -> _Element | None:
    """The nearest element that holds all of them."""
    shared = list(elements[0].iterancestors())
    for element in elements[1:]:
        above = set(element.iterancestors())
        shared = shared[next((place for place, one in enumerate(shared) if one in above), len(shared)) :]
    return shared[0] if shared else None


def _article_of(run: Run) -> _Element | None:
    return next(run.element.iterancestors("article"), None)


def _triples(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return [tuple(words[place : place + 3]) for place in range(len(words) - 2)]
