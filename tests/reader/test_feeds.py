import json
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from lxml import etree

from extractors.subscriptions import Category
from reader.feeds import atom, feed, json_feed

DESK = "https://desk.example/news"
HERE = Path(__file__).parent
RULES = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
JSON_RULES = Draft202012Validator(json.loads((HERE / "jsonfeed.schema.json").read_text(encoding="utf-8")))
ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(store, category=None):
    """The Atom feed, once it has passed the rules."""
    written = atom(feed(store, category, DESK))
    RULES.assertValid(etree.fromstring(written))
    found = feedparser.parse(written)
    assert not found.bozo
    return found


def items(store, category=None):
    document = json.loads(json_feed(feed(store, category, DESK)))
    JSON_RULES.validate(document)
    return document["items"]


def test_the_rules_refuse_what_the_standard_refuses(store):
    root = etree.fromstring(atom(feed(store, None, DESK)))
    for path in (f"{ATOM}id", f"{ATOM}title", f"{ATOM}entry/{ATOM}updated", f"{ATOM}entry/{ATOM}id"):
        broken = etree.fromstring(etree.tostring(root))
        element = broken.find(path)
        element.getparent().remove(element)
        assert not RULES.validate(broken)
    broken = etree.fromstring(etree.tostring(root))
    broken.find(f"{ATOM}updated").text = "Sunday"
    assert not RULES.validate(broken)


@pytest.mark.parametrize("category", [None, *Category])
def test_every_feed_is_valid(store, category):
    assert len(parsed(store, category).entries) == len(items(store, category))


def test_a_feed_names_itself_and_its_page(store):
    whole, business = parsed(store).feed, parsed(store, Category.BUSINESS).feed
    assert (whole.title, business.title) == ("Nightdesk", "Nightdesk: Business and Economy")
    links = {link.rel: link.href for link in business.links}
    assert links == {
        "self": f"{DESK}/categories/business/feed.atom",
        "alternate": f"{DESK}/categories/business",
    }
    assert whole.id == f"{DESK}/feed.atom"


def test_the_newest_edition_comes_first_in_its_order(store, hiring, ferry):
    entries = parsed(store).entries
    assert [entry.title for entry in entries] == [hiring.headline, ferry.headline, ferry.headline]
    assert [entry.link for entry in entries] == [
        f"{DESK}/editions/2026-11-22/openings-for-data-center-electricians",
        f"{DESK}/editions/2026-11-22/ferry-line-to-close",
        f"{DESK}/editions/2026-11-21/ferry-line-to-close",
    ]
    assert [entry.title for entry in parsed(store, Category.BUSINESS).entries] == [hiring.headline]


def test_an_entry_is_the_whole_digest(store, hiring):
    entry = parsed(store).entries[0]
    soup = BeautifulSoup(entry.content[0].value, "lxml")
    headings = [tag.get_text() for tag in soup.find_all("h2")]
    assert headings == [
        "TL;DR",
        "New since the last edition",
        "Key figures",
        "What happened",
        "The numbers",
        "Who said what",
        "Accounts differ",
        "5 sources",
        "Earlier on this story and its subjects",
    ]
    text = " ".join(soup.get_text(" ").split())
    for statement in hiring.statements():
        assert statement.text.rstrip(".!?") in text
    assert "Image: Ana Petrovic / The Morning Ledger" in text
    assert entry.summary == " ".join(statement.text for statement in hiring.tldr)


def test_marks_are_plain_links_to_the_sources_and_all_links_are_absolute(store, hiring):
    written = items(store)[0]["content_html"]
    soup = BeautifulSoup(written, "lxml")
    marks = {int(link.get_text().strip("[]")): link["href"] for link in soup.select("sup a")}
    assert marks == {source.number: source.url for source in hiring.sources}
    links = [tag.get("href") or tag.get("src") for tag in soup.find_all(["a", "img"])]
    assert all(link.startswith("https://") for link in links)
    assert f"{DESK}/editions/2026-11-22/{hiring.slug}/evidence/5" in links
    assert soup.img["src"] == f"{DESK}/images/hall"


def test_both_formats_say_the_same(store):
    for entry, item in zip(parsed(store).entries, items(store), strict=True):
        assert (entry.id, entry.link, entry.title, entry.updated) == (
            item["id"],
            item["url"],
            item["title"],
            item["date_modified"],
        )


def test_an_entry_keeps_its_id_and_moves_its_time_only_for_a_newer_source(stored, edition, hiring):
    with stored(edition) as store:
        first = parsed(store).entries[0]
        assert first.id == "tag:desk.example,2026-11-22:story/hiring"
        other = hiring.model_copy(update={"headline": "Another headline", "slug": "another-headline"})
        store.publish(edition.model_copy(update={"digests": (other,)}), (), at=edition.until)
        second = parsed(store).entries[0]
        assert (second.title, second.id, second.updated) == ("Another headline", first.id, first.updated)
        newer = other.model_copy(update={"updated": other.updated + timedelta(hours=1)})
        store.publish(edition.model_copy(update={"digests": (newer,)}), (), at=edition.until)
        third = parsed(store).entries[0]
        assert third.id == first.id
        assert third.updated > first.updated
        assert parsed(store).feed.updated == third.updated


def test_a_feed_holds_the_newest_edition_whole_and_earlier_ones_up_to_a_number(stored, edition, ferry):
    def of(day, digests):
        told = [
            ferry.model_copy(update={"date": day, "slug": f"s{number}", "story": f"{day}-{number}"})
            for number in range(digests)
        ]
        return edition.model_copy(update={"date": day, "digests": tuple(told)})

    days = [date(2026, 11, day) for day in (1, 2, 3)]
    with stored(*(of(day, 30) for day in days)) as store:
        assert len(parsed(store).entries) == 50
    with stored(of(days[0], 5), of(days[1], 60)) as store:
        entries = parsed(store).entries
        assert len(entries) == 60
        assert len({entry.id for entry in entries}) == 60


def test_an_empty_store_has_valid_feeds(stored):
    with stored() as store:
        assert parsed(store).entries == []
        assert items(store) == []


@pytest.mark.parametrize("base", ["http://127.0.0.1:8321", "http://[::1]:8321", "https://desk.example/"])
def test_ids_are_tags_wherever_the_reader_is(store, base):
    root = etree.fromstring(atom(feed(store, None, base)))
    RULES.assertValid(root)


def test_the_same_store_gives_the_same_bytes(store):
    assert atom(feed(store, None, DESK)) == atom(feed(store, None, DESK))
    assert json_feed(feed(store, None, DESK)) == json_feed(feed(store, None, DESK))
