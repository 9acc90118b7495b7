"""The event that a night leaves with Prefect's server, which automations wait for."""

from datetime import date, datetime

from prefect.events import emit_event

EDITION_OUT = "nightdesk.edition.out"
"""An edition is out: published by this run, or exactly as it was published before."""
EDITIONS = "nightdesk.editions"
"""The resource that the event is about."""


def tell_edition_out(edition: date, hour: datetime) -> None:
    """Tells Prefect's server that this edition is out. The wait for the next one begins with its hour, however late it
    came, so that it ends where the reader's `/health` takes the next one for overdue."""
    resource = {"prefect.resource.id": EDITIONS, "prefect.resource.name": f"edition {edition}"}
    emit_event(EDITION_OUT, resource, occurred=hour)
