"""Heads of noun phrases that can speak."""

from __future__ import annotations

import tomllib

import pytest

from marsad.model import Kind
from marsad.packs.pack import Pack
from marsad.packs.roles import Roles, load_roles
from marsad.text.fold import Folding

FOLDING = Folding(["marks"], ["alef", "ta-marbuta"])


def load(text: str) -> Roles:
    return load_roles(tomllib.loads(text), FOLDING, "ال")


def kinds(roles: Roles, word: str) -> list[str]:
    return [role.kind.value for role in roles.words.get(FOLDING.key(word), ())]


def test_a_word_stands_with_and_without_the_article() -> None:
    roles = load('[[role]]\nkind = "office"\nwords = ["وزير"]\n')
    assert kinds(roles, "وزير") == kinds(roles, "الوزير") == ["office"]


@pytest.mark.parametrize("flag", ["name", "indefinite"])
def test_names_and_indefinite_readings_take_no_article(flag: str) -> None:
    roles = load(f'[[role]]\nkind = "anonymous"\n{flag} = true\nwords = ["مسؤول"]\n')
    assert kinds(roles, "مسؤول") == ["anonymous"] and kinds(roles, "المسؤول") == []


def test_a_word_may_have_two_readings() -> None:
    roles = load(
        '[[role]]\nkind = "office"\nwords = ["مسؤول"]\n'
        '[[role]]\nkind = "anonymous"\nindefinite = true\nwords = ["مسؤول"]\n'
    )
    assert kinds(roles, "مسؤول") == ["office", "anonymous"]
    assert kinds(roles, "المسؤول") == ["office"]


def test_sequences_stand_longest_first() -> None:
    roles = load('[[role]]\nkind = "outlet"\nname = true\nwords = ["بي بي", "بي بي سي"]\n')
    assert [rest for rest, _ in roles.sequences["بي"]] == [("بي", "سي"), ("بي",)]


def test_words_are_folded() -> None:
    assert kinds(load('[[role]]\nkind = "outlet"\nwords = ["إذاعة"]\n'), "اذاعه") == ["outlet"]


def test_the_gender_is_masculine_when_it_is_left_out() -> None:
    (role,) = load('[[role]]\nkind = "office"\nwords = ["وزير"]\n').words["وزير"]
    assert role.gender == "m"


def test_tails_are_told_by_kind() -> None:
    roles = load('[tails]\nanonymous = ["في", "مقربة من"]\n')
    assert roles.tails[Kind.ANONYMOUS] == {"في", "مقربه من"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[role]]\nkind = "ghost"\nwords = []\n', "role 1: .*ghost"),
        ("[[role]]\nwords = []\n", "role 1: .*kind"),
        ('[[role]]\nkind = "office"\ncolour = 1\nwords = []\n', "role 1 has no key called colour"),
        (
            '[[role]]\nkind = "office"\nwords = []\n[[role]]\nkind = "ghost"\nwords = []\n',
            "role 2: ",
        ),
        ('[tails]\nghost = ["في"]\n', "ghost"),
    ],
)
def test_a_wrong_entry_is_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load(text)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("وزير", "office"),
        ("الوزيرة", "office"),
        ("وزارة", "organisation"),
        ("صحيفة", "outlet"),
        ("رويترز", "outlet"),
        ("التقرير", "document"),
        ("مصادر", "anonymous"),
        ("خبراء", "group"),
        ("تونس", "organisation"),
    ],
)
def test_the_arabic_pack_knows_the_heads_of_news(pack: Pack, word: str, kind: str) -> None:
    found = pack.lexicon.look(pack.folding.key(word)).roles
    assert kind in [role.kind.value for role in found]
