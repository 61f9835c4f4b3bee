"""How fast an archive of many claims is searched, and what it weighs on the disk.

usage: search.py [--claims N] [--at FOLDER] [--keep]

Makes an archive of N claims (1,000,000) of made-up Arabic and English, five to a document, spread
over five years; words as frequent as in a language (Zipf), names, stances, events and outlets drawn
the same way. It is filled by the functions that fill any archive, without a reading and without
the bytes of pages. Then it searches, each sort of query with many different words, on a warm file
cache, and beside each word looks it up in a table of FTS5 over the same texts that knows nothing
else. Times are taken by the clock of the processor, so that other work on the machine counts less,
and the 95th percentile by the wall stands beside. The exit code is 1 when a
line misses its budget.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, insert, select
from tables import print_table

from marsad.archive.connection import open_engine
from marsad.archive.keys import key_of
from marsad.archive.layout import upgrade
from marsad.archive.marks import claim_marks, document_marks
from marsad.archive.schema import (
    claim_names,
    claims,
    document_names,
    documents,
    name_forms,
    names,
    originals,
)
from marsad.archive.search.facets import count_facets
from marsad.archive.search.find import Page, search
from marsad.archive.search.index import CLAIMS, DOCUMENTS, Entry, put
from marsad.text.words import fold_form, index_words

SEARCH, FACETS = 50.0, 300.0  # milliseconds: the budgets of the design
SEED = 20_261_122
PER_DOCUMENT = 5
WORDS = 28  # of a claim: some 200 letters, as the claims of Arabic news have
BATCH = 4_000  # documents
FIRST_DAY, DAYS = date(2021, 1, 1), 1_826
VOCABULARY = {"ar": 60_000, "en": 40_000}
ACTORS, PLACES, OUTLETS = 4_000, 1_500, 60
EVENTS = ("ASSAULT", "ACCUSE", "CONSULT", "AID", "REJECT", "PROTEST", "AGREE", "COERCE")
STATUSES = ("asserted", "denied", "planned", "possible")
STANCES = ("neutral", "neutral", "neutral", "affirm", "deny", "doubt", "believe")
LETTERS = {"ar": "بتجحدرزسشصطعغفقكلمنهي", "en": "bcdfghklmnprstvwz"}
VOWELS = {"ar": ("", "", "ا", "و", "ي"), "en": ("a", "e", "i", "o", "u")}


class Zipf:
    """Draws from a list, the n-th with a chance of 1/n."""

    def __init__(self, things: Sequence[str | int], chance: random.Random) -> None:
        self.things = things
        self._sums = list(accumulate(1 / place for place in range(1, len(things) + 1)))
        self._chance = chance

    def draw(self) -> str | int:
        return self.things[bisect(self._sums, self._chance.random() * self._sums[-1])]


def invent(lang: str, many: int, chance: random.Random) -> list[str]:
    """Words that nobody has ever used, each once."""
    made: dict[str, None] = {}
    while len(made) < many:
        letters = LETTERS[lang]
        count = chance.choice((3, 3, 4, 4, 5))
        made[
            "".join(chance.choice(letters) + chance.choice(VOWELS[lang]) for _ in range(count))
        ] = None
    return list(made)


class World:
    """The words, names and texts of the made-up archive."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.words = {
            lang: Zipf(invent(lang, many, self.chance), self.chance)
            for lang, many in VOCABULARY.items()
        }
        self.actors = Zipf(range(1, ACTORS + 1), self.chance)
        self.places = Zipf(range(ACTORS + 1, ACTORS + PLACES + 1), self.chance)
        self.events = Zipf(range(len(EVENTS)), self.chance)
        self.outlets = Zipf([f"outlet {number}" for number in range(OUTLETS)], self.chance)
        self.forms = {
            number: tuple(
                " ".join(invent(lang, 2 if number <= ACTORS else 1, self.chance))
                for lang in VOCABULARY
            )
            for number in range(1, ACTORS + PLACES + 1)
        }

    def sentence(self, lang: str) -> list[str]:
        drawn = [str(self.words[lang].draw()) for _ in range(WORDS)]
        if lang == "ar":
            return [f"ال{word}" if self.chance.random() < 0.3 else word for word in drawn]
        return drawn


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--claims", type=int, default=1_000_000)
    given.add_argument("--at", type=Path, help="a folder; an archive that stands there is taken")
    given.add_argument("--keep", action="store_true", help="leave the folder there")
    options = given.parse_args()
    folder = options.at or Path(tempfile.mkdtemp(prefix="marsad-search-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return run(folder, options.claims)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def run(folder: Path, many: int) -> int:
    world = World()
    path = folder / "marsad.db"
    if not path.exists():
        build(world, path, folder / "bare.db", many)
    weigh(path, many)
    engine = open_engine(path, write=False)
    with engine.connect() as connection, closing(sqlite3.connect(folder / "bare.db")) as bare:
        bare.execute("PRAGMA cache_size=-65536")
        missed = time_all(connection, bare, world, many)
    engine.dispose()
    return 1 if missed else 0


# Filling


class Batch:
    """Rows on their way into the tables."""

    def __init__(self) -> None:
        self.documents: list[dict[str, object]] = []
        self.claims: list[dict[str, object]] = []
        self.claim_names: list[tuple[int, str, int]] = []
        self.document_names: set[tuple[int, str, int]] = set()
        self.entries: dict[str, list[Entry]] = {CLAIMS: [], DOCUMENTS: []}
        self.texts: list[tuple[int, str]] = []


def build(world: World, path: Path, bare: Path, many: int) -> None:
    engine = open_engine(path, write=True)
    upgrade(engine)
    spent = defaultdict[str, float](float)
    with engine.begin() as connection:
        enter_names(connection, world)
    with closing(sqlite3.connect(bare)) as other:
        other.execute("PRAGMA synchronous=OFF")
        other.execute("CREATE VIRTUAL TABLE bare USING fts5(words, content='')")
        numbers = range(1, many // PER_DOCUMENT + 1)
        for at in range(0, len(numbers), BATCH):
            batch = Batch()
            for number in numbers[at : at + BATCH]:
                make_document(world, number, len(numbers), batch)
            begun = time.perf_counter()
            with engine.begin() as connection:
                fill(connection, batch, spent)
            spent["archive"] += time.perf_counter() - begun
            begun = time.perf_counter()
            with other:
                other.executemany("INSERT INTO bare (rowid, words) VALUES (?, ?)", batch.texts)
            spent["bare"] += time.perf_counter() - begun
    engine.dispose()
    rows = [(what, f"{seconds:,.0f} s") for what, seconds in spent.items()]
    print_table(("filled", "time"), rows)


def enter_names(connection: Connection, world: World) -> None:
    rows: list[dict[str, object]] = []
    for number, (_, english) in world.forms.items():
        kind = "actor" if number <= ACTORS else "place"
        rows.append({"number": number, "kind": kind, "entity": f"x.{number}", "name": english})
    last = len(rows)
    for number, word in enumerate((*EVENTS, *STATUSES), last + 1):
        kind = "event" if word in EVENTS else "status"
        rows.append({"number": number, "kind": kind, "entity": word, "name": word})
    connection.execute(insert(names), rows)
    forms = [
        {"form": fold_form(form), "name": number}
        for number, both in world.forms.items()
        for form in dict.fromkeys(both)
    ]
    connection.execute(insert(name_forms), forms)
    page = {"hash": "0", "place": "made up", "headers": "[]", "size": 0, "data": b""}
    connection.execute(insert(originals), page)


def make_document(world: World, number: int, of: int, batch: Batch) -> None:
    """A document of five claims; numbers go with time, as in an archive that grows."""
    chance = world.chance
    lang = "ar" if chance.random() < 0.7 else "en"
    outlet = str(world.outlets.draw())
    published = (FIRST_DAY + timedelta(days=number * (DAYS - 1) // of)).isoformat()
    key = key_of(published, number)
    whole = document_marks(lang, outlet, False, ())
    text, in_document = "", set[tuple[str, int]]()
    for place in range(1, PER_DOCUMENT + 1):
        named = list(dict.fromkeys(draw_names(world)))
        sentence = world.sentence(lang)
        for role, at in named[:3]:
            if role in ("source", "actor", "place"):
                sentence.insert(chance.randrange(len(sentence)), world.forms[at][lang == "en"])
        start, said = len(text), " ".join(sentence)
        text += f"{said}.\n"
        stance = chance.choice(STANCES)
        batch.claims.append(claim_row(key + place, number, stance, start, len(said)))
        batch.claim_names += [(key + place, role, name) for role, name in named]
        words = index_words(said)
        marks = claim_marks(stance, None, whole, named)
        batch.entries[CLAIMS].append(Entry(key + place, words.norm, words.stem, " ".join(marks)))
        batch.texts.append((key + place, said))
        in_document |= set(named)
    words = index_words(text)
    marks = document_marks(lang, outlet, False, in_document)
    batch.entries[DOCUMENTS].append(Entry(key, words.norm, words.stem, " ".join(marks)))
    batch.document_names |= {(key, role, name) for role, name in in_document}
    batch.documents.append(
        {
            "number": number,
            "key": key,
            "id": f"{number:016x}",
            "original": "0",
            "lang": lang,
            "outlet": outlet,
            "title": text[:60],
            "published": published,
            "added": "2026-11-22T10:15:00Z",
            "replaced": False,
            "given": "{}",
            "text": text,
        }
    )


def draw_names(world: World) -> Iterator[tuple[str, int]]:
    chance, last = world.chance, ACTORS + PLACES
    yield "source", int(world.actors.draw())
    yield "actor", int(world.actors.draw())
    yield "place", int(world.places.draw())
    if chance.random() < 0.5:
        yield "actor", int(world.actors.draw())
    if chance.random() < 0.2:
        yield "via", int(world.actors.draw())
    if chance.random() < 0.5:
        yield "event", last + 1 + int(world.events.draw())
        yield "status", last + len(EVENTS) + 1 + chance.choice((0, 0, 0, 1, 2, 3))


def claim_row(key: int, number: int, stance: str, start: int, size: int) -> dict[str, object]:
    middle = start + size // 4
    return {
        "key": key,
        "id": f"{key:016x}",
        "document": number,
        "stance": stance,
        "source": "somebody",
        "source_kind": "organisation",
        "chain": '[{"kind":"outlet","name":"outlet"},{"kind":"organisation","name":"somebody"}]',
        "spans": f'{{"source":[[{start},{middle}]],"cue":[[{middle},{middle + 4}]],'
        f'"content":[[{middle + 5},{start + size}]]}}',
        "rule": "verb.said",
        "score": 0.9,
        "review": None,
    }


def fill(connection: Connection, batch: Batch, spent: dict[str, float]) -> None:
    connection.execute(insert(documents), batch.documents)
    connection.execute(insert(claims), batch.claims)
    for table, rows in (
        (claim_names, batch.claim_names),
        (document_names, sorted(batch.document_names)),
    ):
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES (?, ?, ?)", rows)
    for table, entries in batch.entries.items():
        begun = time.perf_counter()
        put(connection, table, entries)
        spent[f"of it {table}"] += time.perf_counter() - begun


def weigh(path: Path, many: int) -> None:
    """The size of the file, by tables."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sizes = Counter[str]()
        owners = dict(db.execute("SELECT name, tbl_name FROM sqlite_master"))
        for name, size in db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            owner = owners.get(name, name)
            sizes[owner.replace("_data", "").replace("_docsize", "").replace("_idx", "")] += size
    rows = [
        (name, f"{size / 1e6:,.0f} MB", f"{size / many:,.0f}")
        for name, size in sizes.most_common()
        if size > 1e6
    ]
    total = path.stat().st_size
    print_table(
        ("table with its indexes", "size", "bytes a claim"),
        [*rows, ("the file", f"{total / 1e6:,.0f} MB", f"{total / many:,.0f}")],
    )


# Searching

_HEAD = ("p50", "p95", "worst", "p95 wall")


class Sort(NamedTuple):
    """A sort of queries, and the words to look for in the bare table beside."""

    name: str
    typed: list[str]
    bare: list[str]


def sorts(connection: Connection, bare: sqlite3.Connection, world: World, many: int) -> list[Sort]:
    chance = random.Random(1)
    often, seldom, rare = (
        chance.sample(words, min(60, len(words)))
        for words in bands(bare, many, (0.12, 0.3), (0.008, 0.012), (0.00008, 0.00012))
    )
    phrases = [" ".join(pair) for pair in pairs(connection, bare, chance, many)]
    actors = [world.forms[number] for number in chance.sample(range(1, 600), 60)]
    places = [world.forms[number][1] for number in range(ACTORS + 1, ACTORS + 61)]
    two = [f"{chance.choice(often)} {word}" for word in seldom]
    both = [f"{one} {other}" for one, other in zip(seldom, reversed(seldom), strict=True)]
    outlets = [f'outlet:"outlet {number}"' for number in range(OUTLETS)]
    told_as = [f"event:{event} status:{status}" for event in EVENTS for status in STATUSES]
    quoted = [f'"{phrase}"' for phrase in phrases]
    return [
        Sort("a word in 20 % of the claims", often, often),
        Sort("a word in 1 %", seldom, seldom),
        Sort("a word in 0.01 %", rare, rare),
        Sort("two words, 20 % and 1 %", two, two),
        Sort("two words, 1 % each", both, both),
        Sort("a phrase of two words", quoted, quoted),
        Sort("one of two words", [f"{one} OR {rare[0]}" for one in seldom], []),
        Sort("a word without another", [f"{one} -{rare[0]}" for one in seldom], []),
        Sort("a name of one word, a place", places, places),
        Sort("a name of two words, an actor", [one for _, one in actors], []),
        Sort("source:", [f'source:"{english}"' for _, english in actors], []),
        Sort("place:", [f"place:{one}" for one in places], []),
        Sort("outlet:", outlets, []),
        Sort("stance:deny and a word in 20 %", [f"stance:deny {word}" for word in often], []),
        Sort("event: and status:", told_as, []),
        Sort("a word in 1 % in a month", [f"{word} on:2023-05" for word in seldom], []),
        Sort("a word in 20 % before 2022", [f"{word} before:2022" for word in often], []),
        Sort("everything", [""], []),
    ]


def bands(bare: sqlite3.Connection, many: int, *shares: tuple[float, float]) -> list[list[str]]:
    """The words, their form with the article counted in, in each band of shares of the claims."""
    bare.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, bare, row)"
    )
    counts = Counter[str]()
    for word, times in bare.execute("SELECT term, doc FROM vocabulary"):
        counts[word.removeprefix("ال")] += times
    return [
        [word for word, times in counts.items() if low <= times / many < high]
        for low, high in shares
    ]


def pairs(
    connection: Connection, bare: sqlite3.Connection, chance: random.Random, many: int
) -> list[tuple[str, str]]:
    """Sixty pairs of words side by side in some text, each word in 2 to 15 % of the claims."""
    [known] = bands(bare, many, (0.02, 0.15))
    often, found = set(known), dict[tuple[str, str], None]()
    while len(found) < 60:
        number = chance.randrange(1, many // PER_DOCUMENT + 1)
        text = select(documents.c.text).where(documents.c.number == number)
        words = connection.execute(text).scalar_one().split()
        beside = [pair for pair in pairwise(words) if often.issuperset(pair)]
        found |= dict.fromkeys(beside[:1])
    return list(found)


def time_all(connection: Connection, bare: sqlite3.Connection, world: World, many: int) -> bool:
    all_sorts = sorts(connection, bare, world, many)
    pooled, rows, missed = Taken([], []), [], False
    for sort in all_sorts:
        taken = clock(lambda typed: search(connection, typed), sort.typed)
        beside = told(clock(lambda typed: look_up(bare, typed), sort.bare)) if sort.bare else ()
        pooled.busy.extend(taken.busy)
        pooled.wall.extend(taken.wall)
        missed |= at(95, taken.busy) > SEARCH
        rows.append((sort.name, *told(taken), *(beside[:2] or ("", ""))))
    rows.append(("all of these", *told(pooled), "", ""))
    print_table(("newest 20, ms", *_HEAD, "bare p50", "bare p95"), rows)
    rows = []
    for sort in all_sorts:
        taken = clock(lambda typed: count_facets(connection, typed), sort.typed[:20])
        missed |= at(95, taken.busy) > FACETS
        rows.append((sort.name, *told(taken)))
    print_table(("facets, ms", *_HEAD), rows)
    print_table(("other searches, ms", *_HEAD), list(time_others(connection, all_sorts)))
    return missed


def time_others(connection: Connection, all_sorts: Sequence[Sort]) -> Iterator[tuple[str, ...]]:
    for sort in all_sorts[1:6]:
        taken = clock(lambda typed: search(connection, typed, order="relevance"), sort.typed)
        yield f"{sort.name}: by relevance", *told(taken)
    for sort in all_sorts[:2]:
        taken = clock(lambda typed: nine_pages(connection, typed), sort.typed[:20])
        yield f"{sort.name}: a page behind the first", *told(taken, 9)
    for sort in all_sorts[:3]:
        taken = clock(lambda typed: search(connection, typed, of="documents"), sort.typed)
        yield f"{sort.name}: documents", *told(taken)


def nine_pages(connection: Connection, typed: str) -> None:
    after = None
    for _ in range(9):
        after = search(connection, typed, page=Page(20, after)).after


def look_up(bare: sqlite3.Connection, typed: str) -> list[tuple[int]]:
    """What FTS5 alone needs for the newest twenty."""
    words = typed if typed.startswith('"') else " ".join(f'"{word}"' for word in typed.split())
    asked = "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rowid DESC LIMIT 20"
    return bare.execute(asked, (words,)).fetchall()


class Taken(NamedTuple):
    """Milliseconds of each call, by the clock of the processor and by that of the wall."""

    busy: list[float]
    wall: list[float]


def clock(call: Callable[[str], object], typed: Sequence[str]) -> Taken:
    """How long calls take, a first round left out; each at least three times."""
    rounds = max(3, 30 // len(typed))
    taken = Taken([], [])
    for again in range(rounds + 1):
        for one in typed:
            begun, started = time.process_time(), time.perf_counter()
            call(one)
            if again:
                taken.busy.append((time.process_time() - begun) * 1000)
                taken.wall.append((time.perf_counter() - started) * 1000)
    return taken


def at(percent: int, taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[percent - 1]


def told(taken: Taken, parts: int = 1) -> tuple[str, str, str, str]:
    """Half of the calls, 95 of 100, the longest; and 95 of 100 by the wall."""
    busy, wall = ([one / parts for one in clocked] for clocked in taken)
    return f"{at(50, busy):.1f}", f"{at(95, busy):.1f}", f"{max(busy):.1f}", f"{at(95, wall):.1f}"


if __name__ == "__main__":
    sys.exit(main())
