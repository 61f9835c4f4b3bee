"""Scores what a system read out of the texts of this folder. Needs Python 3.11 and nothing else.

usage: score.py READINGS.jsonl [--joining FOLDER] [--json FILE] [--name NAME] [--gold FOLDER]

READINGS.jsonl holds one JSON object a document, in any order, with "id" and the layers that the
system finds: "attributions", "times", "places", "actors", "events". The form of each is that of the
gold (ar/*.json, en/*.json; README.md explains it field by field). Offsets count Unicode code points
of "text", the end is exclusive. What a system does not find it may leave out:

  a document without a line    counts as read, and nothing found
  a layer that no line has     is shown as -, for the system does not offer it
  a field that is absent       counts as wrong where the measure needs it

FOLDER of --joining holds one file a story, depot.json and so on, in this form:
  {"claims": [{"id", "document", "content": [{"start", "end"}], "stance", "proposition"}],
   "propositions": [{"id", "independent_origins": {"at_least", "at_most"}}],
   "relations": [{"from", "to", "type"}]}      type: denies, contradicts, confirms, updates

The table has a column for each language and one for all. F1 is in percent with precision and recall
behind it in --json; a share is in percent, with the number it is out of in brackets.
Try it on the gold itself, which has to give 100:  score.py --gold-as-reading
"""

from __future__ import annotations

import argparse
import difflib
import functools
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LAYERS = ("attributions", "times", "places", "actors", "events")
EDGE = " \t\n\"“”«»'‘’،,.:؛;()-–—"
HALF, MOST = 0.5, 0.8  # of the characters: a span is found; a span is right
NUDGE = 1e-6  # of two that are equally alike, the one with the same cue or stance is taken
NEAR_KM = 161.0  # a hundred miles, the measure of the literature on finding places
EARTH_KM = 6371.0
SMALL_WORDS = frozenset({"the", "of", "in", "for", "and", "a", "an", "al", "el", "at"})
OPPOSED = frozenset({"denies", "contradicts"})

Record = dict[str, Any]
# Hits, number in the gold, number found; for a share: hits, number it is out of.
Counts = dict[str, list[int]]


# ---------------------------------------------------------------- characters


def characters(spans: Iterable[Record] | None, text: str) -> frozenset[int]:
    """The places of the text that the spans cover, without marks and spaces at their ends."""
    found: set[int] = set()
    for span in spans or ():
        start, end = span["start"], span["end"]
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1 : end] in EDGE:
            end -= 1
        found.update(range(start, end))
    return frozenset(found)


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared characters out of all of both, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def pair_off(
    golds: Sequence[Any], found: Sequence[Any], alike: Callable[[Any, Any], float]
) -> list[tuple[int, int, float]]:
    """Pairs of the most alike, one to one; what has no likeness stays alone."""
    ranked = sorted(
        (
            (-value, i, j)
            for i, gold in enumerate(golds)
            for j, piece in enumerate(found)
            if (value := alike(gold, piece)) > 0
        ),
    )
    taken_gold, taken_found, pairs = set(), set(), []
    for value, i, j in ranked:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j, -value))
    return pairs


def same_name(gold: str | None, found: str | None) -> bool:
    """Whether two names are of one.

    The words of one in the other, nearly the same letters, or nearly the same consonants, since
    names out of Arabic are spelled in many ways; of bodies with other names, any of them.
    """
    return any(_alike_names(form, found) for form in (gold, *load_names().get(gold or "", ())))


@functools.cache
def load_names() -> dict[str, list[str]]:
    """Other forms of names that count as right."""
    names: dict[str, list[str]] = json.loads((HERE / "names.json").read_text(encoding="utf-8"))
    return names


def same_parties(gold: str | None, found: str | None) -> bool:
    """Whether two fields hold the same names, in any order, with ``; `` between them."""
    mine = [name for name in (gold or "").split("; ") if name]
    theirs = [name for name in (found or "").split("; ") if name]
    return len(mine) == len(theirs) == len(pair_off(mine, theirs, same_name))


def _alike_names(gold: str | None, found: str | None) -> bool:
    one, other = _words(gold), _words(found)
    if not one or not other:
        return False
    if one <= other or other <= one:
        return True
    pairs = [tuple(" ".join(sorted(map(form, side))) for side in (one, other)) for form in FORMS]
    return any(difflib.SequenceMatcher(None, a, b).ratio() >= MOST for a, b in pairs if a and b)


def _consonants(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouwy]", "", word))


def _words(name: str | None) -> set[str]:
    spread = unicodedata.normalize("NFKD", (name or "").lower())
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    return set(re.sub(r"[^\w ]", " ", plain).split()) - SMALL_WORDS


FORMS: tuple[Callable[[str], str], ...] = (str, _consonants)


def distance_km(one: Record, other: Record) -> float:
    """Kilometres between two points along the surface; without a point, without end."""
    if one.get("lat") is None or other.get("lat") is None:
        return math.inf
    lat1, lon1 = math.radians(one["lat"]), math.radians(one["lon"])
    lat2, lon2 = math.radians(other["lat"]), math.radians(other["lon"])
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


# ---------------------------------------------------------------- attributions


def score_attributions(gold: Record, reading: Record, counts: Counts) -> None:
    """Count the relations of one document."""
    text = gold["text"]
    golds, found = gold["attributions"], reading.get("attributions") or []
    spans = [[_parts(relation, text) for relation in side] for side in (golds, found)]
    pairs = [pair for pair in pair_off(*spans, _alike) if pair[2] >= HALF]
    matched = {golds[i]["id"]: found[j].get("id") for i, j, _ in pairs}
    whole = set()
    for i, j, value in pairs:
        mine, theirs = spans[0][i], spans[1][j]
        source = _same_source(mine["source"], theirs["source"])
        cue = bool(mine["cue"] & theirs["cue"])
        _share(counts, "attribution.source", source)
        _share(counts, "attribution.cue", cue)
        _share(counts, "attribution.chain", source and _same_carriers(golds[i], found[j]))
        _count_fields(golds[i], found[j], counts)
        if golds[i]["parent"] or found[j].get("parent"):
            parent = matched.get(golds[i]["parent"])
            right = parent is not None and parent == found[j].get("parent")
            _share(counts, "attribution.parent", right)
        if value >= MOST and source and cue:
            whole.add(i)
    sizes = (len(golds), len(found))
    exact = sum(spans[0][i]["content"] == spans[1][j]["content"] for i, j, _ in pairs)
    _f1(counts, "attribution.content", len(pairs), *sizes)
    _f1(counts, "attribution.exact", exact, *sizes)
    _f1(counts, "attribution.whole", len(whole), *sizes)
    for i, relation in enumerate(golds):
        if _is_far(relation, text):
            _share(counts, "attribution.far", i in whole)


def _parts(relation: Record, text: str) -> dict[str, frozenset[int]]:
    return {
        part: characters(relation.get(part), text) for part in ("source", "cue", "content", "via")
    }


def _alike(gold: dict[str, frozenset[int]], found: dict[str, frozenset[int]]) -> float:
    value = likeness(gold["content"], found["content"])
    return value + NUDGE if value and gold["cue"] & found["cue"] else value


def _same_source(gold: frozenset[int], found: frozenset[int]) -> bool:
    return likeness(gold, found) >= HALF or (not gold and not found)


def _same_carriers(gold: Record, found: Record) -> bool:
    mine, theirs = gold["via"], found.get("via") or []
    return len(mine) == len(theirs) and all(
        a["start"] < b["end"] and b["start"] < a["end"] for a, b in zip(mine, theirs, strict=True)
    )


def _count_fields(gold: Record, found: Record, counts: Counts) -> None:
    for field in ("stance", "mode"):
        _share(counts, f"attribution.{field}", gold[field] == found.get(field))
    _share(counts, "attribution.kind", gold["source_kind"] == found.get("source_kind"))
    if gold["source_name"]:
        right = same_name(gold["source_name"], found.get("source_name"))
        _share(counts, "attribution.name", right)


def _is_far(relation: Record, text: str) -> bool:
    """Hard ones: a carrier, no source in the text, or the source in another sentence."""
    if relation["via"] or not relation["source"]:
        return True
    ends = sorted((relation["source"][0]["start"], relation["content"][0]["start"]))
    return re.search(r"[.!?؟]\s|\n", text[slice(*ends)]) is not None


# ---------------------------------------------------------------- times, places, actors, events


def score_pieces(layer: str, gold: Record, reading: Record, counts: Counts) -> None:
    """Count the times, places, actors or events of one document."""
    text = gold["text"]
    golds, found = gold[layer], reading.get(layer) or []
    spans = [[characters([piece], text) for piece in side] for side in (golds, found)]
    pairs = pair_off(*spans, likeness)
    sizes = (len(golds), len(found))
    _f1(counts, f"{layer}.span", len(pairs), *sizes)
    exact = sum(spans[0][i] == spans[1][j] for i, j, _ in pairs)
    _f1(counts, f"{layer}.exact", exact, *sizes)
    both = [(golds[i], found[j]) for i, j, _ in pairs]
    if layer == "events":
        _count_events(both, sizes, counts)
        return
    measure, right = RIGHT[layer]
    _f1(counts, f"{layer}.{measure}", sum(right(a, b) for a, b in both), *sizes)


def _right_value(gold: Record, found: Record) -> bool:
    return bool(gold["value"] == found.get("value"))


def _right_place(gold: Record, found: Record) -> bool:
    same = gold["country"] == found.get("country") and same_name(gold["name"], found.get("name"))
    return same or distance_km(gold, found) <= NEAR_KM


def _right_actor(gold: Record, found: Record) -> bool:
    return same_name(gold["name"], found.get("name"))


RIGHT: dict[str, tuple[str, Callable[[Record, Record], bool]]] = {
    "times": ("value", _right_value),
    "places": ("point", _right_place),
    "actors": ("name", _right_actor),
}


def _count_events(
    both: list[tuple[Record, Record]], sizes: tuple[int, int], counts: Counts
) -> None:
    typed = [(gold, found) for gold, found in both if gold["type"] == found.get("type")]
    _f1(counts, "events.typed", len(typed), *sizes)
    for gold, found in typed:
        _share(counts, "events.status", gold["status"] == found.get("status"))
        _share(counts, "events.date", gold["date"] == found.get("date"))
        for field in ("actor", "recipient", "place"):
            _share(counts, f"events.{field}", same_parties(gold[field], found.get(field)))


# ---------------------------------------------------------------- counting


def _f1(counts: Counts, measure: str, hits: int, golds: int, found: int) -> None:
    sums = counts.setdefault(measure, [0, 0, 0])
    for place, number in enumerate((hits, golds, found)):
        sums[place] += number


def _share(counts: Counts, measure: str, right: bool) -> None:
    sums = counts.setdefault(measure, [0, 0])
    sums[0] += right
    sums[1] += 1


def _percent(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def figure(sums: list[int]) -> Record:
    """The percentages of one measure."""
    if len(sums) == 2:
        return {"share": _percent(*sums), "of": sums[1]}
    hits, golds, found = sums
    return {
        "f1": _percent(2 * hits, golds + found),
        "precision": _percent(hits, found),
        "recall": _percent(hits, golds),
        "gold": golds,
        "found": found,
    }


def score_documents(golds: Iterable[Record], readings: dict[str, Record]) -> dict[str, Record]:
    """Every measure of the layers that the readings have."""
    offered = {layer for reading in readings.values() for layer in LAYERS if layer in reading}
    counts: Counts = {}
    for gold in golds:
        reading = readings.get(gold["id"], {})
        if "attributions" in offered:
            score_attributions(gold, reading, counts)
        for layer in LAYERS[1:]:
            if layer in offered:
                score_pieces(layer, gold, reading, counts)
    return {measure: figure(sums) for measure, sums in counts.items()}


# ---------------------------------------------------------------- joining


def score_story(story: Record, texts: dict[str, str], links: Record, counts: Counts) -> None:
    """Count the joining of one story."""
    match = match_claims(story["claims"], texts, links["claims"])
    group = {claim["id"]: claim["group"] for claim in story["claims"]}
    home = {claim["id"]: claim["doc"] for claim in story["claims"]}
    for claim in group:
        _share(counts, "joining.found", claim in match)
    across = [pair for pair in combinations(match, 2) if home[pair[0]] != home[pair[1]]]
    mine = {pair for pair in across if group[pair[0]] == group[pair[1]]}
    theirs = {pair for pair in across if match[pair[0]] == match[pair[1]]}
    _f1(counts, "joining.pairs", len(mine & theirs), len(mine), len(theirs))
    _count_b3({c: group[c] for c in match}, match, counts)
    joined: dict[str, set[str]] = defaultdict(set)
    for claim, proposition in match.items():
        joined[group[claim]].add(proposition)
    _count_relations(story["relations"], links.get("relations") or [], joined, counts)
    _count_origins(story["groups"], match, links.get("propositions") or [], counts)


def match_claims(golds: list[Record], texts: dict[str, str], found: list[Record]) -> dict[str, str]:
    """The proposition into which the system put each gold claim that it found."""
    by_document: dict[str, list[Record]] = defaultdict(list)
    for claim in found:
        by_document[claim["document"]].append(claim)
    match = {}
    for document in dict.fromkeys(claim["doc"] for claim in golds):
        text = texts[document]
        mine = [claim for claim in golds if claim["doc"] == document]
        theirs = by_document[document]
        spans = [
            [(characters(c["content"], text), c.get("stance")) for c in side]
            for side in (mine, theirs)
        ]
        for i, j, value in pair_off(*spans, _alike_claims):
            if value >= HALF:
                match[mine[i]["id"]] = theirs[j]["proposition"]
    return match


def _alike_claims(
    gold: tuple[frozenset[int], str | None], found: tuple[frozenset[int], str | None]
) -> float:
    value = likeness(gold[0], found[0])
    return value + NUDGE if value and gold[1] == found[1] else value


def _count_b3(group: dict[str, str], match: dict[str, str], counts: Counts) -> None:
    """B-cubed: for each claim, how much of its heap is right; in thousandths, to stay whole."""
    mine, theirs = Counter(group.values()), Counter(match.values())
    both = Counter((group[c], match[c]) for c in match)
    for claim, proposition in match.items():
        shared = both[group[claim], proposition]
        for measure, size in (("precision", theirs[proposition]), ("recall", mine[group[claim]])):
            sums = counts.setdefault(f"_b3.{measure}", [0, 0])
            sums[0] += round(1000 * shared / size)
            sums[1] += 1000


def _count_relations(
    golds: list[Record], found: list[Record], joined: dict[str, set[str]], counts: Counts
) -> None:
    """Pairs of groups that oppose each other; also whether any such pair became one heap."""
    back: dict[str, set[str]] = defaultdict(set)
    for group, propositions in joined.items():
        for proposition in propositions:
            back[proposition].add(group)
    mine = {
        frozenset((r["from"], r["to"]))
        for r in golds
        if r["type"] in OPPOSED and r["from"] in joined and r["to"] in joined
    }
    theirs = {
        frozenset((a, b))
        for r in found
        if r["type"] in OPPOSED
        for a in back[r["from"]]
        for b in back[r["to"]]
        if a != b
    }
    _f1(counts, "joining.relations", len(mine & theirs), len(mine), len(theirs))
    for pair in mine:
        one, other = (joined[group] for group in pair)
        _share(counts, "joining.kept_apart", not one & other)


def _count_origins(
    groups: list[Record], match: dict[str, str], propositions: list[Record], counts: Counts
) -> None:
    """Whether the range of independent origins is that of the gold, and whether it touches it."""
    ranges = {p["id"]: p.get("independent_origins") or {} for p in propositions}
    for group in groups:
        members = [c for origin in group["origins"] for c in origin["claims"] if c in match]
        if len({claim.split(".")[0] for claim in members}) < 2:
            continue
        heap = Counter(match[claim] for claim in members).most_common(1)[0][0]
        theirs, mine = ranges.get(heap, {}), group["independent_origins"]
        least, most = theirs.get("at_least"), theirs.get("at_most")
        touches = least is not None and most is not None
        touches = touches and least <= mine["at_most"] and mine["at_least"] <= most
        _share(counts, "joining.origins", touches)
        same = least == mine["at_least"] and most == mine["at_most"]
        _share(counts, "joining.origins_exact", same)


def score_joining(folder: Path, gold: Path, texts: dict[str, str]) -> dict[str, Record]:
    """Every measure of the joining; of a story without a file, no claim counts as found."""
    counts: Counts = {}
    for path in sorted((gold / "joining").glob("*.json")):
        file = folder / path.name
        links = _load(file) if file.is_file() else {"claims": []}
        try:
            score_story(_load(path), texts, links, counts)
        except (KeyError, TypeError, AttributeError) as error:
            sys.exit(f"{file}: not in the form that --help shows ({type(error).__name__}: {error})")
    figures = {m: figure(sums) for m, sums in counts.items() if not m.startswith("_")}
    if "_b3.recall" in counts:
        precision = counts["_b3.precision"][0] / counts["_b3.precision"][1]
        recall = counts["_b3.recall"][0] / counts["_b3.recall"][1]
        figures["joining.b3"] = {
            "f1": _percent(2 * precision * recall, precision + recall),
            "precision": _percent(precision, 1),
            "recall": _percent(recall, 1),
        }
    return figures


# ---------------------------------------------------------------- reading files, printing


def _load(path: Path) -> Record:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        sys.exit(f"{path}: cannot be read as JSON ({error})")
    if not isinstance(loaded, dict):
        sys.exit(f"{path}: holds no JSON object")
    return loaded


def load_golds(folder: Path) -> list[Record]:
    """The gold documents, by their ids."""
    golds = [_load(path) for path in sorted(folder.glob("??/*.json"))]
    if not golds:
        sys.exit(f"{folder}: no gold here; name the folder that holds ar/ and en/")
    return golds


def load_readings(path: Path, golds: list[Record]) -> dict[str, Record]:
    """The readings by id. Every offset has to lie in its text."""
    lengths = {gold["id"]: len(gold["text"]) for gold in golds}
    readings: dict[str, Record] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"{path}: cannot be read ({error})")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reading = json.loads(line)
            readings[reading["id"]] = reading
            wrong = list(_outside(reading, lengths.get(reading["id"], 0)))
        except (ValueError, KeyError, TypeError) as error:
            sys.exit(f"{path}, line {number}: no reading ({type(error).__name__}: {error})")
        if wrong and reading["id"] in lengths:
            sys.exit(f"{path}, line {number}: a span outside the text: {wrong[0]}")
    return readings


def _outside(reading: Record, length: int) -> Iterator[Record]:
    for layer in LAYERS:
        for piece in reading.get(layer) or ():
            parts = (p for k in ("source", "cue", "content", "via") for p in piece.get(k) or ())
            for span in parts if layer == "attributions" else (piece,):
                if not 0 <= span["start"] <= span["end"] <= length:
                    yield span


def _cell(record: Record | None) -> str:
    if record is None:
        return "-"
    if "f1" in record:
        return "-" if record["f1"] is None else f"{record['f1']:.1f}"
    return "-" if record["share"] is None else f"{record['share']:.1f} ({record['of']})"


def print_table(columns: dict[str, dict[str, Record]]) -> None:
    """One line a measure, one column a language."""
    measures = dict.fromkeys(m for figures in columns.values() for m in figures)
    print(f"{'':24}" + "".join(f"{name:>14}" for name in columns))
    for measure in sorted(measures):
        cells = (_cell(figures.get(measure)) for figures in columns.values())
        print(f"{measure:24}" + "".join(f"{cell:>14}" for cell in cells))


def gold_as_links(story: Record) -> Record:
    """The joining of the gold in the form that a system writes."""
    keys = {"document": "doc", "proposition": "group", "id": "id", "content": "content"}
    return {
        "claims": [{key: claim[own] for key, own in keys.items()} for claim in story["claims"]],
        "propositions": [
            {"id": g["id"], "independent_origins": g["independent_origins"]}
            for g in story["groups"]
        ],
        "relations": story["relations"],
    }


def score_all(
    golds: list[Record], readings: dict[str, Record], joining: dict[str, Record]
) -> dict[str, dict[str, Record]]:
    """The columns of the table: each language, then all."""
    columns = {
        lang: score_documents([g for g in golds if g["lang"] == lang], readings)
        for lang in sorted({gold["lang"] for gold in golds})
    }
    return {**columns, "all": {**score_documents(golds, readings), **joining}}


def main(argv: list[str] | None = None) -> int:
    """Score one system."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        usage=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("readings", type=Path, nargs="?", help="the system's JSON lines")
    parser.add_argument("--joining", type=Path, help="folder with one JSON file a story")
    parser.add_argument("--gold", type=Path, default=HERE, help="folder of the gold: %(default)s")
    parser.add_argument("--json", type=Path, help="write all figures there as JSON too")
    parser.add_argument("--name", default="system", help="name of the system, for --json")
    parser.add_argument("--gold-as-reading", action="store_true", help="score the gold itself")
    args = parser.parse_args(argv)
    if not (args.readings or args.joining or args.gold_as_reading):
        parser.error("name the readings, the folder of the joining, or both")
    golds = load_golds(args.gold)
    readings = load_readings(args.readings, golds) if args.readings else {}
    if args.gold_as_reading:
        readings = {gold["id"]: gold for gold in golds}
    texts = {gold["id"]: gold["text"] for gold in golds}
    joining = score_joining(args.joining, args.gold, texts) if args.joining else {}
    columns = score_all(golds, readings, joining)
    print(f"{len(golds)} documents, {sum(t in readings for t in texts)} of them read")
    print_table(columns)
    if args.json:
        record = {"system": args.name, "figures": columns}
        args.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
