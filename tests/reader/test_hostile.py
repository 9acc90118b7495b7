"""Nothing from outside changes what a feed, a book, a mail or a file is made of.

Pages, Markdown and the terminal have tests of their own; here each other form is written from a tame digest and from a
hostile one, read by a real parser, and compared.
"""

import csv
import json
import re
import zipfile
from email import message_from_bytes, policy
from io import BytesIO, StringIO

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from extractors.subscriptions import Reason, Skipped
from reader.addresses import PublicLinks
from reader.bodies import digest_html
from reader.book import edition_epub
from reader.documents import digest_json
from reader.feeds import Feed, atom, json_feed
from reader.figures import COLUMNS, figures_csv
from reader.mail import MOST_BYTES, edition_mail
from reader.markdown import digest_markdown, whole_edition_markdown
from reader.outside import printable
from reader.schemas import DigestDocument, schema_json
from summarizer.digests import SourceReport

HOSTILE = (
    "<script>alert(1)</script>",
    "</p></li></ul></body><h1>Mine</h1>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!-- hidden",
    "<plaintext>",
    "<![CDATA[ ]]> ]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "&lt;b&gt; &#42; &nbsp; &amp;",
    "[link](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "# heading\n\n- item\n\n1. item\n\n| a | b |",
    "Subject: mine\r\nBcc: victim@example.org\r\n\r\nbody",
    "--=_boundary\r\nContent-Type: text/html\r\n\r\n<b>mine</b>",
    "\r\n.\r\nQUIT\r\n",
    "From mine",
    " [1] Evil Times: news\n     http://evil.example/",
    '=HYPERLINK("http://evil.example","open")',
    "+1;@SUM(1)",
    'a","b\r\n"c',
    "\x00\x07\x1b[31m\x1b]0;title\x07\x9b31m\u202eevil\u2066\ufffe\uffff\ud800",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "e\u0301" * 40 + "\U0001f469\u200d\U0001f680",
    "W" * 5_000,
    "=" * 2_000,
)

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://user:secret@bank.example/",
    "https://a.example/\r\nBcc: victim@example.org",
    "https://a.example/\x00\u202e",
    'https://a.example/"onload="x',
    "https://a.example/<script>",
    "https://a.example/' )](x) =1",
    "http://[::1",
    "http://a.example:port/",
    "",
)

TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()))).filter(printable)
"""Texts of which something is left to print."""

LINK = PublicLinks("https://desk.example")
UNPRINTABLE = set("\x00\x07\x1b\x9b\u202e\u2066\ufffe\uffff\ud800\u2028\x85")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
DOCUMENTS = Draft202012Validator(json.loads(schema_json(DigestDocument, LINK)))
few = settings(max_examples=40)


@pytest.fixture(scope="module")
def rewritten_edition(edition, rewritten):
    """An edition in which one text stands for every text from outside."""

    def written(text):
        skipped = Skipped(url=text, outlet=text, reason=Reason.STATUS, detail=text)
        report = SourceReport(outlet=text, url=text, articles=0, skipped=(skipped,))
        digests = tuple(rewritten(digest, text) for digest in edition.digests)
        return edition.model_copy(update={"digests": digests, "sources": (report,)})

    return written


def elements(root):
    """Elements with the names of their attributes, in order; texts left out."""
    return [(element.tag, sorted(element.attrib)) for element in root.iter()]


def html_elements(text):
    return [(tag.name, sorted(tag.attrs)) for tag in BeautifulSoup(text, "lxml").find_all(True)]


def mailed(edition):
    message = edition_mail(edition, LINK, sender="desk@example.org", recipient="reader@example.org")
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def levels(text):
    """Lines that are ours by where they begin: titles and the numbers of sources."""
    return [re.match(r"(\d+\. | \[\d+\] |\S)?", line).group() for line in text.splitlines() if line[:3].strip()]


@few
@given(text=TEXTS)
def test_feeds(hiring, rewritten, text):
    def written(words):
        of = Feed(None, (rewritten(hiring, words),), LINK)
        return atom(of), json.loads(json_feed(of))

    (xml, document), (tame_xml, tame_document) = written(text), written("plain")
    assert elements(etree.fromstring(xml)) == elements(etree.fromstring(tame_xml))
    found = feedparser.parse(xml)
    assert not found.bozo
    content, tame = (one.entries[0].content[0].value for one in (found, feedparser.parse(tame_xml)))
    assert html_elements(content) == html_elements(tame)
    assert document["items"][0].keys() == tame_document["items"][0].keys()
    shown = document["items"][0]["content_html"]
    assert html_elements(shown) == html_elements(tame_document["items"][0]["content_html"])
    assert not (set(xml.decode()) | set(shown) | set(document["items"][0]["title"])) & UNPRINTABLE


@few
@given(text=TEXTS)
def test_books(store, rewritten_edition, text):
    def pages(words):
        with zipfile.ZipFile(BytesIO(edition_epub(rewritten_edition(words), store, LINK))) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".xml"))]
            return archive.namelist(), [archive.read(name) for name in names]

    (names, found), (tame_names, tame) = pages(text), pages("plain")
    assert names == tame_names
    for page, other in zip(found, tame, strict=True):
        assert elements(etree.fromstring(page)) == elements(etree.fromstring(other))
        assert not set(page.decode()) & UNPRINTABLE


@few
@given(text=TEXTS)
@example(text="W" * 5_000)
def test_mails(rewritten_edition, text):
    message, tame = mailed(rewritten_edition(text)), mailed(rewritten_edition("plain"))
    assert len(message.as_bytes()) < MOST_BYTES
    assert message.keys() == tame.keys()
    assert [part.get_content_type() for part in message.walk()] == [part.get_content_type() for part in tame.walk()]
    assert (message["To"], message["From"]) == ("reader@example.org", "desk@example.org")
    assert not any(part.defects for part in message.walk())
    assert "\n" not in message["Subject"]
    page, plain = (message.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert not (set(page) | set(plain) | set(message["Subject"])) & UNPRINTABLE
    # Enormous words leave room for less of each digest, and so for less structure; nothing new may come of them.
    tame_page, tame_plain = (tame.get_body((kind,)).get_content() for kind in ("html", "plain"))
    ours, expected = html_elements(page), html_elements(tame_page)
    if len(ours) == len(expected):
        assert ours == expected
        assert levels(plain) == levels(tame_plain)
    else:
        assert len(text.encode()) > 150  # each of these bytes may take three in a mail
        assert set(map(str, ours)) <= set(map(str, expected))


@few
@given(text=TEXTS)
def test_tables(hiring, rewritten, text):
    written = figures_csv((rewritten(hiring, text),), LINK).decode()
    rows = list(csv.reader(StringIO(written, newline=""), strict=True))
    assert [len(row) for row in rows] == [len(COLUMNS)] * (1 + len(hiring.key_figures))
    assert rows[0] == list(COLUMNS)
    assert not set(written) & UNPRINTABLE
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@few
@given(text=TEXTS)
def test_documents(hiring, rewritten, text):
    def shape(value):
        if isinstance(value, dict):
            return {key: shape(item) for key, item in value.items()}
        return [shape(item) for item in value] if isinstance(value, list) else type(value)

    def written(words):
        return json.loads(digest_json(rewritten(hiring, words), LINK))

    DOCUMENTS.validate(written(text))
    assert shape(written(text)) == shape(written("plain"))


@few
@given(text=TEXTS)
def test_whole_editions_in_markdown(rewritten_edition, text):
    def structure(words):
        tokens = MARKDOWN.parse(whole_edition_markdown(rewritten_edition(words)))
        return [
            [token.type, *(child.type for child in token.children or () if child.type != "text")] for token in tokens
        ]

    assert structure(text) == structure("plain")


@pytest.mark.parametrize("url", ADDRESSES)
def test_addresses_become_links_only_where_they_may(hiring, edition, store, url):
    sources = tuple(source.model_copy(update={"url": url}) for source in hiring.sources)
    digest = hiring.model_copy(update={"sources": sources})
    told = edition.model_copy(update={"digests": (digest,)})
    message = mailed(told)
    book = zipfile.ZipFile(BytesIO(edition_epub(told, store, LINK)))
    pages = [
        digest_html(digest, LINK),
        message.get_body(("html",)).get_content(),
        book.read("book/digest-001.xhtml").decode(),
        MARKDOWN.render(digest_markdown(digest)),
    ]
    for page in pages:
        for tag in lxml_html.fromstring(page.encode()).iter():
            for name in ("href", "src", "cite"):
                link = tag.get(name, "#")
                assert link.startswith(("https://", "http://", "#", "images/", "style.css")), link
                assert not re.search(r"[\s<>\"]", link)
                assert "secret@" not in link
            assert not [name for name in tag.attrib if name.startswith("on")]
    assert message.keys() == mailed(edition.model_copy(update={"digests": (hiring,)})).keys()
    document = json.loads(digest_json(digest, LINK))
    DOCUMENTS.validate(document)
    assert all((one["url"] or "https:").startswith("https:") for one in document["sources"])


def test_all_of_it_at_once_leaves_a_feed_that_parses(hiring, rewritten):
    digests = tuple(rewritten(hiring, text).model_copy(update={"story": text}) for text in HOSTILE)
    found = feedparser.parse(atom(Feed(None, digests, LINK)))
    assert not found.bozo
    assert len(found.entries) == len(HOSTILE)


def test_a_book_of_all_of_it_passes_the_checker(edition, ferry, rewritten, store, epub_faults):
    texts = [text for text in HOSTILE if len(text) < 1_000]  # the checker itself takes minutes over enormous words
    digests = [rewritten(ferry, text).model_copy(update={"slug": f"s{place}"}) for place, text in enumerate(texts)]
    told = edition.model_copy(update={"digests": (*edition.digests, *digests)})
    assert epub_faults(edition_epub(told, store, LINK)) == []
