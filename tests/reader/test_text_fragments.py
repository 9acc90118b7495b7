"""Links to passages, followed in a real browser: they scroll to the very words on the outlet's page."""

import re
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin

import httpx
import pytest

from extractors.articles import Page, Span
from extractors.extraction import extract
from extractors.subscriptions import Lead
from newsroom import load_articles, load_outlets, open_newsroom
from reader import addresses
from reader.passages import passage_link
from summarizer.digests import Source, Statement
from summarizer.stories import Claim, Evidence

FETCHED = datetime(2026, 11, 18, 22, 0, tzinfo=UTC)
DAY = date(2026, 11, 18)
SENTENCE = re.compile(r"(?<!\w)[A-Z“][^\n]{30,}?[.”](?=\s|\Z)")
SLUGS = ("ferry-fire-tamber", "calder-power-chips", "national-bank-cuts-rate")
FILLER = "".join(f"<p>Line {number} says nothing that anybody would cite.</p>" for number in range(40))
PLACES = (
    "The rate rose by 4%.",
    "“We cannot train, in a year - or two, what takes five,” he said: R&D costs £3 100, déjà vu.",
    "Openings for electricians with data-center experience were up over 329%, the report found, and pay was not.",
)
# Where the words stand: [x, y] of their first line in the window.
TOP = """words => {
    const nodes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node; (node = walker.nextNode()); ) for (let at = 0; at < node.length; at++) {
        const letter = /\\s/.test(node.data[at]) ? " " : node.data[at];
        if (letter === " " && text.endsWith(" ")) continue;
        text += letter;
        nodes.push([node, at]);
    }
    const tops = [];
    for (let found = -1; (found = text.indexOf(words, found + 1)) >= 0; ) {
        const range = document.createRange();
        range.setStart(...nodes[found]);
        range.setEnd(nodes[found][0], nodes[found][1] + 1);
        tops.push(range.getBoundingClientRect().top);
    }
    return tops;
}"""


@pytest.fixture(scope="module")
def outlets_pages():
    """Articles of the sample newsroom, as extracted from its pages while it is served."""
    keys = {outlet.key: outlet.name for outlet in load_outlets()}
    with open_newsroom(night=2) as room:
        origins = {subscribed.outlet: subscribed.url for subscribed in room.subscriptions}

        def read(article):
            url = urljoin(origins.get(article.outlet) or origins[keys[article.outlet]], article.path)
            answer = httpx.get(url)
            page = Page(
                lead=url, url=url, status=200, headers=dict(answer.headers), body=answer.content, fetched=FETCHED
            )
            return extract(page, Lead(url=url, subscription=url)).model_copy(update={"url": url})

        yield {article.slug: read(article) for article in load_articles() if article.slug in SLUGS}


@pytest.fixture(scope="module")
def twice():
    """Address and text of a page that says the same things at its beginning and its end."""
    first, again = (
        "".join(f"<p>{before} {words.replace('&', '&amp;')} {after}</p>" for words in PLACES)
        for before, after in (("First.", "And more."), ("Later on.", "That is all."))
    )
    html = f"<!doctype html><meta charset=utf-8><title>Twice</title>{first}{FILLER}{again}{FILLER}"

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_):
            """Says nothing."""

    paragraphs = re.findall(r"<p>(.*?)</p>", html)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", "\n\n".join(paragraphs).replace("&amp;", "&")
        server.shutdown()
        thread.join()


def in_window(page, words, occurrence=0, height=260):
    return 0 <= page.evaluate(TOP, words)[occurrence] < height


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sentence_of_an_outlets_page_is_scrolled_to(opened, outlets_pages, slug):
    article = outlets_pages[slug]
    sentences = [found for found in SENTENCE.finditer(article.text) if found.start() > 700][::2]
    assert len(sentences) > 2
    page = opened(800, 260)
    page.goto(article.url)
    for found in sentences:
        span = Span(start=found.start(), end=found.end())
        assert not in_window(page, found.group().strip()), "it is in the window without any help"
        page.goto("about:blank")
        page.goto(passage_link(article.url, article.text, span))
        assert in_window(page, found.group().strip()), found.group()
        page.goto("about:blank")
        page.goto(article.url)


@pytest.mark.parametrize("words", PLACES)
@pytest.mark.parametrize("occurrence", [0, 1])
def test_words_that_stand_twice_are_found_where_they_are_cited(opened, twice, words, occurrence):
    url, text = twice
    start = text.index(words) if occurrence == 0 else text.rindex(words)
    link = passage_link(url, text, Span(start=start, end=start + len(words)))
    page = opened(800, 260)
    page.goto(link)
    assert in_window(page, words, occurrence), link
    assert not in_window(page, words, 1 - occurrence), link


def test_from_a_mark_to_the_words_on_the_outlets_page(opened, stored, served, outlets_pages, hiring):
    article = outlets_pages["ferry-fire-tamber"]
    sentence = max(SENTENCE.finditer(article.text), key=lambda found: found.start())
    words = sentence.group().strip()
    start = article.text.index(words)
    evidence = Evidence(article=article.id, start=start, end=start + len(words))
    digest = hiring.model_copy(
        update={
            "date": DAY,
            "slug": "ferry",
            "tldr": (Statement(text=words, claims=(Claim(evidence=(evidence,)),)),),
            "new": (),
            "sections": (),
            "key_figures": (),
            "quotations": (),
            "differences": (),
            "picture": None,
            "sources": (
                Source(
                    number=1,
                    article=article.id,
                    url=article.url,
                    outlet=article.outlet,
                    headline=article.headline,
                    excerpt="",
                    voice=1,
                ),
            ),
        }
    )
    page = opened(800, 260, scripts=True)
    with stored() as store, served(store) as address:
        store.record_extractions(DAY, [(article.url, article)])
        store.save_digest(digest)
        page.goto(f"{address}/{addresses.digest(DAY, 'ferry')}")
        page.locator("#r1-1").click()
        page.get_by_role("dialog").get_by_role("link", name="Open at passage").click()
        page.wait_for_url(f"{article.url}*")
        assert in_window(page, words)
