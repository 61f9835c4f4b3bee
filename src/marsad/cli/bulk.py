"""``marsad bulk``: reading and joining over lakes of files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.linking import tell_failures
from marsad.cli.options import actors_option, check_lists, lang_option
from marsad.cli.progress import show_steps

if TYPE_CHECKING:
    from marsad.bulk.cluster import Workers
    from marsad.bulk.reading import Done

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_SHOWN = 20  # failures told one by one; the rest stands in the manifest

_workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Processes of this computer; without it, one for each processor.",
)
_scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="A scheduler of Dask (tcp://host:8786, tls://host:8786), whose workers do the work.",
)


@click.group()
def bulk() -> None:
    """Read and join a lake: more files than an archive wants, on many processes or machines.

    It needs the extra: pip install 'marsad[bulk]'. docs/bulk.md has the tables of a lake.
    """


@bulk.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|ADDRESS...")
@click.argument("lake", metavar="LAKE")
@_workers_option
@_scheduler_option
@click.option("--outlet", metavar="NAME", help="The outlet of documents that name none.")
@click.option("--published", metavar="DATE", help="The ISO date of documents that have none.")
@lang_option
@actors_option
def read_lake(  # noqa: PLR0913 - one parameter an option
    sources: tuple[str, ...],
    lake: str,
    workers: int | None,
    scheduler: str | None,
    outlet: str | None,
    published: str | None,
    lang: str | None,
    actors: tuple[Path, ...],
) -> None:
    """Read files into the folder LAKE: tables of Parquet, by day.

    Takes what marsad read takes, and tables of Parquet with a column "text"; large files of JSON
    lines, web archives (WARC) and Parquet are cut and read in parts at the same time. Names with
    :// are those of object stores (s3://bucket/news), for the files and for the lake.

    What was read before is passed over. Ctrl-C keeps what is done; the same command goes on from
    there, also after a process or the machine has died. What cannot be read is named and noted in
    the lake's manifest.json; the rest goes on, and the exit code is 1.

    \b
      marsad bulk read news/ archive-2018.warc.gz lake/
      marsad bulk read s3://bucket/news lake/ --scheduler tls://head:8786
    """
    from marsad.bulk.layout import read_lists
    from marsad.bulk.reading import Asked
    from marsad.bulk.reading import read_lake as read
    from marsad.bulk.storage import open_storage
    from marsad.intake.articles import Given

    check_lists(actors)
    asked = Asked(sources, Given(outlet, published, lang), read_lists(actors))
    with _working(workers, scheduler) as crew, show_steps() as advance:
        try:
            done = read(asked, open_storage(lake), crew, advance=advance)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--published") from error
    _tell_read(done)


@bulk.command("link")
@click.argument("lake", metavar="LAKE")
@_workers_option
@_scheduler_option
def link_lake(lake: str, workers: int | None, scheduler: str | None) -> None:
    """Join the claims of all documents in LAKE, as marsad link joins those of an archive.

    The outcome stands in the lake as tables of Parquet: propositions, members, bonds, links. The
    whole lake is joined at a time; what is done already is passed over. Ctrl-C keeps what is done;
    the same command goes on from there.

    \b
      marsad bulk link lake/
      marsad bulk link s3://bucket/lake --scheduler tls://head:8786
    """
    from marsad.bulk.joining import join_lake
    from marsad.bulk.storage import open_storage

    with _working(workers, scheduler) as crew, show_steps() as advance:
        joined = join_lake(open_storage(lake), crew, advance=advance)
    tell_failures(joined.failures[:_SHOWN])
    state = "joined now" if joined.fresh else "nothing new to link"
    click.echo(
        f"{state}: {joined.documents:,} documents, {joined.propositions:,} propositions, "
        f"{joined.bonds:,} bonds, {joined.links:,} links; in {lake.rstrip('/')}/.../{joined.folder}"
    )
    if joined.failures:
        raise click.exceptions.Exit(1)


def _tell_read(done: Done) -> None:
    tell_failures(done.failures[:_SHOWN])
    if len(done.failures) > _SHOWN:
        rest = len(done.failures) - _SHOWN
        click.echo(f"marsad: {rest:,} more failed; all of them: manifest.json", err=True)
    documents, claims = (done.rows.get(name, 0) for name in ("documents", "claims"))
    click.echo(
        f"{done.fresh:,} of {done.shards:,} shards read now; "
        f"in the lake: {documents:,} documents, {claims:,} claims, {len(done.failures):,} failed"
    )
    if done.failures:
        raise click.exceptions.Exit(1)


@contextmanager
def _working(workers: int | None, scheduler: str | None) -> Iterator[Workers]:
    """The processes for as long as a command works; what is wrong is told in one line."""
    from marsad.archive.crews import count_workers
    from marsad.bulk.cluster import open_workers
    from marsad.bulk.faults import BulkError

    if workers and scheduler:
        raise click.UsageError("--workers is of this computer, --scheduler of others; give one")
    try:
        with open_workers(workers or count_workers(), scheduler) as crew:
            yield crew
    except BulkError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        told = f"{error.filename or 'the lake'}: {error.strerror or error}"
        raise click.ClickException(f"{told}; check the disk and its permissions") from error
    except KeyboardInterrupt:
        sys.stdout.flush()
        click.echo("stopped; the same command goes on from here", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
