"""The pages in a real browser, with the script: citations that open in place, keys, theme."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from extractors.articles import Span
from reader.passages import passage_link
from reader.site import export

DIGEST = "editions/2026-11-22/openings-for-data-center-electricians"
MARK = '[role="doc-noteref"]'
SENTENCE = "Job postings that ask for skills in building and running data centers rose by 109% in the twelve months to"


@pytest.fixture
def digest(opened, address):
    """The digest's page, with the script."""
    page = opened(scripts=True)
    page.goto(f"{address}/{DIGEST}")
    return page


def citation(page):
    return page.get_by_role("dialog", name=re.compile("."))


def test_a_click_opens_the_very_sentence_with_the_cited_words_marked(digest):
    mark = digest.locator("#r1-1")
    mark.click()
    shown = citation(digest)
    expect(shown).to_be_visible()
    assert "#" not in digest.url
    expect(shown.locator(".outlet")).to_contain_text("The Morning Ledger")
    expect(shown.locator("time")).to_have_text("21 November 2026, 18:05 CET")
    expect(shown.locator("q")).to_contain_text(SENTENCE)
    expect(shown.locator("mark")).to_have_text(["rose by 109%"])
    expect(shown.get_by_text("Also said by [2] Le Quotidien du Port")).to_be_visible()
    passage = shown.get_by_role("link", name="Open at passage").get_attribute("href")
    assert passage.startswith("https://ledger.example/2026/11/openings#:~:text=")
    mark.click()
    expect(shown).to_be_hidden()


def test_each_mark_opens_its_own_words(digest):
    marks = digest.locator(MARK).all()
    assert len(marks) > 20
    for mark in marks[::3]:
        mark.click()
        number = mark.inner_text().strip("[]")
        expect(citation(digest).locator(".outlet .number")).to_have_text(number)
        assert citation(digest).locator("mark").count()
        digest.keyboard.press("Escape")
    figure = digest.locator(".figures tbody tr").first.locator(MARK).first
    figure.click()
    expect(citation(digest).locator("mark")).to_have_text(["over 329%"])


def test_the_evidence_opens_at_the_passage(digest):
    digest.locator("#r3-1").click()
    citation(digest).get_by_role("link", name="Open evidence").click()
    expect(digest.locator("mark:target")).to_contain_text("more than tripled in a year, up over 329%")
    expect(digest.locator("mark:target")).to_be_in_viewport()


def test_each_cited_sentence_opens_its_source_there(digest, hiring, store):
    """Most addresses are made by the script from the sentence; they are those that are made of the whole article."""
    checked = 0
    for source in hiring.sources:
        article = store.article(source.article)
        for item in digest.locator(f"#s{source.number} .passages li").all():
            start, end = map(int, item.get_attribute("data-at").split("-"))
            made = item.get_by_role("link", name="Open at passage", include_hidden=True).get_attribute("href")
            assert unquote(made) == unquote(passage_link(source.url, article.text, Span(start=start, end=end)))
            checked += 1
    assert checked > 5


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_keyboard_opens_reads_and_leaves_a_citation(digest, key):
    mark = digest.locator("#r5-1")
    mark.focus()
    digest.keyboard.press(key)
    expect(citation(digest)).to_be_visible()
    expect(citation(digest)).to_be_focused()
    digest.keyboard.press("Tab")
    expect(citation(digest).get_by_role("link", name="Open at passage")).to_be_focused()
    digest.keyboard.press("Escape")
    expect(citation(digest)).to_be_hidden()
    expect(mark).to_be_focused()


def test_tab_goes_on_behind_a_citation(digest):
    digest.locator("#r1-1").focus()
    digest.keyboard.press("Enter")
    for _ in range(8):
        digest.keyboard.press("Tab")
        if digest.evaluate("document.activeElement.id") == "r2-1":
            break
    expect(digest.locator("#r2-1")).to_be_focused()
    expect(citation(digest)).to_be_hidden()


def test_pointing_at_a_mark_shows_it_until_the_pointer_leaves_both(digest):
    digest.locator("#r1-1").hover()
    shown = citation(digest)
    expect(shown).to_be_visible()
    expect(shown).not_to_be_focused()
    shown.locator("q").hover()
    digest.wait_for_timeout(700)
    expect(shown).to_be_visible()
    digest.mouse.move(2, 2)
    expect(shown).to_be_hidden()
    digest.locator("#r1-1").hover()
    expect(shown).to_be_visible()
    digest.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_a_click_elsewhere_and_the_button_close_a_citation(digest):
    digest.locator("#r1-1").click()
    digest.locator("h1").click()
    expect(citation(digest)).to_be_hidden()
    digest.locator("#r1-1").click()
    citation(digest).get_by_role("button", name="Close").click()
    expect(citation(digest)).to_be_hidden()
    expect(digest.locator("#r1-1")).to_be_focused()


def test_the_card_is_one_step_from_the_citation(digest):
    digest.locator("#r3-1").click()
    citation(digest).get_by_role("link", name="Source card").click()
    assert digest.url.endswith("#s3")
    expect(digest.locator("#s3")).to_be_in_viewport()
    expect(citation(digest)).to_be_hidden()


def test_on_a_phone_a_touch_opens_a_sheet_that_leaves_the_mark_in_sight(opened, address):
    page = opened(390, 844, scripts=True, has_touch=True, is_mobile=True)
    page.goto(f"{address}/{DIGEST}")
    for mark in (page.locator("#r3-1"), page.locator("#r5-2")):
        mark.tap()
        shown = citation(page)
        expect(shown).to_be_visible()
        page.wait_for_timeout(500)  # the page may be scrolling
        sheet, at = shown.bounding_box(), mark.bounding_box()
        assert sheet["x"] == 0
        assert sheet["width"] == 390
        assert round(sheet["y"] + sheet["height"]) == 844
        assert at["y"] + at["height"] <= sheet["y"]
        shown.get_by_role("button", name="Close").tap()
        expect(shown).to_be_hidden()


def test_another_window_is_still_another_window(digest):
    with digest.context.expect_page() as other:
        digest.locator("#r1-1").click(modifiers=["Control"])
    assert other.value.url.endswith("#s1")
    digest.mouse.move(2, 2)
    expect(citation(digest)).to_be_hidden()


# Theme


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_a_theme_is_kept_and_is_there_before_the_page_is_painted(opened, address):
    page = opened(scripts=True, color_scheme="light")
    page.goto(address)
    light = background(page)
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_label("Dark").check()
    dark = background(page)
    assert dark != light
    page.get_by_role("button", name="Done").click()
    page.add_init_script(
        """new MutationObserver(() => {
            if (document.body) window.themeOfTheEmptyPage ??= document.documentElement.dataset.theme;
        }).observe(document, {childList: true, subtree: true});"""
    )
    page.goto(f"{address}/{DIGEST}")
    assert page.evaluate("window.themeOfTheEmptyPage") == "dark"
    assert background(page) == dark
    page.keyboard.press("t")
    assert background(page) == light
    page.keyboard.press("t")
    page.emulate_media(color_scheme="light")
    assert background(page) == light
    page.keyboard.press("t")
    assert background(page) == dark


def test_the_type_can_be_sans_serif(opened, address):
    page = opened(scripts=True)
    page.goto(f"{address}/{DIGEST}")
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_label("Sans serif").check()
    page.reload()
    assert "system-ui" in page.evaluate("getComputedStyle(document.querySelector('.told p')).fontFamily")


# Keys


def test_keys_go_through_an_edition(opened, address):
    page = opened(scripts=True)
    page.goto(address)
    first, second = page.locator(".story").all()
    for keys, focused in (("j", first), ("j", second), ("k", first), ("G", second), ("gg", first), ("n", second)):
        for key in keys:
            page.keyboard.press(key)
        expect(focused).to_be_focused()
    page.keyboard.press("m")
    read = page.locator(".read-note").nth(1)
    expect(read).to_be_visible()
    page.keyboard.press("m")
    expect(read).to_be_hidden()
    page.keyboard.press("p")
    page.keyboard.press("o")
    expect(page).to_have_url(f"{address}/{DIGEST}")


def test_keys_go_through_a_digest(digest, address):
    digest.keyboard.press("c")
    expect(citation(digest)).to_be_visible()
    expect(citation(digest).locator(".outlet .number")).to_have_text("1")
    digest.keyboard.press("c")
    expect(citation(digest).locator(".outlet .number")).to_have_text("2")
    digest.keyboard.press("s")
    expect(citation(digest)).to_be_hidden()
    expect(digest.get_by_role("heading", name="5 sources")).to_be_in_viewport()
    for key, page in (
        ("j", "editions/2026-11-22/ferry-line-to-close"),
        ("k", DIGEST),
        ("l", "categories/world"),
        ("l", "categories/business"),
        ("h", "categories/world"),
        ("u", ""),
    ):
        with digest.expect_navigation():
            digest.keyboard.press(key)
        assert digest.url == f"{address}/{page}"


def test_a_key_leads_to_search_and_letters_stay_letters_there(digest, address):
    with digest.expect_navigation():
        digest.keyboard.press("/")
    assert digest.url == f"{address}/search"
    field = digest.get_by_label("Words")
    expect(field).to_be_focused()
    digest.keyboard.type("just t?")
    expect(field).to_have_value("just t?")
    assert digest.evaluate("document.documentElement.dataset.theme") == "system"
    with digest.expect_navigation():
        digest.keyboard.press("Enter")  # what was found is read first; the key leads to the words again
    expect(field).not_to_be_focused()
    digest.keyboard.press("/")
    expect(field).to_be_focused()


def test_a_digest_that_was_opened_is_read(digest, address):
    digest.goto(address)
    expect(digest.locator("li.read .story")).to_have_text([re.compile("^Openings for data-center electricians")])


def test_help_lists_the_keys_and_switches_them_off_for_good(digest):
    digest.keyboard.press("?")
    settings = digest.get_by_role("dialog", name="Reading")
    expect(settings).to_be_visible()
    expect(settings.get_by_text("Next citation")).to_be_visible()
    digest.keyboard.press("t")  # within the dialog keys do nothing of their own
    assert digest.evaluate("document.documentElement.dataset.theme") == "system"
    settings.get_by_label("Single keys").uncheck()
    digest.keyboard.press("Escape")
    expect(settings).to_be_hidden()
    for _ in range(2):
        digest.keyboard.press("t")
        digest.keyboard.press("c")
        assert digest.evaluate("document.documentElement.dataset.theme") == "system"
        expect(citation(digest)).to_be_hidden()
        digest.reload()
    digest.locator("#r1-1").press("Enter")  # what is focused still answers
    expect(citation(digest)).to_be_visible()


def test_a_phone_is_not_told_of_keys(opened, address):
    page = opened(390, 844, scripts=True, has_touch=True, is_mobile=True)
    page.goto(f"{address}/{DIGEST}")
    page.get_by_role("button", name="Reading settings").tap()
    settings = page.get_by_role("dialog", name="Reading")
    expect(settings.get_by_text("Sans serif")).to_be_visible()
    expect(settings.get_by_text("Next citation")).to_be_hidden()
    expect(settings.get_by_label("Single keys")).to_be_hidden()
    settings.get_by_role("button", name="Done").tap()
    expect(settings).to_be_hidden()


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_keys_with_a_modifier_are_the_browsers(digest, modifier):
    digest.keyboard.press(f"{modifier}+c")
    digest.keyboard.press(f"{modifier}+j")
    expect(citation(digest)).to_be_hidden()
    assert digest.url.endswith(DIGEST)


def test_the_link_can_be_copied(opened, address):
    page = opened(scripts=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{DIGEST}#s3")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/{DIGEST}"


# What must not be


def test_nothing_is_asked_of_another_host_and_nothing_is_blocked(opened, address):
    page = opened(scripts=True)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/{DIGEST}")
    page.keyboard.press("c")
    page.keyboard.press("?")
    page.get_by_label("Dark").check()
    page.wait_for_load_state("networkidle")
    assert f"{address}/reader.js" in asked
    assert all(url.startswith(address) for url in asked)
    assert complaints == []


def test_a_citation_on_paper_is_closed(digest):
    digest.locator("#r1-1").click()
    digest.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(citation(digest)).to_be_hidden()


def test_an_exported_page_does_the_same(opened, store, tmp_path):
    export(store, tmp_path)
    page = opened(scripts=True)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / DIGEST / "index.html").as_uri())
    page.locator("#r3-1").click()
    citation(page).get_by_role("link", name="Open evidence").click()
    expect(page.locator("mark:target")).to_contain_text("more than tripled in a year, up over 329%")
    assert complaints == []
