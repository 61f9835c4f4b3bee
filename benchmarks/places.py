"""Places on annotated English articles: how many are found, and how far off they are put.

usage: places.py [--local FILE] [--war DIR] [--wrong N]

- FILE is the Local-Global Lexicon in XML: toponyms of local news with their points (default:
  ``shared/data/geoparsing-lgl.xml`` beside the repository). Its nationality adjectives are left
  out, as they are no places here.
- DIR holds the folders of re3d (default: ``shared/data/re3d``): entities without points. Its
  locations that begin with a small letter (*the camp*) are no names and left out; a place in one
  of its organisations is right, since places in names count.

Spans are compared by overlap, on the text alone. Of the gold places that are found, ``161 km`` is
the share put within 161 kilometres; those left open, without a point, count as too far. ``pointed``
is the same share of those with a point.
``--wrong`` prints the first N places of each kind of error.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from articles import SHARED
from tables import print_table, share, watch

from marsad.analysis.analyse import analyse
from marsad.entities.gazetteer import kilometres, load_gazetteer
from marsad.entities.knowledge import load_knowledge
from marsad.model import Document, Place, Point, Span
from marsad.packs.pack import load_pack
from marsad.text.tokens import tokenize

LOCAL, WAR = SHARED / "data" / "geoparsing-lgl.xml", SHARED / "data" / "re3d"
LANG = "en"
FAR = 161.0  # kilometres, a hundred miles: the usual measure
WIDE = ("PCL", "ADM1", "ADMD", "CONT", "RGN", "AREA")  # codes of GeoNames that have adjectives
BESIDE = 60  # characters of context printed


class Gold(NamedTuple):
    """A place as it was annotated; ``point`` where it has one."""

    span: Span
    words: str
    point: Point | None
    counts: bool


class Text(NamedTuple):
    """An article with its places; ``about`` says of which collection."""

    about: str
    text: str
    gold: list[Gold]


def main(argv: list[str] | None = None) -> int:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description="Scores the places of annotated articles.")
    parser.add_argument("--local", type=Path, default=LOCAL)
    parser.add_argument("--war", type=Path, default=WAR)
    parser.add_argument("--wrong", type=int, default=0, help="print so many errors of each kind")
    args = parser.parse_args(argv)
    texts = [*_local(args.local), *_war(args.war)]
    if not texts:
        print(f"places: skipped, neither {args.local} nor {args.war} found")
        return 0
    score = Score(args.wrong)
    for number, text in enumerate(watch(texts, texts, "places")):
        score.add(text, analyse(Document(id=str(number), text=text.text, lang=LANG)).places)
    score.show()
    return 0


class Score:
    """Counts by collection, and examples of what went wrong."""

    def __init__(self, wrong: int) -> None:
        self._wrong = wrong
        self._counts: dict[str, Counter[str]] = {}
        self._off: dict[str, list[float]] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, text: Text, places: tuple[Place, ...]) -> None:
        """Compare the places of one article with its gold."""
        counts = self._counts.setdefault(text.about, Counter())
        off = self._off.setdefault(text.about, [])
        for gold in text.gold:
            if not gold.counts:
                continue
            counts["gold"] += 1
            hits = [one for one in places if _overlap(one.span, gold.span)]
            counts["found gold"] += bool(hits)
            if not hits:
                self._note("missed", text, gold.span, gold.words)
            elif gold.point is not None:
                off.append(self._distance(text, gold, hits[0]))
                counts["open"] += off[-1] == float("inf")
        for place in places:
            counts["found"] += 1
            right = any(_overlap(place.span, gold.span) for gold in text.gold)
            counts["right"] += right
            if not right:
                self._note("no place", text, place.span, place.name)

    def _distance(self, text: Text, gold: Gold, place: Place) -> float:
        if gold.point is None or place.point is None:
            return float("inf")
        off = kilometres(gold.point, place.point)
        if off > FAR:
            self._note("far", text, gold.span, f"{place.name} {place.entity}: {off:.0f} km")
        return off

    def _note(self, kind: str, text: Text, span: Span, what: str) -> None:
        some = self._examples.setdefault(f"{text.about}: {kind}", [])
        if len(some) < self._wrong:
            around = text.text[max(0, span.start - BESIDE) : span.end + BESIDE]
            some.append(f"{what} | {' '.join(around.split())}")

    def show(self) -> None:
        """Print the errors, then the figures."""
        for kind, some in sorted(self._examples.items()):
            if some:
                print(kind, *some, sep="\n  ", end="\n\n")
        print_table(
            ("of", "gold", "recall", "precision", "161 km", "pointed", "km mean", "median", "open"),
            (self._row(about) for about in self._counts),
        )

    def _row(self, about: str) -> tuple[str, ...]:
        counts, off = self._counts[about], self._off[about]
        told = [one for one in off if one < float("inf")]
        near = sum(one <= FAR for one in off)
        return (
            about,
            str(counts["gold"]),
            share(counts["found gold"], counts["gold"]),
            share(counts["right"], counts["found"]),
            share(near, len(off)),
            share(near, len(told)),
            f"{statistics.mean(told):.0f}" if told else "-",
            f"{statistics.median(told):.1f}" if told else "-",
            str(counts["open"]),
        )


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _local(path: Path) -> Iterator[Text]:
    if not path.is_file():
        return
    pack = load_pack(LANG)
    forms = load_gazetteer(load_knowledge(pack).lists, pack).forms
    for article in ElementTree.parse(path).getroot():
        gold: list[Gold] = []
        for one in article.iter("toponym"):
            words, code = one.findtext("phrase", ""), one.findtext("gaztag/fcode")
            span = Span(int(one.findtext("start", "0")), int(one.findtext("end", "0")))
            lat, lon = one.findtext("gaztag/lat"), one.findtext("gaztag/lon")
            point = Point(float(lat), float(lon)) if lat and lon else None
            keys = [pack.folding.key(word) for word in tokenize(words).words]
            adjective = (code or "").startswith(WIDE) and forms.find(keys, 0, len(keys)) is None
            gold.append(Gold(span, words, point, point is not None and not adjective))
        yield Text("local", article.findtext("text", ""), gold)


def _war(folder: Path) -> Iterator[Text]:
    for file in sorted(folder.glob("*/documents.json")):
        named: dict[str, list[Gold]] = {}
        for one in _lines(file.with_name("entities.json")):
            if one["type"] in ("Location", "Organisation"):
                span, words = Span(int(one["begin"]), int(one["end"])), str(one["value"])
                name = re.match(r"(?:[Tt]he )?[A-Z]", words) is not None
                counts = name and one["type"] == "Location"
                named.setdefault(str(one["documentId"]), []).append(Gold(span, words, None, counts))
        for document in _lines(file):
            yield Text("war", str(document["text"]), named.get(str(document["_id"]), []))


def _lines(path: Path) -> Iterator[dict[str, str | int]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
