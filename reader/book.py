"""An edition as an EPUB 3.3 book: a chapter a digest, each source a note, the pictures within.

EPUB is a ZIP archive with a fixed beginning, a list of contents and XHTML pages, which is why no library stands here:
the known one for Python is under the AGPL. The same edition gives the same bytes: all times in it are the edition's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from markupsafe import Markup

from reader.addresses import PublicLinks
from reader.bodies import render
from reader.citations import Marks
from reader.templating import environment
from store import Store
from summarizer.digests import Digest, Edition

MEDIA_TYPE = "application/epub+zip"

_IMAGE_ENDINGS = {"image/gif": "gif", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
"""Core media types of EPUB; other images are left out, as many reading systems can't show them."""
_FIRST_YEAR = 1980  # of ZIP's clock
_NOTE_MARK = Markup('<sup><a epub:type="noteref" role="doc-noteref" id="{}" href="#s{}">[{}]</a></sup>')


@dataclass(frozen=True)
class _Chapter:
    number: int
    digest: Digest

    @property
    def id(self) -> str:
        return f"digest-{self.number:03}"

    @property
    def file(self) -> str:
        return f"{self.id}.xhtml"


@dataclass(frozen=True)
class _Image:
    id: str
    media_type: str
    body: bytes

    @property
    def file(self) -> str:
        return f"images/{self.id}.{_IMAGE_ENDINGS[self.media_type]}"


def edition_epub(edition: Edition, store: Store, link: PublicLinks) -> bytes:
    """The edition as a book; its pictures come from the store, its links to pages are absolute."""
    chapters = [_Chapter(number, digest) for number, digest in enumerate(edition.digests, start=1)]
    images = {image.id: image for image in _images(edition.digests, store)}
    modified = updated(edition)
    values = {
        "edition": edition,
        "link": link,
        "chapters": chapters,
        "images": list(images.values()),
        "identifier": link.tag(edition.date, "edition"),
        "modified": f"{modified:%Y-%m-%dT%H:%M:%SZ}",
        "unread": [item for report in edition.sources for item in report.skipped],
    }
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, body in _members(edition, chapters, images, values):
            entry = ZipInfo(name, (max(modified.year, _FIRST_YEAR), *modified.timetuple()[1:6]))
            entry.create_system = 3  # Unix, on whatever system it is written
            entry.external_attr = 0o644 << 16
            packed = name != "mimetype" and not name.startswith("book/images/")
            archive.writestr(entry, body, ZIP_DEFLATED if packed else ZIP_STORED)
    return written.getvalue()


def updated(edition: Edition) -> datetime:
    """When the newest source of an edition's digests was fetched, in UTC."""
    return max((digest.updated for digest in edition.digests), default=edition.since).astimezone(UTC)


def _members(
    edition: Edition, chapters: list[_Chapter], images: dict[str, _Image], values: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the archive's files, in their order: the format wants the media type first."""

    def filled(name: str) -> bytes:
        return environment().get_template(f"book/{name}").render(values).encode()

    yield "mimetype", MEDIA_TYPE.encode()
    yield "META-INF/container.xml", filled("container.xml")
    for name in ("package.opf", "nav.xhtml", "front.xhtml"):
        yield f"book/{name}", filled(name)
    yield "book/style.css", files("reader").joinpath("templates/book/style.css").read_bytes()
    for chapter in chapters:
        yield f"book/{chapter.file}", _chapter_page(chapter.digest, images, edition.timezone, values["link"])
    for image in images.values():
        yield f"book/{image.file}", image.body


def _chapter_page(digest: Digest, images: dict[str, _Image], timezone: str, link: PublicLinks) -> bytes:
    marks = Marks()

    def mark(numbers: Iterable[int]) -> Markup:
        return Markup("").join(_NOTE_MARK.format(one.id, one.number, one.number) for one in marks.cite(numbers))

    image = images.get(digest.picture.image) if digest.picture else None
    page = render(
        "book/chapter.xhtml",
        digest,
        mark=mark,
        timezone=timezone,
        link=link,
        marks=marks,
        picture_at=image.file if image else "",
    )
    return page.strip().encode()


def _images(digests: Iterable[Digest], store: Store) -> Iterator[_Image]:
    for digest in digests:
        media_type, body = (store.image(digest.picture.image) if digest.picture else None) or ("", b"")
        if digest.picture and media_type in _IMAGE_ENDINGS:
            yield _Image(digest.picture.image, media_type, body)
