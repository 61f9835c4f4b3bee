"""``marsad review``: people look at claims."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.archive import archive_option, find_claim, open_archive
from marsad.cli.rows import format_option, isolate, write_json
from marsad.cli.shown import line_of, lines_of, record_of, write_claims, write_reviews

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.archive.review.judgements import Review

Command = Callable[..., Any]


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # nobody of that number has a name here
        return ""


as_option = click.option(
    "--as",
    "person",
    metavar="NAME",
    default=_login,
    help="Who says it; without it, the name that you are logged in by.",
)
_comment_option = click.option("--comment", "-m", metavar="TEXT", help="Why, in your own words.")
_limit_option = click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N"
)
_kind_option = click.option(
    "--of",
    "kind",
    type=click.Choice(["actor", "place"]),
    help="Which is meant, where an actor and a place are called the same.",
)


@contextmanager
def refusing() -> Iterator[None]:
    """What cannot be said ends the command with its reason, and nothing is kept."""
    try:
        yield
    except (LookupError, ValueError) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _reading(archive: str) -> Iterator[Connection]:
    with open_archive(archive) as observatory, refusing(), observatory.reading() as connection:
        yield connection


@contextmanager
def judging(archive: str) -> Iterator[Connection]:
    """A connection for what people say."""
    with open_archive(archive) as observatory, refusing(), observatory.judging() as connection:
        yield connection


@click.group()
def review() -> None:
    """Accept, reject and correct claims; undo it; see how good each rule is.

    \b
      marsad review queue
      marsad review show 91c5
      marsad review accept 91c5
      marsad review correct 91c5 --source "الناطق باسم الجيش" --stance deny
      marsad review undo 12
      marsad review stats

    A claim is named by its id, or by four or more characters that only this id begins with. What
    the machine found is never changed; what people say is laid over it, and survives a new reading.
    """


# -- looking


@review.command("queue")
@archive_option
@click.option(
    "--order",
    type=click.Choice(["score", "rule", "newest"]),
    default="score",
    show_default=True,
    help="The least firm first; or each rule in turn, the least reviewed first; or the newest.",
)
@_limit_option
@format_option
def show_queue(archive: str, order: str, limit: int, format: str) -> None:
    """Claims that nobody has looked at."""
    from marsad.archive.review.record import queue

    with _reading(archive) as connection:
        write_claims(queue(connection, order, limit), format, "nothing waits")


@review.command("list")
@archive_option
@click.option("--state", type=click.Choice(["accepted", "rejected", "corrected"]))
@_limit_option
@format_option
def list_reviewed(archive: str, state: str | None, limit: int, format: str) -> None:
    """Claims that people have looked at, the newest first."""
    from marsad.archive.review.record import reviewed

    with _reading(archive) as connection:
        write_claims(reviewed(connection, state, limit), format, "nobody has looked at a claim")


@review.command()
@click.argument("claim")
@archive_option
@format_option
def show(claim: str, archive: str, format: str) -> None:
    """A claim as it stands, and what people said of it."""
    from marsad.archive.review.record import history
    from marsad.archive.review.record import show as load

    with _reading(archive) as connection:
        shown = load(connection, find_claim(connection, claim))
        said = list(history(connection, claim=shown.claim))
    if format == "jsonl":
        write_json(record_of(shown))
        return
    for line in lines_of(shown):
        click.echo(line)
    write_reviews(said, format)


@review.command("history")
@click.argument("claim", required=False)
@archive_option
@click.option("--document", metavar="ID", help="All that was said of this document.")
@format_option
def show_history(claim: str | None, archive: str, document: str | None, format: str) -> None:
    """What people said, the latest first: of all, of a CLAIM, or of a document."""
    from marsad.archive.callnames import find_number
    from marsad.archive.review.record import history

    with _reading(archive) as connection:
        number = None if document is None else find_number(connection, document)
        chosen = None if claim is None else find_claim(connection, claim)
        said = history(connection, claim=chosen, document=number)
        if not write_reviews(said, format) and format == "table":
            click.echo("nobody has said anything")


@review.command("unheld")
@archive_option
@format_option
def show_unheld(archive: str, format: str) -> None:
    """What people said that the present readings have no place for, and why."""
    from marsad.archive.review.record import unheld
    from marsad.archive.review.reviews import to_record

    there = False
    with _reading(archive) as connection:
        for one in unheld(connection):
            there = True
            if format == "jsonl":
                write_json({**to_record(one.review), "since": one.since, "reason": one.reason})
            else:
                write_reviews([one.review], format)
                click.echo(f"    {isolate(one.reason)} (since {one.since})")
    if not there and format == "table":
        click.echo("all that people said has its place")


@review.command("stats")
@archive_option
@click.option(
    "--by",
    type=click.Choice(["rule", "entry", "construction"]),
    default="rule",
    show_default=True,
    help="Rules, or entries of the packs, or constructions.",
)
@format_option
def show_stats(archive: str, by: str, format: str) -> None:
    """How often each rule of the packs was right, the weakest first."""
    from marsad.archive.review.record import stats

    with _reading(archive) as connection:
        tallies = stats(connection, by)
    if format == "jsonl":
        for one in tallies:
            write_json(one._asdict())
        return
    if not tallies:
        click.echo("nothing was reviewed yet; begin with: marsad review queue")
        return
    click.echo("precision   from 95 % to    right  wrong  corrected / rule")
    for one in tallies:
        click.echo(line_of(one))


# -- saying


def _verdict_command(name: str, told: str) -> None:
    """Add the command that says one thing of a claim."""

    @review.command(name, help=told)
    @click.argument("claim")
    @archive_option
    @as_option
    @_comment_option
    def say(claim: str, archive: str, person: str, comment: str | None) -> None:
        from marsad.archive.review.judgements import Action
        from marsad.archive.review.record import Verdict, record

        with judging(archive) as connection:
            chosen = find_claim(connection, claim)
            verdict = Verdict(claim=chosen, action=Action(name), comment=comment)
            said = record(connection, person, verdict)
        _confirm(said)


_verdict_command("accept", "CLAIM is right as it stands.")
_verdict_command("reject", "CLAIM is no claim: nobody says that here.")


@review.command()
@click.argument("claim")
@click.argument("words", nargs=-1, required=True, metavar="TEXT...")
@archive_option
@as_option
def comment(claim: str, words: tuple[str, ...], archive: str, person: str) -> None:
    """Leave a note at CLAIM; it changes nothing."""
    from marsad.archive.review.judgements import Action
    from marsad.archive.review.record import Verdict, record

    with judging(archive) as connection:
        chosen = find_claim(connection, claim)
        verdict = Verdict(claim=chosen, action=Action.COMMENT, comment=" ".join(words))
        said = record(connection, person, verdict)
    _confirm(said)


def _correcting(command: Command) -> Command:
    """The options that say what is to be corrected."""
    options = [
        click.option(
            "--source", metavar="WORDS", help="Who says it, in words of the text; or none."
        ),
        click.option(
            "--kind", metavar="KIND", help="What a source or a name is: person, office, …"
        ),
        click.option("--stance", metavar="STANCE", help="neutral, affirm, deny, doubt, …"),
        click.option(
            "--content",
            metavar="WORDS",
            multiple=True,
            help="What is said: all of it, or «first … last»; again for each further part.",
        ),
        click.option("--event", metavar="WORDS", help="The words that tell an event of the claim."),
        click.option("--type", metavar="TYPE", help="The event's type, such as CONSULT; or none."),
        click.option("--mode", metavar="MODE", help="The event's mode."),
        click.option("--status", metavar="STATUS", help="asserted, denied, planned or possible."),
        click.option("--place", metavar="WORDS", help="The words that name a place; with --is."),
        click.option("--name", metavar="WORDS", help="The words that name somebody; with --is."),
        click.option("--is", "means", metavar="ID", help="An id, ~Name in no list, open, or none."),
        click.option("--everywhere", is_flag=True, help="Wherever the document has these words."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@review.command()
@click.argument("claim")
@archive_option
@as_option
@_comment_option
@_correcting
def correct(claim: str, archive: str, person: str, comment: str | None, **typed: Any) -> None:
    """Say what is right of CLAIM: its source, stance, content, events, places, names.

    Words are looked for nearest to the claim; vowel marks need not be typed. Each field is one
    record, and can be undone alone.

    \b
      marsad review correct 91c5 --source "وزيرة الموانئ"
      marsad review correct 91c5 --content "إن الميناء … يوم الأحد" --stance affirm
      marsad review correct 91c5 --event "سيفتح" --type none
      marsad review correct 91c5 --place "طرابلس" --is place.LY.capital --everywhere
      marsad review correct 91c5 --name "أردوغان" --is recep-tayyip-erdogan
    """
    from marsad.archive.lists import files
    from marsad.archive.review.judgements import Action
    from marsad.archive.review.record import Verdict, record
    from marsad.archive.review.record import show as load
    from marsad.archive.review.typed import Typed, read_typed

    said = []
    with judging(archive) as connection:
        shown = load(connection, find_claim(connection, claim))
        for says in read_typed(connection, shown, Typed(**typed), files(connection)):
            verdict = Verdict(
                claim=shown.claim, action=Action.CORRECT, correction=says, comment=comment
            )
            said.append(record(connection, person, verdict))
    for one in said:
        _confirm(one)


@review.command("undo")
@click.argument("number", type=int)
@archive_option
@as_option
def undo_review(number: int, archive: str, person: str) -> None:
    """Take back review NUMBER; an undo can be undone too."""
    from marsad.archive.review.record import undo

    with judging(archive) as connection:
        said = undo(connection, person, number)
    click.echo(f"{said.number}: {number} is undone")


@review.command("merge")
@click.argument("one")
@click.argument("into")
@archive_option
@_kind_option
@as_option
@_comment_option
def merge_names(  # noqa: PLR0913 - one parameter an option
    one: str, into: str, archive: str, kind: str | None, person: str, comment: str | None
) -> None:
    """ONE and INTO are the same actor, or the same place; INTO stands for both."""
    from marsad.archive.review.merges import find_name, merge

    with judging(archive) as connection:
        first, second = find_name(connection, one, kind), find_name(connection, into, kind)
        said = merge(connection, person, first, second, comment)
    click.echo(
        f"{said.number}: {isolate(one)} is {isolate(into)}; undo: marsad review undo {said.number}"
    )


@review.command("split")
@click.argument("name")
@archive_option
@_kind_option
@as_option
@_comment_option
def split_names(
    name: str, archive: str, kind: str | None, person: str, comment: str | None
) -> None:
    """NAME is not the one that it was merged into."""
    from marsad.archive.review.merges import find_name, split

    with judging(archive) as connection:
        said = split(connection, person, find_name(connection, name, kind), comment)
    click.echo(f"{said.number}: {isolate(name)} stands by itself; review {said.undoes} is undone")


def _confirm(said: Review) -> None:
    what = said.action if said.field is None else f"{said.action} {said.field}"
    click.echo(f"{said.number}: {what} {said.claim}; undo: marsad review undo {said.number}")
