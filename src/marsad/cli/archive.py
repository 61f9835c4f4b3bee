"""What all commands share that work on an archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.archive.observatory import Observatory

_NUL = "\0"  # no id has it, and PostgreSQL takes it in no text

archive_option = click.option(
    "--archive",
    "-d",
    default="marsad.db",
    show_default=True,
    envvar="MARSAD_ARCHIVE",
    show_envvar=True,
    metavar="FILE|ADDRESS",
    help="The archive: a file, or postgresql://user@host/database.",
)


@contextmanager
def open_archive(address: str) -> Iterator[Observatory]:
    """An archive for as long as a command works; what is wrong with it is told in one line."""
    from sqlalchemy.exc import DBAPIError

    from marsad.archive.connection import ArchiveError, show_address
    from marsad.archive.observatory import Observatory

    try:
        with Observatory(address) as observatory:
            yield observatory
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    except DBAPIError as error:
        told = f"{show_address(address)}: {_explain(str(error.orig))}"
        raise click.ClickException(told) from error


def find_claim(connection: Connection, id: str) -> str:
    """The id of a claim, by a beginning of it that no other has.

    Raises:
        LookupError: no claim begins so, or several do. Where it is the id of a statement, as
            ``marsad claims`` lists them, the message names the claim that it is a part of.
    """
    from sqlalchemy import select

    from marsad.archive.callnames import find_claim as find
    from marsad.archive.schema import statements

    try:
        return find(connection, id)
    except LookupError:
        begins = statements.c.id.startswith(id, autoescape=True)
        of = select(statements.c.claim).where(begins).limit(2)
        found = [] if _NUL in id else connection.execute(of).scalars().all()
        if len(found) != 1 or found[0] is None:
            raise
        told = f"{id}: a statement, not a claim; it is a part of the claim {found[0]}: give that id"
        raise LookupError(told) from None


def _explain(told: str) -> str:
    """What a database says, with the remedy where there is a usual one."""
    remedies = {
        "full": "make room on the disk and run the command again; what was stored is safe",
        "disk I/O": "look at the disk and your quota, run the command again, or marsad check",
        "readonly": "change the permissions of the file and its folder",
        "locked": "another program holds it; wait, or end that program",
        "malformed": "run marsad check, and restore a backup",
        "not a database": "name an archive of Marsad",
    }
    line = " ".join(told.split())
    return next((f"{line}; {remedy}" for sign, remedy in remedies.items() if sign in line), line)
