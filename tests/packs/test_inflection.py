"""Forms of verbs and nouns by a pack's own tables of endings, and the choice of a behaviour."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.packs.conjugation import Form
from marsad.packs.inflection import Endings, Inflection, Roots, load_inflection
from marsad.packs.pack import Pack

TABLES: dict[str, Any] = {
    "verb": [
        {
            "when": ["e"],
            "cut": "e",
            "base": ["e"],
            "present": ["es"],
            "past": ["ed"],
            "participle": ["ing"],
            "perfect": ["ed"],
        },
        {
            "when": ["stop", "admit"],
            "base": [""],
            "present": ["s"],
            "past": ["+ed"],
            "participle": ["+ing"],
            "perfect": ["+ed"],
        },
        {"base": [""], "present": ["s", "eth"], "past": ["ed"]},
    ],
    "noun": [
        {"when": ["y"], "cut": "y", "singular": ["y"], "plural": ["ies"]},
        {"singular": [""], "plural": ["s"]},
    ],
}


@pytest.fixture
def endings() -> Endings:
    return Endings(TABLES)


def verb(inflection: Inflection, **entry: object) -> dict[str, list[str]]:
    """The forms of a verb by their part."""
    found: dict[str, list[str]] = {}
    for form in inflection.verb(entry, objects=False, third=True):
        found.setdefault(form.part, []).append(form.text)
    return found


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("argue", "argue argues argued arguing argued"),
        ("stop", "stop stops stopped stopping stopped"),
        ("admit", "admit admits admitted admitting admitted"),
    ],
)
def test_endings_stand_behind_the_stem(endings: Endings, lemma: str, forms: str) -> None:
    made = endings.verb({"lemma": lemma}, objects=False, third=True)
    assert [form.text for form in made] == forms.split()
    assert [form.part for form in made] == ["base", "present", "past", "participle", "perfect"]


def test_the_first_table_that_fits_holds(endings: Endings) -> None:
    assert verb(endings, lemma="talk") == {
        "base": ["talk"],
        "present": ["talks", "talketh"],
        "past": ["talked"],
    }


def test_finite_forms_are_of_the_third_person(endings: Endings) -> None:
    made = endings.verb({"lemma": "argue"}, objects=False, third=True)
    assert [form.person for form in made] == [3, 3, 3, 0, 0]


def test_an_entry_gives_forms_of_its_own(endings: Endings) -> None:
    made = verb(endings, lemma="write", past=["wrote"], perfect=["written", "writ"])
    assert made["past"] == ["wrote"] and made["perfect"] == ["written", "writ"]
    assert made["participle"] == ["writing"]


def test_an_entry_can_say_that_it_has_no_such_form(endings: Endings) -> None:
    assert "participle" not in verb(endings, lemma="argue", participle=[])


def test_of_several_words_the_first_is_inflected(endings: Endings) -> None:
    assert verb(endings, lemma="stop short of")["past"] == ["stopped short of"]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("party", [("party", "s"), ("parties", "p")]), ("claim", [("claim", "s"), ("claims", "p")])],
)
def test_a_noun_has_two_numbers(endings: Endings, word: str, wanted: list[tuple[str, str]]) -> None:
    assert [(form.text, form.number) for form in endings.noun(word)] == wanted


def test_a_noun_keeps_the_part_that_it_is_asked_for(endings: Endings) -> None:
    assert {form.part for form in endings.noun("claim", part="noun")} == {"noun"}


def test_without_a_table_a_noun_is_what_it_is() -> None:
    assert Endings({}).noun("news", number="p") == [Form("news", "masdar", 0, "", "p")]


def test_an_entry_of_nouns_alone_is_no_verb(endings: Endings) -> None:
    assert endings.verbal({"lemma": "argue"})
    assert not endings.verbal({"lemma": "argument", "noun_only": True})


def test_plain_verbs_are_regular_or_name_their_past_and_perfect(endings: Endings) -> None:
    table = {"regular": ["argue"], "irregular": ["get got got/gotten"]}
    texts = [(form.text, form.part) for form in endings.plain(table)]
    assert ("argued", "past") in texts
    assert ("got", "past") in texts and ("gotten", "perfect") in texts
    assert ("geted", "past") not in texts


def test_plain_verbs_of_another_kind_are_refused(endings: Endings) -> None:
    with pytest.raises(ValueError, match="verbs: no key called modal, strong"):
        list(endings.plain({"regular": [], "strong": ["sing"], "modal": ["can"]}))


def test_a_table_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="paradigms: no key called aorist"):
        Endings({"verb": [{"aorist": ["a"]}]})


@pytest.mark.parametrize(("name", "kind"), [("roots", Roots), ("endings", Endings)])
def test_a_pack_names_its_inflection(name: str, kind: type) -> None:
    assert isinstance(load_inflection({"inflection": name}), kind)


def test_a_pack_that_names_none_has_endings() -> None:
    inflection = load_inflection({"paradigms": TABLES})
    assert verb(inflection, lemma="stop")["past"] == ["stopped"]


def test_an_unknown_inflection_is_refused() -> None:
    with pytest.raises(ValueError, match="no inflection called tones"):
        load_inflection({"inflection": "tones"})


def test_roots_need_the_form_of_a_verb() -> None:
    assert Roots().verbal({"form": "IV"}) and not Roots().verbal({})
    with pytest.raises(ValueError, match="needs form"):
        Roots().verb({"lemma": "أكد"}, objects=False, third=True)


def test_roots_conjugate() -> None:
    assert "أكدت" in verb(Roots(), lemma="أكد", form="II")["past"]
    assert "القول" in {form.text for form in Roots().noun("قول")}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("agree", "agree agrees agreed agreeing agreed"),
        ("deny", "deny denies denied denying denied"),
        ("stress", "stress stresses stressed stressing stressed"),
        ("refer", "refer refers referred referring referred"),
        ("claim", "claim claims claimed claiming claimed"),
        ("convey", "convey conveys conveyed conveying conveyed"),
    ],
)
def test_the_endings_of_english(english: Pack, lemma: str, forms: str) -> None:
    made = english.inflection.verb({"lemma": lemma}, objects=False, third=True)
    assert [form.text for form in made] == forms.split()
