"""A web server of the tests' own on loopback, whose answers each test writes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request and the means to answer it."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        site = self.server
        with site.lock:
            site.visits.append((self.path, dict(self.headers), time.monotonic()))
            site.present += 1
            site.most_present = max(site.most_present, site.present)
        try:
            site.routes.get(self.path, missing)(self)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with site.lock:
                site.present -= 1

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def say(self, status: int, body: bytes = b"", *, length: int | None = None, **headers: str) -> None:
        """An answer with these headers, underscores for hyphens."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.server.sent.append(self.path)
            self.wfile.write(body)

    def cut(self) -> None:
        """Break the connection off."""
        self.wfile.flush()
        self.close_connection = True


class Site(ThreadingHTTPServer):
    """A host: its answers by path, who asked for what when, and the paths whose bodies were sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.routes: dict[str, Answer] = {}
        self.visits: list[tuple[str, dict[str, str], float]] = []
        self.sent: list[str] = []
        self.present = self.most_present = 0
        self.lock = threading.Lock()

    def at(self, path: str) -> str:
        """The address of a path here."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of the requests for a path."""
        return [headers for asked, headers, _ in self.visits if asked == path]


def missing(visit: Visit) -> None:
    visit.say(404, b"nothing here")


def page(body: bytes, **headers: str) -> Answer:
    """The same answer every time."""
    return lambda visit: visit.say(200, body, **headers)


def turns(*answers: Answer) -> Answer:
    """One answer after the other, the last one for ever."""
    left = list(answers)

    def next_one(visit: Visit) -> None:
        answer = left.pop(0) if len(left) > 1 else left[0]
        answer(visit)

    return next_one


@contextmanager
def site() -> Iterator[Site]:
    """A running host."""
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
