import json
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.articles import Article
from extractors.extraction import extract
from extractors.subscriptions import Category, Lead, Reason, Skipped

URL = "https://harbour.example/news/pier"
LEAD = Lead(
    url=URL,
    subscription="https://harbour.example/feed",
    outlet="Harbour News",
    category=Category.POLICY,
    title="From the feed",
    published=datetime(2026, 11, 22, 7, tzinfo=UTC),
)
FIRST = (
    "The harbour council voted on Tuesday to rebuild the northern pier, which a storm had damaged in the spring, and "
    "set aside $4.2 million for the work."
)
SECOND = (
    "The chair of the council, Edda Lund, said that the first boats could return before winter if the supply of oak "
    "held out and the weather was kind to the divers."
)
THIRD = "Fishermen welcomed the vote. They had feared that the pier would be left to the sea, as the southern one was."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def markup(body: str = BODY, head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Pier to be rebuilt</title>{head}"
        f"</head><body><nav><a href='/'>Home</a></nav><article><h1>Pier to be rebuilt</h1>{body}</article>"
        "<footer>© Harbour News</footer></body></html>"
    )


def article_of(page) -> Article:
    article = extract(page, LEAD)
    assert isinstance(article, Article), article
    check(article)
    return article


def check(article: Article) -> None:
    """What holds of every article."""
    assert [paragraph.of(article.text) for paragraph in article.paragraphs] == article.text.split("\n\n")
    assert article.headline
    for paragraph in article.paragraphs:
        text = paragraph.of(article.text)
        assert text
        assert text == " ".join(text.split())
        assert unicodedata.is_normalized("NFC", text)
        text.encode()


def test_a_page_becomes_an_article(make_page):
    article = article_of(make_page(markup(), URL))
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert article.headline == "Pier to be rebuilt"
    assert (article.outlet, article.category, article.language) == ("Harbour News", Category.POLICY, "en")
    assert article.url == URL
    assert not article.preview


def test_the_lead_fills_what_the_page_leaves_open(make_page):
    page = make_page(f"<html><body><article>{BODY}</article></body></html>", URL)
    article = article_of(page)
    assert article.headline == "From the feed"
    assert article.published == LEAD.published


def test_paragraphs_keep_their_kind(make_page):
    body = f"<p>{FIRST}</p><h2>What it costs</h2><p>{SECOND}</p>"
    body += "<ul><li>Oak: $2 million</li><li>Divers: $1 million</li></ul>"
    body += f"<blockquote><p>{THIRD}</p></blockquote><p>{FIRST[:-1]} again.</p>"
    article = article_of(make_page(markup(body), URL))
    kinds = {paragraph.of(article.text): paragraph.kind for paragraph in article.paragraphs}
    assert kinds["What it costs"] == "heading"
    assert kinds["Oak: $2 million"] == "item"
    assert kinds[THIRD] == "quotation"
    assert kinds[SECOND] == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Storm damages pier",
        "Related: The storm in pictures",
        "Sign up for our weekly newsletter and never miss a tide.",
        "Subscribe to the Harbour briefing",
        "Share Facebook Twitter Copy link",
        "Photo: Bo Lens / Reuters",
        "The pier at dawn. Photo: B. Lens / Harbour News",
        "We use cookies to improve this site.",
        "Reporting by Ada Quill; Editing by Bo Lens",
        "© 2026 Harbour News. All rights reserved.",
        "Advertisement",
        "Follow us on Facebook and Instagram",
        "Lesen Sie auch: Der Sturm",
        "***",
    ],
)
def test_lines_that_are_no_story_are_dropped(make_page, line):
    article = article_of(make_page(markup(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p><p>{THIRD}</p>"), URL))
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(
    "line",
    [
        "Finland wants to become a member of the harbour league by 2028, officials said.",
        "Residents received an emergency alert on their phones at 4 a.m., the police said.",
        "Analysts at Getty Images and Shutterstock welcomed the merger with Getty Images.",
        "It fits a bigger picture: rates are rising.",
        "The minister left the White House briefing before it was over.",
        "More than 400 people follow her on the way to the pier, she said on Twitter.",
        "The council shared the report on Tuesday.",
        "“We read more than they think,” she said.",
    ],
)
def test_sentences_that_look_like_such_lines_stay(make_page, line):
    article = article_of(make_page(markup(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p><p>{THIRD}</p>"), URL))
    assert line in article.text


def test_head_and_tail_of_the_page_are_no_body(make_page):
    head = "<meta name='author' content='Ada Quill'>"
    body = "<p>Pier to be rebuilt</p><p>By Ada Quill</p><p>22 November 2026, 09:30</p>" + BODY
    body += "<p>Ada Quill is a senior correspondent who covers the coast for Harbour News.</p>"
    article = article_of(make_page(markup(body, head), URL))
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert article.authors == ("Ada Quill",)


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "iso-8859-1", "text/html; charset=iso-8859-1"),
        ("windows-1252", "", "text/html; charset=windows-1252"),
        ("windows-1252", "iso-8859-1", ""),
        ("windows-1252", "utf-8", "text/html; charset=ISO-8859-1"),
        ("utf-8-sig", "", ""),
        ("utf-16", "", ""),
        ("windows-1252", "", ""),
        ("windows-1252", "no-such-charset", "text/html; charset=neither"),
    ],
)
def test_whatever_a_page_says_of_its_encoding(make_page, encoding, declared, header):
    text = "In der Hafenstraße sagte Bürgermeisterin Jürgens, die Brücke für die Fähre werde schöner als früher."
    tag = f"<meta charset='{declared}'>" if declared else ""
    page = f"<html><head>{tag}</head><body><article><p>{text}</p>{BODY}</article></body></html>"
    headers = {"content_type": header} if header else {}
    article = article_of(make_page(page.encode(encoding), URL, **headers))
    assert text in article.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{FIRST} {SECOND} {THIRD}", "en"),
        (
            "Der Rat der Stadt hat am Dienstag beschlossen, dass die Brücke mit dem Geld neu gebaut wird. " * 5,
            "de",
        ),
        (
            "Le conseil de la ville a décidé mardi que le pont sera reconstruit avec les fonds de la région. " * 5,
            "fr",
        ),
    ],
)
def test_the_text_tells_its_language(make_page, text, language):
    assert article_of(make_page(markup(f"<p>{text}</p>"), URL)).language == language


LINKS = "".join(f"<li><a href='/news/{n}'>Headline number {n} of many that stand here</a></li>" for n in range(40))
PAYWALL = "<div class='paywall-overlay'>Subscribe to continue reading</div>"
NOT_FREE = (
    f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'isAccessibleForFree': False})}</script>"
)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (
            "<html><title>Just a moment...</title><body><p>Checking your browser.</p></body></html>",
            200,
            Reason.BLOCK_PAGE,
        ),
        ("<html><body><h1>Access denied</h1><p>Your request was blocked.</p></body></html>", 403, Reason.BLOCK_PAGE),
        (markup(), 500, Reason.STATUS),
        (
            "<html><body><p>Please log in to continue.</p><form><input type=password></form></body></html>",
            200,
            Reason.LOGIN_WALL,
        ),
        (markup(f"<p>Too short.</p>{PAYWALL}", NOT_FREE), 200, Reason.LOGIN_WALL),
        (f"<html><body><h1>World</h1><ul>{LINKS}</ul></body></html>", 200, Reason.INDEX_PAGE),
        (markup("<p>The pier will be rebuilt, the council said.</p>"), 200, Reason.TOO_SHORT),
        ("<html><body></body></html>", 200, Reason.NO_TEXT),
        ("", 200, Reason.NO_TEXT),
        ("%PDF-1.7 and so on", 200, Reason.NOT_HTML),
        ("<html>" + "<b>x</b>" * 100_000, 200, Reason.TOO_LARGE),
        (markup(f"<p {' '.join(f'a{number}' for number in range(300_000))}>{BODY}"), 200, Reason.TOO_LARGE),
    ],
)
def test_pages_without_a_story_are_recognized(make_page, body, status, reason):
    skipped = extract(make_page(body, URL, status), LEAD)
    assert isinstance(skipped, Skipped)
    assert (skipped.url, skipped.outlet, skipped.reason) == (URL, "Harbour News", reason)


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_only_html_is_read(make_page, kind):
    skipped = extract(make_page(markup(), URL, content_type=kind), LEAD)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is Reason.NOT_HTML


@pytest.mark.parametrize(
    "page", [markup(f"<p>{FIRST}</p><p>{SECOND}</p>{PAYWALL}"), markup(f"<p>{FIRST}</p><p>{SECOND}</p>", NOT_FREE)]
)
def test_the_open_beginning_of_a_paywalled_story_is_a_preview(make_page, page):
    article = article_of(make_page(page, URL))
    assert article.preview
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_a_story_about_captchas_is_a_story(make_page):
    body = (
        BODY * 2
        + "<p>Asked to prove that you are human, most people click on traffic lights, said the captcha maker.</p>"
    )
    assert "captcha maker" in article_of(make_page(markup(body), URL)).text


def test_half_characters_in_metadata_do_no_harm(make_page):
    node = '{"@type": "NewsArticle", "headline": "Pier \\ud800 rebuilt", "articleSection": "\\udfff"}'
    head = f'<script type="application/ld+json">{node}</script>'
    article = article_of(make_page(markup(head=head), URL))
    article.model_dump_json().encode()


@given(st.binary(max_size=2_000))
def test_no_bytes_raise(make_page, body):
    for wrapped in (body, b"<html><body><article><p>" + body, markup(BODY, "<meta name=x>").encode() + body):
        result = extract(make_page(wrapped, URL), LEAD)
        if isinstance(result, Article):
            check(result)


fragments = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<table><tr><td>",
        "<ul><li>",
        "<!--",
        "]]>",
        "<script>",
        "&#x0;",
        "\ufffe",
        "<svg>",
        "<br><br>",
        FIRST,
    ]
)


@given(st.lists(fragments, max_size=40).map("".join))
def test_no_markup_raises(make_page, body):
    result = extract(make_page(f"<html><body>{body}", URL), LEAD)
    if isinstance(result, Article):
        check(result)


names = st.sampled_from(
    "html head body title meta base p div article section span a b br h1 h2 li ul table td figure figcaption form "
    "button iframe template noscript svg math select frameset plaintext textarea x-y p:q".split()
)
values = st.one_of(st.text(max_size=20), st.sampled_from(["display:none", "caption", "related", "paywall", "http://["]))
attributes = st.lists(
    st.tuples(st.sampled_from(["class", "id", "style", "hidden", "href", "property", "lang"]), values)
)
tags = st.builds(
    lambda name, pairs, end: f"<{end}{name} " + " ".join(f'{key}="{value}"' for key, value in pairs) + ">",
    names,
    attributes,
    st.sampled_from(["", "", "/"]),
)
texts = st.one_of(
    st.text(max_size=60), st.sampled_from([FIRST, SECOND, "Read more", "By Ada Quill", "&#xd800;", "\u202e"])
)


@given(st.lists(st.one_of(tags, texts), max_size=60).map("".join), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_no_tags_and_attributes_raise(make_page, body, encoding):
    page = make_page(body.encode(encoding, "replace"), URL, content_type=f"text/html; charset={encoding}")
    result = extract(page, LEAD)
    if isinstance(result, Article):
        check(result)
    else:
        assert result.reason is not Reason.BROKEN_PAGE, result.detail


def test_the_story_is_completed_from_its_template(make_page):
    """What trafilatura leaves out between the paragraphs, though it is made like them, and headings among them."""
    block = "<div class='body-part'>{}<p class='text'>{}</p></div>"
    linked = "<a href='/oak'>Oak</a> and divers cost more than they did two years ago, the council's books say."
    body = "".join(block.format("", text) for text in (FIRST, SECOND, THIRD))
    body += block.format("<h2>What it costs</h2>", linked) + block.format("", FIRST[:-1] + " twice.")
    body += (
        "<div class='related'><h3><a href='/x'>Storm hits coast</a></h3><p>Boats broke loose in the storm.</p></div>"
    )
    text = article_of(make_page(markup(body), URL)).text
    assert "What it costs" in text
    assert "Boats broke loose" not in text
    assert text.index("Fishermen welcomed") < text.index("What it costs") < text.index(" twice.")


def test_a_standfirst_is_told_and_a_further_headline_is_not(make_page):
    told = (
        "Two years after the storm, the council has found the money for the northern pier, but nobody knows yet where "
        "the oak for the piles is to come from."
    )
    head = f"<meta name='description' content='{told}'>"
    body = f"<h2 class='kicker'>Harbour and coast</h2><p class='dek'>{told}</p><div class='text'>{BODY}</div>"
    article = article_of(make_page(markup(body, head), URL))
    assert article.text.startswith(told)
    assert article.paragraphs[0].kind == "paragraph"
    assert "Harbour and coast" not in article.text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 30_000 + FIRST,
        "".join(f"<p>{number} {FIRST}</p>" for number in range(15_000)),
        f"<p>{FIRST}</p>" * 15_000,
        f"<p>{FIRST * 30_000}",
        f"<p>{FIRST}<br><br>" * 10_000,
        f"<article>{BODY}" + "<p>follow " + "follow. " * 40_000,
        f"<article>{BODY}" + "<p>(A" + "/A" * 190 + "</p><p>" + "(Photo " * 55,
        "<p>" + "a" * 3_000_000,
        "<svg>" * 70_000,
        "<script type='application/ld+json'>-->" + " " * 500_000 + "x</script>",
        "<script type='application/ld+json'>" + "[" * 200_000 + "</script>",
        "<script type='application/ld+json'>" + '{"name":' * 5_000 + "1" + "}" * 5_000 + "</script>",
        "<html " * 70_000,
        "<!-- " * 70_000,
        "<script " * 400_000,
        "<style><!--" * 5_000 + "<svg " * 700_000,
        f"{BODY}<div itemprop=author itemscope>" + "<i itemprop=name itemscope>" * 40 + "x",
        f"{BODY}<figure>" * 80 + "<img src=/a.jpg>" * 80 + "<em>" * 200 + " " * 2_000_000,
        f"{BODY}<div class=photo>" + "<figure><img src=/a.jpg>" * 200 + "<small> </small>" * 20_000,
    ],
    ids=[
        "deep",
        "siblings",
        "repeats",
        "one text",
        "breaks",
        "words",
        "brackets within",
        "one word",
        "svg",
        "blanks",
        "brackets",
        "objects",
        "html",
        "comments",
        "scripts",
        "styles",
        "names within names",
        "figures within figures",
        "captions",
    ],
)
def test_hostile_pages_end(make_page, body):
    assert extract(make_page(f"<html><body>{body}", URL), LEAD) is not None
