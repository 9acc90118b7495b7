"""The newsroom serves what its README promises."""

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from html import unescape
from itertools import combinations
from urllib.parse import urljoin

import feedparser
import httpx
import pytest

from newsroom import Article, Newsroom, Outlet, load_articles, load_outlets, open_newsroom
from newsroom.articles import FOLDER, SECTIONS

ARTICLES = load_articles()
STORIES = [article for article in ARTICLES if article.event]
OUTLETS = {outlet.key: outlet for outlet in load_outlets()}


def name_of(article: Article) -> str:
    return f"{article.outlet}-{article.slug}"


def events() -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in STORIES:
        found[str(article.event)].append(article)
    return found


def table_rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the README."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom(night=2) as opened:
        yield opened


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as opened:
        yield opened


def url_of(newsroom: Newsroom, outlet: str, path: str = "/") -> str:
    return urljoin(next(found.url for found in newsroom.subscriptions if found.outlet == outlet), path)


# What is written


def test_there_is_enough_of_everything() -> None:
    assert len({article.outlet for article in STORIES}) >= 6
    assert len(STORIES) >= 36
    assert len(events()) >= 10
    assert {article.section for article in STORIES} == set(SECTIONS)
    several = [event for event, told in events().items() if len({article.outlet for article in told}) >= 3]
    assert len(several) >= len(events()) - 1


@pytest.mark.parametrize("article", STORIES, ids=name_of)
def test_a_story_is_a_full_article(article: Article) -> None:
    outlet = OUTLETS[article.outlet]
    assert 250 <= len(article.text.split()) <= 600
    assert article.published.strftime("%Y-%m-%d") == f"2026-11-{16 + article.night}"
    assert 5 <= article.published.hour < 21
    assert f"{article.published:%z}" == outlet.timezone.replace(":", "")
    assert article.changed >= article.published
    assert article.authors or article.agency
    assert article.kind == "story"
    if article.picture:
        assert (FOLDER / "images" / article.picture.file).is_file()
        assert article.picture.alt
        assert article.picture.caption
        assert article.picture.credit


def test_the_readme_lists_the_events_truly() -> None:
    listed = {event: (category, first, second) for event, category, first, second, _ in table_rows("Events")}
    written = {}
    for event, told in events().items():
        nights = [{article.outlet for article in told if article.night == night} for night in (1, 2)]
        written[event] = nights
    assert set(listed) == set(written)
    for event, (category, first, second) in listed.items():
        assert category in {article.section for article in events()[event]}
        assert [set(filter(None, first.split(", "))), set(filter(None, second.split(", ")))] == written[event]


def test_the_readme_lists_the_odd_pages_truly() -> None:
    listed = {(name, kind) for name, kind, _ in table_rows("Odd pages")}
    assert listed == {(name_of(article), article.kind) for article in ARTICLES if not article.event}


def test_follow_ups_come_from_two_outlets_or_more() -> None:
    followed = {event for event, told in events().items() if {article.night for article in told} == {1, 2}}
    assert followed == {"ferry-fire", "rate-cut", "chip-plant"}
    for event in followed:
        assert len([article for article in events()[event] if article.night == 2]) >= 2


@pytest.mark.parametrize("event", ["quake", "cup-qualifier"])
def test_wire_copies_are_nearly_identical(event: str) -> None:
    copies = [article for article in events()[event] if article.agency]
    assert len(copies) == 3
    for one, other in combinations(copies, 2):
        matcher = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
        assert matcher.ratio() > 0.85
        assert one.text != other.text
        assert one.headline != other.headline


def test_other_articles_share_no_sentence_outside_quotations() -> None:
    seen: dict[str, Article] = {}
    for article in STORIES:
        if article.agency:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", re.sub(r"[“\"][^”\"]*[”\"]", "", article.text)):
            if len(sentence.split()) > 6:
                assert sentence not in seen, f"{name_of(article)} and {name_of(seen[sentence])}: {sentence}"
                seen[sentence] = article


@pytest.mark.parametrize(
    ("event", "outlet", "figure", "other_outlet", "other_figure"),
    [
        ("ferry-fire", "courier", "31 people were hurt", "ellery", "treated 34 people"),
        ("tick-vaccine", "assay", "Twelve percent", "courier", "14 percent"),
        ("quake", "ledger", "at least 16 people", "commonwave", "At least 19 people"),
        ("chip-plant", "ledger", "$2.1 billion", "ellery", "$2.4 billion"),
        ("powerbank-recall", "ellery", "112,000", "commonwave", "120,000"),
        ("clinic-breach", "courier", "180,000", "commonwave", "210,000"),
    ],
)
def test_outlets_give_different_figures(
    event: str, outlet: str, figure: str, other_outlet: str, other_figure: str
) -> None:
    told = {article.outlet: article.text for article in reversed(events()[event])}
    assert figure in told[outlet]
    assert other_figure in told[other_outlet]


def test_the_hiring_report_has_eleven_percentages() -> None:
    told = {article.outlet: article.text for article in events()["freelance-ai-report"]}
    assert set(told) == {"lattice", "ledger"}
    assert len(set(re.findall(r"[\d.]+%", " ".join(told.values())))) == 11
    assert "over 340%" in told["lattice"]
    assert "about 340%" in told["ledger"]


@pytest.mark.parametrize(
    "hedge",
    [
        *("over", "about", "nearly", "at least", "at most", "up to", "more than"),
        *("roughly", "almost", "as much as", "as many as", "fewer than", "some", "around"),
    ],
)
def test_figures_are_hedged_in_every_way(hedge: str) -> None:
    figure = r"(\$?\d|half|one|two|three|four|a (third|quarter|fifth))"
    assert any(re.search(rf"\b{hedge} {figure}", article.text, re.IGNORECASE) for article in STORIES)


# What is served


def test_every_feed_lists_its_outlets_articles(newsroom: Newsroom, client: httpx.Client) -> None:
    for subscribed in newsroom.subscriptions:
        outlet = OUTLETS[subscribed.outlet]
        expected = {urljoin(subscribed.url, article.path) for article in ARTICLES if article.outlet == outlet.key}
        answer = client.get(subscribed.url)
        assert answer.status_code == 200
        feed = feedparser.parse(answer.content)
        if outlet.feed == "page_list":
            assert subscribed.kind == "page_list"
            assert expected < {urljoin(subscribed.url, link) for link in re.findall(r'href="([^"]+)"', answer.text)}
        elif outlet.feed == "broken":
            assert not feed.entries
        else:
            assert not feed.bozo
            assert {entry.link for entry in feed.entries} == expected
            assert all(entry.title and entry.published_parsed and entry.summary for entry in feed.entries)


@pytest.mark.parametrize("article", STORIES, ids=name_of)
def test_a_page_has_the_article_on_it(newsroom: Newsroom, client: httpx.Client, article: Article) -> None:
    answer = client.get(url_of(newsroom, article.outlet, article.path))
    assert answer.status_code == 200
    assert answer.charset_encoding == OUTLETS[article.outlet].charset
    page = unescape(answer.text)
    assert article.headline in page
    for line in article.text.splitlines():
        assert line in page
    for author in article.authors:
        assert author in page
    if article.picture:
        picture = client.get(url_of(newsroom, article.outlet, f"/images/{article.picture.file}"))
        assert picture.headers["Content-Type"] in ("image/jpeg", "image/png")
        assert 1_000 < len(picture.content) < 20_000


def test_the_undated_page_carries_no_date(newsroom: Newsroom, client: httpx.Client) -> None:
    (article,) = [article for article in ARTICLES if not article.dated]
    page = client.get(url_of(newsroom, article.outlet, article.path)).text
    assert not re.search(r"1[78]\.? November|2026-11-1[78]|<time", page)


def test_the_foreign_page_says_its_language(newsroom: Newsroom, client: httpx.Client) -> None:
    (article,) = [article for article in ARTICLES if article.language == "de"]
    assert '<html lang="de">' in client.get(url_of(newsroom, article.outlet, article.path)).text


@pytest.mark.parametrize(
    ("kind", "status", "content"),
    [
        ("paywalled", 200, '"isAccessibleForFree": false'),
        ("blocked", 200, "Verify you are human"),
        ("login", 200, 'type="password"'),
        ("section", 200, 'class="headlines"'),
        ("video", 200, "Play video"),
        ("missing", 404, "Page not found"),
        ("disallowed", 200, "dividend"),
    ],
)
def test_odd_pages_behave_as_named(
    newsroom: Newsroom, client: httpx.Client, kind: str, status: int, content: str
) -> None:
    (article,) = [article for article in ARTICLES if article.kind == kind]
    answer = client.get(url_of(newsroom, article.outlet, article.path))
    assert answer.status_code == status
    assert content in answer.text
    if kind in ("blocked", "login", "section", "missing"):
        assert article.text not in answer.text


def test_robots_exclude_the_disallowed_page(newsroom: Newsroom, client: httpx.Client) -> None:
    (article,) = [article for article in ARTICLES if article.kind == "disallowed"]
    rules = re.findall(r"Disallow: (.+)", client.get(url_of(newsroom, article.outlet, "/robots.txt")).text)
    assert any(article.path.startswith(rule) for rule in rules)
    others = [other for other in ARTICLES if other.outlet == article.outlet and other != article]
    assert not any(other.path.startswith(rule) for rule in rules for other in others)


def test_a_known_page_is_not_sent_again(newsroom: Newsroom, client: httpx.Client) -> None:
    for subscribed in newsroom.subscriptions:
        first = client.get(subscribed.url)
        for name, header in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
            again = client.get(subscribed.url, headers={name: first.headers[header]})
            assert again.status_code == 304
            assert not again.content
        assert client.get(subscribed.url, headers={"If-None-Match": '"other"'}).status_code == 200
        assert client.get(subscribed.url, headers={"If-Modified-Since": "no date"}).status_code == 200


def test_head_gives_the_headers_alone(newsroom: Newsroom, client: httpx.Client) -> None:
    url = url_of(newsroom, "courier", "/feeds/all.rss")
    head, got = client.head(url), client.get(url)
    assert not head.content
    assert head.headers == got.headers
    assert int(got.headers["Content-Length"]) == len(got.content)


def test_the_second_night_adds_to_the_feeds(client: httpx.Client) -> None:
    with open_newsroom(night=1) as newsroom:
        feeds = [
            found for found in newsroom.subscriptions if found.outlet in ("courier", "ledger", "commonwave", "assay")
        ]
        late = next(article for article in STORIES if article.night == 2 and article.outlet == "courier")
        before = {feed.url: client.get(feed.url) for feed in feeds}
        assert client.get(url_of(newsroom, "courier", late.path)).status_code == 404
        newsroom.show(night=2)
        assert client.get(url_of(newsroom, "courier", late.path)).status_code == 200
        for url, old in before.items():
            new = client.get(url, headers={"If-None-Match": old.headers["ETag"]})
            assert new.status_code == 200
            links = [{entry.link for entry in feedparser.parse(answer.content).entries} for answer in (old, new)]
            assert links[0] < links[1]


def test_a_page_stays_the_same_on_the_second_night(client: httpx.Client) -> None:
    with open_newsroom(night=1) as newsroom:
        urls = [url_of(newsroom, article.outlet, article.path) for article in STORIES if article.night == 1]
        before = [client.get(url).content for url in urls]
        newsroom.show(night=2)
        assert [client.get(url).content for url in urls] == before


def test_requests_are_recorded_from_many_threads() -> None:
    with open_newsroom() as newsroom:
        url = url_of(newsroom, "lattice", "/rss/")
        with httpx.Client(headers={"User-Agent": "night-test"}) as client, ThreadPoolExecutor(8) as pool:
            assert {answer.status_code for answer in pool.map(client.get, [url] * 40)} == {200}
        assert len(newsroom.requests) == 40
        assert {(noted.outlet, noted.path, noted.status) for noted in newsroom.requests} == {("lattice", "/rss/", 200)}
        assert newsroom.requests[0].headers["User-Agent"] == "night-test"


def test_ports_follow_each_other_and_answers_repeat(client: httpx.Client) -> None:
    def answers() -> list[tuple[bytes, dict[str, str]]]:
        with open_newsroom(night=2, port=18310) as newsroom:
            ports = [httpx.URL(found.url).port for found in newsroom.subscriptions]
            assert ports == list(range(18310, 18310 + len(OUTLETS)))
            got = [client.get(found.url) for found in newsroom.subscriptions]
            return [(answer.content, dict(answer.headers)) for answer in got]

    try:
        assert answers() == answers()
    except OSError as problem:
        pytest.skip(f"ports in use: {problem}")


def test_opening_and_closing_are_quick() -> None:
    begun = time.perf_counter()
    for _ in range(5):
        with open_newsroom():
            pass
    assert (time.perf_counter() - begun) / 5 < 0.5


def test_outlets_differ_in_design(newsroom: Newsroom, client: httpx.Client) -> None:
    def classes(outlet: Outlet) -> frozenset[str]:
        article = next(article for article in STORIES if article.outlet == outlet.key)
        page = client.get(url_of(newsroom, outlet.key, article.path)).text
        return frozenset(re.findall(r'class="([^"]+)"', page))

    designs = [classes(outlet) for outlet in OUTLETS.values() if outlet.feed != "broken"]
    assert len(set(designs)) == len(designs)
    assert all(len(one & other) <= 2 for one, other in combinations(designs, 2))
