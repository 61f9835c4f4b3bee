"""How right the readings are: every gold document through the product, against floors.

usage: quality.py [--gold DIR ...] [--dates FILES] [--update]

- Each gold document of DIR (default: ``ar-dev`` and ``en-dev`` in ``shared/gold`` beside the
  repository) is read as ``marsad read --format jsonl`` reads it, from a record without the gold's
  layers, and scored by ``score.py``, which stands beside DIR. Only what the gold holds is scored.
- Of the events that are found, the parties: how many of the doers and of those to whom it is done
  are right, and how many of the gold's are there.
- Of English attributions, the spans of sources, cues and contents that are found to the letter,
  beside what others published for the same corpus.
- The sample ``seed-raqqa-2017`` is read once more from its text alone, as out of a plain file:
  every relation must be whole, every time right, and what its header prints must be read.
- The cases in the folder FILES (default: ``shared/data``) are run as in ``dates.py``, those of each
  language with its own pack.

The exit code is 1 when a figure falls below its floor in ``floors.toml``. ``--update`` puts the
present figures in place of the floors, and refuses when one of them would have to fall. What is
absent is said and skipped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from articles import ROOT, SHARED
from dates import CASES, count_cases, load_module
from floors import FloorError, find_falls, load_floors, raise_floors, write_floors
from tables import print_table

from marsad.analysis.analyse import analyse
from marsad.intake.failures import Failure
from marsad.intake.read import read
from marsad.packs.pack import load_pack
from marsad.publishing.contract import to_line

FLOORS = ROOT / "benchmarks" / "floors.toml"
GIVEN = ("id", "text", "lang", "outlet", "title", "published")
LAYERS = ("attribution.", "times.", "places.", "actors.", "events.")
SEED = "seed-raqqa-2017"
SETS = ("ar-dev", "en-dev")
# F1 of spans found to the letter on the test part of PolNeAR: a conditional random field and BERT.
PUBLISHED = {"source": (50.6, 83.2), "cue": (53.4, 75.3), "content": (28.6, 72.9)}

# A gold document, or a reading, as plain data.
Record = dict[str, Any]


class Line(NamedTuple):
    """One figure with what stands behind it."""

    about: str
    measure: str
    figure: float
    detail: str


def main(argv: list[str] | None = None) -> int:
    """Measure, compare, and perhaps raise the floors."""
    parser = argparse.ArgumentParser(description="Scores the readings of gold documents.")
    parser.add_argument("--gold", type=Path, nargs="+", default=[SHARED / "gold" / s for s in SETS])
    parser.add_argument("--dates", type=Path, default=SHARED / "data")
    parser.add_argument("--update", action="store_true", help="raise floors to these figures")
    args = parser.parse_args(argv)
    scored = (line for folder in args.gold for line in score_folder(folder))
    lines = [*scored, *score_dates(args.dates)]
    floors = load_floors(FLOORS)
    figures: dict[str, dict[str, float]] = {}
    for line in lines:
        figures.setdefault(line.about, {})[line.measure] = line.figure
    _print(lines, floors)
    if args.update:
        return _update(figures, floors)
    falls = find_falls(figures, floors)
    print(*(f"below its floor: {fall}" for fall in falls), sep="\n", end="\n" if falls else "")
    return 1 if falls else 0


def score_folder(folder: Path) -> Iterator[Line]:
    """All gold documents of a folder by the scorer beside it, and the sample on its own."""
    scorer, files = folder.parent / "score.py", sorted(folder.glob("*.json"))
    if not files or not scorer.is_file():
        print(f"gold: skipped, {scorer if files else f'gold documents in {folder}'} not found")
        return
    score = load_module(scorer)
    golds: dict[str, Record] = {}
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        golds[gold["id"]] = gold
    readings = read_records([_given(gold, GIVEN) for gold in golds.values()])
    for measure, counts in score.score(golds, readings).items():
        if measure.startswith(LAYERS) and _told(measure, counts, golds):
            yield _line(folder.name, measure, counts)
    if any(gold.get("events") for gold in golds.values()):
        yield from score_parties(folder.name, golds, readings)
    if all(gold.get("lang") == "en" for gold in golds.values()):
        yield from score_spans(folder.name, golds, readings)
    if SEED in golds:
        yield from score_seed(golds[SEED], score)


def _told(measure: str, counts: Record, golds: dict[str, Record]) -> bool:
    """Whether the gold tells of a measure at all."""
    if measure in ("attribution.via", "attribution.parent"):
        part = measure.partition(".")[2]
        return any(one.get(part) for gold in golds.values() for one in gold["attributions"])
    return bool(counts.get("gold", counts.get("n")))


def score_spans(
    about: str, golds: dict[str, Record], readings: dict[str, Record]
) -> Iterator[Line]:
    """Sources, cues and contents whose every piece is found to the letter."""
    for part, (field, bert) in PUBLISHED.items():
        right = found = wanted = 0
        for name, gold in golds.items():
            own, read = _pieces(gold, part), _pieces(readings.get(name, {}), part)
            right, found, wanted = right + len(own & read), found + len(read), wanted + len(own)
        figure = round(200 * right / max(1, found + wanted), 1)
        detail = f"found {found}, gold {wanted}; published: CRF {field}, BERT {bert}"
        yield Line(about, f"{part} to the letter F1", figure, detail)


def score_parties(
    about: str, golds: dict[str, Record], readings: dict[str, Record]
) -> Iterator[Line]:
    """The parties of the events that are found, by name; the gold's stand beside one another,
    parted by semicolons."""
    for role in ("actor", "recipient"):
        right = found = wanted = 0
        for name, gold in golds.items():
            for event in gold.get("events", ()):
                read = _overlapping(readings.get(name, {}).get("events", ()), event)
                if read is not None:
                    own, ours = _names(event[role]), _names(read[role])
                    right, found = right + len(own & ours), found + len(ours)
                    wanted += len(own)
        p, r = 100 * right / max(1, found), 100 * right / max(1, wanted)
        detail = f"p {p:.1f}, r {r:.1f}; gold {wanted}, found {found}, of the events found"
        yield Line(
            about, f"events.{role} F1", round(200 * right / max(1, found + wanted), 1), detail
        )


def _overlapping(events: Sequence[Record], gold: Record) -> Record | None:
    there = (one for one in events if one["start"] < gold["end"] and gold["start"] < one["end"])
    return next(there, None)


def _names(told: str | None) -> set[str]:
    return {name.strip() for name in (told or "").split(";")} - {""}


def _pieces(record: Record, part: str) -> set[tuple[tuple[int, int], ...]]:
    relations = record.get("attributions", ())
    spans = (tuple((one["start"], one["end"]) for one in made[part]) for made in relations)
    return {pieces for pieces in spans if pieces}


def _given(gold: Record, keys: tuple[str, ...]) -> Record:
    return {key: gold[key] for key in keys if key in gold}


def read_records(records: list[Record]) -> dict[str, Record]:
    """The readings of records by id, written and read as the reading contract has them."""
    readings: dict[str, Record] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gold.jsonl"
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        file.write_text("".join(lines), encoding="utf-8")
        for document in read(file):
            if isinstance(document, Failure):
                print(f"not read: {document.place}: {document.message}")
                continue
            readings[document.id] = json.loads(to_line(analyse(document)))
    return readings


def _line(about: str, measure: str, counts: Record) -> Line:
    """A result of the scorer: F1 with precision and recall, or an accuracy with its number."""
    if "f1" in counts:
        detail = "p {p}, r {r}; gold {gold}, found {found}".format(**counts)
        return Line(about, f"{measure} F1", counts["f1"], detail)
    return Line(about, measure, counts["acc"] or 0.0, f"of {counts['n']}")


def score_seed(gold: Record, score: ModuleType) -> Iterator[Line]:
    """The sample from its text alone; says what is missing."""
    unread: Record = {"attributions": [], "times": []}
    reading = read_records([_given(gold, ("id", "text"))]).get(SEED, unread)
    result = score.score({SEED: gold}, {SEED: reading})
    for layer, measure, of in (
        ("attributions", "attribution.whole", "relations whole"),
        ("times", "times.value", "times right"),
    ):
        number = len(gold[layer])
        for one in gold[layer]:
            _say_missing(score, {**gold, "attributions": [], "times": [], layer: [one]}, reading)
        right = round(result[measure]["r"] * number / 100)
        yield Line(SEED, of, right, f"of {number}, found {len(reading[layer])}")
    wanted = _header(gold)
    found = {key: reading.get(key) for key in wanted}
    for key, value in wanted.items():
        if not _same(found[key], value):
            print(f"{SEED}: {key} is {found[key]!r}, not {value!r}")
    right = sum(_same(found[key], value) for key, value in wanted.items())
    yield Line(SEED, "header fields", right, f"of {len(wanted)}: {', '.join(wanted)}")


def _header(gold: Record) -> Record:
    """What the sample prints above and under its text; its list of sources is empty."""
    return {
        "title": gold["title"],
        "byline": gold["outlet"],
        "published": "2017-06-08",
        "views": 4923,
        "references": "",
    }


def _same(found: object, value: object) -> bool:
    return (found["text"] if isinstance(found, dict) else found) == value


def _say_missing(score: ModuleType, gold: Record, reading: Record) -> None:
    """Prints a relation or a time that is not right when it is scored alone."""
    result = score.score({SEED: gold}, {SEED: reading})
    if gold["times"]:
        if result["times.value"]["r"] < 100:
            time = gold["times"][0]
            print(f"{SEED}: time {time['text']!r} is not found as {time['value']}")
    elif result["attribution.whole"]["r"] < 100:
        relation = gold["attributions"][0]
        parts = ("content", "source", "cue")
        wrong = [part for part in parts if not _is_right(result[f"attribution.{part}"])]
        cue = " … ".join(piece["text"] for piece in relation["cue"])
        print(
            f"{SEED}: relation {relation['id']} ({cue}) is not whole: "
            f"{', '.join(wrong) or 'content cut'}"
        )


def _is_right(counts: Record) -> bool:
    figure: float | None = counts.get("r", counts.get("acc"))
    return figure is None or figure >= 100


def score_dates(folder: Path) -> Iterator[Line]:
    """The test cases of calendar expressions, with the words of the product's own packs."""
    for lang, name in CASES.items():
        path = folder / name
        if not path.is_file():
            print(f"dates: skipped, {path} not found")
            continue
        counted = count_cases(path, load_pack(lang))
        right, news = counted.right.total(), counted.total.total()
        detail = f"{right} of {news} that can be news"
        yield Line(path.stem, "right", round(counted.share, 1), detail)
        share = round(counted.share_of_everything, 1)
        yield Line(path.stem, "right, all cases", share, f"{right} of {counted.everything}")


def _print(lines: list[Line], floors: dict[str, dict[str, float]]) -> None:
    rows = []
    for about, measure, figure, detail in lines:
        floor = floors.get(about, {}).get(measure)
        against = ("-", "-") if floor is None else (str(floor), f"{figure - floor:+.1f}")
        rows.append((about, measure, str(figure), *against, detail))
    if rows:
        print_table(("of", "measure", "figure", "floor", "margin", ""), rows)


def _update(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> int:
    try:
        raised = raise_floors(figures, floors)
    except FloorError as error:
        print(f"{FLOORS.name} stays as it is: a floor never falls.\n{error}")
        return 1
    if raised == floors:
        print(f"{FLOORS.name} stays as it is: nothing rose.")
        return 0
    write_floors(FLOORS, raised)
    print(f"{FLOORS.name} holds the present figures.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
