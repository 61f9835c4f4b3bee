"""The fields of a search and what they take, by every name that people may type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

from marsad.text.words import fold_form

_FILE = Path(__file__).parent / "fields.toml"
NAMED = {  # fields whose value is a name: the kinds of names and the roles that they mean
    "source": (("actor",), ("source",)),
    "via": (("actor",), ("via",)),
    "actor": (("actor",), ("actor",)),
    "place": (("place", "country"), ("place", "country")),
    "event": (("event",), ("event",)),
}
DATES = frozenset({"before", "after", "on"})
CLOSED = ("stance", "status", "version")


class Vocabulary(NamedTuple):
    """What is typed, folded, with what it stands for."""

    fields: Mapping[str, str]
    joining: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    def field(self, name: str) -> str | None:
        """The field that is called so."""
        return self.fields.get(fold_form(name))


@cache
def load_vocabulary() -> Vocabulary:
    """The names of fields, of the words between, and of values of closed sets."""
    with _FILE.open("rb") as file:
        tables = tomli.load(file)
    joining = {written: word for word, forms in tables["joining"].items() for written in forms}
    return Vocabulary(
        _folded(tables["fields"]), joining, {name: _folded(tables[name]) for name in CLOSED}
    )


def _folded(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {fold_form(written): word for word, forms in table.items() for written in forms}
