"""An observatory that others may come to: three persons, each with a role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from marsad.archive.access import passwords
from marsad.archive.access.accounts import add_account
from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.web.application import create_app

EXAMPLES = Path(__file__).parents[3] / "examples"
PERSONS = {"Rana": "reader", "Anis": "analyst", "Amal": "admin"}
PASSWORD = "a boat at the third gate"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
FORM = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time; in earnest they are slow on purpose."""
    monkeypatch.setattr(passwords, "_HASHER", QUICK)
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="session")
def hashed() -> str:
    return QUICK.hash(PASSWORD)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, hashed: str) -> Iterator[Observatory]:
    """An archive with accounts, and some documents."""
    with Observatory.create(tmp_path_factory.mktemp("guard") / "kept.db") as made:
        made.add(EXAMPLES / "dam.jsonl")
        Linked(made).update()
        with made.writing() as connection:
            for name, role in PERSONS.items():
                add_account(connection, name, role, hashed)
        yield made


@pytest.fixture
def door(kept: Observatory) -> FastAPI:
    """The application that demands a login; with tries of its own."""
    return create_app(kept, None, hosts=("testserver",))


@pytest.fixture
def stranger(door: FastAPI) -> TestClient:
    """Somebody with a browser and without an account."""
    return browser_of(door)


def browser_of(door: FastAPI, base: str = "http://testserver") -> TestClient:
    headers = {"accept": "text/html", "accept-language": "en"}
    return TestClient(door, base_url=base, headers=headers, follow_redirects=False)


@pytest.fixture
def enter(door: FastAPI) -> Callable[..., TestClient]:
    """Somebody who is logged in: ``enter("Rana")``."""

    def entered(name: str, password: str = PASSWORD, base: str = "http://testserver") -> TestClient:
        client = browser_of(door, base)
        answer = post(client, "/login", {"name": name, "password": password}, page="/login")
        assert answer.status_code == 303, answer.text
        return client

    return entered


def post(client: TestClient, path: str, form: dict[str, str], page: str | None = None):  # type: ignore[no-untyped-def]
    """Sends a form as a browser does that has opened its page."""
    found = FORM.search(client.get(page or path).text)
    return client.post(path, data={**form, "form_token": found[1] if found else ""})
