"""Whether words can be read without what stands before them: they don't open with "the bank" or "the new kind"."""

import re
from collections.abc import Callable

from summarizer.terms import is_content, stem, words

_LOOKED_AT = 2
"""Words of meaning behind the article, of which one may be the noun."""
_DEFINITE = re.compile(
    r"(?:[A-Z][a-z]+,\s|[Ii]n\s[A-Z]?[a-z]+,?\s)?(?:[Tt]he|[Aa]nother)\s(?P<noun>(?:[a-z][\w’'-]*[\s,]*){1,3})"
)
_SAYS_WHICH = re.compile(r"(?:[\w’'-]+\s){1,2}(?:of|for|that|who|which|to|in|at|from|on|between|behind)\s(?!…)")
_STAND_INS = frozenset(
    """
    bank company firm group agency ministry government institute team club party fund lender maker retailer carrier
    airline figure number rate price offer deal total amount cost value measure bill plan report study survey
    """.split()
)
"""Nouns that stand for something named before, though the story be told with them."""


def opens_clearly(text: str, is_key: Callable[[str], bool]) -> bool:
    """Whether the definite noun that `text` opens with, if it does, says which it is: "the number of …", or a noun that
    the story is told with, and not one that stands for something else.

    Args:
        is_key: whether a term is one that the story is told with.
    """
    definite = _DEFINITE.match(text)
    if definite is None or text[definite.end() :][:1].isupper():  # "The latest Fox News poll"
        return True
    if _SAYS_WHICH.match(definite["noun"] + text[definite.end() :]):
        return True
    named = [word for word in words(definite["noun"]) if is_content(word)][:_LOOKED_AT]
    return any(is_key(stem(word)) for word in named) and not _STAND_INS.intersection(named)
