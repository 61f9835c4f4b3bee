"""What each story of the demonstration is there to show, found by the product in its own texts."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from marsad.archive.lists import in_force
from marsad.linking.nouns import Drifting, Relation, Standing
from marsad.linking.stored.linked import Wanted
from marsad.linking.stories.telling import Period, stories_of
from marsad.publishing.linked import names_for
from marsad.publishing.propositions import proposition_page
from marsad.publishing.views import proposition_view
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor

from .conftest import Demo, Found

Find = Callable[[str, str], Found]


def names(found: Found) -> set[str | None]:
    return {one.name for one in found.told.proposition.origins}


def standing(found: Found) -> Standing:
    return found.told.proposition.standing


def independent(found: Found) -> tuple[int, int]:
    return tuple(found.told.proposition.independent)


def denials_of(found: Found) -> list[str | None]:
    id = found.told.proposition.id
    return [b.by for b in found.bonds if b.relation is Relation.DENIES and b.other == id]


def contradicted(found: Found) -> set[str]:
    """The propositions that cannot be right where this one is."""
    id = found.told.proposition.id
    both = [{b.one, b.other} for b in found.bonds if b.relation is Relation.CONTRADICTS]
    return set().union(*both) - {id}


def chains(found: Found) -> set[tuple[str | None, ...]]:
    return {(one.document, *(v.name or v.label for v in one.chain[1:])) for one in found.members}


# The bridge of Deir ez-Zor


def test_one_agency_text_in_three_outlets_is_one_origin(find: Find) -> None:
    speed = find("jisr-01", "السيارات الصغيرة ستعبر الجسر")
    assert speed.documents == {"jisr-01", "jisr-02", "jisr-03"}
    assert independent(speed) == (1, 1)
    assert names(speed) == {"Nizar al-Hilali"}


def test_near_copies_are_folded_when_they_are_stored(demo: Demo) -> None:
    with demo.observatory.reading() as connection:
        rows = connection.exec_driver_sql(
            "select a.id, b.id from documents a join documents b on b.number = a.near"
        ).all()
    assert {("jisr-02", "jisr-01"), ("khazzan-02", "khazzan-01"), ("kolira-02", "kolira-01")} <= {
        tuple(row) for row in rows
    }


def test_a_chain_of_three_voices(find: Find) -> None:
    shelled = find("jisr-07", "أن جماعة حراس النهر قصفت جسر السياسية")
    (chain,) = [one.chain for one in shelled.members if len(one.chain) == 3]
    assert [voice.kind for voice in chain[1:]] == ["outlet", "anonymous"]


def test_the_same_claim_in_two_languages(find: Find) -> None:
    shelled = find("bridge-06", "may have shelled")
    assert {"jisr-05", "bridge-06", "jisr-07", "bridge-10", "bridge-12"} <= shelled.documents


def test_the_accused_deny_and_the_denial_stands_apart(find: Find) -> None:
    shelled, denied = find("bridge-10", "had shelled"), find("jisr-08", "أن تكون قد قصفت")
    assert shelled.told.proposition.id != denied.told.proposition.id
    assert {"jisr-08", "bridge-09"} <= denied.documents
    assert denials_of(shelled) == ["River Guards"]
    assert standing(shelled) is Standing.CONTESTED


def test_a_hedge_is_dropped_and_an_unnamed_source_gets_a_name(find: Find) -> None:
    drifts = find("bridge-06", "may have shelled").told.drifts
    told = {(one.kind, one.values[-1]) for one in drifts}
    assert Drifting.HEDGE_DROPPED in {kind for kind, _ in told}
    assert (Drifting.SOURCE_NAMED, "Nizar al-Hilali") in told


def test_a_party_admits_what_it_denied(find: Find) -> None:
    admitted = find("jisr-11", "قصفوا جسر السياسية")
    assert admitted.told.proposition.id == find("bridge-06", "may have shelled").told.proposition.id
    assert "River Guards" in names(admitted)  # their commander says it


def test_a_quotation_in_a_quotation(demo: Demo) -> None:
    analysis = demo.observatory.document("jisr-11")
    deepest = max(analysis.claims, key=lambda one: len(one.chain))
    assert [voice.name for voice in deepest.chain[1:]] == [
        "قائد جماعة حراس النهر منير السبع",
        "أخونا الطحان يومها",
    ]


# The fuel depot of Ramadi


def test_counts_that_cannot_all_be_right(find: Find) -> None:
    nine = find("khazzan-05", "أن تسعة أشخاص قتلوا")
    fourteen = find("khazzan-06", "إن أربعة عشر شخصا قتلوا")
    seventeen = find("khazzan-08", "أن سبعة عشر شخصا قتلوا")
    assert {fourteen.told.proposition.id, seventeen.told.proposition.id} <= contradicted(nine)
    assert {"Anbar Health Directorate", "Iraqi Red Crescent Society"} <= names(nine)
    assert independent(nine)[0] == 2


def test_a_page_that_was_changed_withdraws_what_it_said(demo: Demo, find: Find) -> None:
    assert standing(find("khazzan-06", "إن أربعة عشر شخصا قتلوا")) is Standing.WITHDRAWN
    with demo.observatory.reading() as connection:
        rows = connection.exec_driver_sql(
            "select a.id, b.id from documents a join documents b on b.number = a.replaces"
        ).all()
    assert [tuple(row) for row in rows] == [("khazzan-07", "khazzan-06")]


def test_the_company_denies_and_later_admits(find: Find) -> None:
    leaked = find("khazzan-09", "إن الوقود تسرب من مستودع الرمادي")
    assert denials_of(leaked) == ["Nawaeer Fuel Company"]
    assert {"Ghassan al-Taie", "committee"} <= names(leaked)
    assert standing(find("depot-10", "that fuel had leaked")) is Standing.SELF_STATED


# The talks of Raqqa


def test_talks_are_announced_denied_and_confirmed(find: Find) -> None:
    held = find("talks-06", "held talks in Raqqa")
    assert denials_of(held) == ["Khabur Tribal Council"]
    assert {"talks-01", "hudna-02", "hudna-05", "talks-06", "hudna-07"} <= held.documents
    assert {"hudna-03", "talks-04"} <= find("hudna-03", "أن يعقد محادثات").documents


# The water station of Fallujah


def test_two_sites_cite_each_other_and_nobody_else(find: Find) -> None:
    stopped = find("miyah-01", "أوقفت ضخ المياه")
    (circle,) = stopped.told.circles
    assert circle.outlets == ("Daftar al-Qaim", "Hadith al-Jusur")
    assert circle.closed == "2025-05-13"
    assert independent(stopped)[0] == 0
    assert denials_of(stopped) == ["Iraqi Ministry of Water Resources"]


def test_there_is_no_other_circle(demo: Demo) -> None:
    assert sum(len(told.circles) for told in demo.linked.propositions(Wanted())) == 1


# The convoy of al-Qaim


def test_three_independent_origins_corroborate(find: Find) -> None:
    crossed = find("convoy-07", "crossed from al-Qaim to Al Bukamal")
    assert standing(crossed) is Standing.CORROBORATED
    assert independent(crossed) == (3, 3)
    assert {
        "Relief Bridges",
        "United Nations Office for the Coordination of Humanitarian Affairs",
        "World Health Organization",
    } <= names(crossed)


def test_two_counts_of_the_trucks(find: Find) -> None:
    small = find("qafila-03", "من ست وعشرين شاحنة")
    large = find("qafila-01", "من ثمان وثلاثين شاحنة")
    assert large.told.proposition.id in contradicted(small)
    assert {"qafila-03", "convoy-05"} <= small.documents
    assert {"qafila-01", "convoy-02", "convoy-05"} <= large.documents


def test_a_report_that_was_taken_away(find: Find) -> None:
    assert standing(find("qafila-04", "عادت من منفذ القائم إلى بغداد")) is Standing.WITHDRAWN


def test_people_joined_two_languages(find: Find) -> None:
    held = find("qafila-01", "محتجزة في منفذ القائم")
    assert {"qafila-01", "convoy-02"} <= held.documents


# Cholera in Al Bukamal


def test_a_later_figure_of_the_same_office_is_an_update(find: Find) -> None:
    first = find("kolira-01", "إحدى وثلاثين إصابة")
    later = find("cholera-07", "have risen to 58")
    told = {(b.one, b.other) for b in later.bonds if b.relation is Relation.UPDATES}
    assert (later.told.proposition.id, first.told.proposition.id) in told
    assert independent(first)[0] == 3


def test_a_single_origin(find: Find) -> None:
    seventy = find("kolira-04", "إن سبعين إصابة مؤكدة")
    assert independent(seventy) == (1, 1)
    assert standing(find("khazzan-05", "فرق الإطفاء سيطرت على الحريق")) is Standing.SINGLE_ORIGIN


# Its own lists


def test_two_sites_of_one_owner_and_what_is_their_own_word_count_once(demo: Demo) -> None:
    origins = [
        one for told in demo.linked.propositions(Wanted()) for one in told.proposition.origins
    ]
    assert {"Western Horizon Media", "Lodestar Wire Trust"} <= {one.owner for one in origins}
    assert not [one for one in origins if one.party == "karim-al-tahhan"]
    assert {"Karim al-Tahhan"} <= {
        name for one in origins if one.party == "river-guards" for name in one.names
    }


def test_nobody_is_corroborated_by_his_own_spokesman(demo: Demo) -> None:
    for told in demo.linked.propositions(Wanted(standing=Standing.CORROBORATED)):
        parties = {one.party for one in told.proposition.origins if one.party}
        sources = {one.name for one in told.proposition.origins if one.named}
        assert len(parties) >= 2 or len(sources) >= 2
        assert not {"river-guards", "mounir-al-sabaa"} <= parties


def test_names_of_own_lists_in_the_language_of_the_reader(demo: Demo, find: Find) -> None:
    admitted = find("jisr-11", "قصفوا جسر السياسية").told.proposition.id
    view = proposition_view(demo.observatory, admitted)
    with demo.observatory.reading() as connection:
        lists = in_force(connection).own
    names = names_for("ar", (), lists)
    assert names.of("Mounir al-Sabaa") == "منير السبع"
    assert names.of("River Guards spokesperson") == "المتحدث باسم حراس النهر"
    assert names.of(None, "river-guards") == "حراس النهر"
    assert "منير السبع" in proposition_page(view, 100, "ar", lists=lists)
    denied = find("bridge-06", "may have shelled").told.proposition.id
    client = TestClient(
        create_app(demo.observatory, Visitor("Nadia", "admin"), hosts=("testserver",))
    )
    shown = client.get(f"/propositions/{denied}", params={"lang": "ar"}).text
    assert "حراس النهر" in shown
    assert "River Guards" not in client.get("/propositions", params={"lang": "ar"}).text


# As a whole


def test_a_proposition_of_each_standing(demo: Demo) -> None:
    assert {told.proposition.standing for told in demo.linked.propositions(Wanted())} == set(
        Standing
    )


def test_each_course_of_events_is_a_story_with_a_place_for_a_name(demo: Demo) -> None:
    with demo.observatory.reading() as connection:
        stories = stories_of(connection, Period())
    places = {told.labels["en"].split(" · ")[0] for told in stories}
    assert {"Ramadi", "Fallujah", "Abu Kamal"} < places
    assert 4 <= len(stories) <= 6
    assert all(told.labels["ar"] for told in stories)
