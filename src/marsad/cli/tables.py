"""Tables of linking on a screen or in a pipe: their width, and the language of their words."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Any

import click

_PLAIN = 100  # columns of a table that is written into a pipe or a file


def _checked(_: click.Context, __: click.Parameter, lang: str | None) -> str | None:
    from marsad.publishing.words import words_for

    if lang is not None and words_for(lang).lang != lang.lower():
        raise click.BadParameter(f"{lang}: no words in this language; take ar or en")
    return lang


show_lang_option = click.option(
    "--words",
    metavar="LANG",
    callback=_checked,
    help="The language of the words of the table, ar or en; what outlets say stays as it is.",
)


def shown(table: Callable[..., str], value: Any, lang: str | None = None) -> str:
    """A table of ``marsad.publishing.propositions`` as wide as the screen."""
    screen = sys.stdout.isatty()
    width = shutil.get_terminal_size((_PLAIN, 24)).columns if screen else _PLAIN
    return table(value, width, lang, screen=screen)
