"""Serves the sites of `KINDS` until standard input ends; prints their origins, in order, as one line of JSON."""

import asyncio
import json
import sys

from fault_server import KINDS
from fault_server.server import serve


def say(origins: list[str]) -> None:
    print(json.dumps(origins), flush=True)


asyncio.run(serve(KINDS, say, sys.stdin))
