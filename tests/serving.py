"""A `nightdesk serve` of its own, and what its Prefect server says."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import psutil

NIGHTDESK = Path(sys.executable).with_name("nightdesk")
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass(frozen=True)
class Serving:
    """A `nightdesk serve` under way."""

    process: "subprocess.Popen[str]"
    printed: list[str]

    @property
    def reader(self) -> str:
        """The reader's address."""
        return self.printed[0].split()[-1]

    @property
    def prefect(self) -> str:
        """The address of Prefect's UI."""
        return self.printed[1].split()[-1]

    @property
    def server(self) -> psutil.Process:
        """The process of Prefect's server."""
        [found] = [one for one in self.children() if "flows.prefect_process" in one.cmdline()]
        return found

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def kill(self) -> None:
        """Kills it with all its children."""
        family = psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        self.process.kill()
        for child in family:
            child.kill()
        psutil.wait_procs(family, timeout=30)
        self.process.wait()

    def run(self, deployment: str, **request: Any) -> dict[str, Any]:
        """A run that somebody asked for."""
        deployed = until(lambda: self.found(f"/deployments/name/{deployment}"))
        asked = {"parameters": {"request": request}}
        return dict(self.api("POST", f"/deployments/{deployed['id']}/create_flow_run", **asked))

    def runs(self, *names: str) -> list[dict[str, Any]]:
        """The runs of these names; without any, all."""
        chosen = {"flow_runs": {"name": {"any_": list(names)}}} if names else {"sort": "START_TIME_DESC"}
        return list(self.api("POST", "/flow_runs/filter", **chosen))

    def api(self, method: str, path: str, **body: Any) -> Any:
        """The answer of Prefect's API. While its database is busy it says 503; its own clients then ask again too."""

        def ask() -> httpx.Response | None:
            answer = httpx.request(method, f"{self.prefect}/api{path}", json=body or None, timeout=60)
            return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer

        return until(ask).raise_for_status().json()

    def found(self, path: str) -> Any:
        """What Prefect's API has there, if anything."""
        answer = httpx.get(f"{self.prefect}/api{path}", timeout=60)
        return answer.json() if answer.is_success else None

    def begun(self, run: str) -> Any:
        """The run's state, once it has begun."""
        state = self.api("GET", f"/flow_runs/{run}")["state"]
        return None if state["type"] in ("SCHEDULED", "PENDING") else state

    def ended(self, run: str) -> Any:
        """The run's state, once it has ended."""
        state = self.api("GET", f"/flow_runs/{run}")["state"]
        return state if state["type"] in ENDED else None


@contextmanager
def open_serving(config: Path) -> Iterator[Serving]:
    """Serves while the block runs, with a Prefect server of its own."""
    process = subprocess.Popen(
        [NIGHTDESK, "serve", "--config", config], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    serving = Serving(process, [])
    try:
        serving.printed.extend(process.stdout.readline() for _ in range(4))
        assert all(serving.printed), f"nightdesk serve ended with status {process.wait()}"
        yield serving
    finally:
        serving.kill()
        process.stdout.close()


def until(look: Callable[[], Any]) -> Any:
    """What `look` gives once it gives something."""
    for _ in range(240):
        if (seen := look()) is not None:
            return seen
        sleep(0.5)
    raise AssertionError("nothing came within two minutes")
