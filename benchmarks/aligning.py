"""Whether passages without places come back to their places: what a flawless model would tell.

usage: aligning.py [--gold DIR ...] [--show N]

Takes the marked attributions of gold documents (``ar-dev`` and ``en-dev`` in ``shared/gold`` beside
the repository) as words alone, as a language model gives them, in the order of the text: once as
they are, once as models spell (marks of quotation straight, blanks single, no vowel marks). Each is
looked for in its text by ``marsad.llm``, and compared with the places that the gold has. ``--show``
prints the first N that came to another place or to none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from articles import SHARED
from tables import print_table, share

from marsad.llm.aligning import place
from marsad.llm.answers import Said
from marsad.llm.reading import _split
from marsad.model import Relation, Span, Stance

SETS = ("ar-dev", "en-dev")
_SPELT = str.maketrans({**dict.fromkeys("«»“”", '"'), **dict.fromkeys("‘’", "'"), "–": "-"})
_VOWELS = re.compile("[\u064b-\u0652\u0640]")


def main() -> int:
    """Print a line for each set and each way of spelling."""
    parser = argparse.ArgumentParser(description="Passages back to their places.")
    parser.add_argument("--gold", type=Path, nargs="+", default=None)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    rows = []
    for folder in args.gold or [SHARED / "gold" / name for name in SETS]:
        if not folder.is_dir():
            print(f"{folder.name}: absent, skipped")
            continue
        for name, spell in (("as it is", str), ("as models spell", spelt)):
            counts = Counter[str]()
            for record in records(folder):
                for how, words in compare(record, spell):
                    counts[how] += 1
                    if how != "right" and args.show:
                        args.show -= 1
                        print(how, words)
            whole = counts.total()
            shares = (share(counts[how], whole) for how in ("right", "elsewhere", "refused"))
            rows.append((folder.name, name, f"{whole:,}", *shares))
    head = ("set", "words", "attributions", "in their place, %", "elsewhere, %", "refused, %")
    print_table(head, rows)
    return 0


def records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json*")):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines() if path.suffix == ".jsonl" else [text]
        yield from (json.loads(line) for line in lines if line.strip())


def spelt(words: str) -> str:
    """Words as models write them."""
    return " ".join(_VOWELS.sub("", words).translate(_SPELT).split())


def compare(record: dict[str, Any], spell: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """For each attribution of a document whether it came back to its place, and its words."""
    text = record["text"]
    gold = [one for one in record.get("attributions", ()) if one["content"]]
    gold.sort(key=lambda one: (one["cue"] or one["content"])[0]["start"])
    for piece in _split(text):
        inside = [one for one in gold if _inside(one, piece.start, piece.start + len(piece.text))]
        numbers = {one["id"]: number for number, one in enumerate(inside)}
        placed = place(
            piece.text, [_said(one, numbers, spell) for one in inside], offset=piece.start
        )
        there = Counter(_spans(one) for one in placed.relations)
        missing = placed.refused.total()
        for one in inside:
            key = tuple(tuple((m["start"], m["end"]) for m in one[part]) for part in PARTS)
            words = " | ".join(" … ".join(m["text"] for m in one[part]) for part in PARTS)
            if there[key]:
                there[key] -= 1
                yield "right", words
            elif missing:
                missing -= 1
                yield "refused", words
            else:
                yield "elsewhere", words


PARTS = ("source", "cue", "content")


def _inside(one: dict[str, Any], start: int, end: int) -> bool:
    marks = [mark for part in (*PARTS, "via") for mark in one.get(part) or ()]
    return all(start <= mark["start"] and mark["end"] <= end for mark in marks)


def _said(one: dict[str, Any], numbers: dict[str, int], spell: Callable[[str], str]) -> Said:
    def words(part: str) -> tuple[str, ...]:
        return tuple(spell(mark["text"]) for mark in one.get(part) or ())

    source = words("source")
    parent = numbers.get(one.get("parent") or "")
    stance = Stance(one.get("stance") or "neutral")
    return Said(
        source[0] if source else None, words("cue"), words("content"), words("via"), stance, parent
    )


def _spans(one: Relation) -> tuple[tuple[tuple[int, int], ...], ...]:
    def plain(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        return tuple((start, end) for start, end in spans)

    return plain([one.source] if one.source else []), plain(one.cue), plain(one.content)


if __name__ == "__main__":
    raise SystemExit(main())
