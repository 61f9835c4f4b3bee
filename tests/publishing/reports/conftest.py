"""An archive of the reports of a dam: a claim, its denial, a ring, a conflicting count."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.publishing.reports.drafting import Wish, draft
from marsad.publishing.reports.nouns import Draft

DAM = Path(__file__).parents[3] / "examples" / "dam.jsonl"


@pytest.fixture(scope="session")
def _dam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dam") / "dam.db"
    with Observatory.create(path) as made:
        made.add(DAM)
        Linked(made).update()
    return path


@pytest.fixture
def dam(_dam: Path, tmp_path: Path) -> Iterator[Observatory]:
    """The archive, for one test to change."""
    shutil.copy(_dam, tmp_path / "dam.db")
    with Observatory(tmp_path / "dam.db") as made:
        yield made


@pytest.fixture
def arabic(dam: Observatory) -> Draft:
    """What the archive says, drafted in Arabic."""
    return draft(dam, Wish(lang="ar", title="سد الموصل", author="مرصد", day="2024-03-06"))


@pytest.fixture
def english(dam: Observatory) -> Draft:
    """The same in English."""
    return draft(dam, Wish(lang="en", title="Mosul Dam", author="Marsad", day="2024-03-06"))
