"""The table of word vectors that ships with Nightdesk, as spaCy's pipeline uses it.

It lies in the pipeline's folder as `vocab/words.txt`, one word in lower case a line, the most frequent first, and
`vocab/vectors.npy`, one row in half precision for each. `extractors.meanings` reads the same two files without spaCy.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy
from spacy.strings import StringStore
from spacy.util import registry
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from extractors.meanings import ROWS, WORDS, read_table

__all__ = ["WordTable"]


class WordTable(Vectors):  # type: ignore[misc]  # spaCy has no types for it
    """spaCy's vectors by the lower case of a word, kept in half precision on disk."""

    def __init__(self, *, strings: StringStore | None = None, **settings: Any) -> None:
        super().__init__(strings=strings, attr="LOWER", **settings)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Writes both files into folder `path`."""
        rows = {row: self.strings[key] for key, row in self.key2row.items()}
        Path(path, WORDS).write_text("\n".join(rows[row] for row in range(len(rows))) + "\n", encoding="utf-8")
        numpy.save(Path(path, ROWS), self.data.astype("float16"))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "WordTable":  # noqa: ARG002
        """Reads both files from folder `path`; on processors half precision is slow, so the table is widened."""
        words, rows = read_table(Path(path))
        for word in words:
            self.strings.add(word)
        self.__init__(strings=self.strings, data=rows.astype("float32"), keys=words)  # type: ignore[misc]
        return self


@registry.vectors("nightdesk.WordTable.v1")  # type: ignore[untyped-decorator]
def create_word_table() -> Callable[[Vocab], WordTable]:
    """The factory that a pipeline's configuration names under `nlp.vectors`."""
    return lambda vocab: WordTable(strings=vocab.strings)
