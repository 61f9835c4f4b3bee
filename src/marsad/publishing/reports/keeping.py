"""Reports in an archive: drafts that change, editions that never do.

All functions take a connection that is in a transaction; those that write need one for writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from marsad.archive.clock import now
from marsad.archive.schema import documents, editions, reports
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.ids import bytes_hash
from marsad.publishing.reports.nouns import Draft, Drawn, Passage, Report
from marsad.version import __version__


class Listed(NamedTuple):
    """A report in a list; ``version`` is that of its last edition, ``None`` while it is a draft.

    ``open`` tells that the draft says something else than the last edition.
    """

    number: int
    title: str
    author: str
    lang: str
    day: str
    changed: str
    person: str
    version: int | None
    published: str | None
    open: bool


class Frozen(NamedTuple):
    """What an edition keeps beside its words."""

    passages: Sequence[Passage]
    drawn: Drawn | None = None


def begin(connection: Connection, person: str, draft: Draft) -> int:
    """Keep a new draft, and return the number that the report has from now on."""
    number = 1 + (connection.scalar(select(func.max(reports.c.number))) or 0)
    row = {"number": number, "made": now(), "changed": now(), "person": person}
    connection.execute(insert(reports), {**row, "draft": _pack(draft)})
    return number


def save(connection: Connection, person: str, number: int, draft: Draft) -> None:
    """Keep another draft in place of the one of a report; editions stay.

    Raises:
        LookupError: there is no such report.
    """
    changed = update(reports).where(reports.c.number == number)
    done = connection.execute(changed.values(changed=now(), person=person, draft=_pack(draft)))
    if not done.rowcount:
        raise LookupError(_absent(number))


def load(connection: Connection, number: int) -> Draft:
    """The draft of a report.

    Raises:
        LookupError: there is no such report.
    """
    found = connection.scalar(select(reports.c.draft).where(reports.c.number == number))
    if found is None:
        raise LookupError(_absent(number))
    return from_plain(from_json(found), Draft)


def list_reports(connection: Connection) -> Iterator[Listed]:
    """All reports, the newest first."""
    last = (
        select(editions.c.report, func.max(editions.c.version).label("version"))
        .group_by(editions.c.report)
        .subquery()
    )
    chosen = (
        select(reports, last.c.version, editions.c.at, editions.c.content)
        .outerjoin(last, last.c.report == reports.c.number)
        .outerjoin(
            editions,
            (editions.c.report == reports.c.number) & (editions.c.version == last.c.version),
        )
    )
    for row in connection.execute(chosen.order_by(reports.c.number.desc())):
        draft = from_plain(from_json(row.draft), Draft)
        published = None if row.content is None else _open(row.content).draft
        yield Listed(
            number=row.number,
            title=draft.title,
            author=draft.author,
            lang=draft.lang,
            day=draft.day,
            changed=row.changed,
            person=row.person,
            version=row.version,
            published=row.at,
            open=published != draft,
        )


def publish(
    connection: Connection,
    person: str,
    number: int,
    evidence: Frozen,
    note: str | None = None,
) -> Report:
    """Freeze the draft of a report with its evidence as its next edition.

    Raises:
        LookupError: there is no such report.
        ValueError: nothing changed since the last edition, or a correction does not say why.
    """
    draft = load(connection, number)
    earlier = list(list_editions(connection, number))
    if earlier and earlier[-1].draft == draft:
        raise ValueError(f"report {number} is published as it stands")
    if earlier and not (note or "").strip():
        raise ValueError("a correction says what it corrects; give a note")
    made = Report(
        number=number,
        version=len(earlier) + 1,
        published=now(),
        person=person,
        draft=draft,
        passages=tuple(evidence.passages),
        drawn=evidence.drawn,
        seen=connection.scalar(select(func.max(documents.c.number))) or 0,
        engine=f"marsad {__version__}",
        hash="",
        note=note,
    )
    made = replace(made, hash=hash_of(made))
    content = to_json(to_plain(made)).decode()
    last = connection.scalar(select(func.max(editions.c.number))) or 0
    row = {"number": last + 1, "report": number, "version": made.version, "at": made.published}
    rest = {"person": person, "hash": made.hash, "content": content}
    connection.execute(insert(editions), row | rest)
    return made


def load_edition(connection: Connection, number: int, version: int | None = None) -> Report:
    """An edition of a report, or its last one.

    Raises:
        LookupError: there is none.
    """
    chosen = select(editions.c.content).where(editions.c.report == number)
    if version is not None:
        chosen = chosen.where(editions.c.version == version)
    found = connection.scalar(chosen.order_by(editions.c.version.desc()).limit(1))
    if found is None:
        load(connection, number)  # which tells where there is no report at all
        what = "is not published yet" if version is None else f"has no version {version}"
        raise LookupError(f"report {number} {what}")
    return _open(found)


def list_editions(connection: Connection, number: int) -> Iterator[Report]:
    """The editions of a report, the first one first."""
    chosen = select(editions.c.content).where(editions.c.report == number)
    for content in connection.execute(chosen.order_by(editions.c.version)).scalars():
        yield _open(content)


class Side(NamedTuple):
    """One side of a comparison: an edition, or with no ``version`` the draft of now."""

    version: int | None
    draft: Draft


def two_editions(
    connection: Connection, number: int, before: int | None = None, after: int | None = None
) -> tuple[Side, Side]:
    """Two editions to compare: those named, else the last two, else the last one and the draft.

    Raises:
        LookupError: there is no such report or edition, or none is published yet.
    """
    last = load_edition(connection, number).version
    if before is None:
        before = max(1, last - 1)
        after = last if last > 1 else None
    elif after is None and before < last:
        after = last
    one = load_edition(connection, number, before)
    if after is None:
        return Side(one.version, one.draft), Side(None, load(connection, number))
    other = load_edition(connection, number, after)
    return Side(one.version, one.draft), Side(other.version, other.draft)


def hash_of(report: Report) -> str:
    """The BLAKE2b-256 of a report without its hash, as canonical JSON.

    What earlier editions did not have yet is left out where it is absent: they are hashed as they
    were.
    """
    plain = to_plain(replace(report, hash=""))
    _without(plain, "drawn", "seen")
    for section in plain["draft"]["sections"]:
        for sentence in section["sentences"]:
            _without(sentence, "since")
    return bytes_hash(to_json(plain))


def _without(plain: dict[str, Any], *names: str) -> None:
    for name in names:
        if plain[name] is None:
            del plain[name]


def _open(content: str) -> Report:
    return from_plain(from_json(content), Report)


def _pack(draft: Draft) -> str:
    return to_json(to_plain(draft)).decode()


def _absent(number: int) -> str:
    return f"{number}: no such report; marsad report list names them"
