"""Names on labelled English documents: are the spans of actors and places those that people marked?

usage: entities.py [DIR] [--wrong N]

DIR holds a folder for each source, with ``documents.json`` and ``entities.json`` (JSON lines), as
the re3d data have them; default: ``shared/data/re3d`` beside the repository. Of its entities the
types ``Person``, ``Organisation`` and ``Location`` count, where they hold a capital letter: class
nouns (*the camp*) are no names. They are compared with actors and places together, once by
overlap and once by both ends, an article before the name aside. People did not mark every name, so
the precision is too low. ``--wrong`` prints the first N names that nobody marked, and the first N
that were not found.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from articles import SHARED
from tables import print_table, share

from marsad.analysis.analyse import analyse
from marsad.model import Document

FOLDER = SHARED / "data" / "re3d"
TYPES = ("Person", "Organisation", "Location")
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
SMALL = re.compile(r"\b(?:I|we|our|he|she|they|their|it|its|his|her)\b", re.IGNORECASE)


class Name(NamedTuple):
    """Characters ``start`` to ``end`` of a document, and the type that people gave them."""

    start: int
    end: int
    type: str


class Text(NamedTuple):
    """One document with the names that people marked and those that were found."""

    text: str
    marked: list[Name]
    found: list[Name]


def main(argv: list[str] | None = None) -> int:
    """Compare, and print."""
    parser = argparse.ArgumentParser(description="Scores names on labelled English documents.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print N errors a kind")
    args = parser.parse_args(argv)
    if not args.folder.is_dir():
        print(f"entities: skipped, {args.folder} not found")
        return 0
    texts = [text for folder in sorted(args.folder.iterdir()) for text in read_texts(folder)]
    head = ("match", "precision", "recall", "F1", "marked", "found", *TYPES)
    print_table(head, [score(texts, exact=False), score(texts, exact=True)])
    for line in list(wrong(texts, "found", "marked"))[: args.wrong]:
        print(f"not marked: {line}")
    for line in list(wrong(texts, "marked", "found"))[: args.wrong]:
        print(f"not found: {line}")
    return 0


def read_texts(folder: Path) -> Iterator[Text]:
    """Every document of a source, read."""
    marked: dict[str, list[Name]] = {}
    for entity in read_rows(folder / "entities.json"):
        if entity["type"] in TYPES and is_name(entity["value"]):
            name = Name(entity["begin"], entity["end"], entity["type"])
            marked.setdefault(entity["documentId"], []).append(name)
    for row in read_rows(folder / "documents.json"):
        text = row["text"]
        names = [bare(text, name) for name in marked.get(row["_id"], ())]
        analysis = analyse(Document(id=row["_id"], text=text, lang="en"))
        spans = {one.span for one in (*analysis.actors, *analysis.places)}
        found = [bare(text, Name(start, end, "")) for start, end in sorted(spans)]
        yield Text(text, widest(names), widest(found))


def is_name(value: str) -> bool:
    """Whether words hold a capital letter that is not that of a pronoun or an article."""
    words = SMALL.sub("", ARTICLE.sub("", value))
    return any(map(str.isupper, words))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The values of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines if line.strip()]


def bare(text: str, name: Name) -> Name:
    """A name without its article."""
    led = ARTICLE.match(text, name.start, name.end)
    return name._replace(start=led.end()) if led else name


def widest(names: Iterable[Name]) -> list[Name]:
    """The names that lie in no other one."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda one: (one.start, -one.end, one.type)):
        if not kept or name.end > kept[-1].end:
            kept.append(name)
    return kept


def match(name: Name, others: list[Name], *, exact: bool) -> bool:
    """Whether one of the others is this name."""
    if exact:
        return any(name[:2] == other[:2] for other in others)
    return any(name.start < other.end and other.start < name.end for other in others)


def score(texts: list[Text], *, exact: bool) -> list[str]:
    """One row of the table: how many were right, and of each type how many were found."""
    right = sum(match(name, text.marked, exact=exact) for text in texts for name in text.found)
    pairs = [(name, match(name, text.found, exact=exact)) for text in texts for name in text.marked]
    found, hits = sum(len(text.found) for text in texts), sum(hit for _, hit in pairs)
    precision, recall = right / max(1, found), hits / max(1, len(pairs))
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    row = ["exact" if exact else "overlap", share(right, found), share(hits, len(pairs))]
    row += [f"{100 * f1:.1f}", str(len(pairs)), str(found)]
    for type in TYPES:
        own = [hit for name, hit in pairs if name.type == type]
        row.append(share(sum(own), len(own)))
    return row


def wrong(texts: list[Text], side: str, other: str) -> Iterator[str]:
    """The names of one side that the other lacks, in their context."""
    for text in texts:
        for name in getattr(text, side):
            if not match(name, getattr(text, other), exact=False):
                around = text.text[max(0, name.start - 30) : name.end + 30].replace("\n", " ")
                yield f"{text.text[name.start : name.end]!r} {name.type} in «{around}»"


if __name__ == "__main__":
    sys.exit(main())
