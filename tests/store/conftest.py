"""Stores on real databases: every test that takes `url` or `store` runs on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.articles import Article, Page, Paragraph
from extractors.subscriptions import Category, Lead, Subscription
from store import Store
from summarizer.digests import Digest, Edition, Source, Statement
from summarizer.stories import Claim, Evidence, Story

NIGHT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened


@pytest.fixture
def subscription() -> Subscription:
    return Subscription(outlet="The Ledger", url="https://ledger.example/feed.xml")


@pytest.fixture
def make_lead(subscription: Subscription) -> Callable[..., Lead]:
    def make(name: str = "one", **fields: object) -> Lead:
        given = {"url": f"https://ledger.example/{name}", "subscription": subscription.url, "published": NOON} | fields
        return Lead.model_validate(given)

    return make


@pytest.fixture
def make_page() -> Callable[..., Page]:
    def make(lead: Lead, body: bytes = b"<p>news</p>", fetched: datetime = NOON + timedelta(hours=1)) -> Page:
        return Page(lead=lead.url, url=lead.url, status=200, headers={"etag": '"1"'}, body=body, fetched=fetched)

    return make


@pytest.fixture
def make_article() -> Callable[..., Article]:
    def make(name: str = "one", **fields: object) -> Article:
        words = f"News of {name}."
        given = {
            "url": f"https://ledger.example/{name}",
            "outlet": "The Ledger",
            "headline": f"Headline {name}",
            "published": NOON,
            "fetched": NOON + timedelta(hours=1),
            "category": Category.WORLD,
            "text": words,
            "paragraphs": (Paragraph(start=0, end=len(words)),),
        } | fields
        return Article.model_validate(given)

    return make


@pytest.fixture
def keep(store: Store) -> Callable[..., None]:
    """Stores articles as extracted from a page of their own URL."""

    def keep(*articles: Article) -> None:
        store.record_extractions(NIGHT, [(article.url, article) for article in articles])

    return keep


@pytest.fixture
def make_digest() -> Callable[..., Digest]:
    def make(article: Article, **fields: object) -> Digest:
        claim = Claim(evidence=(Evidence(article=article.id, start=0, end=4),))
        statement = Statement(text=article.text, claims=(claim,))
        source = Source(
            number=1,
            article=article.id,
            url=article.url,
            outlet=article.outlet,
            headline=article.headline,
            excerpt=article.text,
            voice=1,
        )
        given = {
            "date": NIGHT,
            "slug": article.headline.lower().replace(" ", "-"),
            "story": f"story-{article.id}",
            "headline": article.headline,
            "headline_article": article.id,
            "category": article.category,
            "updated": article.fetched,
            "tldr": (statement,),
            "sections": (),
            "sources": (source,),
        } | fields
        return Digest.model_validate(given)

    return make


@pytest.fixture
def make_edition() -> Callable[..., Edition]:
    def make(*digests: Digest, date: date = NIGHT) -> Edition:
        return Edition(
            date=date,
            timezone="Europe/Berlin",
            since=NOON - timedelta(days=1),
            until=NOON,
            articles=len(digests),
            digests=tuple(digest.model_copy(update={"date": date}) for digest in digests),
        )

    return make


@pytest.fixture
def make_stories() -> Callable[[Edition], list[Story]]:
    def make(edition: Edition) -> list[Story]:
        articles = {digest.story: tuple(source.article for source in digest.sources) for digest in edition.digests}
        return [Story(id=story, articles=ids, new=ids) for story, ids in articles.items()]

    return make
