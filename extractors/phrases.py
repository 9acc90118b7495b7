"""Noun phrases: runs of adjectives and nouns that end with a noun, by which a text's subjects are called.

The pattern is that of Justeson and Katz (1995), "Technical terminology", section 3, without its prepositional phrases.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extractors.articles import Span

__all__ = ["phrases"]

_FEWEST, _MOST = 2, 4
"""Words of a phrase."""
_NOUNS = frozenset({"NOUN", "PROPN"})


def phrases(doc: Doc) -> Iterator[Span]:
    """The noun phrases of two to four words, in order, without determiners."""
    run: list[Token] = []
    for token in doc:
        if token.is_alpha and (token.pos_ in _NOUNS or (token.pos_ == "ADJ" and token.tag_ == "JJ")):
            run.append(token)
            continue
        yield from _phrase(run)
        run = []
    yield from _phrase(run)


def _phrase(run: list[Token]) -> Iterator[Span]:
    while run and run[-1].pos_ not in _NOUNS:
        run.pop()
    if _FEWEST <= len(run) <= _MOST:
        yield Span(start=run[0].idx, end=run[-1].idx + len(run[-1]))
