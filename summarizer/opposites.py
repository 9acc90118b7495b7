"""Opposites: words of which one denies the other, and which word vectors take for close."""

from collections.abc import Set

from summarizer.terms import stem

_UP = """
rise rises rose risen rising grow grows grew growing increase increased climb climbed jump jumped surge surged soar
soared gain gained advance advanced improve improved higher expand expanded strengthen strengthened rally rallied
rebound
"""
_DOWN = """
fall falls fell fallen falling decline declined drop dropped decrease decreased slide slid slip slipped sink sank
tumble tumbled plunge plunged plummet plummeted shrink shrank slump slumped worsen worsened lower lowered weaken
weakened contract contracted retreat retreated fewer
"""
_PAIRS = """
win lose, won lost, accept reject, accept refuse, agree refuse, agree disagree, agree decline, approve reject,
support oppose, confirm deny, admit deny, open close, open shut, start end, begin end, began ended, arrive leave,
join leave, arrest release, arrested freed, hire fire, buy sell, bought sold, succeed fail, success failure, survive
die, survived died, alive dead, guilty innocent, convict acquit, legal illegal, safe unsafe, lift impose, praise
criticize, praise criticise, allow ban, allow forbid, permit ban, include exclude, keep scrap, back oppose
"""


def _table() -> dict[str, frozenset[str]]:
    pairs = [tuple(pair.split()) for pair in _PAIRS.split(",")]
    pairs += [(up, down) for up in _UP.split() for down in _DOWN.split()]
    found: dict[str, set[str]] = {}
    for left, right in ((stem(left), stem(right)) for left, right in pairs):
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {term: frozenset(others) for term, others in found.items()}


_OPPOSITES = _table()


def are_opposed(own: Set[str], rival: Set[str]) -> bool:
    """Whether one text has a term of which the other has the opposite, "rose" and "fell" say, each given as its stemmed
    terms. What both have opposes nothing."""
    only_rival = rival - own
    return any(_OPPOSITES.get(term, frozenset()) & only_rival for term in own - rival)
