"""Source cards: which articles a digest lists, under which numbers, and its picture."""

from collections.abc import Mapping, Sequence

from extractors.articles import Article
from summarizer.digests import Picture, Source
from summarizer.stories import Evidence, Voice

_EXCERPT_CHARACTERS = 280


def cards(cited: Sequence[Evidence], voices: Sequence[Voice], articles: Mapping[str, Article]) -> tuple[Source, ...]:
    """A card for each article cited, in the order of citation, then for the copies of their texts.

    Args:
        cited: all evidence in reading order; an empty span stands for an article that has a card anyway.
        articles: the story's articles by id.
    """
    order = list(dict.fromkeys(evidence.article for evidence in cited))
    first = {evidence.article: evidence for evidence in reversed([one for one in cited if one.end])}
    number_of_voice = {article: number for number, voice in enumerate(voices, 1) for article in voice.articles}
    copies = [other for article in order for other in _copies(article, voices) if other not in order]
    return tuple(
        _card(number, articles[article], number_of_voice[article], first.get(article))
        for number, article in enumerate([*order, *dict.fromkeys(copies)], 1)
    )


def picture(sources: Sequence[Source], articles: Mapping[str, Article], stored: Mapping[str, str]) -> Picture | None:
    """The first stored image of a source that says whose it is.

    Args:
        stored: id of the stored lead image, by article id.
    """
    for source in sources:
        image = articles[source.article].image
        if image is not None and source.article in stored:
            return Picture(
                image=stored[source.article],
                article=source.article,
                caption=image.caption,
                alt=image.alt,
                credit=image.credit,
            )
    return None


def _copies(article: str, voices: Sequence[Voice]) -> tuple[str, ...]:
    return next(voice.articles for voice in voices if article in voice.articles)


def _card(number: int, article: Article, voice: int, cited: Evidence | None) -> Source:
    return Source(
        number=number,
        article=article.id,
        url=article.url,
        outlet=article.outlet,
        headline=article.headline,
        authors=article.authors,
        credited=article.credited,
        published=article.published,
        language=article.language,
        preview=article.preview,
        excerpt=_excerpt(article, cited),
        voice=voice,
    )


def _excerpt(article: Article, cited: Evidence | None) -> str:
    """The article's opening, or the cited words where there are some, cut at a word."""
    text = " ".join((cited.of(article.text) if cited else article.text[: _EXCERPT_CHARACTERS * 2]).split())
    return text if len(text) <= _EXCERPT_CHARACTERS else text[:_EXCERPT_CHARACTERS].rsplit(" ", 1)[0] + " …"
