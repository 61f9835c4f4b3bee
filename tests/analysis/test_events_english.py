"""Events in English: verb or noun by its place, status by its auxiliaries, parties by the order."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Document, Event


def read(text: str) -> tuple[Event, ...]:
    return analyse(Document(id="d", text=text, lang="en", published="2017-06-08")).events


def lines(text: str) -> list[str]:
    return [f"{text[e.span.start : e.span.end]} {e.type} {e.status}" for e in read(text)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ankara agreed to host a new round of talks.", "agreed AGREE asserted"),
        ("The foreign minister met the Omani envoy in Vienna.", "met CONSULT asserted"),
        ("The mayor of Gaza endorsed the governor.", "endorsed SUPPORT asserted"),
        ("The general apologised for the shelling.", "apologised CONCEDE asserted"),
        ("Madrid extradited the banker to Panama.", "extradited COOPERATE asserted"),
        ("Kuwait sent emergency aid to Lebanon.", "aid AID asserted"),
        ("The rebels released the hostages.", "released RETREAT asserted"),
        ("The bishop called for an end to the siege.", "called REQUEST asserted"),
        ("The senator criticized Turkey.", "criticized ACCUSE asserted"),
        ("The rebels rejected the offer.", "rejected REJECT asserted"),
        ("Iran threatened to close the strait.", "threatened THREATEN asserted"),
        ("Thousands protested in Cairo.", "protested PROTEST asserted"),
        ("Washington imposed sanctions on Belarus.", "sanctions SANCTION asserted"),
        ("Poland deployed troops to the border.", "deployed MOBILIZE asserted"),
        ("Police arrested four men in Lagos.", "arrested COERCE asserted"),
        ("Russian jets bombed Raqqa.", "bombed ASSAULT asserted"),
    ],
)
def test_each_type_is_told(text: str, line: str) -> None:
    assert lines(text) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The army attacked the town.", "attacked ASSAULT asserted"),
        ("The army has attacked the town.", "attacked ASSAULT asserted"),
        ("The army is attacking the town.", "attacking ASSAULT asserted"),
        ("The army did not attack the town.", "attack ASSAULT denied"),
        ("The army hasn't attacked the town.", "attacked ASSAULT denied"),
        ("The army will attack the town.", "attack ASSAULT planned"),
        ("The army won't attack the town.", "attack ASSAULT denied"),
        ("The army is set to attack the town.", "attack ASSAULT planned"),
        ("The general ordered the army to attack the town.", "attack ASSAULT planned"),
        ("The army may attack the town.", "attack ASSAULT possible"),
        ("Aid would stop if the army attacked the town.", "attacked ASSAULT possible"),
        ("The army continued to attack the town.", "attack ASSAULT asserted"),
        ("Two soldiers died in an alleged attack on Mosul.", "attack ASSAULT possible"),
        ("There was no attack on Mosul, the army said.", "attack ASSAULT denied"),
        ("The town was attacked by the army.", "attacked ASSAULT asserted"),
        ("The army could be attacked near the town.", "attacked ASSAULT possible"),
        ("The army is at risk of being attacked.", "attacked ASSAULT possible"),
        ("No army camp was attacked.", "attacked ASSAULT denied"),
    ],
)
def test_the_words_of_its_phrase_tell_the_status(text: str, line: str) -> None:
    assert line in lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army should attack the town.",  # what ought to be
        "It is hard to attack a town of that size with troops.",
        "The strike force of the army was in the town.",  # a kind of force
        "The victims of the attack on the army remember it.",
        "This attack on the army was a disgrace.",
        "The court-ordered report of the army was late.",
        "The Sanctions Committee of the army was late.",  # a name
        "She talks about Syria.",
    ],
)
def test_what_is_no_event_is_left_alone(text: str) -> None:
    assert lines(text) == []


def test_a_metaphor_has_no_word_of_force_beside_it() -> None:
    assert lines("The senator attacked the tax plan of the governor.") == []
    assert lines("The militants attacked the convoy.") == ["attacked ASSAULT asserted"]


def test_a_form_is_a_noun_behind_a_determiner_and_a_verb_before_one() -> None:
    assert lines("The court issued a ban on Hamas.") == ["ban COERCE asserted"]
    assert lines("Police arrest the editor.") == ["arrest COERCE asserted"]
    assert lines("The arrest of the editor in Cairo followed.") == ["arrest COERCE asserted"]


def test_a_noun_tells_an_act_that_a_verb_carries() -> None:
    assert lines("Sanctions were imposed on the bank.") == ["Sanctions SANCTION asserted"]
    assert lines("The bloc will impose sanctions on the bank.") == ["sanctions SANCTION planned"]
    assert lines("The talks between the rebels began.") == ["talks CONSULT asserted"]
    assert lines("The rebels praised the deal.") == ["praised SUPPORT asserted"]  # a topic


def test_the_subject_does_it_and_the_object_suffers_it() -> None:
    (event,) = read("Germany and France condemned Hamas.")
    assert (event.actors, event.recipients) == (("Germany", "France"), ("Hamas",))
    (passive,) = read("Hamas was condemned by Germany and France.")
    assert (passive.actors, passive.recipients) == (("Germany", "France"), ("Hamas",))
    (noun,) = read("The United States imposed sanctions on Hamas.")
    assert noun.recipients == ("Hamas",)


def test_a_joined_verb_has_the_subject_of_the_first() -> None:
    first, second = read("Hamas criticized Egypt and released the hostages.")
    assert first.actors == second.actors == ("Hamas",)


def test_a_meeting_has_equals() -> None:
    (event,) = read("Hamas met with Hezbollah in Doha.")
    assert (event.actors, event.recipients) == (("Hamas", "Hezbollah"), ())


def test_a_future_meeting_is_an_agreement() -> None:
    assert lines("The ministers will meet in Vienna.") == ["meet AGREE asserted"]


def test_what_is_demanded_refused_or_alleged_is_no_second_event() -> None:
    assert lines("The council urged the rebels to release the hostages.") == [
        "urged REQUEST asserted"
    ]
    assert lines("Cairo was accused of arresting the editor.") == ["accused ACCUSE asserted"]
    assert lines("The junta refused to release the prisoners.") == ["refused REJECT asserted"]


def test_what_is_condemned_has_happened() -> None:
    assert lines("Norway condemned the shelling of Mosul.") == [
        "condemned ACCUSE asserted",
        "shelling ASSAULT asserted",
    ]


def test_what_is_ordered_is_an_event_to_come() -> None:
    assert lines("The president ordered the army to leave and to release the prisoners.") == [
        "ordered REQUEST asserted",
        "release RETREAT planned",
    ]


def test_a_refusal_is_told_by_its_negation() -> None:
    assert lines("Budapest will not allow the convoy to cross.") == ["allow REJECT asserted"]
    assert lines("Budapest will allow the convoy to cross.") == []


def test_one_act_is_one_event() -> None:
    text = "Three strikes hit a convoy and destroyed a tank near Mosul."
    assert lines(text) == ["strikes ASSAULT asserted"]
    assert lines("Five soldiers were killed in an attack on Mosul.") == ["attack ASSAULT asserted"]


def test_a_known_party_behind_serves_as_a_wanted_word() -> None:
    assert lines("The senator defended Hamas.") == ["defended SUPPORT asserted"]
    assert lines("The senator defended his title.") == []


def parties(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (event,) = read(text)
    return event.actors, event.recipients


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Russian jets bombed Raqqa.", ("Russian Air Force",), ()),
        ("Russian planes bombed Raqqa.", ("Russia",), ()),
        ("Russian airstrikes hit Idlib.", ("Russia",), ()),
        ("U.S. airstrikes against Hezbollah killed many.", ("United States",), ("Hezbollah",)),
        ("Turkish and French forces attacked the city.", ("Turkey", "French Armed Forces"), ()),
        ("Turkey, Iran and Russia met in Astana.", ("Turkey", "Iran", "Russia"), ()),
        ("A delegation visited Jordan on Monday.", (), ("Jordan",)),
        ("The coalition launched strikes against Hamas in Syria.", (), ("Hamas",)),
    ],
)
def test_states_are_parties(
    text: str, actors: tuple[str, ...], recipients: tuple[str, ...]
) -> None:
    assert parties(text) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "French tourists protested.",
        "Kabul residents protested.",
        "Ministers discussed the Syria crisis.",
        "Moscow police arrested him.",
    ],
)
def test_what_only_describes_a_noun_is_no_party(text: str) -> None:
    assert parties(text) == ((), ())


def test_an_aside_does_not_part_a_verb_from_its_subject() -> None:
    told = read("Russian jets, backed by Iran, bombed Raqqa.")
    assert [one.actors for one in told] == [("Iran",), ("Russian Air Force",)]
    (event,) = read("Russian jets, which Iran backs, bombed Raqqa.")
    assert event.actors == ("Russian Air Force",)


def test_who_condemns_an_attack_did_not_do_it() -> None:
    told = read("France condemned the attack on soldiers in Mosul.")
    assert [(one.type, one.actors) for one in told] == [("ACCUSE", ("France",)), ("ASSAULT", ())]


def test_a_name_of_an_army_is_a_word_of_force() -> None:
    assert lines("Iraqi forces attacked Mosul.") == ["attacked ASSAULT asserted"]


def test_a_phrase_may_begin_with_a_time() -> None:
    told = lines("The court sentenced the editor to three years in prison.")
    assert "prison COERCE asserted" in told
