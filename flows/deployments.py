"""The two deployments, as `nightdesk serve` makes them; prefect.yaml says the same for work pools."""

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.configuration import Configuration
from flows.nightly import nightly
from flows.on_demand import digest

NIGHTLY_DESCRIPTION = """\
Makes the edition of a date: reads the subscriptions, groups what they report into stories, writes one digest a story, \
verifies every statement against its sources, and publishes the whole at once.

**Run it now** with Run, Quick run; every parameter has a default. Running it again for the same date updates that \
edition and never doubles anything. **The schedule** is once a day, at the configured time in the configured time zone.

Afterwards, the run's Artifacts tab has the edition, what was read from each source, and the verifier's report.
"""
DIGEST_DESCRIPTION = """\
Merges the pages that you name into one digest. Choose Run, Custom run, and give two or more addresses of articles \
about one event; the digest is stored, and stands in the run's Artifacts tab.
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
        # A run while one is in progress would do its work again.
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
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


def serve_deployments(configuration: Configuration) -> None:
    """Registers both deployments and runs what is due, until interrupted. The schedule goes on while nobody serves it:
    a run that is missed is late, and made up at the next start."""
    serve(*deployments(configuration), pause_on_shutdown=False)
