"""French, a language that is a folder of TOML and nothing else, read from end to end."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from marsad.analysis.analyse import analyse
from marsad.analysis.check import claim_line
from marsad.model import Analysis, Document
from marsad.packs.pack import HOME


def read(text: str) -> Analysis:
    """The reading of a text whose language nobody told."""
    return analyse(Document(id="d", text=text, published="2017-06-08"))


class Told(NamedTuple):
    """What a sentence tells: who says what, when, where, and what happened."""

    claim: str
    time: str
    place: str
    event: str


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Le ministère russe des Affaires étrangères a annoncé lundi dernier que l'armée "
            "syrienne avait bombardé un quartier d'Alep.",
            Told(
                " | Le ministère russe des Affaires étrangères | a annoncé | que l'armée syrienne "
                "avait bombardé un quartier d'Alep | neutral",
                "lundi dernier=2017-06-05",
                "Alep=Aleppo",
                "bombardé ASSAULT by Syrian Armed Forces",
            ),
        ),
        (
            "Selon un témoin, des hommes armés ont enlevé deux journalistes à Tripoli "
            "le 29 mai 2017.",
            Told(
                " | un témoin | Selon | des hommes armés ont enlevé deux journalistes à Tripoli "
                "le 29 mai 2017 | neutral",
                "le 29 mai 2017=2017-05-29",
                "Tripoli=Tripoli",
                "enlevé ASSAULT by nobody",
            ),
        ),
        (
            "Le président turc a déclaré que des milliers de personnes avaient manifesté "
            "il y a deux jours au Caire.",
            Told(
                " | Le président turc | a déclaré | que des milliers de personnes avaient "
                "manifesté il y a deux jours au Caire | neutral",
                "il y a deux jours=2017-06-06",
                "Caire=Cairo",
                "manifesté PROTEST by nobody",
            ),
        ),
    ],
)
def test_a_sentence_is_read_from_end_to_end(text: str, told: Told) -> None:
    made = read(text)
    assert made.document.lang == "fr"
    (claim,), (time,), (place,) = made.attributions, made.times, made.places
    (event,) = made.events

    def words(start: int, end: int) -> str:
        return text[start:end]

    assert claim_line(text, claim) == told.claim
    assert f"{words(*time.span)}={time.value}" == told.time
    assert f"{words(*place.span)}={place.name}" == told.place
    who = ", ".join(event.actors) or "nobody"
    assert f"{words(*event.span)} {event.type} by {who}" == told.event


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("L'armée syrienne avance.", ["Syrian Armed Forces"]),
        ("La police de l'Irak avance.", ["Iraqi police"]),
        ("Le ministère russe de la Défense est fermé.", ["Russian Ministry of Defence"]),
        ("Le ministère de la Défense russe est fermé.", ["Russian Ministry of Defence"]),
        ("Le ministre turc des Affaires étrangères est là.", ["Mevlüt Çavuşoğlu"]),
        ("Le vice-ministre turc des Affaires étrangères est là.", []),
        ("Le président français est là.", ["Emmanuel Macron"]),
        ("L'ancien président français est là.", []),
    ],
)
def test_who_owns_an_office_stands_behind_it(text: str, names: list[str]) -> None:
    assert [actor.name for actor in read(text).actors] == names


@pytest.mark.parametrize("word", ["gouvernement", "parlement"])
def test_a_noun_is_no_adverb_for_its_ending(word: str) -> None:
    (event,) = read(f"Le {word} a censuré deux sites, selon le journal.").events
    assert (event.type, event.mode) == ("COERCE", "censor")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le port rouvrira lundi.", "2017-06-12"),
        ("Le port a rouvert lundi.", "2017-06-05"),
        ("Le maire a dit que le pont resterait fermé jusqu'en septembre.", "2017-09"),
    ],
)
def test_a_future_is_told_by_the_ending_of_its_verb(text: str, value: str) -> None:
    assert [time.value for time in read(text).times] == [value]


def test_the_pack_is_a_folder_of_toml() -> None:
    assert {path.suffix for path in (HOME / "fr").rglob("*") if path.is_file()} == {".toml"}


def test_no_code_asks_for_a_language_by_its_name() -> None:
    asked = re.compile(r"""\blang\s*(?:==|!=)\s*["'][a-z]""")
    sources = HOME.parent.rglob("*.py")
    assert [path.name for path in sources if asked.search(path.read_text(encoding="utf-8"))] == []
