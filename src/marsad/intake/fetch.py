"""Pages and feeds by their addresses. Nothing else of Marsad asks the network for anything.

Each request, also each redirect and each robots.txt, goes the same way: the address is checked,
the host is left its pause, its name is looked up once, and the connection goes to a number of that
answer, if all of them are public.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from protego import Protego

from marsad.intake.answers import (
    check_media,
    check_status,
    keep_headers,
    read_body,
    read_media,
    read_wait,
)
from marsad.intake.clock import CLOCK, Clock, Countdown
from marsad.intake.connections import explain, open_client, troubles
from marsad.intake.failures import Busy, Unreachable, Unreadable
from marsad.intake.guard import LIMITS, Limits, check_address, is_public
from marsad.intake.originals import Original
from marsad.intake.pace import Pace
from marsad.version import __version__

if TYPE_CHECKING:
    import httpx2

AGENT = "Marsad"
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__} (research reader; obeys robots.txt)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_DAY = 86_400.0  # RFC 9309, 2.4: robots.txt is asked for again after a day

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The page is what it was when its ``etag`` or ``modified`` was given (304)."""

    url: str
    fetched: str
    etag: str | None = None
    modified: str | None = None


class _Moved(NamedTuple):
    address: httpx2.URL
    lasting: bool


class Fetcher:
    """Fetches one address after the other, and remembers each host's rules and pace.

        with Fetcher(delay=2.0) as fetcher:
            original = fetcher.fetch("https://example.org/news/1")

    ``delay`` is the least pause between two requests to one host, in seconds; ``limits`` what one
    fetch may cost; ``public`` says which IP addresses may be connected to. ``moved`` holds the new
    addresses of those that were told to be moved for good. Environment variables that name a proxy
    are passed over: behind one, Marsad could not know where a connection goes. For one thread.
    """

    def __init__(
        self,
        *,
        delay: float = 1.0,
        limits: Limits = LIMITS,
        public: Callable[[str], bool] = is_public,
        clock: Clock = CLOCK,
    ) -> None:
        self.clock = clock
        self.moved: dict[str, str] = {}
        self._limits = limits
        self._pace = Pace(delay)
        self._rules: dict[str, tuple[float, Protego | None]] = {}
        self._time = Countdown(clock)
        self._troubles = troubles()
        self._client = open_client(public, self._time, limits, _HEADERS)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def fetch(
        self, url: str, *, etag: str | None = None, modified: str | None = None
    ) -> Original | Unchanged:
        """The page at an address, or that it has not changed since it had these marks.

        Sleeps as long as the host wants its pause. ``place`` of the original is ``url``, its
        ``url`` where the last redirect led.

        Raises ``Unreadable`` for what will not be fetched whenever it is asked for, ``Gone`` for
        what the server took away, ``Unreachable`` for what may be there later.
        """
        marks = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: mark for name, mark in marks.items() if mark is not None}

        def read_page(response: httpx2.Response) -> Original | Unchanged:
            if response.status_code == 304 and headers:
                return self._unchanged(response)
            return self._original(response)

        self.moved.pop(url, None)
        self._client.cookies.clear()
        self._time.left = self._limits.whole
        answer, moved = self._follow(check_address(url), headers, read_page, self._permit)
        if moved is not None:
            self.moved[url] = str(moved)
        return replace(answer, place=url) if isinstance(answer, Original) else answer

    def wait(self, url: str) -> float:
        """How many seconds the host of an address wants to be left alone from now on.

        Raises ``Unreadable`` for an address that may not be asked at all.
        """
        return self._pace.wait(_host(check_address(url)), self.clock.seconds())

    def _follow(
        self,
        address: httpx2.URL,
        headers: Mapping[str, str],
        take: Callable[[httpx2.Response], Answer],
        permit: Callable[[httpx2.URL], None],
    ) -> tuple[Answer, httpx2.URL | None]:
        """The answer behind all redirects, and the address that lasting ones lead to."""
        moved: httpx2.URL | None = None
        lasting = True
        for hop in range(self._limits.redirects + 1):
            try:
                permit(address)
                answer = self._ask(address, headers, take)
                if not isinstance(answer, _Moved):
                    return answer, moved
                address = answer.address
            except Unreadable as error:
                if hop:
                    error.args = (f"redirected to {_shown(address)}: {error}",)
                raise
            lasting = lasting and answer.lasting
            moved = address if lasting else moved
        raise Unreadable(
            f"more than {self._limits.redirects} redirects, the last to {_shown(address)}; "
            "give the address of the page itself"
        )

    def _ask(
        self,
        address: httpx2.URL,
        headers: Mapping[str, str],
        take: Callable[[httpx2.Response], Answer],
    ) -> Answer | _Moved:
        """One request, in its time and at its host's pace."""
        host = _host(address)
        self._pause(host)
        try:
            with self._time, self._client.stream("GET", address, headers=headers) as response:
                if response.status_code in _REDIRECTS:
                    return _next(address, response)
                answer = take(response)
        except Busy as error:
            self._leave_alone(host, error)
            raise
        except self._troubles as error:
            told = explain(error, self._limits) if self._time.left else self._time.over()
            if isinstance(told, Busy):
                self._leave_alone(host, told)
            raise told from error
        finally:
            self._pace.note_request(host, self.clock.seconds())
        self._pace.note_answer(host)
        return answer

    def _pause(self, host: str) -> None:
        pause = self._pace.wait(host, self.clock.seconds())
        if pause > self._limits.patience:
            raise Unreachable(
                f"{host} wants to be left alone for {pause:.0f} s more; try again later", pause
            )
        if pause:
            self.clock.sleep(pause)

    def _leave_alone(self, host: str, error: Busy) -> None:
        error.retry_after = self._pace.note_refusal(host, self.clock.seconds(), error.retry_after)

    def _permit(self, address: httpx2.URL) -> None:
        """Raise ``Unreadable`` if the host's robots.txt keeps programs away from the address."""
        rules = self._read_rules(address)
        if rules is not None and not rules.can_fetch(str(address), AGENT):
            raise Unreadable(
                "the site's robots.txt asks programs not to read this page; "
                "save it from your browser and add the file"
            )

    def _read_rules(self, address: httpx2.URL) -> Protego | None:
        origin = f"{address.scheme}://{_host(address)}"
        expires, rules = self._rules.get(origin, (0.0, None))
        if origin in self._rules and self.clock.seconds() < expires:
            return rules
        text = self._read_robots(check_address(f"{origin}/robots.txt"))
        rules = Protego.parse(text) if text else None
        self._rules[origin] = (self.clock.seconds() + _DAY, rules)
        gap = rules.crawl_delay(AGENT) if rules is not None else None
        if gap is not None:
            self._pace.slow_down(_host(address), gap)
        return rules

    def _read_robots(self, address: httpx2.URL) -> str | None:
        """The text of a robots.txt, None where there is none (RFC 9309, 2.3.1)."""

        def read_text(response: httpx2.Response) -> str | None:
            status = response.status_code
            if status >= 500 or status == 429:
                told = read_wait(response.headers.get("retry-after"), self.clock.now())
                message = (
                    f"robots.txt cannot be read ({status}), so nothing else is; try again later"
                )
                raise Busy(message, told)
            if status not in {200, 203}:
                return None
            body = read_body(response, self._limits.robots, self._time.check, cut=True)
            return body.decode("utf-8", "replace")

        return self._follow(address, {}, read_text, lambda _: None)[0]

    def _original(self, response: httpx2.Response) -> Original:
        check_status(response, self.clock.now())
        media, charset = read_media(response.headers.get("content-type"))
        check_media(media)
        return Original(
            data=read_body(response, self._limits.size, self._time.check),
            place=str(response.url),
            url=str(response.url),
            media=media,
            charset=charset,
            fetched=self._stamp(),
            headers=keep_headers(response),
        )

    def _unchanged(self, response: httpx2.Response) -> Unchanged:
        return Unchanged(
            url=str(response.url),
            fetched=self._stamp(),
            etag=response.headers.get("etag"),
            modified=response.headers.get("last-modified"),
        )

    def _stamp(self) -> str:
        return self.clock.now().astimezone(UTC).isoformat(timespec="seconds")


def _host(address: httpx2.URL) -> str:
    """Host and port as the key of pace and rules: ``example.org``, ``[::1]:8080``."""
    return address.netloc.decode("ascii")


def _shown(address: httpx2.URL) -> str:
    """An address in a message, in ASCII and not longer than a line."""
    text = str(address)
    return text if len(text) <= 200 else f"{text[:199]}…"


def _next(address: httpx2.URL, response: httpx2.Response) -> _Moved:
    """Where a redirect leads. Raises ``Unreadable``."""
    import httpx2

    place = response.headers.get("location")
    if not place:
        raise Unreadable(f"a redirect ({response.status_code}) to nowhere; check the address")
    try:
        target = str(address.join(place.strip()))
    except httpx2.InvalidURL as error:
        raise Unreadable(
            f"a redirect to what is no address ({error}); check the address"
        ) from error
    try:
        return _Moved(check_address(target), response.status_code in _LASTING)
    except Unreadable as error:
        shown = target if target.isascii() and len(target) <= 200 else "another address"
        raise Unreadable(f"redirected to {shown}: {error}") from error
