"""The tasks of a nightly run, as Prefect's UI shows them: each does a stage on a part of the night."""

from collections.abc import Sequence
from threading import Event
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run
from prefect.tasks import TaskRunNameCallbackWithParameters, exponential_backoff

from extractors.errors import MailNotSent
from extractors.subscriptions import Lead, Subscription
from flows import nights, stages
from flows.mailing import Mailed, mail_edition
from flows.nights import Night
from flows.stages import Tally
from flows.workers import do_apart
from summarizer.digests import Digest, Edition
from summarizer.ranking import Ranked


def _named(form: str, parameter: str) -> TaskRunNameCallbackWithParameters:
    """Names a task run by the length of one of its parameters."""

    def name(parameters: dict[str, Any]) -> str:
        return form.format(len(parameters[parameter]))

    return name  # type: ignore[return-value]  # Prefect asks for a method that it never calls


@task(
    task_run_name=_named("read {} feeds", "subscriptions"),
    retries=2,
    retry_delay_seconds=exponential_backoff(5),
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
    tags=["outside world"],
)
def read_feeds(night: Night, subscriptions: Sequence[Subscription]) -> Tally:
    """Ask a batch of feeds what is new."""
    return stages.discover(night, subscriptions)


@task(
    task_run_name=_named("fetch {} pages", "leads"),
    retries=2,
    retry_delay_seconds=exponential_backoff(5),
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
    tags=["outside world"],
)
def fetch_pages(night: Night, leads: Sequence[Lead], stop: Event) -> Tally:
    """Fetch the pages, politely, until `stop` is set."""
    if task_run.run_count > 1:  # what came before something failed is stored
        pending = set(stages.pending(night))
        leads = [lead for lead in leads if lead in pending]
    return stages.fetch(night, leads, stop)


@task(task_run_name=_named("extract {} articles", "leads"), cache_policy=NO_CACHE)
def extract_articles(night: Night, leads: Sequence[str]) -> Tally:
    """Make articles of a batch of stored pages."""
    return do_apart(stages.extract, night, leads)


@task(task_run_name="group articles into stories", cache_policy=NO_CACHE)
def find_stories(night: Night) -> tuple[Ranked, ...]:
    """Find the stories of the edition and rank them."""
    return stages.stories(night)


@task(task_run_name=_named("read {} articles", "articles"), cache_policy=NO_CACHE)
def read_articles(night: Night, articles: Sequence[str]) -> Tally:
    """Find sentences, percentages, organizations and quotes in a batch of articles."""
    return do_apart(stages.read, night, articles)


@task(task_run_name="fetch pictures", cache_policy=NO_CACHE, tags=["outside world"])
def fetch_pictures(night: Night, told: Sequence[Ranked]) -> Tally:
    """Store a lead image for each story."""
    return stages.illustrate(night, told)


@task(task_run_name="write: {told.title}", cache_policy=NO_CACHE)
def write_story(night: Night, told: Ranked) -> Digest | None:
    """Write one story up and verify it."""
    return do_apart(stages.write, night, told)


@task(task_run_name="publish edition", cache_policy=NO_CACHE)
def publish_edition(night: Night, edition: Edition, told: Sequence[Ranked]) -> bool:
    """Publish the whole edition at once."""
    return stages.publish(night, edition, told)


@task(
    task_run_name="mail edition",
    retries=2,
    retry_delay_seconds=[10, 60],
    cache_policy=NO_CACHE,
    tags=["outside world"],
)
def send_mails(night: Night) -> Mailed:
    """Mail the published edition to whom it has not gone yet."""
    mailed = mail_edition(night.store, night.configuration, night.date, nights.now)
    if mailed.later:
        raise MailNotSent("; ".join(f"{recipient}: {reason}" for recipient, reason in mailed.failed), later=True)
    return mailed


@task(task_run_name="let go of what is old", cache_policy=NO_CACHE)
def let_old_go(night: Night) -> None:
    """Let go of pages and articles that are older than the configuration keeps."""
    stages.age_out(night)
