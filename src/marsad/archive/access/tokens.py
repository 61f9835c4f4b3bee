"""Keys for programs: shown once, kept as a hash, with a role of their own, taken back at will."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from marsad.archive.access.accounts import ROLES, Account, may
from marsad.archive.access.audit import note
from marsad.archive.access.sessions import hash_of
from marsad.archive.clock import now
from marsad.archive.schema import accounts, api_tokens

PREFIX = "marsad_"  # so that whoever finds one knows what it opens
LONGEST = 3_650  # days
_SIZE = 32  # bytes of the random value
_LETTERS = 80  # of a label
_MOST = 50  # keys of an account


class ApiToken(NamedTuple):
    """A key without its value."""

    number: int
    label: str
    role: str
    made: str
    used: str | None
    expires: str | None


def make_token(
    connection: Connection, account: Account, label: str, role: str, days: int | None = None
) -> str:
    """Make a key; what is given back is shown once and cannot be shown again.

    Args:
        days: after which it ends; ``None``: never.

    Raises:
        ValueError: the owner may not do what the key should, or the label is none.
    """
    told = " ".join(label.split())
    if not told or len(told) > _LETTERS:
        raise ValueError(f"say what the key is for, in 1 to {_LETTERS} characters")
    if role not in ROLES or not may(account.role, role):
        raise ValueError(f"{account.name} is {account.role}: a key can be no more than that")
    if days is not None and not 0 < days <= LONGEST:
        raise ValueError(f"a key lasts 1 to {LONGEST:,} days")
    if len(list_tokens(connection, account)) >= _MOST:
        raise ValueError(f"{_MOST} keys are enough; take one away first")
    shown = PREFIX + secrets.token_urlsafe(_SIZE)
    expires = None if days is None else (_today() + timedelta(days=days)).isoformat()
    connection.execute(
        insert(api_tokens),
        {
            "number": (connection.scalar(select(func.max(api_tokens.c.number))) or 0) + 1,
            "hash": hash_of(shown),
            "account": account.number,
            "label": told,
            "role": role,
            "made": now(),
            "expires": expires,
        },
    )
    note(connection, "key made", f"{account.name}: {told} ({role})")
    return shown


def list_tokens(connection: Connection, account: Account) -> list[ApiToken]:
    """The keys of an account, the latest first."""
    chosen = select(api_tokens).where(api_tokens.c.account == account.number)
    rows = connection.execute(chosen.order_by(api_tokens.c.number.desc()))
    return [_token(row) for row in rows]


def take_token(connection: Connection, account: Account, number: int) -> None:
    """Take a key of an account back; it opens nothing from now on.

    Raises:
        LookupError: the account has no such key.
    """
    mine = (api_tokens.c.number == number, api_tokens.c.account == account.number)
    label = connection.scalar(select(api_tokens.c.label).where(*mine))
    if label is None:
        raise LookupError(f"{number}: no such key of {account.name}")
    connection.execute(delete(api_tokens).where(*mine))
    note(connection, "key taken back", f"{account.name}: {label}")


def find_token(connection: Connection, shown: str) -> tuple[ApiToken, Account] | None:
    """The key of a value, with its owner; ``None`` where there is none that still counts.

    Its role is never more than the owner has now.
    """
    if not shown.startswith(PREFIX) or len(shown) > 100:
        return None
    chosen = select(
        api_tokens,
        accounts.c.number.label("owner"),
        accounts.c.name,
        accounts.c.role.label("most"),
        accounts.c.made.label("since"),
        accounts.c.changed,
    ).join(accounts, accounts.c.number == api_tokens.c.account)
    lasts = or_(api_tokens.c.expires.is_(None), api_tokens.c.expires > _today().isoformat())
    row = connection.execute(chosen.where(api_tokens.c.hash == hash_of(shown), lasts)).first()
    if row is None:
        return None
    owner = Account(row.owner, row.name, row.most, row.since, row.changed)
    found = _token(row)
    return found._replace(role=found.role if may(row.most, found.role) else row.most), owner


def is_first_today(token: ApiToken) -> bool:
    """Whether its use today was not noted yet."""
    return token.used != _today().isoformat()


def note_use(connection: Connection, token: ApiToken) -> None:
    """Note that a key was used today."""
    chosen = update(api_tokens).where(api_tokens.c.number == token.number)
    connection.execute(chosen.values(used=_today().isoformat()))


def _today() -> date:
    return datetime.now(UTC).date()


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(row.number, row.label, row.role, row.made, row.used, row.expires)
