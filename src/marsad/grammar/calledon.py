"""Whom a verb calls on, warns or accuses, where the words leave out who does it."""

from __future__ import annotations

from marsad.grammar.drafts import CueHit
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import Tagged
from marsad.model import Kind

_SEVERAL = frozenset({Kind.GROUP, Kind.ANONYMOUS})
_NAME = 8  # letters from which on the ending of several persons is no part of a name


def is_called_on(tagged: Tagged, hit: CueHit, phrase: Phrase) -> bool:
    """Whether a phrase right behind a verb is its object: *called the citizens to …*.

    It is, where it has the ending that several persons have as an object, or where its gender is
    not that of the verb, which stands beside its subject in the same.
    """
    if hit.form.cue.object != "person" or phrase.first != hit.at + 1 or not phrase.definite:
        return False
    word = tagged.page.words[phrase.head]
    if word.endswith(tagged.pack.endings.oblique) and phrase.head == phrase.first:
        return phrase.kind in _SEVERAL or (not phrase.known and len(word) >= _NAME)
    differ = phrase.gender and hit.form.gender and phrase.gender != hit.form.gender
    return bool(differ) and phrase.known and phrase.kind in _SEVERAL
