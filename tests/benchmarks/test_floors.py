from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def floors() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors", BENCHMARKS / "floors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_floors_rise_to_the_figures(floors: ModuleType) -> None:
    raised = floors.raise_floors({"a": {"whole": 82.5, "new": 3}}, {"a": {"whole": 80.0}})
    assert raised == {"a": {"whole": 82.5, "new": 3}}


def test_no_floor_falls_and_none_rises_beside_it(floors: ModuleType) -> None:
    before = {"a": {"whole": 80.0, "cue": 90.0}}
    with pytest.raises(floors.FloorError, match=r"a: whole is 79\.9, its floor is 80\.0"):
        floors.raise_floors({"a": {"whole": 79.9, "cue": 95.0}}, before)
    assert before == {"a": {"whole": 80.0, "cue": 90.0}}


def test_a_floor_without_a_figure_has_fallen(floors: ModuleType) -> None:
    assert floors.find_falls({"a": {}}, {"a": {"whole": 80.0}}) == [
        "a: whole is missing, its floor is 80.0"
    ]


def test_what_was_not_measured_keeps_its_floors(floors: ModuleType) -> None:
    before = {"a": {"whole": 80.0}, "b": {"right": 70.0}}
    assert floors.raise_floors({"b": {"right": 71.0}}, before) == {
        "a": {"whole": 80.0},
        "b": {"right": 71.0},
    }
    assert floors.find_falls({"b": {"right": 71.0}}, before) == []


def test_floors_come_back_from_their_file(floors: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    kept = {"ar-dev": {"attribution.whole F1": 82.0, "cue": 0.0}, "seed": {"times right": 7}}
    floors.write_floors(file, kept)
    assert floors.load_floors(file) == kept
    assert floors.load_floors(tmp_path / "absent.toml") == {}


def test_the_floors_that_are_kept_can_be_read(floors: ModuleType) -> None:
    kept = floors.load_floors(BENCHMARKS / "floors.toml")
    assert all(0 <= floor <= 100 for measured in kept.values() for floor in measured.values())
