"""What the rooms below say in English, in the language of the visitor: sentence for sentence.

Errors and notes of the archive are written once, in English, for the terminal and for programs. A
page looks them up in ``messages.toml`` and puts in what differs: names, numbers, words typed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import tomli

_HOLE = re.compile(r"\{(\w+)\}")
_LONGEST = 2_000  # characters; what is longer is shown as it is


def retell(message: str, lang: str) -> str:
    """A message in a language; as it was said where the table does not have it."""
    if len(message) > _LONGEST:
        return message
    for said, told in _sentences(lang):
        found = said.fullmatch(message)
        if found:
            return told.format_map(found.groupdict())
    return message


@cache
def sentences(lang: str) -> dict[str, str]:
    """How each sentence is told in a language; what differs stands in braces."""
    read = files("marsad.web").joinpath("messages.toml").read_text(encoding="utf-8")
    return dict(tomli.loads(read).get(lang, {}))


@cache
def _sentences(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as a pattern, those with the most fixed words first."""
    table = sentences(lang)
    ordered = sorted(table, key=lambda said: -len(_HOLE.sub("", said)))
    return tuple((_pattern(said), table[said]) for said in ordered)


def _pattern(said: str) -> re.Pattern[str]:
    pieces = _HOLE.split(said)  # fixed words and names of what differs, in turn
    written = (
        f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)
    )
    return re.compile("".join(written), re.DOTALL)
