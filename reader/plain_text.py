"""Digests as plain text, for the twin of an HTML mail and for whoever reads mail in a terminal.

What is ours begins in the first two columns of a line: titles, and the numbered sources. Everything from outside is
indented further, however it wraps, so that no text can pass for a title or a source.
"""

import textwrap
from collections.abc import Callable, Iterable, Iterator

from reader import addresses
from reader.addresses import PublicLinks
from reader.bodies import Body
from reader.citations import Piece, cited, marked, pieces
from reader.outside import printable, web_link
from reader.wording import corroboration, figure, quoted, reading_time
from summarizer.digests import Digest, Statement
from summarizer.stories import Evidence

WIDTH = 72
"""Columns of a line; only words that are longer reach beyond."""

_INDENT = "   "
_Said = Callable[[str, Iterable[Evidence]], str]


def headline_text(rank: int, digest: Digest, link: PublicLinks) -> Iterator[str]:
    """Rank, headline, what there is to know of it, and where it is read."""
    yield wrapped(printable(digest.headline), first=f"{rank}. ", then=_INDENT)
    yield f"{_INDENT}{digest.category.label} · {corroboration(digest)} · {reading_time(digest.words)}"
    yield f"{_INDENT}{link(addresses.digest(digest.date, digest.slug))}"


def summary_text(digest: Digest) -> Iterator[str]:
    """The TL;DR, and the addresses of the sources that it cites."""
    yield ""
    yield from _items(digest, digest.tldr)
    yield ""
    yield from _sources(digest, set(digest.numbers(item for one in digest.tldr for item in one.evidence)))


def body_text(digest: Digest, timezone: str) -> Iterator[str]:
    """The digest from its TL;DR to its sources."""
    said = _citing(digest)
    yield ""
    yield from _items(digest, digest.tldr)
    if digest.new:
        yield from _title("New since the last edition")
        yield from _items(digest, digest.new)
    if digest.key_figures:
        yield from _title("Key figures")
        for row in digest.key_figures:
            about = ", ".join(filter(None, (row.measures, row.period, row.attribution)))
            yield _item(said(f"{figure(row.figure)}: {about}", row.evidence))
    yield from _sections(digest)
    yield from _quotations(digest, said)
    yield from _differences(digest, said)
    yield from _title("Sources")
    yield from _sources(digest, {source.number for source in digest.sources}, Body(digest, timezone))


def wrapped(text: str, *, first: str = _INDENT, then: str = _INDENT) -> str:
    """`text` in lines, the first of which begins with `first`, the others with `then`."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _citing(digest: Digest) -> _Said:
    def said(text: str, evidence: Iterable[Evidence]) -> str:
        return marked(printable(text), _marks(digest.numbers(evidence)))

    return said


def _marks(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _title(text: str) -> tuple[str, str, str]:
    return "", f"{_INDENT}{text.upper()}", ""


def _item(text: str) -> str:
    return wrapped(text, first=f"{_INDENT}- ", then=f"{_INDENT}  ")


def _items(digest: Digest, statements: Iterable[Statement]) -> Iterator[str]:
    return (_item(_pieces(digest, pieces(statement))) for statement in statements)


def _pieces(digest: Digest, parts: Iterable[Piece]) -> str:
    return "".join(part.text + _marks(digest.numbers(part.evidence)) for part in parts)


def _sections(digest: Digest) -> Iterator[str]:
    for section in digest.sections:
        yield ""
        yield wrapped(printable(section.heading).upper())
        for paragraph in section.paragraphs:
            yield ""
            yield wrapped(" ".join(_pieces(digest, parts) for parts in cited(digest, paragraph)))


def _quotations(digest: Digest, said: _Said) -> Iterator[str]:
    if digest.quotations:
        yield from _title("Who said what")
    for place, quotation in enumerate(digest.quotations):
        if place:
            yield ""
        yield wrapped(said(quoted(quotation.words), quotation.evidence))
        speaker = (quotation.speaker, quotation.role, quotation.affiliation, quotation.venue)
        yield wrapped(
            ", ".join(printable(part) for part in speaker if part), first=f"{_INDENT}-- ", then=f"{_INDENT}   "
        )
        for other in quotation.otherwise:
            yield wrapped(f"Elsewhere worded: {said(quoted(other.words), other.evidence)}")


def _differences(digest: Digest, said: _Said) -> Iterator[str]:
    if digest.differences:
        yield from _title("Accounts differ")
    for difference in digest.differences:
        yield wrapped(f"{printable(difference.subject)}:")
        for account in difference.accounts:
            replaced = ", ".join(said(earlier.figure, earlier.evidence) for earlier in account.supersedes)
            words = f"{printable(account.figure)}: {said(account.statement.text, account.statement.evidence)}"
            yield _item(f"{words} (replaces {replaced})" if replaced else words)


def _sources(digest: Digest, numbers: set[int], body: Body | None = None) -> Iterator[str]:
    """The sources with these numbers; given a body, with all that is to be said of them."""
    for card in (body or Body(digest)).cards:
        source = card.source
        if source.number in numbers:
            about = (f"{source.outlet}: {source.headline}", *(body.about(card) if body else ()))
            number = f" [{source.number}] "
            yield wrapped(" · ".join(map(printable, about)), first=number, then=" " * len(number))
            if address := web_link(source.url):
                yield f"{' ' * len(number)}{address}"
