"""How long it takes to join what an archive says, and how that grows with the archive.

usage: linking.py [--claims N …] [--news ARCHIVE] [--workers N] [--svg FILE] [--new N]

For each N (10,000 and 100,000) an archive of so many claims is made: the documents of ARCHIVE (made
by ``marsad add``; without it, made-up reports) come again and again, each time on later days, so
that a day stays as full as it is, under other ids. Each is linked as a whole; then ``--new`` (20)
more documents come one by one. Readings are copied, not made: linking begins with the stored one.

Seconds are of the wall; beside them those of all processors, and the largest memory of the one who
writes. The exit code is 1 when a budget is broken. ``--svg`` writes the figures as a drawing.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from madeup import make_lines
from processes import load, run
from sqlalchemy import Connection, func, insert, select
from tables import print_table

from marsad.archive.keys import key_of
from marsad.archive.observatory import Observatory
from marsad.archive.prepare import pack_findings, unpack_findings
from marsad.archive.readers import Engines
from marsad.archive.schema import analyses, documents, originals, statements
from marsad.ids import content_id
from marsad.linking.stored.updating import update
from marsad.model import Analysis

BULK = 120.0  # seconds for 100,000 claims on two cores: the budget of the design
ONE = 0.1  # seconds for one document into an archive of 1,000,000 claims
MEMORY = 1_500  # MB
_MADE_UP = 1_000
_AT_ONCE = 200
_GAP = 1  # days between one pass through the documents and the next


class Row(NamedTuple):
    """What was measured for one archive."""

    claims: int
    statements: int
    documents: int
    wall: float
    cpu: float
    memory: float
    one: float
    slowest: float


class Source(NamedTuple):
    """A document that is copied: its reading, and how many claims it has."""

    analysis: Analysis
    published: date


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit code says whether the budgets were kept."""
    parser = argparse.ArgumentParser(description="Measures linking against the archive's size.")
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--news", type=Path, help="an archive that marsad add has made")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--new", type=int, default=20, help="documents that come one by one")
    parser.add_argument("--svg", type=Path, help="where to draw the figures")
    parser.add_argument("--link", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.link is not None:  # the process that is measured
        with Observatory(args.link) as observatory:
            print(update(observatory.engines, workers=args.workers))
        return 0
    print(f"{load()}\n")
    with tempfile.TemporaryDirectory() as folder:
        news = args.news or make_news(Path(folder) / "news.db")
        rows = [
            measure(news, Path(folder) / f"{claims}.db", claims, args.workers, args.new)
            for claims in args.claims
        ]
    head = ("claims", "statements", "documents", "s", "s cpu", "MB", "one ms", "slowest ms")
    print_table(head, [_shown(row) for row in rows])
    if args.svg:
        args.svg.write_text(draw(rows), encoding="utf-8")
    return 0 if all(map(kept, rows)) else 1


def _shown(row: Row) -> tuple[object, ...]:
    return (
        f"{row.claims:,}",
        f"{row.statements:,}",
        f"{row.documents:,}",
        f"{row.wall:.1f}",
        f"{row.cpu:.1f}",
        f"{row.memory:.0f}",
        f"{row.one * 1e3:.0f}",
        f"{row.slowest * 1e3:.0f}",
    )


def kept(row: Row) -> bool:
    """Whether the budgets were kept, in proportion to the size."""
    return row.wall <= BULK * row.claims / 100_000 and row.one <= ONE and row.memory <= MEMORY


def make_news(path: Path) -> Path:
    """An archive of made-up reports, for who has no texts."""
    source = path.with_suffix(".jsonl")
    source.write_bytes(b"".join(make_lines(_MADE_UP)))
    with Observatory.create(path) as observatory:
        observatory.add(source)
    return path


def measure(news: Path, path: Path, claims: int, workers: int, new: int) -> Row:
    """Make an archive of so many claims, link it, and link more documents one by one."""
    with Observatory(news) as source, Observatory.create(path) as target:
        rest = fill(source, target.engines, claims, new + 1)
    command = [sys.executable, __file__, "--link", str(path), "--workers", str(workers)]
    took = run(command)
    if took.code:
        raise SystemExit(took.out)
    with Observatory(path) as target:
        with target.reading() as connection:
            told = connection.scalar(select(func.count()).select_from(statements)) or 0
            size = connection.scalar(select(func.count()).select_from(documents)) or 0
        warm, *rest = rest  # lists and packs are loaded once in the life of a process
        one_more(target.engines, warm)
        seconds = [one_more(target.engines, row) for row in rest]
    each = statistics.median(seconds)
    return Row(claims, told, size, took.wall, took.cpu, took.memory[0], each, max(seconds))


def one_more(engines: Engines, rows: tuple[dict[str, Any], dict[str, Any]]) -> float:
    """Seconds to link one more document, once it is stored."""
    with engines.writing.begin() as connection:
        put(connection, [rows])
    begin = time.perf_counter()
    update(engines)
    return time.perf_counter() - begin


def fill(
    source: Observatory, engines: Engines, claims: int, new: int
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Copy documents until there are so many claims; gives the rows of those that follow."""
    with source.reading() as connection, engines.writing.begin() as writing:
        row = connection.execute(select(originals).limit(1)).one()
        writing.execute(insert(originals), dict(row._mapping))
        original = row.hash
    made, number = 0, 0
    waiting: list[tuple[dict[str, Any], dict[str, Any]]] = []
    more: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for told, analysis in copies(source):
        number += 1
        rows = make_rows(number, analysis, original)
        if made >= claims:
            more.append(rows)
            if len(more) == new:
                break
            continue
        made += told
        waiting.append(rows)
        if len(waiting) == _AT_ONCE or made >= claims:
            with engines.writing.begin() as connection:
                put(connection, waiting)
            waiting = []
    return more


def put(connection: Connection, rows: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Store documents and their readings, and no more: linking asks for nothing else."""
    connection.execute(insert(documents), [document for document, _ in rows])
    connection.execute(insert(analyses), [analysis for _, analysis in rows])


def make_rows(
    number: int, analysis: Analysis, original: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A document and its reading as rows."""
    document = analysis.document
    row = {
        "number": number,
        "key": key_of(document.published, number),
        "id": document.id,
        "original": original,
        "lang": document.lang,
        "outlet": document.outlet,
        "published": document.published,
        "added": "2026-01-01T00:00:00Z",
        "replaced": False,
        "given": "{}",
        "text": document.text,
    }
    reading = {
        "document": number,
        "engine": analysis.engine,
        "made": "2026-01-01T00:00:00Z",
        "findings": pack_findings(analysis),
    }
    return row, reading


def copies(source: Observatory) -> Iterator[tuple[int, Analysis]]:
    """The documents in the order of their days, then once more on later days, without end."""
    with source.reading() as connection:
        chosen = select(documents.c.number, documents.c.published)
        dated = chosen.where(documents.c.published.is_not(None)).order_by(documents.c.key)
        rows = connection.execute(dated).all()
    first, last = (date.fromisoformat(rows[at].published[:10]) for at in (0, -1))
    span = (last - first).days + _GAP
    round_number = 0
    while True:
        for row in rows:
            with source.reading() as connection:
                kept_row = connection.execute(
                    select(documents.c.text, analyses.c.engine, analyses.c.findings)
                    .join_from(documents, analyses)
                    .where(documents.c.number == row.number)
                ).one()
            plain = unpack_findings(kept_row.findings, kept_row.text, kept_row.engine)
            yield len(plain.claims), shifted(plain, round_number, span)
        round_number += 1


def shifted(analysis: Analysis, round_number: int, span: int) -> Analysis:
    """A reading as it were of a document of a later day, with ids of its own."""
    if round_number == 0:
        return analysis
    document = analysis.document
    day = date.fromisoformat((document.published or "")[:10]) + timedelta(span * round_number)
    later = replace(document, id=content_id(document.id, round_number), published=str(day))
    return replace(
        analysis,
        document=later,
        claims=tuple(
            replace(one, id=content_id(one.id, round_number), document=later.id)
            for one in analysis.claims
        ),
        assertions=tuple(
            replace(
                one,
                id=content_id(one.id, round_number),
                claim=content_id(one.claim, round_number) if one.claim else None,
            )
            for one in analysis.assertions
        ),
    )


_WIDE, _HIGH, _EDGE = 640, 300, 60  # pixels


def draw(rows: Sequence[Row]) -> str:
    """Seconds of the wall for all, and milliseconds for one more, against claims; both by tens."""
    drawn = [
        _line([(row.claims, row.wall) for row in rows], "#1f6f8b", "seconds for all claims"),
        _line([(row.claims, row.one * 1e3) for row in rows], "#b3541e", "ms for one more document"),
    ]
    grid = "".join(
        f'<line x1="{_EDGE}" x2="{_WIDE - _EDGE}" y1="{_y(10**power):.0f}" '
        f'y2="{_y(10**power):.0f}" stroke="#ddd"/>'
        f'<text x="{_EDGE - 6}" y="{_y(10**power) + 4:.0f}" text-anchor="end">{10**power:,}</text>'
        for power in range(5)
    )
    marks = "".join(
        f'<text x="{_x(row.claims):.0f}" y="{_HIGH - _EDGE + 20}" '
        f'text-anchor="middle">{row.claims:,}</text>'
        for row in rows
    )
    legend = "".join(
        f'<text x="{_EDGE}" y="{16 + 16 * at}" fill="{colour}">{name}</text>'
        for at, (_, colour, name) in enumerate(drawn)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" '
        f'font-family="sans-serif" font-size="12">{grid}{marks}{legend}'
        f"{''.join(shape for shape, _, _ in drawn)}</svg>\n"
    )


def _line(points: Sequence[tuple[int, float]], colour: str, name: str) -> tuple[str, str, str]:
    places = [(_x(claims), _y(value)) for claims, value in points]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in places)
    return f'<polyline points="{path}" fill="none" stroke="{colour}"/>{dots}', colour, name


def _x(claims: int) -> float:
    """From 10,000 to 1,000,000."""
    return _EDGE + (math.log10(claims) - 4) / 2 * (_WIDE - 2 * _EDGE)


def _y(value: float) -> float:
    """From 1 to 10,000."""
    return _HIGH - _EDGE - math.log10(max(1.0, value)) / 4 * (_HIGH - 2 * _EDGE)


if __name__ == "__main__":
    sys.exit(main())
