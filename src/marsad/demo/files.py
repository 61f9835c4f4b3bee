"""The data of the demonstration, as it lies in the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli

_HOME = Path(__file__).parent

REPORTS = _HOME / "reports.jsonl"  # the form that `marsad add` reads, in the order of publication
ACTORS = _HOME / "actors.toml"  # own lists: docs/actors.md
OUTLETS = _HOME / "outlets.toml"
SAID = _HOME / "said.toml"  # what the two analysts say
INTAKE = _HOME / "intake.toml"  # feeds that are looked at, and what could not be read


def read_table(path: Path) -> dict[str, Any]:
    """The plain data in one of the TOML files."""
    return tomli.loads(path.read_text(encoding="utf-8"))
