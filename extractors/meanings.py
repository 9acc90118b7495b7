"""What sentences mean, as vectors: close ones say similar things, whatever their words.

The vectors are those of words, distilled from a sentence encoder, weighted and averaged: smooth inverse frequency
(Arora, Liang and Ma 2017), with the frequency of a word taken from its rank (Zipf), as model2vec does. No spaCy is
needed.
"""

import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy
from numpy.typing import NDArray

__all__ = ["ROWS", "WORDS", "Meanings", "cosines", "meanings", "read_table"]

WORDS = "words.txt"
ROWS = "vectors.npy"

_FOLDER = Path(__file__).parent / "model" / "vocab"
_TOKEN = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*")
_FOLDED = str.maketrans("’", "'")
_loading = threading.Lock()  # `cache` alone lets several threads load it at once
_SMOOTHING = 1e-4
"""The parameter a of Arora et al.; model2vec uses the same."""
_TEXTS = 500  # worked on at a time, as each word of theirs takes a row


class Meanings:
    """A table of word vectors.

    Args:
        words: the words in lower case, the most frequent first.
        rows: one row for each word.
    """

    def __init__(self, words: Sequence[str], rows: NDArray[numpy.floating]) -> None:
        self._row = {word.translate(_FOLDED): row for row, word in enumerate(words)}
        likelihood = 1 / numpy.arange(2, len(words) + 2)
        self._shares = likelihood / likelihood.sum()
        weights = (_SMOOTHING / (_SMOOTHING + self._shares)).astype("float32")
        self._rows = rows * weights[:, None]

    @property
    def dimensions(self) -> int:
        """The length of each vector."""
        return int(self._rows.shape[1])

    def share(self, word: str) -> float:
        """How much of English text `word`, in lower case, makes up, by its rank (Zipf); 0 for an unknown one."""
        row = self._row.get(word.translate(_FOLDED))
        return 0.0 if row is None else float(self._shares[row])

    def vectors(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        """One vector for each text, texts × dimensions, of length 1; zeros for a text without a known word. The product
        of two is the cosine of their meanings."""
        found = numpy.zeros((len(texts), self.dimensions), dtype="float32")
        for start in range(0, len(texts), _TEXTS):
            self._sum(texts[start : start + _TEXTS], found[start : start + _TEXTS])
        return found

    def _sum(self, texts: Sequence[str], found: NDArray[numpy.float32]) -> None:
        """Fills the rows of `found` with the vectors of the texts."""
        known, begins = [], [0]
        for text in texts:
            known += [row for word in self._words(text) if (row := self._row.get(word)) is not None]
            begins.append(len(known))
        filled = [index for index in range(len(texts)) if begins[index] < begins[index + 1]]
        if filled:
            found[filled] = numpy.add.reduceat(self._rows[known], [begins[index] for index in filled], axis=0)
            found[filled] /= numpy.maximum(numpy.linalg.norm(found[filled], axis=1, keepdims=True), 1e-12)

    def _words(self, text: str) -> list[str]:
        words: list[str] = []
        for word in _TOKEN.findall(text.lower().translate(_FOLDED)):
            word = word.removesuffix("'s")
            words += [word] if word in self._row or "-" not in word else word.split("-")
        return words


def read_table(folder: Path) -> tuple[list[str], NDArray[numpy.float16]]:
    """The table that lies in `folder`: its words, the most frequent first, and a row in half precision for each."""
    words = Path(folder, WORDS).read_text(encoding="utf-8").splitlines()
    return words, numpy.load(Path(folder, ROWS), allow_pickle=False)


def cosines(left: NDArray[numpy.floating], right: NDArray[numpy.floating]) -> NDArray[numpy.float64]:
    """The cosines of unit vectors, left × right: how alike each of `left` means to each of `right`. Rounded, so that no
    processor's last digit decides whether two texts are alike."""
    found: NDArray[numpy.float64] = numpy.round(left.astype("float64") @ right.astype("float64").T, 6)
    return found


def meanings() -> Meanings:
    """The table that ships with Nightdesk, loaded once, also where several threads ask for it first."""
    with _loading:
        return _shipped()


@cache
def _shipped() -> Meanings:
    return Meanings(*read_table(_FOLDER))
