"""``marsad accounts`` and ``marsad audit``: who may come in through a server, and who did what."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.review import as_option, refusing
from marsad.cli.rows import format_option, isolate, write_json

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ROLES = ("reader", "analyst", "admin")
_stdin_option = click.option(
    "--stdin", "piped", is_flag=True, help="Read the password from standard input, one line."
)


@click.group()
def accounts() -> None:
    """Who may come in through a server, and as what.

    A reader looks, an analyst also says and changes, an admin also keeps settings and accounts.
    Without accounts, marsad serve serves this machine alone; with them everybody logs in.
    A password is asked for, or read from standard input; it is never an argument.

    \b
      marsad accounts add Nadia --role admin
      marsad accounts list
      marsad accounts password Nadia
      marsad accounts token Nadia --label "nightly export" --role reader --days 90
      marsad accounts remove Nadia
    """


@accounts.command()
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reader", show_default=True)
@archive_option
@as_option
@_stdin_option
def add(name: str, role: str, archive: str, person: str, piped: bool) -> None:
    """Make an account for NAME."""
    from marsad.archive.access.accounts import add_account, read_name
    from marsad.archive.access.passwords import hash_password

    with open_archive(archive), refusing():
        shown = read_name(name)
        hashed = hash_password(_password(piped), shown)
    with _keeping(archive, person) as connection:
        made = add_account(connection, shown, role, hashed)
    click.echo(f"{isolate(made.name)}: {made.role}")


@accounts.command("list")
@archive_option
@format_option
def list_all(archive: str, format: str) -> None:
    """All accounts, by name."""
    from marsad.archive.access.accounts import list_accounts

    with open_archive(archive) as observatory, observatory.reading() as connection:
        there = list_accounts(connection)
    for one in there:
        if format == "jsonl":
            write_json(one._asdict())
        else:
            click.echo(f"{one.role:<8} {one.made[:10]}  {isolate(one.name)}")
    if not there and format == "table":
        click.echo("there are no accounts; make one with: marsad accounts add NAME --role admin")


@accounts.command()
@click.argument("name")
@archive_option
@as_option
@_stdin_option
def password(name: str, archive: str, person: str, piped: bool) -> None:
    """Set another password for NAME, who is logged out everywhere."""
    from marsad.archive.access.accounts import find_account, set_password
    from marsad.archive.access.passwords import hash_password

    with open_archive(archive) as observatory, refusing(), observatory.reading() as connection:
        found = find_account(connection, name)
    with refusing():
        hashed = hash_password(_password(piped), found.name)
    with _keeping(archive, person) as connection:
        set_password(connection, found, hashed)
    click.echo(f"{isolate(found.name)}: the password is set")


@accounts.command()
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@archive_option
@as_option
def role(name: str, role: str, archive: str, person: str) -> None:
    """Give NAME another role."""
    from marsad.archive.access.accounts import find_account, set_role

    with _keeping(archive, person) as connection:
        found = find_account(connection, name)
        set_role(connection, found, role)
    click.echo(f"{isolate(found.name)}: {role}")


@accounts.command()
@click.argument("name")
@archive_option
@as_option
def remove(name: str, archive: str, person: str) -> None:
    """Take the account of NAME away, with its keys; what NAME said stays."""
    from marsad.archive.access.accounts import find_account, remove_account

    with _keeping(archive, person) as connection:
        found = find_account(connection, name)
        remove_account(connection, found)
    click.echo(f"{isolate(found.name)}: removed")


@accounts.command()
@click.argument("name")
@click.option("--label", metavar="TEXT", help="What the key is for; without it, keys are listed.")
@click.option("--role", type=click.Choice(_ROLES), default="reader", show_default=True)
@click.option("--days", type=int, metavar="N", help="After so many days it ends; else never.")
@click.option("--end", type=int, metavar="NUMBER", help="Take back this key.")
@archive_option
@as_option
def token(  # noqa: PLR0913 - one parameter an option
    name: str,
    label: str | None,
    role: str,
    days: int | None,
    end: int | None,
    archive: str,
    person: str,
) -> None:
    """Make a key with which a program reads as NAME; or list NAME's keys; or take one back.

    The key is shown once. A program sends it as: Authorization: Bearer KEY
    """
    from marsad.archive.access.accounts import find_account
    from marsad.archive.access.tokens import list_tokens, make_token, take_token

    with _keeping(archive, person) as connection:
        found = find_account(connection, name)
        if end is not None:
            take_token(connection, found, end)
        if label is not None:
            click.echo(make_token(connection, found, label, role, days))
        if label is None and end is None:
            for one in list_tokens(connection, found):
                ends = one.expires or "never ends"
                told = f"{one.number}  {one.role:<8} {one.made[:10]}  {ends}"
                click.echo(f"{told}  last used {one.used or 'never'}  {isolate(one.label)}")


@click.command()
@archive_option
@click.option("--person", metavar="NAME", help="Only what this person did.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N")
@format_option
def audit(archive: str, person: str | None, limit: int, format: str) -> None:
    """Who did what, when and from where, the latest first.

    Logins and refused logins, reviews, judgements, grades, withdrawals, lists, settings, accounts.
    Nothing is taken out of the log.

    \b
      marsad audit
      marsad audit --person Nadia --limit 500 --format jsonl
    """
    from marsad.archive.access.audit import entries

    with open_archive(archive) as observatory, observatory.reading() as connection:
        there = entries(connection, person=person, limit=limit)
    for one in there:
        if format == "jsonl":
            write_json(one._asdict())
            continue
        who = isolate(one.person or "a stranger")
        where = one.address or "at the machine"
        refused = "" if one.outcome == "done" else f" ({one.outcome})"
        click.echo(f"{one.at}  {where:<15}  {who}  {one.action}{refused}  {isolate(one.of or '')}")
    if not there and format == "table":
        click.echo("nobody has done anything yet")


@contextmanager
def _keeping(archive: str, person: str) -> Iterator[Connection]:
    """A connection for what is done to accounts, noted as this person's."""
    from marsad.archive.access.audit import doing

    with (
        open_archive(archive) as observatory,
        refusing(),
        doing(person or None),
        observatory.judging() as connection,
    ):
        yield connection


def _password(piped: bool) -> str:
    """A password that somebody types twice, or that comes in on one line."""
    if piped:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed
