"""Errors and notes of the rooms below are told in the language of the visitor."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import marsad
from marsad.web.languages import languages
from marsad.web.messages import retell, sentences

HOLE = re.compile(r"\{(\w+)\}")
ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
ASKED = {  # what a visitor may ask amiss, and words of the answer
    "/search?q=(((": "قوس بقي مفتوحا",
    '/search?q="الجسر': "علامة تنصيص بقيت مفتوحة",
    "/search?q=source:Nobodyatall": "لا اسم كهذا هنا",
    "/search?q=outlet:Nobodyatall": "لا وسيلة إعلام كهذه هنا",
    "/search?q=colour:red": "لا حقل اسمه «colour:»",
    "/search?q=before:yesterday": "فاكتب 2017-06-08",
    "/search?q=stance:whatever": "لا يقبل «whatever»",
    "/search?q=OR": "يقع OR بين كلمتين",
    "/sources?q=Nobodyatall": "لا قول له في هذا الأرشيف",
    "/actors?q=Nobodyatall": "لا أحد في هذا الأرشيف بهذا الاسم",
    "/claims/ffffffffffff": "لا قول كهذا",
    "/documents/ffffffffffff": "لا وثيقة كهذه",
    "/propositions/ffffffffffff": "لا مقولة كهذه",
}


@pytest.mark.parametrize("path", ASKED)
def test_what_is_asked_amiss_is_answered_in_arabic(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"accept-language": "ar"}).text
    told = re.findall(r'<p (?:class="(?:fault|note)" )?dir="auto"[^>]*>(.*?)</p>', page)
    assert any(ASKED[path] in one for one in told), told
    assert not ENGLISH.search(" ".join(told))


def test_every_sentence_is_one_that_the_program_says() -> None:
    said = _strings(Path(marsad.__file__).parent)
    for lang in languages():
        for sentence in sentences(lang):
            fixed = re.sub(r"no such [\w ]+ (in this archive|is linked)", r"\1", sentence)
            longest = max(re.split(r"\{\w+\}|; ", fixed), key=len)
            assert longest.strip(": ") in said, sentence


def test_every_sentence_keeps_what_differs() -> None:
    for lang in languages():
        for sentence, told in sentences(lang).items():
            assert set(HOLE.findall(told)) <= set(HOLE.findall(sentence)), sentence


def test_words_of_people_are_put_in_as_they_are_and_what_is_unknown_stays() -> None:
    told = retell('stance: takes no "{known} \\1"; there are assert, deny', "ar")
    assert told == "stance: لا يقبل «{known} \\1»، والقيم هي assert, deny"
    assert retell("a sentence of nobody", "ar") == "a sentence of nobody"
    assert retell("x: no such name here, looked for as words " * 400, "ar").startswith("x: no such")


def _strings(root: Path) -> str:
    """All fixed words of the program's strings, a piece a line."""
    pieces = [
        node.value
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join(pieces)
