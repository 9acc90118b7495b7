"""Digests as HTML that needs nothing around it, for places that show it in their own way: feed readers and books."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from reader import addresses, wording
from reader.addresses import PublicLinks
from reader.cards import Card, PictureCard, cards, credited, first_source, picture_card
from reader.outside import printable, web_link
from reader.templating import environment
from summarizer.digests import Digest
from summarizer.stories import Evidence

Mark = Callable[[Iterable[int]], Markup]
"""Gives the citation marks for the sources with these numbers."""


class Body:
    """What a template prints of a digest beside the digest itself."""

    def __init__(self, digest: Digest, timezone: str = "") -> None:
        self._digest = digest
        self._timezone = timezone

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """A card for each source, which links to the source as a whole."""
        return tuple(cards(self._digest, {}))

    @cached_property
    def picture(self) -> PictureCard | None:
        """Its picture with its credit."""
        return picture_card(self._digest)

    def language(self, evidence: tuple[Evidence, ...]) -> str:
        """Code of the language that words with this evidence are in, "" for English: that of the text around them."""
        source = first_source(self._digest, evidence)
        return source.language if source and source.language != "en" else ""

    def about(self, card: Card) -> list[str]:
        """What is to be said of a source behind its headline: who wrote it, time, language, what is missing."""
        source = card.source
        parts = (
            ", ".join(map(printable, source.authors)),
            *map(printable, credited(source)),
            wording.published(source.published, self._timezone) if source.published else "",
            f"language: {source.language}" if source.language != "en" else "",
            "preview only" if source.preview else "",
            f"same text as [{card.same_text_as}]" if card.same_text_as else "",
        )
        return [part for part in parts if part]


def digest_html(digest: Digest, link: PublicLinks) -> str:
    """The whole digest as a piece of HTML with absolute links; its marks lead to the sources themselves, since feed
    readers take names of places out of what they show."""
    picture = digest.picture
    return render(
        "body.html",
        digest,
        link=link,
        mark=source_marks(digest),
        picture_at=link(addresses.image(picture.image)) if picture else "",
    )


def render(template: str, digest: Digest, *, mark: Mark, timezone: str = "", **values: Any) -> str:
    """`body.html`, or a template that extends it, filled with the digest."""
    body = Body(digest, timezone)
    values = {"picture_at": "", **values}
    if body.picture is None:
        values["picture_at"] = ""
    return environment().get_template(template).render(digest=digest, body=body, mark=mark, timezone=timezone, **values)


def source_marks(digest: Digest) -> Mark:
    """Marks that open the sources themselves."""
    addresses_of = {source.number: web_link(source.url) for source in digest.sources}

    def mark(numbers: Iterable[int]) -> Markup:
        return Markup("").join(
            Markup('<sup><a href="{}">[{}]</a></sup>').format(escape(url), number)
            if (url := addresses_of[number])
            else Markup("<sup>[{}]</sup>").format(number)
            for number in numbers
        )

    return mark
