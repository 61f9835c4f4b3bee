"""Traits: what a written word tells by itself, wherever it stands; read once for each word."""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple

from marsad.packs.lexicon import COMPLEMENTIZER, EVENTIVE, NAME, PREPOSITION, VERB, Entry
from marsad.packs.memory import Memory
from marsad.packs.pack import Pack

FINITE = frozenset({"past", "present", "passive-past", "passive-present"})


class Traits(NamedTuple):
    """What a word of level 1 tells by itself.

    ``unknown``: the pack knows nothing of it, or only that it is a name. ``definite``: its
    conjunction peeled, it carries the article. ``present``: an unknown word with the shape of a
    present of the third person masculine. ``eventive`` and ``definite_eventive``: a verbal noun
    without the article and with it. ``finite``: whether it is a finite verb, ``None`` where only
    its place can tell.
    """

    entry: Entry
    unknown: bool
    definite: bool
    present: bool
    eventive: bool
    definite_eventive: bool
    finite: bool | None


@cache
def load_traits(pack: Pack) -> Memory[Traits]:
    """The traits of every word in a language, read when a text first brings the word."""
    return Memory(partial(_read, pack))


def _read(pack: Pack, word: str) -> Traits:
    key = pack.folding.bare(pack.folding.fold(word))
    entry = Entry(0, 0, 0, key, (), ()) if word in pack.apart else pack.lexicon.look(key)
    return read_traits(pack, word, entry)


def read_traits(pack: Pack, word: str, entry: Entry) -> Traits:
    """The traits of a word of which the pack knows so much as an entry tells."""
    known = entry.roles or entry.cues or entry.glue
    definite = _definite(pack, word, entry)
    present = not (known or entry.mask) and pack.looks_present(entry.rest)
    return Traits(
        entry,
        not (known or entry.mask & ~NAME),
        definite,
        present,
        not definite and _eventive(pack, word, entry),
        definite and _definite_eventive(pack, word, entry),
        _finite(pack, word, entry, present),
    )


def _definite(pack: Pack, word: str, entry: Entry) -> bool:
    article = pack.article
    if not article:
        return False
    if entry.glue and not word.startswith(article, entry.lead + 1):
        return entry.rest.startswith(article)  # a contracted article, seen in the rest alone
    return word.startswith(article, entry.lead + entry.glue)


def _eventive(pack: Pack, word: str, entry: Entry) -> bool:
    """Whether a word without the article is a verbal noun (it may carry a pronoun)."""
    if entry.mask & COMPLEMENTIZER:
        return False
    if entry.mask & EVENTIVE:
        return True
    if not entry.roles and any(form.part == "masdar" for form in entry.cues):
        return True
    if entry.roles or entry.mask or entry.glue:
        return False
    return pack.verbal_noun(word[entry.lead :])


def _definite_eventive(pack: Pack, word: str, entry: Entry) -> bool:
    if entry.roles:
        return False
    bare = word[entry.lead + entry.glue :].removeprefix(pack.article)
    known = pack.lexicon.look(pack.folding.fold(bare))
    if known.lead or known.glue or known.roles:
        return False
    if known.mask & EVENTIVE or any(form.part == "masdar" for form in known.cues):
        return True
    return pack.verbal_noun(bare)


def _finite(pack: Pack, word: str, entry: Entry, present: bool) -> bool | None:
    verb = entry.mask & VERB
    feminine = word.endswith(pack.endings.feminine)  # a noun's, folded into a verb with its object
    if not (entry.cues or verb):
        return present and not feminine
    if feminine or entry.roles or entry.mask & NAME:
        return False
    if entry.mask & PREPOSITION and not entry.lead:
        return False
    forms = [form for form in entry.cues if form.part in FINITE]
    if not (verb or forms):
        return False
    first_person = bool(forms) and not verb and all(form.person == 1 for form in forms)
    return True if entry.lead and not first_person else None
