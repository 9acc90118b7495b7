"""What a digest's page shows beside the digest itself: source cards and the picture with its credit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.articles import Article
from reader.outside import web_link
from reader.passages import cited_spans, passage_link
from reader.wording import published
from summarizer.digests import Digest, Source
from summarizer.stories import Evidence


@dataclass(frozen=True)
class Card:
    """A source, and what its digest does with it."""

    source: Source
    url: str | None
    """Opens the source at the first passage that the digest cites; None if its address must not become a link."""
    claims: int
    """How many different claims it supports."""
    passages: int
    """How many passages of it are cited."""
    same_text_as: int | None
    """Number of the first source that prints the same text, if this is another one."""


@dataclass(frozen=True)
class PictureCard:
    """A picture with its credit, without which none is shown."""

    image: str
    caption: str
    alt: str
    credit: str
    url: str | None
    """Address of the article that it comes from."""


def cards(digest: Digest, articles: Mapping[str, Article]) -> Iterator[Card]:
    """A card for each source of the digest, given its articles by id."""
    first_of_voice: dict[int, int] = {}
    for source in digest.sources:
        first = first_of_voice.setdefault(source.voice, source.number)
        yield Card(
            source=source,
            url=_passage_link(digest, source, articles.get(source.article)),
            claims=_claims(digest, source.article),
            passages=len(cited_spans(digest, source.article)),
            same_text_as=None if first == source.number else first,
        )


def picture_card(digest: Digest) -> PictureCard | None:
    """The digest's picture, credited to whom its page credits and to the outlet."""
    picture = digest.picture
    source = next((item for item in digest.sources if picture and item.article == picture.article), None)
    if picture is None or source is None:
        return None
    credit = " / ".join(dict.fromkeys(part for part in (picture.credit, source.outlet) if part))
    return PictureCard(picture.image, picture.caption, picture.alt, credit, web_link(source.url))


def first_source(digest: Digest, evidence: tuple[Evidence, ...]) -> Source | None:
    """The source of the first evidence, whose wording is used."""
    return next((item for item in digest.sources if evidence and item.article == evidence[0].article), None)


def reported(digest: Digest, evidence: tuple[Evidence, ...], timezone: str) -> str:
    """Which outlets say it, and when: "Ellery Post, 18 November 2026, 06:10 UTC; The Corvane Courier"."""
    articles = {item.article for item in evidence}
    sources = (source for source in digest.sources if source.article in articles)
    said = (
        f"{source.outlet}, {published(source.published, timezone)}" if source.published else source.outlet
        for source in sources
    )
    return "; ".join(dict.fromkeys(said))


def _claims(digest: Digest, article: str) -> int:
    claims = {claim for statement in digest.statements() for claim in statement.claims}
    return sum(any(evidence.article == article for evidence in claim.evidence) for claim in claims)


def _passage_link(digest: Digest, source: Source, article: Article | None) -> str | None:
    cited = next((item for item in digest.evidence() if item.article == source.article), None)
    if cited is None or article is None:
        return web_link(source.url)
    return passage_link(source.url, article.text, cited)
