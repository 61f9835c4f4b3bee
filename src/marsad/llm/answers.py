"""What a model answered, read whatever it looks like: JSON, JSON in talk, or the half of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from marsad.model import Stance

# Relations of one answer, and letters of it that are looked at; real ones have a tenth of both.
MOST, LONGEST = 500, 400_000
_PARTS = 8  # of one cue or content
_VOICES = 6  # carriers of one relation
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_BEGINNING = re.compile(r"\{")
_STANCES = {one.value: one for one in Stance}
_DECODER = json.JSONDecoder()


class Said(NamedTuple):
    """One relation as a model tells it, in words; nothing of it is known to stand anywhere.

    ``parent`` is the place in the answer of the relation inside whose content this one stands.
    """

    source: str | None
    cue: tuple[str, ...]
    content: tuple[str, ...]
    via: tuple[str, ...]
    stance: Stance
    parent: int | None


def parse(answer: str) -> tuple[Said, ...] | None:
    """The relations in an answer; ``None`` where there is no list of them in it.

    What is none is left out, and keeps its number, so that parents are found.
    """
    text = _THOUGHT.sub("", answer[:LONGEST])
    records = _records(text)
    if records is None:
        return None
    said = [_read(one) for one in records[:MOST]]
    kept = {number: place for place, number in enumerate(n for n, one in enumerate(said) if one)}
    return tuple(
        one._replace(parent=kept.get(one.parent) if one.parent is not None else None)
        for one in said
        if one is not None
    )


def _records(text: str) -> list[Any] | None:
    """The list of relations: as the schema has it, alone, or whatever whole objects there are."""
    for start in sorted((text.find("{"), text.find("["))):
        value = _decode(text, start)
        if isinstance(value, dict):
            lists = (one for one in value.values() if _lists_objects(one))
            value = [value] if "content" in value else next(lists, None)
        if _lists_objects(value):
            return list(value)
    salvaged = [one for one in _objects(text) if "content" in one]
    return salvaged or None


def _lists_objects(value: Any) -> bool:
    return isinstance(value, list) and (not value or any(isinstance(one, dict) for one in value))


def _decode(text: str, start: int) -> Any:
    if start < 0:
        return None
    try:
        return _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Whole objects of an answer that was cut off, the outer one left aside."""
    at = 0
    for _ in range(4 * MOST):
        hit = _BEGINNING.search(text, at)
        if hit is None:
            return
        at = hit.end()
        try:
            value, end = _DECODER.raw_decode(text, hit.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value
            at = end


def _read(record: Any) -> Said | None:
    """A relation, if it has a content and somebody or some word that tells it."""
    if not isinstance(record, dict):
        return None
    content, cue = _words(record.get("content"), _PARTS), _words(record.get("cue"), _PARTS)
    source = _words(record.get("source"), 1)
    if not content or not (cue or source):
        return None
    parent = record.get("parent")
    return Said(
        source=source[0] if source else None,
        cue=cue,
        content=content,
        via=tuple(dict.fromkeys(_words(record.get("via"), _VOICES))),
        stance=_stance(record.get("stance")),
        parent=parent if type(parent) is int else None,
    )


def _words(value: Any, most: int) -> tuple[str, ...]:
    """Strings that hold more than blanks: one, or a list of them."""
    values = value if isinstance(value, list) else [value]
    return tuple(one for one in values[:most] if isinstance(one, str) and one.strip())


def _stance(value: Any) -> Stance:
    return _STANCES.get(value, Stance.NEUTRAL) if isinstance(value, str) else Stance.NEUTRAL
