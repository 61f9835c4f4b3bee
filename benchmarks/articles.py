"""Where the texts to measure on lie, and how they are read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Item, Original
from marsad.intake.records import read_record
from marsad.model import Document

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NEWS = SHARED / "data" / "arabic-news-2018.jsonl.gz"
ENGLISH = SHARED / "data" / "polnear-train.jsonl.gz"
NOTHING = Given()


def read_lines(path: Path, limit: int | None = None) -> list[bytes]:
    """The first lines of a file of JSON lines, packed by gzip or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        return list(islice(file, limit))


def read_documents(lines: list[bytes]) -> Iterator[Document | Failure]:
    """The documents of JSON lines, as ``marsad read`` would have them."""
    for number, line in enumerate(lines, 1):
        for found in read_record(Original(data=line.strip(), place=f"line {number}"), NOTHING):
            if isinstance(found, Item):
                yield found.document
            elif isinstance(found, Failure):
                yield found
