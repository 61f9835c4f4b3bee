"""Connections to chosen addresses only, that end in time: the client of ``Fetcher``.

``fetch`` lets it reach public ones alone; the reader that asks a language model uses it too, for
the one address that a person named. A name is looked up once, and if all its addresses may be
reached, the connection goes to one of these very addresses: a second answer of the name server has
no part.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from marsad.intake.clock import Countdown
from marsad.intake.failures import Busy, Unreachable, Unreadable
from marsad.intake.guard import Limits

if TYPE_CHECKING:
    import httpcore2
    import httpx2

_CONNECTIONS = 20  # open at once, each to another host; the rest are opened again


class _Guarded:
    """Connects to public addresses only; a ``NetworkBackend`` of httpcore2 by its methods."""

    def __init__(self, public: Callable[[str], bool], time: Countdown, limits: Limits) -> None:
        import httpcore2

        self._inner = httpcore2.SyncBackend()
        self._public = public
        self._time = time
        self._limits = limits

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> _Timed:
        """Look the host up once and try its addresses in their order."""
        import httpcore2

        found = _look_up(host, port, self._time.within(self._limits.connect))
        for address in found:
            if not self._public(address):
                to = "" if address == host else f" leads to {address}, which"
                raise Unreadable(f"{host}{to} is no public address; save the page and add the file")
        failed: Exception | None = None
        for address in found:
            limit = self._time.within(timeout)
            try:
                stream = self._inner.connect_tcp(
                    address, port, limit, local_address, socket_options
                )
                return _Timed(stream, self._time)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            self._time.check()
        raise failed or Unreadable(f"{host} has no address; check the name")

    def sleep(self, seconds: float) -> None:
        """Part of what a backend must be able to do; nothing asks for it."""
        self._inner.sleep(seconds)


class _Timed:
    """A connection whose reads and writes end with the time of the fetch, however they drip."""

    def __init__(self, stream: httpcore2.NetworkStream, time: Countdown) -> None:
        self._stream = stream
        self._time = time

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._time.check()
        return self._stream.read(max_bytes, self._time.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._time.check()
        self._stream.write(buffer, self._time.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> _Timed:
        limit = self._time.within(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, limit), self._time)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _look_up(host: str, port: int, limit: float) -> tuple[str, ...]:
    """The IP addresses of a host, within ``limit`` seconds.

    ``getaddrinfo`` itself knows no limit, so it runs in a thread that is left behind when late.
    """
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(entry[4][0]) for entry in entries])
        except Exception as error:  # noqa: BLE001  # raised by whoever waits for the answer
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=limit)
    except queue.Empty:
        raise Busy(f"{host} was not looked up within {limit:g} s; try again later") from None
    if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
        raise Busy(f"{host} cannot be looked up now; check the connection") from answer
    if isinstance(answer, (OSError, UnicodeError)):
        raise Unreadable(f"there is no host {host}; check the name") from answer
    if isinstance(answer, Exception):
        raise answer
    return tuple(dict.fromkeys(answer))


class _Transport:
    """Hands requests of httpx2 to a pool of httpcore2; a ``BaseTransport`` by its methods."""

    def __init__(self, backend: _Guarded) -> None:
        import httpcore2
        import httpx2

        class Stream(httpx2.SyncByteStream):
            def __init__(self, answer: httpcore2.Response) -> None:
                self._answer = answer

            def __iter__(self) -> Iterator[bytes]:
                return self._answer.iter_stream()

            def close(self) -> None:
                self._answer.close()

        self._stream = Stream
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=_CONNECTIONS,
            network_backend=backend,  # type: ignore[arg-type]  # one by its methods
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        import httpcore2
        import httpx2

        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=self._stream(answer))

    def close(self) -> None:
        self._pool.close()


def open_client(
    public: Callable[[str], bool], time: Countdown, limits: Limits, headers: Mapping[str, str]
) -> httpx2.Client:
    """A client that connects only where ``public`` allows it, and only as long as ``time`` has.

    It follows no redirects and reads no environment variables.
    """
    import httpx2

    return httpx2.Client(
        transport=_Transport(_Guarded(public, time, limits)),  # type: ignore[arg-type]  # see there
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(limits.read, connect=limits.connect),
        headers=headers,
    )


def troubles() -> tuple[type[Exception], ...]:
    """What a client of ``open_client`` raises when a server or the way to it does not work."""
    import httpcore2
    import httpx2

    network = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError)
    return (*network, httpcore2.UnsupportedProtocol, httpx2.HTTPError, httpx2.InvalidURL)


def explain(error: Exception, limits: Limits) -> Unreadable:
    """What went wrong on the way, in one line, and whether it may pass."""
    import httpcore2
    import httpx2

    certificate = _find_certificate_error(error)
    if certificate is not None:
        why = certificate.verify_message
        return Unreadable(f"its certificate does not hold ({why}); look at it in a browser")
    if isinstance(error, httpcore2.ConnectTimeout):
        return Busy(f"no connection within {limits.connect:g} s; try again later")
    if isinstance(error, httpcore2.TimeoutException):
        return Busy(f"no answer within {limits.read:g} s; try again later")
    if isinstance(error, httpcore2.ConnectError):
        return Busy(f"no connection ({error}); try again later")
    if isinstance(error, httpx2.DecodingError):
        return Unreadable("the page is packed and the packing is broken; try again later")
    if isinstance(error, httpcore2.NetworkError) or "without" in str(error):
        return Unreachable("the connection broke off before the page was whole; try again later")
    if "too long" in str(error):  # of h11, which takes 100 KiB of headers
        return Unreadable("the server's headers are longer than 100 KiB; check the address")
    return Unreadable("the server does not speak HTTP as it should; check the address")


def _find_certificate_error(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error
