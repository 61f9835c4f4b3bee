"""Concepts are found in whatever form the news says them, and their lists stay free of clashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.packs import concepts as thesaurus
from marsad.packs.concepts import (
    Concept,
    Concepts,
    Given,
    check_concepts,
    declare_concepts,
    load_concepts,
)
from marsad.packs.pack import load_pack
from marsad.text.words import placed_words


def said(lang: str, text: str) -> list[str]:
    """What is found: the concept, and its words as they are folded."""
    words = placed_words(text)
    hits = load_concepts(load_pack(lang)).read(words)
    return [
        f"{hit.concept}: {' '.join(word.norm for word in words[hit.first : hit.end])}"
        for hit in hits
    ]


def told(lang: str, text: str) -> list[str]:
    return [hit.split(":")[0] for hit in said(lang, text)]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("قصف", "strike"),
        ("القصف", "strike"),
        ("وقصفت", "strike"),
        ("وبالقصف", "strike"),
        ("للقصف", "strike"),
        ("سيقصفونها", "strike"),
        ("وقصفهم", "strike"),
        ("قصفهم", "strike"),
        ("تقصف", "strike"),
        ("غارات", "strike"),
        ("بالغارات", "strike"),
        ("مقتل", "kill"),
        ("وقتلى", "kill"),
        ("الانسحاب", "withdraw"),
        ("وانسحبت", "withdraw"),
        ("ألغام", "mine"),
        ("الغام", "mine"),
        ("والألغام", "mine"),
    ],
)
def test_an_arabic_word_is_found_in_every_form(text: str, concept: str) -> None:
    assert told("ar", text) == [concept]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وبالضربات الجوية", "strike: وبالضربات الجويه"),
        ("ولقي مصرعه", "kill: ولقي مصرعه"),
        ("وتطلق النار", "shoot: وتطلق النار"),
        ("وإطلاق سراح", "release: واطلاق سراح"),
        ("لوقف إطلاق النار", "ceasefire: لوقف اطلاق النار"),
        ("السيارات المفخخة", "car-bomb: السيارات المفخخه"),
        ("والبراميل المتفجرة", "barrel-bomb: والبراميل المتفجره"),
    ],
)
def test_a_particle_hinders_no_arabic_phrase(text: str, found: str) -> None:
    assert said("ar", text) == [found]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Air strikes hit the hospital", ["strike", "hospital"]),
        ("The airstrike wounded two children", ["strike", "wound", "child"]),
        ("They were shot dead in an ambush", ["kill", "ambush"]),
        ("Troops pulled out of the base", ["soldier", "withdraw", "base"]),
        ("A car bomb exploded near a checkpoint", ["car-bomb", "explosion", "checkpoint"]),
        ("The ceasefire was violated by shelling", ["ceasefire", "strike"]),
    ],
)
def test_english_words_and_phrases(text: str, concepts: list[str]) -> None:
    assert [one for one in told("en", text) if one in concepts] == concepts


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("مقتل ثلاثة جنود في كمين", "Three soldiers were killed in an ambush"),
        ("إسقاط طائرة مسيرة", "The drone was shot down"),
        ("تبادل أسرى", "a prisoner swap"),
        ("فرض حظر التجول", "imposed a curfew"),
        ("فتح النار على المتظاهرين", "They opened fire on the protesters"),
    ],
)
def test_both_languages_come_to_the_same_senses(arabic: str, english: str) -> None:
    assert set(told("ar", arabic)) == set(told("en", english)) != set()


def test_the_longest_phrase_wins() -> None:
    assert told("ar", "خرق وقف إطلاق النار") == ["ceasefire-breach"]
    assert told("ar", "وقف إطلاق النار") == ["ceasefire"]
    assert told("ar", "إطلاق النار") == ["shoot"]
    assert told("en", "hunger and a car bomb") == ["famine", "car-bomb"]


def test_a_phrase_that_leads_tells_what_it_ends_with_too() -> None:
    assert told("ar", "تقف إسرائيل وراء الهجوم") == ["behind", "attack"]
    assert told("ar", "وراء هجوم صاروخي") == ["behind", "strike"]
    assert told("ar", "تبني الهجوم") == ["claim-responsibility", "attack"]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("أسقط الجيش مسيرة معادية", "drone"),
        ("اعتراض مسيرات فوق البحر", "drone"),
        ("ست مقاتلتين من طراز جديد", "warplane"),
    ],
)
def test_what_is_written_alike_is_told_apart_by_what_stands_beside(text: str, concept: str) -> None:
    assert concept in told("ar", text)
    assert "drone" not in told("ar", "شارك الآلاف في مسيرة سلمية")


def test_a_hit_ends_with_the_text() -> None:
    words = placed_words("caught by shelling")
    hits = load_concepts(load_pack("en")).read(words)
    assert [tuple(hit) for hit in hits] == [(2, 3, "strike")]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("قبل", "tribe"),  # of which قبلي has the stem
        ("كما", "ambush"),
        ("فيما", "die"),
        ("إلى", "vehicle"),  # آلية
        ("ليست", "missile"),
        ("سابق", "remain"),  # not سـ and a verb
        ("رئيس", "important"),  # رئيسي
        ("مدن", "civilian"),  # مدني
        ("شرط", "police"),  # شرطة
        ("عربي", "vehicle"),  # عربة
        ("البحرين", "navy"),  # بحرية
        ("مصادر", "confiscate"),  # مصادرة
        ("سوريا", "wall"),  # سور
    ],
)
def test_a_word_that_only_shares_letters_is_another(word: str, other: str) -> None:
    assert other not in told("ar", word)


def test_a_stem_of_two_senses_is_parted_by_what_is_written() -> None:
    assert told("ar", "الأسرى") == ["prisoner"]
    assert told("ar", "الأسرة") == ["family"]
    assert told("ar", "وللشرطة") == ["police"]


def test_relations_and_weights() -> None:
    concepts = load_concepts(load_pack("en"))
    assert concepts.are_opposite("withdraw", "deploy") and concepts.are_opposite(
        "deploy", "withdraw"
    )
    assert concepts.are_near("strike", "attack") and not concepts.are_near("kill", "wound")
    assert concepts.weight("chemical-attack") > concepts.weight("incident")
    with pytest.raises(KeyError):
        concepts.weight("no such concept")


def test_a_language_without_concepts_finds_none() -> None:
    words = placed_words("Une frappe a tué trois soldats")
    assert load_concepts(load_pack("fr")).read(words) == []
    assert check_concepts(load_pack("fr")) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_lists_have_no_fault(lang: str) -> None:
    assert check_concepts(load_pack(lang)) == []


@pytest.mark.parametrize(
    ("declared", "forms", "fault"),
    [
        ("[a]\ngloss = 'x'\n[b]\ngloss = 'x'\n", {"a": ["raid"], "b": ["raids"]}, "is as good as"),
        ("[a]\ngloss = 'x'\n", {"a": ["raid"], "b": ["siege"]}, "b: is not declared"),
        ("[a]\ngloss = 'x'\n[b]\ngloss = 'x'\n", {"a": ["raid"]}, "b: has no form"),
        ("[a]\ngloss = 'x'\nnear = ['b']\n[b]\ngloss = 'x'\n", {"a": ["raid"], "b": ["siege"]},
         "near b, but not the other way round"),
        ("[a]\ngloss = 'x'\nopposite = ['c']\n", {"a": ["raid"]}, "opposite c is not declared"),
        ("[a]\ngloss = 'x'\n", {"a": ["raid", "…"]}, "is not a word"),
    ],
)  # fmt: skip
def test_the_check_names_what_is_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    declared: str,
    forms: dict[str, list[str]],
    fault: str,
) -> None:
    (tmp_path / "concepts-mine.toml").write_text(declared, encoding="utf-8")
    given = [Given("f.toml", name, tuple(texts), (), ()) for name, texts in forms.items()]
    known = declare_concepts(tmp_path)
    monkeypatch.setattr(thesaurus, "declare_concepts", lambda: known)
    monkeypatch.setattr(thesaurus, "give_forms", lambda _: given)
    assert any(fault in line for line in check_concepts(load_pack("en")))


def test_a_concept_declared_twice_is_refused(tmp_path: Path) -> None:
    for name in ("concepts.toml", "concepts-more.toml"):
        (tmp_path / name).write_text("[raid]\ngloss = 'x'\n", encoding="utf-8")
    with pytest.raises(ValueError, match="declared twice"):
        declare_concepts(tmp_path)


def test_what_is_written_out_goes_before_what_a_verb_gives() -> None:
    known = {name: Concept(id=name, gloss="x") for name in ("loss", "lose")}
    given = [
        Given("f.toml", "lose", (), (), ("losing", "lost")),
        Given("f.toml", "loss", ("lost",), (), ()),
    ]
    hits = Concepts(known, given).read(placed_words("losing what was lost"))
    assert [hit.concept for hit in hits] == ["lose", "loss"]


@pytest.mark.parametrize(
    ("word", "concept"), [("شخصا", "people"), ("حربا", "war"), ("يؤكد", "verified")]
)
def test_a_short_word_is_known_in_the_accusative_too(word: str, concept: str) -> None:
    assert told("ar", word) == [concept]


def test_we_do_what_they_do() -> None:
    concepts = load_concepts(load_pack("ar"))
    for they, we in (("يرفض", "نرفض"), ("رفضوا", "رفضنا"), ("يرد", "سنرد"), ("قصفت", "نقصف")):
        read = [{hit.concept for hit in concepts.read(placed_words(word))} for word in (they, we)]
        assert read[0] and read[0] == read[1]
