from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from extractors.errors import NightdeskError
from reader.site import export


@pytest.fixture(scope="module")
def site(store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "made" / "here"
    pages = export(store, folder)
    assert pages == len(list(folder.rglob("*.html")))
    return folder


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_page_is_there(site):
    names = contents(site)
    digest = "editions/2026-11-22/openings-for-data-center-electricians"
    for name in (
        "index.html",
        "style.css",
        "icon.svg",
        "images/hall",
        "editions/index.html",
        "editions/2026-11-21/index.html",
        f"{digest}/index.html",
        f"{digest}/evidence/5/index.html",
        "categories/sports/index.html",
        "editions/2026-11-20/asked-for/index.html",
    ):
        assert name in names


def test_every_relative_link_leads_to_a_file_and_a_place_in_it(site):
    places = {file: {tag["id"] for tag in _soup(file).find_all(id=True)} for file in site.rglob("*.html")}
    followed = 0
    for page in places:
        for tag in _soup(page).find_all(True):
            for link in filter(None, (tag.get("href"), tag.get("src"))):
                parts = urlsplit(link)
                if parts.scheme:
                    continue
                assert not parts.path.startswith("/")
                target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
                assert target.is_file(), f"{page}: {link}"
                assert not parts.fragment or parts.fragment in places[target], f"{page}: {link}"
                followed += 1
    assert followed > 100


def test_a_second_export_writes_the_same_bytes(site, store):
    before = contents(site)
    export(store, site)
    assert contents(site) == before


def test_a_folder_may_be_named_from_its_parent(store, tmp_path):
    (tmp_path / "desk").mkdir()
    export(store, tmp_path / "desk" / ".." / "site")
    assert (tmp_path / "site" / "index.html").is_file()


def test_an_export_that_fails_leaves_the_last_one_whole(site, stored, hiring):
    before = contents(site)
    unsafe = hiring.model_copy(update={"slug": "../../../../escaped", "headline": "Changed"})
    with stored(asked=(unsafe,)) as broken, pytest.raises(NightdeskError, match="not safe in a path"):
        export(broken, site)
    assert contents(site) == before


def test_a_folder_that_cannot_be_written_is_named(store, tmp_path):
    occupied = tmp_path / "file"
    occupied.write_text("mine")
    with pytest.raises(NightdeskError, match="name another folder"):
        export(store, occupied)
    assert occupied.read_text() == "mine"


def _soup(file):
    return BeautifulSoup(file.read_bytes(), "lxml")
