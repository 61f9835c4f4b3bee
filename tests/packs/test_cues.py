"""The cue lexicon: its schema, its index, and every entry's own example."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

import marsad.packs
from marsad.model import Stance
from marsad.packs.cues import Cue, CueLexicon, load_cues
from marsad.packs.inflection import Roots
from marsad.text.fold import Folding

FILE = Path(marsad.packs.__path__[0]) / "ar" / "cues.toml"
FOLDING = Folding(
    ["forms", "marks", "tatweel", "unseen", "digits"],
    ["alef", "hamza", "ya", "kaf", "ta-marbuta"],
)
LEXICON = load_cues(tomllib.loads(FILE.read_text(encoding="utf-8")), FOLDING, Roots())
CLITICS = ("", "و", "ف", "س", "ب", "ل", "ك", "وس", "وب", "ول")


def verb(**changes: Any) -> dict[str, Any]:
    entry = {
        "lemma": "أكد",
        "form": "II",
        "stance": "affirm",
        "example": "أكد الوزير أن الهدنة صامدة",
        "content": "أن الهدنة صامدة",
    }
    return {key: value for key, value in (entry | changes).items() if value is not None}


def load(*verbs: dict[str, Any], **tables: list[dict[str, Any]]) -> CueLexicon:
    return load_cues({"verb": list(verbs), **tables}, FOLDING, Roots())


def readings(word: str) -> list[tuple[str, str, int, str, str, str]]:
    return [(form.cue.lemma, *form[1:]) for form in LEXICON.forms.get(FOLDING.key(word), ())]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", FOLDING.key(text))


def fires(cue: Cue) -> bool:
    words = words_of(cue.example)
    if cue.kind == "phrase":
        return any(found is cue for found in _phrases_in(words))
    return any(
        form.cue is cue
        for word in words
        for clitic in CLITICS
        if word.startswith(clitic)
        for form in LEXICON.forms.get(word.removeprefix(clitic), ())
    )


def _phrases_in(words: list[str]) -> Iterator[Cue]:
    for at, word in enumerate(words):
        for rest, cue in (*LEXICON.phrases.get(word, ()), *LEXICON.openers.get(word, ())):
            following = words[at + 1 : at + 1 + len(rest)]
            whole = len(following) == len(rest)
            if whole and all(
                have.startswith(want) if len(want) == 1 else have == want
                for want, have in zip(rest, following, strict=True)
            ):
                yield cue
                break  # longest first


@pytest.mark.parametrize("cue", LEXICON.cues, ids=lambda cue: cue.id)
def test_the_example_shows_the_cue_and_its_content(cue: Cue) -> None:
    assert fires(cue)
    assert cue.content
    assert cue.content in cue.example
    assert cue.source in cue.example


def test_examples_are_not_shared() -> None:
    examples = [cue.example for cue in LEXICON.cues]
    assert len(examples) == len(set(examples))


def test_a_content_begins_as_the_entry_says() -> None:
    for cue in LEXICON.cues:
        if cue.kind == "phrase" or cue.nominal or cue.predicate or cue.prepositions:
            continue
        first = words_of(cue.content)[0]
        opened = {opener.split()[0] for opener in cue.complementizers}
        assert {first, first.removesuffix("ها").removesuffix("ه")} & opened, cue.id


def test_a_cue_has_something_to_open_its_content() -> None:
    for cue in LEXICON.cues:
        openings = (cue.complementizers, cue.prepositions, cue.nominal, cue.predicate, cue.takes)
        assert any(openings), cue.id


def test_breadth() -> None:
    kinds = [cue.kind for cue in LEXICON.cues]
    assert kinds.count("verb") >= 200
    assert kinds.count("noun") >= 30
    assert kinds.count("phrase") >= 30


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("نفت", ("نفى", "past", 3, "f", "s", "")),
        ("قائلا", ("قال", "participle", 0, "m", "s", "")),
        ("قائلاً", ("قال", "participle", 0, "m", "s", "")),
        ("مضيفة", ("أضاف", "participle", 0, "f", "s", "")),
        ("يُعتقد", ("اعتقد", "passive-present", 3, "m", "s", "")),
        ("قيل", ("قال", "passive-past", 3, "m", "s", "")),
        ("اتهاماته", ("اتهم", "masdar", 0, "f", "p", "ه")),
        ("مزاعم", ("زعم", "masdar", 0, "m", "p", "")),
        ("معارضتها", ("عارض", "masdar", 0, "f", "s", "ها")),
        ("اعتبره", ("اعتبر", "past", 3, "m", "s", "ه")),
        ("الشائعات", ("شائعة", "noun", 0, "f", "", "")),
    ],
)
def test_readings(word: str, reading: tuple[str, str, int, str, str, str]) -> None:
    assert reading in readings(word)


@pytest.mark.parametrize(
    "word",
    [
        *("بين", "مصر", "نقل", "حسب", "وجه", "كتب", "مدينة", "تعز", "نصف", "دون", "عقب", "جدد"),
        *("اثنين", "قدر", "مقر", "عدد", "نادي", "أثر", "شهدت", "احتجاجات", "تجمع", "متابعة"),
    ],
)
def test_frequent_other_words_are_no_cues(word: str) -> None:
    nouns = {"نقل", "كتب", "حسب"}  # the finite verb remains: he carried, he wrote
    found = [one for one in readings(word) if one[1] not in {"past", "passive-past"}]
    assert found == [] if word in nouns else readings(word) == []


def test_unused_passives_are_left_out() -> None:
    parts = {form.part for some in LEXICON.forms.values() for form in some if not form.cue.reported}
    assert not {"passive-past", "passive-present"} & parts


def test_phrases_are_listed_longest_first() -> None:
    for some in LEXICON.phrases.values():
        lengths = [len(rest) for rest, _ in some]
        assert lengths == sorted(lengths, reverse=True)


def test_openers_need_a_clause_and_the_others_a_source() -> None:
    assert {cue.lemma for _, cue in LEXICON.openers["من"]} == {"من المتوقع", "من المرجح"} | {
        "من المستبعد",
        "من المأمول",
        "من المعتقد",
    }
    assert all(cue.takes for some in LEXICON.phrases.values() for _, cue in some)
    assert all(cue.complementizers for some in LEXICON.openers.values() for _, cue in some)


def test_a_glued_preposition_is_the_last_element() -> None:
    assert ("ل",) in [rest for rest, _ in LEXICON.phrases["وفقا"]]


def test_a_closing_phrase_takes_a_pronoun() -> None:
    rest = ("حد", FOLDING.key("قولها"))
    assert [cue.closing for found, cue in LEXICON.phrases["علي"] if found == rest] == [True]
    assert LEXICON.suffixes[("علي", *rest)] == "ها"


def test_keys_are_folded() -> None:
    cue = load(verb(complementizers=["أن"], prepositions=["إلى"])).cues[0]
    assert cue.complementizers == {"ان"}
    assert cue.prepositions == ("الي",)
    assert all(key == FOLDING.key(key) for key in LEXICON.forms)


def test_avoided_and_left_out_forms() -> None:
    lexicon = load(verb(avoid=["تأكيد"], without=["participle"]))
    assert "تاكيد" not in lexicon.forms
    assert "التاكيد" in lexicon.forms
    assert "موكدا" not in lexicon.forms


def test_a_form_that_counts_only_behind_a_conjunction() -> None:
    lexicon = load(verb(avoid=["أكد"], conjoined=["وأكد"]))
    assert "اكد" not in lexicon.forms
    assert {form.part for form in lexicon.forms["واكد"]} == {"past"}
    with pytest.raises(ValueError, match="verb/أكد: وشيء without its first letter is no form"):
        load(verb(conjoined=["وشيء"]))


def test_plurals_of_a_masdar() -> None:
    (form,) = load(verb(plurals=["تأكيدات"])).forms[FOLDING.key("تأكيداتها")]
    assert (form.part, form.number, form.suffix) == ("masdar", "p", "ها")


def test_a_cue_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        LEXICON.cues[0].stance = Stance.DENY  # type: ignore[misc]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (verb(colour="red"), "verb/أكد: unknown key colour"),
        (verb(stance="angry"), "verb/أكد: no stance called angry"),
        (verb(object="place"), "verb/أكد: no object called place"),
        (verb(form="XX"), "verb/أكد: .*no verb form called XX"),
        (verb(lemma="قال", form="I"), "verb/قال: .*needs its imperfect"),
        (verb(content=None), "verb/أكد: needs content"),
        (verb(nominal="yes"), "verb/أكد: nominal has to be"),
        (verb(plurals="تأكيدات"), "verb/أكد: plurals has to be"),
        (verb(avoid=["شيء"]), "verb/أكد: avoids what is no form of it: شيء"),
        (verb(without=["past tense"]), "verb/أكد: no part called past tense"),
        (verb(lemma=None), "verb: an entry without its word"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load(entry)


def test_two_entries_with_one_id() -> None:
    with pytest.raises(ValueError, match="verb/أكد: two entries"):
        load(verb(), verb())


def test_an_unknown_table() -> None:
    with pytest.raises(ValueError, match="unknown table adverb"):
        load(adverb=[])


def _seconds_to_load() -> float:
    begin = time.process_time()
    load_cues(tomllib.loads(FILE.read_text(encoding="utf-8")), FOLDING, Roots())
    return time.process_time() - begin


@pytest.mark.slow
def test_loading_is_quick() -> None:
    """The budget of a cold start is one second; this part may take an eighth of it."""
    assert min(_seconds_to_load() for _ in range(5)) < 0.12
