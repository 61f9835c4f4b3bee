"""``marsad report``: numbered reports in which every sentence opens its passage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.review import as_option, refusing
from marsad.cli.tables import since_option, until_option

if TYPE_CHECKING:
    from marsad.publishing.reports.editing import Checked

_FORMATS = ("md", "html", "json", "pdf", "docx")
_BYTES = ("pdf", "docx")  # formats that are no text
_LANGS = ("ar", "en")


@click.group()
def report() -> None:
    """Numbered reports in which every sentence opens its passage.

    \b
      marsad report new --title "سد الموصل" --author "المرصد" --lang ar --since 2024-03-01
      marsad report check 1
      marsad report publish 1
      marsad report show 1 --format html --output report.html
      marsad report verify 1
    """


@report.command()
@archive_option
@click.option("--title", required=True, metavar="WORDS", help="What the report is called.")
@click.option("--author", required=True, metavar="NAME", help="Who answers for it.")
@click.option("--lang", type=click.Choice(_LANGS), default="ar", show_default=True)
@since_option
@until_option
@click.option("--story", metavar="ID", help="What one story tells, instead of days.")
@click.option(
    "--proposition", "-p", multiple=True, metavar="ID", help="These propositions; may be repeated."
)
@click.option(
    "--sentences", type=click.IntRange(1, 400), default=40, show_default=True, metavar="N"
)
@click.option(
    "--since-report",
    type=click.IntRange(1),
    metavar="N",
    help="Tell what changed since this report, not since the one published last.",
)
@as_option
def new(  # noqa: PLR0913 - one parameter an option
    archive: str,
    title: str,
    author: str,
    lang: str,
    since: int | None,
    until: int | None,
    story: str | None,
    proposition: tuple[str, ...],
    sentences: int,
    since_report: int | None,
    person: str,
) -> None:
    """Draft a report of what is contested, corroborated, circular, withdrawn and new.

    Every sentence of a draft rests on passages, or is counted by the program. Nothing is published.
    """
    from datetime import UTC, datetime

    from marsad.linking.stored.asking import find_called
    from marsad.linking.stories.telling import Period, find_story
    from marsad.publishing.reports import keeping
    from marsad.publishing.reports.drafting import Wish, draft

    with open_archive(archive) as observatory, refusing():
        ids: list[str] = []
        with observatory.reading() as connection:
            for one in proposition:
                ids += find_called(connection, one)
            if story is not None:
                told = find_story(connection, story, Period(since, until)).timeline
                ids += dict.fromkeys(moment.proposition for moment in told)
        wish = Wish(
            lang=lang,
            title=title,
            author=author,
            day=datetime.now(UTC).date().isoformat(),
            ids=tuple(dict.fromkeys(ids)),
            since=since,
            until=until,
            most=sentences,
            earlier=since_report,
        )
        made = draft(observatory, wish)
        with observatory.judging() as connection:
            number = keeping.begin(connection, person, made)
    click.echo(f"report {number}: {len(made.sentences)} sentences; marsad report show {number}")


@report.command(name="list")
@archive_option
def list_command(archive: str) -> None:
    """All reports, the newest first, and what became of their evidence."""
    from marsad.publishing.reports import keeping
    from marsad.publishing.reports.verifying import verify

    with open_archive(archive) as observatory, observatory.reading() as connection:
        rows = list(keeping.list_reports(connection))
        for one in rows:
            state = "draft" if one.version is None else f"version {one.version}, {one.published}"
            if one.version is not None and one.open:
                state += ", changed since"
            if one.version is not None:
                made = keeping.load_edition(connection, one.number)
                changes = list(verify(connection, made, files=False))
                many = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
                state += f", {many} in its evidence" if changes else ""
            click.echo(f"{one.number}  {one.day}  {one.lang}  {one.title}  ({state})")
    if not rows:
        click.echo("no report yet; marsad report new drafts one", err=True)


@report.command()
@click.argument("number", type=click.IntRange(1))
@archive_option
@click.option("--format", type=click.Choice(_FORMATS), default="md", show_default=True)
@click.option("--edition", type=click.IntRange(1), metavar="N", help="An earlier edition.")
@click.option("--draft", is_flag=True, help="The draft, also where an edition is published.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option(
    "--theme",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="MARSAD_THEME",
    show_envvar=True,
    metavar="FILE",
    help="Name, logo, colours and letters; see marsad report theme.",
)
@click.option("--no-drawings", is_flag=True, help="Without graphs, days and map.")
def show(  # noqa: PLR0913 - one parameter an option
    number: int,
    archive: str,
    format: str,
    edition: int | None,
    draft: bool,
    output: Path | None,
    theme: Path | None,
    no_drawings: bool,
) -> None:
    """A report: its last edition, or its draft while none is published."""
    from marsad.publishing.outputs import OutputError, write_bytes
    from marsad.publishing.reports.files import Wanted, write_file
    from marsad.publishing.reports.house import theme_for

    if output is None and format in _BYTES and sys.stdout.isatty():
        raise click.UsageError(f"{format} is no text; name a file by --output")
    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            look = theme_for(connection, theme)
        look = look.without_drawings() if no_drawings else look
        data = write_file(observatory, Wanted(number, edition, draft), format, look)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        write_bytes(data, output)
    except OutputError as error:
        raise click.ClickException(str(error)) from error


@report.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@archive_option
@click.option("--remove", is_flag=True, help="Keep none any more.")
def theme(file: Path | None, archive: str, remove: bool) -> None:
    """Keep a theme in the archive, for all its reports; without FILE, tell the kept one."""
    from marsad.publishing.reports.house import keep_theme, kept_theme
    from marsad.publishing.reports.theme import read_theme, tell_theme

    with open_archive(archive) as observatory, refusing():
        if file is not None or remove:
            look = None if remove or file is None else read_theme(file)
            with observatory.judging() as connection:
                keep_theme(connection, look)
        with observatory.reading() as connection:
            kept = kept_theme(connection)
    click.echo("no theme; reports look as Marsad's own" if kept is None else tell_theme(kept))


@report.command()
@click.argument("number", type=click.IntRange(1))
@click.argument("before", required=False, type=click.IntRange(1))
@click.argument("after", required=False, type=click.IntRange(1))
@archive_option
def diff(number: int, before: int | None, after: int | None, archive: str) -> None:
    """What one edition says that another does not: BEFORE and AFTER, else the last two.

    With one edition alone, it is compared with the draft.
    """
    from marsad.publishing.reports import keeping
    from marsad.publishing.reports.editions import compare, tell_differences

    with open_archive(archive) as observatory, refusing(), observatory.reading() as connection:
        one, other = keeping.two_editions(connection, number, before, after)
    click.echo(tell_differences(compare(one.draft, other.draft), one, other), nl=False)


@report.command()
@click.argument("number", type=click.IntRange(1))
@archive_option
def check(number: int, archive: str) -> None:
    """What the sentences of a draft say and their passages do not hold; exits with 1 if any."""
    from marsad.publishing.reports import editing, keeping

    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            draft = keeping.load(connection, number)
        checked = editing.check(observatory, draft)
    _tell(checked)
    if checked.faults:
        raise click.exceptions.Exit(1)


@report.command()
@click.argument("number", type=click.IntRange(1))
@archive_option
@click.option("--note", metavar="WORDS", help="What a correction corrects.")
@as_option
def publish(number: int, archive: str, note: str | None, person: str) -> None:
    """Freeze a report with copies of its passages, or refuse and say why."""
    from marsad.publishing.reports import editing

    with open_archive(archive) as observatory, refusing():
        try:
            made = editing.publish(observatory, person, number, note)
        except editing.Refused as refused:
            for fault in refused.faults:
                click.echo(f"sentence {fault.sentence}: {fault.code}: {fault.detail}", err=True)
            raise click.ClickException(f"report {number}: nothing is published") from refused
    told = f"report {made.number}, version {made.version}: {len(made.passages)} passages"
    click.echo(f"{told}; hash {made.hash}")


@report.command()
@click.argument("number", type=click.IntRange(1))
@archive_option
@click.option("--edition", type=click.IntRange(1), metavar="N", help="An earlier edition.")
def verify(number: int, archive: str, edition: int | None) -> None:
    """Hash the evidence of a published report again; exits with 1 where something changed."""
    from marsad.publishing.reports import keeping
    from marsad.publishing.reports.verifying import verify as compare

    with open_archive(archive) as observatory, refusing(), observatory.reading() as connection:
        made = keeping.load_edition(connection, number, edition)
        changes = list(compare(connection, made))
    for one in changes:
        click.echo(f"passage {one.passage}: {one.code}: {one.detail}")
    if changes:
        raise click.exceptions.Exit(1)
    click.echo(
        f"report {number}, version {made.version}: {len(made.passages)} passages as published"
    )


def _tell(checked: Checked) -> None:
    for fault in checked.faults:
        click.echo(f"sentence {fault.sentence}: {fault.code}: {fault.detail}")
    if not checked.faults:
        click.echo(f"{len(checked.draft.sentences)} sentences, all held by their passages")
