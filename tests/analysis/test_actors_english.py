"""Who is named in English: by capitals, owners before offices, surnames and class nouns."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Actor, Document, Kind


def read(text: str, published: str | None = "2017-06-08") -> tuple[Actor, ...]:
    return analyse(Document(id="d", text=text, lang="en", published=published)).actors


def found(text: str, published: str | None = "2017-06-08") -> dict[str, tuple[str | None, str]]:
    return {
        text[actor.span.start : actor.span.end]: (actor.name, actor.ground.value)
        for actor in read(text, published)
    }


@pytest.mark.parametrize(
    ("text", "words", "name", "ground"),
    [
        ("The Kremlin has denied it.", "Kremlin", "Kremlin", "name"),
        ("The WHO has warned of it.", "WHO", "World Health Organization", "name"),
        ("The U.S. will help.", "U.S.", "United States", "name"),
        ("Critics say the US has left us.", "US", "United States", "name"),
        ("Turkey has opened the bridge.", "Turkey", "Turkey", "name"),
        ("Chad and Jordan have agreed.", "Jordan", "Jordan", "name"),
        ("Moscow will not allow it.", "Moscow", "Russia", "metonym"),
        ("The Russian army is there.", "Russian army", "Russian Armed Forces", "composed"),
        ("Russia’s foreign ministry was silent.", "Russia’s foreign ministry",
         "Russian Ministry of Foreign Affairs", "composed"),
        ("The Ministry of Defence of Russia was silent.", "Ministry of Defence of Russia",
         "Russian Ministry of Defence", "composed"),
        ("A spokeswoman for the Russian army was silent.", "spokeswoman for the Russian army",
         "Russian Armed Forces spokesperson", "composed"),
        ("The Trump administration has refused.", "Trump administration", "Trump administration",
         "composed"),
        ("The Turkish president was silent.", "Turkish president", "Recep Tayyip Erdoğan",
         "office"),
        ("The foreign minister of Russia was silent.", "foreign minister of Russia",
         "Sergey Lavrov", "office"),
        ("U.S. Secretary of State Rex Tillerson was silent.",
         "U.S. Secretary of State Rex Tillerson", "Rex Tillerson", "name"),
        ("French Foreign Minister Jean-Yves Le Drian was silent.",
         "French Foreign Minister Jean-Yves Le Drian", "Jean-Yves Le Drian", "name"),
        ("Secretary Tillerson was silent.", "Secretary Tillerson", "Rex Tillerson", "surname"),
        ("Minister Judeh was silent.", "Minister Judeh", "Nasser Judeh", "surname"),
        ("Iranian President Rouhani was silent.", "Iranian President Rouhani", "Hassan Rouhani",
         "surname"),
    ],
)  # fmt: skip
def test_an_actor_is_resolved(text: str, words: str, name: str, ground: str) -> None:
    assert found(text)[words] == (name, ground)


@pytest.mark.parametrize(
    "text",
    [
        "He told us that it will help.",
        "Who is it?",
        "The turkey was cold, and so was the chad.",
        "The talks were held in Moscow.",
        "The Iran-backed group has left.",
        "Trump Tower was closed.",
        "A deputy foreign minister from abroad was there.",
        "A Turkish president has many guests.",
        "Her years as secretary of state were long.",
        "He would like to be president of the United States.",
        "The chief executive was silent.",
    ],
)
def test_other_words_name_nobody(text: str) -> None:
    assert found(text) == {}


def test_an_office_is_that_of_its_date() -> None:
    text = "The American president was silent."
    assert found(text, "2016-06-01")["American president"][0] == "Barack Obama"
    assert found(text, "2017-06-01")["American president"][0] == "Donald Trump"


def test_a_former_president_is_no_namesake() -> None:
    text = "Hillary Clinton was there. Former President Clinton was not."
    assert found(text)["President Clinton"][0] == "Bill Clinton"


def test_a_counterpart_has_the_same_office_in_another_state() -> None:
    text = "The Russian president has met his Turkish counterpart."
    assert found(text)["Turkish counterpart"] == ("Recep Tayyip Erdoğan", "counterpart")


def test_a_short_form_wants_its_article() -> None:
    named = found("Hezbollah leader Hassan Nasrallah has gone. The group was silent.")
    assert named["group"] == ("Hezbollah", "short")
    assert "group" not in found("Hezbollah was silent. A group of boys was not.")


def test_a_short_form_is_that_of_a_body_of_no_list() -> None:
    named = found("The Federal Reserve and the Wessex Rowers Bank have met. The bank was silent.")
    assert named["bank"] == ("Wessex Rowers Bank", "short")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Iraqi army spokesman John Harlow was silent.", "Iraqi army spokesman John Harlow",
         "John Harlow"),
        ("Lavrov’s spokeswoman was silent, Sergei Lavrov was not.", "Lavrov’s spokeswoman",
         "Sergey Lavrov spokesperson"),
        ("A Kremlin spokesman was silent.", "Kremlin spokesman", "Kremlin spokesperson"),
        ("The Russian Foreign Ministry has left. A ministry spokesman was silent.",
         "ministry spokesman", "Russian Ministry of Foreign Affairs spokesperson"),
    ],
)  # fmt: skip
def test_who_speaks_for_somebody(text: str, words: str, name: str) -> None:
    assert found(text)[words][0] == name


def test_a_country_that_only_lies_somewhere_is_no_actor() -> None:
    assert found("The bridge lies in Syria.") == {}
    assert found("Russia and Iran have refused.").keys() == {"Russia", "Iran"}
    assert found("Iran's hills are high.") == {}


def test_a_person_of_no_list_is_told_by_a_given_name_or_a_title() -> None:
    named = found("The bridge is safe, John Harlow has said. Mr. Deenwater was silent.")
    assert named == {
        "John Harlow": ("John Harlow", "title"),
        "Deenwater": ("Deenwater", "title"),
    }


def test_a_surname_is_that_of_the_person_named_in_full() -> None:
    named = found("Mary O'Neill has won. Later O'Neill was silent. Ms. O’Neill has left.")
    assert named["O'Neill"] == ("Mary O'Neill", "surname")


def test_two_of_one_surname_are_neither() -> None:
    named = found("John Harlow and Mary Harlow have met. Harlow was silent.")
    assert "Harlow" not in named


def test_a_listed_surname_behind_another_given_name_is_somebody_else() -> None:
    named = found("Vladimir Putin was there. Mary Putin was not.")
    assert named["Mary Putin"] == ("Mary Putin", "title")


def test_initials_do_not_hide_a_listed_person() -> None:
    assert found("Paul D. Ryan was there.")["Paul D. Ryan"] == ("Paul Ryan", "name")


def test_a_surname_may_be_the_name_of_a_state() -> None:
    named = found("John Jordan has won. Jordan was silent.")
    assert named["Jordan"] == ("John Jordan", "surname")


def test_a_son_is_not_his_father() -> None:
    assert "Donald Trump" not in {one.name for one in read("Donald Trump Jr. was there.")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Workers' Union has refused.", "Harbour Workers' Union"),
        ("A doctor at the University of Raqqa has refused.", "University of Raqqa"),
        ("The Wessex Police Federation has refused.", "Wessex Police Federation"),
        ("The Tell ez-Zahr Health Directorate has refused.", "Tell ez-Zahr Health Directorate"),
        ("The al-Nahr Fishing Council has refused.", "al-Nahr Fishing Council"),
        ("The Anbar Roads Directorate has refused.", "Anbar Roads Directorate"),
    ],
)
def test_a_body_of_no_list_is_told_by_its_class_noun(text: str, name: str) -> None:
    (body,) = read(text)
    assert (body.name, body.kind, body.entity) == (name, Kind.ORGANISATION, None)


def test_initials_in_brackets_come_again() -> None:
    named = found("The Wessex Rowers Association (WRA) was silent. Critics of WRA were not.")
    assert named["WRA"] == ("Wessex Rowers Association", "short")


def test_a_heading_tells_no_new_names() -> None:
    assert found("John Harlow Votes To Close Bridge\n\nThe bridge was closed.") == {}


def test_the_name_of_a_thing_is_no_person() -> None:
    assert found("She was a guest of The John Harlow Show.") == {}


def test_a_body_of_another_state_is_another_body() -> None:
    named = found("Lebanese Hezbollah has left. The Syrian Arab Coalition has refused.")
    assert named["Lebanese Hezbollah"] == ("Hezbollah", "name")
    assert named["Syrian Arab Coalition"] == ("Syrian Arab Coalition", "title")


def test_a_name_ends_with_its_line() -> None:
    named = found("By Nadia Harlow\n\nThe commander of the guard has left the old village.")
    assert list(named) == ["Nadia Harlow"]


def test_a_given_name_may_have_two_words() -> None:
    assert "Abdel Nasser Harlow" in found("Abdel Nasser Harlow has left the village.")


def test_a_name_with_the_article_is_no_person_behind_a_title() -> None:
    text = "By Helen Marsh, political correspondent\nThe Northgate Courier\n\nThe dam is safe."
    assert "The Northgate Courier" not in found(text)
