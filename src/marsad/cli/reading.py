"""``marsad read``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import actors_option, check_lists, lang_option
from marsad.cli.progress import Bar, show_progress
from marsad.cli.readers import Asked, open_reader, reader_options

if TYPE_CHECKING:
    from marsad.intake.failures import Failure
    from marsad.llm.reading import ModelReader
    from marsad.model import Analysis, Document, Told

_TEACH = """\
marsad read finds who says what in news reports. Give it a file, a folder, or - for a pipe:

  marsad read report.txt
  marsad read --format html --output reading.html report.txt
  marsad read --help"""

EXAMPLES = """\b
Examples:
  marsad read report.txt                     a reading in the terminal
  marsad read page.html news.zip             web pages and archives of them
  marsad read news/ --output news.jsonl      a folder, one JSON object a document
  marsad read news.jsonl.gz --format html --output news.html
  curl -s https://example.org/feed.jsonl | marsad read - | head
  marsad read report.txt --outlet "صحيفة الساحل" --published 2024-03-01
"""

# Objects made before garbage is looked for: those of many articles, which leave hardly any.
_NEW = 100_000


@click.command(epilog=EXAMPLES)
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
@lang_option
@actors_option
@reader_options
def read(  # noqa: PLR0913 - one parameter an option
    files: tuple[Path, ...],
    format: str | None,
    output: Path | None,
    outlet: str | None,
    published: str | None,
    lang: str | None,
    actors: tuple[Path, ...],
    asked: Asked,
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
    visible = output is not None or not sys.stdout.isatty()
    with open_reader(asked) as reader, show_progress(paths, visible=visible) as bar:
        batch = _Batch(bar, actors, reader)
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
            if output is None:
                _close_pipe()  # what is left to write would be tried again at the exit
    if batch.failed:
        raise click.exceptions.Exit(1)


class _Batch:
    """Analyses documents as they come; says what failed and remembers that something did."""

    def __init__(
        self, bar: Bar, actors: tuple[Path, ...] = (), reader: ModelReader | None = None
    ) -> None:
        self.failed = self._settled = False
        self._bar, self._actors, self._reader = bar, actors, reader
        check_lists(actors)

    def analyse(self, documents: Iterable[Document | Failure]) -> Iterator[Analysis]:
        from marsad.analysis.analyse import analyse
        from marsad.intake.failures import Failure

        for item, told in self._tell(self._sound(documents)):
            if isinstance(told, Failure):
                self.fail(told.place, told.message)
                continue
            try:
                analysis = analyse(item, actors=self._actors, told=told)
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

    def _sound(self, documents: Iterable[Document | Failure]) -> Iterator[Document]:
        """The documents; what could not be read is named on the way."""
        from marsad.intake.failures import Failure

        for item in documents:
            if isinstance(item, Failure):
                self.fail(item.place, item.message)
            else:
                yield item

    def _tell(
        self, documents: Iterator[Document]
    ) -> Iterator[tuple[Document, Told | Failure | None]]:
        """The documents with what another reader than the rules tells of them."""
        if self._reader is not None:
            return self._reader.stream(documents)
        return ((one, None) for one in documents)

    def fail(self, place: str, message: str) -> None:
        self.failed = True
        click.echo(" ".join(f"marsad: {place}: {message}".split()), err=True)


def _close_pipe() -> None:
    """Whoever read our output has gone: end without a word, also when Python flushes at exit."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
