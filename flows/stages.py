"""The steps of a night as plain functions, in the order in which they run.

Each takes the `Night` and what it works on. Up to the readings, a stage keeps what it made in the store and gives back
only counts, so it can be run again, alone, in another process, or after a kill. Nothing here knows Prefect.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from extractors.addresses import host_of
from extractors.articles import Article, Page
from extractors.fetching import Fetcher, Validators
from extractors.readings import Reading
from extractors.subscriptions import Lead, Reason, Skipped, Subscription
from flows import nights
from flows.nights import Night, log
from flows.source_reports import source_reports
from reader.wording import count
from summarizer.digests import Digest, Edition
from summarizer.ranking import Ranked
from summarizer.stories import ReadArticle, Story

if TYPE_CHECKING:
    from flows.provenance import Gathered
    from summarizer.grouping import Grouped

Addressed = TypeVar("Addressed", Lead, Subscription)
Item = TypeVar("Item")
_PICTURES_TRIED = 2


class Tally(BaseModel, frozen=True, extra="forbid"):
    """How much of something was done, and how much could not be."""

    done: int = 0
    skipped: int = 0
    unread: tuple[Skipped, ...] = ()
    """The feeds among what could not be."""

    def __add__(self, other: "Tally") -> "Tally":
        unread = self.unread + other.unread
        return Tally(done=self.done + other.done, skipped=self.skipped + other.skipped, unread=unread)


def _ask_all(
    fetcher: Fetcher,
    ask: Callable[[Fetcher, Item], Coroutine[None, None, Tally]],
    queues: Iterable[Iterable[Item]],
    *,
    at_once: int = 1,
    stop: threading.Event | None = None,
) -> Tally:
    """Asks the outside world about each item, with one fetcher for all of them: about so many of each queue at once, so
    that no more are held than are under way. Asks no more once `stop` is set."""

    async def ask_in_turn(queue: Iterator[Item]) -> Tally:
        tally = Tally()
        for item in queue:
            if stop and stop.is_set():
                break
            tally += await ask(fetcher, item)
        return tally

    async def ask_each() -> Tally:
        shared = [iter(queue) for queue in queues]
        async with fetcher:
            return sum(await asyncio.gather(*(ask_in_turn(queue) for queue in shared for _ in range(at_once))), Tally())

    return asyncio.run(ask_each())


def discover(night: Night, subscriptions: Sequence[Subscription]) -> Tally:
    """Asks these subscriptions for leads and stores them."""
    from extractors.discovery import discover as announced

    async def read(fetcher: Fetcher, subscription: Subscription) -> Tally:
        begun = nights.now()
        kept = night.store.kept_feed(subscription)
        validators = Validators(etag=kept.etag, last_modified=kept.last_modified)
        outcome = await announced(fetcher, subscription, address=kept.address, validators=validators)
        seconds = (nights.now() - begun).total_seconds()
        if isinstance(outcome, Skipped):
            night.store.record_feed_failure(subscription, outcome, date=night.date, seconds=seconds)
            return Tally(skipped=1, unread=(outcome,))
        if outcome.address != subscription.url:
            log.info("%s: %s is read at %s", subscription.outlet, subscription.url, outcome.address)
        night.store.record_feed(
            subscription,
            outcome.leads,
            address=outcome.address,
            etag=outcome.etag,
            last_modified=outcome.last_modified,
            date=night.date,
            at=nights.now(),
            unchanged=outcome.unchanged,
            seconds=seconds,
        )
        return Tally(done=1)

    return _ask_all(night.fetcher(), read, ([one] for one in subscriptions))


def pending(night: Night) -> tuple[Lead, ...]:
    """The leads whose pages are still to be fetched."""
    urls = [subscription.url for subscription in night.subscriptions]
    return night.store.pending_leads(urls, since=night.since, date=night.date)


def batches_by_host(addressed: Iterable[Addressed], size: int) -> list[list[Addressed]]:
    """Leads or subscriptions in batches of about `size`, all of one host in one batch, so that it sees one polite
    visitor."""
    batches: list[list[Addressed]] = []
    for own in sorted(_by_host(addressed).values(), key=len, reverse=True):
        open_batch = next((batch for batch in batches if len(batch) + len(own) <= size), None)
        if open_batch is None:
            batches.append(list(own))
        else:
            open_batch += own
    return batches


def _by_host(addressed: Iterable[Addressed]) -> dict[str, list[Addressed]]:
    hosts: dict[str, list[Addressed]] = {}
    for one in addressed:
        hosts.setdefault(host_of(one.url), []).append(one)
    return hosts


def fetch(night: Night, leads: Sequence[Lead], stop: threading.Event | None = None) -> Tally:
    """Fetches the pages of these leads, each stored as it arrives, until all have come or `stop` is set."""

    async def fetch_one(fetcher: Fetcher, lead: Lead) -> Tally:
        # What is announced is new or changed, so a fresh copy of what it was before won't do.
        announced = lead.subscription != lead.url
        answer = await fetcher.fetch(lead.announced or lead.url, outlet=lead.outlet, current=announced)
        if isinstance(answer, Page):
            night.store.save_page(answer.model_copy(update={"lead": lead.url}), lead)
            return Tally(done=1)
        if isinstance(answer, Skipped):
            night.store.record_skips(night.date, [answer.model_copy(update={"url": lead.url})])
        return Tally(skipped=1)

    hosts = _by_host(leads).values()
    at_once = night.configuration.fetch.per_host_concurrency
    return _ask_all(night.fetcher(), fetch_one, hosts, at_once=at_once, stop=stop)


def extract(night: Night, leads: Sequence[str]) -> Tally:
    """Makes articles of the stored pages of these leads (their URLs)."""
    outcomes = extracted(night, leads)
    done = sum(isinstance(outcome, Article) for outcome in outcomes)
    return Tally(done=done, skipped=len(outcomes) - done)


def extracted(night: Night, leads: Sequence[str]) -> list[Article | Skipped]:
    """What the stored pages of these leads (their URLs) hold: an article, or why none; stored too."""
    outcomes = [(lead, _extracted(night, lead)) for lead in leads]
    night.store.record_extractions(night.date, outcomes)
    return [outcome for _, outcome in outcomes]


def _extracted(night: Night, lead_url: str) -> Article | Skipped:
    stored = night.store.page(lead_url)
    if stored is None:
        failed = (skip for skip in night.store.skips(night.date) if skip.url == lead_url)
        return next(failed, Skipped(url=lead_url, outlet="", reason=Reason.NO_TEXT, detail="no page is stored"))
    return article_of(night, *stored)


def article_of(night: Night, page: Page, lead: Lead) -> Article | Skipped:
    """What a page that came back for `lead` holds: an article, or why none that the night reads."""
    from extractors.extraction import extract

    article = extract(page, lead)
    if isinstance(article, Skipped):
        return article.model_copy(update={"url": lead.url})
    if article.language not in night.configuration.edition.languages:
        return Skipped(
            url=lead.url, outlet=article.outlet, reason=Reason.OTHER_LANGUAGE, detail=f"written in {article.language}"
        )
    return article


def stories(night: Night) -> tuple[Ranked, ...]:
    """The stories of the edition, ranked, from the articles of its window and those of running stories."""
    from flows.provenance import gathered, inputs, made_with

    material = gathered(night)
    told, found = stories_in(night, material)
    known = inputs(night, material, found.pool.terms)
    night.store.save_provenance(night.date, night.run, made_with(night.configuration, night.pipeline), known)
    return told


def stories_in(night: Night, material: "Gathered") -> tuple[tuple[Ranked, ...], "Grouped"]:
    """The stories that are found in this material, ranked, and what put its articles together."""
    from summarizer.explanations import changes
    from summarizer.ranking import rank

    found, pool = grouped_in(night, material)
    ranked = rank(found, {article.id: article for article in pool.articles}, night.configuration.ranking)
    told = ranked[: night.most_stories]
    shown = {one.story.id for one in told}
    for change in changes(found, material.told_as, pool.articles):
        if shown & set(change.stories):
            log.info(change.sentence)
    recent = sum(article.dated >= night.since for article in pool.articles)
    log.info("%s in the edition's window; %s to write", count(recent, "article"), count(len(told), "digest"))
    return told, pool


def grouping(night: Night) -> tuple[tuple[Story, ...], dict[str, str], "Grouped"]:
    """The stories of the articles of the edition's window and of running stories, the story that earlier editions told
    each of these articles in (by article id), and what put the articles together."""
    from flows.provenance import gathered

    material = gathered(night)
    found, pool = grouped_in(night, material)
    return found, material.told_as, pool


def grouped_in(night: Night, material: "Gathered") -> tuple[tuple[Story, ...], "Grouped"]:
    """The stories that are found in this material, and what put its articles together."""
    from summarizer.grouping import grouped, stories_of

    told_as = material.told_as
    old = {article.id for article in material.articles if article.dated < night.since}
    found = grouped(material.articles, material.kept)
    stories = stories_of(found, told_as=told_as, used=told_as.keys() | old, told_on=material.told_on)
    return stories, found


def read(night: Night, articles: Sequence[str]) -> Tally:
    """Reads those of the articles (their ids) that this pipeline has not read yet."""
    known = night.store.readings(articles, night.pipeline)
    unread = [article for article in night.store.articles_by_id(articles).values() if article.id not in known]
    found = _readings(night, unread)
    night.store.save_readings(night.pipeline, found)
    failed = len(unread) - len(found)
    return Tally(done=len(articles) - failed, skipped=failed)


def _readings(night: Night, articles: Sequence[Article]) -> list[Reading]:
    """The readings of these articles; one that stops the pipeline is logged and left out."""
    from extractors.pipeline import read

    try:
        return list(read(night.nlp, articles))
    except Exception as error:  # whatever a component meets, it must not cost the other articles
        if len(articles) == 1:
            log.error("%s could not be read: %s: %s", articles[0].url, type(error).__name__, error)
            return []
        return [reading for article in articles for reading in _readings(night, [article])]


def illustrate(night: Night, told: Sequence[Ranked]) -> Tally:
    """Stores a lead image for each story, from the first of its articles that has one."""
    from extractors.pictures import fetch_image

    store = night.store
    articles = store.articles_by_id([article for one in told for article in one.story.articles])

    async def picture(fetcher: Fetcher, one: Ranked) -> Tally:
        wanted = [articles[id] for id in one.story.articles if id in articles and articles[id].image is not None]
        skipped = 0
        for article in wanted[:_PICTURES_TRIED]:
            assert article.image is not None
            if store.image_by_url(article.image.url):
                return Tally(done=1)
            answer = await fetch_image(fetcher, article.image.url, outlet=article.outlet)
            if not isinstance(answer, Skipped):
                size = answer.width, answer.height
                store.save_image(answer.id, article.image.url, answer.media_type, answer.body, size=size)
                return Tally(done=1)
            log.info("%s: no picture from %s: %s", article.outlet, answer.url, answer.why)
            skipped += 1
        return Tally(skipped=skipped)

    # A digest is whole without its picture, so nobody waits for a second attempt.
    return _ask_all(night.fetcher(retries=0), picture, ([one] for one in told))


def write(night: Night, told: Ranked) -> Digest | None:
    """The digest of one story, verified against the stored articles; None if nothing of it can be published."""
    return written(night, told, night.pipeline, pictures(night, told))


def pictures(night: Night, told: Ranked) -> dict[str, str]:
    """The stored lead images of a story's articles, by article id."""
    return {
        id: stored
        for id, article in night.store.articles_by_id(told.story.articles).items()
        if article.image is not None and (stored := night.store.image_by_url(article.image.url))
    }


def written(night: Night, told: Ranked, pipeline: str, pictures: Mapping[str, str]) -> Digest | None:
    """As `write`, from the readings of that version of the language pipeline, with these stored images to choose from
    (by article id)."""
    from summarizer.composition import compose
    from summarizer.verification import publishable, verify

    store = night.store
    articles = store.articles_by_id(told.story.articles)
    readings = store.readings(told.story.articles, pipeline)
    reads = [ReadArticle(article=article, reading=readings[id]) for id, article in articles.items() if id in readings]
    ids = {field: tuple(id for id in getattr(told.story, field) if id in readings) for field in ("articles", "new")}
    draft = None
    if reads:
        draft = compose(
            told.story.model_copy(update=ids),
            reads,
            night.date,
            options=night.configuration.writer,
            earlier=_earlier(night, told.story),
            pictures={id: image for id, image in pictures.items() if id in articles},
        )
    if draft is None:
        log.warning("“%s” is not published: no sentence of its articles stands alone", told.title)
        return None
    digest = publishable(draft, articles)
    if digest is None:
        faults = "; ".join(f"{failure.part}: {failure.reason}" for failure in verify(draft, articles).failures[:5])
        log.warning("“%s” is not published: %s", draft.headline, faults or "too little of it is left")
        return None
    return digest.model_copy(update={"ranked_for": told.reason})


def _earlier(night: Night, story: Story) -> tuple[Digest, ...]:
    own = night.store.digests_of_story(story.id, before=night.date)
    return (*own, *(digest for digest in night.latest_digests if digest.story != story.id))


def edition_of(night: Night, digests: Sequence[Digest]) -> Edition:
    """The edition that these digests, ranked, make, with the report of what was read for it."""
    reports = source_reports(night.store, night.configuration.subscriptions, night.date, night.since, night.until)
    return Edition(
        date=night.date,
        timezone=night.configuration.edition.timezone,
        since=night.since,
        until=night.until,
        articles=sum(report.articles for report in reports),
        digests=tuple(digests),
        sources=reports,
    )


def publish(night: Night, edition: Edition, told: Sequence[Ranked]) -> bool:
    """Publishes the edition; False if exactly this one is published already, or if it has nothing to tell, so that an
    empty edition never stands in the place of a good one."""
    if not edition.digests:
        log.warning("Nothing new was told by enough outlets: no edition %s is published", edition.date)
        return False
    published = {digest.story for digest in edition.digests}
    ours = [one for one in told if one.story.id in published]
    made_with, inputs = night.store.run_provenance(night.date, night.run) or (None, None)
    if made_with and inputs:  # the pictures came after the stories
        images = {id: image for one in told for id, image in pictures(night, one).items()}
        known = inputs.model_copy(update={"pictures": images})
        night.store.save_provenance(night.date, night.run, made_with, known)
    return night.store.publish(edition, [one.story for one in ours], at=nights.now(), run=night.run)


def age_out(night: Night) -> None:
    """Lets go of what is older than the configuration keeps, but of nothing that this edition may use."""
    kept = night.configuration.storage
    latest = min(nights.now(), night.since)
    bodies = articles = 0
    if kept.keep_pages_days:
        bodies = night.store.age_out_bodies(before=latest - timedelta(days=kept.keep_pages_days))
    if kept.keep_articles_days:
        articles = night.store.age_out_articles(before=latest - timedelta(days=kept.keep_articles_days))
    if bodies or articles:
        log.info("Aged out: the bodies of %s, and %s", count(bodies, "page"), count(articles, "article"))
