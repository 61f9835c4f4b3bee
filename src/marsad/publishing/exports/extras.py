"""Libraries of the extra ``exports``, loaded when a format asks for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtra(Exception):
    """A library is not installed; the text names the remedy."""


def need(library: str, format: str) -> Any:
    """A library that a format is written with.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(library)
    except ImportError as error:
        told = f"{format} needs {library}: pip install 'marsad[exports]'"
        raise MissingExtra(told) from error
