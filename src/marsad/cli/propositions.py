"""``marsad claims``, ``propositions`` and ``origins``: what is said, by how many, on whose word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.review import refusing
from marsad.cli.tables import (
    limit_option,
    naming,
    rows_option,
    shown,
    since_option,
    tell_count,
    tell_notes,
    tell_waiting,
    until_option,
    words_option,
    write_rows,
)

if TYPE_CHECKING:
    from marsad.archive.observatory import Observatory

STANDINGS = {  # as they are typed; marsad.linking.nouns.Standing has their values
    "single": "single origin",
    "corroborated": "corroborated",
    "contested": "contested",
    "self-stated": "self-stated only",
    "withdrawn": "withdrawn",
    "unknown": "origin unknown",
}


@click.command()
@click.argument("query", nargs=-1)
@archive_option
@limit_option
@rows_option
@words_option("--lang")
def claims(
    query: tuple[str, ...], archive: str, limit: int, format: str | None, words: str | None
) -> None:
    """What is said: statements with their voices, their proposition and how it stands.

    The newest first. QUERY is one of marsad search; it finds what somebody is quoted with, and
    without it also what outlets say on their own word. A claim may say several things, each of
    which is a statement.

    \b
      marsad claims جسر النخيل
      marsad claims 'source:"وزارة النقل" stance:deny'
    """
    from marsad.publishing.linked import ClaimRow
    from marsad.publishing.propositions import claim_table
    from marsad.publishing.views import claim_rows

    with open_archive(archive) as observatory:
        try:
            rows, notes = claim_rows(observatory, " ".join(query), limit)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        tell_waiting(observatory)
        table = naming(claim_table, observatory)
    tell_notes(notes)
    write_rows(rows, ClaimRow, table, format, words)
    tell_count(len(rows), None, "claims", format)


@click.command()
@click.argument("query", nargs=-1)
@archive_option
@click.option("--status", type=click.Choice(list(STANDINGS)), help="Only those that stand so.")
@click.option(
    "--origins", type=click.IntRange(0), metavar="N", help="With N independent origins at least."
)
@since_option
@until_option
@limit_option
@rows_option
@words_option("--lang")
def propositions(  # noqa: PLR0913 - one parameter an option
    query: tuple[str, ...],
    archive: str,
    status: str | None,
    origins: int | None,
    since: int | None,
    until: int | None,
    limit: int,
    format: str | None,
    words: str | None,
) -> None:
    """What several reports say is one proposition: how it stands, and how many origins it has.

    Those last told first. QUERY is one of marsad search, with words, actor:, place: and the other
    fields: it finds claims, and here the propositions that they are of.

    \b
      marsad propositions --status contested
      marsad propositions place:Raqqa --origins 2 --since 2017-06
      marsad propositions 'actor:"وزارة الدفاع"' --format csv
    """
    from marsad.linking.nouns import Standing
    from marsad.linking.stored.asking import Asked
    from marsad.publishing.linked import PropositionRow
    from marsad.publishing.propositions import proposition_table
    from marsad.publishing.views import proposition_rows

    asked = Asked(
        query=" ".join(query),
        standing=Standing(STANDINGS[status]) if status else None,
        since=since,
        until=until,
        origins=origins,
    )
    with open_archive(archive) as observatory:
        try:
            found, asking = proposition_rows(observatory, asked, limit)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        tell_waiting(observatory)
        rows = list(found)
        table = naming(proposition_table, observatory)
    tell_notes(asking.notes)
    write_rows(rows, PropositionRow, table, format, words)
    tell_count(len(rows), asking.total, "propositions", format)


@click.command()
@click.argument("id")
@archive_option
@click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "json", "svg", "mermaid"]),
    help="Without it what the name of the output says, else a table.",
)
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="Where to.")
@words_option("--lang")
def origins(
    id: str, archive: str, format: str | None, output: Path | None, words: str | None
) -> None:
    """Where a proposition comes from, with the reason for everything that is said of it.

    Its origins and how many are independent, who passed it on, circles, what changed on the way,
    who denies or confirms it, the credibility that people set or that is proposed.

    ID is that of a proposition or of a claim in it; its beginning will do. svg draws the graph of
    who has it from whom, mermaid writes it for a page of Markdown.

    \b
      marsad origins b84d
      marsad origins b84d --output graph.svg --lang ar
    """
    from marsad.linking.stored.asking import find_called
    from marsad.publishing.outputs import OutputError, write_text

    chosen = format or _by_name(output)
    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            ids = find_called(connection, id)
        if len(ids) > 1 and chosen in ("svg", "mermaid"):
            told = ", ".join(ids)
            raise click.ClickException(f"{id}: a claim of several propositions; name one of {told}")
        made = "".join(_print(observatory, one, chosen, words, output is None) for one in ids)
        tell_waiting(observatory)
    if output is None:
        click.echo(made, nl=False)
        return
    try:
        write_text(made, output)
    except OutputError as error:
        raise click.ClickException(str(error)) from error


def _by_name(output: Path | None) -> str:
    """The format that the name of an output says."""
    formats = {".svg": "svg", ".json": "json", ".mmd": "mermaid", ".mermaid": "mermaid"}
    return formats.get(output.suffix.lower(), "table") if output else "table"


def _print(observatory: Observatory, id: str, format: str, words: str | None, screen: bool) -> str:
    """A proposition in one of the formats."""
    from marsad.codec import to_json
    from marsad.publishing.linked import plain
    from marsad.publishing.propositions import proposition_page
    from marsad.publishing.provenance import provenance_mermaid, provenance_svg
    from marsad.publishing.views import picture_of, proposition_view

    if format == "svg":
        return provenance_svg(picture_of(observatory, id), words)
    if format == "mermaid":
        return provenance_mermaid(picture_of(observatory, id), words)
    view = proposition_view(observatory, id)
    if format == "json":
        graph = picture_of(observatory, id).graph
        return to_json({**plain(view), "graph": plain(graph)}).decode() + "\n"
    return shown(naming(proposition_page, observatory), view, words, screen=screen)
