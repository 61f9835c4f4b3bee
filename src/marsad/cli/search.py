"""``marsad search`` and ``marsad document``: what the archive holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.archive import archive_option, open_archive

if TYPE_CHECKING:
    from marsad.archive.search.facets import Facets

_BAR = 30  # cells of the longest bar

_QUERY = """\b
Words side by side must all stand there; any form of a word is found, and a name in any language:
  marsad search الجسر القديم
  marsad search '"وقف إطلاق النار"'         words in this order
  marsad search Raqqa                        finds الرقة too
  marsad search الجسر OR المعبر -النهر
\b
Fields, in English or Arabic:
  source: مصدر:    who says it                outlet: وسيلة:   who publishes it
  actor: جهة:      who is in it               place: مكان:     where; a country has all its places
  event: حدث:      a type of PLOVER           stance: موقف:    deny, affirm, doubt, intend, …
  status: حال:     asserted, denied, planned, possible; accepted, rejected, corrected, open
  before: after: on:  a day, a month, a year  lang: لغة:       ar, en
\b
  marsad search 'source:"وزارة الدفاع" stance:deny after:2017-06'
  marsad search 'place:Syria event:ASSAULT status:denied'
"""


@click.command(epilog=_QUERY)
@click.argument("query", nargs=-1)
@archive_option
@click.option(
    "--of", type=click.Choice(["claims", "documents"]), default="claims", show_default=True
)
@click.option(
    "--order", type=click.Choice(["newest", "relevance"]), default="newest", show_default=True
)
@click.option("--limit", "-n", type=click.IntRange(1), default=20, show_default=True)
@click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="Without it: a table in a terminal, jsonl in a pipe.",
)
@click.option("--facets", is_flag=True, help="Count the hits by day, outlet, actor, place, event.")
def search(  # noqa: PLR0913 - one parameter an option
    query: tuple[str, ...],
    archive: str,
    of: str,
    order: str,
    limit: int,
    format: str | None,
    facets: bool,
) -> None:
    """Find claims, or documents, by their words and by who, where, when and what.

    A query that begins with a minus stands behind --.
    """
    from marsad.publishing.hits import print_hits, write_hits

    asked = " ".join(query)
    with open_archive(archive) as observatory:
        try:
            found = observatory.page(asked, of=of, order=order, limit=min(limit, 1000))
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        for note in found.notes:
            click.echo(f"marsad: {note}", err=True)
        if facets:
            _print_facets(observatory.facets(asked, of=of))
            return
        hits = observatory.search(asked, of=of, order=order, limit=limit)
        if format == "table" or (format is None and sys.stdout.isatty()):
            print_hits(hits, sys.stdout)
            more = "more than " if found.more else ""
            sort = of.removesuffix("s") if found.total == 1 else of
            click.echo(f"{more}{found.total:,} {sort}", err=True)
        else:
            write_hits(hits, format or "jsonl", sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _print_facets(found: Facets) -> None:
    """Counts with bars, a block for each sort; the values are what the fields of a query take."""
    sorts = {
        found.by: found.days,
        "outlet": found.outlets,
        "source": found.sources,
        "actor": found.actors,
        "place": found.places,
        "event": found.events,
        "stance": found.stances,
    }
    for name, counts in sorts.items():
        largest = max((one.hits for one in counts), default=0)
        click.echo(f"{name}:" if counts else f"{name}: none")
        for value, hits in counts:
            click.echo(f"  {hits:>8,} {'█' * max(1, hits * _BAR // largest):<{_BAR}} {value}")
    if found.undated:
        click.echo(f"without a date: {found.undated:,}")
    if found.counted < found.total:
        click.echo(f"{found.total:,} hits; all but the days counts the newest {found.counted:,}")


@click.command()
@click.argument("id")
@archive_option
@click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "html", "jsonl", "original"]),
    default="table",
    show_default=True,
    help="original: the bytes as they arrived, of a page that may have vanished.",
)
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="Where to write."
)
def document(id: str, archive: str, format: str, output: Path | None) -> None:
    """Show a document of the archive with its reading, as people have corrected it.

    ID may be cut short, as long as no other begins so.
    """
    from marsad.publishing.outputs import OutputError, write

    with open_archive(archive) as observatory:
        try:
            if format == "original":
                data = observatory.original(id).data
                if output is None:
                    sys.stdout.buffer.write(data)
                    sys.stdout.buffer.flush()
                else:
                    output.write_bytes(data)
                return
            write([observatory.document(id)], format, output)
        except LookupError as error:
            raise click.ClickException(str(error)) from error
        except OutputError as error:
            raise click.UsageError(str(error)) from error
