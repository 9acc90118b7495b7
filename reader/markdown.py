"""Digests and editions as Markdown, for Prefect's artifacts, terminals and files."""

import re
from collections.abc import Iterable, Iterator

from reader.cards import credited
from reader.citations import Piece, cited, clause, pieces
from reader.outside import printable, web_link
from reader.wording import (
    BYLINE,
    METHOD,
    check_result,
    corroboration,
    count,
    day,
    figure,
    figure_cell,
    figure_columns,
    moment,
    published,
    quoted,
    reading_time,
    weekday,
)
from summarizer.digests import Account, Digest, Edition, Quotation, Source, Statement
from summarizer.stories import Evidence

_SPECIAL = re.compile(r"[\\`*_\[\]<|~@]|#(?=#*\Z)|&(?=#?\w+;)|:(?=//)|(?<=www)\.", re.IGNORECASE)
_ESCAPED = r"\\\g<0>"
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"\A(?:[#+>=:-]|\d+(?=[.)]))")


def digest_markdown(digest: Digest, *, base_url: str = "") -> str:
    """The whole digest. Marks link to the sources; with the reader's `base_url`, related digests are links too."""
    return _joined(_digest_blocks(digest, base_url))


def _digest_blocks(digest: Digest, base_url: str) -> list[str]:
    return [
        f"# {escaped(digest.headline)}",
        f"*{digest.category.label} · {day(digest.date)} · sources read {moment(digest.updated)} · "
        f"{reading_time(digest.words)} · {corroboration(digest)}*",
        *_listed("**TL;DR**", (_statement(digest, statement) for statement in digest.tldr)),
        *_listed("## New since the last edition", (_statement(digest, statement) for statement in digest.new)),
        *_key_figures(digest),
        *_sections(digest),
        *_quotations(digest),
        *_differences(digest),
        *_listed("## Sources", (_source(digest, source) for source in digest.sources), ordered=True),
        *_listed("## Related", _related(digest, base_url)),
        "---",
        _byline(digest, base_url),
    ]


def edition_markdown(edition: Edition, *, base_url: str = "") -> str:
    """The ranked list of an edition's digests with their TL;DRs, then what could not be read."""
    entries = (_entry(rank, digest, base_url) for rank, digest in enumerate(edition.digests, start=1))
    return _joined([*_edition_head(edition), *entries, *_unread(edition)])


def whole_edition_markdown(edition: Edition, *, base_url: str = "") -> str:
    """An edition as one text: its digests whole, in order, then what could not be read."""
    blocks = [
        # No block but a heading begins so: what comes from outside is escaped.
        f"#{block}" if block.startswith("#") else block
        for digest in edition.digests
        for block in _digest_blocks(digest, base_url)
    ]
    return _joined([*_edition_head(edition), *blocks, *_unread(edition)])


def _edition_head(edition: Edition) -> tuple[str, ...]:
    return (
        f"# Edition of {weekday(edition.date)}",
        f"*{count(len(edition.digests), 'digest')} from {count(edition.articles, 'article')} · "
        f"articles until {moment(edition.until, edition.timezone)}*",
    )


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Outside text that Markdown prints as it is, wherever it stands."""
    return _at_start(_inline(printable(text)))


def _inline(text: str) -> str:
    """Printable text that Markdown prints as it is within a line."""
    return _SPECIAL.sub(_ESCAPED, text)


def _at_start(safe: str) -> str:
    """Such text where it opens a block."""
    start = _BLOCK_START.match(safe)
    if start is None:
        return safe
    word = start.group()
    return f"{word}\\{safe[len(word) :]}" if word.isdigit() else f"\\{safe}"


def _strong(text: str) -> str:
    words = escaped(text)
    return f"**{words}**" if words else ""


def _link(text: str, url: str) -> str:
    """A link with the (escaped) text, or only the text where the URL must not become one."""
    address = web_link(url)
    return f"[{text}]({_ENTITY.sub(_ESCAPED, address)})" if address else text


def _marks(digest: Digest, numbers: Iterable[int]) -> str:
    urls = {source.number: source.url for source in digest.sources}
    return "".join(_link(rf"\[{number}\]", urls[number]) for number in numbers)


def _marked(text: str, marks: str) -> str:
    before, after = clause(printable(text))
    return f"{escaped(before)}{marks}{after}" if marks else escaped(text)


def _cited(digest: Digest, text: str, evidence: Iterable[Evidence]) -> str:
    return _marked(text, _marks(digest, digest.numbers(evidence)))


def _statement(digest: Digest, statement: Statement) -> str:
    return _pieces(digest, pieces(statement))


def _pieces(digest: Digest, parts: Iterable[Piece]) -> str:
    return _at_start("".join(_inline(part.text) + _marks(digest, digest.numbers(part.evidence)) for part in parts))


def _listed(heading: str, items: Iterable[str], *, ordered: bool = False) -> Iterator[str]:
    """A heading and a list; nothing where there are no items."""
    lines = [f"{number}. {item}" if ordered else f"- {item}" for number, item in enumerate(items, start=1)]
    if lines:
        yield heading
        yield "\n".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _key_figures(digest: Digest) -> Iterator[str]:
    if digest.key_figures:
        columns = figure_columns(digest)
        yield "## Key figures"
        yield _table(
            ("Figure", *(label for _, label in columns), "Source"),
            (
                (
                    _strong(figure(row.figure)),
                    *(escaped(figure_cell(row, name)) for name, _ in columns),
                    _marks(digest, digest.numbers(row.evidence)),
                )
                for row in digest.key_figures
            ),
        )


def _sections(digest: Digest) -> Iterator[str]:
    for section in digest.sections:
        yield f"## {escaped(section.heading)}"
        for paragraph in section.paragraphs:
            yield " ".join(_pieces(digest, parts) for parts in cited(digest, paragraph))


def _quotations(digest: Digest) -> Iterator[str]:
    if digest.quotations:
        yield "## Who said what"
        for quotation in digest.quotations:
            words = _cited(digest, quoted(quotation.words), quotation.evidence)
            yield f"> {words}\n>\n> — {_speaker(quotation)}"
            for other in quotation.otherwise:
                yield f"Elsewhere worded: {_cited(digest, quoted(other.words), other.evidence)}"


def _speaker(quotation: Quotation) -> str:
    rest = (escaped(part) for part in (quotation.role, quotation.affiliation, quotation.venue) if part)
    return ", ".join((_strong(quotation.speaker), *rest))


def _differences(digest: Digest) -> Iterator[str]:
    if digest.differences:
        yield "## Accounts differ"
        for difference in digest.differences:
            yield from _listed(_strong(difference.subject), (_account(digest, one) for one in difference.accounts))


def _account(digest: Digest, account: Account) -> str:
    said = f"{_strong(account.figure)}: {_statement(digest, account.statement)}"
    replaced = ", ".join(_cited(digest, earlier.figure, earlier.evidence) for earlier in account.supersedes)
    return f"{said} (replaces {replaced})" if replaced else said


def _source(digest: Digest, source: Source) -> str:
    same = [other.number for other in digest.sources if other.voice == source.voice and other.number < source.number]
    parts = (
        f"{_strong(source.outlet)}: {_link(escaped(source.headline), source.url)}",
        ", ".join(escaped(author) for author in source.authors),
        *map(escaped, credited(source)),
        published(source.published) if source.published else "",
        f"language: {escaped(source.language)}" if source.language != "en" else "",
        "preview only" if source.preview else "",
        rf"same text as \[{same[0]}\]" if same else "",
    )
    return " · ".join(part for part in parts if part)


def _digest_url(base_url: str, date: str, slug: str) -> str:
    return f"{base_url.rstrip('/')}/editions/{date}/{slug}" if base_url else ""


def _related(digest: Digest, base_url: str) -> Iterator[str]:
    for item in digest.related:
        url = _digest_url(base_url, item.date.isoformat(), item.slug)
        yield f"{_link(escaped(item.headline), url)} ({day(item.date)}, {item.category.label})"


def _byline(digest: Digest, base_url: str) -> str:
    url = _digest_url(base_url, digest.date.isoformat(), digest.slug)
    permalink = f" [Permalink]({address})" if (address := web_link(url)) else ""
    return f"{BYLINE} ({METHOD}), {moment(digest.updated)}. {check_result(digest.check)}.{permalink}"


def _entry(rank: int, digest: Digest, base_url: str) -> str:
    url = _digest_url(base_url, digest.date.isoformat(), digest.slug)
    return "\n".join(
        (
            f"## {rank}. {_link(escaped(digest.headline), url)}",
            "",
            f"*{digest.category.label} · {corroboration(digest)}*",
            "",
            " ".join(_statement(digest, statement) for statement in digest.tldr),
        )
    ).rstrip()


def _unread(edition: Edition) -> Iterator[str]:
    skipped = [item for source in edition.sources for item in source.skipped]
    if skipped:
        yield "## What we could not read"
        yield _table(
            ("Outlet", "Page", "Why"),
            (
                (
                    escaped(item.outlet),
                    _link(escaped(item.url), item.url),
                    item.reason.value + (f" ({escaped(item.detail)})" if item.detail else ""),
                )
                for item in skipped
            ),
        )
