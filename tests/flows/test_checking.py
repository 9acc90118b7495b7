"""What `nightdesk check` finds out about subscriptions that are well, moved, forbidden, or away."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractors.subscriptions import Lead, Reason, Skipped
from flows.command_line import app
from flows.configuration import load
from store import Given, Store

PARAGRAPH = (
    "<p>The harbour council voted on Tuesday to rebuild the northern pier, which a storm had damaged in the spring, "
    "and set aside four million for the work. The chair said that the first boats could return before winter.</p>"
)
STORY = (
    "<html lang='en'><title>Pier to be rebuilt</title><article><h1>Pier to be rebuilt</h1>"
    f"{PARAGRAPH * 3}</article></html>"
)


def rss(*paths: str, days: int = 0) -> str:
    date = format_datetime(datetime.now(UTC) - timedelta(days=days, minutes=5))
    items = "".join(f"<item><title>T</title><link>{path}</link><pubDate>{date}</pubDate></item>" for path in paths)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Result]:
    """Runs the command on subscriptions to these addresses, in eighty columns."""

    def run(*urls: str, options: tuple[str, ...] = (), private: bool = True, **more: str) -> Result:
        lines = [
            f"[fetch]\nallow_private_addresses = {str(private).lower()}\nper_host_delay_seconds = 0\nretries = 0\n"
        ]
        for number, url in enumerate(urls, 1):
            kind = more.get("kind", "feed")
            lines.append(f'[[subscriptions]]\noutlet = "Outlet {number}"\nurl = "{url}"\nkind = "{kind}"\n')
        file = tmp_path / "nightdesk.toml"
        file.write_text("\n".join(lines), encoding="utf-8")
        return CliRunner(env={"COLUMNS": "80"}).invoke(app, ["check", "--config", str(file), *options])

    return run


def test_it_counts_what_is_new_and_what_is_left_out(site, check) -> None:
    site.pages |= {
        "/new": rss("/a", "/b", "/b?utm_source=x", "javascript:alert(1)"),
        "/old": rss("/c", days=9),
        "/empty": rss(),
    }
    result = check(*map(site.url, ("/new", "/old", "/empty")), options=("--json",))
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    new, old, empty = report["subscriptions"]
    assert (new["format"], new["leads"], new["in_window"]) == ("RSS 2.0", 2, 2)
    assert new["left_out"] == {"without a web address": 1, "announced twice": 1}
    assert (old["leads"], old["in_window"], old["left_out"]) == (1, 0, {"from before this edition's window": 1})
    assert (empty["leads"], empty["newest"], empty["fault"]) == (0, None, None)
    assert report["needs_attention"] is False

    assert [one["only_old"] for one in report["subscriptions"]] == [False, True, False]

    result = check(*map(site.url, ("/new", "/old", "/empty")))
    assert result.exit_code == 0
    shown = result.stdout
    assert "Worth a look\n  Outlet 2: all articles are older than this edition's window" in shown
    assert "1 announced twice: Outlet 1 1" in shown
    assert "3 leads from 3 of 3 subscriptions, 2 for this edition" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_it_says_where_a_feed_moved_and_which_one_a_page_names(site, check) -> None:
    site.pages |= {
        "/old": (301, "/new"),
        "/new": rss("/a"),
        "/": "<html><link rel=alternate type=application/rss+xml href=/named>",
        "/named": rss("/b"),
    }
    result = check(site.url("/old"), site.url("/"))
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert f"Outlet 1: {site.url('/old')} has moved for good to {site.url('/new')}" in shown
    assert f"Outlet 2: {site.url('/')} names the feed {site.url('/named')}" in shown
    assert f'url = "{site.url("/new")}"' in shown


def test_what_robots_txt_says_of_the_articles_is_told(site, check) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nDisallow: /news/\n", "/feed": rss("/news/a")}
    result = check(site.url("/feed"), options=("--pages",))
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 3
    assert f"its articles: robots.txt asks us not to Outlet 1: {site.url('/news/a')}" in shown
    assert "/news/a" not in [path for path, _ in site.asked]


def test_a_sample_of_each_is_read(site, check) -> None:
    site.pages |= {
        "/feed": rss("/gone", "/a"),
        "/a": STORY,
        "/bad": rss("/short"),
        "/short": "<html><p>Hello</p></html>",
    }
    result = check(site.url("/feed"), site.url("/bad"), options=("--pages",))
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 3
    assert "words: Pier to be rebuilt" in shown
    assert "Outlet 2: not read: " in shown


def test_one_sentence_says_what_many_have_in_common(site, check) -> None:
    result = check(*(site.url(f"/{number}") for number in range(5)))
    assert result.exit_code == 3
    assert result.stdout.count("answered with an error: HTTP 404") == 1
    assert "(5 times)" in result.stdout


def test_a_machine_without_the_internet_is_told_so_once(check, free_port) -> None:
    result = check(*(f"http://127.0.0.1:{free_port()}/{number}" for number in range(4)))
    assert result.exit_code == 3
    shown = " ".join(result.stdout.split())
    assert shown.count("Nothing could be reached: this machine seems to be offline") == 1
    assert shown.count("could not connect") == 1


def test_for_a_private_address_the_setting_is_named_that_allows_it(check) -> None:
    shown = " ".join(check("http://127.0.0.1:1/", "http://localhost:2/", private=False).stdout.split())
    assert shown.count("set allow_private_addresses = true under [fetch]") == 1
    assert "robots.txt" not in shown
    assert "is 127.0.0.1" not in shown


def test_a_sitemap_says_what_it_is(site, check) -> None:
    now = datetime.now(UTC) - timedelta(minutes=1)
    news = f"<news><publication_date>{now.isoformat()}</publication_date><title>Pier</title></news>"
    site.pages |= {
        "/robots.txt": f"Sitemap: {site.url('/s.xml')}",
        "/s.xml": f"<urlset><url><loc>{site.url('/a')}</loc>{news}</url></urlset>",
    }
    report = json.loads(check(site.url("/robots.txt"), kind="sitemap", options=("--json",)).stdout)
    assert report["subscriptions"][0]["format"] == "robots.txt, news sitemap"
    assert report["subscriptions"][0]["in_window"] == 1


def test_what_was_broken_for_three_nights_is_told_with_what_to_do(site, check, tmp_path: Path) -> None:
    site.pages |= {"/well": rss("/a"), "/walled": rss("/b")}
    check(site.url("/well"), site.url("/walled"))
    assert not list(tmp_path.glob("**/nightdesk.db")), "a check makes no database"
    configuration = load(tmp_path / "nightdesk.toml")
    well, walled = configuration.subscriptions
    with Store.open(configuration.database_url) as store:
        for number in range(3):
            night, at = date(2026, 11, 1 + number), datetime(2026, 11, 1 + number, tzinfo=UTC)
            for one in (well, walled):
                lead = Lead(url=f"{one.url}/{number}", subscription=one.url, outlet=one.outlet)
                store.record_feed(one, [lead], etag="", last_modified="", date=night, at=at, seconds=2)
            store.record_skips(night, [Skipped(url=lead.url, outlet="Outlet 2", reason=Reason.LOGIN_WALL)])
            store.record_given(night, {well.url: Given(4, 3), walled.url: Given(0, 0)})
    result = check(well.url, walled.url)
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 3
    assert f"Broken for several nights Outlet 2 (blocked): {walled.url} was read, but no article of it had" in shown
    assert "for 3 editions: behind a login; see whether it is still right, or remove it" in shown
    assert "Outlet 1 (" not in shown
    report = json.loads(check(well.url, walled.url, options=("--json",)).stdout)
    first, second = (one["ledger"] for one in report["subscriptions"])
    assert (first["articles"], first["with_body"], first["seconds"], first["trouble"]) == (4.0, 0.75, 2.0, None)
    assert second["trouble"] == "blocked"
