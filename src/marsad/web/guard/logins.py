"""Logging in: not too often, and as slow for a name that nobody has as for any other."""

from __future__ import annotations

import ipaddress
import math
from threading import BoundedSemaphore

from fastapi import Request

from marsad.archive.access import sessions
from marsad.archive.access.accounts import Account, account_and_hash, keep_hash
from marsad.archive.access.audit import REFUSED, note
from marsad.archive.access.passwords import is_outdated, is_password, renew
from marsad.archive.observatory import Observatory
from marsad.web.guard.buckets import Buckets

_AT_ONCE = 2  # passwords compared at once, of 64 MiB each
_WAIT = 5.0  # seconds for one's turn
_NETWORK = 64  # bits: whoever has an address of IPv6 has all of these
_UNKNOWN = "unknown"


class TooOften(Exception):
    """Wait ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too often; wait {math.ceil(seconds)} seconds")
        self.seconds = max(1, math.ceil(seconds))


class Door:
    """Remembers, in memory, how often was tried and asked; one for a server.

    A person who mistypes a few times goes on at once; who guesses has some 3,000 tries a day from
    one address, and 6,000 at one name from all addresses together.
    """

    def __init__(self) -> None:
        self._by_address = Buckets(10, 30)
        self._by_name = Buckets(20, 15)
        self._refusals = Buckets(60, 10)  # entries of the log that strangers can cause
        self._requests = Buckets(300, 0.05)
        self._files = Buckets(20, 6)
        self._comparing = BoundedSemaphore(_AT_ONCE)

    def log_in(
        self, observatory: Observatory, name: str, password: str, address: str
    ) -> tuple[Account, str] | None:
        """The account and the value for the browser; ``None`` where name or password is wrong.

        Raises:
            TooOften: there were too many tries of late.
        """
        keys = self._take_try(name, address)
        with observatory.reading() as connection:
            found = account_and_hash(connection, name)
        if not self._is_right(None if found is None else found[1], password):
            self._note_refusal(observatory, name if found is None else found[0].name)
            return None
        assert found is not None
        for buckets, key in keys:
            buckets.give_back(key)
        account, hashed = found
        renewed = renew(password) if is_outdated(hashed) else None
        with observatory.writing() as connection:
            if renewed is not None:
                keep_hash(connection, account, renewed)
            value = sessions.begin(connection, account, address)
            note(connection, "login", person=account.name)
        return account, value

    def is_own(self, observatory: Observatory, account: Account, password: str) -> bool:
        """Whether a person who is logged in knows the password, before it is changed.

        Raises:
            TooOften: there were too many tries of late.
        """
        wait = self._by_name.take(("own", account.number))
        if wait:
            raise TooOften(wait)
        with observatory.reading() as connection:
            found = account_and_hash(connection, account.name)
        return self._is_right(None if found is None else found[1], password)

    def ask(self, key: object) -> None:
        """Take one request of a visitor.

        Raises:
            TooOften: there were too many of late; 20 a second go on without end.
        """
        wait = self._requests.take(str(key))
        if wait:
            raise TooOften(wait)

    def make_file(self, key: object) -> None:
        """Take one file of a visitor: one that is made of much of the archive, or printed.

        Raises:
            TooOften: there were too many of late; 20 at once and ten a minute go on without end.
        """
        wait = self._files.take(str(key))
        if wait:
            raise TooOften(wait)

    def may_note(self) -> bool:
        """Whether another refusal goes into the log; it must not be filled by strangers."""
        return not self._refusals.take("all")

    def _take_try(self, name: str, address: str) -> list[tuple[Buckets, str]]:
        tries = [(self._by_address, address), (self._by_name, " ".join(name.casefold().split()))]
        for buckets, key in tries:
            wait = buckets.take(key[:200])
            if wait:
                raise TooOften(wait)
        return [(buckets, key[:200]) for buckets, key in tries]

    def _is_right(self, hashed: str | None, password: str) -> bool:
        if not self._comparing.acquire(timeout=_WAIT):
            raise TooOften(_WAIT)
        try:
            return is_password(hashed, password)
        finally:
            self._comparing.release()

    def _note_refusal(self, observatory: Observatory, name: str) -> None:
        if self.may_note():
            with observatory.writing() as connection:
                note(connection, "login", " ".join(name[:64].split()), outcome=REFUSED)


def address_of(request: Request) -> str:
    """From where a request comes; of IPv6 the network."""
    host = request.client.host if request.client else _UNKNOWN
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return _UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _NETWORK), strict=False))
    return str(address)
