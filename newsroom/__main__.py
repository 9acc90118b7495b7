"""Serve the newsroom until interrupted: `python -m newsroom [--night 1|2] [--port N]`."""

import argparse
import threading

from newsroom.server import open_newsroom


def main() -> None:
    """Open the newsroom, print what there is to subscribe to, and wait for Ctrl-C."""
    parser = argparse.ArgumentParser(prog="newsroom", description="Serve invented news sites on this machine.")
    parser.add_argument("--night", type=int, choices=(1, 2), default=2, help="the last night to show (default: 2)")
    parser.add_argument("--port", type=int, default=0, help="the first of consecutive ports (default: any free ones)")
    options = parser.parse_args()
    with open_newsroom(options.night, options.port) as newsroom:
        for subscribed in newsroom.subscriptions:
            print(f"{subscribed.outlet:12}{subscribed.kind:11}{subscribed.category:12}{subscribed.url}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
