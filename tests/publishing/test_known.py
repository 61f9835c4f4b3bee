"""What the lists know of an actor, in the words of a reader."""

from __future__ import annotations

import pytest

from marsad.publishing.known import called_in, known_of, office_word, outlet_spellings


def test_offices_have_their_days_and_their_state() -> None:
    known = known_of("sergey-lavrov", "en")
    assert known is not None
    [office] = [one for one in known.offices if one.of_id == "RU"]
    assert (office.office, office.of) == ("Foreign Minister", "Russia")
    assert office.begins == "2004-03-09" and office.ends is None


@pytest.mark.parametrize(
    ("office", "lang", "words"),
    [
        ("foreign-minister", "ar", "وزير الخارجية"),
        ("president", "ar", "رئيس"),
        ("foreign-minister", "en", "Foreign Minister"),
    ],
)
def test_an_office_is_told_in_the_language_of_the_page(office: str, lang: str, words: str) -> None:
    assert office_word(office, "", lang).casefold() == words.casefold()


def test_an_outlet_has_its_owner_its_domains_and_all_its_spellings() -> None:
    known = known_of("anadolu-agency", "ar")
    assert known is not None
    assert known.state_affiliated is True and known.domains == ("aa.com.tr",)
    assert known.countries == (("TR", "تركيا"),)
    assert {"الأناضول", "aa.com.tr", "Anadolu Agency"} <= set(
        outlet_spellings("anadolu-agency", "Anadolu")
    )


def test_who_stands_in_no_list_is_called_as_the_text_calls_them() -> None:
    assert known_of("~Nader", "ar") is None
    assert called_in("ar", "~Nader", "Nader") == "Nader"
    assert called_in("ar", "RU", "Russia") == "روسيا"
