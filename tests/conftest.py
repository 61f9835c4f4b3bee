"""What every room's tests share: no network, the Arabic pack, and readings as lines.

Property tests try the same texts in every run; ``pytest --hypothesis-profile wide`` looks for new
ones, for some minutes.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

import pytest
from hypothesis import settings

from marsad.analysis.analyse import analyse
from marsad.analysis.check import claim_line
from marsad.analysis.times import find_times
from marsad.grammar.clauses import Clauses
from marsad.grammar.tagged import Tagged, tag
from marsad.model import Analysis, Document
from marsad.packs.pack import Pack, load_pack
from marsad.text.page import Page, open_page

settings.register_profile("steady", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=5_000, deadline=None)
settings.load_profile("steady")


def pytest_configure() -> None:
    """A shell lets what it starts in the background ignore Ctrl-C; what we start hears it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("a test used the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The Arabic pack."""
    return load_pack("ar")


@pytest.fixture(scope="session")
def read(pack: Pack) -> Callable[..., Analysis]:
    """Analyses a text: ``read(text)``, ``read(text, published)``, or with fields of a document."""

    def analysis(text: str, published: str | None = None, **fields: str) -> Analysis:
        return analyse(Document(id="d1", text=text, published=published, **fields), pack)

    return analysis


@pytest.fixture(scope="session")
def lines(read: Callable[..., Analysis]) -> Callable[..., list[str]]:
    """The attributions of a text, a line each: via | source | cue | content | stance."""

    def claims(text: str, published: str | None = None, **fields: str) -> list[str]:
        found = read(text, published, **fields).attributions
        return [claim_line(text, one).strip() for one in found]

    return claims


@pytest.fixture(scope="session")
def opened(pack: Pack) -> Callable[[str], Page]:
    """A text as a page."""
    return lambda text: open_page(text, pack.writing)


@pytest.fixture(scope="session")
def tagged(pack: Pack, opened: Callable[[str], Page]) -> Callable[[str], Tagged]:
    """A text as a page whose words carry what the Arabic pack knows of them."""

    def tagged_page(text: str) -> Tagged:
        page = opened(text)
        held = (
            token
            for found in find_times(page, pack.times, None)
            for token in range(found.first_token, found.last_token_exclusive)
        )
        return tag(page, pack, frozenset(held), None)

    return tagged_page


@pytest.fixture(scope="session")
def english() -> Pack:
    """The English pack."""
    return load_pack("en")


@pytest.fixture(scope="session")
def told(english: Pack) -> Callable[[str], list[str]]:
    """The attributions of an English text, as ``lines`` shows those of an Arabic one."""

    def claims(text: str) -> list[str]:
        found = analyse(Document(id="d1", text=text), english).attributions
        return [claim_line(text, one).strip() for one in found]

    return claims


@pytest.fixture(scope="session")
def clauses(english: Pack) -> Callable[[str], Clauses]:
    """An English text, with the classes of its words."""

    def classed(text: str) -> Clauses:
        page = open_page(text, english.writing)
        held = (
            token
            for found in find_times(page, english.times, None)
            for token in range(found.first_token, found.last_token_exclusive)
        )
        return Clauses(tag(page, english, frozenset(held), None))

    return classed
