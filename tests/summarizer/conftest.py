"""Articles that are really read: the sample newsroom over its two nights, and small stories of a test's own."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urljoin

import pytest
from spacy.language import Language

import newsroom
from extractors.articles import Article, Image, Paragraph
from extractors.pipeline import build, read
from extractors.subscriptions import Category
from summarizer.candidates import Candidate, candidates
from summarizer.composition import compose
from summarizer.digests import Digest
from summarizer.stories import ReadArticle, Story

NIGHTS = {1: date(2026, 11, 18), 2: date(2026, 11, 19)}
MORNING = datetime(2026, 3, 5, 6, tzinfo=UTC)
KINDS = {"paragraph": "paragraph", "subhead": "heading", "list": "item", "quote": "quotation"}


def _article(page: newsroom.Article, outlet: newsroom.Outlet) -> Article:
    """The article that extraction makes of a newsroom page, one paragraph for each line."""
    blocks = [(line, KINDS[block.kind]) for block in page.body for line in block.lines]
    picture = page.picture
    night = NIGHTS[page.night]
    return Article(
        url=urljoin(f"https://{page.outlet}.example", page.path),
        outlet=outlet.name,
        headline=page.headline,
        authors=page.authors,
        published=page.published if page.dated else None,
        modified=page.modified,
        fetched=datetime(night.year, night.month, night.day, 3, tzinfo=UTC),
        category=Category(page.section),
        language=page.language,
        description=page.description,
        image=Image(url=f"https://{page.outlet}.example/{picture.file}", caption=picture.caption, credit=picture.credit)
        if picture
        else None,
        preview=page.kind == "paywalled",
        **_body(blocks),
    )


def _body(blocks: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The text and the paragraphs of an article, from each paragraph's words and kind."""
    paragraphs, start = [], 0
    for words, kind in blocks:
        paragraphs.append(Paragraph(start=start, end=start + len(words), kind=kind))
        start += len(words) + 2
    return {"text": "\n\n".join(words for words, _ in blocks), "paragraphs": tuple(paragraphs)}


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline of built-in rules."""
    return build()


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """An article of an invented outlet from its headline and paragraphs, published `minutes` after six in the morning.

    A paragraph that begins with "## " is a heading.
    """

    def make(outlet: str, headline: str, *paragraphs: str, minutes: int = 0, **fields: object) -> Article:
        blocks = [
            (words.removeprefix("## "), "heading" if words.startswith("## ") else "paragraph") for words in paragraphs
        ]
        given = {
            "url": f"https://{outlet.lower().replace(' ', '-')}.example/{minutes}",
            "outlet": outlet,
            "headline": headline,
            "published": MORNING + timedelta(minutes=minutes),
            "fetched": MORNING + timedelta(days=1),
            "category": Category.WORLD,
            **_body(blocks),
        }
        return Article(**{**given, **fields})

    return make


@pytest.fixture(scope="session")
def read_all(nlp: Language) -> Callable[..., tuple[ReadArticle, ...]]:
    """Reads articles with the real pipeline."""

    def read_these(*articles: Article) -> tuple[ReadArticle, ...]:
        readings = read(nlp, articles)
        return tuple(ReadArticle(article=one, reading=own) for one, own in zip(articles, readings, strict=True))

    return read_these


@pytest.fixture(scope="session")
def voices_of(
    make_article: Callable[..., Article], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> Callable[..., list[tuple[Candidate, ...]]]:
    """The candidates of voices, each given as its paragraph or its paragraphs."""

    def candidates_of(*texts: str | Sequence[str]) -> list[tuple[Candidate, ...]]:
        articles = [
            make_article(f"Outlet {number}", "News", *((text,) if isinstance(text, str) else text), minutes=number)
            for number, text in enumerate(texts, 1)
        ]
        return [candidates(one) for one in read_all(*articles)]

    return candidates_of


# The newsroom


@pytest.fixture(scope="session")
def events() -> Mapping[str, str]:
    """The event of each article that a night reads, by article id; an article of no event is one of its own."""
    return {article.id: page.event or page.slug for page, article in _pages()}


def _pages() -> list[tuple[newsroom.Article, Article]]:
    outlets = {outlet.key: outlet for outlet in newsroom.load_outlets()}
    return [
        (page, _article(page, outlets[page.outlet]))
        for page in newsroom.load_articles()
        if page.language == "en" and page.kind in ("story", "paywalled")
    ]


@pytest.fixture(scope="session")
def nights() -> Mapping[int, tuple[Article, ...]]:
    """The articles that come out on each night, 1 and 2."""
    return {night: tuple(article for page, article in _pages() if page.night == night) for night in NIGHTS}


@pytest.fixture(scope="session")
def agency_copies() -> frozenset[str]:
    """Ids of the articles that an agency wrote."""
    return frozenset(article.id for page, article in _pages() if page.agency)


@pytest.fixture(scope="session")
def reads(
    nights: Mapping[int, tuple[Article, ...]], read_all: Callable[..., tuple[ReadArticle, ...]]
) -> Mapping[str, ReadArticle]:
    """All articles of both nights with their readings, by id."""
    return {one.article.id: one for one in read_all(*nights[1], *nights[2])}


@pytest.fixture(scope="session")
def gold(nights: Mapping[int, tuple[Article, ...]], events: Mapping[str, str]) -> Mapping[int, Mapping[str, Story]]:
    """The stories of each night as the newsroom's table has them, by event."""
    first = _stories(nights[1], events, used=frozenset())
    old = frozenset(article.id for article in nights[1])
    both = _stories((*nights[1], *nights[2]), events, used=old)
    grown = {event: story for event, story in both.items() if story.new}
    return {1: first, 2: grown}


def _stories(articles: Sequence[Article], events: Mapping[str, str], used: frozenset[str]) -> dict[str, Story]:
    members: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda one: (one.dated, one.id)):
        members[events[article.id]].append(article)
    return {
        event: Story(
            id=f"s{sha256(event.encode()).hexdigest()[:11]}",
            articles=tuple(one.id for one in own),
            new=tuple(one.id for one in own if one.id not in used),
            days=(NIGHTS[1],) if any(one.id in used for one in own) else (),
        )
        for event, own in members.items()
        if len(own) > 1
    }


@pytest.fixture(scope="session")
def drafts(
    gold: Mapping[int, Mapping[str, Story]], reads: Mapping[str, ReadArticle]
) -> Mapping[tuple[int, str], Digest]:
    """The digest of each story of each night, unverified, by night and event; on the second night with the first
    night's digests as the earlier ones."""
    first = {event: _compose(story, reads, NIGHTS[1], ()) for event, story in gold[1].items()}
    second = {
        event: _compose(story, reads, NIGHTS[2], sorted(first.values(), key=lambda one: one.story != story.id))
        for event, story in gold[2].items()
    }
    return {(1, event): one for event, one in first.items()} | {(2, event): one for event, one in second.items()}


def _compose(story: Story, reads: Mapping[str, ReadArticle], night: date, earlier: Sequence[Digest]) -> Digest:
    digest = compose(story, [reads[article] for article in story.articles], night, earlier=earlier)
    assert digest is not None, f"{reads[story.articles[0]].article.headline} has no digest"
    return digest
