"""What people say through the interface: reviews of claims, judgements of pairs, grades.

Each is recorded under the name of the caller, counts at once, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy import Connection

from marsad.archive.callnames import find_claim
from marsad.archive.lists import files as own_lists
from marsad.archive.lists import in_force
from marsad.archive.review.judgements import Correction, Review
from marsad.archive.review.record import Verdict, record, show
from marsad.archive.review.record import undo as undo_review
from marsad.archive.review.typed import Typed, read_typed
from marsad.linking.nouns import Verdict as SameOrNot
from marsad.linking.people.grades import Source, grade_proposition, grade_source
from marsad.linking.people.grading import find_graded
from marsad.linking.people.judgements import Judged, judge
from marsad.linking.people.judgements import undo as undo_judgement
from marsad.linking.people.subjects import read_subject
from marsad.linking.stored.asking import find_called, find_statement
from marsad.linking.stored.overview import unlinked
from marsad.web.api.answers import Value
from marsad.web.api.asking import errors
from marsad.web.desk import AtDesk, Desk
from marsad.web.guard.speaking import may_speak
from marsad.web.guard.visitors import AtHome

router = APIRouter(dependencies=[Depends(may_speak)])
_NUMBER = (1 << 31) - 1
# U+0000 is taken by no database; the rest is words of people.
Words = Annotated[str, StringConstraints(min_length=1, max_length=5_000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Path(ge=1, le=_NUMBER, description="The number that it was given.")]


class Said(BaseModel):
    """What a caller sends; a key that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CorrectionSaid(Said):
    """What is otherwise in a claim; words are those of the text, nearest to the claim."""

    source: Name | None = Field(None, description="Who says it, in words of the text, or `none`.")
    kind: Name | None = Field(None, description="What a source or a name is: person, office, …")
    stance: Name | None = None
    content: list[Words] = Field(
        default_factory=list, max_length=20, description="The words of each part."
    )
    event: Words | None = Field(None, description="The words that tell an event.")
    type: Name | None = Field(None, description="Its type in PLOVER, or `none`.")
    mode: Name | None = None
    status: Name | None = None
    place: Name | None = Field(None, description="The words that stand for a place.")
    name: Name | None = Field(None, description="The words that stand for an actor.")
    means: Name | None = Field(None, description="Its id, `~Name`, `open` or `none`.")
    everywhere: bool = Field(False, description="Wherever the document has these words.")


class ReviewSaid(Said):
    """What is said of a claim."""

    claim: Name
    action: Literal["accept", "reject", "correct", "comment"]
    correct: CorrectionSaid | None = Field(None, description="Of the action `correct` alone.")
    comment: Words | None = None


class JudgementSaid(Said):
    """Whether two statements say the same. Of a claim that says one thing its id will do."""

    one: Name
    other: Name
    verdict: SameOrNot
    comment: Words | None = None


class GradeSaid(Said):
    """A letter A-F of a source, or a digit 1-6 of a proposition; null takes the last one back."""

    source: Name | None = None
    proposition: Name | None = None
    grade: Literal["A", "B", "C", "D", "E", "F", "1", "2", "3", "4", "5", "6"] | None
    subject: Name | None = Field(
        None, description="Only of what a source says of these: a type of event, or an id."
    )
    comment: Words | None = None


class Recorded(Value):
    """What was recorded."""

    number: int = Field(description="By which it can be taken back.")
    at: str
    person: str
    waiting: int = Field(description="Documents that wait to be joined again (`marsad link`).")


@contextmanager
def _saying(desk: Desk) -> Iterator[Connection]:
    """A connection for what people say; what cannot be said of this is a conflict."""
    try:
        with desk.observatory.judging() as connection:
            yield connection
    except ValueError as error:
        raise HTTPException(409, str(error)) from error


def _recorded(desk: Desk, response: Response, numbered: tuple[int, str, str], at: str) -> Recorded:
    response.headers["location"] = f"/api/v1/{at}"
    number, when, person = numbered
    with desk.observatory.reading() as connection:
        waiting = unlinked(connection)
    return Recorded(number=number, at=when, person=person, waiting=waiting)


@router.post(
    "/reviews",
    tags=["writing"],
    summary="Review a claim",
    status_code=201,
    responses=errors(403, 404, 409),
)
def review(desk: AtDesk, person: AtHome, said: ReviewSaid, response: Response) -> Recorded:
    """Accept, reject, correct or comment a claim. It counts at once; its document is joined again
    with the next `marsad link`."""
    if (said.correct is not None) != (said.action == "correct"):
        raise HTTPException(409, "«correct» belongs to the action correct, which needs it")
    with _saying(desk) as connection:
        claim = find_claim(connection, said.claim)
        kept = [
            record(
                connection,
                person.name,
                Verdict(claim=claim, action=said.action, correction=one, comment=said.comment),
            )
            for one in _corrections(connection, claim, said)
        ]
    last: Review = kept[-1]
    return _recorded(desk, response, (last.number, last.at, last.person), f"claims/{claim}")


def _corrections(connection: Connection, claim: str, said: ReviewSaid) -> list[Correction | None]:
    if said.correct is None:
        return [None]
    typed = Typed(**{**said.correct.model_dump(), "content": tuple(said.correct.content)})
    shown = show(connection, claim)
    return [*read_typed(connection, shown, typed, own_lists(connection))]


@router.post(
    "/reviews/{number}/undo",
    tags=["writing"],
    summary="Take a review back",
    status_code=201,
    responses=errors(403, 404, 409),
)
def take_review_back(desk: AtDesk, person: AtHome, number: Number, response: Response) -> Recorded:
    """Take back what a review said; an undo can be undone."""
    with _saying(desk) as connection:
        kept = undo_review(connection, person.name, number)
    at = f"claims/{kept.claim}" if kept.claim else "claims"
    return _recorded(desk, response, (kept.number, kept.at, kept.person), at)


@router.post(
    "/judgements",
    tags=["writing"],
    summary="Judge a pair",
    status_code=201,
    responses=errors(403, 404, 409),
)
def judgement(desk: AtDesk, person: AtHome, said: JudgementSaid, response: Response) -> Recorded:
    """Say of two statements that they are the same, different, or that you are unsure. It outranks
    the machine, survives a rebuild, and their propositions are joined again at once."""
    with _saying(desk) as connection:
        pair = find_statement(connection, said.one), find_statement(connection, said.other)
        kept = judge(connection, person.name, pair, said.verdict, said.comment)
    return _judged(desk, response, kept)


@router.post(
    "/judgements/{number}/undo",
    tags=["writing"],
    summary="Take a judgement back",
    status_code=201,
    responses=errors(403, 404, 409),
)
def take_judgement_back(
    desk: AtDesk, person: AtHome, number: Number, response: Response
) -> Recorded:
    """Take back a judgement; an undo can be undone."""
    with _saying(desk) as connection:
        kept = undo_judgement(connection, person.name, number)
    return _judged(desk, response, kept)


def _judged(desk: Desk, response: Response, kept: Judged) -> Recorded:
    desk.linked.settle()
    numbered = (kept.number, kept.at, kept.person)
    return _recorded(desk, response, numbered, f"propositions/{kept.one.id}")


@router.post(
    "/grades",
    tags=["writing"],
    summary="Set a grade",
    status_code=201,
    responses=errors(403, 404, 409),
)
def grade(desk: AtDesk, person: AtHome, said: GradeSaid, response: Response) -> Recorded:
    """How reliable a source is (A-F), or how credible a proposition is (1-6): the Admiralty code.
    One of `source` and `proposition` is named."""
    if (said.source is None) == (said.proposition is None):
        raise HTTPException(409, "name a source or a proposition, and not both")
    if said.proposition is not None and said.subject is not None:
        raise HTTPException(409, "a subject is of a source; a proposition has none")
    with _saying(desk) as connection:
        if said.source is not None:
            entity = find_graded(connection, said.source).entity
            of = Source(entity, read_subject(said.subject, in_force(connection).lists))
            kept = grade_source(connection, person.name, of, said.grade, said.comment)
            at = f"sources/{entity}"
        else:
            id = find_called(connection, said.proposition or "")[0]
            kept = grade_proposition(connection, person.name, id, said.grade, said.comment)
            at = f"propositions/{id}"
    return _recorded(desk, response, (kept.number, kept.at, kept.person), at)
