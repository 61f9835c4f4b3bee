"""Events on labelled sentences: which sentences tell an assault or a protest.

usage: events.py [FILE] [--wrong N]

FILE holds JSON lines of ``id``, ``text``, ``event_type`` and ``label`` (``yes``, ``difficult no``,
``easy no``); default: ``shared/data/arabic-events.jsonl`` beside the repository. A sentence counts
as found when the reading has an event of its type that is asserted. ``--wrong`` prints the first N
sentences of each kind of error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from articles import SHARED
from tables import print_table

from marsad.analysis.analyse import analyse
from marsad.model import Document, Status

FILE = SHARED / "data" / "arabic-events.jsonl"
NO = ("difficult no", "easy no")


class Case(NamedTuple):
    """A sentence with its label, and the words that the reading found for its type."""

    type: str
    label: str
    text: str
    words: tuple[str, ...]


def main(argv: list[str] | None = None) -> int:
    """Count, and print."""
    parser = argparse.ArgumentParser(description="Scores events on labelled sentences.")
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print N errors a kind")
    args = parser.parse_args(argv)
    if not args.file.is_file():
        print(f"events: skipped, {args.file} not found")
        return 0
    cases = list(read_cases(args.file))
    rows = [row for type in sorted({case.type for case in cases}) for row in score(cases, type)]
    head = ("type", "against", "precision", "recall", "F1", "yes", "found right", "found wrong")
    print_table(head, rows)
    for case in wrong(cases, args.wrong):
        print(f"{case.type} {case.label} {case.words}: {case.text}")
    return 0


def read_cases(path: Path) -> Iterator[Case]:
    """Every sentence, read by itself."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        case = json.loads(line)
        text, kind = case["text"], case["event_type"]
        found = analyse(Document(id=case["id"], text=text, lang="ar")).events
        words = tuple(
            text[event.span.start : event.span.end]
            for event in found
            if event.type == kind and event.status is Status.ASSERTED
        )
        yield Case(kind, case["label"], text, words)


def score(cases: list[Case], type: str) -> Iterator[tuple[str, ...]]:
    """Precision, recall and F1 of one type: against both kinds of *no*, and against each."""
    for against in (NO, NO[:1], NO[1:]):
        counts = Counter(
            (case.label == "yes", bool(case.words))
            for case in cases
            if case.type == type and case.label in ("yes", *against)
        )
        right, missed, wrong = counts[True, True], counts[True, False], counts[False, True]
        precision = right / (right + wrong) if right else 0.0
        recall = right / (right + missed) if right else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        shares = (f"{100 * one:.1f}" for one in (precision, recall, f1))
        numbers = (str(right + missed), str(right), str(wrong))
        yield (type, " and ".join(against), *shares, *numbers)


def wrong(cases: list[Case], number: int) -> Iterator[Case]:
    """The first errors of each type and label."""
    seen: Counter[tuple[str, str]] = Counter()
    for case in cases:
        if (case.label == "yes") != bool(case.words) and seen[case.type, case.label] < number:
            seen[case.type, case.label] += 1
            yield case


if __name__ == "__main__":
    sys.exit(main())
