"""`nightdesk serve`: everything answers, runs when asked, and ends with it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from playwright.sync_api import expect, sync_playwright
from serving import ENDED, NIGHTDESK, Serving, open_serving, until
from webhook import Receiver, open_receiver

from newsroom import load_articles, open_newsroom

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass(frozen=True)
class Served(Serving):
    """A `nightdesk serve` of a newsroom."""

    pages: list[str]
    """Addresses of pages about one event."""
    config: Path
    hour: datetime
    """When the schedule makes an edition: some time after the start."""
    alerts: Receiver

    def night(self) -> Any:
        """How the night of that hour ended, once it has."""
        states = [run["state"] for run in self.runs(f"edition {self.hour:%Y-%m-%d}")]
        return next((state for state in states if state["type"] in ENDED), None)


@pytest.fixture(scope="module")
def served(
    configured: Callable[..., Path], free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with open_newsroom(night=1) as newsroom, open_receiver() as receiver:
        ports = {"reader_port": free_port(), "prefect_port": free_port()}
        hour = (datetime.now(UTC) + timedelta(minutes=2)).replace(second=0, microsecond=0)
        config = configured(
            folder,
            newsroom,
            edition={"time": f"{hour:%H:%M}:00", "timezone": "UTC"},
            serve=ports,
            alerts={"webhook_url": receiver.url},
        )
        with open_serving(config) as serving:
            origins = {one.outlet: "/".join(one.url.split("/")[:3]) for one in newsroom.subscriptions}
            pages = [origins[one.outlet] + one.path for one in load_articles() if one.event == "quake"]
            yield Served(serving.process, serving.printed, pages, config, hour, receiver)


def test_it_prints_where_everything_is(served: Served) -> None:
    text = "".join(served.printed)
    addresses = [served.reader, served.prefect, f"{served.prefect}/deployments"]
    assert re.findall(r"http://\S+", text) == addresses
    assert f"Next edition daily at {served.hour:%H:%M} UTC" in text


def test_the_reader_and_prefect_answer(served: Served) -> None:
    assert httpx.get(f"{served.reader}/").status_code == 200
    assert httpx.get(f"{served.reader}/health").json()["status"] == "ok"
    assert served.api("GET", "/health") is True
    page = httpx.get(f"{served.prefect}/", follow_redirects=True)
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]


def test_a_run_that_somebody_asks_for_is_run_and_can_be_read(served: Served) -> None:
    run = served.run("digest/on-demand", urls=served.pages, headline="The quake in one page")
    state = until(lambda: served.ended(run["id"]))
    assert state["type"] == "COMPLETED", state["message"]
    assert served.api("GET", f"/flow_runs/{run['id']}")["name"] == "digest: The quake in one page"
    artifacts = served.api("POST", "/artifacts/filter", flow_runs={"id": {"any_": [run["id"]]}})
    link = next(one["data"] for one in artifacts if one["key"] == "page")
    address = re.search(r"\((http[^)]+)\)", link)
    assert address
    page = httpx.get(address[1])
    assert page.status_code == 200
    assert "The quake in one page" in page.text
    assert {one["key"] for one in artifacts} == {"digest", "page"}


def test_the_schedule_makes_an_edition(served: Served) -> None:
    """Before the tests that deploy again and kill."""
    state = until(served.night)
    assert state["type"] == "COMPLETED", state["message"]


def test_a_second_one_says_that_the_first_runs(served: Served) -> None:
    done = subprocess.run(
        [NIGHTDESK, "serve", "--config", served.config], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"`nightdesk serve` runs already for {served.config.parent / 'data'}")
    assert f"(process {served.process.pid}): stop that one first" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_server_that_does_not_answer_is_named(served: Served, tmp_path: Path, free_port: Callable[[], int]) -> None:
    address = f"http://127.0.0.1:{free_port()}/api"
    config = tmp_path / "nightdesk.toml"
    config.write_text(f"[serve]\nreader_port = {free_port()}\n", encoding="utf-8")
    done = subprocess.run(
        [NIGHTDESK, "serve", "--config", config],
        env=os.environ | {"PREFECT_API_URL": address},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"No Prefect server answers at {address}, which PREFECT_API_URL names")
    assert len(done.stderr.splitlines()) == 1


def test_an_existing_server_is_used(served: Served, tmp_path: Path, free_port: Callable[[], int]) -> None:
    """On the server of `served`; what this one deploys there, that one has deployed as well. And a night of which
    nothing is known there, though its hour has come since they were deployed, is made up at the start."""
    for run in served.runs(f"edition {served.hour:%Y-%m-%d}"):
        httpx.delete(f"{served.prefect}/api/flow_runs/{run['id']}", timeout=60).raise_for_status()
    config = tmp_path / "nightdesk.toml"
    text = served.config.read_text(encoding="utf-8")
    config.write_text(text.replace(served.reader.rpartition(":")[2], str(free_port())), encoding="utf-8")
    with subprocess.Popen(
        [NIGHTDESK, "serve", "--config", config],
        env=os.environ | {"PREFECT_API_URL": f"{served.prefect}/api", "PREFECT_UI_URL": "https://desk.example/"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as second:
        assert second.stdout
        assert second.stderr
        try:
            printed = [second.stdout.readline() for _ in range(4)]
            assert "Prefect UI   https://desk.example\n" in printed, "where a browser finds it"
            assert psutil.Process(second.pid).children() == []
            state = until(served.night)
            assert state["type"] == "COMPLETED", state["message"]
            second.terminate()
            assert second.wait(60) == 0
        finally:
            second.kill()
    assert served.api("GET", "/health") is True


READER_ENDS = """
import ctypes, sys, threading
from flows.command_line import app

def end_the_reader():
    sys.stdin.readline()
    [reader] = [thread for thread in threading.enumerate() if thread.name == "reader"]
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(reader.ident), ctypes.py_object(SystemExit))

threading.Thread(target=end_the_reader, daemon=True).start()
app(sys.argv[1:])
"""
"""A `nightdesk` whose reader ends once a line comes."""


@pytest.mark.parametrize("command", ["serve", "read"])
def test_all_ends_with_a_sentence_when_the_reader_ends_by_itself(
    served: Served, tmp_path: Path, free_port: Callable[[], int], command: str
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    config = tmp_path / "nightdesk.toml"
    text = served.config.read_text(encoding="utf-8")
    config.write_text(text.replace(served.reader, address).replace(port(served.reader), port(address)), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", READER_ENDS, command, "--config", config],
        env=os.environ | {"PREFECT_API_URL": f"{served.prefect}/api"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert address in process.stdout.readline()
        try:
            _, errors = process.communicate("\n", timeout=60)
        finally:
            process.kill()
    assert process.returncode == 1
    assert errors.splitlines()[-1] == f"The reader at {address} ended by itself; the lines above say why."


def test_prefects_server_is_started_again_when_it_is_killed(served: Served) -> None:
    """And a night that goes on meanwhile keeps its place, which it has to renew every few minutes."""
    nights = until(lambda: served.found("/deployments/name/nightly/nightly"))
    later = {"scheduled_time": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}
    state = {"type": "SCHEDULED", "state_details": later}
    night = served.api("POST", f"/deployments/{nights['id']}/create_flow_run", state=state)["id"]
    served.api("POST", f"/flow_runs/{night}/set_state", state={"type": "PENDING"})
    place = served.api("GET", f"/flow_runs/{night}")["state"]["state_details"]["deployment_concurrency_lease_id"]
    killed = served.server
    killed.kill()
    until(lambda: None if killed.is_running() and killed.status() != psutil.STATUS_ZOMBIE else True)
    until(lambda: True if answers(f"{served.prefect}/api/health") else None)
    assert served.server.pid != killed.pid
    renewal = f"{served.prefect}/api/v2/concurrency_limits/leases/{place}/renew"
    assert httpx.post(renewal, json={"lease_duration": 300}, timeout=60).is_success
    served.api("POST", f"/flow_runs/{night}/set_state", state={"type": "CANCELLED"})
    assert httpx.get(f"{served.reader}/health").status_code == 200
    assert served.process.poll() is None


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt install chromium")
def test_an_edition_is_asked_for_and_read_in_the_browser(served: Served) -> None:
    deployment = until(lambda: served.found("/deployments/name/nightly/nightly"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 1400})
        page.set_default_timeout(60_000)
        page.clock.set_system_time(datetime(2026, 11, 20, 12, tzinfo=UTC))  # the calendar opens at that month

        page.goto(f"{served.prefect}/deployments/deployment/{deployment['id']}")
        page.get_by_text("Description", exact=True).click()
        expect(page.get_by_text("To run it now")).to_be_visible()

        page.goto(f"{served.prefect}/deployments/deployment/{deployment['id']}/run")
        for words in (
            "The edition",
            "Edition date",
            "Dry run",
            "Limits for this run",
            "Only these categories",
            "Most stories",
        ):
            expect(page.get_by_text(words).first).to_be_visible()
        page.get_by_text("date", exact=True).click()
        page.get_by_text("Select date").click()
        page.locator(".p-calendar-date-picker__date--in-month").get_by_text("17", exact=True).click()
        page.get_by_text("Apply").click()
        expect(page.get_by_text("Nov 17th, 2026")).to_be_visible()
        page.get_by_role("button", name="Submit").click()

        run = until(lambda: next((one for one in served.runs() if "2026-11-17" in str(one["parameters"])), None))
        state = until(lambda: served.begun(run["id"]))
        assert state["type"] in ("RUNNING", "COMPLETED"), state["message"]
        assert served.api("GET", f"/flow_runs/{run['id']}")["name"] == "edition 2026-11-17"
        page.goto(f"{served.prefect}/runs/flow-run/{run['id']}")
        expect(page.get_by_text("Completed", exact=True).first).to_be_visible(timeout=120_000)
        expect(page.get_by_text("7 feeds read, 1 not")).to_be_visible()
        page.get_by_text("Artifacts", exact=True).click()
        for key in ("edition", "sources", "verifier", "progress"):
            expect(page.get_by_text(key, exact=True).first).to_be_visible()

        page.get_by_text("as this run wrote it").click()
        expect(page.get_by_role("heading", name="Edition of Tuesday, 17 November 2026")).to_be_visible()
        first = page.locator("h2 a").first
        headline, address = first.inner_text(), first.get_attribute("href") or ""
        assert address.startswith(served.reader)
        page.goto(address)
        expect(page.locator("h1")).to_have_text(headline)
        browser.close()


def test_a_night_that_is_killed_is_told_of(served: Served) -> None:
    run = served.run("nightly/nightly", edition_date="2026-11-17", rebuild=True, dry_run=True)
    until(lambda: True if served.api("GET", f"/flow_runs/{run['id']}")["state"]["type"] == "RUNNING" else None)
    server = served.server
    for child in served.children():
        if child != server:
            child.kill()
    assert until(lambda: served.ended(run["id"]))["type"] == "CRASHED"
    assert "rebuild of edition 2026-11-17 crashed" in served.alerts.next_with("crashed")
    assert served.process.poll() is None


def test_ports_that_are_taken_are_named(served: Served, configured: Callable[..., Path], tmp_path: Path) -> None:
    with open_newsroom() as newsroom:
        reader, prefect = (int(address.rpartition(":")[2]) for address in (served.reader, served.prefect))
        for ports, key in (({"reader_port": reader}, "reader_port"), ({"prefect_port": prefect}, "prefect_port")):
            config = configured(tmp_path, newsroom, serve={"reader_port": reader + 1} | ports)
            done = subprocess.run(
                [NIGHTDESK, "serve", "--config", config], capture_output=True, text=True, timeout=60, check=False
            )
            assert done.returncode == 1
            assert done.stdout == ""
            assert done.stderr.startswith(f"Port {ports[key]} of 127.0.0.1 can't be used")
            assert f"change serve.{key}" in done.stderr
            assert len(done.stderr.splitlines()) == 1


def test_a_request_to_terminate_ends_all_of_it(served: Served) -> None:
    """The last test here: nothing is served after it."""
    deployment = until(lambda: served.found("/deployments/name/nightly/nightly"))
    assert not deployment["paused"]
    family = psutil.Process(served.process.pid).children(recursive=True)
    assert family
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(60) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    for address in (served.reader, served.prefect):
        with pytest.raises(httpx.ConnectError):
            httpx.get(address)


def port(address: str) -> str:
    return address.rpartition(":")[2]


def answers(url: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(url, timeout=10).is_success
    return False
