"""Accounts: persons who may use the archive through a server, each with a role."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from marsad.archive.access.audit import note
from marsad.archive.clock import now
from marsad.archive.schema import accounts, api_tokens, sessions

READER, ANALYST, ADMIN = ROLES = ("reader", "analyst", "admin")
_LONGEST = 64  # characters of a name
_ODD = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # Unicode: nothing to see or unsure


class Account(NamedTuple):
    """A person with a login. A ``reader`` looks, an ``analyst`` also says and changes, an
    ``admin`` also keeps settings and accounts."""

    number: int
    name: str
    role: str
    made: str
    changed: str


def may(role: str, needed: str) -> bool:
    """Whether a role allows what another is needed for."""
    return ROLES.index(role) >= ROLES.index(needed)


def add_account(connection: Connection, name: str, role: str, hashed: str) -> Account:
    """Make an account; ``hashed`` is from ``hash_password``.

    Raises:
        ValueError: the name is taken, or is none.
    """
    shown = read_name(name)
    _check_role(role)
    key = _key(shown)
    if connection.scalar(select(accounts.c.number).where(accounts.c.key == key)) is not None:
        raise ValueError(f"{shown}: there is an account of this name; take another")
    number = (connection.scalar(select(func.max(accounts.c.number))) or 0) + 1
    at = now()
    connection.execute(
        insert(accounts),
        {
            "number": number,
            "key": key,
            "name": shown,
            "role": role,
            "password": hashed,
            "made": at,
            "changed": at,
        },
    )
    note(connection, "account added", f"{shown} ({role})")
    return Account(number, shown, role, at, at)


def list_accounts(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    rows = connection.execute(select(accounts).order_by(accounts.c.key))
    return [_account(row) for row in rows]


def has_accounts(connection: Connection) -> bool:
    """Whether there is any."""
    return connection.scalar(select(accounts.c.number).limit(1)) is not None


def find_account(connection: Connection, name: str) -> Account:
    """The account of a name.

    Raises:
        LookupError: nobody has it.
    """
    found = account_and_hash(connection, name)
    if found is None:
        raise LookupError(f"{name}: no such account; marsad accounts list shows them")
    return found[0]


def find_numbered(connection: Connection, number: int) -> Account:
    """The account of a number.

    Raises:
        LookupError: there is none.
    """
    row = connection.execute(select(accounts).where(accounts.c.number == number)).first()
    if row is None:
        raise LookupError(f"{number}: no such account")
    return _account(row)


def account_and_hash(connection: Connection, name: str) -> tuple[Account, str] | None:
    """The account of a name with the hash of its password, or ``None``."""
    try:
        key = _key(read_name(name))
    except ValueError:  # nobody can be called so
        return None
    row = connection.execute(select(accounts).where(accounts.c.key == key)).first()
    return None if row is None else (_account(row), row.password)


def set_password(connection: Connection, account: Account, hashed: str) -> None:
    """Give an account another password; whoever is logged in by it is logged out."""
    values = {"password": hashed, "changed": now()}
    chosen = update(accounts).where(accounts.c.number == account.number)
    connection.execute(chosen.values(**values))
    connection.execute(delete(sessions).where(sessions.c.account == account.number))
    note(connection, "password set", account.name)


def keep_hash(connection: Connection, account: Account, hashed: str) -> None:
    """Put a hash of newer settings in the place of an older one of the same password."""
    chosen = update(accounts).where(accounts.c.number == account.number)
    connection.execute(chosen.values(password=hashed))


def set_role(connection: Connection, account: Account, role: str) -> None:
    """Give an account another role; it counts at once.

    Raises:
        ValueError: nobody would be left who keeps the accounts.
    """
    _check_role(role)
    if role != ADMIN:
        _keep_an_admin(connection, account)
    chosen = update(accounts).where(accounts.c.number == account.number)
    connection.execute(chosen.values(role=role))
    note(connection, "role set", f"{account.name} ({account.role} → {role})")


def remove_account(connection: Connection, account: Account) -> None:
    """Take an account away, with its sessions and keys; what the person said stays.

    Raises:
        ValueError: others would be left, and nobody who keeps the accounts.
    """
    if len(list_accounts(connection)) > 1:
        _keep_an_admin(connection, account)
    connection.execute(delete(sessions).where(sessions.c.account == account.number))
    connection.execute(delete(api_tokens).where(api_tokens.c.account == account.number))
    connection.execute(delete(accounts).where(accounts.c.number == account.number))
    note(connection, "account removed", account.name)


def read_name(name: str) -> str:
    """A name as it is kept: composed, on one line.

    Raises:
        ValueError: it is empty, too long, or has characters that cannot be seen.
    """
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not shown or len(shown) > _LONGEST:
        raise ValueError(f"a name has 1 to {_LONGEST} characters")
    if any(unicodedata.category(char) in _ODD for char in shown):
        raise ValueError("a name has only characters that can be seen")
    return shown


def _keep_an_admin(connection: Connection, account: Account) -> None:
    others = select(func.count()).where(
        accounts.c.role == ADMIN, accounts.c.number != account.number
    )
    if account.role == ADMIN and not connection.scalar(others):
        raise ValueError(f"{account.name} is the only admin; make another one first")


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise ValueError(f"{role}: no role; take {', '.join(ROLES)}")


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _account(row: Row[Any]) -> Account:
    return Account(row.number, row.name, row.role, row.made, row.changed)
