"""The Admiralty code as people set it: reliability of sources, credibility of propositions.

Grades are appended; the latest of a source (and a subject), or of a proposition, counts. Taking one
back is a row too. docs/grades.md tells the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from marsad.archive.lists import in_force
from marsad.archive.schema import grades, names, statements
from marsad.linking.people.anchoring import anchor, pack, place, unpack
from marsad.linking.people.appending import append
from marsad.linking.relations.credibility import CREDIBILITY, RELIABILITY

_RELIABILITY, _CREDIBILITY = "reliability", "credibility"
_AT_ONCE = 500  # ids in one look-up: SQLite takes 32,766 values in a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A row of ``grades``. ``of`` is the entity of a source, or the id of a statement.

    ``grade`` is a letter A-F or a digit 1-6; ``None`` where an earlier one was taken back.
    """

    number: int
    at: str
    person: str
    axis: str
    of: str
    grade: str | None
    subject: str | None = None
    comment: str | None = None

    @property
    def words(self) -> str | None:
        """What the grade means, in the words of the code."""
        return {**RELIABILITY, **CREDIBILITY}.get(self.grade or "")


class Source(NamedTuple):
    """What is graded: a source by its entity in the lists, or ``~name``.

    ``subject`` is an entity or a type of event (``ASSAULT``); ``None`` is in general.
    """

    entity: str
    subject: str | None = None


def grade_source(
    connection: Connection,
    person: str,
    source: Source,
    grade: str | None,
    comment: str | None = None,
) -> Grade:
    """Set how reliable a source is, in general or on one subject; ``None`` takes it back.

    Raises:
        LookupError: neither lists nor archive know the source.
        ValueError: the grade is none of A-F, or no person is named.
    """
    if grade is not None and grade not in RELIABILITY:
        raise ValueError(f"{grade}: no reliability; give a letter from A to F")
    said = {"of": _entity(connection, source.entity), "subject": source.subject, "grade": grade}
    return _grade(append(connection, grades, person, axis=_RELIABILITY, comment=comment, **said))


def grade_proposition(
    connection: Connection,
    person: str,
    proposition: str,
    grade: str | None,
    comment: str | None = None,
) -> Grade:
    """Set how credible a proposition is; ``None`` takes it back.

    It is tied to the earliest statement of the proposition, and follows it.

    Raises:
        LookupError: there is no such proposition.
        ValueError: the grade is none of 1-6, or no person is named.
    """
    if grade is not None and grade not in CREDIBILITY:
        raise ValueError(f"{grade}: no credibility; give a digit from 1 to 6")
    chosen = select(statements.c.id).where(statements.c.proposition == proposition)
    first = connection.scalar(chosen.order_by(statements.c.key).limit(1))
    if first is None:
        raise LookupError(f"{proposition}: no such proposition; marsad propositions lists them")
    of = pack(anchor(connection, first))
    said = {"axis": _CREDIBILITY, "of": of, "grade": grade, "comment": comment}
    return _grade(append(connection, grades, person, **said))


def reliability(
    connection: Connection, sources: Collection[str], subject: str | None = None
) -> Mapping[str, Grade]:
    """How reliable some sources are, by the entity that was asked for.

    Args:
        subject: where a source has a grade on it, that one; else the general one.
    """
    tops = _tops(connection, sources)
    of = _latest(connection, set(tops.values()))
    found: dict[str, Grade] = {}
    for source, top in tops.items():
        grade = (of.get((top, subject)) if subject else None) or of.get((top, None))
        if grade is not None:
            found[source] = grade
    return found


def _latest(connection: Connection, of: Collection[str]) -> dict[tuple[str, str | None], Grade]:
    """The grades that stand, by source and subject."""
    found: dict[tuple[str, str | None], Grade] = {}
    wanted = sorted(of)
    for at in range(0, len(wanted), _AT_ONCE):
        chosen = select(grades).where(
            grades.c.axis == _RELIABILITY, grades.c.of.in_(wanted[at : at + _AT_ONCE])
        )
        for row in connection.execute(chosen.order_by(grades.c.number)):
            found[row.of, row.subject] = _grade(row)
    return {key: grade for key, grade in found.items() if grade.grade is not None}


def credibility(connection: Connection) -> Mapping[str, Grade]:
    """The credibility that people set, by the id of the proposition as it is now."""
    latest = {id: grades[0] for id, grades in credibilities(connection).items()}
    return {id: grade for id, grade in latest.items() if grade.grade is not None}


def credibilities(connection: Connection) -> Mapping[str, Sequence[Grade]]:
    """How people graded propositions, the latest first, by whichever statement it was tied to."""
    chosen = select(grades).where(grades.c.axis == _CREDIBILITY).order_by(grades.c.number.desc())
    rows = connection.execute(chosen).all()
    anchors = {row.number: unpack(row.of) for row in rows}
    placed = place(connection, anchors.values())
    of = _propositions(connection, set(placed.values()))
    found = defaultdict[str, list[Grade]](list)
    for row in rows:
        proposition = of.get(placed.get(anchors[row.number], ""))
        if proposition is not None:
            found[proposition].append(_grade(row))
    return found


def _propositions(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The propositions of some statements, as far as they are joined."""
    found: dict[str, str] = {}
    wanted = sorted(ids)
    for at in range(0, len(wanted), _AT_ONCE):
        chosen = select(statements.c.id, statements.c.proposition).where(
            statements.c.id.in_(wanted[at : at + _AT_ONCE]), statements.c.proposition.is_not(None)
        )
        found |= {row.id: row.proposition for row in connection.execute(chosen)}
    return found


def history(connection: Connection, source: str) -> Iterator[Grade]:
    """How a source was graded, the latest first, with the grades of names merged into one."""
    top = _tops(connection, [source])[source]
    chosen = select(grades).where(grades.c.axis == _RELIABILITY, grades.c.of.in_({top, source}))
    yield from map(_grade, connection.execute(chosen.order_by(grades.c.number.desc())).all())


def _entity(connection: Connection, source: str) -> str:
    """The entity under which a source is graded: that of the name it was merged into."""
    known = connection.scalar(select(names.c.number).where(*_ACTOR, names.c.entity == source))
    if known is None and source not in in_force(connection).lists.entities:
        raise LookupError(f"{source}: no such source; marsad sources lists them with their ids")
    return _tops(connection, [source])[source]


_ACTOR = (names.c.kind == "actor",)


def _tops(connection: Connection, sources: Collection[str]) -> dict[str, str]:
    """Each source with the one that it was merged into, or itself."""
    above = names.alias("above")
    tops = {source: source for source in sources}
    wanted = sorted(tops)
    for at in range(0, len(wanted), _AT_ONCE):
        chosen = select(names.c.entity, above.c.entity.label("top"))
        joined = chosen.join(above, above.c.number == names.c.same_as)
        some = names.c.entity.in_(wanted[at : at + _AT_ONCE])
        tops |= {row.entity: row.top for row in connection.execute(joined.where(*_ACTOR, some))}
    return tops


def _grade(row: Row[Any]) -> Grade:
    plain = dict(row._mapping)
    if row.axis == _CREDIBILITY:
        plain["of"] = unpack(row.of).id
    return Grade(**plain)
