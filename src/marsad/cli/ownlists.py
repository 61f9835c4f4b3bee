"""``marsad lists``: the observatory's own lists of actors and outlets."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.review import as_option, judging, refusing
from marsad.cli.rows import format_option, isolate, write_json


@click.group("lists")
def lists() -> None:
    """Your own lists of actors and outlets, kept in the archive.

    \b
      marsad lists put ports.toml
      marsad lists show
      marsad lists show ports > ports.toml
      marsad lists remove ports

    Documents that are added from then on know them; those in the archive when they are read again.
    The form of a list: docs/actors.md.
    """


@lists.command("show")
@click.argument("name", required=False)
@archive_option
@click.option("--history", "past", is_flag=True, help="Every version, the latest first.")
@format_option
def show_lists(name: str | None, archive: str, past: bool, format: str) -> None:
    """The lists by name; or the text of the list NAME."""
    from marsad.archive.lists import current, get, history

    with open_archive(archive) as observatory, refusing(), observatory.reading() as connection:
        if name is not None and not past and format == "table":
            click.echo(get(connection, name), nl=False)
            return
        found = list(history(connection, name) if past else current(connection))
    for one in found:
        if format == "jsonl":
            write_json(one._asdict())
        else:
            size = "taken away" if one.text is None else f"{len(one.text.splitlines()):,} lines"
            click.echo(f"{isolate(one.name)}  {one.at}  {isolate(one.person)}  {size}")
    if not found and format == "table":
        click.echo("no lists: marsad lists put FILE")


@lists.command("put")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@archive_option
@click.option("--name", metavar="NAME", help="How to call it; without it, as the file is called.")
@as_option
def put_list(file: Path, archive: str, name: str | None, person: str) -> None:
    """Keep the list in FILE (TOML), in the place of the one of the same name."""
    from marsad.archive.lists import put

    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file}: not in UTF-8; save it so ({error.reason})") from error
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    with judging(archive) as connection:
        kept = put(connection, name or file.stem, text, person)
    click.echo(
        f"{kept.name}: kept. marsad link joins by it; "
        "marsad reread --all finds it in documents that are there already"
    )


@lists.command("remove")
@click.argument("name")
@archive_option
@as_option
def remove_list(name: str, archive: str, person: str) -> None:
    """Take away the list NAME; its history stays."""
    from marsad.archive.lists import remove

    with judging(archive) as connection:
        remove(connection, name, person)
    click.echo(f"{name}: taken away. marsad link joins without it")
