"""Documents for a program: what can be read, one after the other, and failures as it wishes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.intake.failures import Failure
from marsad.intake.read import read as read_all
from marsad.model import Document


def read(
    *paths: str | Path,
    outlet: str | None = None,
    published: str | None = None,
    lang: str | None = None,
    failures: list[Failure] | None = None,
) -> Iterator[Document]:
    """The documents of files and folders: text, JSON and JSON lines, also packed by gzip.

    Args:
        paths: files, folders, or ``-`` for standard input; read as a stream.
        outlet: the outlet of documents that name none.
        published: the ISO date (``2017-06-08``) of documents that have none.
        lang: the language of documents that name none; without it, the text tells.
        failures: where to put what cannot be read. The rest is read all the same.

    Raises:
        ValueError: something cannot be read and ``failures`` was not given, or ``published`` is no
            ISO date; the message names the place and the remedy.
    """
    for item in read_all(*paths, outlet=outlet, published=published, lang=lang):
        if isinstance(item, Document):
            yield item
        elif failures is None:
            raise ValueError(f"{item.place}: {item.message}")
        else:
            failures.append(item)
