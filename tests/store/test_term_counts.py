"""Which days have which articles, and what was counted of them."""

from datetime import date, timedelta

from store import DayCounts

DAY = date(2026, 11, 21)
AFTER = DAY + timedelta(days=1)


def days(store, rule: str = "rule", languages: tuple[str, ...] = ("en",)) -> dict[date, str]:
    return store.article_days(since=DAY - timedelta(days=1), until=AFTER, languages=languages, rule=rule)


def test_a_day_is_known_by_its_articles_language_and_rule(store, keep, make_article) -> None:
    assert days(store) == {}
    keep(make_article("one"), make_article("autre", language="fr"))
    first = days(store)
    assert list(first) == [DAY]
    assert days(store) == first
    assert days(store, rule="another") != first
    assert days(store, languages=("en", "fr")) != first
    keep(make_article("two"))
    assert days(store) != first


def test_a_day_ends_at_midnight_utc(store, keep, make_article) -> None:
    noon = make_article().published
    keep(make_article("late", published=noon + timedelta(hours=11, minutes=59), fetched=noon + timedelta(days=1)))
    assert list(days(store)) == [DAY]
    keep(make_article("next", published=noon + timedelta(hours=12), fetched=noon + timedelta(days=1)))
    assert list(days(store)) == [DAY]


def test_counts_come_back_equal_and_make_way_for_new_ones(store) -> None:
    assert store.term_counts([DAY]) == {}
    counted = DayCounts(fingerprint="f", articles=2, counts={"tolburi": 2, "über": 1})
    store.save_term_counts(DAY, counted)
    assert store.term_counts([DAY, AFTER]) == {DAY: counted}
    again = counted.model_copy(update={"fingerprint": "g", "counts": {}})
    store.save_term_counts(DAY, again)
    store.save_term_counts(DAY, again)
    assert store.term_counts([DAY]) == {DAY: again}
