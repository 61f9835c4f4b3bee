"""Where readings go: the standard output, a file that appears only when it is whole, a folder."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from marsad.model import Analysis
from marsad.publishing.brat import write_brat
from marsad.publishing.contract import to_line

_BY_SUFFIX = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl"}


class OutputError(Exception):
    """The output cannot be written as asked; the text says what to change."""


def choose_format(output: Path | None) -> str:
    """The format when none is named: by the file's name, else a table for people, else lines."""
    if output is not None:
        return _BY_SUFFIX.get(output.suffix.lower(), "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


def write(analyses: Iterable[Analysis], format: str, output: Path | None) -> None:
    """Takes the readings one by one and writes them as they come.

    A file is written aside and takes its name when it is complete; a stop leaves the old one.

    Raises:
        OutputError: the format does not fit the output, or the system refuses to write.
    """
    if format == "brat":
        if output is None or output.is_file():
            raise OutputError("brat needs a folder, two files a document; add --output FOLDER")
        write_brat(analyses, output)
    elif output is None:
        _write_standard(analyses, format)
    elif output.is_dir():
        raise OutputError(f"{output} is a folder; name a file in it, as {output / 'out.'}{format}")
    else:
        with write_aside(output) as file:
            _WRITERS[format](analyses, file)


def write_text(text: str, output: Path) -> None:
    """Write a whole text into a file, as ``write_bytes`` does."""
    write_bytes(text.encode("utf-8", "replace"), output)


def write_bytes(data: bytes, output: Path) -> None:
    """Write a whole file, which appears only when it is complete.

    Raises:
        OutputError: the output is a folder, or the system refuses to write.
    """
    if output.is_dir():
        raise OutputError(f"{output} is a folder; name a file in it")
    try:
        with write_aside(output) as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}; nothing was written") from error


def _write_standard(analyses: Iterable[Analysis], format: str) -> None:
    if format == "table" and sys.stdout.isatty():
        from marsad.publishing.table import write_table

        write_table(analyses, sys.stdout)
        return
    _WRITERS[format](analyses, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _write_lines(analyses: Iterable[Analysis], out: BinaryIO) -> None:
    out.writelines(map(to_line, analyses))


def _write_page(analyses: Iterable[Analysis], out: BinaryIO) -> None:
    from marsad.publishing.page import render_page

    out.writelines(piece.encode() for piece in render_page(analyses))


def _write_table(analyses: Iterable[Analysis], out: BinaryIO) -> None:
    from marsad.publishing.table import write_table

    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    write_table(analyses, text)
    text.detach()


_WRITERS: dict[str, Callable[[Iterable[Analysis], BinaryIO], None]] = {
    "jsonl": _write_lines,
    "html": _write_page,
    "table": _write_table,
}


@contextmanager
def write_aside(output: Path) -> Iterator[BinaryIO]:
    """A file beside ``output`` that takes its name at the end, and is gone after a fault."""
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
