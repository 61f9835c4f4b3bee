"""``marsad export``: what the archive holds, for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.keeping import export_archive
from marsad.cli.progress import show_steps
from marsad.cli.propositions import STANDINGS
from marsad.cli.tables import since_option, tell_notes, until_option, words_option
from marsad.publishing.exports.formats import FORMATS, KINDS, by_name

if TYPE_CHECKING:
    from marsad.publishing.exports.export import Export
    from marsad.publishing.exports.selection import Selection

_BINARY = frozenset({"parquet"})
_SCHEMAS = ("claims", "propositions", "events", "sources", "documents")
_STATUSES = ("asserted", "denied", "planned", "possible")
_PER_LINE = 24  # cells of a name in a list


class _Exports(click.Group):
    """The kinds are commands; ``--all`` before or behind a file is the whole archive."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--all" in args and args[0] not in self.commands:
            args = ["archive", *(one for one in args if one != "--all")]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            raise click.UsageError(
                f"say what: --all is the whole archive, as in marsad export --all {args[0]}; "
                f"its parts are {', '.join(KINDS)}",
                ctx,
            )
        return super().resolve_command(ctx, args)


def _list(names: tuple[str, ...]) -> str:
    return "\n".join(f"  {name:<{_PER_LINE - 12}} {FORMATS[name].told}" for name in names)


def _epilog() -> str:
    """The formats of each kind in one line, and each format in one."""
    kinds = "\n".join(f"  {kind:<13} {' '.join(formats)}" for kind, formats in KINDS.items())
    return f"\b\nFormats:\n{kinds}\n\b\n{_list(tuple(FORMATS))}"


@click.group("export", cls=_Exports, epilog=_epilog())
def export() -> None:
    """Write what the archive holds for other programs, or with --all FILE the whole archive.

    Each kind is chosen by a query of marsad search and by days. Nothing in an export is a verdict
    on truth: docs/exports.md tells every field. Persons whom your lists suppress are in none.

    \b
      marsad export claims --query 'الرقة stance:deny' --output denials.csv
      marsad export events --since 2018-05 --format geojson --output map.geojson
      marsad export propositions --query place:Raqqa --format stix > raqqa.json
      marsad export schema claims
      marsad export --all news.marsad.zip
    """


class _Asked(NamedTuple):
    """The options of a kind, as they were typed."""

    archive: str
    format: str | None
    query: str
    since: int | None
    until: int | None
    limit: int | None
    output: Path | None
    words: str | None
    status: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    standing: str | None = None


def _options(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that all kinds share; ``--format`` has those of the kind."""
    shared = (
        archive_option,
        click.option(
            "--format",
            "-f",
            type=click.Choice(KINDS[kind]),
            help="Without it what the name of the output says, else the first of these.",
        ),
        click.option("--query", "-q", default="", help="Only what a query of marsad search finds."),
        since_option,
        until_option,
        click.option("--limit", "-n", type=click.IntRange(1), help="So many rows, at most."),
        click.option(
            "--output",
            "-o",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="Where to; it appears when it is whole. Without it the standard output.",
        ),
        words_option("--lang"),
    )

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(shared):
            command = option(command)
        return command

    return decorate


_id_option = click.option(
    "--id", multiple=True, help="Only this proposition; its beginning will do. May be given again."
)
_standing_option = click.option(
    "--standing",
    type=click.Choice(list(STANDINGS)),
    help="Only those that stand so.",
)
_status_option = click.option(
    "--status",
    multiple=True,
    type=click.Choice(_STATUSES),
    help="Only events told so; may be given again. Tables have all without it, maps and other "
    "formats those told as done, calendars those planned.",
)


def _add(kind: str, told: str, *options: Callable[..., Any]) -> None:
    """The command of a kind."""

    def run(**typed: Any) -> None:
        _write(kind, _Asked(**typed))

    run.__doc__ = told
    for option in options:
        run = option(run)
    formats = f"\b\nFormats:\n{_list(KINDS[kind])}"
    export.add_command(click.command(kind, epilog=formats)(_options(kind)(run)))


_add(
    "claims",
    """What somebody is quoted with, with its voices.

    What outlets say on their own word is no claim; it is among the propositions and events.

    \b
      marsad export claims --output claims.parquet
      marsad export claims --query 'source:"وزارة الدفاع"' --since 2018-05 -f csv
    """,
)
_add(
    "propositions",
    """What reports say together, and who denies it.

    A query finds claims, and here what these are joined to.

    \b
      marsad export propositions --query 'place:Raqqa' --format claimreview -o raqqa.jsonld
      marsad export propositions --id b84d --format stix
    """,
    _id_option,
    _standing_option,
)
_add(
    "events",
    """Events, as each report tells them.

    Type, parties, place, date, whether it is told as done, and on whose word.

    Without a query also those that outlets tell on their own word. An event told as denied, planned
    or possible is not among those told as done unless --status asks for it.

    \b
      marsad export events --since 2018-05 --format acled -o may.acled.csv
      marsad export events --status denied --format geojson
      marsad export events --format icalendar -o planned.ics
    """,
    _id_option,
    _status_option,
)
_add(
    "sources",
    """Who speaks, and how its word fared.

    Left out are unnamed sources and persons whom no list has.

    \b
      marsad export sources --output sources.csv
    """,
)
_add(
    "documents",
    """The reports, as references to cite them by.

    A query is one for documents, as in marsad search --of documents.

    \b
      marsad export documents --query الرقة --format bibtex -o raqqa.bib
    """,
)
_add(
    "provenance",
    """Who has it from whom: networks, flowcharts.

    \b
      marsad export provenance --query 'place:Raqqa' --output raqqa.gexf
      marsad export provenance --id b84d --format mermaid --lang ar
    """,
    _id_option,
    _standing_option,
)


@export.command()
@click.argument("kind", type=click.Choice(_SCHEMAS))
def schema(kind: str) -> None:
    """Print the JSON Schema of a line that --format jsonl writes.

    \b
      marsad export schema claims > claims.schema.json
    """
    import json

    from marsad.publishing.exports.fields import json_schema

    click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))


export.add_command(export_archive)


def _write(kind: str, asked: _Asked) -> None:
    from marsad.publishing.exports.catalogue import write
    from marsad.publishing.exports.export import Export
    from marsad.publishing.exports.extras import MissingExtra

    format = _format(kind, asked)
    with open_archive(asked.archive) as observatory:
        try:
            with show_steps() as advance:
                chosen = _selection(observatory, asked)
                made = Export(observatory, chosen, lang=asked.words, advance=advance)
                with _out(asked.output) as out:
                    for piece in write(made, kind, format):
                        out.write(piece)
        except MissingExtra as error:
            raise click.ClickException(str(error)) from error
        except (LookupError, ValueError) as error:
            raise click.UsageError(str(error)) from error
    _tell(made, asked.output)


def _format(kind: str, asked: _Asked) -> str:
    """The format that is asked for, by the name of the output, or the first of the kind."""
    named = by_name(kind, asked.output.name) if asked.output else None
    format = asked.format or named
    if format is None and asked.output is not None and asked.output.suffix:
        endings = ", ".join(FORMATS[name].suffix for name in KINDS[kind])
        raise click.UsageError(f"{asked.output}: no format has this ending; --format, or {endings}")
    format = format or KINDS[kind][0]
    if format in _BINARY and asked.output is None and sys.stdout.isatty():
        raise click.UsageError(f"{format} is nothing for a terminal; add --output FILE")
    return format


def _selection(observatory: Any, asked: _Asked) -> Selection:
    from marsad.linking.nouns import Standing
    from marsad.linking.stored.asking import find_called
    from marsad.publishing.exports.selection import Selection

    with observatory.reading() as connection:
        ids = [found for id in asked.id for found in find_called(connection, id)]
    return Selection(
        query=asked.query,
        since=asked.since,
        until=asked.until,
        statuses=asked.status,
        propositions=tuple(dict.fromkeys(ids)),
        standing=Standing(STANDINGS[asked.standing]) if asked.standing else None,
        most=asked.limit,
    )


@contextmanager
def _out(output: Path | None) -> Iterator[BinaryIO]:
    """The standard output, or a file that appears only when it is whole."""
    from marsad.publishing.outputs import write_aside

    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if output.is_dir():
        raise click.UsageError(f"{output} is a folder; name a file in it")
    try:
        with write_aside(output) as file:
            yield file
    except OSError as error:
        told = f"{output}: {error.strerror or error}; nothing was written"
        raise click.ClickException(told) from error


def _tell(made: Export, output: Path | None) -> None:
    """What was not understood, what was left out, and where the file is."""
    tell_notes(made.notes)
    if made.hidden.rows:
        told = f"{made.hidden.rows:,} left out: they name persons whom your lists suppress"
        click.echo(f"marsad: {told}", err=True)
    if output is not None:
        click.echo(f"{output}: {os.path.getsize(output):,} bytes", err=True)
