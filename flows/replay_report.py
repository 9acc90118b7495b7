"""How `nightdesk replay` shows what it found: what has changed, and the difference that it makes."""

import json

from pydantic import JsonValue
from rich.console import Console
from rich.markup import escape

from flows.replay import Change, Replay
from reader.wording import count


def show(console: Console, replayed: Replay) -> None:
    """Prints it for people."""

    def line(text: str, style: str = "") -> None:
        console.print(escape(text), style=style, soft_wrap=True, highlight=False)

    without = [change for change in replayed.changes if not change.matters]
    by = [change for change in replayed.changes if change.matters]
    told = count(replayed.digests, "digest")
    if replayed.same:
        line(f"Edition {replayed.date} was made again, byte for byte the same: {told}.")
        without, by = [*without, *by], []
    else:
        line(f"Edition {replayed.date} ({told}) would come out otherwise now.", "bold")
        line(
            "By what has changed since:" if by else "Nothing else is known to have changed: the stored texts must have."
        )
    for change in by:
        line(f"  {_told(change)}")
    if without:
        line("Changed since, and of no effect on it:")
    for change in without:
        line(f"  {_told(change)}")
    for text in replayed.difference:
        line(text, {"+": "green", "-": "red", "@": "dim"}.get(text[:1], ""))
    if replayed.more_lines:
        line(f"… and {count(replayed.more_lines, 'more line')}", "dim")


def _told(change: Change) -> str:
    if isinstance(change.before, list) and isinstance(change.now, list):
        gone = [str(_named(one)) for one in change.before if one not in change.now]
        new = [str(_named(one)) for one in change.now if one not in change.before]
        parts = [f"{word} {', '.join(names)}" for word, names in (("without", gone), ("with", new)) if names]
        return f"{change.what}: {'; '.join(parts) or 'in another order'}"
    return f"{change.what}: {_said(change.before)}, now {_said(change.now)}"


def _named(value: JsonValue) -> JsonValue:
    return value.get("url", "") if isinstance(value, dict) else value


def _said(value: JsonValue) -> str:
    return "nothing" if value in (None, "", [], {}) else json.dumps(value, ensure_ascii=False)
