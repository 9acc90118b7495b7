"""`nightdesk replay`: makes a past edition again from what is stored, and says whether it is still the same."""

import difflib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from pydantic import BaseModel, JsonValue, TypeAdapter

from extractors.errors import CannotReplay
from extractors.subscriptions import Subscription
from flows import nights, stages
from flows.configuration import Configuration
from flows.nights import Night
from flows.provenance import POOL_KEYS, SECTIONS, Gathered, gathered, made_with, values
from reader.markdown import digest_markdown, edition_markdown
from store import Inputs, MadeWith
from summarizer.digests import Digest, Edition
from summarizer.pools import Kept
from summarizer.ranking import Ranked

_MOST_LINES = 60
"""So many lines of a difference are kept."""
_DRAWN_BY = frozenset({"subscriptions", *(f"edition.{key}" for key in POOL_KEYS)})
"""Keys of the configuration that say which articles are grouped."""


class Change(BaseModel, frozen=True, extra="forbid"):
    """Something that is not as it was when the edition was made."""

    what: str
    """A key of the configuration, a part that has another version, or an earlier edition."""
    before: JsonValue
    now: JsonValue
    matters: bool = True
    """False where the edition would be the same without this change."""


class Replay(BaseModel, frozen=True, extra="forbid"):
    """What came of making an edition again."""

    date: date
    digests: int
    same: bool
    """Byte for byte."""
    changes: tuple[Change, ...] = ()
    difference: tuple[str, ...] = ()
    """Lines of a unified diff, from the published edition to the one that would be made now."""
    more_lines: int = 0
    """How many lines of it are left out."""


def replay(configuration: Configuration, edition: date) -> Replay:
    """Makes the edition of that date again, with the present program and configuration, of what it was made of.

    Raises:
        CannotReplay: there is no such edition, or not enough is kept of what it was made of.
    """
    night = nights.plan(configuration, edition)
    past = _Past(night)
    before, now = past.made_with.configuration, values(configuration)
    changed = sorted(key for key in before.keys() & now.keys() if before[key] != now[key])
    with _quiet():
        as_made = past.edition(_with_values(configuration, before))
        result = past.edition(configuration)
        changes = [
            Change(
                what=key,
                before=before[key],
                now=now[key],
                matters=past.edition(_with_values(configuration, {**before, key: now[key]})) != as_made,
            )
            for key in changed
        ]
    if as_made != past.published:
        changes += _other_versions(past.made_with, made_with(configuration, night.pipeline))
        changes += _other_editions(past.inputs, night)
    lines = _difference(past.published, result)
    return Replay(
        date=edition,
        digests=len(past.published.digests),
        same=result.model_dump_json() == past.published.model_dump_json(),
        changes=tuple(changes),
        difference=tuple(lines[:_MOST_LINES]),
        more_lines=max(0, len(lines) - _MOST_LINES),
    )


class _Past:
    """An edition's night, as it was."""

    def __init__(self, night: Night) -> None:
        """Raises CannotReplay where not enough is kept of it."""
        published, summary = night.store.edition(night.date), night.store.edition_summary(night.date)
        if published is None or summary is None:
            raise CannotReplay(f"No edition of {night.date} is published: name the date of one that is.")
        kept = night.store.provenance(night.date)
        if kept is None:
            raise CannotReplay(
                f"The edition of {night.date} was made by a Nightdesk that did not keep what it made editions of, so "
                "it can't be made again; it stands as it is."
            )
        self.published, self.published_at = published, summary.published_at
        self.made_with, inputs = kept
        articles = night.store.articles_by_id(inputs.articles) if inputs else {}
        if inputs is None or len(articles) < len(inputs.articles) or self._unread(night, inputs):
            raise CannotReplay(
                f"What the edition of {night.date} was made of has aged out (storage.keep_articles_days is "
                f"{night.configuration.storage.keep_articles_days}), so it can't be made again; it stands as it is, "
                "with all that it cites."
            )
        self.inputs = inputs
        self._material = Gathered(
            tuple(articles.values()),
            dict(inputs.told_as),
            dict(inputs.told_on),
            Kept(inputs.earlier_articles, inputs.frequencies),
        )
        self._night = night
        self._made: dict[str, Edition] = {}

    def _unread(self, night: Night, inputs: Inputs) -> bool:
        """Whether something that the edition cites is no longer there as it was read."""
        cited = {source.article for digest in self.published.digests for source in digest.sources}
        return len(night.store.readings(cited, inputs.pipeline)) < len(cited)

    def edition(self, configuration: Configuration) -> Edition:
        """What that configuration makes of what there was then. What was read of each source is taken as it was noted:
        nobody can ask the outlets of that night again."""
        key = repr(values(configuration))
        if key not in self._made:
            night = self._planned(configuration)
            told, _ = stages.stories_in(night, self._drawn(night))
            digests = (self._written(night, one) for one in told)
            self._made[key] = self.published.model_copy(
                update={
                    "timezone": configuration.edition.timezone,
                    "since": night.since,
                    "until": night.until,
                    "digests": tuple(digest for digest in digests if digest is not None),
                }
            )
        return self._made[key]

    def _planned(self, configuration: Configuration) -> Night:
        """The night under that configuration; what its run asked for otherwise than its configuration said holds."""
        as_made = _with_values(configuration, self.made_with.configuration)
        window = (self.inputs.since, self.inputs.until)
        if window == as_made.window(self._night.date):
            window = configuration.window(self._night.date)
        most = self.inputs.most_stories
        return Night(
            configuration=configuration,
            date=self._night.date,
            since=window[0],
            until=window[1],
            most_stories=configuration.edition.most_stories if most == as_made.edition.most_stories else most,
            subscriptions=configuration.subscriptions,
            as_of=self.published_at,
        )

    def _drawn(self, night: Night) -> Gathered:
        """What stories are found in: the same material, unless the configuration draws another."""
        before, now = self.made_with.configuration, values(night.configuration)
        if all(before.get(key) == now.get(key) for key in _DRAWN_BY):
            return self._material
        drawn = gathered(night)
        if {article.id for article in drawn.articles} <= set(self.inputs.articles):
            return Gathered(drawn.articles, drawn.told_as, drawn.told_on, self._material.kept)
        return drawn

    def _written(self, night: Night, told: Ranked) -> Digest | None:
        try:
            return stages.written(night, told, self.inputs.pipeline, self.inputs.pictures)
        except Exception:  # as in a night: whatever it meets, a story costs only itself
            return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the notes of the night, which are those of another one."""
    level = nights.log.level
    nights.log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        nights.log.setLevel(level)


def _with_values(configuration: Configuration, given: Mapping[str, JsonValue]) -> Configuration:
    """The configuration with these values in place of its own; those of keys that are no more are left out."""
    changed: dict[str, Any] = {}
    for section in SECTIONS:
        options = getattr(configuration, section)
        own = options.model_dump(mode="json")
        own |= {key: given[f"{section}.{key}"] for key in own if f"{section}.{key}" in given}
        changed[section] = type(options).model_validate(own)
    subscribed = TypeAdapter(tuple[Subscription, ...]).validate_python(given["subscriptions"])
    return configuration.model_copy(update=changed | {"subscriptions": subscribed})


def _other_versions(before: MadeWith, now: MadeWith) -> Iterator[Change]:
    for name in sorted(before.versions.keys() | now.versions.keys()):
        then, present = before.versions.get(name), now.versions.get(name)
        if then != present:
            yield Change(what=f"version of {name}", before=then, now=present)
    for key in sorted(before.configuration.keys() ^ now.configuration.keys()):
        yield Change(what=key, before=before.configuration.get(key), now=now.configuration.get(key))


def _other_editions(inputs: Inputs, night: Night) -> Iterator[Change]:
    """Earlier editions that were published anew since: their digests can be related ones, or said what is new."""
    if inputs.editions:
        now = night.store.edition_fingerprints(since=min(inputs.editions), before=night.date)
        for edition, fingerprint in sorted(inputs.editions.items()):
            if now.get(edition) != fingerprint:
                then, present = fingerprint[:12], now.get(edition, "")[:12]
                yield Change(what=f"edition of {edition}", before=then, now=present)


def _difference(published: Edition, now: Edition) -> list[str]:
    """A unified diff of what people read; where that is the same, of the records."""
    for text in (_markdown, lambda edition: edition.model_dump_json(indent=1)):
        before, after = (text(edition).splitlines() for edition in (published, now))
        if lines := list(difflib.unified_diff(before, after, "published", "now", lineterm="", n=1)):
            return lines
    return []


def _markdown(edition: Edition) -> str:
    return "\n".join([edition_markdown(edition), *map(digest_markdown, edition.digests)])
