"""Makes the gold files out of the marked texts, and checks every span on the way.

usage: build.py [--check]

Reads ``texts/LANG/*.txt``, ``texts/places.toml`` and ``texts/stories/*.txt`` beside this file and
writes ``LANG/ID.json`` and ``joining/STORY.json``, and the bare texts, which a system gets, as
``input/all.jsonl`` and ``input/STORY.jsonl``. ``--check`` writes nothing; it says what differs from
the files that are there. The exit code is 1 when something is wrong, and every fault is named.

The markup, in short (README.md has an example)::

    {ROLES|words}     ROLES, with a space between:
        1s 1v 1c 1k   source, carrier (via), cue, content of relation 1; several parts are allowed
        @Some_Name    a mention of an actor, with its canonical English name
        #Key          a mention of a place; Key stands in places.toml
        T=VALUE       an expression of time with its TIMEX3 value;  S=VALUE for one that repeats
        !1            the trigger of event 1

After the text a line ``--``, then one line for each relation and event::

    1 KIND [STANCE] [MODE] [^PARENT] [=GROUP] [| canonical name of the source]
    !1 TYPE [STATUS] | actor | recipient | place | date
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
KINDS = {
    "per": "person",
    "off": "office",
    "org": "organisation",
    "out": "outlet",
    "doc": "document",
    "ano": "anonymous",
    "grp": "group",
    "unk": "unknown",
}
STANCES = {
    "aff": "affirm",
    "deny": "deny",
    "doubt": "doubt",
    "int": "intend",
    "bel": "believe",
    "ask": "ask",
}
MODES = {"dir": "direct", "mix": "mixed"}
STATUSES = {"den": "denied", "pla": "planned", "pos": "possible"}
EVENT_TYPES = frozenset(
    (
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    )
)
RELATIONS = {"denies", "contradicts", "confirms", "updates"}
# Calendar values of TIMEX3 that news needs: a year, month, week, day, time of day, part of day,
# season, weekend, decade, a span of time, a moment that only the context knows.
TIMEX = re.compile(
    r"\d{4}(-\d\d(-\d\d(T(\d\d(:\d\d)?|MO|AF|EV|NI|DT|MI))?)?|-W\d\d(-WE)?|-(SP|SU|FA|WI|Q[1-4]|H[12]))?"
    r"|\d{3}|P(\d+|X)[YMWD]|PT(\d+|X)[HMS]|P(\d+|X)(DE|CE)|PAST_REF|PRESENT_REF|FUTURE_REF"
    r"|XXXX-WXX(-\d)?|XXXX-XX(-XX)?|XXXX"
)
WEEKDAYS = (
    ("الاثنين", "الإثنين", "monday"),
    ("الثلاثاء", "tuesday"),
    ("الأربعاء", "wednesday"),
    ("الخميس", "thursday"),
    ("الجمعة", "friday"),
    ("السبت", "saturday"),
    ("الأحد", "sunday"),
)
GIVEN = ("id", "lang", "outlet", "published", "text")
QUOTES = "\"“”«»'‘’"
NAME_WORDS = 3  # longest name in quotation marks that the texts hold
SENTENCES = (8, 26)  # fewest and most of a document, the headline counted

Record = dict[str, Any]


class GoldError(ValueError):
    """A fault of a marked text, told in one line."""


class Mark(NamedTuple):
    """Words of the text and what they are."""

    role: str
    start: int
    end: int


# ---------------------------------------------------------------- reading the markup


def read_markup(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks, in the order of their beginnings."""
    out: list[str] = []
    marks: list[Mark] = []
    stack: list[tuple[list[str], int]] = []
    position = here = 0
    for token in re.finditer(r"\{([^{}|]+)\||\}", marked):
        out.append(marked[position : token.start()])
        here += token.start() - position
        position = token.end()
        if token[1]:
            stack.append((token[1].split(), here))
        elif stack:
            roles, start = stack.pop()
            marks += [Mark(role, start, here) for role in roles]
        else:
            raise GoldError(f"a bracket closes that was not opened, near {marked[:position][-30:]}")
    if stack:
        raise GoldError(f"never closed: {stack[-1][0]}")
    text = "".join(out) + marked[position:]
    if re.search(r"[{}|]", text):
        raise GoldError("a bracket or bar without its pair")
    return text, sorted(marks, key=lambda mark: (mark.start, -mark.end))


def span(text: str, mark: Mark) -> Record:
    """A mark as start, end and words."""
    words = text[mark.start : mark.end]
    if not words or words != words.strip():
        raise GoldError(f"{mark.role}: the span begins or ends with a space: {words!r}")
    return {"start": mark.start, "end": mark.end, "text": words}


def read_document(path: Path, places: dict[str, Record]) -> tuple[Record, dict[str, str]]:
    """The gold of one marked text, and the group in its story of each relation that has one."""
    header, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in header.splitlines())
    body, _, tail = rest.partition("\n--\n")
    text, marks = read_markup(body.strip())
    lang = path.parent.name
    lines = [line for line in tail.splitlines() if line.strip()]
    relations, groups = _relations(text, marks, [li for li in lines if not li.startswith("!")])
    gold = {
        "id": f"{lang}-{path.stem}",
        "lang": lang,
        "outlet": fields["outlet"],
        "title": text.split("\n", 1)[0],
        "published": fields["published"],
        "style": fields["style"],
        "story": fields.get("story"),
        "text": text,
        "attributions": relations,
        "times": [_time(text, m) for m in marks if m.role[:2] in ("T=", "S=")],
        "places": [_place(text, m, places) for m in marks if m.role[0] == "#"],
        "actors": [_actor(text, m) for m in marks if m.role[0] == "@"],
        "events": _events(text, marks, [li[1:] for li in lines if li.startswith("!")]),
    }
    return gold, groups


def _time(text: str, mark: Mark) -> Record:
    value = mark.role[2:]
    kind = "DATE"
    if mark.role[0] == "S":
        kind = "SET"
    elif re.match(r"P[T\dX]", value):
        kind = "DURATION"
    elif "T" in value[4:] and value[0].isdigit():
        kind = "TIME"
    return {**span(text, mark), "type": kind, "value": value}


def _place(text: str, mark: Mark, places: dict[str, Record]) -> Record:
    if mark.role[1:] not in places:
        raise GoldError(f"{mark.role[1:]} is missing from places.toml")
    return {**span(text, mark), **places[mark.role[1:]]}


def _actor(text: str, mark: Mark) -> Record:
    return {**span(text, mark), "name": mark.role[1:].replace("_", " ")}


def _relations(
    text: str, marks: list[Mark], lines: list[str]
) -> tuple[list[Record], dict[str, str]]:
    parts: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if re.fullmatch(r"\d+[svck]", mark.role):
            parts[mark.role].append(mark)
    actors = {(m.start, m.end): m.role[1:].replace("_", " ") for m in marks if m.role[0] == "@"}
    relations, groups = [], {}
    for line in lines:
        left, _, name = (part.strip() for part in line.partition("|"))
        number, kind, *words = left.split()
        source = parts.pop(number + "s", [])
        known = [actors[m.start, m.end] for m in source if (m.start, m.end) in actors]
        relation = {
            "id": "a" + number,
            "source": [span(text, m) for m in source],
            "cue": [span(text, m) for m in parts.pop(number + "c", [])],
            "content": [span(text, m) for m in parts.pop(number + "k", [])],
            "via": [span(text, m) for m in parts.pop(number + "v", [])],
            "source_kind": KINDS[kind],
            "source_name": name or (known[0] if known else None),
            "stance": "neutral",
            "mode": "indirect",
            "parent": None,
        }
        for word in words:
            _set(relation, word, groups)
        relations.append(relation)
    if parts:
        raise GoldError(f"marked but not described: {sorted(parts)}")
    return relations, groups


def _set(relation: Record, word: str, groups: dict[str, str]) -> None:
    if word[0] == "=":
        groups[relation["id"]] = word[1:]
    elif word[0] == "^":
        relation["parent"] = "a" + word[1:]
    elif word in STANCES:
        relation["stance"] = STANCES[word]
    elif word in MODES:
        relation["mode"] = MODES[word]
    else:
        raise GoldError(f"{relation['id']}: no such word: {word}")


def _events(text: str, marks: list[Mark], lines: list[str]) -> list[Record]:
    described = {}
    for line in lines:
        left, *fields = (part.strip() for part in line.split("|"))
        number, kind, *status = left.split()
        names = [None if field in ("", "-") else field for field in [*fields, *["-"] * 4]]
        described[number] = {
            "type": kind,
            **dict(zip(("actor", "recipient", "place", "date"), names, strict=False)),
            "status": STATUSES[status[0]] if status else "asserted",
        }
    triggers = [m for m in marks if m.role[0] == "!"]
    if {m.role[1:] for m in triggers} != set(described) or len(triggers) != len(described):
        raise GoldError(f"events marked and described differ: {[m.role for m in triggers]}")
    return [{**span(text, m), **described[m.role[1:]]} for m in triggers]


# ---------------------------------------------------------------- checking


def find_faults(gold: Record) -> Iterator[str]:
    """Everything that breaks a rule of README.md in one document."""
    count = sum(1 for piece in re.split(r"[.!?؟](?=[\s\"”»)]|$)|\n", gold["text"]) if _words(piece))
    if not SENTENCES[0] <= count <= SENTENCES[1]:
        yield f"{count} sentences"
    for where, piece in _pieces(gold):
        if gold["text"][piece["start"] : piece["end"]] != piece["text"]:
            yield f"{where}: the offsets give other words than {piece['text']!r}"
    yield from _relation_faults(gold)
    for time in gold["times"]:
        yield from _time_faults(time)
    named = {place["name"] for place in gold["places"]}
    for event in gold["events"]:
        yield from _event_faults(event, named)


def _words(piece: str) -> list[str]:
    return re.findall(r"[^\W\d]{2,}", piece)


def _pieces(gold: Record) -> Iterator[tuple[str, Record]]:
    for relation in gold["attributions"]:
        for part in ("source", "cue", "content", "via"):
            for piece in relation[part]:
                yield f"{relation['id']} {part}", piece
    for layer in ("times", "places", "actors", "events"):
        for piece in gold[layer]:
            yield layer, piece


def _within(inner: list[Record], outer: list[Record]) -> bool:
    return all(any(o["start"] <= i["start"] and i["end"] <= o["end"] for o in outer) for i in inner)


def _relation_faults(gold: Record) -> Iterator[str]:
    by_id = {relation["id"]: relation for relation in gold["attributions"]}
    for relation in by_id.values():
        name = relation["id"]
        if not relation["content"] or not relation["cue"]:
            yield f"{name}: no content or no cue"
        if relation["source_name"] is None and relation["source_kind"] != "unknown":
            yield f"{name}: the source has no name"
        if _within(relation["cue"], relation["content"]):
            yield f"{name}: the cue stands inside its own content"
        words = " ".join(piece["text"] for piece in relation["content"])
        if not _mode_fits(relation["mode"], words):
            yield f"{name}: {relation['mode']}, and the content is {words[:60]!r}"
        parent = by_id.get(relation["parent"] or name)
        if parent is None or (
            parent is not relation and not _within(relation["content"], parent["content"])
        ):
            yield f"{name}: its content does not stand inside that of its parent"
        elif parent is relation and (holder := _holder(relation, by_id)):
            yield f"{name}: stands inside {holder}, and no parent is given"


def _mode_fits(mode: str, words: str) -> bool:
    """Whether quotation marks stand where the mode says; a name in marks quotes nobody."""
    if mode != "indirect":
        return any(mark in words for mark in QUOTES)
    return all(
        len(quoted.split()) <= NAME_WORDS for quoted in re.findall(r'["“«](.*?)["”»]', words)
    )


def _holder(relation: Record, by_id: dict[str, Record]) -> str | None:
    pieces = [*relation["content"], *relation["cue"]]
    for other in by_id.values():
        if other is not relation and _within(pieces, other["content"]):
            return str(other["id"])
    return None


def _time_faults(time: Record) -> Iterator[str]:
    value, words = time["value"], time["text"].lower()
    if not TIMEX.fullmatch(value):
        yield f"times: {value} is no TIMEX3 value"
    day = re.match(r"\d{4}-\d\d-\d\d", value)
    for number, names in enumerate(WEEKDAYS):
        named = any(re.search(rf"(^|\s|\W){name}", words) for name in names)
        if day and named and datetime.date.fromisoformat(day[0]).weekday() != number:
            yield f"times: {value} is no {time['text']}"


def _event_faults(event: Record, places: set[str]) -> Iterator[str]:
    if event["type"] not in EVENT_TYPES:
        yield f"events: {event['type']} is no PLOVER type"
    if " " in event["text"]:
        yield f"events: a trigger is one word: {event['text']}"
    if event["place"] and event["place"] not in places:
        yield f"events: {event['place']} is not marked in the text"
    if event["date"] and not TIMEX.fullmatch(event["date"]):
        yield f"events: {event['date']} is no TIMEX3 value"


# ---------------------------------------------------------------- the joining


def read_story(path: Path, golds: dict[str, Record], groups: dict[str, dict[str, str]]) -> Record:
    """The joining of one story: claims, groups, relations between groups."""
    described: dict[str, tuple[str, str]] = {}
    relations = []
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        left, *fields = (part.strip() for part in line.split("|"))
        words = left.split()
        if len(words) == 3:
            relations.append({"from": words[0], "type": words[1], "to": words[2]})
        else:
            described[left] = (fields[0], fields[1])
    claims = [
        _claim(gold, relation, groups)
        for gold in golds.values()
        if gold["story"] == path.stem
        for relation in gold["attributions"]
    ]
    members: dict[str, list[Record]] = defaultdict(list)
    for claim in claims:
        members[claim["group"]].append(claim)
    for name in (*described, *(r[end] for r in relations for end in ("from", "to"))):
        if name not in members:
            raise GoldError(f"{path.name}: no claim is in group {name}")
    if wrong := [r["type"] for r in relations if r["type"] not in RELATIONS]:
        raise GoldError(f"{path.name}: no such relation: {wrong}")
    return {
        "story": path.stem,
        "documents": sorted({claim["doc"] for claim in claims}),
        "claims": claims,
        "groups": [_group(name, found, described) for name, found in members.items()],
        "relations": relations,
    }


def _claim(gold: Record, relation: Record, groups: dict[str, dict[str, str]]) -> Record:
    name = f"{gold['id']}.{relation['id']}"
    return {
        "id": name,
        "doc": gold["id"],
        "attribution": relation["id"],
        "content": relation["content"],
        "source_name": relation["source_name"],
        "source_kind": relation["source_kind"],
        "stance": relation["stance"],
        "group": groups[gold["id"]].get(relation["id"], name),
    }


def _group(name: str, members: list[Record], described: dict[str, tuple[str, str]]) -> Record:
    origins: dict[str, list[str]] = defaultdict(list)
    for claim in members:
        origins[claim["source_name"] or "unknown"].append(claim["id"])
    if name not in described and len(members) > 1:
        raise GoldError(f"group {name} has {len(members)} claims and no line in its story")
    independent, gloss = described.get(name, ("1", None))
    least, _, most = independent.partition("-")
    return {
        "id": name,
        "gloss": gloss,
        "origins": [{"name": who, "claims": ids} for who, ids in origins.items()],
        "independent_origins": {"at_least": int(least), "at_most": int(most or least)},
    }


# ---------------------------------------------------------------- all of it


def load_places() -> dict[str, Record]:
    """The places that the texts name, by key."""
    table = tomllib.loads((TEXTS / "places.toml").read_text(encoding="utf-8"))
    return {
        key: dict(zip(("name", "country", "lat", "lon"), [n, c or None, lat, lon], strict=True))
        for key, (n, c, lat, lon) in table.items()
    }


def build() -> tuple[dict[Path, str], list[str]]:
    """The contents of every file by its path, and the faults."""
    places, faults = load_places(), []
    golds: dict[str, Record] = {}
    groups: dict[str, dict[str, str]] = {}
    files: dict[Path, Record] = {}
    for path in sorted(TEXTS.glob("??/*.txt")):
        try:
            gold, found = read_document(path, places)
        except (GoldError, KeyError, ValueError) as error:
            faults.append(f"{path.parent.name}/{path.name}: {type(error).__name__} {error}")
            continue
        golds[gold["id"]], groups[gold["id"]] = gold, found
        files[HERE / gold["lang"] / f"{gold['id']}.json"] = gold
        faults += [f"{gold['id']}: {fault}" for fault in find_faults(gold)]
    for path in sorted((TEXTS / "stories").glob("*.txt")):
        try:
            story = read_story(path, golds, groups)
        except GoldError as error:
            faults.append(str(error))
            continue
        files[HERE / "joining" / f"{path.stem}.json"] = story
    files[HERE / "names.json"] = tomllib.loads((TEXTS / "names.toml").read_text(encoding="utf-8"))
    contents = {path: _as_text(record) for path, record in files.items()}
    return {**contents, **_inputs(list(golds.values()))}, faults


def _inputs(golds: list[Record]) -> dict[Path, str]:
    """What a system gets to read: the documents without what annotators added."""
    sets: dict[str, list[Record]] = defaultdict(list)
    for gold in golds:
        for name in filter(None, ("all", gold["story"])):
            sets[name].append({key: gold[key] for key in GIVEN})
    return {
        HERE / "input" / f"{name}.jsonl": "".join(
            json.dumps(record, ensure_ascii=False) + "\n" for record in records
        )
        for name, records in sets.items()
    }


def _as_text(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> str | None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return None


def _compare(path: Path, text: str) -> str | None:
    same = path.is_file() and path.read_text(encoding="utf-8") == text
    return None if same else f"{path.name}: is not what the marked text gives; run build.py"


def run(files: dict[Path, str], treat: Callable[[Path, str], str | None]) -> Iterable[str]:
    """What ``treat`` finds wrong with the files."""
    return filter(None, [treat(path, text) for path, text in files.items()])


def main(argv: list[str] | None = None) -> int:
    """Build or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    args = parser.parse_args(argv)
    files, faults = build()
    faults += run(files, _compare if args.check else _write)
    print(*faults, f"{len(files)} files, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
