"""Origins: who stands behind a proposition, and how many are independent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from marsad.entities.lists import load_lists
from marsad.linking.nouns import Act, Origin, Statement
from marsad.linking.origins.find import find_origins
from marsad.linking.origins.graph import provenance_graph
from marsad.model import Kind, Status, Voice
from tests.linking.conftest import Make, paper, somebody, voice

MINISTRY = voice("organisation", "Russian Ministry of Defence", "RU.ministry.defence")
ARMY = voice("organisation", "Russian Armed Forces", "RU.army")
MOSCOW = voice("organisation", "Moscow", "RU", "Russia")
DAMASCUS = voice("organisation", "Damascus", "SY", "Syria")
BOTH = voice("organisation", "Russia and Syria", "RU", "Russia")
OBSERVATORY = voice("organisation", "Syrian Observatory for Human Rights", "sohr")
SENTENCE = "the ferry sank near the old harbour shortly before dawn with no survivors"


def span(*members: Statement) -> tuple[int, int]:
    return tuple(find_origins(members, load_lists()).independent)


def origin(members: Sequence[Statement], at: int = 0) -> Origin:
    return find_origins(members, load_lists()).origins[at]


def codes(*members: Statement) -> set[str]:
    return {reason.code for reason in find_origins(members, load_lists()).reasons}


def test_no_members_no_origins() -> None:
    assert span() == (0, 0) and find_origins([], load_lists()).origins == ()


def test_outlets_that_quote_one_party_have_one_origin(say: Make) -> None:
    members = say("The Courier", MINISTRY), say("The Lantern", ARMY), say("The Tide", MOSCOW)
    assert span(*members) == (1, 1)
    assert origin(members).party == "RU" and origin(members).name == "Russia"
    assert origin(members).names == (MINISTRY.name, ARMY.name, "Russia")
    assert "party" in codes(*members)


def test_two_parties_are_two_origins(say: Make) -> None:
    assert span(say("The Courier", MINISTRY), say("The Courier", DAMASCUS)) == (2, 2)


def test_a_head_and_his_organisation_are_one(say: Make) -> None:
    head = voice("person", "Rami Abdulrahman", "rami-abdulrahman")
    assert span(say("The Courier", OBSERVATORY), say("The Lantern", head)) == (1, 1)


def test_an_unlisted_spokesman_is_tied_by_the_words_of_one_outlet(say: Make) -> None:
    told = voice("person", "the Hezbollah spokesman, Salim Warraq", None, "Salim Warraq")
    short = voice("person", "Warraq")
    group = voice("organisation", "Hezbollah", "hezbollah")
    assert span(say("The Courier", told), say("The Lantern", short), say("The Tide", group)) == (
        1,
        1,
    )


def test_a_person_of_whom_nothing_is_known_may_speak_for_another_party(say: Make) -> None:
    stranger = voice("person", "Salim Warraq")
    assert span(say("The Courier", stranger)) == (1, 1)
    assert span(say("The Courier", stranger), say("The Lantern", MINISTRY)) == (1, 2)


def test_a_joint_source_is_two_parties_with_one_voice(say: Make) -> None:
    assert span(say("The Courier", BOTH)) == (1, 2)
    assert span(say("The Courier", BOTH), say("The Lantern", MINISTRY)) == (1, 2)
    alone = say("The Lantern", MINISTRY), say("The Tide", DAMASCUS)
    assert span(say("The Courier", BOTH), *alone) == (2, 2)


def test_a_chain_goes_on_through_the_report_of_a_cited_outlet(say: Make) -> None:
    source = somebody("source in the Russian Ministry of Defence")
    report = say("Reuters", source, day="2031-04-01")
    citing = say("The Courier", paper("Reuters", "reuters"))
    found = find_origins([citing, report], load_lists())
    trail = next(one for one in found.trails if one.statement == citing.id)
    assert [one.name for one in trail.voices] == ["The Courier", "Reuters", source.name]
    assert trail.through == (report.id,)
    assert found.independent == (1, 1) and found.origins[0].party == "RU"


def test_and_through_what_another_outlet_quotes_of_it(say: Make) -> None:
    reuters = paper("Reuters", "reuters")
    full = say("The Lantern", reuters, MINISTRY)
    assert span(say("The Courier", reuters), full) == (1, 1)


def test_a_report_of_later_or_long_before_is_not_the_one_cited(say: Make) -> None:
    citing = say("The Courier", paper("Reuters", "reuters"), day="2031-04-10")
    for day in ("2031-04-11", "2031-04-02", None):
        assert span(citing, say("Reuters", MINISTRY, day=day)) == (1, 2), day
    assert span(citing, say("Reuters", MINISTRY, day="2031-04-03")) == (1, 1)


def test_a_party_that_elsewhere_only_passes_it_on_is_no_second_origin(say: Make) -> None:
    commander = voice("organisation", "Hezbollah", "hezbollah")
    passed = say("The Courier", commander, MINISTRY)
    assert span(passed, say("The Lantern", commander)) == (1, 1)
    assert "carried" in codes(passed, say("The Lantern", commander))


def test_a_party_heard_only_through_another_shows_one_voice(say: Make) -> None:
    heard = say("The Courier", OBSERVATORY, MINISTRY)
    assert span(heard, say("The Lantern", DAMASCUS)) == (2, 2)
    unknown = say("The Courier", voice("person", "Salim Warraq"), MINISTRY)
    assert span(unknown, say("The Lantern", DAMASCUS)) == (1, 2)
    assert span(unknown, say("The Lantern", DAMASCUS), say("The Tide", ARMY)) == (2, 2)


def test_a_chain_that_comes_back_has_no_known_origin(say: Make) -> None:
    one = say("The Courier", paper("The Lantern"))
    other = say("The Lantern", paper("The Courier"))
    found = find_origins([one, other], load_lists())
    assert found.independent.at_least == 0
    assert {trail.looped for trail in found.trails} == {True}
    assert "loop" in codes(one, other)


def test_an_unnamed_source_may_be_a_named_one(say: Make) -> None:
    members = say("The Courier", somebody("sources")), say("The Lantern", MINISTRY)
    assert span(*members) == (1, 2)
    assert not origin(members).named and "unnamed" in codes(*members)


def test_unnamed_sources_of_one_description_are_one(say: Make) -> None:
    one, same = say("The Courier", somebody("local officials")), somebody("Local officials")
    assert span(one, say("The Lantern", same)) == (1, 1)
    assert span(one, say("The Lantern", somebody("diplomats"))) == (1, 2)


def test_an_unnamed_source_of_a_known_party_is_that_party(say: Make) -> None:
    soldier = somebody("Syrian military source")
    assert span(say("The Courier", soldier), say("The Lantern", DAMASCUS)) == (1, 1)
    assert span(say("The Courier", soldier), say("The Lantern", MINISTRY)) == (2, 2)


def test_a_spokesman_speaks_for_the_only_party_of_his_document(say: Make) -> None:
    quoted = say("The Courier", MINISTRY, document="d-report")
    spokesman = say("The Courier", somebody("a spokesman"), document="d-report")
    assert span(quoted, spokesman) == (1, 1)
    assert span(quoted, say("The Courier", somebody("a source"), document="d-report")) == (1, 2)
    assert span(quoted, say("The Lantern", somebody("a spokesman"))) == (1, 2)
    other = say("The Courier", OBSERVATORY, document="d-report")
    assert span(quoted, other, spokesman) == (2, 3)


def test_the_same_words_of_an_unnamed_and_a_named_source_are_one(say: Make) -> None:
    unnamed = say("The Courier", somebody("a local official"), words=SENTENCE)
    named = say("The Lantern", voice("person", "Salim Warraq"), words=SENTENCE)
    assert span(unnamed, named) == (1, 1)
    assert span(unnamed, say("The Lantern", voice("person", "Salim Warraq"))) == (1, 2)


def test_own_words_of_outlets_are_an_unknown_origin(say: Make) -> None:
    members = say("The Courier"), say("The Lantern"), say("The Lantern")
    assert span(*members) == (0, 2)
    assert origin(members).kind is Kind.UNKNOWN and origin(members).name is None


def test_a_voice_that_is_unknown_leaves_it_to_the_outlet(say: Make) -> None:
    assert span(say("The Courier", Voice(Kind.UNKNOWN, None, None))) == (0, 1)
    assert span(say("The Courier", paper("The Courier"))) == (0, 1)


def test_common_agency_copy_is_one_by_its_words(say: Make) -> None:
    almost = SENTENCE.replace("with no survivors", "without survivors")
    copies = say("The Courier", words=SENTENCE), say("The Lantern", words=almost)
    assert span(*copies) == (0, 1) and "copy" in codes(*copies)
    short = "the ferry sank near dawn"
    assert span(say("The Courier", words=short), say("The Lantern", words=short)) == (0, 2)


def test_common_agency_copy_is_one_by_its_documents(say: Make) -> None:
    text = " ".join(f"w{at}" for at in range(80))
    edited = f"{text} and a line of its own"
    assert span(say("The Courier", text=text), say("The Lantern", text=edited)) == (0, 1)
    other = " ".join(f"v{at}" for at in range(80))
    assert span(say("The Courier", text=text), say("The Lantern", text=other)) == (0, 2)


def test_a_copy_that_names_its_source_tells_that_of_the_others(say: Make) -> None:
    named, own = say("The Courier", MINISTRY, words=SENTENCE), say("The Lantern", words=SENTENCE)
    assert span(named, own) == (1, 1)
    assert origin([named, own]).statements == (named.id, own.id)


def test_own_words_in_a_near_copy_of_a_sourced_report_add_nothing(say: Make) -> None:
    text = " ".join(f"w{at}" for at in range(80))
    sourced = say("The Courier", MINISTRY, text=text)
    assert span(sourced, say("The Lantern", text=f"{text} and more")) == (1, 1)


def test_own_words_beside_a_named_source_of_the_same_outlet_add_nothing(say: Make) -> None:
    named = say("The Courier", MINISTRY, document="d-report")
    assert span(named, say("The Courier", document="d-report")) == (1, 1)
    assert span(named, say("The Courier", day="2031-04-04")) == (1, 1)
    assert span(named, say("The Courier", day="2031-03-30")) == (1, 2)
    assert span(named, say("The Lantern")) == (1, 2)


def test_a_cited_outlet_is_an_origin_that_may_rest_on_another(say: Make) -> None:
    agency = say("The Courier", paper("Fars News Agency", "fars-news-agency"))
    assert span(agency) == (1, 1)
    assert span(agency, say("The Lantern", MINISTRY)) == (1, 2)
    assert span(agency, say("The Lantern", paper("Haaretz", "haaretz"))) == (1, 2)


def test_what_a_cited_outlet_says_itself_is_what_is_cited(say: Make) -> None:
    cited = say("The Courier", paper("Haaretz", "haaretz"))
    assert span(cited, say("Haaretz", day="2031-04-01")) == (1, 1)


def test_outlets_of_one_owner_are_one_and_marked(say: Make) -> None:
    assert span(say("BBC"), say("BBC Arabic")) == (0, 1)
    russian = say("The Courier", paper("RIA Novosti", "ria-novosti"))
    assert span(russian, say("The Lantern", paper("Sputnik", "sputnik"))) == (1, 1)
    sana, sky = paper("SANA", "sana"), paper("Sky News", "sky-news")
    assert origin([say("The Courier", sana)]).owner == "Syrian state"
    assert origin([say("The Courier", sky)]).owner is None


def test_a_body_of_a_state_that_may_be_its_government_gives_a_range(say: Make) -> None:
    bank = voice("organisation", "Central Bank of Russia", "central-bank-of-russia")
    assert span(say("The Courier", bank), say("The Lantern", MOSCOW)) == (1, 2)


def test_a_partys_word_about_its_own_deed_is_marked(say: Make) -> None:
    strike = Act("ASSAULT", ("Russian Armed Forces",), ("Syria",), None, None, Status.DENIED)
    assert origin([say("The Courier", MINISTRY, acts=[strike])]).self_stated
    assert origin([say("The Courier", DAMASCUS, acts=[strike])]).self_stated
    assert not origin([say("The Courier", OBSERVATORY, acts=[strike])]).self_stated
    assert not origin([say("The Courier", acts=[strike])]).self_stated


def test_without_an_act_the_first_actor_named_is_the_subject(say: Make) -> None:
    about = say("The Courier", MOSCOW, terms=["w:bank", "n:RU", "n:TR"])
    assert origin([about]).self_stated
    assert not origin([say("The Courier", MOSCOW, terms=["n:TR", "n:RU"])]).self_stated


def test_the_order_of_arrival_changes_nothing(say: Make) -> None:
    members = [
        say("The Courier", paper("Reuters", "reuters")),
        say("Reuters", somebody("sources"), day="2031-04-01", words=SENTENCE),
        say("The Lantern", words=SENTENCE),
        say("The Tide", BOTH, day=None),
    ]
    found = {find_origins(some, load_lists()) for some in permutations(members)}
    graphs = {
        provenance_graph(some, find_origins(some, load_lists()), load_lists())
        for some in permutations(members)
    }
    assert len(found) == len(graphs) == 1


def test_the_graph_leads_from_reports_to_their_origin(say: Make) -> None:
    report = say("Reuters", MINISTRY, day="2031-04-01")
    citing = say("The Courier", paper("Reuters", "reuters"), hedged=True)
    copy = say("The Lantern", words=SENTENCE)
    twin = say("The Tide", words=SENTENCE, day="2031-04-03")
    members = [report, citing, copy, twin]
    graph = provenance_graph(members, find_origins(members, load_lists()), load_lists())
    by_id = {node.id: node for node in graph.nodes}
    lines = [
        f"{by_id[edge.source].label} -> {by_id[edge.target].label}"
        f"{' hedged' * edge.hedged}{' copy' * edge.copy}"
        for edge in graph.edges
    ]
    assert lines == [
        "Reuters -> Russian Ministry of Defence",
        "The Courier -> Reuters hedged",
        "The Tide -> The Lantern copy",
    ]
    ministry = next(node for node in graph.nodes if node.label == MINISTRY.label)
    assert ministry.origin == 0 and ministry.kind == "organisation"
    assert by_id[f"document:{report.document}"].day == "2031-04-01"


def test_a_cited_outlet_is_its_latest_report_before_in_the_graph(say: Make) -> None:
    newspaper = voice("outlet", "صحيفة دجلة الجديدة", label="newspaper")
    members = [
        say("صحيفة دجلة الجديدة", somebody("a source"), day="2031-04-02"),
        say("إذاعة القنطرة", newspaper, day="2031-04-03"),
        say("صحيفة دجلة الجديدة", paper("إذاعة القنطرة"), day="2031-04-04"),
    ]
    graph = provenance_graph(members, find_origins(members, load_lists()), load_lists())
    assert [node.label for node in graph.nodes if node.kind == "outlet"] == []
    first, second, third = (f"document:{one.document}" for one in members)
    edges = {(edge.source, edge.target) for edge in graph.edges if not edge.copy}
    assert {(second, first), (third, second)} <= edges
