"""Quotation marks and the passages between them."""

import re
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Passage", "passages"]


@dataclass(frozen=True)
class Passage:
    """Quoted words: `start` to `end` with their marks, and the words themselves, one span for each paragraph."""

    start: int
    end: int
    words: tuple[tuple[int, int], ...]


_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[\"“”„«»]|''|``")
_SINGLE = re.compile(r"(?<![\w’'‘])[‘'](?=[^\s‘’'])((?:[^‘’'\n]|(?<=\w)[’'](?=\w))*[,.?!…])[’'](?![\w’'])")
_OPENING = frozenset({"“", "„", "«", "``"})
_BEFORE_OPENING = " \t\u00a0([{—–-‘'/"


def passages(text: str) -> list[Passage]:
    """All quoted passages in order. One that is left open goes on in the next paragraph where that starts with an
    opening mark; a mark without its fellow quotes nothing."""
    found: list[Passage] = []
    earlier: list[tuple[int, int]] = []
    first = 0
    for line in _LINE.finditer(text):
        begin = line.start() + len(line[0]) - len(line[0].lstrip())
        opened: int | None = None
        nested = 0  # typographic marks open within typewriter ones: "He saw “Shark Tank” twice"
        for mark in _DOUBLE.finditer(text, line.start(), line.end()):
            if opened is None:
                if mark.start() != begin:
                    earlier = []
                if _opens(text, mark, line.start(), line.end()):
                    opened = mark.end()
                    first = first if earlier else mark.start()
            elif text[opened - 1] == '"' and (mark[0] == "“" or (nested and mark[0] == "”")):
                nested += 1 if mark[0] == "“" else -1
            elif _closes(text, mark, opened, line):
                words = tuple(span for span in (*earlier, (opened, mark.start())) if span[0] < span[1])
                found += [Passage(first, mark.end(), words)] if words else []
                opened, earlier, nested = None, [], 0
        if opened is None:
            earlier = []
        else:
            earlier.append((opened, line.start() + len(line[0].rstrip())))
    return _with_single(text, found)


def _opens(text: str, mark: re.Match[str], begin: int, end: int) -> bool:
    if mark[0] != '"':
        return mark[0] in _OPENING
    before = text[mark.start() - 1] if mark.start() > begin else " "
    return before in _BEFORE_OPENING and mark.end() < end and not text[mark.end()].isspace()


def _closes(text: str, mark: re.Match[str], opened: int, line: re.Match[str]) -> bool:
    """Whether the mark closes the passage that is open since `opened`; a straight mark closes a straight one also where
    it could open."""
    if not _opens(text, mark, line.start(), line.end()):
        return True
    straight = mark[0] == '"' == text[opened - 1]
    return straight and (mark.end() >= line.end() or not text[mark.end()].isalnum())


def _with_single(text: str, found: list[Passage]) -> list[Passage]:
    """The passages, and those in single marks that lie in none of them and end as a sentence or clause does."""
    starts = [passage.start for passage in found]
    single = []
    for match in _SINGLE.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or found[index].end <= match.start():
            single.append(Passage(match.start(), match.end(), (match.span(1),)))
    return sorted((*found, *single), key=lambda passage: passage.start)
