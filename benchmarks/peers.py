"""Marsad beside the libraries that do a part of its work, on the same articles in the same run.

usage: peers.py [FILE] [--articles N]

FILE holds JSON lines of the reading contract (default: the news in ``shared`` beside the
repository; without them, made-up reports). Each work is done in a process of its own, so that its
memory is its own: seconds of the processor, and how much memory it took beyond what was there.

- the article out of a page: pages are made of the articles, with a menu, a head and a foot; beside
  Marsad stands trafilatura's extraction alone, which Marsad calls, too
- dates: beside Marsad stands ``dateparser.search``; both find what they find, which is counted
- near copies: every tenth article once more with every fifteenth word changed; beside Marsad
  stands datasketch (MinHash of 128, LSH at 0.5) over the same runs of three words; told are
  the copies found, and pairs that are none of ours
- an index of words: beside Marsad's archive, which reads, stores and indexes, stands a bare FTS5
  table of the same texts

A peer that is not installed is left out, and said so: ``pip install ".[bench]"`` brings them.
"""

from __future__ import annotations

import argparse
import html
import importlib
import multiprocessing
import random
import re
import resource
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from articles import NEWS, read_documents, read_lines
from madeup import make_lines
from processes import load
from tables import print_table

from marsad.analysis.times import find_times
from marsad.archive.near import likeness, sketch
from marsad.archive.observatory import Observatory
from marsad.intake.html import read_html
from marsad.intake.originals import Original
from marsad.model import Document
from marsad.packs.pack import load_pack
from marsad.text.page import open_page

_ARTICLES, _DATED, _PAGES, _STORED = 2_000, 200, 500, 500
_COPIED, _CHANGED = 10, 15  # every tenth article is copied, with every fifteenth word another
_LIKE, _LOOKED_UP, _SHARED, _RUN = 0.5, 16, 3, 3  # as Marsad's archive looks copies up
_BYTES = 8
_MB = 1_000_000
_WORD = re.compile(r"\w+")

Pairs = set[tuple[int, int]]


class Done(NamedTuple):
    """What some work took: seconds of the processor, MB of memory; and what it came to."""

    seconds: float
    memory: float
    found: Any


class Peer(NamedTuple):
    """One line of the table."""

    work: str
    by: str
    articles: int
    begin: Callable[[], object]  # what is loaded before the clock runs
    run: Callable[[], Any]
    tell: Callable[[Any], str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=NEWS)
    parser.add_argument("--articles", type=int, default=_ARTICLES)
    asked = parser.parse_args()
    lines = _lines(asked.file, asked.articles)
    documents = [one for one in read_documents(lines) if isinstance(one, Document)]
    print(f"{len(documents):,} articles, {load()}")
    rows = []
    for peer in _peers(documents, lines):
        done = _apart(peer)
        if done is None:
            print(f'{peer.by}: left out, it is not installed: pip install ".[bench]"')
            continue
        rate = f"{peer.articles / done.seconds:,.0f}"
        told = peer.tell(done.found)
        rows.append((peer.work, peer.by, f"{peer.articles:,}", rate, f"{done.memory:,.0f}", told))
    print_table(("work", "by", "articles", "articles/s", "MB", "found"), rows)


def _lines(file: Path, limit: int) -> list[bytes]:
    if file.exists():
        return read_lines(file, limit)
    print(f"{file} is absent; made-up reports stand in")
    return list(make_lines(limit, seed=1))


def _peers(documents: Sequence[Document], lines: Sequence[bytes]) -> Iterator[Peer]:
    pages = [_page(one) for one in documents[:_PAGES]]
    letters = "{:,} letters".format
    work = "article out of a page"
    yield Peer(
        work,
        "Marsad",
        len(pages),
        lambda: _extract(pages[:5]),
        lambda: _extract(pages),
        letters,
    )
    yield Peer(
        work,
        "trafilatura",
        len(pages),
        lambda: _extract_bare(pages[:5]),
        lambda: _extract_bare(pages),
        letters,
    )
    dated = documents[:_DATED]
    times = "{:,} times".format
    yield Peer(
        "dates",
        "Marsad",
        len(dated),
        lambda: _find_times(dated[:5]),
        lambda: _find_times(dated),
        times,
    )
    yield Peer(
        "dates",
        "dateparser",
        len(dated),
        lambda: _search_dates(dated[:2]),
        lambda: _search_dates(dated),
        times,
    )
    texts, copies = _copied(documents)
    tell = partial(_tell_pairs, copies)
    yield Peer(
        "near copies",
        "Marsad",
        len(texts),
        lambda: _sketch(texts[:5]),
        lambda: _sketch(texts),
        tell,
    )
    yield Peer(
        "near copies",
        "datasketch",
        len(texts),
        lambda: _minhash(texts[:5]),
        lambda: _minhash(texts),
        tell,
    )
    stored = [one.text for one in documents[:_STORED]]
    rows = "{:,} indexed".format
    yield Peer(
        "read, store, index",
        "Marsad",
        len(stored),
        lambda: _store(lines[:20]),
        lambda: _store(lines[:_STORED]),
        rows,
    )
    yield Peer(
        "index of words alone",
        "bare FTS5",
        len(stored),
        lambda: _index(stored[:5]),
        lambda: _index(stored),
        rows,
    )


def _apart(peer: Peer) -> Done | None:
    """Do some work in a process of its own; ``None`` where what it needs is not installed."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(peer, there))
    process.start()
    there.close()
    try:
        done: Done | None = here.recv()
    except EOFError:
        raise SystemExit(f"{peer.work} by {peer.by} failed") from None
    process.join()
    return done


def _work(peer: Peer, there: Connection) -> None:
    before = _peak()
    try:
        peer.begin()
    except ImportError:
        there.send(None)
        return
    begin = time.process_time()
    found = peer.run()
    there.send(Done(time.process_time() - begin, _peak() - before, found))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MB


# -- the article out of a page


def _page(document: Document) -> bytes:
    lines = "".join(f"<p>{html.escape(one)}</p>" for one in document.text.split("\n") if one)
    menu = "".join(f'<li><a href="/{at}">{at}</a></li>' for at in range(20))
    title = html.escape(document.text.partition("\n")[0])
    return (
        f'<!doctype html><html lang="{document.lang}"><head><meta charset="utf-8"><title>{title}'
        f"</title></head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{lines}</article>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def _extract(pages: Iterable[bytes]) -> int:
    return sum(len(read_html(Original(data=page, place="page")).text) for page in pages)


def _extract_bare(pages: Iterable[bytes]) -> int:
    extract = importlib.import_module("trafilatura").extract
    return sum(len(extract(page) or "") for page in pages)


# -- dates


def _find_times(documents: Iterable[Document]) -> int:
    count = 0
    for document in documents:
        pack = load_pack(document.lang or "ar")
        page = open_page(document.text, pack.writing)
        count += len(find_times(page, pack.times, document.published))
    return count


def _search_dates(documents: Iterable[Document]) -> int:
    search = importlib.import_module("dateparser.search").search_dates
    return sum(len(search(one.text, languages=[one.lang or "ar"]) or ()) for one in documents)


# -- near copies


def _copied(documents: Sequence[Document]) -> tuple[list[str], Pairs]:
    """Texts, some of them copies with words changed, and which are copies of which."""
    dice = random.Random(4)
    texts = [one.text for one in documents]
    words = list(dict.fromkeys(word for text in texts[:200] for word in _WORD.findall(text)))
    copies: Pairs = set()
    for at in range(0, len(documents), _COPIED):
        copy = texts[at].split(" ")
        for place in range(dice.randrange(_CHANGED), len(copy), _CHANGED):
            copy[place] = dice.choice(words)
        copies.add((at, len(texts)))
        texts.append(" ".join(copy))
    return texts, copies


def _sketch(texts: Iterable[str]) -> Pairs:
    """As the archive does it, with a dictionary for the table in which sketches are looked up."""
    sketches: list[bytes] = []
    table: defaultdict[bytes, list[int]] = defaultdict(list)
    found: Pairs = set()
    for number, text in enumerate(texts):
        packed = sketch(text)
        shared: defaultdict[int, int] = defaultdict(int)
        for at in range(0, min(len(packed), _LOOKED_UP * _BYTES), _BYTES):
            run = packed[at : at + _BYTES]
            for other in table[run]:
                shared[other] += 1
            table[run].append(number)
        likely = (other for other, count in shared.items() if count >= _SHARED)
        found |= {(one, number) for one in likely if likeness(packed, sketches[one]) >= _LIKE}
        sketches.append(packed)
    return found


def _minhash(texts: Iterable[str]) -> Pairs:
    library = importlib.import_module("datasketch")
    index = library.MinHashLSH(threshold=_LIKE, num_perm=128)
    found: Pairs = set()
    for number, text in enumerate(texts):
        words = _WORD.findall(text)
        runs = {" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        made = library.MinHash(num_perm=128)
        made.update_batch([run.encode() for run in runs])
        found |= {(other, number) for other in index.query(made)}
        index.insert(number, made)
    return found


def _tell_pairs(copies: Pairs, found: Pairs) -> str:
    hit = len(copies & found)
    return f"{hit:,} of {len(copies):,} copies, {len(found - copies):,} other pairs"


# -- words


def _store(lines: Iterable[bytes]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "news.jsonl"
        file.write_bytes(b"\n".join(one.strip() for one in lines))
        with Observatory.create(Path(folder) / "archive.db") as archive:
            return sum(1 for _ in archive.add_each(file, workers=1))


def _index(texts: Iterable[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "bare.db")
        database.execute("CREATE VIRTUAL TABLE bare USING fts5(text)")
        rows = chain((text,) for text in texts)
        count = database.executemany("INSERT INTO bare VALUES (?)", rows).rowcount
        database.commit()
        database.close()
        return count


if __name__ == "__main__":
    main()
