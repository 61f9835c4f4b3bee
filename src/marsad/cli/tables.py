"""What the commands of linking share: how they print, and what they are asked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from marsad.archive.observatory import Observatory

_PLAIN = 100  # columns of a table that is written into a pipe or a file


def _known(_: click.Context, __: click.Parameter, lang: str | None) -> str | None:
    from marsad.publishing.words import words_for

    if lang is not None and words_for(lang).lang != lang.lower():
        raise click.BadParameter(f"{lang}: there are no words in this language; take ar or en")
    return lang


def words_option(name: str) -> Callable[..., Any]:
    """The option for the language of the words of a table."""
    return click.option(
        name,
        "words",
        metavar="ar|en",
        callback=_known,
        help="The language of the words of the table; what outlets say stays as it is.",
    )


def _day(_: click.Context, parameter: click.Parameter, typed: str | None) -> int | None:
    """A day, a month or a year: its first day as an ordinal, or the last one for ``--until``."""
    from marsad.archive.search.query import parse_query

    if typed is None:
        return None
    try:
        days = parse_query(f"on:{typed}").days
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    if days is None:
        raise click.BadParameter(f"{typed}: no date; write it as 2017-06-08")
    return days.end - 1 if parameter.name == "until" else days.first


since_option = click.option(
    "--since", metavar="DATE", callback=_day, help="From this day, month or year on."
)
until_option = click.option(
    "--until", metavar="DATE", callback=_day, help="Up to this day, month or year."
)
limit_option = click.option("--limit", "-n", type=click.IntRange(1), default=20, show_default=True)
rows_option = click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="Without it: a table in a terminal, jsonl in a pipe.",
)


def shown(
    table: Callable[..., str], value: Any, lang: str | None = None, *, screen: bool = True
) -> str:
    """A table of ``marsad.publishing.propositions`` as wide as the screen, where it goes there."""
    screen = screen and sys.stdout.isatty()
    width = shutil.get_terminal_size((_PLAIN, 24)).columns if screen else _PLAIN
    return table(value, width, lang, screen=screen)


def rows_wanted(format: str | None) -> bool:
    """Whether rows for programs are asked for, and not a table."""
    return format != "table" and (format is not None or not sys.stdout.isatty())


def naming(table: Callable[..., str], observatory: Observatory) -> Callable[..., str]:
    """A table that takes names from an archive's own lists too."""
    from marsad.archive.lists import in_force

    with observatory.reading() as connection:
        return partial(table, lists=in_force(connection).own)


def write_rows(
    rows: Sequence[Any], kind: type, table: Callable[..., str], format: str | None, lang: str | None
) -> None:
    """Rows of one kind as the format asks."""
    from marsad.publishing.propositions import csv_lines, json_lines

    if not rows_wanted(format):
        click.echo(shown(table, rows, lang), nl=False)
    elif format == "csv":
        _write(csv_lines(rows, kind))
    else:
        _write(json_lines(rows))


def _write(lines: Iterable[bytes]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def tell_waiting(observatory: Observatory) -> None:
    """Documents that are not linked are in no list: say how many there are."""
    from marsad.linking import Linked

    waiting = Linked(observatory).waiting()
    if waiting:
        are = "document is" if waiting == 1 else "documents are"
        click.echo(f"marsad: {waiting:,} {are} not linked yet; marsad link", err=True)


def tell_count(there: int, total: int | None, sort: str, format: str | None) -> None:
    """How many of all a table shows, on the error output."""
    if rows_wanted(format):
        return
    if total is None:
        click.echo(f"{there:,} {sort}", err=True)
    else:
        click.echo(f"{there:,} of {total:,} {sort}", err=True)


def tell_notes(notes: Iterable[str]) -> None:
    """What was not understood of a query."""
    for note in notes:
        click.echo(f"marsad: {note}", err=True)
