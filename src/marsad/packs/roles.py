"""Heads of noun phrases that can speak, from a pack's ``roles.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from marsad.model import Kind
from marsad.text.fold import Folding

_KEYS = {"kind", "gender", "words", "name", "indefinite"}


class Role(NamedTuple):
    """What a head word makes of its phrase.

    ``name`` marks a proper name that needs no class noun; ``indefinite`` a reading that holds only
    without the article and without a name.
    """

    kind: Kind
    gender: str
    name: bool
    indefinite: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Single words and word sequences with their roles, by folded key."""

    words: Mapping[str, tuple[Role, ...]]
    sequences: Mapping[str, tuple[tuple[tuple[str, ...], Role], ...]]
    relational: frozenset[str]
    tails: Mapping[Kind, frozenset[str]]


def load_roles(table: dict[str, Any], folding: Folding, article: str) -> Roles:
    """Freeze ``roles.toml``. Raises ``ValueError`` that names the entry at fault."""
    words: dict[str, list[Role]] = {}
    sequences: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
    for number, entry in enumerate(table.get("role", ()), 1):
        role = _role(entry, number)
        for written in entry["words"]:
            for form in _with_article(written, article, role):
                first, *rest = folding.split(form)
                if rest:
                    sequences.setdefault(first, []).append((tuple(rest), role))
                else:
                    words.setdefault(first, []).append(role)
    for found in sequences.values():
        found.sort(key=lambda pair: -len(pair[0]))
    tails = {
        Kind(kind): frozenset(" ".join(folding.split(word)) for word in given)
        for kind, given in table.get("tails", {}).items()
    }
    return Roles(
        words={key: tuple(dict.fromkeys(found)) for key, found in words.items()},
        sequences={key: tuple(found) for key, found in sequences.items()},
        relational=frozenset(_keys(table.get("relational", {}).get("words", ()), folding)),
        tails=tails,
    )


def _role(entry: dict[str, Any], number: int) -> Role:
    unknown = entry.keys() - _KEYS
    if unknown:
        raise ValueError(f"roles.toml: role {number} has no key called {', '.join(unknown)}")
    try:
        kind = Kind(entry["kind"])
    except (KeyError, ValueError) as error:
        raise ValueError(f"roles.toml: role {number}: {error}") from error
    name, indefinite = entry.get("name", False), entry.get("indefinite", False)
    return Role(kind, entry.get("gender", "m"), name, indefinite)


def _with_article(written: str, article: str, role: Role) -> Iterable[str]:
    yield written
    if not role.name and not role.indefinite and not written.startswith(article):
        yield article + written


def _keys(words: Iterable[str], folding: Folding) -> Iterable[str]:
    return (folding.key(word) for word in words)
