"""Which addresses may be asked at all, and how much they may answer. Nothing here opens anything.

An address comes from a list, a feed or a redirect, so from strangers: it must not lead a program
that stands inside a network to what only that network can see.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.intake.failures import Unreadable

if TYPE_CHECKING:
    import httpx2

_ROUTED = ipaddress.ip_network("2000::/3")  # all that is given out of IPv6 (RFC 4291, IANA)

_HOST = re.compile(rb"[a-z0-9_.:-]+")  # names as the look-up takes them, and numbers

# Servers need not read longer ones (RFC 9110, 4.1, asks for 8,000 octets).
_LONGEST_ADDRESS = 8_000
_WEB_PORTS = frozenset({80, 443})
# Below 1024 stand mail, shells and directories. Of the ports above, those that the Fetch standard
# of the WHATWG calls bad: what listens there could take a request for a command.
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080}
    | set(range(6665, 6670))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one fetch may cost; a limit that is reached ends it with an error.

    ``size`` and ``robots``: unpacked bytes of a page and of robots.txt (RFC 9309, 2.5, asks for
    500 KiB at least). Times in seconds: ``connect`` for a look-up and for a connection, ``read``
    for the server's silence, ``whole`` for all requests of one fetch together, waits for
    politeness not counted. ``redirects`` as RFC 9309, 2.3.1.2 follows them. ``patience``: the
    longest wait for a busy host, in seconds, before the fetch is given up for later.

    The others are chosen, not measured: 20 MiB holds pages, feeds and most reports in PDF, and a
    server that takes a minute is asked again later at no loss.
    """

    size: int = 20 << 20
    robots: int = 500 << 10
    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    redirects: int = 5
    patience: float = 120.0


LIMITS = Limits()


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, however it is written.

    Loopback, private, link-local, shared and documentation networks do not; nor do the forms that
    hold an IPv4 address inside an IPv6 one (mapped ones are looked into, NAT64, 6to4 and Teredo
    refused).

        >>> is_public("93.184.216.34"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::7f00:1")
        (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in _ROUTED or ip.sixtofour or ip.teredo):
        return False
    return ip.is_global and not ip.is_multicast


def check_address(url: str) -> httpx2.URL:
    """An address as it may be asked for, without its fragment.

    Raises ``Unreadable`` for other schemes than http and https, for a user name or a password
    inside, for ports where no web server stands, and for what is no address.
    """
    import httpx2  # reads a file of its own when it is imported

    url = url.strip()
    if len(url) > _LONGEST_ADDRESS:
        raise Unreadable(f"the address has over {_LONGEST_ADDRESS:,} characters; shorten it")
    try:
        address = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise Unreadable(f"no address of the web ({error}); check it") from error
    if address.scheme not in {"http", "https"}:
        scheme = f'"{address.scheme}:" is not fetched' if address.scheme else "no address"
        raise Unreadable(f"{scheme}; give one that begins with https:// or http://")
    if address.userinfo:
        raise Unreadable("the address holds a user name or a password; leave them out")
    if not _HOST.fullmatch(address.raw_host):
        raise Unreadable("the address names no host; check it")
    _check_port(address.port)
    return address.copy_with(fragment=None)


def _check_port(port: int | None) -> None:
    if port is None or port in _WEB_PORTS:
        return
    if not 1024 <= port <= 65535 or port in _BAD_PORTS:
        raise Unreadable(f"port {port} is none of a web server; use 80, 443 or one from 1024 on")
