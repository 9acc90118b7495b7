"""Outlets that misbehave in every way we know of: real sockets on loopback, one host for each kind of fault.

`KINDS` is the table: each kind is a small function in one of the modules here, with what is to come of it. All else on
its host is in order: robots.txt, a feed that announces one story, and the story.
"""

from fault_server import bodies, feeds, markup, pictures, redirects, robots_files, statuses, wire  # noqa: F401
from fault_server.kinds import KINDS, Kind
from fault_server.server import Site, open_sites

__all__ = ["KINDS", "Kind", "Site", "open_sites"]
