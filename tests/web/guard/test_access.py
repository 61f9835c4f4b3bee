"""What persons do with accounts in the browser, and how the log tells it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from marsad.archive.access.accounts import add_account, list_accounts
from marsad.archive.access.audit import entries
from marsad.archive.observatory import Observatory

PASSWORD = "a boat at the third gate"


def send(client: TestClient, page: str, path: str, **form: str):  # type: ignore[no-untyped-def]
    """Fills in a form of a page."""
    token = client.get(page).text.split('name="form_token" value="')[1][:64]
    return client.post(path, data={**form, "form_token": token})


def number_of(kept: Observatory, name: str) -> int:
    with kept.reading() as connection:
        return next(one.number for one in list_accounts(connection) if one.name == name)


def test_an_admin_makes_changes_and_removes_accounts(
    enter: Callable[..., TestClient], kept: Observatory
) -> None:
    amal = enter("Amal")
    made = send(amal, "/accounts", "/accounts", name="نور", password=PASSWORD, role="reader")
    assert made.status_code == 303
    here = f"/accounts/{number_of(kept, 'نور')}"
    assert enter("نور").get("/accounts").status_code == 403
    assert send(amal, "/accounts", f"{here}/role", role="admin").status_code == 303
    noor = enter("نور")
    assert noor.get("/accounts").status_code == 200
    fresh = "seven lamps on the quay"
    assert send(amal, "/accounts", f"{here}/password", password=fresh).status_code == 303
    assert noor.get("/").status_code == 303  # logged out
    assert enter("نور", fresh).get("/").status_code == 200
    assert send(amal, "/accounts", f"{here}/remove").status_code == 303
    with kept.reading() as connection:
        log = [(one.person, one.action, one.address) for one in entries(connection)]
    done = ["account added", "role set", "password set", "account removed"]
    assert all(("Amal", action, "unknown") in log for action in done)
    page = amal.get("/audit").text
    assert "Account removed" in page and "Role set" in page
    assert "Account removed" not in amal.get("/audit?person=Rana").text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": "Amal", "password": PASSWORD}, "name is taken"),
        ({"name": "\u202e", "password": PASSWORD}, "name is taken"),
        ({"name": "Noor", "password": "short"}, "easy to guess"),
        ({"name": "Noor", "password": PASSWORD, "role": "owner"}, "name is taken"),
    ],
)
def test_an_account_that_cannot_be_says_why(
    enter: Callable[..., TestClient], form: dict[str, str], told: str
) -> None:
    answer = send(enter("Amal"), "/accounts", "/accounts", **form)
    assert answer.status_code == 422 and told in answer.text


def test_the_only_admin_stays(enter: Callable[..., TestClient], kept: Observatory) -> None:
    amal, number = enter("Amal"), number_of(kept, "Amal")
    for path, form in (
        (f"/accounts/{number}/remove", {}),
        (f"/accounts/{number}/role", {"role": "reader"}),
    ):
        answer = send(amal, "/accounts", path, **form)
        assert answer.status_code == 422 and "only admin" in answer.text
    assert send(amal, "/accounts", "/accounts/99/remove").status_code == 404


def test_my_password_changes_with_the_old_one_and_ends_other_browsers(
    enter: Callable[..., TestClient], kept: Observatory, hashed: str
) -> None:
    with kept.writing() as connection:
        add_account(connection, "Dalia", "reader", hashed)
    here, there = enter("Dalia"), enter("Dalia")
    form = {"old": "not this one", "new": "five nets and a lantern"}
    assert "not right" in send(here, "/account", "/account/password", **form).text
    weak = {"old": PASSWORD, "new": "Dalia's new one"}
    assert "easy to guess" in send(here, "/account", "/account/password", **weak).text
    form["old"] = PASSWORD
    done = send(here, "/account", "/account/password", **form)
    assert done.status_code == 303
    assert "is changed" in here.get(done.headers["location"]).text
    assert there.get("/").status_code == 303
    assert enter("Dalia", form["new"]).get("/").status_code == 200


def test_a_key_is_shown_once_and_taken_back(
    enter: Callable[..., TestClient], door: FastAPI
) -> None:
    anis = enter("Anis")
    made = send(anis, "/account", "/account/keys", label="<b>export</b>", role="analyst", days="30")
    (key,) = set(re.findall(r"marsad_[\w-]{40,}", made.text))
    assert made.status_code == 201
    page = anis.get("/account").text
    assert key not in page and "&lt;b&gt;" in page and "<b>export" not in page
    program = TestClient(door, headers={"authorization": f"Bearer {key}"})
    assert program.get("/search").status_code == 200
    number = re.search(r"/account/keys/(\d+)/end", page)
    assert number is not None
    assert send(anis, "/account", number[0]).status_code == 303
    assert program.get("/search").status_code == 401
    assert send(anis, "/account", number[0]).status_code == 404
    refused = send(anis, "/account", "/account/keys", label="more", role="admin")
    assert refused.status_code == 422 and "was not made" in refused.text


def test_at_home_the_pages_of_accounts_teach(client: TestClient) -> None:
    assert "marsad accounts add" in client.get("/account").text
    assert "There are no accounts yet" in client.get("/accounts").text
    assert client.get("/login", follow_redirects=False).headers["location"] == "/"
    assert client.get("/audit").status_code == 200
    assert client.post("/logout").status_code == 403
