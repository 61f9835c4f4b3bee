"""``marsad actors`` and ``marsad places``: what the lists know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from marsad.cli.options import actors_option, check_lists, lang_option


class _ShowByDefault(click.Group):
    """A group whose arguments, where they name no command, are what is to be shown."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_ShowByDefault, subcommand_metavar="NAME | check")
def actors() -> None:
    """What the lists know of an actor, and why a name is resolved so.

    \b
      marsad actors "داعش"
      marsad actors "الرئيس التركي" --date 2017-06-08
      marsad actors Erdoğan
      marsad actors check --actors mine.toml
    """


@actors.command(hidden=True)
@click.argument("name", nargs=-1, required=True)
@click.option("--date", metavar="DATE", help="The ISO date at which offices are looked up.")
@lang_option
@actors_option
def show(
    name: tuple[str, ...], date: str | None, lang: str | None, actors: tuple[Path, ...]
) -> None:
    """Show what the lists know of NAME."""
    from marsad.analysis.explain import explain_actor

    check_lists(actors)
    _explain(explain_actor(" ".join(name), date, lang, actors), " ".join(name))


def _explain(lines: Iterable[str], name: str) -> None:
    shown = list(lines)
    if not shown:
        raise click.ClickException(
            f"{name}: not in the lists. Add it in a file of your own: see docs/actors.md"
        )
    click.echo("\n".join(shown))


@actors.command("check")
@lang_option
@actors_option
def check_entries(lang: str | None, actors: tuple[Path, ...]) -> None:
    """Find collisions: names claimed twice, offices held twice, examples that name nobody."""
    from marsad.entities.check import check_actors
    from marsad.packs.pack import languages, load_pack

    check_lists(actors)
    try:
        packs = [load_pack(one) for one in ([lang] if lang else languages())]
        faults = dict.fromkeys(fault for pack in packs for fault in check_actors(pack, *actors))
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo("actors: no faults")


@click.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--near", metavar="COUNTRY", help="A country in play, by its two letters.")
@lang_option
def places(name: tuple[str, ...], near: str | None, lang: str | None) -> None:
    """What the gazetteer knows of a place, and which of several it would choose.

    \b
      marsad places طرابلس
      marsad places طرابلس --near LB
      marsad places Raqqa
    """
    from marsad.analysis.explain import explain_place

    _explain(explain_place(" ".join(name), near, lang), " ".join(name))
