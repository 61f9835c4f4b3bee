"""Every type of the model to plain data and back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum

import pytest

from marsad import model
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.model import (
    Actor,
    Analysis,
    Assertion,
    Attribution,
    Basis,
    Calendar,
    Claim,
    Document,
    Event,
    EventType,
    Ground,
    Kind,
    Mention,
    Mode,
    Note,
    Place,
    Point,
    Precision,
    Relation,
    Span,
    Stance,
    Status,
    TimeExpression,
    TimeType,
    Told,
    Voice,
)

WORDS = Span(4, 9)
DOCUMENT = Document(
    id="d1",
    text="قال الوزير: «السد آمن»",
    lang="ar",
    outlet="صحيفة الضفاف",
    url="https://example.org/1",
    headline="السد آمن",
    title=WORDS,
    byline=Span(0, 3),
    published="2024-03-02",
    fetched="2024-03-03",
    views=7,
    references=Span(9, 9),
    source_hash="ab12",
    degraded="letters put back in order",
    author="M. Haddad",
)
MENTION = Mention(
    span=WORDS,
    head=WORDS,
    kind=Kind.OFFICE,
    name="الوزير",
    antecedent=Span(0, 3),
    entity="q1",
    label="the minister",
    score=0.4,
)
ATTRIBUTION = Attribution(
    id="a1",
    source=MENTION,
    via=(MENTION,),
    cue=(Span(0, 3),),
    content=(Span(12, 22), Span(23, 24)),
    stance=Stance.DENY,
    mode=Mode.DIRECT,
    parent="a0",
    rule="verb/قال:past:quote",
    score=0.95,
)
TIME = TimeExpression(
    span=WORDS,
    type=TimeType.DATE,
    value="2017-06-08",
    calendar=Calendar.HIJRI,
    basis=Basis.RELATIVE,
    anchor="2017-06-09",
)
POINT = Point(35.95, 39.01)
PLACE = Place(
    span=WORDS,
    name="Raqqa",
    entity="place.SY.raqqa",
    country="SY",
    point=POINT,
    level="city",
    precision=Precision.NEAR,
    score=0.7,
)
ACTOR = Actor(
    span=WORDS,
    name="Harbour Guard",
    entity="harbour-guard",
    kind=Kind.ORGANISATION,
    ground=Ground.SHORT,
    sector="PRM",
    country="LB",
    candidates=("harbour-guard", "port-guard"),
    score=0.7,
)
EVENT = Event(
    id="e1",
    span=WORDS,
    type=EventType.ASSAULT,
    mode="aerial",
    contexts=("military",),
    actors=("Harbour Guard",),
    recipients=("Syria",),
    place="Raqqa",
    date="2017-06-08",
    status=Status.DENIED,
    rule="assault/قصف:past:verb",
    score=0.8,
)
ASSERTION = Assertion(
    id="s1", claim="c1", content=(WORDS,), head=1, verbal=True, status=Status.PLANNED, hedged=True
)
VOICE = Voice(Kind.OUTLET, None, None)
CLAIM = Claim(
    id="c1",
    document="d1",
    attribution="a1",
    content=(WORDS,),
    chain=(VOICE, Voice(Kind.OFFICE, "الوزير", WORDS, "q1", "the minister")),
    stance=Stance.DENY,
    actors=("harbour-guard",),
    places=("place.SY.raqqa",),
    times=("2017-06-08",),
    events=("e1",),
)
NOTE = Note(span=WORDS, code="cue.silent", message="reporting verb without a content")
ANALYSIS = Analysis(
    document=DOCUMENT,
    engine="marsad 0 (ar)",
    attributions=(ATTRIBUTION,),
    times=(TIME,),
    places=(PLACE,),
    actors=(ACTOR,),
    events=(EVENT,),
    claims=(CLAIM,),
    assertions=(ASSERTION,),
    notes=(NOTE,),
)
RELATION = Relation(WORDS, (Span(0, 3),), (Span(3, 4),), (Span(12, 22),), Stance.DENY)
TOLD = Told("llm small", (RELATION,), (NOTE,))
VALUES = [DOCUMENT, MENTION, ATTRIBUTION, TIME, VOICE, CLAIM, ASSERTION, NOTE, ANALYSIS, WORDS]
VALUES += [POINT, PLACE, ACTOR, EVENT, RELATION, TOLD]


def types_of_the_model() -> set[type]:
    return {
        kind
        for kind in vars(model).values()
        if isinstance(kind, type)
        and kind.__module__ == model.__name__
        and not issubclass(kind, StrEnum)
    }


def kind_of(value: object) -> str:
    return type(value).__name__


def test_every_type_is_tried_here() -> None:
    assert {type(value) for value in VALUES} == types_of_the_model()


@pytest.mark.parametrize("value", VALUES, ids=kind_of)
def test_the_values_here_leave_no_field_at_its_default(value: object) -> None:
    if is_dataclass(value):
        unset = [f.name for f in fields(value) if getattr(value, f.name) == f.default]
        assert unset == []


@pytest.mark.parametrize("value", VALUES, ids=kind_of)
def test_a_value_comes_back_from_plain_data(value: object) -> None:
    assert from_plain(to_plain(value), type(value)) == value


@pytest.mark.parametrize("value", VALUES, ids=kind_of)
def test_a_value_comes_back_from_json(value: object) -> None:
    assert from_plain(from_json(to_json(value)), type(value)) == value


@pytest.mark.parametrize("value", VALUES, ids=kind_of)
def test_any_json_writer_takes_plain_data(value: object) -> None:
    assert json.loads(json.dumps(to_plain(value))) == from_json(to_json(value))


@pytest.mark.parametrize("kind", sorted(types_of_the_model(), key=lambda k: k.__name__))
def test_every_type_is_frozen_and_has_slots(kind: type) -> None:
    value = next(value for value in VALUES if type(value) is kind)
    first = getattr(kind, "_fields", None) or [f.name for f in dataclasses.fields(kind)]
    with pytest.raises(AttributeError):
        setattr(value, first[0], None)
    assert kind is Span or kind is Voice or not hasattr(value, "__dict__")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"stance": "shrug"}, "stance"),
        ({"mode": "loud"}, "mode"),
        ({"score": "high"}, "score"),
        ({"content": "all"}, "content"),
        ({"source": {"kind": "ghost", "span": [0, 1], "head": [0, 1]}}, "kind"),
    ],
)
def test_data_that_do_not_fit_are_refused_by_name(change: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        from_plain(to_plain(ATTRIBUTION) | change, Attribution)


def test_a_missing_field_is_named() -> None:
    data = to_plain(NOTE)
    del data["code"]
    with pytest.raises(ValueError, match="code"):
        from_plain(data, Note)


@pytest.mark.parametrize("line", ["", "{", '{"a":}', b"\xff", "{} {}"])
def test_broken_json_is_refused(line: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_json(line)


def test_json_is_one_line_of_utf_8() -> None:
    line = to_json(DOCUMENT)
    assert b"\n" not in line and "السد".encode() in line


def test_a_reading_comes_back_from_json(read: Callable[..., Analysis]) -> None:
    analysis = read("قال الوزير أمس إن «السد آمن». وأضاف أن المياه نظيفة.", "2024-03-02")
    assert from_plain(from_json(to_json(analysis)), Analysis) == analysis
