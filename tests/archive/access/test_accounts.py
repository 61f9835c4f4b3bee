"""Accounts, passwords, sessions and keys of programs: what counts, and until when."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select, update

from marsad.archive.access import sessions as logins
from marsad.archive.access.accounts import (
    Account,
    account_and_hash,
    add_account,
    find_account,
    list_accounts,
    may,
    remove_account,
    set_password,
    set_role,
)
from marsad.archive.access.audit import REFUSED, doing, entries, note
from marsad.archive.access.passwords import hash_password, is_outdated, is_password
from marsad.archive.access.tokens import find_token, list_tokens, make_token, take_token
from marsad.archive.schema import accounts, api_tokens, sessions

HASH = "a hash"  # of no password: these tests ask for none


def make(archive: Engine, name: str = "Nadia", role: str = "admin") -> Account:
    with archive.begin() as connection:
        return add_account(connection, name, role, HASH)


def test_a_password_is_known_again_and_no_other() -> None:
    hashed = hash_password("three boats at dawn", "Nadia")
    assert hashed.startswith("$argon2id$") and "boats" not in hashed
    assert is_password(hashed, "three boats at dawn")
    assert not is_password(hashed, "three boats at dusk")
    assert not is_password(None, "nobody has this password")
    assert not is_outdated(hashed)


def test_letters_composed_otherwise_are_the_same_password() -> None:
    hashed = hash_password("caf\u00e9 au bord du fleuve", "Nadia")
    assert is_password(hashed, "cafe\u0301 au bord du fleuve")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "12 characters"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("my name is NADIA", "easy to guess"),
        ("long " * 50, "at most"),
    ],
)
def test_a_password_that_could_be_guessed_is_refused(password: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        hash_password(password, "Nadia")


def test_roles_allow_more_and_more() -> None:
    assert may("admin", "analyst") and may("analyst", "reader") and may("reader", "reader")
    assert not may("reader", "analyst") and not may("analyst", "admin")


def test_names_that_look_alike_are_one(archive: Engine) -> None:
    made = make(archive, "سلمى  النهر", "analyst")
    with archive.begin() as connection:
        with pytest.raises(ValueError, match="take another"):
            add_account(connection, " سلمى النهر", "reader", HASH)
        assert find_account(connection, "سلمى النهر") == made
        assert account_and_hash(connection, "salma\0") is None


@pytest.mark.parametrize("name", ["", "  ", "a\u202eb", "a\u200bb", "x" * 65, "a\ud800"])
def test_a_name_can_be_seen(archive: Engine, name: str) -> None:
    with archive.begin() as connection, pytest.raises(ValueError, match="a name has"):
        add_account(connection, name, "reader", HASH)


def test_somebody_always_keeps_the_accounts(archive: Engine) -> None:
    nadia, omar = make(archive), make(archive, "Omar", "analyst")
    with archive.begin() as connection:
        with pytest.raises(ValueError, match="only admin"):
            remove_account(connection, nadia)
        with pytest.raises(ValueError, match="only admin"):
            set_role(connection, nadia, "reader")
        set_role(connection, omar, "admin")
        remove_account(connection, nadia)
        remove_account(connection, find_account(connection, "Omar"))
        assert list_accounts(connection) == []


def test_a_session_is_kept_as_a_hash_and_ends(archive: Engine) -> None:
    nadia = make(archive)
    with archive.begin() as connection:
        value = logins.begin(connection, nadia, "192.0.2.1")
        kept = connection.execute(select(sessions)).one()
        assert value not in str(kept)
        found = logins.find(connection, value)
        assert found is not None and found.account == nadia and not found.stale
        assert logins.find(connection, value + "x") is None
        logins.end(connection, found.hash)
        assert logins.find(connection, value) is None


@pytest.mark.parametrize(
    ("column", "at", "counts"),
    [("seen", -3, False), ("made", -13, False), ("seen", -1, True), ("made", -11, True)],
)
def test_a_session_ends_when_idle_and_after_a_day_of_work(
    archive: Engine, column: str, at: int, counts: bool
) -> None:
    with archive.begin() as connection:
        value = logins.begin(connection, add_account(connection, "Nadia", "admin", HASH), None)
        before = logins._before(logins.timedelta(hours=-at))
        connection.execute(update(sessions).values({column: before}))
        assert (logins.find(connection, value) is not None) == counts


def test_a_new_password_ends_every_session(archive: Engine) -> None:
    nadia = make(archive)
    with archive.begin() as connection:
        value = logins.begin(connection, nadia, None)
        set_password(connection, nadia, "another")
        assert logins.find(connection, value) is None
        assert connection.scalar(select(accounts.c.password)) == "another"


def test_a_key_is_no_more_than_its_owner(archive: Engine) -> None:
    omar = make(archive, "Omar", "analyst")
    make(archive)
    with archive.begin() as connection:
        with pytest.raises(ValueError, match="no more than that"):
            make_token(connection, omar, "script", "admin")
        shown = make_token(connection, omar, "script", "analyst", 30)
        assert shown.startswith("marsad_") and shown not in str(
            connection.execute(select(api_tokens)).one()
        )
        found = find_token(connection, shown)
        assert found is not None and found[0].role == "analyst" and found[1] == omar
        set_role(connection, omar, "reader")
        found = find_token(connection, shown)
        assert found is not None and found[0].role == "reader"
        assert find_token(connection, shown[:-1]) is None


def test_a_key_ends_by_its_day_and_by_its_owner(archive: Engine) -> None:
    omar = make(archive, "Omar", "analyst")
    with archive.begin() as connection:
        shown = make_token(connection, omar, "script", "reader", 1)
        connection.execute(update(api_tokens).values(expires="2020-01-01"))
        assert find_token(connection, shown) is None
        (token,) = list_tokens(connection, omar)
        take_token(connection, omar, token.number)
        assert list_tokens(connection, omar) == []
        with pytest.raises(LookupError, match="no such key"):
            take_token(connection, omar, token.number)


def test_what_is_done_is_noted_with_who_and_from_where(archive: Engine) -> None:
    with archive.begin() as connection, doing("Nadia", "192.0.2.1") as work:
        add_account(connection, "Omar", "reader", HASH)
        note(connection, "login", "Omar", person="Omar", outcome=REFUSED)
        assert work.noted == 2
    with archive.begin() as connection:
        note(connection, "account removed", "Omar")
        told = [one[2:] for one in entries(connection)]
        assert entries(connection, person="Nadia", limit=1)[0].number == 1
        assert [one.number for one in entries(connection, before=3)] == [2, 1]
    assert told == [
        (None, "account removed", "Omar", "done", None),
        ("Omar", "login", "Omar", "refused", "192.0.2.1"),
        ("Nadia", "account added", "Omar (reader)", "done", "192.0.2.1"),
    ]


def test_what_is_undone_is_not_noted(archive: Engine) -> None:
    with pytest.raises(ZeroDivisionError), archive.begin() as connection:
        add_account(connection, "Omar", "reader", HASH)
        raise ZeroDivisionError
    with archive.begin() as connection:
        assert entries(connection) == []
