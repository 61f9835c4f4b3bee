"""Rows on the standard output: readable lines, or one JSON object each."""

from __future__ import annotations

import sys
from typing import Any

import click

_ISOLATE, _POP = "\u2068", "\u2069"

format_option = click.option(
    "--format",
    "-f",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="For people, or one JSON object a line for programs.",
)


def isolate(text: str) -> str:
    """Text of a document on one line; on a screen it turns no words around it."""
    from marsad.publishing.visible import is_rtl, one_line

    line = one_line(text)
    return f"{_ISOLATE}{line}{_POP}" if is_rtl(line) and sys.stdout.isatty() else line


def write_json(row: dict[str, Any]) -> None:
    """One line of JSON."""
    from marsad.codec import to_json

    click.echo(to_json(row).decode())
