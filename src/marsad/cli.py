"""The commands. What they do stands in the rooms that they call, loaded when needed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.version import __version__

if TYPE_CHECKING:
    from rich.progress import Progress

    from marsad.intake.failures import Failure
    from marsad.model import Analysis, Document

_TEACH = """\
marsad read finds who says what in news reports. Give it a file, a folder, or - for a pipe:

  marsad read report.txt
  marsad read --format html --output reading.html report.txt
  marsad read --help"""

_EXAMPLES = """\b
Examples:
  marsad read report.txt                     a reading in the terminal
  marsad read page.html news.zip             web pages and archives of them
  marsad read news/ --output news.jsonl      a folder, one JSON object a document
  marsad read news.jsonl.gz --format html --output news.html
  curl -s https://example.org/feed.jsonl | marsad read - | head
  marsad read report.txt --outlet "صحيفة الساحل" --published 2024-03-01
"""

_actors_option = click.option(
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


_lang_option = click.option(
    "--lang",
    default=_AUTO,
    show_default=True,
    metavar="LANG",
    callback=_chosen,
    help="The language of what names none, such as ar; auto tells it by letters and words.",
)

# Objects made before garbage is looked for: those of many articles, which leave hardly any.
_NEW = 100_000
# Below this nobody waits long enough to want a bar.
_LARGE = 4 << 20


@click.group(
    name="marsad", epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="marsad")
def commands() -> None:
    """Marsad reads the news and shows who says what, on whose word.

    It finds every attributed claim in Arabic and English reports with its whole chain of voices,
    down to the characters of the original. It needs no network and no account.
    """


@commands.command(epilog=_EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE|FOLDER|-]...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "html", "jsonl", "brat"]),
    help="How to show the readings. Without it: a table in a terminal, jsonl in a pipe, or what "
    "the name of the output says.",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE|FOLDER",
    type=click.Path(path_type=Path),
    help="Where to write; brat takes a folder. A file appears only when it is complete.",
)
@click.option("--outlet", metavar="NAME", help="The outlet of documents that name none.")
@click.option(
    "--published",
    metavar="DATE",
    help="The ISO date (2024-03-01) of documents that have none; words such as today count from "
    "it.",
)
@_lang_option
@_actors_option
def read(  # noqa: PLR0913 - one parameter an option
    files: tuple[Path, ...],
    format: str | None,
    output: Path | None,
    outlet: str | None,
    published: str | None,
    lang: str | None,
    actors: tuple[Path, ...],
) -> None:
    """Read reports: their attributed claims, and who, where, when and which event.

    Takes plain text, JSON and JSON lines ("text" is the only key they need; "id", "published",
    "outlet", "title", "author", "url" and "lang" are kept), web pages, PDF, DOCX, feeds, tables
    (CSV, TSV) and web archives (WARC), also packed by gzip; zip archives and folders of them.

    What cannot be read is named on the error output, one line each; the rest is read, and the
    exit code is 1.
    """
    from marsad.intake.read import read as read_files
    from marsad.publishing.outputs import OutputError, choose_format, write

    if not files and sys.stdin.isatty():
        click.echo(_TEACH, err=True)
        raise click.exceptions.Exit(2)
    paths = files or (Path("-"),)
    with _progress(paths, visible=output is not None or not sys.stdout.isatty()) as bar:
        batch = _Batch(bar, actors)
        try:
            given = {"outlet": outlet, "published": published, "lang": lang}
            documents = read_files(*paths, **given, watch=bar.take)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--published") from error
        try:
            write(batch.analyse(documents), format or choose_format(output), output)
        except OutputError as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            _close_pipe()
        except OSError as error:
            reason = error.strerror or str(error)
            batch.fail(str(output or "<stdout>"), f"{reason}; nothing was written there")
    if batch.failed:
        raise click.exceptions.Exit(1)


class _Batch:
    """Analyses documents as they come; says what failed and remembers that something did."""

    def __init__(self, bar: _Bar, actors: tuple[Path, ...] = ()) -> None:
        self.failed = self._settled = False
        self._bar, self._actors = bar, actors
        _check_lists(actors)

    def analyse(self, documents: Iterable[Document | Failure]) -> Iterator[Analysis]:
        from marsad.analysis.analyse import analyse
        from marsad.intake.failures import Failure

        for item in documents:
            if isinstance(item, Failure):
                self.fail(item.place, item.message)
                continue
            try:
                analysis = analyse(item, actors=self._actors)
            except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
                known = type(error) is LookupError  # no pack for the language; others are ours
                self.fail(
                    item.id, f"{error}" if known else f"fault in marsad, report it: {error!r}"
                )
                continue
            if not self._settled:
                gc.freeze()  # the lists stay; looking through them for garbage costs a sixth
                gc.set_threshold(_NEW)
                self._settled = True
            yield analysis
            self._bar.count()

    def fail(self, place: str, message: str) -> None:
        self.failed = True
        click.echo(" ".join(f"marsad: {place}: {message}".split()), err=True)


class _Bar:
    """Shows how far the reading is, or nothing."""

    def __init__(self, progress: Progress | None = None, size: int = 0) -> None:
        self._progress = progress
        self._done = 0
        self._task = None if progress is None else progress.add_task("", total=size, done="0")

    def take(self, size: int) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, size)

    def count(self) -> None:
        self._done += 1
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, done=f"{self._done:,}")


def _close_pipe() -> None:
    """Whoever read our output has gone: end without a word, also when Python flushes at exit."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())


@contextmanager
def _progress(paths: tuple[Path, ...], *, visible: bool) -> Iterator[_Bar]:
    """A bar on the error output, for people who wait: many files, or a large one."""
    from marsad.intake.files import count_bytes

    count, size = count_bytes(*paths) if visible and sys.stderr.isatty() else (0, 0)
    if count < 2 and size < _LARGE:
        yield _Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[done]} documents"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress, size)


class _ShowByDefault(click.Group):
    """A group whose arguments, where they name no command, are what is to be shown."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def _check_lists(actors: tuple[Path, ...]) -> None:
    """Refuse lists of a user that cannot be read, before any document is."""
    from marsad.entities.lists import read_list

    for path in actors:
        try:
            read_list(path)
        except (OSError, ValueError) as error:
            raise click.BadParameter(str(error), param_hint="--actors") from error


@commands.group(cls=_ShowByDefault, subcommand_metavar="NAME | check")
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
@_lang_option
@_actors_option
def show(
    name: tuple[str, ...], date: str | None, lang: str | None, actors: tuple[Path, ...]
) -> None:
    """Show what the lists know of NAME."""
    from marsad.analysis.explain import explain_actor

    _check_lists(actors)
    _explain(explain_actor(" ".join(name), date, lang, actors), " ".join(name))


def _explain(lines: Iterable[str], name: str) -> None:
    shown = list(lines)
    if not shown:
        raise click.ClickException(
            f"{name}: not in the lists. Add it in a file of your own: see docs/actors.md"
        )
    click.echo("\n".join(shown))


@actors.command("check")
@_lang_option
@_actors_option
def check_lists(lang: str | None, actors: tuple[Path, ...]) -> None:
    """Find collisions: names claimed twice, offices held twice, examples that name nobody."""
    from marsad.entities.check import check_actors
    from marsad.packs.pack import languages, load_pack

    _check_lists(actors)
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


@commands.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--near", metavar="COUNTRY", help="A country in play, by its two letters.")
@_lang_option
def places(name: tuple[str, ...], near: str | None, lang: str | None) -> None:
    """What the gazetteer knows of a place, and which of several it would choose.

    \b
      marsad places طرابلس
      marsad places طرابلس --near LB
      marsad places Raqqa
    """
    from marsad.analysis.explain import explain_place

    _explain(explain_place(" ".join(name), near, lang), " ".join(name))


@commands.group()
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


def main() -> None:
    """The command line; ends the process with its exit code."""
    try:
        code = commands.main(prog_name="marsad", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130  # 128 + SIGINT, as shells have it
    sys.exit(code if isinstance(code, int) else 0)
