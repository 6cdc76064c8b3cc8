"""A server on the loopback address that publishes a diary, and remembers what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Published:
    """What the server answers next, and the requests that came.

    Attributes:
        content: the body.
        status: the code.
        headers: beside the length; with an ``ETag`` a request that names it is answered with 304.
        asked: for each request its path, and its headers.
    """

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    stalls: bool = False

    @property
    def host(self) -> str:
        """Its name and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Where the diary is."""
        return f"http://{self.host}/secret-4711/diary.ics"


@contextmanager
def publishing() -> Iterator[Published]:
    """Publish until the end of the block."""
    published = Published()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            published.asked.append((self.path, dict(self.headers)))
            if published.stalls:
                # A letter at a time: each one within any limit on waiting for the next.
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for _ in range(200):
                    self.wfile.write(b"X-A: b\r\n")
                    self.wfile.flush()
                    self.connection.settimeout(0.05)
                    try:
                        if not self.connection.recv(1):
                            return
                    except TimeoutError:
                        continue
                return
            same = self.headers.get("If-None-Match") == published.headers.get("ETag", "none")
            content = b"" if same else published.content
            self.send_response(304 if same else published.status)
            for name, value in published.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_REPORT = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the library's signature
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:  # noqa: ANN401 - the library's signature
            """Say nothing of whoever hung up."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        published.port = server.server_address[1]
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield published
        server.shutdown()
