"""`nightdesk`, as somebody types it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from typer.testing import CliRunner, Result

from flows.command_line import app
from flows.configuration import load
from newsroom import Newsroom, load_articles
from store import Store

NIGHTDESK = Path(sys.executable).with_name("nightdesk")
"""The command that the installation made."""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def nightdesk(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "140"}).invoke(app, list(map(str, arguments)))


def refusal(result: Result) -> str:
    """The one sentence on standard error."""
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


def pages(newsroom: Newsroom, event: str) -> list[str]:
    """The addresses of the English pages that tell an event in the first night."""
    origins = {one.outlet: "/".join(one.url.split("/")[:3]) for one in newsroom.subscriptions}
    told = [one for one in load_articles() if one.event == event and one.night == 1 and one.language == "en"]
    return [origins[article.outlet] + article.path for article in told]


@contextmanager
def running(*arguments: object) -> Iterator["subprocess.Popen[str]"]:
    """The installed command in a process of its own."""
    process = subprocess.Popen(
        [NIGHTDESK, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


# init


def test_init_writes_a_configuration_that_is_valid(elsewhere: Path) -> None:
    result = nightdesk("init")
    assert result.exit_code == 0
    assert "Wrote nightdesk.toml" in result.stdout
    assert len(load(elsewhere / "nightdesk.toml").subscriptions) >= 18


def test_init_replaces_nothing_unless_forced(elsewhere: Path) -> None:
    file = elsewhere / "mine.toml"
    file.write_text("[edition]\n", encoding="utf-8")
    assert "mine.toml exists already" in refusal(nightdesk("init", "mine.toml"))
    assert file.read_text(encoding="utf-8") == "[edition]\n"
    assert nightdesk("init", "mine.toml", "--force").exit_code == 0
    assert load(file).subscriptions


def test_init_says_where_it_cannot_write() -> None:
    assert "nowhere/mine.toml can't be written: No such file or directory" in refusal(
        nightdesk("init", "nowhere/mine.toml")
    )


# check


def test_check_says_what_would_be_read_and_which_feed_is_broken(
    configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path
) -> None:
    result = nightdesk("check", "--config", configured(tmp_path, newsroom))
    assert result.exit_code == 3
    fault = result.stdout.partition("Needs attention")[2]
    assert "not a readable feed: an HTML page that names no feed" in fault
    assert "Highmoor Herald: http://127.0.0.1:" in fault
    assert "34 leads from 7 of 8 subscriptions, " in result.stdout
    assert {request.outlet for request in newsroom.requests} == {one.outlet for one in newsroom.subscriptions}
    assert not load(tmp_path / "nightdesk.toml").storage.folder.joinpath("nightdesk.db").exists()


def test_check_is_content_when_all_feeds_are(
    configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path
) -> None:
    result = nightdesk("check", "--config", configured(tmp_path, newsroom, without="highmoor"))
    assert result.exit_code == 0
    assert "34 leads from 7 of 7 subscriptions" in result.stdout
    assert "Needs attention" not in result.stdout


def test_check_without_subscriptions_needs_attention(elsewhere: Path) -> None:
    (elsewhere / "nightdesk.toml").write_text("", encoding="utf-8")
    result = nightdesk("check")
    assert result.exit_code == 3
    assert "no [[subscriptions]]" in result.stdout
    assert nightdesk("check", "--json").exit_code == 3


# subscriptions

OPML = """<opml version="2.0"><body>
<outline text="Sport"><outline text="Quay" xmlUrl="https://quay.example/feed"/></outline>
<outline text="Pier" xmlUrl="https://pier.example/feed?utm_source=opml"/></body></opml>"""


def test_subscriptions_are_imported_once_and_the_file_keeps_its_comments(elsewhere: Path) -> None:
    file = elsewhere / "nightdesk.toml"
    nightdesk("init")
    before = file.read_text(encoding="utf-8")
    (elsewhere / "feeds.opml").write_text(OPML, encoding="utf-8")
    result = nightdesk("subscriptions", "import", "feeds.opml", "--category", "science")
    assert result.exit_code == 0
    assert "nightdesk.toml: 2 added, 0 there already, 0 left out." in result.stdout
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    quay, pier = load(file).subscriptions[-2:]
    assert (quay.outlet, quay.category.value) == ("Quay", "sports")
    assert (pier.url, pier.category.value) == ("https://pier.example/feed?utm_source=opml", "science")

    again = nightdesk("subscriptions", "import", "feeds.opml")
    assert "There already  Quay: https://quay.example/feed" in again.stdout
    assert "0 added, 2 there already" in again.stdout
    assert file.read_text(encoding="utf-8") == after
    assert sorted(one.name for one in elsewhere.iterdir()) == ["feeds.opml", "nightdesk.toml"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[edition]\n# mine\n",
        '[[subscriptions]]\noutlet="A"\nurl="https://a.example/"\n\n[edition]\n# mine\ntime = 05:00:00\n',
        'subscriptions = [{outlet="A", url="https://a.example/"}] # mine\n',
    ],
)
def test_subscriptions_find_their_place_in_any_file(before: str, elsewhere: Path) -> None:
    file = elsewhere / "mine.toml"
    file.write_text(before, encoding="utf-8")
    (elsewhere / "feeds.opml").write_text(OPML, encoding="utf-8")
    assert nightdesk("subscriptions", "import", "feeds.opml", "-c", "mine.toml").exit_code == 0
    assert [one.outlet for one in load(file).subscriptions] == ["A"] * ("https://a" in before) + ["Quay", "Pier"]
    assert ("# mine" in file.read_text(encoding="utf-8")) == ("# mine" in before)


def test_subscriptions_go_to_another_program_and_come_back(elsewhere: Path) -> None:
    nightdesk("init")
    given = load(elsewhere / "nightdesk.toml").subscriptions
    result = nightdesk("subscriptions", "export", "feeds.opml")
    assert f"Wrote {len(given)} subscriptions to feeds.opml" in result.stdout
    assert "feeds.opml exists already" in refusal(nightdesk("subscriptions", "export", "feeds.opml"))
    (elsewhere / "nightdesk.toml").write_text("", encoding="utf-8")
    assert nightdesk("subscriptions", "import", "feeds.opml").exit_code == 0
    assert load(elsewhere / "nightdesk.toml").subscriptions == given


def test_an_import_says_what_it_cannot_read(elsewhere: Path) -> None:
    (elsewhere / "nightdesk.toml").write_text("", encoding="utf-8")
    assert "feeds.opml can't be read: No such file" in refusal(nightdesk("subscriptions", "import", "feeds.opml"))
    assert "is no OPML file" in refusal(nightdesk("subscriptions", "import", "nightdesk.toml"))
    (elsewhere / "feeds.opml").write_text(OPML.replace("https://quay", "ftp://quay"), encoding="utf-8")
    partly = nightdesk("subscriptions", "import", "feeds.opml")
    assert partly.exit_code == 3
    assert "Left out       Quay: url 'ftp://quay.example/feed': write a full web address" in partly.stdout
    assert "nightdesk init" in refusal(nightdesk("subscriptions", "import", "feeds.opml", "-c", "none.toml"))


# What is wrong is said in one sentence


@pytest.mark.parametrize(
    "command",
    [["nightly"], ["explain", "s1"], ["read"], ["serve"], ["check"], ["export", "site"], ["edition"], ["mail"]],
)
def test_without_a_configuration_each_command_says_what_to_do(command: list[str], elsewhere: Path) -> None:
    message = refusal(nightdesk(*command))
    assert "nightdesk.toml" in message
    assert "nightdesk init" in message
    assert list(elsewhere.iterdir()) == []


def test_a_wrong_configuration_is_refused_before_anything_happens(elsewhere: Path) -> None:
    (elsewhere / "nightdesk.toml").write_text("[edition]\nlook_back_hours = 0\n", encoding="utf-8")
    assert "edition.look_back_hours (it is 0)" in refusal(nightdesk("nightly"))
    assert [file.name for file in elsewhere.iterdir()] == ["nightdesk.toml"]


@pytest.mark.parametrize(
    "command", [["nightly"], ["explain", "s1"], ["check"], ["export", "site"], ["edition"], ["serve"]]
)
@pytest.mark.parametrize("folder", ["/proc/nd", "notes.txt/nd", "notes.txt"])
def test_a_data_folder_that_cannot_be_written_is_named(command: list[str], folder: str, elsewhere: Path) -> None:
    (elsewhere / "notes.txt").write_text("a file", encoding="utf-8")
    (elsewhere / "nightdesk.toml").write_text(f'[storage]\nfolder = "{folder}"\n', encoding="utf-8")
    message = refusal(nightdesk(*command))
    assert str(elsewhere / folder) in message
    assert "name another one with the key folder under [storage]" in message


def test_a_demo_says_where_it_cannot_write(elsewhere: Path) -> None:
    assert "/proc/nd can't be written" in refusal(nightdesk("demo", "--folder", "/proc/nd", "--port", "0"))


def test_a_wrong_environment_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTDESK_EDITION__TIMEZONE", "Mars")
    assert "NIGHTDESK_EDITION__TIMEZONE (it is 'Mars')" in refusal(nightdesk("digest", "https://courier.example/one"))


def test_a_database_that_cannot_be_reached_is_named_without_its_password(elsewhere: Path) -> None:
    url = "postgresql://nightdesk:geheim@127.0.0.1:1/nights"
    (elsewhere / "nightdesk.toml").write_text(f'[storage]\ndatabase = "{url}"\n', encoding="utf-8")
    message = refusal(nightdesk("export", "site"))
    assert "127.0.0.1:1/nights" in message
    assert "geheim" not in message


@pytest.mark.parametrize(
    "arguments", [["nightly", "--date", "yesterday"], ["digest"], ["export"], ["tomorrow"], ["nightly", "--colour"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert nightdesk(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "command", [["edition"], ["mail"], ["nightly", "--date"], ["explain", "s1", "--date"]], ids=lambda words: words[0]
)
@pytest.mark.parametrize("written", ["yesterday", "2026-13-01", "20261122", "2026-W47-7"])
def test_what_is_no_date_is_told_how_to_write_one(command: list[str], written: str) -> None:
    result = nightdesk(*command, written)
    assert result.exit_code == 2
    assert f"'{written}' is no date: write it as 2026-11-22" in result.stderr


def test_an_edition_of_a_date_that_is_still_to_come_is_refused(elsewhere: Path) -> None:
    (elsewhere / "nightdesk.toml").write_text('[edition]\ntimezone = "Pacific/Kiritimati"\n', encoding="utf-8")
    today = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    message = refusal(nightdesk("nightly", "--date", today + timedelta(days=1)))
    assert f"{today + timedelta(days=1)} is still to come" in message
    assert "Pacific/Kiritimati" in message


def test_a_night_without_a_single_feed_is_told_in_few_lines(
    elsewhere: Path, free_port: Callable[[], int], prefect: str
) -> None:
    feeds = [
        f'[[subscriptions]]\noutlet = "Outlet {number}"\nurl = "http://127.0.0.1:{free_port()}/{number}"\n'
        for number in range(30)
    ]
    settings = "[fetch]\nallow_private_addresses = true\nretries = 0\nper_host_delay_seconds = 0\n"
    (elsewhere / "nightdesk.toml").write_text("\n".join((settings, *feeds)), encoding="utf-8")
    command = [NIGHTDESK, "nightly"]
    environment = {**os.environ, "PREFECT_API_URL": f"{prefect}/api", "COLUMNS": "140"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("None of the 30 feeds could be read")
    assert len(ended.stderr.splitlines()) == 1
    assert " ".join(ended.stdout.split()).count("30 feeds not read: could not connect") == 1
    assert len(ended.stdout.splitlines()) < 8


# digest


def test_digest_prints_markdown_with_citations_and_stores_it(
    configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path
) -> None:
    config, urls = configured(tmp_path, newsroom), pages(newsroom, "ferry-fire")
    result = nightdesk("digest", *urls, "--config", config)
    assert result.exit_code == 0
    headline = result.stdout.splitlines()[0].removeprefix("# ")
    assert result.stdout.startswith("# ")
    for url in urls:
        assert re.search(rf"\[\\\[\d\\\]\]\({re.escape(url)}\)", result.stdout)
    assert "## Sources" in result.stdout
    with Store.open(load(config).database_url) as store:
        [stored] = store.asked_digests(limit=10)
        assert stored.headline == headline
        assert stored.outlets == len(urls) == 3
        assert store.editions(limit=10) == ()


def test_digest_works_without_a_configuration_and_says_which_page_it_lacks(
    newsroom: Newsroom, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTDESK_FETCH__ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("NIGHTDESK_FETCH__PER_HOST_DELAY_SECONDS", "0")
    one, two, *_ = pages(newsroom, "rate-cut")
    missing = one + "/missing"
    monkeypatch.setenv("NIGHTDESK_FETCH__RETRIES", "0")
    result = nightdesk("digest", one, two, missing, "--headline", "Money gets cheaper")
    assert result.exit_code == 3
    assert result.stdout.startswith("# Money gets cheaper\n")
    assert result.stderr == f"Not read: {missing}: answered with an error: HTTP 404\n"
    assert (elsewhere / "nightdesk-data" / "nightdesk.db").exists()


@pytest.mark.parametrize("url", ["courier.example/one", "ftp://courier.example/one", "file:///etc/passwd", "https://"])
def test_digest_refuses_what_is_no_web_address(url: str) -> None:
    result = nightdesk("digest", url)
    assert result.exit_code == 2
    assert f"{url} is no web address: write a full web address" in result.stderr
    assert result.stdout == ""


def test_digest_says_why_none_of_the_pages_could_be_read(
    configured: Callable[..., Path], newsroom: Newsroom, tmp_path: Path
) -> None:
    config = configured(tmp_path, newsroom, fetch={"allow_private_addresses": False})
    urls = pages(newsroom, "quake")[:2]
    message = refusal(nightdesk("digest", *urls, "--config", config))
    assert all(f"{url}: private network address" in message for url in urls)
    assert newsroom.requests == []


def test_a_digest_that_fails_leaves_no_data_folder_behind_and_says_what_robots_txt_is(
    newsroom: Newsroom, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTDESK_FETCH__ALLOW_PRIVATE_ADDRESSES", "true")
    [forbidden] = [one for one in load_articles() if one.kind == "disallowed"]
    [site] = [one.url for one in newsroom.subscriptions if one.outlet == forbidden.outlet]
    private = "/".join(site.split("/")[:3]) + forbidden.path
    message = refusal(nightdesk("digest", private))
    assert f"({private}: robots.txt asks us not to): robots.txt is where a site says which pages" in message
    assert list(elsewhere.iterdir()) == []


# The demo, and what comes after it


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> "subprocess.CompletedProcess[str]":
    """The README's first command, by the installed program, in a folder `demo`."""
    folder = tmp_path_factory.mktemp("first")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "NIGHTDESK_"))}
    return subprocess.run(
        [NIGHTDESK, "demo", "--folder", folder / "demo", "--port", "0"],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=240,
        check=False,
        env=environment | {"COLUMNS": "120", "HOME": str(folder)},
    )


def demo_file(demo: "subprocess.CompletedProcess[str]") -> Path:
    return Path(demo.args[3]) / "nightdesk-demo.toml"


def test_demo_shows_an_edition_and_where_it_is(demo: "subprocess.CompletedProcess[str]") -> None:
    assert demo.returncode == 0, demo.stderr
    assert "Edition of Wednesday, 18 November 2026" in demo.stdout
    assert re.search(r"\[1\]", demo.stdout)
    assert re.search(r"\d digests from \d\d articles", demo.stdout)
    assert "Traceback" not in demo.stdout + demo.stderr
    assert f"Stored in sqlite:///{demo_file(demo).parent}/nightdesk.db" in demo.stdout
    assert f"nightdesk read --config {demo_file(demo)}" in demo.stdout
    assert [file.name for file in demo_file(demo).parents[1].iterdir()] == ["demo"]


def test_demo_leaves_a_folder_of_somebody_else_alone(elsewhere: Path) -> None:
    kept = elsewhere / "letters" / "one.txt"
    kept.parent.mkdir()
    kept.write_text("Dear night desk", encoding="utf-8")
    assert "letters holds something else than a demo" in refusal(nightdesk("demo", "--folder", "letters"))
    assert kept.read_text(encoding="utf-8") == "Dear night desk"


def explained(demo: "subprocess.CompletedProcess[str]", *arguments: str) -> Result:
    return nightdesk("explain", *arguments, "--date", "2026-11-18", "--config", demo_file(demo))


def test_explain_says_why_each_article_is_in_a_story(demo: "subprocess.CompletedProcess[str]") -> None:
    with Store.open(load(demo_file(demo)).database_url) as store:
        edition = store.edition(date(2026, 11, 18))
    assert edition is not None
    digest = edition.digests[0]
    by_slug, by_id = explained(demo, digest.slug), explained(demo, digest.story)
    assert by_slug.exit_code == 0
    assert by_slug.stdout == by_id.stdout == explained(demo, digest.story[:8]).stdout
    assert "the story begins with it" in by_id.stdout
    assert by_id.stdout.startswith(f"{digest.headline}  ({digest.story})")
    assert "joined on [" in by_id.stdout
    assert "same names:" in by_id.stdout
    assert "Nearest left out:" in by_id.stdout

    told = json.loads(explained(demo, digest.slug, "--json").stdout)
    assert told["story"] == digest.story
    assert {source.article for source in digest.sources} <= {member["article"] for member in told["articles"]}
    numbers = {member["article"]: member["source"] for member in told["articles"] if member["source"]}
    assert numbers == {source.article: source.number for source in digest.sources}
    assert told["articles"][0]["joined_on"] is None
    assert all(member["joined_on"]["reasons"] for member in told["articles"][1:])


def test_explain_says_what_to_do_about_a_name_that_fits_no_story_or_many(
    demo: "subprocess.CompletedProcess[str]",
) -> None:
    assert "another date with --date" in refusal(explained(demo, "no-such-story"))
    assert "write more of the id or slug" in refusal(explained(demo, "s"))


def test_export_writes_the_whole_site(demo: "subprocess.CompletedProcess[str]", tmp_path: Path) -> None:
    site = tmp_path / "site"
    result = nightdesk("export", site, "--config", demo_file(demo))
    assert result.exit_code == 0
    files = sorted(site.rglob("*.html"))
    assert f"Wrote {len(files)} pages; open {site / 'index.html'}" in result.stdout
    assert len(files) > 40
    assert "http://127.0.0.1:8321/editions/2026-11-18/" in (site / "feed.atom").read_text(encoding="utf-8")
    assert (site / "editions" / "2026-11-18.epub").is_file()
    assert "Lady Maren" in (site / "index.html").read_text(encoding="utf-8")


# edition, mail


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("markdown", b"# Edition of Wednesday, 18 November 2026\n"),
        ("json", b'{"$schema": "http://127.0.0.1:8321/schema/edition.json"'),
        ("epub", b"PK"),
        ("csv", b"date,category,digest,figure,value,"),
        ("eml", b"From: nightdesk@localhost\r\nTo: reader@localhost\r\nSubject: 18 November 2026: "),
    ],
)
def test_edition_writes_one_file(
    demo: "subprocess.CompletedProcess[str]", tmp_path: Path, form: str, begins: bytes
) -> None:
    printed = nightdesk("edition", "--format", form, "--config", demo_file(demo))
    assert printed.exit_code == 0
    assert printed.stdout_bytes.startswith(begins)
    kept = nightdesk("edition", "2026-11-18", "-f", form, "-o", tmp_path / "file", "--config", demo_file(demo))
    assert kept.stdout == f"Wrote {tmp_path / 'file'}\n"
    assert (tmp_path / "file").read_bytes() == printed.stdout_bytes


def test_edition_says_what_there_is_not(demo: "subprocess.CompletedProcess[str]", elsewhere: Path) -> None:
    told = refusal(nightdesk("edition", "2026-01-01", "--config", demo_file(demo)))
    assert "There is no edition of 2026-01-01: `nightdesk nightly --date 2026-01-01` makes it." in told
    wrong = nightdesk("edition", "-o", elsewhere / "no" / "file", "--config", demo_file(demo))
    assert "can't be written: No such file or directory" in refusal(wrong)
    (elsewhere / "nightdesk.toml").write_text("", encoding="utf-8")
    assert "There is no edition yet" in refusal(nightdesk("edition", "--config", elsewhere / "nightdesk.toml"))


def test_mail_goes_out_once_and_again_where_that_is_asked(
    demo: "subprocess.CompletedProcess[str]", mail_server: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = mail_server()
    assert "Nobody is to get mails: set mail.to" in refusal(nightdesk("mail", "--config", demo_file(demo)))
    settings = {"TO": '["mara@example.org"]', "FROM": "desk@example.org", "HOST": "localhost", "SECURITY": "none"}
    for key, value in (settings | {"PORT": str(server.port)}).items():
        monkeypatch.setenv(f"NIGHTDESK_MAIL__{key}", value)
    tried = nightdesk("mail", "--dry-run", "--config", demo_file(demo))
    assert re.fullmatch(r"Edition 2026-11-18 to mara@example.org: [0-9,]+ bytes\n", tried.stdout)
    assert server.taken == []
    assert nightdesk("mail", "--config", demo_file(demo)).stdout == "Edition 2026-11-18 went to mara@example.org\n"
    assert "already; --again mails it anew" in nightdesk("mail", "--config", demo_file(demo)).stdout
    assert "it went there already" in nightdesk("mail", "--dry-run", "--config", demo_file(demo)).stdout
    assert len(server.taken) == 1
    assert nightdesk("mail", "--again", "--config", demo_file(demo)).exit_code == 0
    assert len(server.taken) == 2
    server.refused = {"mara@example.org"}
    failed = refusal(nightdesk("mail", "2026-11-17", "--config", demo_file(demo)))
    assert "Edition 2026-11-17 did not go to mara@example.org: The mail server localhost" in failed


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_read_serves_the_pages_until_it_is_told_to_end(
    end: signal.Signals,
    demo: "subprocess.CompletedProcess[str]",
    free_port: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = free_port()
    monkeypatch.setenv("NIGHTDESK_SERVE__READER_PORT", str(port))
    with running("read", "--config", demo_file(demo)) as process:
        assert process.stdout
        assert f"Read at http://127.0.0.1:{port} " in process.stdout.readline()
        page = answer(f"http://127.0.0.1:{port}/")
        assert page.status_code == 200
        assert "Lady Maren" in page.text
        assert httpx.get(f"http://127.0.0.1:{port}/editions/2026-11-17").status_code == 200
        process.send_signal(end)
        assert process.wait(20) == 0
        assert process.stdout.read() == ""
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/")


def test_read_says_that_its_port_is_taken(
    demo: "subprocess.CompletedProcess[str]", newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = newsroom.subscriptions[0].url.split("/")[2].partition(":")[2]
    monkeypatch.setenv("NIGHTDESK_SERVE__READER_PORT", taken)
    message = refusal(nightdesk("read", "--config", demo_file(demo)))
    assert f"Port {taken} of 127.0.0.1 can't be used" in message
    assert "change serve.reader_port" in message


def answer(url: str) -> httpx.Response:
    """What the address answers, once somebody listens there."""
    end = monotonic() + 30
    while True:
        try:
            return httpx.get(url, timeout=10)
        except httpx.ConnectError:
            assert monotonic() < end, f"{url} never answered"
            sleep(0.1)


def test_the_program_runs_as_a_module_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows", "check"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "nightdesk init" in done.stderr
    assert "Traceback" not in done.stderr
