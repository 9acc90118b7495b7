"""Whatever text a page brings, what goes in comes out."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.articles import Article, Image, Paragraph, Span
from extractors.readings import Percentage, Quote, Reading, Sentence
from extractors.subscriptions import Category, Lead, Reason, Skipped
from summarizer.digests import Digest, Edition, Source, SourceReport, Statement
from summarizer.stories import Claim, Evidence

NIGHT = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)

anywhere = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
example = count()
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001
offsets = st.integers(0, 10_000)
numbers = st.floats(allow_nan=False, allow_infinity=False)
spans = st.builds(Span, start=offsets, end=offsets)
articles = st.builds(
    Article,
    url=text,
    outlet=text,
    headline=text,
    authors=st.lists(text, max_size=3).map(tuple),
    published=st.none() | moments,
    modified=st.none() | moments,
    fetched=moments,
    category=st.sampled_from(Category),
    section=text,
    language=text,
    text=text,
    paragraphs=st.lists(st.builds(Paragraph, start=offsets, end=offsets), max_size=3).map(tuple),
    image=st.none() | st.builds(Image, url=text, caption=text),
    preview=st.booleans(),
)
percentages = st.builds(
    Percentage,
    start=offsets,
    end=offsets,
    low=numbers,
    high=numbers,
    hedge=st.none() | text,
    measures=st.none() | spans,
)
quotes = st.builds(Quote, spans=st.tuples(spans), speaker=st.none() | text, cue=st.none() | spans)


@anywhere
@given(article=articles)
def test_articles(store, article: Article) -> None:
    # The examples share a database, in which the first article of an id and the newest at a URL stay.
    article = article.model_copy(update={"url": f"{article.url} {next(example)}"})
    store.record_extractions(NIGHT, [(article.url, article)])
    assert store.article(article.id) == article
    assert article in store.articles(since=article.dated, until=article.dated + timedelta(microseconds=1))


@anywhere
@given(found=st.lists(percentages, max_size=3), said=st.lists(quotes, max_size=3))
def test_readings(store, keep, make_article, found: list[Percentage], said: list[Quote]) -> None:
    keep(make_article())
    reading = Reading(
        article=make_article().id,
        sentences=(Sentence(start=0, end=4, paragraph=0),),
        percentages=tuple(found),
        quotes=tuple(said),
    )
    store.save_readings("1", [reading])
    assert store.readings([reading.article], "1") == {reading.article: reading}


@anywhere
@given(article=articles, words=text, slug=text, story=text)
def test_editions(store, article: Article, words: str, slug: str, story: str) -> None:
    store.record_extractions(NIGHT, [(article.url, article)])
    evidence = Evidence(article=article.id, start=0, end=1)
    source = Source(
        number=1, article=article.id, url=words, outlet=words, headline=words, excerpt=words, published=AT, voice=1
    )
    digest = Digest(
        date=NIGHT,
        slug=slug,
        story=story,
        headline=words,
        headline_article=article.id,
        category=article.category,
        updated=article.fetched,
        tldr=(Statement(text=words, claims=(Claim(evidence=(evidence,)),)),),
        sections=(),
        sources=(source,),
    )
    skip = Skipped(url=words, outlet=words, reason=Reason.TIMEOUT, detail=words)
    edition = Edition(
        date=NIGHT,
        timezone="Europe/Berlin",
        since=AT - timedelta(days=1),
        until=AT,
        articles=1,
        digests=(digest,),
        sources=(SourceReport(outlet=words, url=words, articles=1, skipped=(skip,)),),
    )
    store.publish(edition, [], at=AT)
    assert store.edition(NIGHT) == edition
    assert store.digest(NIGHT, slug) == digest
    assert not store.publish(edition, [], at=AT)


@pytest.mark.parametrize("odd", ["\0", "\x1b[31m", "\ufffe", "\U0001f5de", "e\u0301", "\u202e", "\\u0000"])
def test_odd_characters_are_kept_everywhere(store, subscription, make_lead, make_page, make_article, odd: str) -> None:
    lead = make_lead(title=f"a{odd}b")
    store.record_feed(subscription, [lead], etag="", last_modified="", date=NIGHT, at=AT)
    assert store.pending_leads([subscription.url], since=AT - timedelta(days=9), date=NIGHT) == (lead,)
    page = make_page(lead).model_copy(update={"headers": {"x": odd}})
    store.save_page(page, lead)
    assert store.page(lead.url) == (page, lead)
    article = make_article(headline=f"a{odd}b")
    skip = Skipped(url=f"https://ledger.example/{odd}", outlet=odd, reason=Reason.STATUS, detail=odd)
    store.record_extractions(NIGHT, [(lead.url, article), (skip.url, skip)])
    assert store.article(article.id) == article
    assert store.skips(NIGHT) == (skip,)


def test_a_lone_surrogate_becomes_the_replacement_character(
    store, subscription, make_lead, make_page, make_article
) -> None:
    lead = make_lead(title="a\ud800b", url="https://ledger.example/\udfff")
    clean = make_lead(title="a\ufffdb", url="https://ledger.example/\ufffd")
    store.record_feed(subscription, [lead], etag="\ud800", last_modified="", date=NIGHT, at=AT)
    assert store.kept_feed(subscription).etag == "\ufffd"
    assert store.pending_leads([subscription.url], since=AT - timedelta(days=9), date=NIGHT) == (clean,)
    store.save_page(make_page(lead), lead)
    assert store.unextracted() == (clean.url,)
    article = make_article(headline="a\ud83d\ude00b")
    store.record_extractions(NIGHT, [(lead.url, article)])
    assert store.unextracted() == ()
    (stored,) = store.articles(since=article.dated, until=article.dated + timedelta(seconds=1))
    assert stored == make_article(headline="a\ufffd\ufffdb")
    assert store.article(stored.id) == stored


def test_a_lead_is_plain_data_for_every_category(store, subscription) -> None:
    leads = [Lead(url=f"https://a.example/{c}", subscription=subscription.url, category=c) for c in Category]
    store.record_feed(subscription, leads, etag="", last_modified="", date=NIGHT, at=AT)
    assert {lead.category for lead in store.pending_leads([subscription.url], since=AT, date=NIGHT)} == set(Category)
