"""Real nights over the sample newsroom, by the real flow, on a real Prefect server."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest
from jsonschema import Draft202012Validator
from night_notes import noted

from extractors.errors import ConfigurationError, EditionHeld
from extractors.subscriptions import Category, Reason
from flows import stages
from flows.configuration import Configuration, load
from flows.nights import Night, plan
from newsroom import Newsroom, Request, load_articles, open_newsroom
from reader.addresses import PublicLinks
from reader.documents import digest_json, edition_json
from reader.feeds import atom, feed
from reader.mail import MOST_BYTES, edition_mail
from reader.schemas import DigestDocument, EditionDocument, schema_json
from store import Store
from summarizer.digests import Digest, Edition
from summarizer.verification import verify

FIRST, SECOND = date(2026, 11, 17), date(2026, 11, 18)
EVENTS = {article.path: article.event for article in load_articles()}
RUNNING = {"ferry-fire", "rate-cut", "chip-plant"}
"""Events of the first night that the second night's articles take up."""


@dataclass(frozen=True)
class Run:
    """One run of the flow: what it gave, what it asked of the outlets, and what it logged."""

    edition: Edition
    published: bool
    requests: list[Request]
    log: str


@dataclass(frozen=True)
class Revision:
    """What the store keeps of an edition."""

    edition: Edition
    published_at: datetime
    revision: int


class Desk:
    """A newsroom, a configuration that subscribes to it, and the flow over both."""

    def __init__(self, newsroom: Newsroom, file: Path) -> None:
        self.newsroom = newsroom
        self.file = file

    @property
    def configuration(self) -> Configuration:
        return load(self.file)

    def run(self, edition: date, **options: Any) -> Run:
        from flows.nightly import NightRequest, nightly

        known = len(self.newsroom.requests)
        with pytest.MonkeyPatch.context() as patch, noted() as lines:
            patch.setenv("NIGHTDESK_CONFIG", str(self.file))
            result = nightly(NightRequest(edition_date=edition, **options))
        return Run(result.edition, result.published, self.newsroom.requests[known:], "\n".join(lines))

    def stored(self, edition: date) -> Revision | None:
        with Store.open(self.configuration.database_url) as store:
            found, summary = store.edition(edition), store.edition_summary(edition)
        return Revision(found, summary.published_at, summary.revision) if found and summary else None


@dataclass(frozen=True)
class Nights:
    """What came of the runs of one data folder, in their order."""

    desk: Desk
    first: Run
    first_stored: Revision
    again: Run
    again_stored: Revision
    tried: Run
    tried_stored: Revision | None
    second: Run
    rebuilt: Run
    rebuilt_stored: Revision
    begun: datetime


@pytest.fixture(scope="module")
def nights(prefect: str, configured: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """Two nights, each run more than once."""
    begun = datetime.now(UTC)
    with open_newsroom(night=1) as newsroom:
        desk = Desk(newsroom, configured(tmp_path_factory.mktemp("nights"), newsroom))
        first, first_stored = desk.run(FIRST), desk.stored(FIRST)
        again, again_stored = desk.run(FIRST), desk.stored(FIRST)
        newsroom.show(night=2)
        tried, tried_stored = desk.run(SECOND, dry_run=True), desk.stored(SECOND)
        second = desk.run(SECOND)
        rebuilt, rebuilt_stored = desk.run(SECOND, rebuild=True), desk.stored(SECOND)
        assert first_stored
        assert again_stored
        assert rebuilt_stored
        yield Nights(
            desk, first, first_stored, again, again_stored, tried, tried_stored, second, rebuilt, rebuilt_stored, begun
        )


@pytest.fixture
def desk(prefect: str, configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path) -> Desk:
    """A desk that has seen no night yet."""
    return Desk(newsroom, configured(tmp_path, newsroom))


def events_of(digest: Digest) -> set[str | None]:
    return {EVENTS[urlsplit(source.url).path] for source in digest.sources}


def told(edition: Edition) -> dict[str, Digest]:
    """The digests by the event that each tells."""
    return {str(next(iter(events_of(digest)))): digest for digest in edition.digests}


def expected(night: int) -> set[str]:
    """The events that at least two outlets report that night in a language that is read."""
    outlets: dict[str, set[str]] = {}
    for article in load_articles():
        if article.event and article.night == night and article.language == "en":
            outlets.setdefault(article.event, set()).add(article.outlet)
    return {event for event, names in outlets.items() if len(names) > 1}


@pytest.mark.parametrize("name", ["first", "second"])
def test_each_event_of_the_night_has_one_digest(nights: Nights, name: str) -> None:
    edition = getattr(nights, name).edition
    assert all(len(events_of(digest)) == 1 for digest in edition.digests)
    assert set(told(edition)) == expected(1 if name == "first" else 2)
    assert len(told(edition)) == len(edition.digests)
    assert len({digest.slug for digest in edition.digests}) == len(edition.digests)


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_digest_cites_several_outlets(nights: Nights, name: str) -> None:
    for digest in getattr(nights, name).edition.digests:
        assert digest.outlets > 1
        assert len({source.article for source in digest.sources}) == len(digest.sources)


@pytest.mark.parametrize("name", ["first", "second"])
def test_every_statement_is_cited_and_true(nights: Nights, name: str) -> None:
    edition = getattr(nights, name).edition
    with Store.open(nights.desk.configuration.database_url) as store:
        for digest in edition.digests:
            statements = list(digest.statements())
            assert len(statements) >= 3
            assert all(digest.numbers(statement.evidence) for statement in statements)
            check = verify(digest, store.articles_by_id(source.article for source in digest.sources))
            assert check.checked > len(statements)
            assert check.failures == ()


def test_what_is_published_is_what_the_run_gives(nights: Nights) -> None:
    assert nights.first.published
    assert nights.first_stored.edition == nights.first.edition
    assert nights.first_stored.revision == 1


def test_the_edition_says_what_could_not_be_read_and_why(nights: Nights) -> None:
    skipped = {
        urlsplit(skip.url).path: skip.reason
        for run in (nights.first, nights.second)
        for report in run.edition.sources
        for skip in report.skipped
    }
    paths = {f"{article.outlet}-{article.slug}": article.path for article in load_articles()}
    feed = next(urlsplit(one.url).path for one in nights.desk.newsroom.subscriptions if one.outlet == "highmoor")
    foreign = next(article.path for article in load_articles() if article.language == "de")
    assert skipped == {
        feed: Reason.BAD_FEED,
        foreign: Reason.OTHER_LANGUAGE,
        paths["courier-live-ferry-updates"]: Reason.BLOCK_PAGE,
        paths["courier-minister-travels"]: Reason.STATUS,
        paths["commonwave-lifeboat-launch-video"]: Reason.TOO_SHORT,
        paths["commonwave-world"]: Reason.INDEX_PAGE,
        paths["lattice-fab-newsletter-brann"]: Reason.LOGIN_WALL,
        paths["ledger-dividend-sheet"]: Reason.ROBOTS,
    }
    assert paths["ledger-dividend-sheet"] not in {request.path for request in nights.first.requests}


def test_each_source_reports_its_articles(nights: Nights) -> None:
    reports = nights.first.edition.sources
    assert len(reports) == len(nights.desk.newsroom.subscriptions)
    assert sum(report.articles for report in reports) == nights.first.edition.articles > 20
    assert all(report.articles or report.skipped for report in reports)


def test_a_paywalled_page_is_read_as_a_preview(nights: Nights) -> None:
    path = next(article.path for article in load_articles() if article.kind == "paywalled")
    with Store.open(nights.desk.configuration.database_url) as store:
        since, until = nights.first.edition.since, nights.second.edition.until
        previews = [article for article in store.articles(since=since, until=until) if article.preview]
    assert [urlsplit(article.url).path for article in previews] == [path]


def test_a_second_run_changes_nothing(nights: Nights) -> None:
    assert not nights.again.published
    assert nights.again.edition == nights.first.edition
    assert nights.again_stored == nights.first_stored


def test_a_second_run_fetches_no_page_again(nights: Nights) -> None:
    fed = {urlsplit(one.url).path for one in nights.desk.newsroom.subscriptions}
    asked = [request for request in nights.again.requests if request.path != "/robots.txt"]
    assert {request.path for request in asked} == fed
    assert {request.status for request in asked} == {304, 200}
    assert sum(request.status == 304 for request in asked) >= 6


def test_no_page_is_fetched_twice_over_both_nights(nights: Nights) -> None:
    pages = {article.path for article in load_articles()}
    fetched = Counter(
        (request.outlet, request.path)
        for run in (nights.first, nights.again, nights.tried, nights.second, nights.rebuilt)
        for request in run.requests
        if request.status == 200 and request.path in pages
    )
    assert len(fetched) > 50
    assert set(fetched.values()) == {1}


def test_a_dry_run_shows_the_edition_and_publishes_nothing(nights: Nights) -> None:
    assert not nights.tried.published
    assert nights.tried_stored is None
    assert nights.tried.edition == nights.second.edition
    assert "was only tried" in nights.tried.log
    assert nights.second.published


def test_a_running_story_goes_on_in_the_second_night(nights: Nights) -> None:
    before, after = told(nights.first.edition), told(nights.second.edition)
    assert set(before) & set(after) == RUNNING
    for event in RUNNING:
        assert after[event].story == before[event].story
        related = [(one.date, one.slug) for one in after[event].related]
        assert related[0] == (FIRST, before[event].slug)
        assert after[event].new
        new = {urlsplit(source.url).path for source in after[event].sources} - {
            urlsplit(source.url).path for source in before[event].sources
        }
        cited = {source.number for source in after[event].sources if urlsplit(source.url).path in new}
        for statement in after[event].new:
            assert set(after[event].numbers(statement.evidence)) & cited


def test_a_new_story_has_nothing_that_is_new_in_it(nights: Nights) -> None:
    after = told(nights.second.edition)
    assert all(not after[event].new for event in set(after) - RUNNING)


def test_the_second_night_leaves_the_first_as_it_was(nights: Nights) -> None:
    assert nights.desk.stored(FIRST) == nights.first_stored


def test_a_rebuild_asks_no_outlet_and_gives_the_same(nights: Nights) -> None:
    assert nights.rebuilt.requests == []
    assert nights.rebuilt.edition == nights.second.edition
    assert not nights.rebuilt.published
    assert nights.rebuilt_stored.revision == 1


def test_the_log_tells_the_night(nights: Nights) -> None:
    for line in ("7 feeds read, 1 not", "pages fetched", "articles found", "Highmoor Herald: feed not read"):
        assert line in nights.first.log
    assert f"Edition {FIRST} published: {len(nights.first.edition.digests)} digests" in nights.first.log
    assert "stands as it was" in nights.again.log


def test_only_the_chosen_categories_are_fetched(desk: Desk) -> None:
    run = desk.run(FIRST, limits={"categories": [Category.TECHNOLOGY, Category.SCIENCE]})
    chosen = {one.outlet for one in desk.newsroom.subscriptions if one.category in ("technology", "science")}
    assert {request.outlet for request in run.requests} == chosen
    assert 0 < run.edition.articles < 10


def test_most_stories_and_a_longer_look_back_can_be_asked_for(nights: Nights) -> None:
    run = nights.desk.run(SECOND, dry_run=True, rebuild=True, limits={"most_stories": 3, "look_back_hours": 48})
    assert [digest.story for digest in run.edition.digests] != []
    assert len(run.edition.digests) == 3
    assert run.edition.articles > nights.second.edition.articles


def test_a_story_that_crashes_costs_only_itself(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = nights.second.edition
    victim = whole.digests[2]
    write = stages.write

    def crash(night: Night, one: stages.Ranked) -> Digest | None:
        if one.story.id == victim.story:
            raise RuntimeError("no pen")
        return write(night, one)

    monkeypatch.setattr(stages, "write", crash)
    run = nights.desk.run(SECOND, rebuild=True, dry_run=True)
    assert run.edition.digests == tuple(digest for digest in whole.digests if digest != victim)
    assert "could not be written: no pen" in run.log


def test_an_article_that_stops_the_pipeline_costs_only_itself(desk: Desk) -> None:
    from spacy.language import Language
    from spacy.tokens import Doc

    @Language.component("stumbles")
    def stumble(doc: Doc) -> Doc:
        if "The dead, a woman of 63" in doc.text:
            raise RuntimeError("no eyes")
        return doc

    nlp = plan(desk.configuration, FIRST).nlp
    nlp.add_pipe("stumbles", first=True)
    try:
        run = desk.run(FIRST)
    finally:
        nlp.remove_pipe("stumbles")
    ferry = told(run.edition)["ferry-fire"]
    assert set(told(run.edition)) == expected(1)
    assert ferry.outlets == 2
    assert "/2026/11/17/ferry-fire-gannet-head could not be read: RuntimeError: no eyes" in run.log


def test_without_a_single_feed_the_last_good_edition_stays(
    prefect: str, configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path
) -> None:
    desk = Desk(newsroom, configured(tmp_path, newsroom))
    desk.run(FIRST)
    before, known = desk.stored(FIRST), len(newsroom.requests)
    configured(tmp_path, newsroom, fetch={"allow_private_addresses": False})
    with pytest.raises(EditionHeld, match="None of the 8 feeds could be read"):
        desk.run(FIRST)
    assert len(newsroom.requests) == known
    assert desk.stored(FIRST) == before


def test_a_missing_configuration_fails_the_run_with_its_sentence(prefect: str, tmp_path: Path) -> None:
    from flows.nightly import NightRequest, nightly

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIGHTDESK_CONFIG", str(tmp_path / "none.toml"))
        with pytest.raises(ConfigurationError, match="nightdesk init"):
            nightly(NightRequest(edition_date=FIRST))


# What Prefect's UI shows


@dataclass(frozen=True)
class Record:
    """What Prefect's server knows of a run."""

    name: str
    state: str
    tasks: list[dict[str, Any]]
    artifacts: dict[str, dict[str, Any]]
    log: str


@pytest.fixture(scope="module")
def record(prefect: str, nights: Nights) -> Record:
    """The record of the first run, once the server has written it."""

    def ask(path: str, **question: Any) -> Any:
        return httpx.post(f"{prefect}/api/{path}/filter", json=question, timeout=30).raise_for_status().json()

    [run] = [
        run
        for run in ask("flow_runs", sort="START_TIME_ASC", flows={"name": {"any_": ["nightly"]}})
        if run["start_time"] and run["name"] == f"edition {FIRST}"
        if datetime.fromisoformat(run["start_time"]) >= nights.begun  # other tests' nights are on record too
    ][:1]
    own = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    logs = {"logs": {"flow_run_id": {"any_": [run["id"]]}}}
    return Record(
        run["name"],
        run["state_name"],
        _settled(lambda: ask("task_runs", limit=200, **own)),
        {artifact["key"]: artifact for artifact in ask("artifacts", **own)},
        _settled(lambda: "\n".join(line["message"] for line in ask("logs", sort="TIMESTAMP_ASC", limit=200, **logs))),
    )


def _settled(look: Callable[[], Any]) -> Any:
    """What `look` gives when it gives the same for a second: the server writes down what happened a little later."""
    seen: list[Any] = []
    while len(seen) < 3 or seen[-1] != seen[-3]:
        assert len(seen) < 120
        seen.append(look())
        sleep(0.5)
    return seen[-1]


def test_a_run_has_a_name_and_ends_well(record: Record) -> None:
    assert record.name == f"edition {FIRST}"
    assert record.state == "Completed"


def test_a_night_takes_few_task_runs_with_names_for_people(record: Record, nights: Nights) -> None:
    names = Counter(task["name"] for task in record.tasks)
    assert sum(names.values()) < 200
    assert {"read 8 feeds", "group articles into stories", "fetch pictures", "publish edition"} <= set(names)
    assert sum(name.startswith("write: ") for name in names) == len(nights.first.edition.digests)
    assert {task["state_name"] for task in record.tasks} == {"Completed"}
    outside = {task["name"] for task in record.tasks if "outside world" in task["tags"]}
    assert {"read 8 feeds", "fetch pictures"} <= outside
    assert any(name.startswith("fetch ") and name.endswith(" pages") for name in outside)


def test_a_run_leaves_the_edition_as_markdown(record: Record, nights: Nights) -> None:
    text = record.artifacts["edition"]["data"]
    assert record.artifacts["edition"]["type"] == "markdown"
    for digest in nights.first.edition.digests:
        assert digest.sources[0].url in text
    assert rf"[\[1\]]({nights.first.edition.digests[0].sources[0].url})" in text


def test_a_run_leaves_a_table_of_sources(record: Record, nights: Nights) -> None:
    rows = {row["Outlet"]: row for row in json.loads(record.artifacts["sources"]["data"])}
    assert len(rows) == len(nights.first.edition.sources)
    assert rows["Highmoor Herald"]["Feed"] == "failed"
    assert rows["Highmoor Herald"]["Why not"].startswith("the feed: not a readable feed")
    assert rows["The Corvane Courier"]["Feed"] == "read"
    assert rows["The Corvane Courier"]["Pages not read"] == 2
    assert "1 × the site blocked us" in rows["The Corvane Courier"]["Why not"]
    assert sum(row["Articles"] for row in rows.values()) == nights.first.edition.articles


def test_a_run_leaves_the_verifiers_report(record: Record, nights: Nights) -> None:
    text = record.artifacts["verifier"]["data"]
    checks = [digest.check for digest in nights.first.edition.digests]
    assert f"{sum(check.checked for check in checks)} parts of {len(checks)} digests (statements" in text
    assert f"True to their sources: {sum(check.passed for check in checks)}." in text
    assert text.count("\n- **") == sum(len(check.failures) for check in checks)


def test_a_run_leaves_a_link_to_the_page(record: Record, nights: Nights) -> None:
    address = f"{nights.desk.configuration.serve.reader_url}/editions/{FIRST}"
    assert address in record.artifacts["page"]["data"]
    assert set(record.artifacts) == {"edition", "sources", "verifier", "page", "progress"}


def test_a_run_shows_how_far_it_is(record: Record) -> None:
    assert record.artifacts["progress"]["type"] == "progress"
    assert float(record.artifacts["progress"]["data"]) == 100
    assert record.artifacts["progress"]["description"] == "Done"


def test_the_runs_log_in_the_ui_has_the_notes_of_the_night(record: Record) -> None:
    assert "7 feeds read, 1 not" in record.log
    assert f"Edition {FIRST} published" in record.log


def test_a_published_edition_is_mailed_once_and_a_mail_that_fails_costs_nothing(
    nights: Nights, mail_server: Callable[..., Any], free_port: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import nightly

    server = mail_server()
    monkeypatch.setattr(nightly, "send_mails", nightly.send_mails.with_options(retries=0))
    settings = {"TO": '["mara@example.org"]', "FROM": "desk@example.org", "HOST": "localhost", "SECURITY": "none"}
    for key, value in settings.items():
        monkeypatch.setenv(f"NIGHTDESK_MAIL__{key}", value)
    monkeypatch.setenv("NIGHTDESK_MAIL__PORT", str(free_port()))
    down = nights.desk.run(SECOND)
    assert down.edition == nights.second.edition
    assert "can't be reached (Connection refused)" in down.log
    assert f"`nightdesk mail {SECOND}` mails what is missing" in down.log
    monkeypatch.setenv("NIGHTDESK_MAIL__PORT", str(server.port))
    for options in ({"rebuild": True}, {"rebuild": True, "dry_run": True}):
        nights.desk.run(SECOND, **options)
        assert server.taken == []
    assert "Mailed to mara@example.org" in nights.desk.run(SECOND).log
    assert "Mailed" not in nights.desk.run(SECOND).log
    (mail,) = server.mails
    assert nights.second.edition.digests[0].headline in mail["Subject"]


def test_what_leaves_the_desk_keeps_to_its_rules(nights: Nights) -> None:
    link = PublicLinks("https://desk.example")
    rules = {
        kind: Draft202012Validator(json.loads(schema_json(kind, link))) for kind in (DigestDocument, EditionDocument)
    }
    for edition in (nights.first.edition, nights.second.edition):
        rules[EditionDocument].validate(json.loads(edition_json(edition, link)))
        for digest in edition.digests:
            rules[DigestDocument].validate(json.loads(digest_json(digest, link)))
            assert all(figure.low is not None and figure.unit for figure in digest.key_figures)
        mail = edition_mail(edition, link, sender="desk@example.org", recipient="mara@example.org")
        assert len(mail.as_bytes()) < MOST_BYTES
    with Store.open(nights.desk.configuration.database_url) as store:
        told = len(nights.first.edition.digests) + len(nights.second.edition.digests)
        parsed = feedparser.parse(atom(feed(store, None, link.base_url)))
        assert not parsed.bozo
        assert len(parsed.entries) == told
