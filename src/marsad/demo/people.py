"""What the two analysts of the demonstration say of claims, statements, sources and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from marsad.archive.advance import Advance, silent
from marsad.archive.callnames import find_number
from marsad.archive.documents import load_analysis
from marsad.archive.observatory import Observatory
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict as ReviewVerdict
from marsad.archive.review.record import record, show
from marsad.archive.review.typed import Typed, read_typed
from marsad.archive.schema import grades, judgements, reviews, statements, withdrawals
from marsad.demo.files import SAID, read_table
from marsad.linking import Linked
from marsad.linking.nouns import Verdict
from marsad.linking.people.anchoring import contents
from marsad.linking.people.grades import Source, grade_proposition, grade_source
from marsad.linking.people.grading import find_graded
from marsad.linking.people.judgements import judge
from marsad.linking.people.withdrawals import withdraw
from marsad.model import Analysis, Span

Said = dict[str, Any]


def say_all(observatory: Observatory, advance: Advance = silent) -> tuple[str, ...]:
    """Record all that is in ``said.toml``, and join anew what it touches.

    Returns:
        What could not be said, each with why: a newer reading may have mended the fault that a
        correction is about. The rest is said.
    """
    table = read_table(SAID)
    total = sum(len(entries) for entries in table.values())
    unsaid: list[str] = []
    done = 0
    for sort, (say, kept) in _SAYING.items():
        for said in table[sort]:
            try:
                with observatory.writing() as connection:
                    say(connection, said)
                    _date(connection, kept, said["at"])
            except (LookupError, ValueError) as error:
                unsaid.append(f"{sort} of {said['at']}: {error}")
            done += 1
            advance("reviewing", done, total)
        if sort in _JOINED:
            join_anew(observatory)
    return tuple(unsaid)


def join_anew(observatory: Observatory, advance: Advance = silent) -> None:
    """Join what is new or was judged, in this process."""
    updated = Linked(observatory).update(workers=1, advance=advance)
    if updated.failures:
        raise ValueError(f"{updated.failures[0].place}: {updated.failures[0].message}")


def _review(connection: Connection, said: Said) -> None:
    analysis = load_analysis(connection, find_number(connection, said["document"]))
    claim = _shortest(_claims(analysis, said["words"]), said)
    action, comment = Action(said["action"]), said.get("comment")
    if action is not Action.CORRECT:
        verdict = ReviewVerdict(claim=claim, action=action, comment=comment)
        record(connection, said["person"], verdict)
        return
    for one in read_typed(connection, show(connection, claim), Typed(source=said["source"])):
        verdict = ReviewVerdict(claim=claim, action=action, correction=one, comment=comment)
        record(connection, said["person"], verdict)


def _judge(connection: Connection, said: Said) -> None:
    pair = (_statement(connection, said["one"]), _statement(connection, said["other"]))
    judge(connection, said["person"], pair, Verdict(said["verdict"]), said.get("comment"))


def _grade_source(connection: Connection, said: Said) -> None:
    source = Source(find_graded(connection, said["source"]).entity, said.get("subject"))
    grade_source(connection, said["person"], source, said["grade"], said.get("comment"))


def _grade_proposition(connection: Connection, said: Said) -> None:
    chosen = select(statements.c.proposition).where(
        statements.c.id == _statement(connection, said["of"])
    )
    id = connection.scalar(chosen) or ""
    grade_proposition(connection, said["person"], id, said["grade"], said.get("comment"))


def _withdraw(connection: Connection, said: Said) -> None:
    number = find_number(connection, said["document"])
    withdraw(connection, said["person"], number, said["reason"])


# Reviews first: a corrected claim is joined anew, and what is judged is what stands then.
_SAYING: dict[str, tuple[Callable[[Connection, Said], None], Table]] = {
    "review": (_review, reviews),
    "withdrawal": (_withdraw, withdrawals),
    "judgement": (_judge, judgements),
    "source": (_grade_source, grades),
    "proposition": (_grade_proposition, grades),
}

_JOINED = {"withdrawal", "judgement"}  # behind these, what was said changes what is joined


def _date(connection: Connection, table: Table, at: str) -> None:
    """Give the row that was added last the time at which it was said."""
    last = connection.scalar(select(func.max(table.c.number)))
    connection.execute(update(table).where(table.c.number == last).values(at=at))


def _statement(connection: Connection, called: Said) -> str:
    """The id of the statement of a document in which some words stand."""
    analysis = load_analysis(connection, find_number(connection, called["document"]))
    text = analysis.document.text
    found = ((id, _words(text, spans)) for id, spans in contents(analysis).items())
    return _shortest([(id, words) for id, words in found if called["words"] in words], called)


def _claims(analysis: Analysis, words: str) -> Iterator[tuple[str, str]]:
    for claim in analysis.claims:
        content = _words(analysis.document.text, claim.content)
        if words in content:
            yield claim.id, content


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _shortest(found: Iterator[tuple[str, str]] | list[tuple[str, str]], called: Said) -> str:
    """Of what holds the words, what says least beside them; the first of equals."""
    ordered = sorted(found, key=lambda one: len(one[1]))
    if not ordered:
        raise LookupError(f"{called['document']}: nothing here says {called['words']!r}")
    return ordered[0][0]
