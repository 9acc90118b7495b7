"""`nightdesk serve`: everything answers, runs when asked, and ends with it."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import psutil
import pytest

from newsroom import load_articles, open_newsroom

NIGHTDESK = Path(sys.executable).with_name("nightdesk")
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass(frozen=True)
class Served:
    """A `nightdesk serve` under way."""

    process: "subprocess.Popen[str]"
    printed: list[str]
    reader: str
    prefect: str
    pages: list[str]
    """Addresses of pages about one event."""

    def api(self, method: str, path: str, **body: Any) -> Any:
        """The answer of Prefect's API. While its database is busy it says 503; its own clients then ask again too."""

        def ask() -> httpx.Response | None:
            answer = httpx.request(method, f"{self.prefect}/api{path}", json=body or None, timeout=60)
            return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer

        return until(ask).raise_for_status().json()


@pytest.fixture(scope="module")
def served(
    configured: Callable[..., Path], free_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with open_newsroom(night=1) as newsroom:
        ports = {"reader_port": free_port(), "prefect_port": free_port()}
        config = configured(folder, newsroom, serve=ports)
        process = subprocess.Popen(
            [NIGHTDESK, "serve", "--config", config], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert process.stdout
        try:
            printed = [process.stdout.readline() for _ in range(4)]
            assert all(printed), f"nightdesk serve ended with status {process.wait()}"
            origins = {one.outlet: "/".join(one.url.split("/")[:3]) for one in newsroom.subscriptions}
            pages = [origins[one.outlet] + one.path for one in load_articles() if one.event == "quake"]
            yield Served(
                process,
                printed,
                f"http://127.0.0.1:{ports['reader_port']}",
                f"http://127.0.0.1:{ports['prefect_port']}",
                pages,
            )
        finally:
            for child in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []:
                child.kill()
            process.kill()
            process.communicate()


def test_it_prints_where_everything_is(served: Served) -> None:
    text = "".join(served.printed)
    addresses = [served.reader, served.prefect, f"{served.prefect}/deployments"]
    assert re.findall(r"http://\S+", text) == addresses
    assert "Next edition daily at 22:00 UTC" in text


def test_the_reader_and_prefect_answer(served: Served) -> None:
    assert httpx.get(f"{served.reader}/").status_code == 200
    assert httpx.get(f"{served.reader}/health").json()["status"] == "ok"
    assert served.api("GET", "/health") is True
    page = httpx.get(f"{served.prefect}/", follow_redirects=True)
    assert page.status_code == 200
    assert "text/html" in page.headers["content-type"]


def test_a_run_that_somebody_asks_for_is_run_and_can_be_read(served: Served) -> None:
    deployment = until(lambda: found(served, "/deployments/name/digest/on-demand"))
    asked = {"parameters": {"request": {"urls": served.pages, "headline": "The quake in one page"}}}
    run = served.api("POST", f"/deployments/{deployment['id']}/create_flow_run", **asked)
    state = until(lambda: ended(served, run["id"]))
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
    deployment = until(lambda: found(served, "/deployments/name/nightly/nightly"))
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


def until(look: Callable[[], Any]) -> Any:
    """What `look` gives once it gives something."""
    for _ in range(240):
        if (seen := look()) is not None:
            return seen
        sleep(0.5)
    raise AssertionError("nothing came within two minutes")


def found(served: Served, path: str) -> Any:
    answer = httpx.get(f"{served.prefect}/api{path}", timeout=60)
    return answer.json() if answer.is_success else None


def ended(served: Served, run: str) -> Any:
    state = served.api("GET", f"/flow_runs/{run}")["state"]
    return state if state["type"] in ENDED else None
