"""A small web site on this computer that behaves well and badly, for whatever reads pages."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import unquote

from geodata import formats
from tests.dashboard.example import example_analysis
from tests.geodata.test_readers import pdf_file, word_file

STORY = "A second bridge in Shelbyville is open, but only for cars, according to the county."
FEED = """<rss version="2.0"><channel><title>Harbour News</title>
<item><title>Bridge</title><link>/story</link></item><item><title>Two</title><link>/latin</link></item>
</channel></rss>"""
FRONT = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body></body></html>'
OF_SERVERS = "application/octet-stream"  # what servers say that do not look into their files

FILES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "/feed": ("application/rss+xml", lambda base: FEED.replace("<link>/", f"<link>{base}/").encode()),
    "/front": ("text/html", lambda _: FRONT.encode()),
    "/table.csv": ("text/plain; charset=utf-8", lambda _: f'title,text\nOne,"{STORY}"\n'.encode()),
    "/rows": ("application/x-ndjson", lambda _: f'{{"text": "{STORY}"}}\n'.encode()),
    "/saved": ("application/json", lambda _: formats.write(example_analysis(), "json")),
    "/saved.geojson": (OF_SERVERS, lambda _: formats.write(example_analysis(), "geojson")),
    "/notes.md": ("text/plain", lambda _: f"# Bridge\n\n{STORY}".encode()),
    "/report.docx": (OF_SERVERS, lambda _: word_file(STORY)),
    "/report.pdf": ("application/pdf", lambda _: pdf_file(STORY)),
}
"""Files of every kind by their path, with the kind that the server gives them."""

PAGE = (
    "<html><head><title>Bridge closed</title><meta property='og:site_name' content='The Post'>"
    "<meta property='article:published_time' content='2015-09-30T10:00:00Z'></head><body><nav>Home</nav><article>"
    "<p>Flood water closed the bridge in Springfield on Monday, the mayor said, and it will stay closed.</p>"
    "<p>A second bridge in Shelbyville is open, but only for cars, according to the county.</p></article></body></html>"
)


class Site(BaseHTTPRequestHandler):
    """A small site that behaves well and badly, by path."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self.answer(302, b"", Location=unquote(self.path.removeprefix("/to/")))
        elif path == "/loop":
            self.answer(301, b"", Location="/loop")
        elif path == "/bomb":
            self.answer(200, zlib.compress(b"a" * 5_000_000), **{"Content-Encoding": "deflate"})
        elif path == "/slow":
            self.trickle()
        elif path == "/image":
            self.answer(200, b"\x89PNG", **{"Content-Type": "image/png"})
        elif path == "/latin":
            self.answer(
                200, PAGE.replace("mayor", "maïre").encode("latin-1"), **{"Content-Type": "text/html; charset=latin-1"}
            )
        elif path == "/empty":
            self.answer(200, b"<html><body></body></html>")
        elif path == "/story":
            self.answer(200, PAGE.encode())
        elif path in FILES:
            kind, file = FILES[path]
            self.answer(200, file(f"http://{self.headers['Host']}"), **{"Content-Type": kind})
        else:
            self.answer(404, b"no")

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def trickle(self) -> None:
        """Send a byte now and then, for ever: only a limit on the whole reading ends this."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while not self.server.stopping.wait(0.02):  # type: ignore[attr-defined]
                self.wfile.write(b"a")
                self.wfile.flush()
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Keep the test output clean."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.stopping = threading.Event()  # type: ignore[attr-defined]
    Site.asked.clear()
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.stopping.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        thread.join()
