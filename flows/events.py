"""The event that a night leaves with Prefect's server, which automations wait for."""

from datetime import date

from prefect.events import emit_event

EDITION_OUT = "nightdesk.edition.out"
"""An edition is out: published by this run, or exactly as it was published before."""
EDITIONS = "nightdesk.editions"
"""The resource that the event is about."""


def tell_edition_out(edition: date) -> None:
    """Tells Prefect's server that this edition is out; the wait for the next one begins."""
    emit_event(EDITION_OUT, {"prefect.resource.id": EDITIONS, "prefect.resource.name": f"edition {edition}"})
