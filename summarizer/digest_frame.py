"""Whether what frames a digest is what the stored articles say: its headline, its picture, the time of its update."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from extractors.articles import Article
from summarizer.digests import Digest, Source
from summarizer.words_in_text import plain


def headline_fault(digest: Digest, articles: Mapping[str, Article], carded: Collection[str]) -> str | None:
    """Why the headline is not that of its article, in one sentence; None when it is. `carded` are the articles with a
    true source card."""
    article = articles.get(digest.headline_article)
    if article is None or digest.headline_article not in carded:
        return "The article that the headline is from has no true source card."
    if plain(article.headline) != plain(digest.headline) or not digest.headline.strip():
        return "The stored article has another headline."
    return None


def picture_fault(digest: Digest, articles: Mapping[str, Article], carded: Collection[str]) -> str | None:
    """Why the picture is not that of its article, in one sentence; None when it is or there is none."""
    picture = digest.picture
    if picture is None:
        return None
    if picture.article not in carded:
        return "The article that the picture is from has no true source card."
    image = articles[picture.article].image
    if image is None:
        return "The stored article has no picture."
    if (picture.caption, picture.alt, picture.credit) != (image.caption, image.alt, image.credit):
        return "The stored article says something else of the picture."
    return None


def updated_fault(digest: Digest, articles: Mapping[str, Article]) -> str | None:
    """Why the digest was not updated when it says, in one sentence; None when it was."""
    fetched = newest(digest.sources, articles)
    if fetched is None or _instant(digest.updated) == _instant(fetched):
        return None
    return "It is not when the newest of the sources was fetched."


def newest(sources: Sequence[Source], articles: Mapping[str, Article]) -> datetime | None:
    """When the newest of the sources was fetched; None when none of them is stored."""
    fetched = [articles[source.article].fetched for source in sources if source.article in articles]
    return max(fetched, key=_instant, default=None)


def _instant(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
