"""The pages in a real browser, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from reader.site import export

DIGEST = "editions/2026-11-22/openings-for-data-center-electricians"
PAGES = (
    "",
    "editions",
    "editions/2026-11-22",
    "sections/2026-11-22",
    "about/2026-11-22",
    DIGEST,
    f"{DIGEST}/evidence/3",
    "categories/world",
    "organizations",
    "organizations/tallyhand",
    "search?q=electricians",
    "asked",
    "nothing",
)


def test_a_citation_leads_to_its_card_and_back(opened, address):
    page = opened()
    page.goto(f"{address}/{DIGEST}")
    marks = page.locator('[role="doc-noteref"]').all()
    assert len(marks) > 20
    for mark in marks[::5]:
        name = mark.get_attribute("id")
        mark.click()
        card = page.locator(mark.get_attribute("href"))
        assert page.url.endswith(mark.get_attribute("href"))
        expect(card).to_be_in_viewport()
        card.locator(f'[href="#{name}"]').click()
        assert page.url.endswith(f"#{name}")
        expect(mark).to_be_in_viewport()


def test_a_citation_can_be_followed_with_the_keyboard(opened, address):
    page = opened()
    page.goto(f"{address}/{DIGEST}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.locator("#r5-1").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#s5$"))
    expect(page.locator("#s5")).to_be_in_viewport()


def test_a_card_leads_to_the_marked_evidence(opened, address):
    page = opened()
    page.goto(f"{address}/{DIGEST}")
    page.locator("#s3").get_by_role("link", name="Evidence in the stored text").click()
    marks = page.locator("mark")
    expect(marks).to_have_count(3)
    expect(marks.first).to_contain_text("more than tripled in a year, up over 329%")
    page.get_by_role("link", name="Source 3").click()
    assert page.url.endswith(f"{DIGEST}#s3")


@pytest.mark.parametrize("width", [320, 390, 768, 1920])
def test_no_page_scrolls_sideways(opened, address, width):
    page = opened(width)
    for path in PAGES:
        page.goto(f"{address}/{path}")
        _assert_fits(page, width)


def test_enormous_words_break(opened, address_of_enormous):
    page = opened(320)
    page.goto(address_of_enormous)
    _assert_fits(page, 320)


@pytest.mark.parametrize("path", ["", DIGEST])
def test_a_picture_takes_its_room_before_it_is_there(opened, address, path):
    page = opened(width=640)
    page.route("**/images/*", lambda route: None)
    page.goto(f"{address}/{path}", wait_until="domcontentloaded")
    waiting = page.locator(".picture img").bounding_box()
    page.unroute_all()
    page.goto(f"{address}/{path}")
    page.locator(".picture img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.picture img').naturalWidth")
    there = page.locator(".picture img").bounding_box()
    assert (waiting["width"], waiting["height"]) == (there["width"], there["height"])
    assert there["height"] > 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_asked_of_another_host_and_nothing_is_blocked(opened, address, scheme):
    page = opened(color_scheme=scheme)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/")
    page.goto(f"{address}/{DIGEST}")
    page.locator("figure.picture img").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert f"{address}/images/hall" in asked
    assert all(url.startswith(address) for url in asked)
    assert complaints == []


def test_search_works_as_a_plain_form(opened, address):
    page = opened()
    page.goto(address)
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Words").fill("electricians")
    page.get_by_label("Category").select_option("Business and Economy")
    page.get_by_role("button", name="Search").click()
    assert page.url.startswith(f"{address}/search?q=electricians&category=business")
    expect(page.get_by_label("Words")).to_have_value("electricians")
    expect(page.get_by_role("heading", level=2).locator("mark")).to_have_text(["electricians"])
    page.get_by_role("link", name="Harbor Wire").first.click()
    expect(page.locator("mark:target")).to_contain_text("electricians")


def test_print_drops_what_paper_cannot_do_and_keeps_the_sources_addresses(opened, address):
    page = opened()
    page.goto(f"{address}/{DIGEST}")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_hidden()
    expect(page.locator(".masthead nav")).to_be_hidden()
    expect(page.locator("#s1")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_exported_site_works_from_a_folder(opened, store, tmp_path):
    export(store, tmp_path)
    page = opened()
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="Openings for data-center electricians").click()
    assert page.url == (tmp_path / DIGEST / "index.html").as_uri()
    page.locator("#r3-1").click()
    expect(page.locator("#s3")).to_be_in_viewport()
    page.locator("#s3").get_by_role("link", name="Evidence in the stored text").click()
    expect(page.locator("mark")).to_have_count(3)
    page.get_by_role("link", name="Editions").click()
    expect(page.get_by_role("link", name="Saturday, 21 November 2026")).to_be_visible()
    page.get_by_role("link", name="Technology").click()
    expect(page.get_by_role("heading", name="Technology")).to_be_visible()


def _assert_fits(page, width):
    """Nothing on the page reaches beyond its right edge."""
    reach = page.evaluate(
        "() => Math.max(document.documentElement.scrollWidth,"
        " ...[...document.body.querySelectorAll('*')].map(element => element.getBoundingClientRect().right))"
    )
    assert reach <= width
