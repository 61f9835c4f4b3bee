"""Every door of the server: who comes through it, and with what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from starlette.routing import Mount

from marsad.archive.access.accounts import find_account
from marsad.archive.access.audit import entries
from marsad.archive.access.tokens import make_token
from marsad.archive.observatory import Observatory
from marsad.web.guard.forms import check_own_form
from marsad.web.guard.gate import is_open, is_own_address
from marsad.web.guard.logins import Door
from marsad.web.guard.visitors import Needs

ASKING = {"GET", "HEAD", "OPTIONS"}
# What changes something and is for those who only read: themselves.
OWN = ("/login", "/logout", "/account")


def needed(dependant: Dependant) -> Iterator[Any]:
    """Everything that a route depends on, at any depth."""
    for one in dependant.dependencies:
        yield one.call
        yield from needed(one)


def doors(app: FastAPI) -> list[tuple[str, set[str], list[Any]]]:
    """Each route with its methods and what it demands."""
    found = []
    for one in iter_route_contexts(app.routes):
        if isinstance(one.original_route, Mount):
            below = one.original_route.app
            found += (
                [(f"{one.path}{path}", *rest) for path, *rest in doors(below)]
                if isinstance(below, FastAPI)
                else []
            )
            continue
        demands = list(needed(one.dependant)) if isinstance(one.original_route, APIRoute) else []
        found.append((one.path or "", set(one.methods or {"GET"}), demands))
    return found


def test_every_route_demands_a_role_and_what_changes_demands_a_form(door: FastAPI) -> None:
    there = doors(door)
    assert len([path for path, methods, _ in there if methods - ASKING]) >= 8
    roles = {"reader": 0, "analyst": 1, "admin": 2}
    for path, methods, demands in there:
        held = [roles[one.role] for one in demands if isinstance(one, Needs)]
        if is_open(path) or path.endswith(
            "/openapi.json"
        ):  # a login; and what the gate alone keeps
            held = [0]
        assert held, f"{path} is open to everybody: Depends(needs(…))"
        if methods - ASKING:
            own = any(path == one or path.startswith(f"{one}/") for one in OWN)
            assert own or max(held) >= 1, f"{path} changes something for a reader: check_form"
            token = f"{path} takes forms of other sites: check_form or check_own_form"
            assert check_own_form in demands or _checks(demands), token


def _checks(demands: list[Any]) -> bool:
    return any(getattr(one, "__name__", "") in ("check_form", "may_speak") for one in demands)


def test_strangers_see_the_login_and_nothing_else(door: FastAPI, stranger: TestClient) -> None:
    paths = {path for path, methods, _ in doors(door) if methods & ASKING}
    paths |= {"/nowhere", "/static", "/login/x", "//login", "/assets", "/api/v1/claims"}
    for path in paths:
        door.state.door = Door()  # a stranger who asks for so much would be told to wait
        tried = path.replace("{id:path}", "x").replace("{id}", "x").replace("{number}", "1")
        answer = stranger.get(tried)
        if tried == "/login" or tried.startswith("/assets/"):
            assert answer.status_code in (200, 404), tried
            continue
        assert answer.status_code == 303, tried
        assert answer.headers["location"].startswith("/login?next="), tried
        assert stranger.get(tried, headers={"accept": "*/*"}).status_code == 401
        door.state.door = Door()
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert stranger.request(method, tried).status_code in (401, 403), f"{method} {tried}"


def test_the_login_leads_back_to_where_one_wanted_to_go(
    stranger: TestClient, enter: Callable[..., TestClient]
) -> None:
    sent = stranger.get("/search?q=سد&of=documents").headers["location"]
    page = stranger.get(sent).text
    token = page.split('name="form_token" value="')[1][:64]
    form = {"name": "rana", "password": "a boat at the third gate", "form_token": token}
    action = page.split('class="entry" method="post" action="')[1].split('"')[0]
    answer = stranger.post(action.replace("&amp;", "&"), data=form)
    assert answer.headers["location"] == "/search?q=%D8%B3%D8%AF&of=documents"
    assert "سد" in stranger.get(answer.headers["location"]).text
    assert enter("Rana").get("/login").headers["location"] == "/"


@pytest.mark.parametrize(
    "where",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"],
)
def test_the_login_leads_nowhere_else(stranger: TestClient, where: str) -> None:
    assert not is_own_address(where)
    page = stranger.get("/login", params={"next": where}).text
    assert 'action="/login?next=/"' in page or 'action="/login?next=%2F"' in page


@pytest.mark.parametrize(
    ("person", "path", "status"),
    [
        ("Rana", "/", 200),
        ("Rana", "/account", 200),
        ("Rana", "/accounts", 403),
        ("Rana", "/audit", 403),
        ("Anis", "/accounts", 403),
        ("Amal", "/accounts", 200),
        ("Amal", "/audit", 200),
    ],
)
def test_roles_open_pages(
    enter: Callable[..., TestClient], person: str, path: str, status: int
) -> None:
    assert enter(person).get(path).status_code == status


def test_a_form_of_another_session_is_refused(enter: Callable[..., TestClient]) -> None:
    rana, anis = enter("Rana"), enter("Anis")
    token = anis.get("/account").text.split('name="form_token" value="')[1][:64]
    answer = rana.post("/logout", data={"form_token": token})
    assert answer.status_code == 403 and "send the form again" in answer.text
    assert rana.get("/").status_code == 200
    assert rana.post("/logout").status_code == 403


def test_logging_out_ends_the_session_for_whoever_has_its_cookie(
    enter: Callable[..., TestClient], stranger: TestClient, kept: Observatory
) -> None:
    rana = enter("Rana")
    stolen = rana.cookies["marsad-session"]
    token = rana.get("/account").text.split('name="form_token" value="')[1][:64]
    assert rana.post("/logout", data={"form_token": token}).headers["location"] == "/login"
    assert rana.get("/").status_code == 303
    stranger.cookies.set("marsad-session", stolen)
    assert stranger.get("/").status_code == 303
    with kept.reading() as connection:
        (left,) = entries(connection, limit=1)
    # The page notes nothing itself: whatever changes something is in the log.
    assert (left.person, left.action, left.of, left.outcome) == ("Rana", "leave", "/logout", "done")


def test_the_cookie_of_a_session_is_for_this_server_alone(
    enter: Callable[..., TestClient],
) -> None:
    plain, safe = enter("Rana"), enter("Rana", base="https://testserver")
    (cookie,) = [one for one in plain.cookies.jar if one.name == "marsad-session"]
    assert cookie.has_nonstandard_attr("HttpOnly") and not cookie.secure
    (bound,) = [one for one in safe.cookies.jar if one.name == "__Host-marsad-session"]
    assert bound.secure and bound.path == "/" and not bound.domain_specified
    assert bound.value != cookie.value
    safe.cookies.set("marsad-session", cookie.value or "")
    safe.cookies.delete("__Host-marsad-session")
    assert safe.get("/").status_code == 303  # on https a cookie without the prefix is none


def test_a_login_gives_a_session_that_nobody_had_before(
    enter: Callable[..., TestClient], stranger: TestClient
) -> None:
    rana = enter("Rana")
    first = rana.cookies["marsad-session"]
    stranger.cookies.set("marsad-session", "chosen-by-somebody-else")
    page = stranger.get("/login").text
    token = page.split('name="form_token" value="')[1][:64]
    form = {"name": "Rana", "password": "a boat at the third gate", "form_token": token}
    stranger.post("/login", data=form)
    given = [one.value for one in stranger.cookies.jar if one.name == "marsad-session"]
    assert "chosen-by-somebody-else" not in given[1:] and first not in given


def test_pages_of_persons_are_kept_by_no_cache(enter: Callable[..., TestClient]) -> None:
    answer = enter("Rana").get("/")
    assert answer.headers["cache-control"] == "no-store"
    assert "Rana" in answer.text and "Log out" in answer.text


def test_a_program_reads_with_a_key_and_with_no_other(
    kept: Observatory, stranger: TestClient
) -> None:
    with kept.writing() as connection:
        key = make_token(connection, find_account(connection, "Anis"), "script", "reader", 1)
    bearer = {"authorization": f"Bearer {key}", "accept": "*/*"}
    assert stranger.get("/search", headers=bearer).status_code == 200
    assert stranger.get("/accounts", headers=bearer).status_code == 403
    assert stranger.post("/account/keys", headers=bearer, data={"label": "x"}).status_code == 403
    wrong = stranger.get("/search", headers={"authorization": f"Bearer {key}x"})
    assert wrong.status_code == 401 and "opens nothing" in wrong.text
    told = stranger.get("/api/v1/claims", headers={"authorization": "Bearer no"})
    assert told.headers["content-type"] == "application/problem+json" and told.status_code == 401


def test_a_key_is_no_way_around_a_cookie(
    enter: Callable[..., TestClient],
) -> None:
    rana = enter("Rana")
    answer = rana.post("/logout", headers={"authorization": "Bearer marsad_nothing"})
    assert answer.status_code == 401


def test_files_without_end_are_told_to_wait(
    kept: Observatory, stranger: TestClient, enter: Callable[..., TestClient]
) -> None:
    with kept.writing() as connection:
        key = make_token(connection, find_account(connection, "Anis"), "files", "reader", 1)
    bearer = {"authorization": f"Bearer {key}", "accept": "*/*"}
    file = "/api/v1/exports/claims?format=jsonl&limit=1"
    statuses = []
    while 429 not in statuses and len(statuses) < 60:
        answer = stranger.get(file, headers=bearer)
        statuses.append(answer.status_code)
    assert statuses[:20] == [200] * 20 and answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 6 and answer.json()["status"] == 429
    assert stranger.get("/search.csv", headers=bearer).status_code == 429  # one measure for all
    assert stranger.get("/api/v1/claims", headers=bearer).status_code == 200
    assert enter("Rana").get("/search.csv").status_code == 200  # nobody waits for another
