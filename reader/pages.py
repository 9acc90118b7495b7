"""The reader's pages as HTML: each is what the store holds, put into a template."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from typing import Any

from extractors.subscriptions import Category
from reader import addresses
from reader.addresses import Links
from reader.answers import ALWAYS_ASK
from reader.cards import cards, picture_card
from reader.digest_views import DigestPage, EvidencePage
from reader.searching import Asked, SearchPage
from reader.templating import environment
from reader.views import (
    FIRST_STEPS,
    MISSING,
    PER_PAGE,
    AboutPage,
    EditionPage,
    ListPage,
    OrganizationPage,
    SectionsPage,
)
from store import Store
from summarizer.digests import Digest

STYLE_SHEET = (files("reader") / "templates" / "style.css").read_bytes()
SCRIPT = (files("reader") / "templates" / "reader.js").read_bytes()
ICON = (files("reader") / "templates" / "icon.svg").read_bytes()

MOST_TOLD = 20
"""Figures, and quotations, on an organization's page: the newest."""


class Pages:
    """Renders pages by their subject; None stands for a page that there is not."""

    def __init__(self, store: Store, *, static: bool = False) -> None:
        self._store = store
        self._static = static
        # Files are written edition by edition, and every page of one asks for it; a live page asks anew.
        self._outline = lru_cache(maxsize=1)(store.edition_outline) if static else store.edition_outline

    def front(self) -> str:
        """The newest edition, or how to make the first."""
        newest = self._store.editions(limit=1)
        page = self._opening(newest[0].date) if newest else None
        if page is None:
            return self._render("message.html", addresses.FRONT, FIRST_STEPS)
        return self._render("edition.html", addresses.FRONT, page)

    def edition(self, day: date) -> str | None:
        """The edition of one date."""
        page = self._opening(day)
        return self._render("edition.html", addresses.edition(day), page) if page else None

    def sections(self, day: date) -> str | None:
        """The edition of one date, by category."""
        outline = self._outline(day)
        if outline is None:
            return None
        return self._render("sections.html", addresses.sections(day), SectionsPage(outline.edition, outline.digests))

    def about(self, day: date) -> str | None:
        """How the edition of one date was made, and what could not be read for it."""
        edition, summary = self._store.edition(day), self._store.edition_summary(day)
        if edition is None or summary is None:
            return None
        ledger = {row.url: row for row in self._store.ledger()}
        return self._render("about.html", addresses.about(day), AboutPage(edition, summary, ledger))

    def archive(self, number: int = 1) -> str | None:
        """A page of the list of editions, newest first."""
        return self._list("archive.html", "Editions", number, addresses.archive, self._store.editions)

    def category(self, category: Category, number: int = 1) -> str | None:
        """A page of a category's digests, newest first."""
        question = partial(self._store.recent_digests, category=category)
        return self._list(
            "listing.html", category.label, number, partial(addresses.category, category), question, category
        )

    def asked(self, number: int = 1) -> str | None:
        """A page of the digests that were asked for by hand, newest first."""
        return self._list("listing.html", "On request", number, addresses.asked, self._store.asked_digests)

    def organizations(self, number: int = 1) -> str | None:
        """A page of the list of organizations, those with the most digests first."""
        return self._list(
            "organizations.html", "Organizations", number, addresses.organizations, self._store.organizations
        )

    def organization(self, slug: str, number: int = 1) -> str | None:
        """An organization: its figures, what was said for it, and a page of the digests that it appears in."""
        found = self._store.organization(slug)
        if found is None:
            return None
        address = partial(addresses.organization, found.slug)
        digests = self._store.organization_digests(found.slug, limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE)
        if not digests and number > 1:
            return None
        told = MOST_TOLD if number == 1 else 0
        page = OrganizationPage(
            found.name,
            digests,
            number,
            address,
            organization=found,
            figures=self._store.organization_figures(found.slug, limit=told),
            quotations=self._store.organization_quotations(found.slug, limit=told),
        )
        return self._render("organization.html", address(number), page)

    def digest(self, day: date, slug: str) -> str | None:
        """A digest with its sources."""
        digest = self._store.digest(day, slug)
        if digest is None:
            return None
        articles = self._store.articles_by_id(source.article for source in digest.sources)
        page = DigestPage(
            digest,
            self._outline(day),
            tuple(cards(digest, articles)),
            self._store.organizations_of_digest(day, slug),
            self._size(digest),
        )
        return self._render("digest.html", addresses.digest(day, slug), page)

    def evidence(self, day: date, slug: str, number: int) -> str | None:
        """The stored text of a digest's source with the cited passages marked."""
        digest = self._store.digest(day, slug)
        source = next((item for item in digest.sources if item.number == number), None) if digest else None
        article = self._store.article(source.article) if source else None
        if digest is None or source is None or article is None:
            return None
        page = EvidencePage(digest, source, article, self._store.edition_timezone(day) or "UTC")
        return self._render("evidence.html", addresses.evidence(day, slug, number), page)

    def search(self, parameters: Mapping[str, str]) -> tuple[bytes, str, str, int]:
        """The answer to a search with these parameters of its address: page, media type, caching and status."""
        asked = Asked.of(parameters)
        wanted = asked.address and not asked.faults
        page = SearchPage(asked, asked.found(self._store) if wanted else None)
        html = self._render("search.html", addresses.SEARCH, page)
        return html.encode(), "text/html; charset=utf-8", ALWAYS_ASK, 400 if page.faults else 200

    def missing(self, path: str) -> str:
        """What to show where there is no page at `path`."""
        return self._render("message.html", path, MISSING)

    def _opening(self, day: date) -> EditionPage | None:
        opening = self._store.edition_opening(day)
        if opening is None:
            return None
        lead = self._store.digest(day, opening.digests[0].slug) if opening.digests else None
        picture = picture_card(lead, self._size(lead)) if lead else None
        return EditionPage(opening.edition, opening.digests, picture)

    def _size(self, digest: Digest) -> tuple[int, int] | None:
        return self._store.image_size(digest.picture.image) if digest.picture else None

    def _list(
        self,
        template: str,
        title: str,
        number: int,
        address: Callable[[int], str],
        question: Callable[..., Sequence[Any]],
        category: Category | None = None,
    ) -> str | None:
        """A page of a list; there is a first one even of an empty list."""
        page = ListPage(title, question(limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE), number, address, category)
        return self._render(template, address(number), page) if page.items or number == 1 else None

    def _render(self, template: str, path: str, page: object) -> str:
        return environment().get_template(template).render(page=page, link=Links(path, static=self._static))
