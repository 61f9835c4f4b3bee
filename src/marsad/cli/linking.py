"""``marsad link``: what documents say together, of files or of an archive."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.options import actors_option, check_lists, lang_option, workers_option
from marsad.cli.progress import Bar, show_progress, show_steps
from marsad.cli.tables import shown, words_option

if TYPE_CHECKING:
    from marsad.archive.observatory import Observatory
    from marsad.intake.failures import Failure
    from marsad.linking.stored.coming import Came
    from marsad.model import Analysis

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it

_EXAMPLES = """\b
Examples:
  marsad link monday/ tuesday.jsonl                  a list in the terminal
  marsad link --format json news/ > joined.json      for programs: docs/linking.md
  marsad link                                        the archive brought up to date
"""


def _file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What ``marsad read`` takes too: of documents that do not say it themselves."""
    for option in (
        actors_option,
        lang_option,
        click.option("--published", metavar="DATE", help="The ISO date of files that have none."),
        click.option("--outlet", metavar="NAME", help="The outlet of files that name none."),
    ):
        command = option(command)
    return command


@click.command(epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE|FOLDER|-]...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "json"]),
    help="Of files. Without it: a table in a terminal, json in a pipe.",
)
@archive_option
@click.option("--rebuild", is_flag=True, help="Join the whole archive from nothing.")
@workers_option
@_file_options
@words_option("--words")
def link(
    files: tuple[Path, ...], archive: str, rebuild: bool, workers: int | None, **options: Any
) -> None:
    """Join the claims of documents: propositions, their origins, and who denies them.

    With files, they are read as marsad read does, joined in memory and printed; nothing is stored.
    The propositions with the most independent origins stand first.

    Without files, what is new in the archive is joined to it. marsad add and marsad watch do so by
    themselves. --rebuild joins everything from nothing; what people judged stays. Ctrl-C keeps
    what is joined; the same command goes on from there.
    """
    from marsad.archive.crews import count_workers

    many = workers or count_workers()
    if not files:
        _link_archive(archive, rebuild, many)
        return
    if rebuild:
        raise click.UsageError("--rebuild is of an archive; leave the files away")
    _link_files(files, many, **options)


def _link_files(
    files: tuple[Path, ...],
    workers: int,
    *,
    format: str | None,
    actors: tuple[Path, ...],
    words: str | None,
    **given: str | None,
) -> None:
    """Read, join and print."""
    from marsad.codec import to_json
    from marsad.entities.lists import load_lists
    from marsad.intake.read import read as read_files
    from marsad.linking import join
    from marsad.linking.reading.analysing import analyse_all
    from marsad.publishing.joined import build_joined, rows_of
    from marsad.publishing.propositions import proposition_table

    check_lists(actors)
    chosen = format or ("table" if sys.stdout.isatty() else "json")
    with show_progress(files, visible=True) as bar:
        try:
            documents = read_files(*files, **given, watch=bar.take)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--published") from error
        batch = _Batch(bar)
        joined = join(
            batch.take(analyse_all(documents, actors=actors, workers=workers)), actors=actors
        )
    if chosen == "json":
        sys.stdout.buffer.write(to_json(build_joined(joined, batch.texts)) + b"\n")
        sys.stdout.buffer.flush()
    else:
        table = partial(proposition_table, lists=load_lists(*actors))
        click.echo(shown(table, rows_of(joined), words), nl=False)
    if batch.failed:
        raise click.exceptions.Exit(1)


class _Batch:
    """Readings on their way to be joined; keeps their texts, and tells what failed."""

    def __init__(self, bar: Bar) -> None:
        self.failed, self.texts = False, dict[str, str]()
        self._bar = bar

    def take(self, done: Iterable[Analysis | Failure]) -> Iterator[Analysis]:
        from marsad.intake.failures import Failure

        for one in done:
            if isinstance(one, Failure):
                self.failed = True
                tell_failures([one])
                continue
            self.texts[one.document.id] = one.document.text
            yield one
            self._bar.count()


def _link_archive(archive: str, rebuild: bool, workers: int) -> None:
    with open_archive(archive) as observatory:
        try:
            came, failed = link_new(observatory, workers, rebuild=rebuild)
        except KeyboardInterrupt:
            click.echo("stopped; the same command goes on from here", err=True)
            raise click.exceptions.Exit(_INTERRUPTED) from None
    click.echo(tell_came(came))
    if failed:
        raise click.exceptions.Exit(1)


def link_new(observatory: Observatory, workers: int, *, rebuild: bool = False) -> tuple[Came, bool]:
    """Bring the linking of an archive up to date, and what came of it; whether something failed."""
    from marsad.linking import Linked
    from marsad.linking.stored.coming import Coming

    linked = Linked(observatory)
    coming = Coming(observatory, rebuild=rebuild)
    with show_steps() as advance:
        work = linked.rebuild if rebuild else linked.update
        updated = work(workers=workers, advance=advance)
    tell_failures(updated.failures)
    return coming.came(updated), bool(updated.failures)


def tell_failures(failures: Iterable[Failure]) -> None:
    """What could not be read or joined, one line each."""
    for one in failures:
        click.echo(" ".join(f"marsad: {one.place}: {one.message}".split()), err=True)


def tell_came(came: Came) -> str:
    """What came of linking, on one line."""
    if not came.documents:
        return "nothing new to link"
    return (
        f"{came.documents:,} linked; propositions: {came.new:,} new, "
        f"{came.joined:,} joined, {came.contested:,} contested"
    )
