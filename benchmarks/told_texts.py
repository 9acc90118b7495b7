"""What a digest says, piece by piece, whoever wrote it; and how much of its sources is in it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.proportions import proportions
from summarizer.digests import Digest
from summarizer.stories import ReadArticle
from summarizer.voices import shingles

Figure = tuple[float, float, str]
"""Lowest and highest value, and unit."""
_QUOTED_WORDS = 4
_KEPT = 0.5


class Told(NamedTuple):
    """A statement, or another piece of a digest such as a row of its key figures."""

    text: str
    sources: frozenset[str]
    """What it cites."""


def told_statements(digest: Digest) -> list[Told]:
    """TL;DR, what is new, and body."""
    sections = (statement for section in digest.sections for statement in section.statements)
    return [
        Told(one.text, frozenset(item.article for item in one.evidence))
        for one in (*digest.tldr, *digest.new, *sections)
    ]


def told_all(digest: Digest) -> list[Told]:
    """The statements, then the rows of key figures, quotations and differences."""
    figures = [(f"{row.figure} {row.measures} {row.period}", row.evidence) for row in digest.key_figures]
    quotations = [(f"“{row.words}” — {row.speaker}", row.evidence) for row in digest.quotations]
    accounts = [
        (account.statement.text, account.statement.evidence)
        for difference in digest.differences
        for account in difference.accounts
    ]
    rows = (*figures, *quotations, *accounts)
    return told_statements(digest) + [Told(text, frozenset(item.article for item in cited)) for text, cited in rows]


def percentages_in(texts: Iterable[str]) -> set[Figure]:
    """The distinct percentages that the texts give in figures."""
    return {
        (one.low, one.high, one.unit)
        for text in texts
        for one in proportions(text)
        if any(map(str.isdigit, text[one.start : one.end]))
    }


def source_percentages(reads: Sequence[ReadArticle], *, hedged: bool = False) -> set[Figure]:
    """The distinct percentages that the articles give in figures; only those with a hedge if asked."""
    return {
        (one.low, one.high, one.unit)
        for read in reads
        for one in read.reading.percentages
        if any(map(str.isdigit, one.of(read.article.text))) and (one.hedge or not hedged)
    }


def source_quotes(reads: Sequence[ReadArticle]) -> dict[str, str]:
    """The distinct quotations of four words or more, each with its speaker ("" where unknown). Two that begin with the
    same four words are one."""
    found: dict[str, tuple[str, str]] = {}
    for read in reads:
        for quote in read.reading.quotes:
            words = quote.words(read.article.text)
            if quote.kind != "indirect" and len(words.split()) >= _QUOTED_WORDS:
                begin = " ".join(words.lower().split()[:_QUOTED_WORDS])
                found.setdefault(begin, (words, quote.speaker or ""))
    return dict(found.values())


def keeps(text: str, quote: str) -> bool:
    """Whether at least half of the quote's runs of five words stand in the text."""
    own = shingles(quote)
    return len(own & shingles(text)) >= _KEPT * len(own)
