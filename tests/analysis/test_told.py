"""Relations that another reader marks: read on as if the rules had found them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Document, Mention, Note, Relation, Span, Stance, Told
from marsad.publishing.contract import to_line

ARABIC = (
    "صحيفة الساحل\n\nقال وزير المياه سالم الزروق إن السدود ممتلئة، ونفى أن يكون سد درنة مهددا.\n"
    'ونقلت وكالة الواحة عن مصدر في الوزارة قوله: "لم يبلغنا أحد بأن الطريق مغلق".\n'
)
ENGLISH = (
    "The mayor of Tobruk, Salem Zarrouk, said on Tuesday that the union had denied that the\n"
    "harbour was closed. He added that talks would begin on 3 March 2021, according to Al-Waha.\n"
)
FRENCH = "Le maire de Tobrouk a déclaré que l'hôpital n'avait pas été touché.\n"
TEXTS = [ARABIC, ENGLISH, FRENCH, ARABIC + ENGLISH, ENGLISH + FRENCH + ARABIC]


def as_told(analysis: Analysis) -> Told:
    """What a reader would have to tell to agree with a reading."""

    def span(one: Mention | None) -> Span | None:
        return one and one.span

    relations = tuple(
        Relation(span(one.source), tuple(v.span for v in one.via), one.cue, one.content, one.stance)
        for one in analysis.attributions
    )
    return Told("llm toy", relations)


@pytest.mark.parametrize("text", TEXTS)
def test_a_reader_that_tells_what_the_rules_find_changes_nothing(text: str) -> None:
    ruled = analyse(Document(id="d1", text=text, published="2021-03-01"))
    told = analyse(Document(id="d1", text=text, published="2021-03-01"), told=as_told(ruled))
    assert ruled.attributions

    def known(analysis: Analysis) -> list[tuple[object, ...]]:
        return [
            (one.id, one.cue, one.content, one.stance, one.mode, one.parent)
            for one in analysis.attributions
        ]

    assert known(told) == known(ruled)
    assert told.events == ruled.events
    assert told.assertions == ruled.assertions


def test_the_reader_is_named_and_its_notes_are_kept() -> None:
    note = Note(span=Span(0, 3), code="model.refused", message="left out")
    told = analyse(Document(id="d1", text=ARABIC), told=Told("llm toy", (), (note,)))
    assert told.engine.endswith("(ar); read by llm toy")
    assert not told.attributions and not told.claims
    assert note in told.notes


def test_a_denial_stays_one_whatever_is_told() -> None:
    cue = ARABIC.index("نفى")
    content = ARABIC.index("أن يكون")
    relation = Relation(
        None,
        (),
        (Span(cue, cue + 3),),
        (Span(content, content + 24),),
        Stance.AFFIRM,
    )
    [found] = analyse(Document(id="d1", text=ARABIC), told=Told("x", (relation,))).attributions
    assert found.stance is Stance.DENY


_SIZE = min(map(len, TEXTS))
_SPANS = st.tuples(st.integers(0, _SIZE), st.integers(0, 60)).map(
    lambda pair: Span(pair[0], min(_SIZE, pair[0] + pair[1]))
)
_PARTS = st.lists(_SPANS, max_size=3).map(tuple)
_RELATIONS = st.builds(
    Relation, st.none() | _SPANS, _PARTS, _PARTS, _PARTS.filter(bool), st.sampled_from(Stance)
)


@given(st.sampled_from(TEXTS), st.lists(_RELATIONS, max_size=6))
def test_any_places_make_a_reading(text: str, relations: list[Relation]) -> None:
    told = analyse(Document(id="d1", text=text), told=Told("x", tuple(relations)))
    ids = {one.id for one in told.attributions}
    for one in told.attributions:
        assert one.parent is None or one.parent in ids
        assert all(0 <= start < end <= len(text) for start, end in (*one.cue, *one.content))
    assert to_line(told)
