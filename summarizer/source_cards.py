"""Whether the source cards of a digest are true to the stored articles: the verifier's rules for sources."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from extractors.articles import Article
from summarizer.digests import Digest, Source
from summarizer.words_in_text import plain

SHINGLE = 4
"""Words in a row that two copies of one text are compared by."""
SHARED_BY_COPIES = 0.5
"""Share of the shorter text's shingles that the longer must have for both to be one voice: copies are often cut."""
SHARED_BY_UPDATES = 0.3
"""That share for two texts of one outlet, which rewrites what it updates; at one address any two are one voice."""
SHARED_BY_ONE_TEXT = 0.95
"""Share of all shingles of both from which on two texts can't be two voices."""

_COPIED = ("url", "outlet", "headline", "authors", "credited", "published", "language", "preview")


def cited_in_order(digest: Digest) -> list[str]:
    """The articles that the digest cites, in order of first citation."""
    return list(dict.fromkeys(evidence.article for evidence in digest.evidence()))


def true_cards(digest: Digest, articles: Mapping[str, Article]) -> dict[str, Source]:
    """The first card of each article, where it says what the stored article says."""
    first: dict[str, Source] = {}
    for source in digest.sources:
        first.setdefault(source.article, source)
    return {article: source for article, source in first.items() if _own_fault(source, articles) is None}


def card_faults(digest: Digest, articles: Mapping[str, Article]) -> list[str | None]:
    """For each source card, why it is not true, in one sentence; None for those that are."""
    cited = cited_in_order(digest)
    return [
        _own_fault(source, articles)
        or _place_fault(source, place, digest.sources[:place], cited)
        or _presence_fault(source, digest, cited)
        or _voice_fault(source, digest.sources[:place], articles)
        for place, source in enumerate(digest.sources)
    ]


def cards_needed(digest: Digest, articles: Mapping[str, Article]) -> tuple[Source, ...]:
    """The true cards of what the digest cites, in order of first citation, then that of its headline, then copies of
    these; numbered anew, and with voices that their texts bear out."""
    true = true_cards(digest, articles)
    cited = [article for article in (*cited_in_order(digest), digest.headline_article) if article in true]
    voiced: list[Source] = []
    for article in dict.fromkeys((*cited, *true)):
        voice = _voice(true[article], voiced, articles)
        voiced.append(true[article].model_copy(update={"voice": voice}))
    voices = {source.voice for source in voiced if source.article in cited}
    kept = (source for source in voiced if source.voice in voices)
    return tuple(source.model_copy(update={"number": number}) for number, source in enumerate(kept, 1))


def _own_fault(source: Source, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(source.article)
    if article is None:
        return "Its article is not in the store."
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


def _place_fault(source: Source, place: int, earlier: Sequence[Source], cited: list[str]) -> str | None:
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


def _voice_fault(source: Source, earlier: Sequence[Source], articles: Mapping[str, Article]) -> str | None:
    voice = _voice(source, earlier, articles)
    if voice == source.voice:
        return None
    if any(other.voice == voice for other in earlier):
        return f"Its text is that of another source, which counts as voice {voice}."
    return f"Its text is not that of the other sources of voice {source.voice}."


def _voice(source: Source, earlier: Sequence[Source], articles: Mapping[str, Article]) -> int:
    """The voice that the source has to be after these: its own where the texts bear it out."""
    own = _shingles(articles[source.article].text)
    known = [(other, _shingles(articles[other.article].text)) for other in earlier if other.article in articles]
    closest, likeness = max(
        ((other.voice, len(own & text) / len(own | text)) for other, text in known),
        key=lambda one: one[1],
        default=(source.voice, 0.0),
    )
    family = [(other, text) for other, text in known if other.voice == source.voice]
    if likeness >= SHARED_BY_ONE_TEXT and all(source.url != other.url for other, _ in family):
        return closest
    if not family or any(_is_one_voice(source, own, other, text) for other, text in family):
        return source.voice
    return max((source.voice, *(other.voice for other in earlier))) + 1


def _is_one_voice(source: Source, own: frozenset[str], other: Source, text: frozenset[str]) -> bool:
    enough = SHARED_BY_UPDATES if source.outlet == other.outlet else SHARED_BY_COPIES
    return source.url == other.url or len(own & text) >= enough * min(len(own), len(text))


@lru_cache(maxsize=512)
def _shingles(text: str) -> frozenset[str]:
    found = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(found[place : place + SHINGLE]) for place in range(max(1, len(found) - SHINGLE + 1)))
