"""The shortest clause that says a figure, so that a table can print it: "Calder shares closed 1.4% lower" out of a
sentence of forty words."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from extractors.articles import Span
from extractors.speakers import CUE

__all__ = ["clause_span"]

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})
_OTHER_CLAUSES = frozenset(
    {"advcl", "advcl:relcl", "acl:relcl", "parataxis", "ccomp", "csubj", "discourse", "vocative"}
)
_JOINING = frozenset({"cc", "mark"})
_STOPS = frozenset('.,;:—–-("“”!?…')
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_UNNAMED = frozenset(
    """it he she they we i you this that these those there one some others many most all both each his her its their
    what who which""".split()
)
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBS = _FINITE | {"VBN"}  # taggers take many a verb for a participle
_MOST_WORDS = 20
_FEWEST_WORDS = 3
_HIGHEST = 12
"""Steps up the tree that are looked at."""


def clause_span(doc: Doc, start: int, end: int) -> Span | None:
    """The shortest clause with a subject and a verb around the figure at `start` to `end`; None where the parse shows
    none, where it is long, or where its subject is a mere pronoun."""
    figure = doc.char_span(start, end, alignment_mode="expand") if len(doc) and doc[0].dep else None
    head, subject = _head(figure.root) if figure is not None and len(figure) else (None, None)
    if figure is None or head is None or subject is None or subject.lower_ in _UNNAMED:
        return None
    words = _words(head, subject, figure)
    around = words.start <= figure.start and figure.end <= words.end
    return Span(start=words.start_char, end=words.end_char) if around and _is_whole(words, head, subject) else None


def _is_whole(words: Words, head: Token, subject: Token) -> bool:
    """Whether the words are a clause of a table's length that says something by itself."""
    if not _FEWEST_WORDS <= sum(not token.is_punct for token in words) <= _MOST_WORDS:
        return False
    if CUE.fullmatch(words[-1].lower_) or any(
        child.dep_ == "ccomp" and child.i > words[-1].i for child in head.children
    ):
        return False  # what is said is left out
    if any(token.tag_ in _RELATIVES for token in words if token.i < subject.i):
        return False
    return head.dep_ == "ROOT" or any(token.tag_ in _VERBS for token in words)


def _head(token: Token) -> tuple[Token | None, Token | None]:
    """The nearest word above the figure (or itself) that has a subject of its own, and what the clause is about: that
    subject; of a relative clause the noun that it describes."""
    for _ in range(_HIGHEST):
        subject = _subject(token)
        if subject is not None and token.dep_ == "acl:relcl" and subject.lower_ in _RELATIVE:
            return token, token.head
        if subject is not None:
            return token, subject
        if token.i < token.head.i and token.head.tag_ in _FINITE and _subject(token.head) is None:
            return token.head, token  # a figure before its verb is the subject, whatever the parse says
        if token.head is token:
            break
        token = token.head
    return None, None


def _subject(token: Token) -> Token | None:
    return next((child for child in reversed(list(token.lefts)) if child.dep_ in _SUBJECTS), None)


def _words(head: Token, subject: Token, figure: Words) -> Words:
    """The words of the clause, from its subject or its first word to where another clause begins behind the figure."""
    doc = head.doc
    needed = (head, subject, figure[0], figure[-1])
    first, last = min(token.i for token in needed), max(token.i for token in needed)
    kept = {token.i for token in _own_words(head, first, last)} | {token.i for token in _phrase(subject)}
    start, end = first, last
    while start - 1 in kept and not doc[start - 1].is_sent_end:
        start -= 1
    while end + 1 in kept and not doc[end].is_sent_end:
        end += 1
    behind_dateline = (token.i + 1 for token in doc[start : min(head.i, figure.start)] if _is_dash(token))
    start = max((start, *behind_dateline))
    while start < first and (_joins(doc[start]) or _leads(doc[start], subject)):
        start += 1
    while end > last and (doc[end].text in _STOPS or doc[end].is_space or doc[end].dep_ in _JOINING):
        end -= 1
    ends = (token.i - 1 for token in doc[last + 1 : end + 1] if token.text in ";:")
    return doc[start : min((end, *ends)) + 1]


def _is_dash(token: Token) -> bool:
    return token.text in "—–" or (token.text == "-" and bool(token.i) and bool(token.nbor(-1).whitespace_))


def _joins(token: Token) -> bool:
    """Whether it only ties the clause to what stands before it."""
    return token.dep_ in _JOINING or token.is_punct or token.is_space or token.tag_ == "WRB" or token.lower_ == "that"


def _leads(token: Token, subject: Token) -> bool:
    """Whether it is the preposition of a noun that a relative clause describes."""
    described = any(child.dep_ == "acl:relcl" for child in subject.children)
    return described and token.dep_ == "case" and token.head == subject


def _own_words(head: Token, first: int, last: int) -> Iterator[Token]:
    """The words below `head` that are in no other clause, but for one that stands between what is needed."""
    for child in (*head.lefts, *head.rights):
        inside = first <= child.i <= last
        apart = child.dep_ in _OTHER_CLAUSES or (child.dep_ == "conj" and not inside)
        if not apart or inside:
            yield from child.subtree
    yield head


def _phrase(subject: Token) -> Iterator[Token]:
    """The noun phrase of the subject without what is said of it in a clause or behind a comma."""
    for token in subject.doc[subject.left_edge.i : subject.i + 1]:
        yield token
    for token in subject.doc[subject.i + 1 : subject.right_edge.i + 1]:
        if token.is_punct or token.dep_ in _OTHER_CLAUSES:
            return
        yield token
