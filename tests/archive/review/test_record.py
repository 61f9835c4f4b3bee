"""People look at claims: recorded, undone, counted; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, event, select, text

from marsad.analysis.claims import build_claims
from marsad.archive.callnames import find_claim
from marsad.archive.connection import open_engine
from marsad.archive.documents import Stored, load_analysis, load_given, load_machine, reread
from marsad.archive.namebook import NameBook
from marsad.archive.prepare import pack_findings, prepare
from marsad.archive.review.identities import name_is, place_is
from marsad.archive.review.judgements import (
    Action,
    ContentIs,
    Correction,
    EventIs,
    NameIs,
    Piece,
    PlaceIs,
    Review,
    SourceIs,
    StanceIs,
    pieces,
)
from marsad.archive.review.merges import find_name, merge
from marsad.archive.review.precision import wilson
from marsad.archive.review.record import (
    Verdict,
    correct_document,
    history,
    queue,
    record,
    show,
    stats,
    undo,
    unheld,
)
from marsad.archive.review.reviews import read_reviews, reviews_of
from marsad.archive.review.wording import find_words
from marsad.archive.schema import claim_names, claims, names
from marsad.archive.search.find import Page, search
from marsad.model import Analysis, EventType, Kind, Span, Stance

Keep = Callable[..., Stored]
TEXT = (
    "قالت وزيرة الموانئ ليلى حداد في بيروت إن الميناء سيفتح يوم الأحد. "
    "ونفى الناطق باسم الجيش اللبناني أن الجيش قصف طرابلس. "
    "وأضاف مصدر أمني أن الرئيس التركي رجب طيب أردوغان زار الدوحة أمس."
)
MINISTER, SPOKESMAN, SOURCE = 0, 1, 2


@pytest.fixture
def kept(keep: Keep) -> Stored:
    return keep(TEXT, published="2024-03-01", outlet="صحيفة الساحل")


def ids(connection: Connection) -> list[str]:
    return list(connection.execute(select(claims.c.id).order_by(claims.c.key)).scalars())


def say(
    connection: Connection, claim: int, action: Action, says: Correction | None = None
) -> Review:
    verdict = Verdict(claim=ids(connection)[claim], action=action, correction=says)
    return record(connection, "سلمى", verdict)


def at(words: str) -> Piece:
    return find_words(TEXT, words, 0)


def rows(connection: Connection) -> list[tuple[str | None, str, str | None]]:
    found = select(claims.c.source, claims.c.stance, claims.c.review).order_by(claims.c.key)
    return [tuple(row) for row in connection.execute(found)]


def test_a_correction_changes_the_rows_and_not_what_the_machine_said(
    archive: Engine, kept: Stored
) -> None:
    with archive.begin() as connection:
        found = load_machine(connection, kept.number)
        said = say(connection, MINISTER, Action.CORRECT, StanceIs(stance=Stance.AFFIRM))
    assert (said.person, said.action, said.field) == ("سلمى", "correct", "stance")
    assert (said.before, said.after) == ('{"stance":"neutral"}', '{"stance":"affirm"}')
    assert said.rule == "verb/قال:past:clause" and said.at.endswith("Z")
    with archive.begin() as connection:
        assert rows(connection)[MINISTER] == ("Leila Haddad", "affirm", "corrected")
        assert load_machine(connection, kept.number) == found
        assert reviews_of(connection, kept.number) == (said,)


def test_each_field_is_recorded_with_before_and_after(archive: Engine, kept: Stored) -> None:
    corrections: list[Correction] = [
        SourceIs(at=at("الجيش اللبناني")),
        ContentIs(parts=pieces(TEXT, [Span(*at("الجيش قصف").span)])),
        PlaceIs(at=at("طرابلس"), name="Tripoli, Libya", entity="place.LY.capital", country="LY"),
    ]
    with archive.begin() as connection:
        for says in corrections:
            say(connection, SPOKESMAN, Action.CORRECT, says)
        source, content, place = reviews_of(connection, kept.number)
        assert '"words":"الناطق باسم الجيش اللبناني"' in (source.before or "")
        assert '"words":"أن الجيش قصف طرابلس"' in (content.before or "")
        assert '"name":"Tripoli, Lebanon"' in (place.before or "")
        assert '"entity":"place.LY.capital"' in (place.after or "")
        stance, state = rows(connection)[SPOKESMAN][1:]
        assert (stance, state) == ("deny", "corrected")
        said = load_analysis(connection, kept.number).claims[SPOKESMAN]
        assert said.content == (at("الجيش قصف").span,)


@pytest.mark.usefixtures("kept")
def test_the_names_that_a_claim_is_found_by_follow_a_correction(archive: Engine) -> None:
    def entities(connection: Connection) -> set[str]:
        key = select(claims.c.key).order_by(claims.c.key).offset(MINISTER).limit(1)
        chosen = select(names.c.entity).join(claim_names, claim_names.c.name == names.c.number)
        return set(connection.execute(chosen.where(claim_names.c.claim.in_(key))).scalars())

    with archive.begin() as connection:
        assert "~Leila Haddad" in entities(connection)
        says = name_is(connection, at("ليلى حداد"), "~Layla Haddad", kind=Kind.PERSON, lists=())
        said = say(connection, MINISTER, Action.CORRECT, says)
        assert "~Layla Haddad" in entities(connection)
        assert "~Leila Haddad" not in entities(connection)
        undo(connection, "سلمى", said.number)
        assert "~Leila Haddad" in entities(connection)


@pytest.mark.usefixtures("kept")
def test_a_corrected_or_merged_name_is_found_and_the_old_one_no_longer(archive: Engine) -> None:
    def found(connection: Connection, name: str) -> int:
        return len(list(search(connection, f'source:"{name}"', page=Page(20, None)).hits))

    with archive.begin() as connection:
        assert (found(connection, "Leila Haddad"), found(connection, "security source")) == (1, 1)
        says = name_is(connection, at("ليلى حداد"), "~Nour Saleh", kind=Kind.PERSON)
        said = say(connection, MINISTER, Action.CORRECT, says)
        assert found(connection, "Nour Saleh") == 1
        undo(connection, "سلمى", said.number)
        assert (found(connection, "Nour Saleh"), found(connection, "Leila Haddad")) == (0, 1)
        one, other = (find_name(connection, f"~{name}") for name in ("Nour Saleh", "Leila Haddad"))
        merge(connection, "سلمى", one, other)
        assert found(connection, "Nour Saleh") == 1


def test_an_undo_brings_back_what_stood_and_can_be_undone(archive: Engine, kept: Stored) -> None:
    with archive.begin() as connection:
        stood = rows(connection)
        say(connection, SOURCE, Action.ACCEPT)
        changed = say(connection, SOURCE, Action.CORRECT, SourceIs(at=None))
        assert rows(connection)[SOURCE] == (None, "neutral", "corrected")
        undone = undo(connection, "هند", changed.number)
        assert rows(connection)[SOURCE] == ("security source", "neutral", "accepted")
        with pytest.raises(ValueError, match=f"undone already, by {undone.number}"):
            undo(connection, "هند", changed.number)
        undo(connection, "هند", undone.number)
        assert rows(connection)[SOURCE] == (None, "neutral", "corrected")
        undo(connection, "هند", changed.number)
        undo(connection, "هند", 1)
        assert rows(connection) == stood
        assert [one.action for one in reviews_of(connection, kept.number)] == [
            "accept",
            "correct",
            *["undo"] * 4,
        ]


def test_a_name_outside_all_claims_is_corrected_in_the_document(
    archive: Engine, keep: Keep
) -> None:
    kept = keep("زار أردوغان بيروت أمس. وقال الوزير إن المعبر مفتوح.", published="2017-06-08")
    with archive.begin() as connection:
        words = load_machine(connection, kept.number).document.text
        says = name_is(connection, find_words(words, "أردوغان", 0), "~B. E.", kind=Kind.PERSON)
        said = correct_document(connection, "سلمى", kept.number, says)
        assert (said.claim, said.document) == (None, kept.number)
        found = load_analysis(connection, kept.number)
        assert "B. E." in {one.name for one in found.actors}
        assert "B. E." in found.events[0].actors
        undo(connection, "سلمى", said.number)
        assert load_analysis(connection, kept.number) == load_machine(connection, kept.number)


@pytest.mark.usefixtures("kept")
def test_who_records_what_cannot_be_gets_a_reason_and_nothing_is_kept(archive: Engine) -> None:
    wrong: list[tuple[Verdict, str]] = []
    with archive.begin() as connection:
        claim = ids(connection)[MINISTER]
    outside = EventIs(at=Piece(start=0, end=4, words="قالت"), type=EventType.AID)
    stance = StanceIs(stance=Stance.NEUTRAL)
    moved = SourceIs(at=Piece(start=0, end=4, words="نفى"))
    wrong += [
        (Verdict(claim=claim, action=Action.CORRECT), "needs what to correct"),
        (Verdict(claim=claim, action=Action.ACCEPT, correction=stance), "needs what to correct"),
        (Verdict(claim=claim, action=Action.COMMENT), "needs words"),
        (Verdict(claim=claim, action=Action.MERGE), "is not said of a claim"),
        (Verdict(claim=claim, action="shout"), "say accept, reject, correct, comment"),
        (Verdict(claim=claim, action=Action.CORRECT, correction=stance), "stands already"),
        (Verdict(claim=claim, action=Action.CORRECT, correction=moved), "the text has moved"),
        (Verdict(claim=claim, action=Action.CORRECT, correction=outside), "outside the claim"),
    ]
    for verdict, told in wrong:
        with pytest.raises(ValueError, match=told), archive.begin() as connection:
            record(connection, "سلمى", verdict)
    with pytest.raises(ValueError, match="the name of a person"), archive.begin() as connection:
        record(connection, " ", Verdict(claim=claim, action=Action.ACCEPT))
    with pytest.raises(LookupError, match="no such claim"), archive.begin() as connection:
        record(connection, "سلمى", Verdict(claim="feed", action=Action.ACCEPT))
    with archive.begin() as connection:
        assert list(read_reviews(connection)) == []
        said = record(connection, "سلمى", Verdict(claim=claim[:8], action="accept"))
        assert (said.claim, said.action) == (claim, "accept")


@pytest.mark.usefixtures("kept")
def test_a_claim_is_called_by_the_beginning_of_its_id(archive: Engine) -> None:
    with archive.begin() as connection:
        claim = ids(connection)[0]
        assert find_claim(connection, claim[:4]) == claim
        for short in (claim[:3], "zzzz", "", "%"):
            with pytest.raises(LookupError, match=r"no such claim|several claims"):
                find_claim(connection, short)


# -- a newer engine


def _read_again(
    connection: Connection, number: int, change: Callable[[Analysis], Analysis]
) -> None:
    """Store what a newer engine would find."""
    prepared = prepare(load_given(connection, number))
    changed = change(load_machine(connection, number))
    newer = replace(prepared, engine="marsad 9", findings=pack_findings(changed))
    reread(connection, newer, number, NameBook())


def test_what_people_said_survives_another_reading_or_is_listed(
    archive: Engine, kept: Stored
) -> None:
    def newer(found: Analysis) -> Analysis:
        _, second, third = found.attributions
        moved = replace(second, id="00aa", content=(Span(101, second.content[0].end),))
        other = replace(third, id="00bb", content=(at("طرابلس").span,))
        made = replace(found, attributions=(moved, other))
        return replace(made, claims=build_claims(found.document, made.attributions))

    with archive.begin() as connection:
        say(connection, MINISTER, Action.REJECT)
        held = say(connection, SPOKESMAN, Action.ACCEPT)
        say(connection, SOURCE, Action.CORRECT, StanceIs(stance=Stance.DENY))
        machine = load_machine(connection, kept.number)
        _read_again(connection, kept.number, newer)
        assert [row[2] for row in rows(connection)] == ["accepted", None]
        listed = {one.review.number: one.reason for one in unheld(connection)}
        assert sorted(listed) == [1, 3]
        assert listed[1].startswith("the machine no longer finds the claim «قالت")
        assert listed[3].startswith("the machine now reads something else at «أضاف")
        claim = ids(connection)[0]
        assert claim != held.claim
        assert [one.number for one in history(connection, claim=claim)] == [held.number]
        _read_again(connection, kept.number, lambda _: machine)
        assert list(unheld(connection)) == []
        assert [row[2] for row in rows(connection)] == ["rejected", "accepted", "corrected"]


# -- what waits, and what was said


def test_the_queue_has_what_nobody_has_looked_at(archive: Engine, keep: Keep) -> None:
    keep(TEXT, published="2024-03-01")
    keep("قال الوزير إن المعبر مفتوح. وقال النائب إن الطريق مغلق.", published="2024-03-02")
    with archive.begin() as connection:
        newest = [one.content for one in queue(connection, "newest")]
        assert newest[0] == "إن الطريق مغلق" and len(newest) == 5
        say(connection, 3, Action.ACCEPT)
        verdict = Verdict(claim=ids(connection)[4], action=Action.COMMENT, comment="؟")
        record(connection, "سلمى", verdict)
        assert len(list(queue(connection, "newest"))) == 4
        by_rule = [one.rule for one in queue(connection, "rule")]
        assert len(set(by_rule[:3])) == 3  # one of each rule before the second of any
        scores = [one.score for one in queue(connection)]
        assert scores == sorted(scores)
        assert len(list(queue(connection, limit=2))) == 2
        with pytest.raises(ValueError, match="there are score, rule, newest"):
            list(queue(connection, "oldest"))


def test_history_is_of_a_claim_a_document_or_all(archive: Engine, keep: Keep) -> None:
    first, second = keep(TEXT), keep("قال الوزير إن المعبر مفتوح.")
    with archive.begin() as connection:
        claim = ids(connection)[MINISTER]
        say(connection, MINISTER, Action.ACCEPT)
        say(connection, SOURCE, Action.REJECT)
        say(connection, 3, Action.ACCEPT)

        def numbers(**of: object) -> list[int]:
            return [one.number for one in history(connection, **of)]  # type: ignore[arg-type]

        assert numbers() == [3, 2, 1]
        assert numbers(claim=claim) == [1]
        assert numbers(document=first.number) == [2, 1]
        assert numbers(document=second.number) == [3]


# -- how good a rule is


def test_precision_is_counted_by_rule_the_weakest_first(archive: Engine, keep: Keep) -> None:
    for day in range(1, 5):
        keep(f"قال الوزير إن المعبر {day} مفتوح. ونفى النائب أن الطريق {day} مغلق.")
    with archive.begin() as connection:
        said, denied = slice(0, None, 2), slice(1, None, 2)
        all_ids = ids(connection)

        def judge(claim: str, action: Action, says: Correction | None = None) -> Review:
            return record(connection, "هند", Verdict(claim=claim, action=action, correction=says))

        for claim in all_ids[said]:
            judge(claim, Action.ACCEPT)
        wrong, fixed, regretted, named = all_ids[denied]
        judge(wrong, Action.ACCEPT)
        judge(wrong, Action.REJECT)  # the latest counts
        judge(fixed, Action.CORRECT, StanceIs(stance=Stance.DOUBT))
        judge(fixed, Action.ACCEPT)  # right as corrected: the rule was wrong
        undo(connection, "هند", judge(regretted, Action.REJECT).number)
        judge(regretted, Action.ACCEPT)
        text_of = show(connection, named).machine.document.text
        name = NameIs(at=find_words(text_of, "النائب", 0), kind=Kind.PERSON, name="N")
        judge(named, Action.CORRECT, name)  # who it is says nothing of the rule
        weak, strong = stats(connection)
    assert (weak.rule, weak.entry, weak.construction) == (
        "verb/نفى:past:clause",
        "verb/نفى",
        "past:clause",
    )
    assert (weak.reviewed, weak.right, weak.wrong) == (3, 1, 2)
    assert weak.corrected == {"name": 1, "stance": 1}
    assert (strong.reviewed, strong.right, strong.wrong, strong.precision) == (4, 4, 0, 1.0)
    assert strong.low is not None and strong.low < 0.52


def test_counts_are_gathered_by_entry_and_construction(archive: Engine, keep: Keep) -> None:
    keep("قال الوزير إن المعبر مفتوح. ونفى النائب أن الطريق مغلق.")
    with archive.begin() as connection:
        say(connection, 0, Action.ACCEPT)
        say(connection, 1, Action.REJECT)
        assert [one.entry for one in stats(connection, "entry")] == ["verb/نفى", "verb/قال"]
        (one,) = stats(connection, "construction")
        assert (one.construction, one.reviewed, one.precision) == ("past:clause", 2, 0.5)
        with pytest.raises(ValueError, match="there are rule, entry, construction"):
            stats(connection, "outlet")


@pytest.mark.parametrize(
    ("right", "reviewed", "low", "high"),  # R: binom.confint(x, n, methods = "wilson")
    [(0, 1, 0.0, 0.793), (1, 1, 0.207, 1.0), (8, 10, 0.490, 0.943), (81, 263, 0.255, 0.366)],
)
def test_the_interval_is_that_of_wilson(right: int, reviewed: int, low: float, high: float) -> None:
    found = wilson(right, reviewed)
    assert found == (pytest.approx(low, abs=0.0006), pytest.approx(high, abs=0.0006))
    assert wilson(0, 0) == (None, None)


# -- who and where


def test_places_are_looked_up_by_id_and_may_be_in_no_list() -> None:
    beirut = place_is(at("بيروت"), "geonames.276781")
    assert (beirut.name, beirut.country, beirut.level) == ("Beirut", "LB", "city")
    assert place_is(at("بيروت"), "~Old Port").entity == "~Old Port"
    assert place_is(at("بيروت"), "none").name is None
    with pytest.raises(ValueError, match="no such place"):
        place_is(at("بيروت"), "geonames.1")


@pytest.mark.usefixtures("kept")
def test_names_are_looked_up_in_the_lists_and_in_the_archive(archive: Engine) -> None:
    with archive.begin() as connection:

        def named(wanted: str, kind: Kind | None = None) -> NameIs:
            return name_is(connection, at("ليلى حداد"), wanted, kind=kind)

        assert named("recep-tayyip-erdogan").name == "Recep Tayyip Erdoğan"
        office = named("LB.army.spokesperson", Kind.OFFICE)
        assert office.name == "Lebanese Armed Forces spokesperson"
        assert (named("open").kind, named("open").name) == (Kind.UNKNOWN, None)
        assert named("none").kind is None
        with pytest.raises(ValueError, match="say what it is"):
            named("~Leila")
        with pytest.raises(ValueError, match="no such id"):
            named("no-such-person", Kind.PERSON)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ليلى حداد", "ليلى حداد"),
        ("لَيلى  حدّاد", "ليلى حداد"),
        ("إن الميناء … الأحد", "إن الميناء سيفتح يوم الأحد"),
        ("إن الميناء ... الأحد", "إن الميناء سيفتح يوم الأحد"),
    ],
)
def test_typed_words_are_found_in_the_text(typed: str, found: str) -> None:
    assert find_words(TEXT, typed, 0).words == found


def test_of_several_places_the_nearest_is_meant() -> None:
    words = "قال الوزير ثم قال الوزير ثم قال الوزير"
    assert [find_words(words, "الوزير", near).start for near in (0, 17, 99)] == [4, 18, 32]
    for typed in ("النائب", "", " ", "…", "قال … النائب"):
        with pytest.raises(ValueError, match="not in the text"):
            find_words(words, typed, 0)


# -- lasting


def test_what_people_said_outlasts_a_power_cut(address: str) -> None:
    engine = open_engine(address, write=True, lasting=True)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    engine.dispose()


@pytest.mark.usefixtures("kept")
def test_listing_waiting_claims_asks_no_more_than_once_a_claim(archive: Engine) -> None:
    asked: list[str] = []
    with archive.begin() as connection:
        event.listen(archive, "before_cursor_execute", lambda *said: asked.append(said[2]))
        assert len(list(queue(connection, limit=3))) == 3
    assert len([one for one in asked if "documents" in one]) == 3
