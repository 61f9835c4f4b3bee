"""What Marsad finds in a year of news: a count, without gold, to see where it is thin or odd.

usage: census.py [FILE] [--limit N]

FILE holds JSON lines of the reading contract, packed by gzip or not (default: the Arabic news in
``shared`` beside the repository). The articles are read by two processes; the result does not
depend on which of them took what. A word is what stands between spaces.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from pathlib import Path

from articles import NEWS, read_documents, read_lines
from tables import print_table, share, watch

from marsad.analysis.analyse import analyse
from marsad.intake.failures import Failure
from marsad.model import Analysis, Attribution, Kind

# What is counted, and in which class of it: ("mode", "direct").
Tally = Counter[tuple[str, str]]

_PROCESSES = 2
_CHUNK = 100
_RULES = 30
_FAILURES = 10  # that are shown
_NOBODY = "(none)"
_ALL = "all"


def main(argv: list[str] | None = None) -> int:
    """Count and print; the exit code is 1 when an article could not be read."""
    parser = argparse.ArgumentParser(description="Counts what Marsad finds in a file of news.")
    parser.add_argument("file", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--limit", type=int, help="only the first N articles")
    args = parser.parse_args(argv)
    if not args.file.is_file():
        print(f"census: skipped, there is no {args.file}")
        return 0
    tally = count_file(args.file, args.limit)
    _print(tally)
    failures = sorted(place for what, place in tally if what == "failure")
    for place in failures[:_FAILURES]:
        print(place, file=sys.stderr)
    if failures:
        print(f"not read: {len(failures)}", file=sys.stderr)
    return 1 if failures else 0


def count_file(path: Path, limit: int | None) -> Tally:
    """All articles of a file, counted in chunks."""
    lines = read_lines(path, limit)
    chunks = [lines[at : at + _CHUNK] for at in range(0, len(lines), _CHUNK)]
    tally: Tally = Counter()
    with multiprocessing.Pool(_PROCESSES) as pool:
        for counted in watch(pool.imap(count_chunk, chunks), chunks, "Reading"):
            tally.update(counted)
    return tally


def count_chunk(lines: list[bytes]) -> Tally:
    """Some articles, counted in a process of their own."""
    tally: Tally = Counter()
    for document in read_documents(lines):
        if isinstance(document, Failure):
            tally["failure", document.message] += 1
            continue
        try:
            analysis = analyse(document)
        except Exception as error:  # noqa: BLE001 - one article must not cost the count
            tally["failure", f"{document.id}: {error!r}"] += 1
            continue
        _count(analysis, tally)
    return tally


def _count(analysis: Analysis, tally: Tally) -> None:
    document, found = analysis.document, analysis.attributions
    for outlet in (document.outlet or _NOBODY, _ALL):
        tally["articles", outlet] += 1
        tally["words", outlet] += len(document.text.split())
        tally["relations", outlet] += len(found)
        tally["silent", outlet] += not found
    for attribution in found:
        _count_relation(attribution, tally)
    for actor in analysis.actors:
        tally["ground", actor.ground.value] += 1
        tally["actor", "in the lists" if actor.entity else "in no list, or open"] += 1
    for place in analysis.places:
        tally["level", place.level] += 1
    for event in analysis.events:
        tally["event", event.type.value] += 1
        tally["status", event.status.value] += 1
    for note in analysis.notes:
        tally["note", note.code] += 1


def _count_relation(found: Attribution, tally: Tally) -> None:
    source = found.source
    tally["share", "a source"] += source is not None
    tally["share", "a source of known kind"] += source is not None and source.kind != Kind.UNKNOWN
    tally["share", "a source that is named elsewhere in the text"] += (
        source is not None and source.antecedent is not None
    )
    tally["share", "a carrier"] += bool(found.via)
    tally["share", "inside another relation"] += found.parent is not None
    tally["kind", _NOBODY if source is None else source.kind.value] += 1
    tally["mode", found.mode.value] += 1
    tally["stance", found.stance.value] += 1
    tally["rule", found.rule] += 1


def _print(tally: Tally) -> None:
    print_table(
        ("outlet", "articles", "words", "relations", "per 100 words", "without any", "%"),
        [_outlet_row(tally, outlet) for outlet, _ in _most(tally, "articles")[::-1]],
    )
    relations = tally["relations", _ALL]
    for what, head in (
        ("share", "relations with"),
        ("kind", "kind of source"),
        ("mode", "mode"),
        ("stance", "stance"),
    ):
        rows = [(name, f"{n:,}", share(n, relations)) for name, n in _most(tally, what)]
        print_table((head, "relations", "%"), rows)
    for what, head, count in (
        ("actor", "mentions of actors", "actor"),
        ("ground", "ground of an actor", "actor"),
        ("level", "level of a place", "level"),
        ("event", "type of event", "event"),
        ("status", "status of an event", "event"),
    ):
        total = sum(n for _, n in _most(tally, count))
        rows = [(name, f"{n:,}", share(n, total)) for name, n in _most(tally, what)]
        print_table((head, f"of {total:,}", "%"), rows)
    articles = tally["articles", _ALL]
    rows = [(name, f"{n:,}", share(n, articles)) for name, n in _most(tally, "note")]
    print_table(("note", "times", "per 100 articles"), rows)
    rules = _most(tally, "rule")
    print_table(
        ("relations", "%", f"rule (the first {min(_RULES, len(rules))} of {len(rules)})"),
        [(f"{n:,}", share(n, relations), name) for name, n in rules[:_RULES]],
    )


def _outlet_row(tally: Tally, outlet: str) -> tuple[str, ...]:
    articles, words = tally["articles", outlet], tally["words", outlet]
    relations, silent = tally["relations", outlet], tally["silent", outlet]
    return (
        outlet,
        f"{articles:,}",
        f"{words:,}",
        f"{relations:,}",
        f"{100 * relations / words:.2f}" if words else "-",
        f"{silent:,}",
        share(silent, articles),
    )


def _most(tally: Tally, what: str) -> list[tuple[str, int]]:
    """The classes of one thing, the most frequent first, equal ones by name."""
    found = [(name, n) for (kind, name), n in tally.items() if kind == what]
    return sorted(found, key=lambda one: (-one[1], one[0]))


if __name__ == "__main__":
    sys.exit(main())
