"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

actors_option = click.option(
    "--actors",
    "-a",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A TOML file of your own actors, laid over those that Marsad knows; may be given again.",
)


_AUTO = "auto"


def _chosen(_: click.Context, __: click.Parameter, lang: str) -> str | None:
    """The language that was asked for, where there is a pack for it."""
    from marsad.packs.pack import pack_name

    if lang == _AUTO:
        return None
    try:
        return pack_name(lang)
    except LookupError as error:
        raise click.BadParameter(str(error)) from error


lang_option = click.option(
    "--lang",
    default=_AUTO,
    show_default=True,
    metavar="LANG",
    callback=_chosen,
    help="The language of what names none, such as ar; auto tells it by letters and words.",
)

workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that read; without it, one for each processor.",
)


def check_lists(actors: tuple[Path, ...]) -> None:
    """Refuse lists of a user that cannot be read, before any document is."""
    from marsad.entities.lists import read_list

    for path in actors:
        try:
            read_list(path)
        except (OSError, ValueError) as error:
            raise click.BadParameter(str(error), param_hint="--actors") from error
