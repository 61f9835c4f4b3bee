"""Writes the man page from the commands themselves: ``python tools/manpage.py``.

It lies in ``docs/marsad.1``, and a wheel puts it where ``man marsad`` finds it. A test compares it
with the commands; nothing in it is written by hand but the parts below.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli import commands
from marsad.version import __version__

PAGE = Path(__file__).parents[1] / "docs" / "marsad.1"
_HEAD = """\
'\\" -*- coding: utf-8 -*-
.\\" Made by tools/manpage.py from the commands; do not edit.
.TH MARSAD 1 "" "Marsad {version}" "Marsad"
.SH NAME
marsad \\- who says what in the news, on whose word
.SH SYNOPSIS
.B marsad
.I COMMAND
.RI [ OPTIONS ]
.RI [ ARGUMENTS ]
.br
.B marsad
.I COMMAND
.B \\-\\-help
"""
_TAIL = """\
.SH ENVIRONMENT
.TP
.B MARSAD_ARCHIVE
The archive of all commands that take
.BR \\-\\-archive .
.SH FILES
.TP
.I marsad.db
The archive, in the folder where you are, unless another is named. While it is in use
.I marsad.db\\-wal
and
.I marsad.db\\-shm
belong to it. Copy it with
.BR "marsad backup" .
.SH EXIT STATUS
.TP
.B 0
All was done.
.TP
.B 1
Something failed, or was found to be wrong; the error output names it and the remedy.
.TP
.B 2
The command was not understood.
.TP
.B 130
Ctrl\\-C. What was stored stays.
"""


def render() -> str:
    """The man page of all commands that are shown in the help."""
    parts = [_HEAD.format(version=__version__), ".SH DESCRIPTION\n", _prose(commands.help)]
    parts.append(".SH COMMANDS\nEvery command has the option \\-\\-help.\n")
    for name, command in _all(commands, "marsad"):
        parts += _section(name, command)
    parts += [".SH EXAMPLES\n", _prose(_examples()), _TAIL]
    return "".join(parts)


def _all(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    for word, command in group.commands.items():
        if command.hidden:
            continue
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from _all(command, f"{name} {word}")


def _section(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    told = [one.get_help_record(context) for one in command.params]
    yield f".SS {_safe(name)}\n"
    yield f".B {_safe(name)}\n{_safe(' '.join(command.collect_usage_pieces(context)))}\n.PP\n"
    yield _prose(command.help)
    for names, words in (record for record in told if record is not None and record[1]):
        yield f".TP\n.B {_safe(names)}\n{_safe(' '.join(words.split()))}\n"


def _examples() -> str:
    """The examples of ``marsad --help``, without the word above them."""
    return (commands.epilog or "").replace("Examples:\n", "")


def _prose(text: str | None) -> str:
    """Paragraphs; those behind ``\\b`` keep their lines, as in the help."""
    written = []
    for block in re.split(r"\n\s*\n", inspect.cleandoc(text or "").replace("\f", "")):
        if block.lstrip().startswith("\b"):
            lines = block.split("\n")
            kept = [line for line in lines if line.strip("\b ")]
            written.append(".nf\n" + "".join(f"{_safe(line)}\n" for line in kept) + ".fi\n")
        else:
            written.append(f"{_safe(' '.join(block.split()))}\n")
    return ".PP\n".join(written)


def _safe(text: str) -> str:
    """Text in which the formatter finds no command."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    print(PAGE)
