"""Small lists of invented actors, laid over those of the program or used alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.entities.knowledge import Knowledge, load_knowledge
from marsad.packs.pack import Pack, load_pack

OWN = """
[[actor]]
id = "harbour-guard"
name = "Harbour Guard"
ar = ["حرس المرفأ الشعبي", "درع الميناء"]
guarded = ["الدرع"]
short = ["الميليشيا"]
sector = "PRM"
type = "militia"
country = "LB"
from = "2015"
to = "2020"
example = "أعلن درع الميناء بدء حملته"

[[person]]
id = "nawal-sahili"
name = "Nawal al-Sahili"
ar = ["نوال الساحلي"]
last = ["الساحلي"]
country = "LB"
offices = [{ office = "spokesperson", of = "Harbour Guard", from = "2016", to = "2019-06" }]
"""


@pytest.fixture(scope="session")
def arabic() -> Pack:
    return load_pack("ar")


@pytest.fixture(scope="session")
def knowledge(arabic: Pack) -> Knowledge:
    return load_knowledge(arabic)


@pytest.fixture
def own_list(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path
