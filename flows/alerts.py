"""Alerts by webhook, as automations of Prefect's server, which outlive the run that they tell of.

One tells that no edition has come out for too long, the other that a night failed or was killed. Both are kept as the
configuration says each time `nightdesk serve` starts; switching one off in the UI outlasts that.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectNotFound
from prefect.types import SecretDict

from flows.configuration import Configuration
from flows.events import EDITION_OUT, EDITIONS

OVERDUE = "Nightdesk: edition overdue"
FAILED = "Nightdesk: night failed"
_BLOCK = "nightdesk-alerts"
_DAY = timedelta(days=1)


def keep_alerts(configuration: Configuration, server: str, *, within: timedelta | None = None) -> None:
    """Makes the server's automations those of the configuration; without a webhook, there are none.

    Args:
        server: address of Prefect's UI, for the links in the messages.
        within: how long after an edition's hour the next one is overdue; by default a day and `serve.overdue_hours`.
    """
    webhook = configuration.alerts.webhook_url.get_secret_value()
    with get_client(sync_client=True) as client:
        if not webhook:
            _remove(client)
            return
        block = CustomWebhookNotificationBlock(
            name=_BLOCK,
            url="{{webhook}}",  # from the secrets, which the UI doesn't show: such addresses are keys
            secrets=SecretDict({"webhook": webhook}),
            json_data={"text": "{{subject}}\n{{body}}"},
        )
        to = UUID(str(block.save(_BLOCK, overwrite=True)))
        pause = within or _DAY + timedelta(hours=configuration.serve.overdue_hours)
        for wanted in (_overdue(to, server, pause), _failed(to)):
            _keep(client, wanted)


def _overdue(to: UUID, server: str, within: timedelta) -> AutomationCore:
    return AutomationCore(
        name=OVERDUE,
        description="Tells when no edition has come out a day and serve.overdue_hours after the hour of the last one, "
        "and again while none does.",
        trigger=EventTrigger(
            posture=Posture.Proactive,
            # The same event ends one wait and begins the next, at the edition's hour. The first wait begins with the
            # automation, and one after an alert with that alert.
            after={EDITION_OUT},
            expect={EDITION_OUT},
            match=ResourceSpecification({"prefect.resource.id": EDITIONS}),
            threshold=1,
            within=within,
        ),
        actions=[
            SendNotification(
                block_document_id=to,
                subject="Nightdesk: the edition is overdue",
                body=f"None has come out within {_hours(within)} of the last one's hour. {server}/runs shows whether "
                "nights ran and how they ended; `nightdesk check` says what each subscription answers.",
            )
        ],
    )


def _failed(to: UUID) -> AutomationCore:
    return AutomationCore(
        name=FAILED,
        description="Tells when a run of the nightly flow failed or was killed.",
        trigger=EventTrigger(
            posture=Posture.Reactive,
            expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed", "prefect.flow-run.TimedOut"},
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            match_related=[
                ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": "nightly"}),
                ResourceSpecification({"prefect.resource.role": "tag", "prefect.resource.id": "prefect.tag.nightdesk"}),
            ],
            threshold=1,
            within=timedelta(0),
        ),
        actions=[
            SendNotification(
                block_document_id=to,
                subject="Nightdesk: {{ flow_run.name }} {{ flow_run.state.name|lower }}",
                body="{{ flow_run.state.message }}\nThe last published edition stays. Log and reason: "
                "{{ flow_run|ui_url }}",
            )
        ],
    )


def _keep(client: SyncPrefectClient, wanted: AutomationCore) -> None:
    """Creates the automation, or changes the one of its name; one that is as wanted keeps its wait."""
    found = client.read_automations_by_name(wanted.name)
    for surplus in found[1:]:
        client.delete_automation(surplus.id)
    if not found:
        client.create_automation(wanted)
        return
    [there] = found[:1]
    wanted = wanted.model_copy(update={"enabled": there.enabled})
    if _essence(there) != _essence(wanted):
        client.update_automation(there.id, wanted)


def _essence(automation: AutomationCore) -> dict[str, Any]:
    return automation.model_dump(include={"description", "enabled", "trigger", "actions"})


def _remove(client: SyncPrefectClient) -> None:
    for name in (OVERDUE, FAILED):
        for found in client.read_automations_by_name(name):
            client.delete_automation(found.id)
    try:
        block = client.read_block_document_by_name(_BLOCK, CustomWebhookNotificationBlock.get_block_type_slug())
        client.delete_block_document(block.id)
    except ObjectNotFound:
        pass


def _hours(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    return f"{hours:g} hours" if hours >= 1 else f"{span.total_seconds():g} seconds"
