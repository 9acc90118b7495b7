import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup

from reader.addresses import PublicLinks
from reader.book import edition_epub

LINK = PublicLinks("https://desk.example")


@pytest.fixture(scope="module")
def book(edition, store):
    return edition_epub(edition, store, LINK)


@pytest.fixture(scope="module")
def archive(book):
    with zipfile.ZipFile(BytesIO(book)) as opened:
        yield opened


def page(archive, name):
    return BeautifulSoup(archive.read(f"book/{name}"), "lxml-xml")


def test_the_checker_would_find_something(archive, epub_faults):
    broken = BytesIO()
    with zipfile.ZipFile(broken, "w") as written:
        for entry in archive.infolist():
            body = archive.read(entry).replace(b'id="s1"', b'id="nowhere"')
            written.writestr(entry.filename, body)
    assert any("RSC-012" in fault for fault in epub_faults(broken.getvalue()))


def test_an_edition_without_digests_is_a_book_too(edition, store, epub_faults):
    assert epub_faults(edition_epub(edition.model_copy(update={"digests": ()}), store, LINK)) == []


def test_it_begins_as_the_format_wants(archive):
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert archive.read(first) == b"application/epub+zip"


def test_a_chapter_is_a_digest(archive, edition):
    assert [link.get_text() for link in page(archive, "nav.xhtml").find_all("a")] == [
        "This edition",
        *(digest.headline for digest in edition.digests),
    ]
    for number, digest in enumerate(edition.digests, start=1):
        chapter = page(archive, f"digest-{number:03}.xhtml")
        assert chapter.h1.get_text() == digest.headline
        text = " ".join(chapter.get_text().split())
        assert all(statement.text.rstrip(".”!?") in text for statement in digest.statements())


def test_marks_are_notes_that_lead_back(archive):
    chapter = page(archive, "digest-001.xhtml")
    marks = chapter.find_all("a", {"epub:type": "noteref"})
    notes = {f"#{note['id']}" for note in chapter.find_all("li", {"epub:type": "endnote"})}
    assert {mark["href"] for mark in marks} == notes
    back = [link["href"] for link in chapter.find_all("a", {"epub:type": "backlink"})]
    assert sorted(back) == sorted(f"#{mark['id']}" for mark in marks)


def test_the_picture_is_within_and_has_its_credit(archive, store):
    chapter = page(archive, "digest-001.xhtml")
    assert archive.read(f"book/{chapter.img['src']}") == store.image("hall")[1]
    assert chapter.img["alt"] == "Cranes above a long building at dusk"
    assert "Ana Petrovic / The Morning Ledger" in chapter.figcaption.get_text()


def test_an_image_that_books_cannot_show_is_left_out(edition, hiring, store):
    drawn = hiring.model_copy(update={"picture": hiring.picture.model_copy(update={"image": "drawing"})})
    written = edition_epub(edition.model_copy(update={"digests": (drawn,)}), store, LINK)
    with zipfile.ZipFile(BytesIO(written)) as archive:
        assert not [name for name in archive.namelist() if "drawing" in name]
        assert page(archive, "digest-001.xhtml").img is None


def test_the_same_edition_gives_the_same_bytes(book, edition, store):
    assert edition_epub(edition.model_validate_json(edition.model_dump_json()), store, LINK) == book
