"""Whether the source cards of a digest are true to the stored articles: the verifier's rules for sources."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from extractors.articles import Article
from summarizer.digests import Digest, Source
from summarizer.words_in_text import plain

SHINGLE = 4
"""Words in a row that two copies of one text are compared by."""
SHARED_BY_COPIES = 0.5
"""Share of the shorter text's shingles that the longer must have for both to be one voice: copies are often cut."""
SHARED_BY_ONE_TEXT = 0.95
"""Share of all shingles of both from which on two texts can't be two voices."""

_COPIED = ("url", "outlet", "headline", "authors", "published", "language", "preview")


def cited_in_order(digest: Digest) -> list[str]:
    """The articles that the digest cites, in order of first citation."""
    return list(dict.fromkeys(evidence.article for evidence in digest.evidence()))


def card_faults(digest: Digest, articles: Mapping[str, Article]) -> list[str | None]:
    """For each source card, why it is not true, in one sentence; None for those that are."""
    cited = cited_in_order(digest)
    shingles = {
        source.article: _shingles(articles[source.article]) for source in digest.sources if source.article in articles
    }
    faults: list[str | None] = []
    for place, source in enumerate(digest.sources):
        earlier = digest.sources[:place]
        article = articles.get(source.article)
        fault = _own_fault(source, article) if article else "Its article is not in the store."
        faults.append(
            fault
            or _place_fault(source, place, earlier, cited)
            or _presence_fault(source, digest, cited)
            or _voice_fault(source, earlier, shingles)
        )
    return faults


def _own_fault(source: Source, article: Article) -> str | None:
    for name in _COPIED:
        if getattr(source, name) != getattr(article, name):
            return f"Its {name} is not that of the stored article."
    if not _is_web_address(source.url):
        return "Its address is not a web address."
    excerpt = plain(source.excerpt).removesuffix("…").removesuffix("...").rstrip()
    if not excerpt or excerpt not in plain(article.text):
        return "Its excerpt is not in the stored article."
    return None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _place_fault(source: Source, place: int, earlier: tuple[Source, ...], cited: list[str]) -> str | None:
    if source.number != place + 1:
        return f"Its number is {source.number} in place {place + 1}."
    if any(other.article == source.article for other in earlier):
        return "Its article has a card already."
    if (place < len(cited) or source.article in cited) and cited[place : place + 1] != [source.article]:
        return "Its number is not its place in the order of first citation."
    return None


def _presence_fault(source: Source, digest: Digest, cited: list[str]) -> str | None:
    if source.article in cited or source.article == digest.headline_article:
        return None
    voices = {other.voice for other in digest.sources if other.article in cited}
    return None if source.voice in voices else "Nothing cites it, and it is no copy of a source that is cited."


def _voice_fault(source: Source, earlier: tuple[Source, ...], shingles: Mapping[str, frozenset[str]]) -> str | None:
    own = shingles[source.article]
    known = [(other, shingles[other.article]) for other in earlier if other.article in shingles]
    family = [theirs for other, theirs in known if other.voice == source.voice]
    if family and not any(_shared(own, theirs) >= SHARED_BY_COPIES for theirs in family):
        return f"Its text is not that of the other sources of voice {source.voice}."
    for other, theirs in known:
        if other.voice != source.voice and own and len(own & theirs) >= SHARED_BY_ONE_TEXT * len(own | theirs):
            return f"Its text is that of source {other.number}, which counts as another voice."
    return None


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _shingles(article: Article) -> frozenset[str]:
    found = re.findall(r"\w+", article.text.casefold())
    return frozenset(" ".join(found[place : place + SHINGLE]) for place in range(max(1, len(found) - SHINGLE + 1)))
