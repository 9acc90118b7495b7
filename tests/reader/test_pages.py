import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.subscriptions import Reason, Skipped, Subscription
from reader.addresses import PublicLinks
from reader.bodies import digest_html
from reader.markdown import digest_markdown
from reader.outside import printable
from reader.pages import Pages
from summarizer.digests import Check, Failure, Rendering, SourceReport, Superseded

HOSTILE = (
    "<script>alert(1)</script>",
    "</p></article><h1>Mine</h1>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!--",
    "<plaintext>",
    "&lt;b&gt;",
    "]]>",
    "\x00\x1b[31m\u202eevil\ud800",
    "x" * 5_000,
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()))).filter(printable)
ASKED = date(2026, 10, 1)


def structure(html, but=""):
    """Elements (all `but` those of one name) with the names of their attributes, texts left out."""
    return [(tag.name, sorted(tag.attrs)) for tag in BeautifulSoup(html, "lxml").find_all(True) if tag.name != but]


@settings(max_examples=40)
@given(text=TEXTS)
def test_outside_text_changes_nothing_in_the_structure_of_a_digest(stored_apart, hiring, rewritten, text):
    pages = Pages(stored_apart)

    def written(words):
        stored_apart.save_digest(rewritten(hiring, words).model_copy(update={"date": ASKED, "slug": "hostile"}))
        return pages.digest(ASKED, "hostile")

    html = written(text)
    # Which words of a source's sentence are marked follows from the words of the digest.
    assert structure(html, but="mark") == structure(written("plain"), but="mark")
    assert not set(html) & set("\x00\x1b\u202e\ud800")


@pytest.fixture(scope="module")
def stored_alone(stored):
    """A store that only one test writes into."""
    with stored() as opened:
        yield opened


@settings(max_examples=15)
@given(text=TEXTS)
def test_outside_text_changes_nothing_in_the_structure_of_an_edition(stored_alone, edition, rewritten, text):
    pages = Pages(stored_alone)

    def written(words):
        skipped = Skipped(url=words, outlet=words, reason=Reason.STATUS, detail=words)
        report = SourceReport(outlet=words, url=words, articles=0, skipped=(skipped,))
        digests = tuple(rewritten(digest, words) for digest in edition.digests)
        stored_alone.publish(
            edition.model_copy(update={"digests": digests, "sources": (report,)}), (), at=edition.until
        )
        (organization,) = stored_alone.organizations_of_digest(edition.date, digests[0].slug)
        found, *_ = pages.search({"category": edition.digests[0].category, "outlet": words})
        return (
            pages.edition(edition.date),
            pages.sections(edition.date),
            pages.about(edition.date),
            pages.archive(),
            pages.category(edition.digests[0].category),
            pages.organizations(),
            pages.organization(organization.slug),
            found.decode(),
            pages.search({"q": words, "from": words, "page": words})[0].decode(),
        )

    written("before")  # so that each of the two below is a later revision
    for html, plain in zip(written(text), written("plain"), strict=True):
        assert structure(html) == structure(plain)


@settings(max_examples=30)
@given(text=TEXTS)
def test_outside_text_changes_nothing_in_the_structure_of_evidence(stored_apart, hiring, written_article, text):
    pages = Pages(stored_apart)

    def shown(words):
        article, digest = written_article(hiring, words)
        stored_apart.record_extractions(ASKED, [(article.url, article)])
        stored_apart.save_digest(digest.model_copy(update={"date": ASKED, "slug": "evidence"}))
        return pages.evidence(ASKED, "evidence", 1)

    assert structure(shown(text)) == structure(shown("plain"))


def test_addresses_that_must_not_be_followed_are_text(stored_apart, hiring):
    sources = tuple(source.model_copy(update={"url": "javascript:alert(1)"}) for source in hiring.sources)
    digest = hiring.model_copy(update={"date": ASKED, "slug": "addresses", "sources": sources})
    stored_apart.save_digest(digest)
    soup = BeautifulSoup(Pages(stored_apart).digest(ASKED, "addresses"), "lxml")
    addresses = [tag[name] for tag in soup.find_all(True) for name in ("href", "src", "cite") if tag.get(name)]
    assert not any("javascript" in address for address in addresses)
    assert "(javascript:alert(1))" in soup.get_text()


def test_a_digest_page_has_all_its_parts(store, hiring):
    soup = BeautifulSoup(Pages(store).digest(hiring.date, hiring.slug), "lxml")
    text = re.sub(r"\s+", " ", soup.get_text())
    assert [tag.get_text() for tag in soup.find_all("h2")] == [
        "TL;DR",
        "New since the last edition",
        "What happened",
        "The numbers",
        "Who said what",
        "Accounts differ",
        "5 sources",
        "Earlier on this story and its subjects",
    ]
    for part in (
        "Sources read 22 November 2026, 05:31 CET",
        "5 outlets, 4 independent",
        "up over 329%[1][3][4].",
        "Image: Ana Petrovic / The Morning Ledger",
        "Teodora Lang, chief economist, Tallyhand, in a press release",
        "Same text as [3]",
        "Preview only",
        "Summarized by Nightdesk: extractive, no language model",
        "34 of 34 checked parts are true to their sources.",
        "Next in this edition Ferry line",
        "Training places grew by only 4% over the same period[5]. Reported by [5] only",
        "No. 1 of 2: 4 independent texts, 5 outlets. Published 22 November 2026, 05:30 CET, revision 1.",
    ):
        assert part in text, part
    assert soup.find("h3", lang="fr").get_text() == "Les centres de données cherchent des bras"


def test_accounts_say_whose_they_are_since_when_and_what_they_replace(stored_apart, hiring):
    (difference,) = hiring.differences
    first, second = difference.accounts
    replaced = Superseded(figure="30,000", evidence=first.statement.evidence)
    accounts = (first.model_copy(update={"supersedes": (replaced,)}), second)
    (said, other) = hiring.quotations
    reworded = Rendering(words="They are announced before anyone asks who wires them", evidence=said.evidence)
    digest = hiring.model_copy(
        update={
            "date": ASKED,
            "slug": "accounts",
            "differences": (difference.model_copy(update={"accounts": accounts}),),
            "quotations": (said.model_copy(update={"otherwise": (reworded,)}), other),
        }
    )
    stored_apart.save_digest(digest)
    page = Pages(stored_apart).digest(ASKED, "accounts")
    text = re.sub(r"\s+", " ", BeautifulSoup(page, "lxml").get_text())
    assert "Harbor Wire, 21 November 2026, 15:40 UTC; Westport Courier, 21 November 2026, 18:20 UTC" in text
    assert "Replaces 30,000[1]" in text
    assert "Elsewhere worded: “They are announced before anyone asks who wires them”[1]" in text
    markdown = digest_markdown(digest)
    assert "(replaces 30,000" in markdown
    assert "Elsewhere worded: “They are announced" in markdown


def test_every_mark_has_its_card_and_every_card_leads_back(store, hiring):
    soup = BeautifulSoup(Pages(store).digest(hiring.date, hiring.slug), "lxml")
    marks = soup.find_all("a", role="doc-noteref")
    cards = {card["id"]: card for card in soup.select(".sources li[value]")}
    back = [link["href"] for card in cards.values() for link in card.find_all("a", role="doc-backlink")]
    assert {mark["href"] for mark in marks} == {f"#{name}" for name in cards}
    assert sorted(back) == sorted(f"#{mark['id']}" for mark in marks)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_card_says_who_wrote_it_and_whom_its_page_credits(store, hiring):
    soup = BeautifulSoup(Pages(store).digest(hiring.date, hiring.slug), "lxml")
    about = [[part.get_text() for part in card.select(".meta > span")] for card in soup.select(".sources li[value]")]
    ledger, _, wire, courier, *_ = about
    assert ledger[0] == "Mara Lindqvist"
    assert wire[0] == "Ruth Amadi, Jonas Feld"
    assert courier[:2] == ["Harbor Wire", "21 November 2026, 19:20 CET"]
    for made in (digest_markdown(hiring), digest_html(hiring, PublicLinks("https://desk.example"))):
        assert "· Harbor Wire · 21 November 2026" in made


def test_a_table_has_only_columns_that_are_filled(stored_apart, hiring):
    figures = tuple(figure.model_copy(update={"period": "", "attribution": ""}) for figure in hiring.key_figures)
    digest = hiring.model_copy(update={"date": ASKED, "slug": "columns", "key_figures": figures})
    stored_apart.save_digest(digest)
    soup = BeautifulSoup(Pages(stored_apart).digest(ASKED, "columns"), "lxml")
    assert [tag.get_text() for tag in soup.select("thead th")] == ["Figure", "What it measures", "Source"]


def test_what_was_left_out_is_shown_with_its_reason(stored, edition):
    said = "The plant will <b>close</b> in May. " + "It has stood there for long. " * 20
    failure = Failure(part="statement", text=said, reason="“May” is not in the evidence.")
    first = edition.digests[0].model_copy(update={"check": Check(checked=9, failures=(failure,))})
    with stored(edition.model_copy(update={"digests": (first,)})) as store:
        soup = BeautifulSoup(Pages(store).about(edition.date), "lxml")
    left_out = next(tag for tag in soup.find_all("li") if tag.get_text().startswith("Left out, statement"))
    assert left_out.q.get_text().startswith("The plant will <b>close</b> in May. It has stood")
    assert len(left_out.q.get_text()) < 170
    assert left_out.bdi.get_text() == failure.reason


def test_the_front_page_of_an_empty_store_says_how_to_begin(stored):
    with stored() as empty:
        text = BeautifulSoup(Pages(empty).front(), "lxml").get_text()
    assert "No edition yet" in text
    assert "nightdesk demo" in text


def test_long_lists_go_on_on_further_pages(stored, ferry):
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + number) for number in range(51)]
    asked = [ferry.model_copy(update={"date": day}) for day in days]
    with stored(asked=asked) as store:
        first, second = (BeautifulSoup(Pages(store).asked(number), "lxml") for number in (1, 2))
        assert Pages(store).asked(3) is None
    assert (len(first.select(".listing li")), len(second.select(".listing li"))) == (50, 1)
    assert first.find("a", rel="next")["href"] == "asked/page/2"
    assert second.find("a", rel="prev")["href"] == "../../asked"


def test_the_same_store_gives_the_same_bytes(store, hiring):
    assert Pages(store).digest(hiring.date, hiring.slug) == Pages(store).digest(hiring.date, hiring.slug)


def test_a_source_that_broke_is_flagged_where_the_edition_is_explained(stored, edition):
    feed = Subscription(outlet="Harbor Wire", url="https://harborwire.example/feed")
    gone = Skipped(url=feed.url, outlet=feed.outlet, reason=Reason.STATUS, detail="HTTP 404")
    with stored(edition) as opened:
        for days in (3, 2, 1):
            opened.record_feed_failure(feed, gone, date=edition.date - timedelta(days=days))
        page = BeautifulSoup(Pages(opened).about(edition.date), "lxml").get_text(" ")
    assert re.search(r"Dead\s*: not read for 3 editions in a row: answered with an error: HTTP 404", page)
