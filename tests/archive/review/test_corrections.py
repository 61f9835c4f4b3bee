"""What people said, laid over a reading, and found again in a newer one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.analysis.claims import Found, build_claims
from marsad.archive.review.anchors import anchor
from marsad.archive.review.corrections import Corrected, apply
from marsad.archive.review.judgements import (
    Anchor,
    ContentIs,
    Correction,
    EventIs,
    NameIs,
    Piece,
    PlaceIs,
    Review,
    SourceIs,
    StanceIs,
    effective,
    field_of,
    pack,
    piece,
    pieces,
)
from marsad.model import Analysis, EventType, Kind, Point, Span, Stance, Status

TEXT = (
    "قالت وزيرة الموانئ ليلى حداد في بيروت إن الميناء سيفتح يوم الأحد. "
    "ونفى الناطق باسم الجيش اللبناني أن الجيش قصف طرابلس.\n"
    "وأضاف مصدر أمني أن الرئيس التركي رجب طيب أردوغان زار الدوحة أمس، وأن أردوغان وقع اتفاقا."
)
MINISTER, SPOKESMAN, SOURCE = 0, 1, 2  # the claims of the text, in its order


@pytest.fixture(scope="module")
def reading(read: Callable[..., Analysis]) -> Analysis:
    return read(TEXT, "2024-03-01", outlet="صحيفة الساحل")


def at(words: str, text: str = TEXT) -> Piece:
    assert text.count(words) == 1, words
    start = text.index(words)
    return Piece(start=start, end=start + len(words), words=words)


def review(number: int, action: str, reading: Analysis, claim: int, **said: object) -> Review:
    found = reading.attributions[claim]
    return Review(
        number=number,
        at="2026-11-22T10:15:00Z",
        person="سلمى",
        action=action,
        document=1,
        claim=reading.claims[claim].id,
        anchor=pack(anchor(reading.document.text, found)),
        rule=found.rule,
        **said,  # type: ignore[arg-type]
    )


def correct(number: int, reading: Analysis, claim: int, says: Correction) -> Review:
    return review(number, "correct", reading, claim, field=field_of(says), after=pack(says))


def undo(number: int, undone: int) -> Review:
    at = "2026-11-22T10:16:00Z"
    return Review(number=number, at=at, person="سلمى", action="undo", document=1, undoes=undone)


def chain(corrected: Corrected, claim: int) -> list[str | None]:
    return [voice.label or voice.name for voice in corrected.analysis.claims[claim].chain]


def content(corrected: Corrected, claim: int) -> str:
    text = corrected.analysis.document.text
    return " … ".join(text[start:end] for start, end in corrected.analysis.claims[claim].content)


# -- what each correction does


def test_without_a_review_the_very_reading_comes_back(reading: Analysis) -> None:
    assert apply(reading, ()).analysis is reading


def test_accepting_and_rejecting_change_how_a_claim_stands_and_nothing_else(
    reading: Analysis,
) -> None:
    corrected = apply(
        reading,
        [review(1, "accept", reading, MINISTER), review(2, "reject", reading, SPOKESMAN)],
    )
    states = [corrected.states.get(claim.id) for claim in reading.claims]
    assert states == ["accepted", "rejected", None]
    assert corrected.analysis == reading


def test_the_latest_verdict_counts(reading: Analysis) -> None:
    said = [review(1, "accept", reading, MINISTER), review(2, "reject", reading, MINISTER)]
    assert apply(reading, said).states[reading.claims[MINISTER].id] == "rejected"
    assert apply(reading, [*said, undo(3, 2)]).states[reading.claims[MINISTER].id] == "accepted"


def test_a_comment_says_nothing_of_how_a_claim_stands(reading: Analysis) -> None:
    assert apply(reading, [review(1, "comment", reading, MINISTER, comment="؟")]).states == {}


def test_another_source_takes_what_the_machine_knows_of_its_words(reading: Analysis) -> None:
    says = SourceIs(at=at("الرئيس التركي رجب طيب أردوغان"))
    corrected = apply(reading, [correct(1, reading, SOURCE, says)])
    assert chain(corrected, SOURCE) == ["صحيفة الساحل", "Recep Tayyip Erdoğan"]
    assert corrected.analysis.claims[SOURCE].chain[-1].entity == "recep-tayyip-erdogan"
    assert [one.id for one in corrected.analysis.claims] == [one.id for one in reading.claims]


def test_a_source_may_be_nobody(reading: Analysis) -> None:
    corrected = apply(reading, [correct(1, reading, SOURCE, SourceIs(at=None))])
    assert chain(corrected, SOURCE) == ["صحيفة الساحل", None]


def test_a_stance_is_replaced(reading: Analysis) -> None:
    corrected = apply(reading, [correct(1, reading, MINISTER, StanceIs(stance=Stance.AFFIRM))])
    assert corrected.analysis.claims[MINISTER].stance is Stance.AFFIRM
    assert corrected.states == {reading.claims[MINISTER].id: "corrected"}


def test_a_shorter_content_has_only_the_names_that_stand_in_it(reading: Analysis) -> None:
    says = ContentIs(parts=(at("أن الرئيس التركي رجب طيب أردوغان زار الدوحة أمس"),))
    corrected = apply(reading, [correct(1, reading, SOURCE, says)])
    assert content(corrected, SOURCE) == "أن الرئيس التركي رجب طيب أردوغان زار الدوحة أمس"
    before, after = reading.claims[SOURCE], corrected.analysis.claims[SOURCE]
    assert (len(before.events), len(after.events)) == (3, 1)
    assert after.actors == ("recep-tayyip-erdogan",)


def test_what_a_wider_content_takes_in_is_passed_on_by_its_voice(reading: Analysis) -> None:
    wide = Span(at("إن الميناء").start, at("قصف طرابلس").end)
    says = ContentIs(parts=(piece(TEXT, wide),))
    corrected = apply(reading, [correct(1, reading, MINISTER, says)])
    assert chain(corrected, SPOKESMAN) == [
        "صحيفة الساحل",
        "Leila Haddad",
        "Lebanese Armed Forces spokesperson",
    ]
    back = apply(reading, [correct(1, reading, MINISTER, says), undo(2, 1)])
    assert back.analysis == reading


def test_a_rejected_voice_passes_nothing_on(read: Callable[..., Analysis]) -> None:
    nested = read("أكد الرئيس أن الوزارة نفت أن الجيش انسحب من المدينة")
    assert len(nested.claims[1].chain) == 3
    corrected = apply(nested, [review(1, "reject", nested, 0)])
    assert [voice.name for voice in corrected.analysis.claims[1].chain] == [None, "الوزارة"]


def test_an_event_is_told_otherwise_taken_away_and_added(reading: Analysis) -> None:
    def events(says: EventIs) -> list[tuple[EventType, Status]]:
        found = apply(reading, [correct(1, reading, SOURCE, says)]).analysis.events
        return [(one.type, one.status) for one in found if one.span == says.at.span]

    visit, agreement = at("زار"), at("اتفاقا")
    said = EventIs(at=visit, type=EventType.CONSULT, status=Status.PLANNED)
    assert events(said) == [(EventType.CONSULT, Status.PLANNED)]
    assert events(EventIs(at=agreement, type=None)) == []
    new = EventIs(at=at("التركي"), type=EventType.PROTEST)
    assert events(new) == [(EventType.PROTEST, Status.ASSERTED)]
    corrected = apply(reading, [correct(1, reading, SOURCE, new)])
    assert len(corrected.analysis.claims[SOURCE].events) == 4


def test_another_place_changes_claims_and_the_events_there(reading: Analysis) -> None:
    says = PlaceIs(
        at=at("طرابلس"),
        name="Tripoli, Libya",
        entity="place.LY.capital",
        country="LY",
        point=Point(32.89, 13.19),
    )
    corrected = apply(reading, [correct(1, reading, SPOKESMAN, says)])
    assert corrected.analysis.claims[SPOKESMAN].places == ("place.LY.capital",)
    assert [one.place for one in corrected.analysis.events][1] == "Tripoli, Libya"
    gone = apply(reading, [correct(1, reading, SPOKESMAN, PlaceIs(at=at("طرابلس")))])
    assert gone.analysis.claims[SPOKESMAN].places == ()
    assert gone.analysis.events[1].place is None


def test_a_name_changes_the_actor_the_voice_and_the_events(reading: Analysis) -> None:
    says = NameIs(at=at("ليلى حداد"), kind=Kind.PERSON, entity="leila-haddad-lb", name="Layla H.")
    corrected = apply(reading, [correct(1, reading, MINISTER, says)])
    assert chain(corrected, MINISTER)[-1] == "Layla H."
    assert corrected.analysis.actors[0].entity == "leila-haddad-lb"


def test_a_name_is_one_mention_or_all_of_the_same_words(read: Callable[..., Analysis]) -> None:
    text = "زار أردوغان بيروت أمس. وقال أردوغان إن المعبر مفتوح."
    found = read(text, "2017-06-08")
    first = piece(text, Span(4, 11))
    for everywhere in (False, True):
        says = NameIs(at=first, everywhere=everywhere, kind=Kind.PERSON, entity="son", name="B. E.")
        corrected = apply(found, [correct(1, found, 0, says)]).analysis
        meant = [
            one.entity
            for one in corrected.actors
            if text[one.span.start : one.span.end] == first.words
        ]
        assert meant == ["son", "son" if everywhere else "recep-tayyip-erdogan"]
        source = corrected.attributions[0].source
        assert source is not None and (source.entity == "son") is everywhere


def test_what_is_said_of_a_name_may_stand_without_a_claim(reading: Analysis) -> None:
    said = NameIs(at=at("ليلى حداد"), kind=None)
    one = Review(
        number=1,
        at="2026-11-22T10:15:00Z",
        person="سلمى",
        action="correct",
        document=1,
        field="name",
        after=pack(said),
    )
    corrected = apply(reading, [one])
    assert "Leila Haddad" not in {actor.name for actor in corrected.analysis.actors}
    assert corrected.states == {} and corrected.unheld == ()


# -- ends


def test_ends_stand_at_letters_with_their_marks() -> None:
    text = "قالَ إنَّ المعبرَ مفتوحٌ ."
    start, end = text.index("إن"), text.index("مفتوحٌ") + len("مفتوح")
    assert piece(text, Span(start, end)).words == "إنَّ المعبرَ مفتوحٌ"
    assert piece(text, Span(start + 2, end + 3)).words == "نَّ المعبرَ مفتوحٌ ."
    assert piece(text, Span(start - 1, end + 2)).words == "إنَّ المعبرَ مفتوحٌ"


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([], "a content needs words"),
        ([Span(5, 400)], "lies outside the text"),
        ([Span(-3, 4)], "lies outside the text"),
        ([Span(4, 5)], "holds no letter"),
        ([Span(0, 8), Span(5, 9)], "overlap"),
    ],
)
def test_a_content_that_cannot_be_is_refused(spans: list[Span], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        pieces("قالت وزيرة الموانئ", spans)


# -- undoing


def test_an_undo_can_be_undone(reading: Analysis) -> None:
    said = [review(1, "accept", reading, 0), undo(2, 1), undo(3, 2)]
    assert [one.number for one in effective(said)] == [1]
    assert [one.number for one in effective([*said, undo(4, 3)])] == []
    assert [one.number for one in effective(said[:2])] == []


SAID = st.lists(
    st.tuples(
        st.sampled_from([MINISTER, SPOKESMAN, SOURCE]),
        st.sampled_from(
            [
                "accept",
                "reject",
                "comment",
                SourceIs(at=None),
                SourceIs(at=at("الجيش اللبناني"), kind=Kind.ORGANISATION),
                StanceIs(stance=Stance.DENY),
                ContentIs(parts=(at("الميناء سيفتح"), at("زار الدوحة أمس"))),
                ContentIs(parts=(piece(TEXT, Span(0, len(TEXT))),)),
                EventIs(at=at("قصف"), type=None),
                EventIs(at=at("الناطق"), type=EventType.AID, status=Status.POSSIBLE),
                PlaceIs(at=at("بيروت"), everywhere=True, name="Beirut, Ohio", entity="x"),
                NameIs(at=at("رجب طيب أردوغان"), everywhere=True, kind=Kind.PERSON, name="R"),
                NameIs(at=at("مصدر أمني"), kind=None),
            ]
        ),
    ),
    max_size=8,
)


def _reviews(reading: Analysis, said: list[tuple[int, str | Correction]]) -> list[Review]:
    return [
        review(number, one, reading, claim)
        if isinstance(one, str)
        else correct(number, reading, claim, one)
        for number, (claim, one) in enumerate(said, 1)
    ]


@given(said=SAID)
def test_undoing_all_gives_back_what_the_machine_found(
    reading: Analysis, said: list[tuple[int, str | Correction]]
) -> None:
    reviews = _reviews(reading, said)
    undone = [undo(100 + one.number, one.number) for one in reversed(reviews)]
    assert apply(reading, [*reviews, *undone]) == apply(reading, ())


@given(said=SAID)
def test_what_stands_agrees_with_itself(
    reading: Analysis, said: list[tuple[int, str | Correction]]
) -> None:
    corrected = apply(reading, _reviews(reading, said))
    analysis = corrected.analysis
    assert corrected.unheld == ()
    assert [one.id for one in analysis.claims] == [one.id for one in reading.claims]
    found = Found(analysis.actors, analysis.places, analysis.times, analysis.events)
    assert analysis.claims == build_claims(analysis.document, analysis.attributions, found)
    for layer in (analysis.actors, analysis.places, analysis.events):
        assert [one.span for one in layer] == sorted(one.span for one in layer)
    parents = {one.id: one.parent for one in analysis.attributions}
    for one in parents:
        seen = {one}
        while (one := parents[one] or "") and one in parents:
            assert one not in seen
            seen.add(one)


# -- a newer reading


def newer(reading: Analysis, *attributions: object, text: str | None = None) -> Analysis:
    """The reading as a newer engine might have made it."""
    document = reading.document if text is None else replace(reading.document, text=text)
    made = replace(reading, engine="marsad 9", document=document, attributions=tuple(attributions))
    return replace(made, claims=build_claims(document, made.attributions))


def test_a_moved_end_keeps_what_was_said(reading: Analysis) -> None:
    first, *rest = reading.attributions
    moved = replace(first, id="new", content=(Span(41, 64),))
    said = [correct(1, reading, MINISTER, StanceIs(stance=Stance.AFFIRM))]
    corrected = apply(newer(reading, moved, *rest), said)
    assert corrected.unheld == ()
    assert corrected.analysis.attributions[0].stance is Stance.AFFIRM
    claim = corrected.analysis.claims[0].id
    assert claim != reading.claims[0].id
    assert (corrected.states, corrected.placed) == ({claim: "corrected"}, {1: claim})


def test_a_reading_that_comes_to_the_correction_by_itself_keeps_it(reading: Analysis) -> None:
    *rest, last = reading.attributions
    short = at("أن الرئيس التركي")
    said = [correct(1, reading, SOURCE, ContentIs(parts=(short,)))]
    found = newer(reading, *rest, replace(last, id="new", content=(short.span,)))
    corrected = apply(found, said)
    assert corrected.unheld == ()
    assert content(corrected, SOURCE) == short.words


def test_other_content_at_the_same_cue_is_listed(reading: Analysis) -> None:
    *rest, last = reading.attributions
    other = replace(last, id="new", content=(at("بيروت").span,))
    corrected = apply(newer(reading, *rest, other), [review(1, "accept", reading, SOURCE)])
    ((number, reason),) = corrected.unheld
    assert number == 1
    assert reason.startswith("the machine now reads something else at «أضاف أن")
    assert corrected.states == {}


def test_what_people_accepted_stands_on_its_words_when_the_machine_loses_it(
    reading: Analysis,
) -> None:
    _, *rest = reading.attributions
    said = [correct(1, reading, MINISTER, StanceIs(stance=Stance.AFFIRM))]
    corrected = apply(newer(reading, *rest), said)
    assert corrected.unheld == ()
    assert corrected.analysis.claims[MINISTER].id == reading.claims[MINISTER].id
    assert corrected.analysis.claims[MINISTER].stance is Stance.AFFIRM
    assert chain(corrected, MINISTER) == ["صحيفة الساحل", "Leila Haddad"]


def test_what_people_rejected_is_not_put_back(reading: Analysis) -> None:
    _, *rest = reading.attributions
    corrected = apply(newer(reading, *rest), [review(1, "reject", reading, MINISTER)])
    assert len(corrected.analysis.claims) == 2
    ((_, reason),) = corrected.unheld
    assert reason.startswith("the machine no longer finds the claim «قالت")


def test_what_moved_with_the_text_is_found_there(reading: Analysis) -> None:
    text = f"بيروت، خاص\n\n{TEXT}"
    by = len(text) - len(TEXT)

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    shifted = [
        replace(
            one,
            id=f"new{number}",
            cue=tuple(map(moved, one.cue)),
            content=tuple(map(moved, one.content)),
        )
        for number, one in enumerate(reading.attributions)
    ]
    said = [
        correct(1, reading, SOURCE, ContentIs(parts=(at("زار الدوحة أمس"),))),
        correct(2, reading, SOURCE, SourceIs(at=at("الجيش اللبناني"))),
    ]
    corrected = apply(newer(reading, *shifted, text=text), said)
    assert corrected.unheld == ()
    assert content(corrected, SOURCE) == "زار الدوحة أمس"
    source = corrected.analysis.attributions[SOURCE].source
    assert source is not None and text[source.span.start : source.span.end] == "الجيش اللبناني"


def test_what_the_text_no_longer_holds_is_listed(reading: Analysis) -> None:
    text = TEXT.replace("الميناء سيفتح", "المرفأ سيفتح")
    corrected = apply(newer(reading, text=text), [review(1, "accept", reading, MINISTER)])
    ((_, reason),) = corrected.unheld
    assert reason.startswith("the text no longer holds the words «قالت إن الميناء")


def test_a_place_that_one_review_has_is_taken_by_no_other(reading: Analysis) -> None:
    first = reading.attributions[MINISTER]
    twin = replace(first, id="twin", content=(Span(41, 64),))
    old = newer(reading, first, twin)
    now = newer(reading, first)
    said = [review(1, "reject", old, 1), review(2, "accept", old, 0)]
    corrected = apply(now, said)
    assert corrected.states == {old.claims[0].id: "accepted"}
    assert [number for number, _ in corrected.unheld] == [1]


@given(
    said=SAID,
    kept=st.sets(st.sampled_from([MINISTER, SPOKESMAN, SOURCE])),
    cut=st.integers(0, 30),
)
def test_a_changed_reading_keeps_or_lists_each_review(
    reading: Analysis, said: list[tuple[int, str | Correction]], kept: set[int], cut: int
) -> None:
    reviews = _reviews(reading, said)
    left = [
        replace(
            one,
            id=f"new{number}",
            content=(Span(one.content[0].start, one.content[0].end - cut % 20),),
        )
        for number, one in enumerate(reading.attributions)
        if number in kept
    ]
    corrected = apply(newer(reading, *left), reviews)
    listed = {number for number, _ in corrected.unheld}
    assert listed | set(corrected.placed) == {one.number for one in reviews}
    assert not listed & set(corrected.placed)
    for one in reviews:
        if reading.claims.index(
            next(c for c in reading.claims if c.id == one.claim)
        ) in kept and not (cut % 20):
            assert one.number in corrected.placed


# -- records from outside


@pytest.mark.parametrize(
    "said",
    [
        {"field": "source", "after": "{"},
        {"field": "stance", "after": '{"stance": "shout"}'},
        {"field": "weather", "after": "{}"},
        {"field": "content", "after": None},
        {"field": "content", "after": '{"parts": []}'},
        {"field": "name", "after": '{"at": {"start": -5, "end": 3, "words": ""}}'},
        {"field": "content", "after": '{"parts": [{"start": 0, "end": 900, "words": "x"}]}'},
    ],
)
def test_a_record_that_cannot_be_read_is_listed_and_costs_nothing_else(
    reading: Analysis, said: dict[str, str | None]
) -> None:
    broken = review(1, "correct", reading, MINISTER, **said)
    corrected = apply(reading, [broken, review(2, "accept", reading, SOURCE)])
    assert [number for number, _ in corrected.unheld] == [1]
    assert corrected.states == {reading.claims[SOURCE].id: "accepted"}


def test_a_record_whose_finding_lies_outside_the_text_makes_no_such_finding(
    reading: Analysis,
) -> None:
    first, *rest = reading.attributions
    far = Span(10_000, 10_010)
    assert first.source is not None
    wrong = replace(first, source=replace(first.source, span=far, head=far))
    said = Anchor(
        finding=wrong, source=None, cue=anchor(TEXT, first).cue, content=anchor(TEXT, first).content
    )
    one = replace(review(1, "accept", reading, MINISTER), anchor=pack(said))
    corrected = apply(newer(reading, *rest), [one])
    assert corrected.analysis.attributions[0].source is None
