"""No page has a fault that axe-core finds, in either theme, with scripts and what they open."""

from importlib.util import find_spec
from pathlib import Path

import pytest

DIGEST = "editions/2026-11-22/openings-for-data-center-electricians"
PAGES = (
    "",
    "editions",
    "editions/2026-11-22",
    "sections/2026-11-22",
    "about/2026-11-22",
    DIGEST,
    "editions/2026-11-21/ferry-line-to-close",
    f"{DIGEST}/evidence/3",
    "categories/business",
    "categories/sports",
    "organizations",
    "organizations/tallyhand",
    "search",
    "search?q=electricians&from=2026-11-22",
    "search?q=zebra&from=never",
    "asked",
    "nothing",
)
OPENED = {
    "a citation": lambda page: page.locator("#r1-1").click(),
    "settings and keys": lambda page: page.keyboard.press("?"),
    "cited sentences": lambda page: page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)"),
}


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core, from the package that brings it."""
    found = find_spec("axe_playwright_python")
    if found is None:
        pytest.skip("needs axe-core: pip install axe-playwright-python")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def faults(axe):
    """What axe-core finds on a page: rule, element and what is wrong."""

    def found(page):
        page.evaluate(axe)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        answer = page.evaluate("options => axe.run(document, options)", options)
        assert len(answer["passes"]) > 10  # it has looked
        return [
            f"{page.url}: {fault['id']}: {node['html'][:200]}: {node['failureSummary']}"
            for fault in answer["violations"]
            for node in fault["nodes"]
        ]

    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_page_has_a_fault(opened, address, faults, scheme, width):
    page = opened(width, scripts=True, color_scheme=scheme)
    found = []
    for path in PAGES:
        page.goto(f"{address}/{path}")
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_has_no_fault(opened, address, faults, scheme):
    page = opened(scripts=True, color_scheme=scheme)
    found = []
    for opening in OPENED.values():
        page.goto(f"{address}/{DIGEST}")
        opening(page)
        found += faults(page)
    assert found == []


def test_the_page_of_an_empty_store_has_no_fault(opened, stored, served, faults):
    page = opened(scripts=True)
    with stored() as store, served(store) as address:
        page.goto(address)
        assert faults(page) == []
