"""Many pages from many hosts: each host at its own pace, and none waits for another.

with Fetcher() as fetcher:
    for found in gather(["https://a.example/1", "https://b.example/1"], fetcher):
        print(found.place, "message" if isinstance(found, Failure) else found.media)
"""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from marsad.intake.failures import Busy, Failure, Unreadable
from marsad.intake.fetch import Fetcher, Unchanged
from marsad.intake.originals import Address, Original

# So many addresses are looked at ahead, to find a host that need not be waited for. At a second
# between requests, 1,000 addresses of 20 hosts are the work of a minute.
_AHEAD = 1_000
_TRIES = 3  # of a page whose host was busy
_TRACKING = re.compile(r"(?:utm_[^=]*|fbclid|gclid)(?:=|$)", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}


class _Wanted(NamedTuple):
    place: str  # the address as it was given
    url: str  # as it is asked for
    tries: int = 1


def gather(addresses: Iterable[str | Address], fetcher: Fetcher) -> Iterator[Original | Failure]:
    """The pages at the addresses, each once, in the order in which their hosts allow it.

    Addresses that differ only in what tells where a reader came from are one. ``place`` of an
    original or a failure is the address as it was first given. A page whose host is busy is tried
    again after the others, twice. Addresses are taken from the iterable as they are needed.
    """
    wanted = _drop_copies(addresses)
    hosts: OrderedDict[str, deque[_Wanted]] = OrderedDict()
    count = _fill(hosts, wanted, 0)
    while count:
        host = _next_host(hosts, fetcher)
        one = hosts[host].popleft()
        hosts.move_to_end(host)
        if not hosts[host]:
            del hosts[host]
        found = _fetch(one, fetcher)
        if isinstance(found, _Wanted):
            hosts.setdefault(host, deque()).append(found)
        else:
            yield found
            count -= 1
        count = _fill(hosts, wanted, count)


def plain_address(url: str) -> str:
    """An address without what does not name the page: fragment, ``utm_`` words, default port.

    >>> plain_address("HTTPS://Example.org:443/a?utm_source=x&id=1#top")
    'https://example.org/a?id=1'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    if "@" in host:
        return url  # will be refused; a password is no host
    words = [word for word in parts.query.split("&") if not _TRACKING.match(word)]
    host = host.removesuffix(_PORTS.get(scheme, "\n"))
    return urlunsplit((scheme, host, parts.path or "/", "&".join(words), ""))


def _drop_copies(addresses: Iterable[str | Address]) -> Iterator[_Wanted]:
    seen: set[bytes] = (
        set()
    )  # 8 bytes an address: two of a million fall together once in 37 million
    for address in addresses:
        place = address.url if isinstance(address, Address) else address
        url = plain_address(place)
        key = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if key not in seen:
            seen.add(key)
            yield _Wanted(place, url)


def _fill(hosts: OrderedDict[str, deque[_Wanted]], wanted: Iterator[_Wanted], count: int) -> int:
    """Take addresses until there are enough to choose from; how many there are now."""
    while count < _AHEAD:
        one = next(wanted, None)
        if one is None:
            break
        hosts.setdefault(urlsplit(one.url).netloc, deque()).append(one)
        count += 1
    return count


def _next_host(hosts: OrderedDict[str, deque[_Wanted]], fetcher: Fetcher) -> str:
    """The first host that need not be waited for, or the one with the shortest wait."""
    best, least = "", float("inf")
    for host, queue in hosts.items():
        try:
            wait = fetcher.wait(queue[0].url)
        except Unreadable:
            return host  # its failure costs no time
        if wait <= 0:
            return host
        if wait < least:
            best, least = host, wait
    return best


def _fetch(one: _Wanted, fetcher: Fetcher) -> Original | Failure | _Wanted:
    try:
        found = fetcher.fetch(one.url)
    except Busy as error:
        if one.tries < _TRIES:
            return one._replace(tries=one.tries + 1)
        return Failure(one.place, str(error))
    except Unreadable as error:
        return Failure(one.place, str(error))
    if isinstance(found, Unchanged):  # never, where no marks are sent
        return Failure(one.place, "not changed; fetch it without marks")
    return replace(found, place=one.place)
