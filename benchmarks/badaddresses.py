"""Hostile addresses and servers, each with the error that it gets and the seconds that it costs.

usage: badaddresses.py

Everything runs on the loopback address: the script starts the servers itself, and nothing leaves
the machine. First the guard as it is, then servers on 127.0.0.1, which alone is taken for the
public internet; so 127.0.0.2 stands for an inner network. The times that a server may take are
cut to a twentieth, so that the page does not take minutes.
"""

from __future__ import annotations

import gzip
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tables import print_table

from marsad.intake.failures import Unreachable, Unreadable
from marsad.intake.feeds import read_feed
from marsad.intake.fetch import Fetcher
from marsad.intake.guard import LIMITS, Limits
from marsad.intake.originals import Original

ADDRESSES = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0.0.0.0/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://100.64.0.1/",
    "http://example.org:25/",
    "http://reader:secret@example.org/",
    "http://example.org@127.0.0.1/",
    "file:///etc/hosts",
    "ftp://example.org/",
    "gopher://example.org/",
    "example.org/news",
)
QUICK = Limits(connect=0.5, read=1.0, whole=3.0)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
Play = Callable[[BaseHTTPRequestHandler], None]


def _show(body: bytes = b"", status: int = 200, **headers: str) -> Play:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        sent = {"content_type": "text/html", "content_length": str(len(body)), **headers}
        for name, value in sent.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return play


def _go(place: str) -> Play:
    return _show(status=302, location=place)


def _drip(pieces: int, piece: bytes, *, headers: bool = True, pause: float = 0.0) -> Play:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        if headers:
            handler.send_response(200)
            handler.end_headers()
        for _ in range(pieces):
            handler.wfile.write(piece)
            time.sleep(pause)

    return play


def _shows_less(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    _show(b"<p>half", content_length="5000")(handler)


BOMB = gzip.compress(gzip.compress(bytes(200 << 20), 9), 9)  # 200 MB in 900 bytes, packed twice
SERVERS: dict[str, Play] = {
    "redirect to 127.0.0.2": _go("http://127.0.0.2/"),
    "redirect to [::1]": _go("http://[::1]/"),
    "redirect to file:": _go("file:///etc/hosts"),
    "redirect to port 25": _go("http://127.0.0.1:25/"),
    "redirect to a forbidden page": _go("/private/a"),
    "redirect in a circle": _go("/redirect-in-a-circle"),
    "redirect to nowhere": _show(status=302),
    "forbidden by robots.txt": _show(b"<p>private"),
    "endless page": _drip(1 << 30, b"x" * 65_536),
    "a byte each 0.2 s": _drip(1_000, b"x", pause=0.2),
    "headers, a byte each 0.2 s": _drip(1_000, b"H", headers=False, pause=0.2),
    "silence": _drip(1, b"", headers=False, pause=4.0),
    "gzip bomb, 200 MB": _show(gzip.decompress(BOMB), content_encoding="gzip"),
    "the same, packed twice": _show(BOMB, content_encoding="gzip, gzip"),
    "no gzip though it says so": _show(b"<p>plain", content_encoding="gzip"),
    "headers of 1 MB": _show(b"<p>a", x_long="x" * 1_000_000),
    "less than it says": _shows_less,
    "says 10^19 bytes": _show(b"x", content_length="9" * 19),
    "304 that nobody asked for": _show(status=304),
    "a film": _show(b"x", content_type="video/mp4"),
    "a mail server": _drip(1, b"220 mail.example ESMTP\r\n\r\n", headers=False),
    "busy, again in 1 hour": _show(status=429, retry_after="3600"),
    "gone": _show(status=410),
    "a feed of a billion laughs": _show(f"<!DOCTYPE x [{LAUGHS}]><rss>&l9;</rss>".encode()),
    "a feed of 100,000 open tags": _show(b"<rss><channel>" + b"<a>" * 100_000),
}
ROBOTS = _show(
    b"User-agent: *\nDisallow: /private\nDisallow: /forbidden\n", content_type="text/plain"
)


def main() -> None:
    rows = try_each()
    print_table(("seconds", "input", "error"), rows)
    missing = [row[1] for row in rows if row[2] == "-" and "open tags" not in row[1]]
    if missing:
        sys.exit(f"no error: {', '.join(missing)}")


def try_each() -> list[tuple[str, str, str]]:
    """A row for each address and server: seconds, what it is, the error."""
    return [*_try_addresses(), *_try_names(), *_try_servers()]


def _try_addresses() -> Iterator[tuple[str, str, str]]:
    for url in ADDRESSES:
        with Fetcher(delay=0.0, limits=QUICK) as fetcher:
            yield _try(url, lambda url=url, fetcher=fetcher: fetcher.fetch(url))


def _try_names() -> Iterator[tuple[str, str, str]]:
    """Name servers that lie, or never answer."""
    real = socket.getaddrinfo
    stream = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    answers: dict[str, Callable[[], object]] = {
        "a name with one inner address of two": lambda: [
            (*stream, (address, 80)) for address in ("127.0.0.1", "10.0.0.1")
        ],
        "a name that is never answered": lambda: time.sleep(2),
        "a name that nobody has": lambda: real("nobody.invalid", 80, flags=socket.AI_NUMERICHOST),
    }
    for name, answer in answers.items():
        socket.getaddrinfo = lambda *_, answer=answer, **__: answer()
        with Fetcher(delay=0.0, limits=QUICK, public=_is_first) as fetcher:
            yield _try(name, lambda fetcher=fetcher: fetcher.fetch("http://news.example/"))
    socket.getaddrinfo = real


def _try_servers() -> Iterator[tuple[str, str, str]]:
    for name, play in SERVERS.items():
        path = "/" + name.replace(" ", "-").replace(",", "")
        server = _serve({"/robots.txt": ROBOTS, path: play})
        url = f"http://127.0.0.1:{server.server_port}{path}"
        with Fetcher(delay=0.0, limits=QUICK, public=_is_first) as fetcher:
            yield _try(name, lambda url=url, fetcher=fetcher: _read(fetcher, url))
        server.shutdown()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    with Fetcher(delay=0.0, limits=QUICK, public=_is_first) as fetcher:
        yield _try("nobody listens", lambda: fetcher.fetch(url))


def _is_first(address: str) -> bool:
    return address == "127.0.0.1"


def _read(fetcher: Fetcher, url: str) -> None:
    page = fetcher.fetch(url)
    if "feed" in url and isinstance(page, Original):
        read_feed(page.data, page.url)


def _try(name: str, act: Callable[[], object]) -> tuple[str, str, str]:
    start = time.perf_counter()
    error = "-"
    try:
        act()
    except Unreadable as refused:
        error = f"{refused}{' (may pass)' if isinstance(refused, Unreachable) else ''}"
    return f"{time.perf_counter() - start:.2f}", name, error


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Marsad hangs up on most of them."""


def _serve(routes: dict[str, Play]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            routes.get(self.path, _show(status=404))(self)

        def log_message(self, *_: object) -> None:
            """The table says it all."""

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


if __name__ == "__main__":
    print(f"limits of a page as shipped: {LIMITS}\nhere: {QUICK}\n")
    main()
