"""Pages and what was made of them."""

from datetime import UTC, date, datetime, timedelta

from extractors.subscriptions import Reason, Skipped

NIGHT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_page_comes_back_whole_with_its_lead(store, make_lead, make_page) -> None:
    lead = make_lead(title="Title")
    page = make_page(lead, body=bytes(range(256)) * 1_000)
    assert store.page(lead.url) is None
    store.save_page(page, lead)
    assert store.page(lead.url) == (page, lead)


def test_a_later_page_replaces_an_earlier_one_and_is_extracted_anew(store, make_lead, make_page, make_article) -> None:
    lead = make_lead()
    first, second = make_page(lead, b"first", NOON), make_page(lead, b"second", NOON + HOUR)
    store.save_page(first, lead)
    store.record_extractions(NIGHT, [(lead.url, make_article())])
    assert store.unextracted() == ()
    store.save_page(first, lead)
    assert store.unextracted() == ()
    store.save_page(second, lead)
    store.save_page(first, lead)
    assert store.page(lead.url) == (second, lead)
    assert store.unextracted() == (lead.url,)


def test_unextracted_pages_come_in_the_order_of_their_urls(store, make_lead, make_page, make_article) -> None:
    for name in ("b", "C", "a", "ä", "A"):
        store.save_page(make_page(make_lead(name)), make_lead(name))
    store.record_extractions(NIGHT, [(make_lead("a").url, make_article("a"))])
    assert [url.rpartition("/")[2] for url in store.unextracted()] == ["A", "C", "b", "ä"]


def test_outcomes_are_articles_or_skips(store, make_lead, make_page, make_article) -> None:
    good, bad = make_lead("good"), make_lead("bad")
    for lead in (good, bad):
        store.save_page(make_page(lead), lead)
    skip = Skipped(url=bad.url, outlet="The Ledger", reason=Reason.LOGIN_WALL)
    article = make_article("good")
    for _ in range(2):
        store.record_extractions(NIGHT, [(good.url, article), (bad.url, skip)])
    assert store.unextracted() == ()
    assert store.article(article.id) == article
    assert store.skips(NIGHT) == (skip,)


def test_an_article_takes_back_the_skip_of_its_page(store, make_lead, make_page, make_article) -> None:
    lead = make_lead()
    store.record_skips(NIGHT, [Skipped(url=lead.url, outlet="The Ledger", reason=Reason.TIMEOUT)])
    store.record_extractions(NIGHT, [(lead.url, make_article())])
    assert store.skips(NIGHT) == ()


def test_the_same_text_again_stays_as_it_was_first_stored(store, make_article) -> None:
    first = make_article()
    again = make_article(fetched=first.fetched + HOUR)
    assert first.id == again.id
    for article in (first, again):
        store.record_extractions(NIGHT, [(article.url, article)])
    assert store.article(first.id) == first
