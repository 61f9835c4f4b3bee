"""``marsad check``, ``backup``, ``export`` and ``import``: the archive kept safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.progress import show_steps

if TYPE_CHECKING:
    from marsad.archive.keeping.faults import Fault
    from marsad.archive.observatory import Observatory

_SHOWN = 50  # faults told one by one; one cause can break every row

_replace_option = click.option(
    "--replace", is_flag=True, help="Write over an earlier file of that name."
)
_FILE = click.Path(path_type=Path)


@click.command()
@archive_option
@click.option("--quick", is_flag=True, help="Ask the database only; look into no document.")
@click.option(
    "--repair",
    is_flag=True,
    help="Where what is derived is wrong, list and index everything anew, and look again.",
)
def check(archive: str, quick: bool, repair: bool) -> None:
    """Look whether an archive is sound, and name each fault with its remedy.

    It looks at the file, at what leads where, at the hash of every original, at every reading, and
    whether claims, events, names and the index are what the readings and the reviews give. Others
    may read and write meanwhile. The exit code is 1 if there is a fault.

    \b
      marsad check
      marsad check --quick
      marsad check --repair
    """
    from marsad.archive.connection import show_address

    with open_archive(archive) as observatory:
        found = _look(observatory, quick=quick)
        if repair and any("--repair" in fault.remedy for fault in found):
            click.echo(f"{_count(found)}; listing everything anew")
            _relist(observatory)
            found = _look(observatory, quick=quick)
    for fault in found[:_SHOWN]:
        click.echo(str(fault))
    if len(found) > _SHOWN:
        click.echo(f"… and {len(found) - _SHOWN:,} more")
    if found:
        click.echo(_count(found))
        raise click.exceptions.Exit(1)
    click.echo(f"{show_address(archive)}: no faults")


def _look(observatory: Observatory, *, quick: bool) -> list[Fault]:
    from marsad.archive.keeping.integrity import check as look

    with observatory.reading() as connection, show_steps() as advance:
        return list(look(connection, deep=not quick, advance=advance))


def _relist(observatory: Observatory) -> None:
    from marsad.archive.keeping.relisting import relist

    with observatory.writing() as connection, show_steps() as advance:
        relist(connection, advance)


def _count(found: Iterable[Fault]) -> str:
    kinds = Counter(fault.where.partition(" ")[0] for fault in found)
    return "faults: " + ", ".join(f"{number:,} of {what}" for what, number in kinds.most_common())


@click.command()
@click.argument("target", type=_FILE, metavar="FILE")
@archive_option
@_replace_option
def backup(target: Path, archive: str, replace: bool) -> None:
    """Copy the archive to FILE while it is in use.

    The copy is the archive as it was at the beginning, in one file, compared with it before it
    takes its name; it is used like any archive. An archive in use is three files: never copy those
    by hand.

    \b
      marsad backup /media/disk/marsad-2024-03-01.db
      marsad backup last.db --replace
      marsad search الرقة --archive last.db
    """
    from marsad.archive.connection import ArchiveError
    from marsad.archive.keeping.backup import backup as copy

    try:
        with show_steps() as advance:
            done = copy(archive, target, replace=replace, advance=advance)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{done.path}: {done.documents:,} documents, {done.size / 1e6:,.1f} MB")


@click.command("archive")
@click.argument("target", type=_FILE, metavar="FILE")
@archive_option
@_replace_option
def export_archive(target: Path, archive: str, replace: bool) -> None:
    """The whole archive in one file.

    FILE is a zip of JSON lines that marsad import reads; the same as marsad export --all FILE.

    It holds all that cannot be derived: originals, documents, readings, reviews, names, lists. Use
    it to move between SQLite and PostgreSQL, or to keep an archive in an open format
    (docs/keeping.md). The persons whom your lists suppress are in it: it is the archive itself.

    \b
      marsad export --all news.marsad.zip
      marsad import news.marsad.zip --archive postgresql://me@localhost/news
    """
    from marsad.archive.keeping.transfer import export_all

    with (
        open_archive(archive) as observatory,
        observatory.reading() as connection,
        show_steps() as advance,
    ):
        manifest = export_all(connection, target, replace=replace, advance=advance)
    rows = {name.removesuffix(".jsonl"): part.rows for name, part in manifest.files.items()}
    click.echo(f"{target}: {rows['documents']:,} documents, {rows['reviews']:,} reviews")


@click.command("import")
@click.argument("source", type=_FILE, metavar="FILE")
@archive_option
def import_archive(source: Path, archive: str) -> None:
    """Fill an empty archive with an export; an archive that is not there is made.

    The file is compared with its manifest before anything is written. Where the import is stopped,
    the archive says so in marsad check; the same command begins anew.

    \b
      marsad import news.marsad.zip --archive news.db
    """
    from marsad.archive.connection import ArchiveError, show_address
    from marsad.archive.keeping.transfer import import_all
    from marsad.archive.observatory import Observatory

    try:
        Observatory.create(archive).close()
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    with open_archive(archive) as observatory, show_steps() as advance:
        manifest = import_all(observatory.engines, source, advance=advance)
    rows = {name.removesuffix(".jsonl"): part.rows for name, part in manifest.files.items()}
    counts = f"{rows['documents']:,} documents, {rows['reviews']:,} reviews"
    click.echo(f"{show_address(archive)}: {counts}")
