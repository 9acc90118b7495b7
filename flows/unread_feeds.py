"""Why feeds were not read, in few lines: what many have in common is said once, with their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractors.addresses import host_of
from extractors.subscriptions import Reason, Skipped
from reader.wording import count

_NAMED = 3


def without_host(fault: Skipped) -> str:
    """Why, in words that are the same for every host."""
    if fault.reason is Reason.PRIVATE_ADDRESS:
        return str(fault.reason)
    host = host_of(fault.url)
    return fault.why.replace(host, "…").replace(host.partition(":")[0], "…") if host else fault.why


def unread(faults: Iterable[Skipped]) -> Iterator[str]:
    """A line for each reason, the most frequent first."""
    told: dict[str, list[Skipped]] = defaultdict(list)
    for fault in faults:
        told[without_host(fault)].append(fault)
    for why, alike in sorted(told.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(alike) == 1:
            yield f"{alike[0].outlet}: feed not read: {alike[0].why}"
            continue
        outlets = sorted({fault.outlet for fault in alike})
        more = f" and {count(len(outlets) - _NAMED, 'other outlet')}" if len(outlets) > _NAMED else ""
        yield f"{count(len(alike), 'feed')} not read: {why} ({', '.join(outlets[:_NAMED])}{more})"
