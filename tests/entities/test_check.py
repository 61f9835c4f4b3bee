"""The check of the lists: none of its faults is in them, and each is found where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.entities.check import check_actors
from marsad.packs.pack import Pack, load_pack


def test_the_lists_hold(arabic: Pack) -> None:
    assert check_actors(arabic) == []


def test_the_lists_hold_in_english() -> None:
    assert check_actors(load_pack("en")) == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('[[actor]]\nid = "x"\nname = "X"\nar = ["حماس"]\n', "names hamas, x"),
        ('[[actor]]\nid = "x"\nname = "X1"\nar = ["قال"]\n', "is an ordinary word"),
        ('[[actor]]\nid = "x"\nname = "X1"\nexample = "لا شيء هنا"\n', "does not name it"),
        (
            '[[actor]]\nid = "x"\nname = "X1"\n[[actor]]\nid = "x"\nname = "X2"\n',
            "x: two entries",
        ),
        (
            '[[person]]\nid = "x"\nname = "X1"\noffices = [{ office = "president", of = "US", '
            'from = "2018", to = "2019" }]\n',
            "president of US",
        ),
        (
            '[[person]]\nid = "x"\nname = "X1"\noffices = [{ office = "chief", of = "US" }]\n',
            "no office called chief",
        ),
        (
            '[[person]]\nid = "x"\nname = "X1"\noffices = [{ office = "king", of = "QQ" }]\n',
            "no state of the lists",
        ),
    ],
)
def test_each_fault_is_found(arabic: Pack, tmp_path: Path, written: str, fault: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(written, encoding="utf-8")
    assert any(fault in line for line in check_actors(arabic, path))
