"""Designations of a language whose owners stand behind, with links and articles between words."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from marsad.analysis.analyse import analyse
from marsad.model import Document
from marsad.packs.pack import HOME, Pack, build_pack

OFFICES = """
[owner]
place = "behind"
links = ["de", "de la"]
[articles]
definite = ["le", "la"]
[institution]
army = ["armée"]
[office]
president = ["président"]
"""


@pytest.fixture
def linked(tmp_path: Path) -> Pack:
    """The English pack with offices of another order."""
    names = ("pack", "roles", "cues", "times")
    tables = {
        name: tomli.loads((HOME / "en" / f"{name}.toml").read_text(encoding="utf-8"))
        for name in names
    }
    (tmp_path / "offices.toml").write_text(OFFICES, encoding="utf-8")
    return build_pack(tables, tmp_path)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Le président de Turkey est là.", "président de Turkey", "Recep Tayyip Erdoğan"),
        ("Le président Turkish est là.", "président Turkish", "Recep Tayyip Erdoğan"),
        ("La armée de la Turkey est là.", "armée de la Turkey", "Turkish Armed Forces"),
    ],
)
def test_an_owner_stands_behind_its_office(linked: Pack, text: str, words: str, name: str) -> None:
    actors = analyse(Document(id="d", text=text, published="2017-06-08"), linked).actors
    assert {text[one.span.start : one.span.end]: one.name for one in actors} == {words: name}
