"""The article before a name inside a sentence, in languages whose names of bodies take one.

Which words are bodies, offices and unnamed sources the pack tells (``roles.toml``); which articles
there are, and where a name ends in its head, ``phrases.toml`` tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marsad.model import Kind, Voice
from marsad.packs.pack import Pack, load_pack
from marsad.packs.roles import Role

_PLURAL = "p"  # the gender that packs give to words for several


def with_article(name: str, voice: Voice, lang: str, table: Mapping[str, Any]) -> str:
    """*the Ministry of Defence*, *a source in the ministry*; proper names stay as they are."""
    if voice.kind is Kind.PERSON or (
        voice.kind is Kind.OUTLET and (voice.entity or not voice.span)
    ):
        return name
    pack, words = load_pack(lang), name.split()
    at = next((n for n, one in enumerate(words) if n and one in table["inside"]), None)
    if at is None:
        return _told(words, pack, table, listed=voice.entity is not None)
    body = _told(words[at + 1 :], pack, table, listed=True)
    return f"{_told(words[:at], pack, table, listed=False)} {words[at]} {body}"


def _told(words: Sequence[str], pack: Pack, table: Mapping[str, Any], *, listed: bool) -> str:
    name = " ".join(words)
    role = _role(words, pack, table)
    if role is None or not words or words[0].lower() in table["known"]:
        return name
    proper = listed or (len(words) > 1 and words[0][:1].isupper())
    if role.kind is not Kind.ANONYMOUS and proper:
        return f"{table['definite']} {name}"
    if role.gender == _PLURAL:
        return name
    vowel = words[0][:1].lower() in table["vowels"]
    return f"{table['before_vowel' if vowel else 'indefinite']} {name}"


def _role(words: Sequence[str], pack: Pack, table: Mapping[str, Any]) -> Role | None:
    """What the head of a name is: its last word before such as *of*, in lower case."""
    end = next((n for n, one in enumerate(words) if n and one in table["behind"]), len(words))
    key = pack.folding.split(words[end - 1])[:1] if words else []
    return next(iter(pack.roles.words.get(key[0], ())), None) if key else None
