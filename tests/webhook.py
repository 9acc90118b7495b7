"""A webhook on loopback that keeps what it gets."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue


class Receiver(ThreadingHTTPServer):
    """A webhook on loopback; `texts` are the messages that it got, the oldest first."""

    daemon_threads = True

    def __init__(self) -> None:
        self.texts: Queue[str] = Queue()
        super().__init__(("127.0.0.1", 0), _Post)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"

    def next_with(self, words: str, seconds: int = 90) -> str:
        """The next message that has these words; others are passed over."""
        try:
            while words not in (text := self.texts.get(timeout=seconds)):
                pass
        except Empty:
            raise AssertionError(f"no message with {words!r} within {seconds} seconds") from None
        return text


class _Post(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.texts.put(json.loads(body)["text"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def open_receiver() -> Iterator[Receiver]:
    """A receiver while the context lasts."""
    server = Receiver()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
