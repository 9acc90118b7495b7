"""The nightly flow: from feeds to a published edition.

What you see in Prefect's UI: a task for each batch of feeds, of pages and of articles, one for each story; how far the
run is; and at the end the edition, the sources, the verifier's report and a link as artifacts of the run.
"""

import logging
from collections.abc import Generator, Iterable, Sequence, Sized
from contextlib import closing
from datetime import date, datetime
from math import ceil
from threading import Event
from typing import Annotated, TypeVar

from prefect import Task, flow
from prefect.runtime import deployment, flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import BaseModel, Field

from extractors.errors import EditionHeld
from extractors.subscriptions import Category, Lead
from flows import nights, stages
from flows.artifacts import publish_artifacts
from flows.configuration import Configuration, load
from flows.events import tell_edition_out
from flows.holding_back import reason_to_hold
from flows.mailing import Mailed
from flows.nights import Night
from flows.progress import showing_progress
from flows.stages import Tally
from flows.tasks import (
    extract_articles,
    fetch_pages,
    fetch_pictures,
    find_stories,
    let_old_go,
    publish_edition,
    read_articles,
    read_feeds,
    send_mails,
    write_story,
)
from flows.troubles import sentence, troubled
from flows.turns import due, hour_of, made_since, one_at_a_time
from flows.unread_feeds import unread
from flows.workers import Call, Workers
from reader.wording import count
from summarizer.digests import Digest, Edition
from summarizer.ranking import Ranked

_FEEDS_IN_BATCH = 10
_LOOK_SECONDS = 1
"""How often pages that came are handed on."""
_LEAST_IN_BATCH, _MOST_IN_BATCH = 20, 250
_BATCHES_A_WORKER = 8
"""So that no worker waits long for the last one of a stage."""
_WORTH_WORKERS = 100
"""So many articles are read in the time that workers take to start."""
_THREADS = 4

log = logging.getLogger("nightdesk")
Item = TypeVar("Item")


class Limits(BaseModel, frozen=True, extra="forbid"):
    """What a run reads and tells other than the configuration says. As it stands, nothing."""

    categories: list[Category] = Field(
        [],
        title="Only these categories",
        description="Ask only subscriptions of these categories for news; with none chosen, all are asked. Articles "
        "that are stored already are told in any case.",
    )
    look_back_hours: int = Field(
        0,
        ge=0,
        le=240,
        title="Look back (hours)",
        description="How old an article may be, up to 240 hours. 0: as configured.",
    )
    most_stories: int = Field(
        0,
        ge=0,
        le=200,
        title="Most stories",
        description="How many stories the edition may hold, up to 200. 0: as configured.",
    )


class NightRequest(BaseModel, frozen=True, extra="forbid"):
    """What a nightly run may do otherwise than the configuration says. As it stands, it makes tonight's edition."""

    edition_date: date | None = Field(
        None,
        title="Edition date",
        description="The day whose edition is made: choose “date” to name one. With “None” it is today's, in the "
        "configured time zone.",
    )
    rebuild: bool = Field(
        False,
        title="Rebuild from what is stored",
        description="On: write the edition again from the articles that are stored, and ask no outlet for new ones.",
    )
    dry_run: bool = Field(
        False,
        title="Dry run",
        description="On: do everything but publish. The edition then only shows in this run's Artifacts tab.",
    )
    limits: Limits = Field(
        Limits(),
        title="Limits for this run",
        description="Each of these stands in for the configuration, for this run alone.",
    )


_TONIGHT = NightRequest()


class NightResult(BaseModel, frozen=True, extra="forbid"):
    """What came of a night."""

    edition: Edition
    published: bool
    """False for a dry run, and where exactly this edition was published already."""
    mailed: Mailed = Mailed()
    """To whom it was mailed."""


def _run_name() -> str:
    request = NightRequest.model_validate(flow_run.parameters.get("request") or {})
    return f"{'rebuild of ' if request.rebuild else ''}edition {_edition_date(request, load())}"


def _edition_date(request: NightRequest, configuration: Configuration) -> date:
    """The date asked for, else that of the edition that is due."""
    return request.edition_date or due(configuration, planned=_planned(), now=nights.now())


def _planned() -> datetime:
    """When the run was to start."""
    return flow_run.scheduled_start_time or nights.now()


@flow(
    name="nightly",
    description="Reads the subscriptions, groups what they report into stories, and publishes the edition of the date: "
    "one digest a story, every statement cited and verified. Running it again for a date updates that edition.",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=_THREADS),  # type: ignore[arg-type]  # Prefect's future is invariant
    validate_parameters=True,
)
@one_at_a_time
@showing_progress
def nightly(
    request: Annotated[NightRequest, Field(json_schema_extra={"title": "The edition"})] = _TONIGHT,
) -> NightResult:
    """Make the edition of a date.

    Args:
        request: Which edition is made, and how. As it stands, it is today's, made as configured.
    """
    configuration = load()
    if deployment.id:  # from the form; the demo's nights have dates of their own
        nights.refuse_future(configuration, request.edition_date)
    night = nights.plan(
        configuration,
        _edition_date(request, configuration),
        categories=request.limits.categories,
        look_back_hours=request.limits.look_back_hours or None,
        most_stories=request.limits.most_stories or None,
    )
    _require_subscriptions(night, request)
    standing = made_since(night, _planned()) if request == _TONIGHT else None
    if standing:
        log.info("Edition %s was made since this run was to start, so there is nothing to do", night.date)
        return NightResult(edition=standing, published=False)
    log.info(
        "Edition %s begins: articles dated from %s to %s, %s",
        night.date,
        _minute(night.since),
        _minute(night.until),
        "from what is stored" if request.rebuild else f"from {count(len(night.subscriptions), 'subscription')}",
    )
    with Workers(configuration) as workers:
        if not request.rebuild:
            _gather(night, workers)
        told = find_stories(night)
        _read(night, told, workers)
        if not request.rebuild:
            fetch_pictures(night, told)
        edition = stages.edition_of(night, _written(night, told, workers))
    held = "" if request.rebuild else reason_to_hold(night, edition)
    published = not held and not request.dry_run and publish_edition(night, edition, told)
    readable = night.store.edition_summary(night.date) is not None
    flagged = troubled(configuration, night.store)
    publish_artifacts(edition, night.configuration.serve.reader_url if readable else "", flagged)
    for row in flagged:
        log.warning(sentence(row))
    if held:
        log.warning(held)
        if not request.dry_run:
            raise EditionHeld(held)
    _tell_if_out(night, request)
    if not request.rebuild and not request.dry_run:
        let_old_go(night)
    if edition.digests:
        log.info(
            "Edition %s %s: %s from %s",
            night.date,
            "published" if published else "was only tried" if request.dry_run else "stands as it was",
            count(len(edition.digests), "digest"),
            count(edition.articles, "article"),
        )
    # A rebuild may be of any night, long after; a mail that did not go is for `nightdesk mail` then.
    mails = readable and not request.rebuild and not request.dry_run
    return NightResult(edition=edition, published=published, mailed=_mailed(night) if mails else Mailed())


def _mailed(night: Night) -> Mailed:
    """To whom the edition was mailed; what goes wrong is logged with its remedy, and costs nothing else."""
    if not night.configuration.mail.to:
        return Mailed()
    outcome = send_mails(night, return_state=True).result(raise_on_failure=False)
    mailed = outcome if isinstance(outcome, Mailed) else Mailed()
    for recipient in mailed.sent:
        log.info("Mailed to %s", recipient)
    remedy = f"`nightdesk mail {night.date}` mails what is missing"
    for recipient, reason in mailed.failed:
        log.error("Not mailed to %s: %s Then %s.", recipient, reason, remedy)
    if isinstance(outcome, BaseException):
        log.error("Not all was mailed: %s Then %s.", outcome, remedy)
    return mailed


def _tell_if_out(night: Night, request: NightRequest) -> None:
    """An edition of an earlier day, or a tried one, doesn't begin the wait for the next."""
    newest = night.store.editions(limit=1)
    if not request.dry_run and newest and newest[0].date == night.date:
        tell_edition_out(night.date, min(hour_of(night.configuration, night.date), nights.now()))


def _require_subscriptions(night: Night, request: NightRequest) -> None:
    """Raises EditionHeld where there is nothing to ask."""
    if night.subscriptions or request.rebuild:
        return
    chosen = ", ".join(category.value for category in request.limits.categories)
    if chosen:
        raise EditionHeld(f"No subscription has the category {chosen}: choose another one, or none, which means all.")
    raise EditionHeld("The configuration subscribes to nothing: add feeds to it, then see `nightdesk check`.")


def _gather(night: Night, workers: Workers) -> None:
    """From subscriptions to stored articles."""
    futures = [
        read_feeds.submit(night, batch) for batch in stages.batches_by_host(night.subscriptions, _FEEDS_IN_BATCH)
    ]
    read = Tally()
    for future in futures:
        read += future.result()
        nights.progress(read_feeds.name, read.done + read.skipped, len(night.subscriptions))
    for line in unread(read.unread):
        log.warning(line)
    leads = stages.pending(night)
    if read.skipped and not read.done:
        raise EditionHeld(
            f"None of the {count(read.skipped, 'feed')} could be read, so no edition {night.date} is made: see whether "
            "this machine is online; `nightdesk check` says what each feed answers."
        )
    log.info("%s read, %d not; %s to fetch", count(read.done, "feed"), read.skipped, count(len(leads), "page"))
    left = night.store.unextracted()  # by a run that was killed
    if len(leads) + len(left) >= _WORTH_WORKERS:
        workers.start()
    found: dict[str, None] = {}
    with closing(_as_they_come(night, leads, left, found, workers)) as coming:
        extracted = _tallied(extract_articles, workers.run(extract_articles, coming), found)
    log.info("%s found in them; %s without one", count(extracted.done, "article"), count(extracted.skipped, "page"))


def _as_they_come(
    night: Night, leads: Sequence[Lead], left: Sequence[str], found: dict[str, None], workers: Workers
) -> Generator[Call]:
    """Fetches the pages of these leads; gives what to extract as they come, and what is `left` from before, and adds
    the leads of it to `found`."""
    stop, ended = Event(), Event()
    fetching = fetch_pages.submit(night, leads, stop)
    fetching.add_done_callback(lambda _: ended.set())
    again = {lead.url for lead in leads}.intersection(left)  # these may come anew at any time
    size, under_way = _batch_size(len(leads) + len(left), workers), True
    try:
        while under_way:
            under_way = not ended.wait(_LOOK_SECONDS)
            ready = [lead for lead in night.store.unextracted() if lead not in found]
            nights.progress(fetch_pages.name, min(len(found) + len(ready), len(leads)), len(leads))
            if under_way:
                ready = [lead for lead in ready if lead not in again]
                ready = ready[: len(ready) // size * size]
            found |= dict.fromkeys(ready)
            for batch in _batches(ready, size):
                yield {"night": night, "leads": batch}
    finally:  # whatever ends the night, nobody asks for pages after it
        stop.set()
        fetching.wait()
    fetched = fetching.result()
    log.info("%s fetched, %d not", count(fetched.done, "page"), fetched.skipped)


def _read(night: Night, told: Sequence[Ranked], workers: Workers) -> None:
    """From the stories' articles to their readings."""
    ids = [id for one in told for id in one.story.articles]
    if len(ids) >= _WORTH_WORKERS:
        workers.start()
    calls = [{"night": night, "articles": batch} for batch in _batches(ids, _batch_size(len(ids), workers))]
    _tallied(read_articles, workers.run(read_articles, calls), ids)


def _written(night: Night, told: Sequence[Ranked], workers: Workers) -> list[Digest]:
    """The digests that were written, in order; a story that fails is logged and left out."""
    digests = []
    writing = workers.run(write_story, [{"night": night, "told": one} for one in told], raise_on_failure=False)
    for done, (one, digest) in enumerate(zip(told, writing, strict=True), 1):
        if isinstance(digest, Exception):
            log.error("“%s” could not be written: %s", one.title, digest)
        elif digest is not None:
            digests.append(digest)
        nights.progress("written", done, len(told))
    return digests


def _tallied(work: Task[..., Tally], tallies: Iterable[Tally], items: Sized) -> Tally:
    """The sum of what the batches of these items give, told of as they end."""
    whole = Tally()
    for tally in tallies:
        whole += tally
        nights.progress(work.name, whole.done + whole.skipped, len(items))
    return whole


def _batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _batch_size(items: int, workers: Workers) -> int:
    return min(max(ceil(items / (_BATCHES_A_WORKER * workers.count)), _LEAST_IN_BATCH), _MOST_IN_BATCH)


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
