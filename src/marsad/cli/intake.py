"""``marsad init``, ``add`` and ``intake``: documents into the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.options import lang_option, workers_option
from marsad.cli.progress import Bar, show_progress
from marsad.cli.readers import Asked, open_reader, reader_options

if TYPE_CHECKING:
    from marsad.archive.documents import Stored
    from marsad.archive.observatory import Observatory
    from marsad.intake.failures import Failure
    from marsad.intake.watch import Polled

_link_option = click.option(
    "--no-link", is_flag=True, help="Leave the joining of claims to marsad link."
)

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_SHOWN = 20  # failures told one by one; the rest is counted


@click.command()
@archive_option
def init(archive: str) -> None:
    """Make an empty archive: marsad.db here, or what --archive names.

    \b
      marsad init
      marsad init --archive news.db
      marsad init --archive postgresql://me@localhost/news
    """
    from marsad.archive.connection import ArchiveError, show_address
    from marsad.archive.observatory import Observatory

    try:
        Observatory.create(archive).close()
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    shown = show_address(archive)
    where = "" if archive == "marsad.db" else f" --archive {shown}"
    click.echo(f"{shown}: ready. Put documents into it: marsad add FILE|FOLDER|ADDRESS{where}")


@click.command()
@click.argument("named", nargs=-1, required=True, metavar="FILE|FOLDER|ADDRESS|-...")
@archive_option
@click.option("--outlet", metavar="NAME", help="The outlet of documents that name none.")
@click.option("--published", metavar="DATE", help="The ISO date of documents that have none.")
@lang_option
@click.option(
    "--fetch",
    is_flag=True,
    help="Also fetch the pages that files name: lists of addresses, feeds, GDELT.",
)
@click.option("--query", metavar="WORDS", help="Of a lake: what a search for WORDS would find.")
@click.option("--since", metavar="DATE", help="Of a lake: published on that day or later.")
@click.option("--until", metavar="DATE", help="Of a lake: published on that day or before.")
@_link_option
@workers_option
@reader_options
def add(  # noqa: PLR0913 - one parameter an option
    named: tuple[str, ...],
    archive: str,
    outlet: str | None,
    published: str | None,
    lang: str | None,
    fetch: bool,
    no_link: bool,
    workers: int | None,
    asked: Asked,
    **wanted: str | None,
) -> None:
    """Read documents, put them into the archive, and join what they say to the rest.

    Takes text, HTML, PDF, DOCX, RSS and Atom, WARC, JSON lines, CSV, lists of addresses, folders
    and zip files of these, and addresses, which are fetched: nothing else ever is, unless --fetch
    is given. The same document twice changes nothing; a later text of a page is kept beside the
    earlier one.

    Joining (marsad link) comes at the end; the last line counts the propositions that are new, that
    were joined to earlier ones, and that stand contested now. --no-link leaves it.

    What cannot be read is named and kept (marsad intake failures); the rest goes on, and the exit
    code is 1. Ctrl-C keeps what is stored; the same command goes on from there.

    \b
      marsad add article.html
      marsad add news/ --outlet "صحيفة الساحل"
      marsad add https://example.org/news/1
      marsad add addresses.txt --fetch
      marsad add lake/ --since 2018-03-01 --query "سد OR dam"
    """
    from marsad.archive.crews import count_workers
    from marsad.intake.articles import Given

    lakes, named = _find_lakes(named)
    if any(wanted.values()) and not lakes:
        raise click.UsageError("--query, --since and --until choose from a lake; name one")
    files = tuple(Path(one) for one in named if "://" not in one)
    many = workers or count_workers()
    with open_archive(archive) as observatory:
        with open_reader(asked) as teller, show_progress(files, visible=True) as bar:
            told = _Told(bar)
            given = Given(outlet, published, lang)
            how: Any = {"workers": many, "watch": bar.take, "teller": teller}
            try:
                told.follow(observatory.add_each(*named, given=given, fetch=fetch, **how))
            except ValueError as error:
                raise click.BadParameter(str(error), param_hint="--published") from error
            for lake in lakes:
                told.follow(_add_lake(observatory, lake, wanted, many))
        if not no_link:
            told.link(observatory, many)
    told.end()


def _find_lakes(named: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """The lakes of ``marsad bulk read`` among what is named, and the rest."""
    from marsad.bulk.faults import BulkError
    from marsad.bulk.selecting import is_lake
    from marsad.bulk.storage import open_storage
    from marsad.intake.collect import is_address

    try:
        lakes = [one for one in named if not is_address(one) and is_lake(open_storage(one))]
    except BulkError as error:
        raise click.ClickException(str(error)) from error
    return lakes, tuple(one for one in named if one not in lakes)


def _add_lake(
    observatory: Observatory, lake: str, wanted: dict[str, str | None], workers: int
) -> Iterator[Stored | Failure]:
    """Store the documents of a lake that are wanted."""
    from marsad.bulk.faults import BulkError
    from marsad.bulk.selecting import Selection, select_items
    from marsad.bulk.storage import open_storage
    from marsad.intake.articles import Given
    from marsad.intake.collect import Came

    selection = Selection(wanted["query"] or "", wanted["since"], wanted["until"])
    try:
        came = (Came(lake, item) for item in select_items(open_storage(lake), selection))
        yield from observatory.store(came, Given(), workers=workers)
    except BulkError as error:
        raise click.ClickException(str(error)) from error
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--query") from error


@click.command()
@click.argument("feeds", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@archive_option
@click.option("--once", is_flag=True, help="Look at what is due and end, for cron and timers.")
@_link_option
def watch(feeds: Path, archive: str, once: bool, no_link: bool) -> None:
    """Look at feeds whenever they are due, store what is new in them, and join it to the rest.

    FEEDS is a TOML file that names them: see docs/fetching.md. Hosts are asked politely: by
    robots.txt, with pauses, and only for what has changed. What is stored is joined (marsad link)
    before the next look, and at the end. Ctrl-C ends it at any time.

    \b
      marsad watch FEEDS.toml
      marsad watch FEEDS.toml --once       in a line of crontab
    """
    from marsad.intake.failures import Unreadable
    from marsad.intake.watch import Polled

    told = _Told(Bar())
    with open_archive(archive) as observatory:
        try:
            for done in observatory.watch(feeds, once=once):
                if isinstance(done, Polled):
                    if not no_link:
                        told.link(observatory, 1)
                    _tell_look(done)
                else:
                    told.take(done)
        except Unreadable as error:
            raise click.BadParameter(str(error), param_hint="FEEDS") from error
        except KeyboardInterrupt:
            told.stop()
        if not no_link:
            told.link(observatory, 1)
    told.end()


def _tell_look(polled: Polled) -> None:
    """One line on a look at a feed, for the log of whoever runs it."""
    said = polled.failure or f"{len(polled.entries)} new"
    click.echo(f"{polled.state.checked} {polled.feed.url}: {said}", err=True)
    if polled.state.moved:
        click.echo(f"    moved for good: {polled.state.moved}; change it in the file", err=True)


class _Told:
    """Tells what becomes of documents, and at the end how many of each."""

    def __init__(self, bar: Bar) -> None:
        self._bar, self._counts, self._stopped = bar, Counter[str](), False
        self._joined, self._fresh, self._unlinked = Counter[str](), False, False

    def follow(self, done: Iterable[Stored | Failure]) -> None:
        """Take all that is done; Ctrl-C ends it."""
        try:
            for one in done:
                self.take(one)
        except KeyboardInterrupt:
            self.stop()

    def take(self, done: Stored | Failure) -> None:
        """Count a document; what failed is named."""
        from marsad.intake.failures import Failure

        self._bar.count()
        if isinstance(done, Failure):
            self._fail(done)
        else:
            self._fresh = True
            self._counts[done.outcome.value] += 1
            self._counts["near copies"] += done.near is not None

    def stop(self) -> None:
        """Remember that a person has ended it."""
        self._stopped = True

    def link(self, observatory: Observatory, workers: int) -> None:
        """Join what came since the last time, unless a person has ended it."""
        from marsad.cli.linking import link_new

        if self._stopped or not self._fresh:
            return
        self._fresh = False
        try:
            came, failed = link_new(observatory, workers)
        except KeyboardInterrupt:
            self.stop()
            return
        self._unlinked = self._unlinked or failed
        self._joined.update(came._asdict())

    def _fail(self, failure: Failure) -> None:
        self._counts["failed"] += 1
        if self._counts["failed"] <= _SHOWN:
            line = f"marsad: {failure.place}: {failure.message}"
            click.echo(" ".join(line.split()), err=True)

    def end(self) -> None:
        """Say how it went; the exit code tells whether all went well."""
        failed = self._counts["failed"]
        if failed > _SHOWN:
            hint = "all of them: marsad intake failures"
            click.echo(f"marsad: {failed - _SHOWN:,} more failed; {hint}", err=True)
        counts = [f"{self._counts[kind]:,} {kind}" for kind in ("new", "changed", "same", "failed")]
        if self._counts["near copies"]:
            counts.append(f"{self._counts['near copies']:,} near copies")
        line = ", ".join(counts)
        if self._joined["documents"]:
            kinds = ("new", "joined", "contested")
            line += "; propositions: " + ", ".join(f"{self._joined[one]:,} {one}" for one in kinds)
        click.echo(line)
        if self._stopped:
            click.echo("stopped; the same command goes on from here", err=True)
            raise click.exceptions.Exit(_INTERRUPTED)
        if failed or self._unlinked:
            raise click.exceptions.Exit(1)


@click.group()
def intake() -> None:
    """What could not be read or fetched, and trying it again."""


@intake.command("failures")
@archive_option
@click.option(
    "--format", "-f", type=click.Choice(["table", "jsonl"]), default="table", show_default=True
)
def show_failures(archive: str, format: str) -> None:
    """List what could not be read or fetched, with the remedy, the latest first."""
    from marsad.codec import to_json

    there = False
    with open_archive(archive) as observatory:
        for failed in observatory.failures():
            there = True
            if format == "jsonl":
                click.echo(to_json(failed._asdict()).decode())
            else:
                tries = "once" if failed.tries == 1 else f"{failed.tries} times"
                click.echo(f"{failed.place}\n    {failed.message} ({tries}, last {failed.last})")
    if not there and format == "table":
        click.echo("no failures")


@intake.command()
@archive_option
@workers_option
@reader_options
def retry(archive: str, workers: int | None, asked: Asked) -> None:
    """Try again all that failed, each as it was asked for, by the reader that is named now."""
    from marsad.archive.crews import count_workers

    many = workers or count_workers()
    with open_archive(archive) as observatory, open_reader(asked) as teller:
        told = _Told(Bar())
        told.follow(observatory.retry(workers=many, teller=teller))
        told.link(observatory, many)
    told.end()
