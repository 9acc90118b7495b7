"""The deployments, on a real Prefect server: planned, explained, and refused where the parameters are wrong."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest
import yaml

from flows.configuration import Configuration, EditionOptions
from newsroom import open_newsroom
from store import Store

ZONE = "Europe/Berlin"
PREFECT_YAML = Path(__file__).parents[2] / "prefect.yaml"


@pytest.fixture(scope="module")
def api(prefect: str) -> httpx.Client:
    return httpx.Client(base_url=f"{prefect}/api", timeout=60)


@pytest.fixture(scope="module")
def applied(api: httpx.Client) -> dict[str, dict[str, Any]]:
    """Both deployments as the server has them, by name."""
    from flows.deployments import deployments

    configuration = Configuration(edition=EditionOptions(timezone=ZONE, time=time(5, 15)))
    ids = [one.apply() for one in deployments(configuration)]
    assert all(isinstance(id, UUID) for id in ids)
    found = [api.get(f"/deployments/{id}").raise_for_status().json() for id in ids]
    return {one["name"]: one for one in found}


def test_the_next_nights_are_planned(api: httpx.Client, applied: dict[str, dict[str, Any]]) -> None:
    """No other test sees it when a release of a part that Prefect stands on breaks its scheduler."""

    def planned() -> list[dict[str, Any]]:
        question = {
            "deployments": {"id": {"any_": [applied["nightly"]["id"]]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
            "sort": "EXPECTED_START_TIME_ASC",
        }
        return list(api.post("/flow_runs/filter", json=question).raise_for_status().json())

    for _ in range(120):
        if runs := planned():
            break
        sleep(0.5)
    else:
        pytest.fail("no run is planned after a minute")
    moments = [datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo(ZONE)) for run in runs]
    assert len(moments) >= 3
    assert {moment.time() for moment in moments} == {time(5, 15)}
    assert [moment.date() - moments[0].date() for moment in moments] == [timedelta(day) for day in range(len(moments))]
    assert {run["name"] for run in runs if run["parameters"]} == set()


def test_the_schedule_is_a_daily_cron_in_the_configured_zone(applied: dict[str, dict[str, Any]]) -> None:
    [schedule] = applied["nightly"]["schedules"]
    assert schedule["active"]
    assert schedule["slug"] == "nightly"
    assert schedule["schedule"]["cron"] == "15 5 * * *"
    assert schedule["schedule"]["timezone"] == ZONE
    assert applied["on-demand"]["schedules"] == []


def test_one_night_runs_at_a_time(applied: dict[str, dict[str, Any]]) -> None:
    assert applied["nightly"]["global_concurrency_limit"]["limit"] == 1
    assert applied["nightly"]["concurrency_options"]["collision_strategy"] == "ENQUEUE"


def test_the_form_explains_every_parameter(applied: dict[str, dict[str, Any]]) -> None:
    from flows.nightly import NightRequest
    from flows.on_demand import DigestRequest

    for name, model, title in (("nightly", NightRequest, "The edition"), ("on-demand", DigestRequest, "The digest")):
        assert applied[name]["description"]
        assert applied[name]["tags"] == ["nightdesk"]
        schema = applied[name]["parameter_openapi_schema"]
        assert set(schema["properties"]) == {"request"}
        assert schema["properties"]["request"]["title"] == title
        fields = schema["definitions"][model.__name__]["properties"]
        assert set(fields) == set(model.model_fields)
        for key, field in fields.items():
            assert field["title"] == model.model_fields[key].title
            assert len(field["description"]) > 10
    assert applied["nightly"]["parameter_openapi_schema"].get("required", []) == []


@pytest.mark.parametrize(
    ("name", "request_", "what"),
    [
        ("nightly", {"limits": {"categories": ["cooking"]}}, "request.limits.categories"),
        ("nightly", {"limits": {"look_back_hours": 241}}, "request.limits.look_back_hours"),
        ("nightly", {"limits": {"most_stories": "many"}}, "request.limits.most_stories"),
        ("nightly", {"dryrun": True}, "dryrun"),
        ("on-demand", {}, "urls"),
        ("on-demand", {"urls": []}, "request.urls"),
        ("on-demand", {"urls": ["the front page"]}, "request.urls"),
    ],
)
def test_a_wrong_parameter_is_refused(
    api: httpx.Client, applied: dict[str, dict[str, Any]], name: str, request_: dict[str, object], what: str
) -> None:
    answer = api.post(f"/deployments/{applied[name]['id']}/create_flow_run", json={"parameters": {"request": request_}})
    assert answer.status_code == 409
    assert what in answer.text


def test_a_run_is_found_by_the_name_of_its_module(applied: dict[str, dict[str, Any]]) -> None:
    """So that it starts in any folder."""
    entrypoints = {name: one["entrypoint"] for name, one in applied.items()}
    assert entrypoints == {"nightly": "flows.nightly.nightly", "on-demand": "flows.on_demand.digest"}


def test_prefect_yaml_says_the_same(prefect: str) -> None:
    from prefect.flows import load_flow_from_entrypoint

    from flows.deployments import deployments

    file = yaml.safe_load(PREFECT_YAML.read_text(encoding="utf-8"))
    assert file["pull"] == []  # workers import what is installed; no folder of the machine that deployed is theirs
    written = {one["name"]: one for one in file["deployments"]}
    made = {str(one.name): one for one in deployments(Configuration())}
    assert set(written) == set(made)
    for name, deployment in made.items():
        assert written[name]["entrypoint"] == deployment.entrypoint
        assert load_flow_from_entrypoint(written[name]["entrypoint"]).name == deployment.flow_name
        assert written[name]["tags"] == deployment.tags
        assert first_sentence(written[name]["description"]) == first_sentence(deployment.description or "")
    [schedule] = made["nightly"].schedules or []
    [planned] = written["nightly"]["schedules"]
    assert planned == schedule.schedule.model_dump(include={"cron", "timezone"}) | {"slug": schedule.slug}
    assert written["nightly"]["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert "schedules" not in written["on-demand"]


def test_a_worker_of_a_work_pool_runs_a_deployment(
    prefect: str, api: httpx.Client, configured: Callable[..., Path], tmp_path: Path
) -> None:
    """What docs/operating.md says for work pools, on a server that runs already."""
    with open_newsroom(night=1) as newsroom:
        environment = os.environ | {
            "PREFECT_API_URL": f"{prefect}/api",
            "PREFECT_HOME": str(tmp_path / "home"),
            "NIGHTDESK_CONFIG": str(configured(tmp_path, newsroom)),
        }

        def call(*arguments: str) -> None:
            command = [sys.executable, "-m", "prefect", *arguments]
            done = subprocess.run(
                command,
                cwd=PREFECT_YAML.parent,
                env=environment,
                capture_output=True,
                text=True,
                timeout=180,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr

        call("work-pool", "create", "nights", "--type", "process")
        call("--no-prompt", "deploy", "--all")
        deployment = api.get("/deployments/name/nightly/nightly").raise_for_status().json()
        assert deployment["work_pool_name"] == "nights"
        asked = {"parameters": {"request": {"edition_date": "2026-11-17", "limits": {"most_stories": 2}}}}
        run = api.post(f"/deployments/{deployment['id']}/create_flow_run", json=asked).raise_for_status().json()
        call("worker", "start", "--pool", "nights", "--run-once")
    ended = api.get(f"/flow_runs/{run['id']}").raise_for_status().json()
    assert ended["state"]["type"] == "COMPLETED", ended["state"]["message"]
    assert ended["name"] == "edition 2026-11-17"
    with Store.open(f"sqlite:///{tmp_path}/data/nightdesk.db") as store:
        edition = store.edition(date(2026, 11, 17))
    assert edition
    assert len(edition.digests) == 2


def first_sentence(text: str) -> str:
    return " ".join(text.split()).partition(".")[0]
