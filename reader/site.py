"""The reader's pages, feeds and files as a folder that works wherever it lies, without a server."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from extractors.errors import NightdeskError
from extractors.subscriptions import Category
from reader import addresses
from reader.addresses import PublicLinks
from reader.application import IMAGE_TYPES
from reader.downloads import DIGEST_FORMS, EDITION_FORMS, SCHEMAS
from reader.feeds import FORMS, feed
from reader.pages import ICON, SCRIPT, STYLE_SHEET, Pages
from reader.views import PER_PAGE
from store import Store

Item = TypeVar("Item")


def export(store: Store, folder: Path, *, public_url: str = "http://127.0.0.1:8321") -> int:
    """Writes the whole site into `folder` and returns the number of its pages; the site begins at `index.html`. Pages
    link to each other wherever the folder lies; feeds and files, which people take elsewhere, link to `public_url`.

    All of it is made before the first file of an earlier export is replaced, and each is replaced as a whole. Files
    that no page leads to any more stay.

    Raises:
        NightdeskError: The folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".export-") as staging:
            # A picture that two digests show comes twice.
            names = list(
                dict.fromkeys(
                    _written(Path(staging), name, body) for name, body in _files(store, PublicLinks(public_url))
                )
            )
            for name in names:
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (Path(staging) / name).replace(target)
    except OSError as error:
        reason = error.strerror or error
        raise NightdeskError(f"The site cannot be written to {folder} ({reason}): name another folder.") from error
    return sum(name.endswith(".html") for name in names)


def _written(staging: Path, name: str, body: bytes) -> str:
    file = staging / name
    if ".." in Path(name).parts:
        raise NightdeskError(f"The site has no place for {name}: a name in the store is not safe in a path.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return name


def _files(store: Store, link: PublicLinks) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all files; lists come behind what they list, the front page last."""
    pages = Pages(store, static=True)
    yield addresses.STYLE, STYLE_SHEET
    yield addresses.SCRIPT, SCRIPT
    yield addresses.ICON, ICON
    for path, schema in SCHEMAS.items():
        yield path, schema(link)
    for item in _all(store.asked_digests):
        yield from _digest_files(store, pages, link, item.date, item.slug)
    for item in _all(store.recent_digests):
        yield from _digest_files(store, pages, link, item.date, item.slug)
    for summary in _all(store.editions):
        yield from _page_file(addresses.edition(summary.date), pages.edition(summary.date))
        yield from _page_file(addresses.sections(summary.date), pages.sections(summary.date))
        yield from _page_file(addresses.about(summary.date), pages.about(summary.date))
        yield from _edition_files(store, link, summary.date)
    for category in Category:
        yield from _list_files(partial(addresses.category, category), partial(pages.category, category))
    for category in (None, *Category):
        held = feed(store, category, link.base_url)
        for ending, written in FORMS.items():
            yield addresses.feed(ending, category), written(held)
    yield from _list_files(addresses.organizations, pages.organizations)
    for organization in _all(store.organizations):
        yield from _list_files(
            partial(addresses.organization, organization.slug), partial(pages.organization, organization.slug)
        )
    yield from _list_files(addresses.asked, pages.asked)
    yield from _list_files(addresses.archive, pages.archive)
    yield from _page_file(addresses.FRONT, pages.front())


def _digest_files(store: Store, pages: Pages, link: PublicLinks, day: date, slug: str) -> Iterator[tuple[str, bytes]]:
    digest = store.digest(day, slug)
    if digest is None:
        return
    media_type, body = (store.image(digest.picture.image) if digest.picture else None) or ("", b"")
    if digest.picture and media_type in IMAGE_TYPES:
        yield addresses.image(digest.picture.image), body
    for source in digest.sources:
        path = addresses.evidence(day, slug, source.number)
        yield from _page_file(path, pages.evidence(day, slug, source.number))
    yield from _page_file(addresses.digest(day, slug), pages.digest(day, slug))
    for ending, (_, made) in DIGEST_FORMS.items():
        yield f"{addresses.digest(day, slug)}.{ending}", made(digest, link)


def _edition_files(store: Store, link: PublicLinks, day: date) -> Iterator[tuple[str, bytes]]:
    edition = store.edition(day)
    if edition is not None:
        for ending, form in EDITION_FORMS.items():
            yield f"{addresses.edition(day)}.{ending}", form.made(edition, store, link)


def _list_files(address: Callable[[int], str], render: Callable[[int], str | None]) -> Iterator[tuple[str, bytes]]:
    for number in count(1):
        html = render(number)
        if html is None:
            return
        yield from _page_file(address(number), html)


def _page_file(path: str, html: str | None) -> Iterator[tuple[str, bytes]]:
    if html is not None:
        yield addresses.file_name(path), html.encode()


def _all(question: Callable[..., Sequence[Item]]) -> Iterator[Item]:
    """Everything that a question answers in parts."""
    for offset in count(0, PER_PAGE):
        part = question(limit=PER_PAGE, offset=offset)
        yield from part
        if len(part) < PER_PAGE:
            return
