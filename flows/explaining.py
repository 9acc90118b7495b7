"""`nightdesk explain`: why the articles of a story are together, told from what is stored."""

from datetime import date

from rich.console import Console
from rich.markup import escape

from extractors.errors import UnknownStory
from flows import nights, stages
from flows.configuration import Configuration
from flows.nights import Night
from reader.wording import published
from summarizer.digests import Digest
from summarizer.explanations import Explanation, Tie, explain
from summarizer.stories import Story


def night_of(configuration: Configuration, edition: date | None) -> Night:
    """The night of that edition; by default of the newest that is published, or today's where none is."""
    night = nights.plan(configuration, edition)
    newest = night.store.editions(limit=1) if edition is None else ()
    return nights.plan(configuration, newest[0].date) if newest else night


def explanation(night: Night, wanted: str) -> Explanation:
    """Why the story of the night that `wanted` names is what it is: its id, the slug of its digest, or how either
    begins.

    Raises:
        UnknownStory: none of the night's stories is meant, or several are.
    """
    stories, told_as, found = stages.grouping(night)
    edition = night.store.edition(night.date)
    digests = edition.digests if edition else ()
    story = _meant(night, wanted, stories, digests)
    told = next((digest for digest in digests if digest.story == story.id), None)
    return explain(story, stories, found, told_as, told)


def _meant(night: Night, wanted: str, stories: tuple[Story, ...], digests: tuple[Digest, ...]) -> Story:
    """The story that is meant: a full name goes before the beginning of others."""
    slugs = {digest.slug: digest.story for digest in digests}
    by_id = {story.id: story for story in stories}
    names = {**{slug: by_id[id] for slug, id in slugs.items() if id in by_id}, **by_id}
    if wanted in names:
        return names[wanted]
    meant = {story.id: story for name, story in names.items() if name.startswith(wanted)}
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        raise UnknownStory(f"{len(meant)} stories of {night.date} begin with {wanted!r}: write more of the id or slug.")
    raise UnknownStory(
        f"No story of {night.date} is named {wanted!r}: give the slug, with which the address of its digest ends, or "
        "another date with --date."
    )


def show(console: Console, told: Explanation, timezone: str) -> None:
    """Prints it for people."""

    def line(text: str, style: str = "") -> None:
        console.print(escape(text), style=style, soft_wrap=True, highlight=False)

    line(f"{told.headline}  ({told.story})", "bold")
    for change in told.changes:
        line(change)
    for member in told.articles:
        cited = f"[{member.source}]" if member.source else "Not cited:"
        line(f"\n{cited} {member.outlet}, {published(member.dated, timezone)}")
        line(f"   {member.headline}")
        line(f"   {_joined(told, member.joined_on)}", "dim")
    left = told.left_out
    if left is None:
        line("\nNothing else of the night shares a rare word with it.")
        return
    line(f"\nNearest left out: {left.outlet}, {published(left.dated, timezone)}, in story {left.story}")
    line(f"   {left.headline}")
    line(f"   nearest to {_tie(told, left.nearest)}", "dim")
    for reason in left.reasons:
        line(f"   left out: {reason}", "dim")


def _joined(told: Explanation, tie: Tie | None) -> str:
    return f"joined on {_tie(told, tie)}" if tie else "the story begins with it"


def _tie(told: Explanation, tie: Tie) -> str:
    other = next(member for member in told.articles if member.article == tie.other)
    named = f"[{other.source}]" if other.source else f"“{other.headline}”"
    return "; ".join((f"{named}, one event with likelihood {tie.likelihood:.2f}", *tie.reasons))
