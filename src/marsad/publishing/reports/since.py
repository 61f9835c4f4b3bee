"""What became of the sayings of an earlier report: contested, corroborated, denied, withdrawn.

What the earlier report told is found again by its statements, so that a proposition that has
another id by now is still found. How it stood then is what the report itself counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from marsad.archive.schema import bonds, documents, editions, statements
from marsad.linking.nouns import Relation, Standing
from marsad.linking.stored.store import chunks
from marsad.publishing.reports.nouns import Basis, Report, Section, Sentence, Since
from marsad.publishing.reports.phrasing import phrases
from marsad.publishing.views import rows_of
from marsad.publishing.words import words_for

_TOLD = (Standing.CONTESTED, Standing.CORROBORATED, Standing.WITHDRAWN)
_LATER = ((Relation.DENIES, "denied"), (Relation.UPDATES, "updated"))
_KINDS = {
    "contested": Standing.CONTESTED,
    "corroborated": Standing.CORROBORATED,
    "withdrawn": Standing.WITHDRAWN,
    "new": Standing.SINGLE_ORIGIN,
}


class Changed(NamedTuple):
    """A proposition that is not as it was told; ``what`` is stable: contested, denied, …

    ``statement`` is what came since, a denial or another number; ``then`` how it stood.
    """

    proposition: str
    what: str
    then: Standing | None
    statement: str | None = None


def last_edition(connection: Connection) -> tuple[int, int] | None:
    """The number and version of the report of this archive that was published last."""
    newest = select(editions.c.report, editions.c.version).order_by(editions.c.number.desc())
    row = connection.execute(newest.limit(1)).first()
    return None if row is None else (row.report, row.version)


def changed_since(connection: Connection, earlier: Report) -> list[Changed]:
    """What changed of what an earlier report told, in the order in which it told it."""
    then = _then(earlier)
    now = _propositions(connection, then)
    stood: dict[str, Standing | None] = {}
    for statement, standing in then.items():
        if statement in now:
            stood.setdefault(now[statement], standing)
    later = _later(connection, earlier, stood)
    return [
        found
        for row in rows_of(connection, list(stood))
        for found in (*_stands(row.id, stood[row.id], row.standing), *later.get(row.id, ()))
    ]


def tell_change(one: Changed, earlier: tuple[int, int], lang: str) -> str:
    """A change in one sentence, counted by the program."""
    table, words = phrases(lang)["since"], words_for(lang)
    standings = words.table["standing"]
    then = standings[one.then.value] if one.then is not None else table["unknown"]
    return str(table[one.what].format(number=earlier[0], then=then))


def sentence_of(one: Changed, earlier: tuple[int, int], lang: str) -> Sentence:
    """A change as a sentence of a draft."""
    return Sentence(
        text=tell_change(one, earlier, lang),
        basis=Basis.COUNTED,
        proposition=one.proposition,
        since=Since(*earlier, one.what),
    )


def _stands(id: str, then: Standing | None, now: Standing) -> Iterator[Changed]:
    if then is not None and now is not then and now in _TOLD:
        yield Changed(id, now.value, then)


def _then(earlier: Report) -> dict[str, Standing | None]:
    """How each statement that a report cites stood when it was told."""
    found: dict[str, Standing | None] = {}
    for section in earlier.draft.sections:
        waiting: list[str] = []
        for one in section.sentences:
            waiting += one.statements
            if one.basis is Basis.COUNTED and one.since is None:
                found |= dict.fromkeys(waiting, _counted(one, earlier.draft.lang))
                waiting = []
        found |= dict.fromkeys(waiting, _by_kind(section))
    return found


def _counted(one: Sentence, lang: str) -> Standing | None:
    """The status that a counted sentence tells; it tells none of what has a single origin."""
    standings = words_for(lang).table["standing"]
    template = str(phrases(lang)["counted"]["status"])
    told = (it for it in Standing if template.format(status=standings[it.value]) in one.text)
    return next(told, Standing.SINGLE_ORIGIN)


def _by_kind(section: Section) -> Standing | None:
    return _KINDS.get(section.kind or "")


def _propositions(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The propositions of statements as they are joined now."""
    found: dict[str, str] = {}
    for some in chunks(sorted(ids)):
        chosen = select(statements.c.id, statements.c.proposition)
        rows = connection.execute(chosen.where(statements.c.id.in_(some)))
        found |= {row.id: row.proposition for row in rows if row.proposition}
    return found


def _later(
    connection: Connection, earlier: Report, ids: Mapping[str, object]
) -> dict[str, list[Changed]]:
    """Denials and other numbers of documents that came after a report was published."""
    found: dict[str, list[Changed]] = {}
    for relation, what in _LATER:
        for some in chunks(sorted(ids)):
            seen: set[str] = set()
            for row in connection.execute(_bound(earlier, some, relation)):
                if row.other not in seen:
                    seen.add(row.other)
                    found.setdefault(row.other, []).append(Changed(row.other, what, None, row.id))
    return found


def _bound(earlier: Report, ids: Sequence[str], relation: Relation) -> Select[tuple[str, str]]:
    """Statements that came later, of propositions that stand so to some."""
    after = (
        documents.c.added > earlier.published
        if earlier.seen is None
        else documents.c.number > earlier.seen
    )
    return (
        select(bonds.c.other, statements.c.id)
        .join(statements, statements.c.proposition == bonds.c.one)
        .join(documents, documents.c.number == statements.c.document)
        .where(bonds.c.other.in_(ids), bonds.c.relation == relation.value, after)
        .order_by(bonds.c.other, statements.c.key)
    )
