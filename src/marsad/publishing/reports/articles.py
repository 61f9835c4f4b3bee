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
    if role.kind is not Kind.ANONYMOUS:
        if words[0].isupper():
            return name  # an abbreviation
        if listed or role.kind is Kind.ORGANISATION or (len(words) > 1 and words[0][:1].isupper()):
            return f"{table['definite']} {name}"
    if role.gender == _PLURAL or _is_several(_head(words, table), table):
        return name
    vowel = words[0][:1].lower() in table["vowels"]
    return f"{table['before_vowel' if vowel else 'indefinite']} {name}"


def _is_several(head: str, table: Mapping[str, Any]) -> bool:
    """Whether a head is of several, by its ending."""
    word = head.lower()
    return word.endswith(table["several"]) and not word.endswith(tuple(table["but"]))


def _head(words: Sequence[str], table: Mapping[str, Any]) -> str:
    """The last word of a name before such as *of*."""
    end = next((n for n, one in enumerate(words) if n and one in table["behind"]), len(words))
    return words[end - 1]


def _role(words: Sequence[str], pack: Pack, table: Mapping[str, Any]) -> Role | None:
    """What the head of a name is."""
    key = pack.folding.split(_head(words, table))[:1] if words else []
    return next(iter(pack.roles.words.get(key[0], ())), None) if key else None
