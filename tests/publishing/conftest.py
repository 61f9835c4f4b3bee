"""A report of our own with a reading made by hand, so that markup can be checked to the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from marsad.model import (
    Actor,
    Analysis,
    Attribution,
    Basis,
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
    Span,
    Stance,
    Status,
    TimeExpression,
    TimeType,
    Voice,
)

TEXT = (
    "عودة الماء إلى حي النهر\n\n"
    'نقلت وكالة "سما" عن مصدر في البلدية أن مدير المياه سامر الحلبي نفى أمس أن الخزان\n\n'
    "فارغ، وفق شركة AquaNord.\n"
)


def locate(text: str, part: str) -> Span:
    """Where ``part`` stands; it must stand there once."""
    assert text.count(part) == 1, part
    return Span(text.index(part), text.index(part) + len(part))


def mention(text: str, part: str, kind: Kind) -> Mention:
    return Mention(span=locate(text, part), head=locate(text, part), kind=kind)


def build(text: str = TEXT, **changes: object) -> Analysis:
    fields: dict[str, object] = {
        "id": "n1",
        "text": text,
        "lang": "ar",
        "outlet": "صحيفة الساحل",
        "published": "2024-03-02",
    }
    doc = Document(**{**fields, **changes})  # type: ignore[arg-type]
    if text != TEXT:
        whole = Span(0, len(text))
        only = Attribution(
            id="a1",
            source=None,
            via=(),
            cue=(Span(0, 1),),
            content=(whole,),
            stance=Stance.NEUTRAL,
            mode=Mode.INDIRECT,
            parent=None,
            rule="by hand",
            score=1.0,
        )
        return Analysis(document=doc, engine="hand 1", attributions=(only,))
    outer = Attribution(
        id="a1",
        source=mention(text, "مصدر في البلدية", Kind.ANONYMOUS),
        via=(mention(text, 'وكالة "سما"', Kind.OUTLET),),
        cue=(locate(text, "نقلت"), locate(text, " عن ")),
        content=(Span(text.index("أن مدير"), text.index("، وفق")),),
        stance=Stance.NEUTRAL,
        mode=Mode.INDIRECT,
        parent=None,
        rule="by hand",
        score=0.9,
    )
    inner = Attribution(
        id="a2",
        source=mention(text, "مدير المياه سامر الحلبي", Kind.PERSON),
        via=(mention(text, "شركة AquaNord", Kind.ORGANISATION),),
        cue=(locate(text, "نفى"),),
        content=(Span(text.index("أن الخزان"), text.index("، وفق")),),
        stance=Stance.DENY,
        mode=Mode.INDIRECT,
        parent="a1",
        rule="by hand",
        score=0.8,
    )
    paper = Voice(Kind.OUTLET, "صحيفة الساحل", None)
    agency = Voice(Kind.OUTLET, 'وكالة "سما"', locate(text, 'وكالة "سما"'))
    clerk = Voice(Kind.ANONYMOUS, None, locate(text, "مصدر في البلدية"))
    head = Voice(Kind.PERSON, "سامر الحلبي", locate(text, "مدير المياه سامر الحلبي"))
    return Analysis(
        document=doc,
        engine="hand 1",
        attributions=(outer, inner),
        times=(
            TimeExpression(
                span=locate(text, "أمس"),
                type=TimeType.DATE,
                value="2024-03-01",
                basis=Basis.RELATIVE,
                anchor="2024-03-02",
            ),
        ),
        claims=(
            Claim(
                id="c1",
                document="n1",
                attribution="a1",
                content=outer.content,
                chain=(paper, agency, clerk),
                stance=outer.stance,
            ),
            Claim(
                id="c2",
                document="n1",
                attribution="a2",
                content=inner.content,
                chain=(paper, agency, clerk, head),
                stance=inner.stance,
            ),
        ),
        notes=(Note(span=locate(text, '"سما"'), code="mark", message="علامة بلا قرينة"),),
    )


@pytest.fixture
def analysis() -> Analysis:
    """Two nested attributions over a break of lines, a carrier, a time and a note."""
    return build()


@pytest.fixture
def reading_of() -> Callable[..., Analysis]:
    """Makes a reading of any text: one attribution whose content is all of it."""
    return build


def populate(base: Analysis) -> Analysis:
    """The report with two actors, one of them open, two places, and two events, one undated."""
    text = base.document.text
    agency = Actor(
        span=locate(text, 'وكالة "سما"'),
        name="Sama",
        entity="outlet.sama",
        kind=Kind.OUTLET,
        ground=Ground.NAME,
        sector="JRN",
        country="SY",
    )
    town = Actor(
        span=locate(text, "البلدية"),
        name=None,
        entity=None,
        kind=Kind.ORGANISATION,
        ground=Ground.OPEN,
        candidates=("town.north", "town.south"),
    )
    quarter = Place(
        span=locate(text, "حي النهر"),
        name="River Quarter",
        entity="place.river",
        country="SY",
        point=Point(35.5, 39.25),
        level="quarter",
        precision=Precision.NEAR,
    )
    hall = Place(
        span=locate(text, "البلدية"),
        name="Town Hall",
        entity="place.hall",
        country=None,
        point=None,
        level="site",
        precision=Precision.EXACT,
    )
    denial = Event(
        id="e1",
        span=locate(text, "نفى"),
        type=EventType.REJECT,
        mode="yield",
        contexts=("health",),
        actors=("Samer",),
        recipients=("Sama",),
        place="River Quarter",
        date="2024-03-01",
        status=Status.DENIED,
        rule="by hand",
    )
    return_of_water = Event(
        id="e2",
        span=locate(text, "عودة"),
        type=EventType.AID,
        mode=None,
        contexts=(),
        actors=(),
        recipients=(),
        place=None,
        date=None,
        status=Status.PLANNED,
        rule="by hand",
    )
    first, second = base.claims
    held = replace(
        second,
        actors=("outlet.sama",),
        places=("place.river",),
        events=("e1",),
        times=("2024-03-01",),
    )
    return replace(
        base,
        actors=(agency, town),
        places=(quarter, hall),
        events=(return_of_water, denial),
        claims=(first, held),
    )


@pytest.fixture
def peopled(analysis: Analysis) -> Analysis:
    """The same report with actors, places and events."""
    return populate(analysis)
