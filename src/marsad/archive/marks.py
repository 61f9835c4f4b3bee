"""Marks: what a claim or a document is found by beside its words, as tokens of the index.

A mark is a letter and a number or word without signs: ``a12`` is the name 12 as an actor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from marsad.ids import content_id
from marsad.text.words import fold_form

ROLES = {
    "source": "s",
    "via": "v",
    "actor": "a",
    "place": "p",
    "country": "c",
    "event": "e",
    "status": "u",
}
STANCE, REVIEW, LANG, OUTLET = "t", "r", "l", "o"
REPLACED = "x1"
EVERYTHING = "x0"  # every entry of the index has it: what a search for "not that" begins with
OPEN = "open"  # the state of a claim that nobody has looked at
_SIGNS = re.compile(r"[^a-z0-9]+")


def name_mark(role: str, number: int) -> str:
    """The mark of a name in its role."""
    return f"{ROLES[role]}{number}"


def word_mark(letter: str, word: str) -> str:
    """The mark of a word out of a closed set: a stance, a state, a language."""
    return letter + _SIGNS.sub("", word.lower())


def outlet_mark(outlet: str) -> str:
    """The mark of an outlet, however its name is spelled."""
    return OUTLET + content_id(fold_form(outlet))


def document_marks(
    lang: str | None, outlet: str | None, replaced: bool, names: Iterable[tuple[str, int]]
) -> list[str]:
    """The marks of a document; ``names`` are pairs of a role and the number of a name."""
    marks = [name_mark(role, number) for role, number in names]
    if lang:
        marks.append(word_mark(LANG, lang))
    if outlet:
        marks.append(outlet_mark(outlet))
    if replaced:
        marks.append(REPLACED)
    return sorted(marks)


def claim_marks(
    stance: str, review: str | None, of_document: Iterable[str], names: Iterable[tuple[str, int]]
) -> list[str]:
    """The marks of a claim; ``of_document`` are those of its document without any names."""
    marks = [name_mark(role, number) for role, number in names]
    marks += [word_mark(STANCE, stance), word_mark(REVIEW, review or OPEN), *of_document]
    return sorted(marks)
