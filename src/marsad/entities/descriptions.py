"""Descriptions: sources without a name, from their English words into another language.

*source in the Iraqi Ministry of Oil* is put together from the glosses of a language's words and the
names in them (``marsad.analysis.labels``). This is the way back. Words that are not known leave the
whole untold: half a translation would mislead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from marsad.entities.lists import load_lists
from marsad.entities.titles import adjectives_of
from marsad.packs.pack import Pack, load_pack
from marsad.packs.titles import agree, load_titles

_LONGEST = 14  # words of a description
_OF = "of"
_WHOLE = "p"  # of nouns with the ending of a plural, which they lose before an owner

Names = Callable[[str, str], str | None]


def describe(words: str, lang: str, names: Names) -> str | None:
    """What an English description of a source says, in a language; ``None`` for a strange word.

    Args:
        words: head, adjectives before it, and behind a link whom it belongs to.
        names: what a name is called in the language.
    """
    pack = load_pack(lang)
    split = words.split()
    if not load_titles(pack).nouns or len(split) > _LONGEST:
        return None
    alone = _phrase(split, pack)
    if alone is not None:
        return alone
    found = (told for at in range(1, len(split)) if (told := _owned(split, at, pack, names)))
    return next(found, None)


def _owned(words: Sequence[str], at: int, pack: Pack, names: Names) -> str | None:
    """A description that is linked to a name at a word, or stands behind one (*UN report*)."""
    links = load_titles(pack).links
    for wide in (2, 1):
        link = " ".join(words[at : at + wide])
        if link in links and at + wide < len(words):
            behind = words[at + wide :]
            owner = names(" ".join(behind), pack.lang) or _phrase(behind, pack)
            return _linked(words[:at], link, owner, pack) if owner else None
    owner = names(" ".join(words[:at]), pack.lang)
    return _linked(words[at:], _OF, owner, pack) if owner else None


def _linked(words: Sequence[str], link: str, owner: str, pack: Pack) -> str | None:
    """A noun alone takes its owner without a link, unless its ending would have to go."""
    phrase, titles = _phrase(words, pack), load_titles(pack)
    noun = titles.nouns.get(" ".join(words))
    if phrase is None:
        return None
    if link == _OF and noun is not None and noun[1] != _WHOLE:
        return f"{phrase} {owner}"
    return f"{phrase} {titles.links[link]} {owner}"


def _phrase(words: Sequence[str], pack: Pack) -> str | None:
    """A noun with its adjectives; in English they stand before it."""
    nouns = load_titles(pack).nouns
    for first in range(len(words)):
        noun = nouns.get(" ".join(words[first:]))
        if noun is None:
            continue
        before = list(_adjectives(words[:first], noun[1], pack))
        if None in before:
            return None
        return " ".join(word for word in (noun[0], *reversed(before)) if word)
    return None


def _adjectives(words: Sequence[str], gender: str, pack: Pack) -> Iterator[str | None]:
    """Adjectives of one word or two, as the noun asks for them; ``None`` for a strange one."""
    at = 0
    while at < len(words):
        for wide in (2, 1):
            told = _adjective(" ".join(words[at : at + wide]), gender, pack)
            if told is not None or wide == 1:
                yield told
                at += wide
                break


def _adjective(english: str, gender: str, pack: Pack) -> str | None:
    forms = load_titles(pack).adjectives.get(english)
    if forms is not None:
        return forms[gender]
    for id, word in adjectives_of(pack).items():
        if load_lists().entities[id].own.get("adjective") == english:
            return agree(word, gender, pack)
    return None
