"""Pages that are served in the place of a story, as sites write them."""

import json

import pytest

from extractors.articles import Article
from extractors.extraction import extract
from extractors.subscriptions import Lead, Reason, Skipped

URL = "https://harbour.example/news/pier"
LEAD = Lead(url=URL, subscription="https://harbour.example/feed", outlet="Harbour News")
STORY = """<p>The harbour council voted on Tuesday to rebuild the northern pier, which a storm had damaged in the
spring, and set aside $4.2 million for the work.</p><p>The chair of the council, Edda Lund, said that the
first boats could return before winter if the supply of oak held out and the weather was kind to the
divers.</p><p>Fishermen welcomed the vote. They had feared that the pier would be left to the sea, as the
southern one was.</p><p>The work is to begin in January with the oak piles on the western side, where the
storm of last spring broke eleven of them.</p>"""
TEASERS = "".join(
    f"<article><h3><a href='/news/{n}'>The council meets for the {n}th time this year about the pier</a></h3>"
    f"<p>Members spoke for {n} hours.</p></article>"
    for n in range(40)
)
CONSENT = """<div class="consent"><h1>Before you continue</h1><p>We and our 214 partners store and/or access
information on a device, such as cookies, and process personal data, such as unique identifiers, to show
personalised ads and to measure audiences. With your permission we and our partners may use precise
location data.</p><p>You may accept all, or manage your preferences. Your choices will be kept for
thirteen months, and you can withdraw consent in our privacy policy at any time.</p><button>Accept
all</button><button>Manage options</button></div>"""
ZUSTIMMUNG = """<div><h2>Mit Werbung weiterlesen</h2><p>Wir und unsere 180 Partner verwenden Cookies, um personalisierte
Werbung zu zeigen.</p><a>Alle akzeptieren</a> <a>Datenschutzerklärung</a></div>"""
LOGIN = """<h1>Pier to be rebuilt</h1><p>The harbour council voted on Tuesday.</p><form action="/login"><p>Already a
subscriber? Sign in to continue.</p><input type="email"><input type="password"><a>Forgot your
password?</a></form>"""
PAYWALL = '<div class="article-paywall"><p>To read the whole story, choose a subscription.</p></div>'
CLOSED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
NOT_FOUND = """<nav><a href="/">Home</a><a href="/news">News</a></nav><main><h1>We can't find that page</h1><p>The page
you are looking for has been moved, or the address was mistyped.</p><form><input
type="search"></form></main>"""
NICHT_GEFUNDEN = (
    "<main><h1>Hoppla!</h1><p>Die Seite wurde leider nicht gefunden.</p><a href='/'>Zur Startseite</a></main>"
)
CAPTCHA = """<h1>harbour.example</h1><h2>Verifying you are human. This may take a few seconds.</h2><p>harbour.example
needs to review the security of your connection before proceeding.</p><noscript>Enable JavaScript and
cookies</noscript>"""
REFUSED = "<h1>Access Denied</h1><p>You don't have permission to access this page. Reference #18.2f</p>"
SHELL = "<div id='root'></div><noscript>Please enable JavaScript to continue using this application.</noscript>"
VIDEO = """<h1>Watch: the pier from the air</h1><video src="/pier.mp4" poster="/pier.jpg"></video><p>A drone flew
over the pier on Tuesday.</p>"""
FRAMED = (
    """<h1>The pier from the air</h1><iframe src="https://www.youtube.com/embed/x"></iframe><p>Filmed on Tuesday.</p>"""
)


def page_of(body: str, title: str = "Harbour News", head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (page_of(CONSENT), Reason.CONSENT_WALL),
        (page_of(ZUSTIMMUNG), Reason.CONSENT_WALL),
        (page_of(LOGIN), Reason.LOGIN_WALL),
        (page_of("<h1>Pier</h1><p>The council voted.</p>" + PAYWALL, head=CLOSED), Reason.LOGIN_WALL),
        (page_of(NOT_FOUND, "Page not found | Harbour News"), Reason.MISSING_PAGE),
        (page_of(NOT_FOUND), Reason.MISSING_PAGE),
        (page_of(NICHT_GEFUNDEN), Reason.MISSING_PAGE),
        (page_of("<h1>404</h1><p>Nothing to see here.</p>"), Reason.MISSING_PAGE),
        (page_of(CAPTCHA, "Just a moment..."), Reason.BLOCK_PAGE),
        (page_of(REFUSED, "Access Denied"), Reason.BLOCK_PAGE),
        (page_of(SHELL), Reason.TOO_SHORT),
        (page_of(VIDEO), Reason.VIDEO_PAGE),
        (page_of(FRAMED), Reason.VIDEO_PAGE),
        (
            page_of("<h1>Pier</h1><p>Live.</p>", head="<meta property='og:type' content='video.other'>"),
            Reason.VIDEO_PAGE,
        ),
        (page_of(f"<h1>Coast</h1>{TEASERS}"), Reason.INDEX_PAGE),
        (page_of("<h1>Pier</h1><p>The council voted on Tuesday.</p>"), Reason.TOO_SHORT),
    ],
)
def test_what_is_no_story_is_named(make_page, page, reason):
    skipped = extract(make_page(page, URL), LEAD)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is reason


@pytest.mark.parametrize(
    ("extra", "title"),
    [
        (f"<aside class='cookie-banner'>{CONSENT}</aside>", "Pier to be rebuilt"),
        ("<video src='/pier.mp4'></video>", "Pier to be rebuilt"),
        (
            "<p>Page not found, the council's own site said for hours on Tuesday.</p>",
            "404 Media asks who owns the pier",
        ),
        (f"<section>{TEASERS}</section>", "Pier to be rebuilt"),
        ("<form>Already a subscriber? Sign in<input type=password></form>", "Pier to be rebuilt"),
    ],
    ids=["consent", "video", "404", "teasers", "login"],
)
def test_a_story_beside_such_things_is_a_story(make_page, extra, title):
    article = extract(make_page(page_of(f"<article><h1>{title}</h1>{STORY}</article>{extra}", title), URL), LEAD)
    assert isinstance(article, Article), article
    assert article.text.startswith("The harbour council voted")
    assert "214 partners" not in article.text
    assert "th time this year" not in article.text
    assert not article.preview


@pytest.mark.parametrize("paragraphs", [1, 2])
def test_a_preview_is_kept_and_marked(make_page, paragraphs):
    shown = "</p>".join(STORY.split("</p>")[:paragraphs]) + "</p>"
    article = extract(make_page(page_of(f"<article><h1>Pier</h1>{shown}{PAYWALL}</article>", head=CLOSED), URL), LEAD)
    assert isinstance(article, Article), article
    assert article.preview
    assert len(article.paragraphs) == paragraphs
    assert "subscription" not in article.text


def test_what_the_metadata_alone_tells_is_never_read_past_a_paywall(make_page):
    whole = {"@type": "NewsArticle", "isAccessibleForFree": False, "articleBody": "A secret stands here. " * 60}
    head = f'<script type="application/ld+json">{json.dumps(whole)}</script>'
    shown = STORY.split("</p>")[0] + "</p>"
    article = extract(make_page(page_of(f"<article><h1>Pier</h1>{shown}{PAYWALL}</article>", head=head), URL), LEAD)
    assert isinstance(article, Article)
    assert "secret" not in article.text
