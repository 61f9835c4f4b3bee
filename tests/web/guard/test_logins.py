"""Tries, and how many; requests, and how many; how large, how slow, how long."""

from __future__ import annotations

import re
import socket
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from marsad.archive.access import passwords
from marsad.archive.access.accounts import find_account, keep_hash
from marsad.archive.access.audit import entries
from marsad.archive.observatory import Observatory
from marsad.web.connections import Connection
from marsad.web.guard import gate
from marsad.web.guard.buckets import Buckets
from marsad.web.guard.logins import address_of
from marsad.web.serving import CannotServe, Place, _config, serve

REAL = passwords._HASHER
PASSWORD = "a boat at the third gate"


def tried(client: TestClient, name: str, password: str = "wrong") -> int:
    page = client.get("/login").text
    token = page.split('name="form_token" value="')[1][:64]
    form = {"name": name, "password": password, "form_token": token}
    return client.post("/login", data=form).status_code


def test_a_bucket_fills_again_with_time_and_is_forgotten_when_there_are_many() -> None:
    now = [0.0]
    buckets = Buckets(2, 10.0, most=3, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [0.0, 0.0, 10.0]
    now[0] = 10.0
    assert buckets.take("a") == 0.0 and buckets.take("a") > 0
    buckets.give_back("a")
    assert buckets.take("a") == 0.0
    for key in range(1_000):
        buckets.take(key)
    assert len(buckets) == 3


def test_who_guesses_has_to_wait_and_who_knows_has_not(
    stranger: TestClient, kept: Observatory
) -> None:
    assert [tried(stranger, "Rana") for _ in range(3)] == [403] * 3
    assert tried(stranger, "Rana", PASSWORD) == 303
    stranger.cookies.delete("marsad-session")
    statuses = [tried(stranger, f"nobody {at}") for at in range(12)]
    assert statuses[:7] == [403] * 7 and statuses[-1] == 429
    token = stranger.get("/login").text.split('name="form_token" value="')[1][:64]
    form = {"name": "Amal", "password": PASSWORD, "form_token": token}
    answer = stranger.post("/login", data=form)
    assert answer.status_code == 429 and 0 < int(answer.headers["retry-after"]) <= 30
    assert re.search(r"Wait \d+ seconds?", answer.text)
    with kept.reading() as connection:
        log = [(one.action, one.of, one.outcome) for one in entries(connection, limit=12)]
    assert ("login", "nobody 0", "refused") in log and ("login", "Rana", "refused") in log


def test_a_name_that_nobody_has_takes_as_long_as_any_other(
    door: FastAPI, kept: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", REAL)
    passwords._nobodys.cache_clear()
    with kept.writing() as connection:
        rana = find_account(connection, "Rana")
        keep_hash(connection, rana, passwords.hash_password(PASSWORD, "Rana"))
    times: dict[str, list[float]] = {"Rana": [], "Nobody": []}
    for at in range(3):
        client = TestClient(door, client=(f"192.0.2.{at}", 1), headers={"accept": "text/html"})
        for name, took in times.items():
            page = client.get("/login").text
            token = page.split('name="form_token" value="')[1][:64]
            form = {"name": name, "password": "not this one", "form_token": token}
            begun = time.process_time()  # other work on the machine takes none of it
            assert client.post("/login", data=form).status_code == 403
            took.append(time.process_time() - begun)
    known, unknown = (min(times[name]) for name in ("Rana", "Nobody"))
    assert 0.5 < known / unknown < 2, statistics.mean([known, unknown])


def test_requests_without_end_are_told_to_wait(stranger: TestClient) -> None:
    statuses = []
    while 429 not in statuses and len(statuses) < 10_000:  # a slow machine asks more slowly
        statuses.append(stranger.get("/assets/marsad.svg").status_code)
    assert statuses[:300] == [200] * 300
    answer = stranger.get("/login")
    assert 429 in statuses and (answer.status_code == 200 or answer.headers["retry-after"] == "1")


def test_addresses_of_one_network_are_one() -> None:
    class Asked:
        def __init__(self, host: str) -> None:
            self.client = type("Client", (), {"host": host})()

    told = [
        address_of(Asked(host)) for host in ("2001:db8::1", "2001:db8::ff:2", "::ffff:192.0.2.1")
    ]  # type: ignore[arg-type]
    assert told == ["2001:db8::/64", "2001:db8::/64", "192.0.2.1"]
    assert address_of(Asked("testclient")) == "unknown"  # type: ignore[arg-type]


def test_a_request_that_is_too_large_is_refused(enter: Callable[..., TestClient]) -> None:
    amal = enter("Amal")
    answer = amal.post("/accounts", data={"name": "x" * (2 << 20), "password": "y"})
    assert answer.status_code == 413


def test_a_question_that_takes_too_long_is_ended(
    enter: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, kept: Observatory
) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def ask(*_: object) -> bool:
        with kept.reading() as connection:
            return connection.scalar(text(endless)) is None

    monkeypatch.setattr(gate, "_PATIENCE", 0.3)
    monkeypatch.setattr("marsad.web.desk.Desk.documents", ask)
    answer = enter("Rana").get("/")
    assert answer.status_code == 503 and "Narrow it down" in answer.text


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        (Place(host="0.0.0.0", port=0), "marsad accounts add"),
        (Place(port=0, behind_proxy=True, names=("news.example",)), "marsad accounts add"),
    ],
)
def test_nobody_else_comes_in_where_there_are_no_accounts(
    tmp_path: Path, place: Place, remedy: str
) -> None:
    with Observatory.create(tmp_path / "none.db") as made, pytest.raises(CannotServe, match=remedy):
        serve(made, place)


@pytest.mark.parametrize("place", [Place(host="0.0.0.0", port=0), Place(behind_proxy=True)])
def test_a_server_for_others_says_under_which_name(kept: Observatory, place: Place) -> None:
    with pytest.raises(CannotServe, match="--name news"):
        serve(kept, place)


@pytest.mark.usefixtures("loopback")
def test_a_head_that_comes_drop_by_drop_is_cut_off(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Connection, "seconds", 0.5)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(_config(app, Place()))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        begun = time.monotonic()
        with socket.create_connection(listening.getsockname()) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            slow.settimeout(5)
            assert slow.recv(1_000) == b""
        assert 0.4 < time.monotonic() - begun < 4
        with socket.create_connection(listening.getsockname()) as long:
            long.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 40_000)
            long.settimeout(5)
            assert b"400" in long.recv(1_000)
        with socket.create_connection(listening.getsockname()) as good:
            good.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            good.settimeout(5)
            assert good.recv(1_000).startswith(b"HTTP/1.1 303")
        server.should_exit = True
        thread.join(10)
