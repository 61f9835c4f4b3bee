"""What actors, bodies, offices, places and nameless sources are called in a reader's language."""

from __future__ import annotations

import pytest

from marsad.entities.appellations import name_entity, name_place, rename
from marsad.entities.lists import load_lists
from marsad.entities.titles import canonical_title, find_titled, title
from marsad.packs.pack import languages


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Iraq", "العراق"),
        ("United Nations", "الأمم المتحدة"),
        ("Reuters", "رويترز"),
        ("Raqqa", "الرقة"),
        ("Iraqi Ministry of Water Resources", "وزارة الموارد المائية العراقية"),
        ("Russian Armed Forces", "الجيش الروسي"),
        ("Israel Defense Forces", "الجيش الإسرائيلي"),
        ("Foreign Minister of Iraq", "وزير الخارجية العراقي"),
        ("Minister of Oil of Iraq", "وزير النفط العراقي"),
        ("Ministry of Health", "وزارة الصحة"),
        ("Secretary-General of United Nations", "أمين عام الأمم المتحدة"),
        ("United Nations spokesperson", "المتحدث باسم الأمم المتحدة"),
        (
            "Iraqi Ministry of Water Resources spokesperson",
            "المتحدث باسم وزارة الموارد المائية العراقية",
        ),
        ("Iraq; United Nations", "العراق؛ الأمم المتحدة"),
    ],
)
def test_a_canonical_name_is_told_in_arabic(english: str, arabic: str) -> None:
    assert rename(english, "ar") == arabic


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("security source", "مصدر أمني"),
        ("sources", "مصادر"),
        ("local activists", "ناشطون محليون"),
        ("medical sources", "مصادر طبية"),
        ("senior Iraqi official", "مسؤول عراقي كبير"),
        (
            "security source in Iraqi Ministry of Oil",
            "مصدر أمني في وزارة النفط العراقية",
        ),
        ("official in ministry", "مسؤول في وزارة"),
        ("mayor of Mosul", "رئيس بلدية الموصل"),
        ("residents of Raqqa", "سكان الرقة"),
        ("officials of United Nations", "مسؤولون من الأمم المتحدة"),
        ("Hezbollah statement", "بيان حزب الله"),
    ],
)
def test_a_source_without_a_name_is_described_in_arabic(english: str, arabic: str) -> None:
    assert rename(english, "ar") == arabic


@pytest.mark.parametrize(
    "strange", ["River Doctors", "two officials", "Salma al-Rawi", "official in Narnia", ""]
)
def test_what_has_a_strange_word_has_no_name(strange: str) -> None:
    assert rename(strange, "ar") is None


def test_a_name_of_any_language_leads_to_that_of_another() -> None:
    assert rename("رويترز", "en") == "Reuters"
    assert rename("منظمة العفو الدولية", "en") == "Amnesty International"


def test_every_state_institution_has_a_title_of_its_own() -> None:
    """Those of the templates, for each state that the language names and has an adjective for."""
    states = [one for one in load_lists().entities.values() if one.table == "state"]
    titles = {id: name_entity(id, "ar") for one in states for id in (f"{one.id}.ministry.health",)}
    told = [name for id, name in titles.items() if name_entity(id.partition(".")[0], "ar")]
    assert len(told) > 190 and all(name and "{" not in name for name in told)
    assert len(set(told)) == len(told)


def test_a_state_without_an_adjective_is_told_by_its_name() -> None:
    def names(id: str) -> str | None:
        return "الجزيرة البعيدة" if id == "VA" else None

    told = title("VA.ministry.health", "ar", names, load_lists())
    assert told is not None and told.startswith("وزارة الصحة")


@pytest.mark.parametrize("strange", ["IQ.nothing", "XX.ministry.health", "IQ.ministry.dreams", ""])
def test_an_id_of_nothing_has_no_title(strange: str) -> None:
    assert name_entity(strange, "ar") is None
    assert canonical_title(strange, load_lists()) is None


def test_titles_lead_to_their_ids_and_back() -> None:
    for id in ("IQ.ministry.water", "US.foreign-minister", "un.secretary-general", "IQ.police"):
        english = canonical_title(id, load_lists())
        assert english is not None and find_titled(english, "ar", load_lists()) == id
    spokesperson = canonical_title("IQ.ministry.water.spokesperson", load_lists())
    assert spokesperson == "Iraqi Ministry of Water Resources spokesperson"


def test_a_language_without_titles_or_pack_tells_nothing_composed() -> None:
    assert name_entity("IQ.ministry.water", "fr") is None
    assert "xx" not in languages() and name_entity("IQ", "xx") is None
    assert rename("Iraq", "xx") is None and name_place("place.SY.raqqa", "xx") is None
