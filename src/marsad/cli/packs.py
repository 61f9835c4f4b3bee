"""``marsad pack``: language packs, checked and begun."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def pack() -> None:
    """Check the language packs, or begin a new one."""


@pack.command()
@click.argument("lang", required=False)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Where the packs lie; without it, the packs of Marsad.",
)
def check(lang: str | None, folder: Path | None) -> None:
    """Check one language pack, or all of them.

    Each fault is named with its file, entry and form; the exit code is 1 if there are any.
    """
    from marsad.analysis.check import check_packs
    from marsad.packs.pack import HOME

    try:
        faults = check_packs(lang, folder or HOME)
    except LookupError as error:
        raise click.ClickException(str(error)) from error
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo(f"{lang or 'all packs'}: no faults")


@pack.command()
@click.argument("lang")
@click.option("--from", "source", required=True, metavar="LANG", help="The pack to take keys from.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to make the folder of the new pack; without it, among the packs of Marsad.",
)
def new(lang: str, source: str, folder: Path | None) -> None:
    """Begin a pack for LANG with the keys of another one and empty lists."""
    from marsad.packs.pack import HOME
    from marsad.packs.skeleton import new_pack

    try:
        path = new_pack(lang, source, folder or HOME)
    except (LookupError, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    where = f" --folder {folder}" if folder else ""
    told = f"fill pack.toml, ten cues and five samples, then: marsad pack check {lang}{where}"
    click.echo(f"{path}: {told}")
