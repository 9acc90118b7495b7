"""The two deployments, as `nightdesk serve` makes them; prefect.yaml says the same for work pools."""

import asyncio
from types import FrameType
from typing import cast
from uuid import UUID

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from extractors.errors import NightdeskError
from flows.configuration import Configuration
from flows.missed_nights import end_abandoned, make_up
from flows.nightly import nightly
from flows.nights import now
from flows.on_demand import digest

NIGHTLY_DESCRIPTION = """\
Makes the edition of a date: reads the subscriptions, groups what they report into stories, writes one digest a story, \
verifies every statement against its sources, and publishes the whole at once.

**It runs by itself** once a day, at the time under *Schedules*. A run that was missed, because this machine was off, \
is made up at the next start.

**To run it now**, choose *Run*, then *Quick run*: every choice has a default, and as they stand they make today's \
edition. *Custom run* lets you make another day's edition, write one again from what is stored, or try without \
publishing. Running it again for the same date updates that edition; nothing is fetched or told twice.

**Afterwards**, the run's *Artifacts* tab has the edition, what was read from each source, what the verifier struck \
out, and a link to the page where the edition is read. The run's *Logs* tell what happened, in order.

**If it fails**, the last published edition stays. The last line of the log says why and what to do; then run it \
again: it takes up the work where it stopped.
"""
DIGEST_DESCRIPTION = """\
Merges the pages that you name into one digest, every statement cited and verified.

**To run it**, choose *Run*, then *Custom run*, and give the web addresses of two or more articles about one event, \
each in a field of its own.

**Afterwards**, the run's *Artifacts* tab has the digest and a link to its page. A page that could not be read is \
named in the run's *Logs* with the reason.
"""


def deployments(configuration: Configuration) -> tuple[RunnerDeployment, RunnerDeployment]:
    """`nightly/nightly` on its daily schedule, and `digest/on-demand`."""
    edition = configuration.edition
    every_night = nightly.to_deployment(
        "nightly",
        description=NIGHTLY_DESCRIPTION,
        tags=["nightdesk"],
        # The slug keeps the schedule's identity, so that pausing it in the UI outlasts a restart.
        schedule=Cron(f"{edition.time.minute} {edition.time.hour} * * *", timezone=edition.timezone, slug="nightly"),
        # The next one waits for its turn, so that no night is lost to a run of somebody's; it makes nothing twice.
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    asked_for = digest.to_deployment(
        "on-demand",
        description=DIGEST_DESCRIPTION,
        tags=["nightdesk"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(every_night, RunnerDeployment)
    assert isinstance(asked_for, RunnerDeployment)
    return every_night, asked_for


def serve_deployments(configuration: Configuration, *, alone: bool) -> None:
    """Registers both deployments and runs what is due, until interrupted. The schedule goes on while nobody serves it:
    a run that is missed is late, and made up at the next start.

    Args:
        alone: whether nobody else runs nights on this Prefect server, so that none can be in progress yet.

    Raises:
        NightdeskError: Prefect's server refuses the deployments, or stays away for too long.
        KeyboardInterrupt: Ctrl-C.
    """
    runner = _Runner(pause_on_shutdown=False)

    try:
        nights, _ = (cast("UUID", runner.add_deployment(one)) for one in deployments(configuration))
        if alone:
            end_abandoned(configuration, nights)
        make_up(configuration, nights, now)
        asyncio.run(runner.run())
    except asyncio.CancelledError:
        return
    except Exception as error:
        raise NightdeskError(
            f"The runner of the deployments ended ({type(error).__name__}: {error}): see what Prefect's server answers."
        ) from error


class _Runner(Runner):
    """A runner that a request to terminate ends in order, as it does Ctrl-C."""

    async def run(self) -> None:
        """Runs what is due, until it is cancelled."""
        self._running = asyncio.current_task(), asyncio.get_running_loop()
        await self.start()

    def handle_sigterm(self, _signal: int, _frame: FrameType | None) -> None:
        task, loop = self._running
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)
