"""Terms: the stemmed content words and the figures that two texts are compared by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

import snowballstemmer

_WORD = re.compile(r"(\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)(?:['’]s\b)?")

# Words that say nothing of what a sentence is about. Numbers are never among them.
STOP_WORDS = frozenset(
    """
    a about above according across after again against ago all almost along already also although always am among an
    and another any are around as at away back be became because become been before began behind being below between
    both but by came can come could did do does doing done down during each either else enough even ever every few
    first following for from further get give given go going gone got had has have having he her here hers herself
    him himself his how however i if in including into is it its itself just last later least less let like made
    make many may me meanwhile might more most much must my near nearly neither never new next no nor not now of off
    often on once one only onto or other others our out over own part per put rather re really said same say saying
    says see seen several shall she should since so some soon still such take taken than that the their them then
    there these they this those though through thus to together told too took toward towards two under until up upon
    us use used very via was way we well went were what when where whether which while who whom whose why will with
    within without would year years yet you your monday tuesday wednesday thursday friday saturday sunday
    """.split()
)

_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball (Porter2) stem of a word in lower case."""
    return str(_stemmer.stemWord(word))


def words(text: str) -> list[str]:
    """The words and numbers of `text` in lower case, possessive endings dropped, "1,200" as "1200"."""
    return [word for word, _, _ in tokens(text)]


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Each of `words`, with the offsets at which it starts and ends in `text`."""
    for match in _WORD.finditer(text):
        yield match.group(1).lower().replace(",", "").replace("’", "'"), match.start(1), match.end()


def is_content(word: str) -> bool:
    """Whether a word of `words` says what a text is about: no stop word, no single letter."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def terms(text: str) -> list[str]:
    """The stems of the content words of `text`, in order; numbers stand as they are."""
    return [stem(word) for word in words(text) if is_content(word)]


def words_by_term(text: str) -> dict[str, str]:
    """The terms of `text`, each with the first word that it is the stem of, in lower case."""
    found: dict[str, str] = {}
    for word in words(text):
        if is_content(word):
            found.setdefault(stem(word), word)
    return found


def bigrams(sequence: Sequence[str]) -> list[str]:
    """Pairs of neighbouring terms, joined by a space."""
    return [f"{left} {right}" for left, right in pairwise(sequence)]


def concepts(sequence: Sequence[str]) -> frozenset[str]:
    """The terms of a sequence and its pairs of neighbouring terms."""
    return frozenset((*sequence, *bigrams(sequence)))


def inverse_document_frequencies(documents: Iterable[Iterable[str]]) -> dict[str, float]:
    """ln((1 + N) / (1 + df)) + 1 for each term of the documents (the smoothed form of scikit-learn)."""
    count = 0
    frequency: Counter[str] = Counter()
    for document in documents:
        count += 1
        frequency.update(set(document))
    return {term: log((1 + count) / (1 + n)) + 1 for term, n in frequency.items()}
