"""Whether what people said of joined statements, and their grades, can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from marsad.archive.keeping.faults import RESTORE, Fault
from marsad.archive.schema import grades, judgements
from marsad.codec import from_json

_VERDICTS = frozenset({"same", "different", "unsure"})
_GRADES = {"reliability": frozenset("ABCDEF"), "credibility": frozenset("123456")}
_ANCHOR = {"id", "document", "spans", "words"}
_AT_ONCE = 1_000  # rows that are fetched together


def find_unreadable(connection: Connection) -> Iterator[Fault]:
    """Judgements and grades that say nothing that can be understood."""
    for table, read in ((judgements, _read_judgement), (grades, _read_grade)):
        chosen = select(table).order_by(table.c.number)
        for row in connection.execute(chosen, execution_options={"yield_per": _AT_ONCE}):
            for told in read(row):
                yield Fault(told, f"{table.name} {row.number}", RESTORE)


def _read_judgement(row: Row[Any]) -> Iterator[str]:
    if row.verdict is None and row.undoes is None:
        yield "undoes nothing"
    elif row.verdict is not None and row.verdict not in _VERDICTS:
        yield f"its verdict {row.verdict!a:.20} is none of {', '.join(sorted(_VERDICTS))}"
    for end in (row.one, row.other):
        yield from _read_anchor(end)


def _read_grade(row: Row[Any]) -> Iterator[str]:
    known = _GRADES.get(row.axis)
    if known is None:
        yield f"its axis {row.axis!a:.20} is none of {', '.join(sorted(_GRADES))}"
    elif row.grade is not None and row.grade not in known:
        yield f"its grade {row.grade!a:.20} is none of {', '.join(sorted(known))}"
    if row.axis == "credibility":
        yield from _read_anchor(row.of)


def _read_anchor(written: str) -> Iterator[str]:
    """A statement as it was when a person spoke of it (``marsad.linking.people.anchoring``)."""
    try:
        plain = from_json(written)
    except ValueError as error:
        yield f"its statement cannot be read ({error})"
        return
    if not isinstance(plain, dict) or plain.keys() != _ANCHOR:
        yield f"its statement has other fields than {', '.join(sorted(_ANCHOR))}"
