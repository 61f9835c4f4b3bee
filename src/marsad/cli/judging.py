"""``marsad judge``, ``grade`` and ``withdraw``: what people say of claims, sources, documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.linking import link_new
from marsad.cli.review import as_option, refusing
from marsad.cli.rows import format_option, isolate, write_json
from marsad.cli.tables import shown

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.archive.observatory import Observatory
    from marsad.linking.people.judgements import Judged

_comment_option = click.option("--comment", "-m", metavar="TEXT", help="Why, in your own words.")


@contextmanager
def _changing(observatory: Observatory, ids: Collection[str]) -> Iterator[None]:
    """Link anew behind what a person says, and tell how propositions stand then."""
    from marsad.linking.stored.changes import Snapshot
    from marsad.publishing.changed import change_table

    with observatory.reading() as connection:
        before = Snapshot(connection, ids)
    yield
    link_new(observatory, 1)
    with observatory.reading() as connection:
        changes = before.changes(connection)
    click.echo(shown(change_table, changes), nl=False)


@click.group(invoke_without_command=True)
@click.option("--undo", type=int, metavar="N", help="Take back judgement N; or an undo.")
@archive_option
@as_option
@click.pass_context
def judge(context: click.Context, undo: int | None, archive: str, person: str) -> None:
    """Say of two claims that they are the same, different, or that you are unsure.

    \b
      marsad judge same 7c93 5d32 --comment "one press conference"
      marsad judge different 7c93 3a09
      marsad judge --undo 2
      marsad judge list

    What people say outranks the machine and survives a rebuild. same joins two claims, different
    parts them, unsure takes the machine's link away. The latest word of a pair counts. A claim is
    named by the id that marsad claims shows, or by its beginning.
    """
    if context.invoked_subcommand is not None:
        _refuse_before(context)
        return
    if undo is None:
        click.echo(context.get_help())
        return
    from marsad.linking.people.judgements import undo as take_back

    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            ids = _of_judgement(connection, undo)
        with _changing(observatory, ids):
            with observatory.judging() as connection:
                said = take_back(connection, person, undo)
            click.echo(f"{said.number}: {undo} is undone")


def _refuse_before(context: click.Context) -> None:
    """An option before a word such as ``same`` would do nothing."""
    from click.core import ParameterSource

    for name, option in (("undo", "--undo"), ("archive", "--archive"), ("person", "--as")):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option} stands behind the word {context.invoked_subcommand}")


def _of_judgement(connection: Connection, number: int) -> list[str]:
    """The propositions of what was judged."""
    from marsad.linking.people.judgements import history
    from marsad.linking.stored.changes import propositions_of

    said = [one for one in history(connection) if one.number == number]
    return propositions_of(connection, [id for one in said for id in (one.one.id, one.other.id)])


def _verdict_command(name: str, told: str) -> None:
    """Add the command that says one thing of two claims."""

    @judge.command(name, help=told)
    @click.argument("one", metavar="CLAIM")
    @click.argument("other", metavar="CLAIM")
    @archive_option
    @as_option
    @_comment_option
    def say(one: str, other: str, archive: str, person: str, comment: str | None) -> None:
        from marsad.linking.nouns import Verdict
        from marsad.linking.people.judgements import judge as record
        from marsad.linking.stored.asking import find_statement
        from marsad.linking.stored.changes import propositions_of

        with open_archive(archive) as observatory, refusing():
            with observatory.reading() as connection:
                pair = find_statement(connection, one), find_statement(connection, other)
                ids = propositions_of(connection, pair)
            with _changing(observatory, ids):
                with observatory.judging() as connection:
                    said = record(connection, person, pair, Verdict(name), comment)
                undo = f"undo: marsad judge --undo {said.number}"
                click.echo(f"{said.number}: {name} {pair[0]} {pair[1]}; {undo}")


_verdict_command("same", "Both say the same: they stand in one proposition.")
_verdict_command("different", "They say two things: they stand in two propositions.")
_verdict_command("unsure", "It cannot be told; the machine's own link between them is left out.")


@judge.command("list")
@archive_option
@format_option
def list_judgements(archive: str, format: str) -> None:
    """What people said of pairs of claims, the latest first, and what found no place."""
    from marsad.codec import to_plain
    from marsad.linking.people.judgements import current, history

    with open_archive(archive) as observatory, observatory.reading() as connection:
        said = list(history(connection))
        lost = {one.number for one in current(connection).lost}
    for one in said:
        if format == "jsonl":
            write_json({**to_plain(one), "lost": one.number in lost})
        else:
            _tell_judgement(one, one.number in lost)
    if not said and format == "table":
        click.echo("nobody has judged a pair of claims")


def _tell_judgement(one: Judged, lost: bool) -> None:
    what = f"undoes {one.undoes}" if one.verdict is None else one.verdict.value
    gone = "  (its claims are not found any more)" if lost else ""
    click.echo(f"{one.number}  {one.at}  {isolate(one.person)}  {what}{gone}")
    for end in (one.one, one.other):
        click.echo(f"    {end.id}  {isolate(' … '.join(end.words))}")
    if one.comment:
        click.echo(f"    {isolate(one.comment)}")


def _grade(_: click.Context, __: click.Parameter, grade: str) -> str:
    return grade if grade == "none" else grade.upper()


@click.command()
@click.argument("of", metavar="SOURCE|PROPOSITION")
@click.argument(
    "grade",
    metavar="A-F|1-6|none",
    type=click.Choice([*"ABCDEF", *"123456", "none"], case_sensitive=False),
    callback=_grade,
)
@click.option(
    "--subject", metavar="TYPE", help="Only of what it says of these: a type of event, or an id."
)
@archive_option
@as_option
@_comment_option
def grade(  # noqa: PLR0913 - one parameter an option
    of: str, grade: str, subject: str | None, archive: str, person: str, comment: str | None
) -> None:
    """Set how reliable a SOURCE is (A-F), or how credible a PROPOSITION is (1-6).

    The Admiralty code: docs/grades.md has its words. Grades are kept with name and time; none takes
    the last one back. A source is typed in any language, or is an id.

    \b
      marsad grade "وكالة الضفاف للأنباء" C
      marsad grade "وزارة الدفاع" D --subject ASSAULT
      marsad grade b84d 2 --comment "two letters seen"
      marsad grade b84d none
    """
    from marsad.linking.relations.credibility import CREDIBILITY
    from marsad.linking.stored.asking import find_called

    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            proposition = grade in CREDIBILITY or (grade == "none" and _is_id(connection, of))
            ids = find_called(connection, of) if proposition else ()
        if not proposition:
            _grade_source(observatory, of, _Said(person, grade, subject, comment))
            return
        if subject is not None:
            raise click.UsageError("--subject is of a source; a proposition has none")
        if len(ids) > 1:
            raise click.ClickException(f"{of}: several propositions; name one: {', '.join(ids)}")
        _grade_proposition(observatory, ids[0], _Said(person, grade, None, comment))


def _is_id(connection: Connection, of: str) -> bool:
    from marsad.linking.stored.asking import find_called

    try:
        return bool(find_called(connection, of))
    except LookupError:
        return False


class _Said(NamedTuple):
    """What a person types: who, the grade (none: taken back), of which subject, and why."""

    person: str
    grade: str
    subject: str | None
    comment: str | None

    @property
    def kept(self) -> str | None:
        return None if self.grade == "none" else self.grade


def _grade_source(observatory: Observatory, typed: str, said: _Said) -> None:
    from marsad.archive.lists import in_force
    from marsad.linking.people.grades import Source, grade_source
    from marsad.linking.people.grading import find_graded, told_by
    from marsad.linking.people.subjects import read_subject

    with observatory.reading() as connection:
        source = find_graded(connection, typed)
        ids = told_by(connection, source)
        subject = read_subject(said.subject, in_force(connection).lists)

    def record(connection: Connection) -> str:
        of = Source(source.entity, subject)
        kept = grade_source(connection, said.person, of, said.kept, said.comment)
        on = f" on {subject}" if subject else ""
        grade = f"{kept.grade} ({kept.words})" if kept.grade else "no grade any more"
        return f"{kept.number}: {isolate(source.name)}{on}: {grade}"

    _regrade(observatory, ids, record)


def _grade_proposition(observatory: Observatory, id: str, said: _Said) -> None:
    from marsad.linking.people.grades import grade_proposition

    def record(connection: Connection) -> str:
        kept = grade_proposition(connection, said.person, id, said.kept, said.comment)
        grade = f"{kept.grade} ({kept.words})" if kept.grade else "no grade any more"
        return f"{kept.number}: {id}: {grade}"

    _regrade(observatory, (id,), record)


def _regrade(
    observatory: Observatory, ids: Collection[str], record: Callable[[Connection], str]
) -> None:
    """Record a grade, and tell which propositions have another credibility by it."""
    from marsad.linking import Linked
    from marsad.linking.people.grading import grades_now, regraded
    from marsad.publishing.changed import grade_table

    linked = Linked(observatory)
    with observatory.reading() as connection:
        before = grades_now(linked, connection, list(ids))
    with observatory.judging() as connection:
        click.echo(record(connection))
    with observatory.reading() as connection:
        after = grades_now(linked, connection, list(ids))
    click.echo(shown(grade_table, regraded(linked, before, after)), nl=False)


@click.command()
@click.argument("document")
@archive_option
@click.option("--reason", metavar="TEXT", help="What the outlet said, or how you know.")
@click.option("--undo", is_flag=True, help="It is not withdrawn after all.")
@as_option
def withdraw(document: str, archive: str, reason: str | None, undo: bool, person: str) -> None:
    """Note that an outlet took DOCUMENT away; say which propositions that touches.

    A later text of its page that is in the archive does so by itself. The document stays, and what
    others tell too stands on.

    \b
      marsad withdraw sfax-3 --reason "taken down on 14 September, without a word"
      marsad withdraw sfax-3 --undo
    """
    from marsad.archive.callnames import find_number
    from marsad.linking.people.withdrawals import undo as take_back
    from marsad.linking.people.withdrawals import withdraw as record
    from marsad.linking.people.withdrawals import withdrawn
    from marsad.linking.stored.changes import propositions_in

    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            number = find_number(connection, document)
            ids = propositions_in(connection, number)
            noted = withdrawn(connection, [number]).get(number)
        note = noted.noted if noted else None
        if undo and note is None:
            raise click.ClickException(f"{document}: nobody has noted that it was withdrawn")
        if note is not None and not undo:
            raise click.ClickException(f"{document}: {note.person} has noted so at {note.at}")
        with _changing(observatory, ids):
            with observatory.judging() as connection:
                if note is not None:
                    said = take_back(connection, person, note.number)
                else:
                    said = record(connection, person, number, reason)
            what = "is not withdrawn after all" if undo else "is withdrawn"
            click.echo(f"{said.number}: {document} {what}")
