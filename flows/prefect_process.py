"""`python -m flows.prefect_process ARGUMENTS`: Prefect's command line, which ends when its standard input does.

Whoever starts it holds the other end of that pipe, so it ends with them however they end, and nothing goes on listening
on the port of a `nightdesk serve` that was killed.
"""

import os
import runpy
import signal
import sys
import threading
import time

_STOP_SECONDS = 20


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_STOP_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_input, name="tether", daemon=True).start()
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)
