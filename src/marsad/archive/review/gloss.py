"""What stood and what stands after a review, in a few words."""

from __future__ import annotations

from collections.abc import Callable

from marsad.archive.review.judgements import (
    FIELDS,
    ContentIs,
    Correction,
    EventIs,
    NameIs,
    PlaceIs,
    SourceIs,
    StanceIs,
)
from marsad.archive.review.merges import NameKey
from marsad.codec import from_json, from_plain

_NOTHING = "–"
Say = Callable[[str], str]  # a word of ours in the language of the reader


def gloss(field: str | None, written: str | None, say: Say = str) -> str:
    """The JSON of ``before`` or ``after`` for a reader; as it is where it cannot be read.

    ``say`` tells stances, types, states and the words *nobody named*, *no event*, *no place*,
    *no name*, *open*, *everywhere* in another language.
    """
    if written is None:
        return _NOTHING
    try:
        plain = from_json(written)
        kind = FIELDS.get(field or "")
        if kind is not None:
            return _told(from_plain(plain, kind), say)
        if isinstance(plain, dict):
            name = from_plain(plain, NameKey)
            return f"{name.name} ({name.entity})"
    except ValueError:
        return written
    return _NOTHING if plain is None else say(str(plain))


def _told(says: Correction, say: Say) -> str:
    match says:
        case StanceIs(stance=stance):
            return say(stance.value)
        case SourceIs(at=None):
            return say("nobody named")
        case SourceIs(at=at, label=label, entity=entity):
            return f"«{at.words if at else ''}»{_of(label, entity)}"
        case ContentIs(parts=parts):
            return " … ".join(f"«{one.words}»" for one in parts)
        case EventIs(at=at, type=kind, status=status):
            told = (kind and kind.value, says.mode, status and status.value)
            words = " ".join(say(one) for one in told if one)
            return f"«{at.words}» {words or say('no event')}"
        case PlaceIs(at=at, name=name, entity=entity):
            what = _of(name, entity) or f" {say('no place')}"
            return f"«{at.words}»{what}{_where(says.everywhere, say)}"
        case NameIs(at=at, name=name, entity=entity, kind=kind):
            who = _of(name, entity) or f" {say('no name' if kind is None else 'open')}"
            return f"«{at.words}»{who}{_where(says.everywhere, say)}"


def _of(name: str | None, entity: str | None) -> str:
    if name is None and entity is None:
        return ""
    return f" {name or ''} ({entity})" if entity else f" {name}"


def _where(everywhere: bool, say: Say) -> str:
    return f", {say('everywhere')}" if everywhere else ""
