"""Nights that would be lost between two runs of `nightdesk serve`, found when one starts.

Prefect's scheduler plans runs some seconds after a deployment was registered, and from that moment on: a night whose
hour comes in between is planned by nobody. One whose process was killed together with the server stays *Running*.
"""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed, Scheduled

from extractors.errors import NightInProgress
from flows.configuration import Configuration
from flows.nightly import NightRequest
from flows.nights import log
from flows.turns import hour_of, latest_begun, night_lock
from store import Store

_PLANNED_WITHIN_SECONDS = 60
_BEGUN = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
Clock = Callable[[], datetime]


def end_abandoned(configuration: Configuration, deployment: UUID) -> None:
    """Marks nights *Crashed* that no process makes any more. One that goes on without us keeps the night's lock, and is
    left alone. Only for a server that nobody else runs nights on."""
    try:
        with night_lock(configuration.storage.folder), get_client(sync_client=True) as client:
            for run in _runs(client, deployment, _BEGUN):
                log.warning("%s was abandoned when everything was killed", run.name)
                message = "Its process was killed together with Prefect's server. The next run takes up its work."
                client.set_flow_run_state(run.id, Crashed(message=message))
    except NightInProgress:
        return


def make_up(configuration: Configuration, deployment: UUID, now: Clock) -> FlowRun | None:
    """Asks for a run of the latest night whose hour has come, where it was not made and no run waits to make it; gives
    that run. A night that came before anything was deployed or published is nobody's loss, and one that somebody has
    paused is not made up."""
    with get_client(sync_client=True) as client:
        deployed = client.read_deployment(deployment)
        if deployed.paused or not any(schedule.active for schedule in deployed.schedules):
            return None
        _await_plan(client, deployment, now)
        moment = now()
        edition = latest_begun(configuration, moment)
        hour = hour_of(configuration, edition)
        with Store.open(configuration.database_url) as store:
            made, ever = store.edition_summary(edition), bool(store.editions(limit=1))
        waiting = _runs(client, deployment, [StateType.SCHEDULED, *_BEGUN], before=moment)
        ended = _runs(client, deployment, [StateType.COMPLETED], after=hour)
        known = ever or (deployed.created is not None and deployed.created <= hour)
        if not known or (made and made.published_at >= hour) or any(map(_as_it_stands, waiting + ended)):
            return None
        log.warning("The run of edition %s was missed, so it is made up now", edition)
        return client.create_flow_run_from_deployment(deployment, state=Scheduled(scheduled_time=hour))


def _await_plan(client: SyncPrefectClient, deployment: UUID, now: Clock) -> None:
    """Waits until the scheduler has planned the nights to come: what it has not planned by then, it never will."""
    deadline = time.monotonic() + _PLANNED_WITHIN_SECONDS
    while not _runs(client, deployment, [StateType.SCHEDULED], after=now()):
        if time.monotonic() > deadline:
            log.error("Prefect's scheduler has planned no night within %s seconds", _PLANNED_WITHIN_SECONDS)
            return
        time.sleep(0.5)


def _runs(
    client: SyncPrefectClient,
    deployment: UUID,
    states: list[StateType],
    *,
    after: datetime | None = None,
    before: datetime | None = None,
) -> list[FlowRun]:
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)),
            expected_start_time=FlowRunFilterExpectedStartTime(after_=after, before_=before),
        ),
    )


def _as_it_stands(run: FlowRun) -> bool:
    """Whether the run makes the edition that is due, without a wish of somebody's."""
    given = run.parameters.get("request")
    return not given or given == NightRequest().model_dump(mode="json")
