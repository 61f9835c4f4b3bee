"""The form that corrects a claim, and what its fields say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, Field
from sqlalchemy import Connection

from marsad.archive.lists import files
from marsad.archive.review.judgements import (
    ContentIs,
    Correction,
    Piece,
    SourceIs,
    piece,
    pieces,
)
from marsad.archive.review.record import Shown
from marsad.archive.review.typed import Typed, read_typed
from marsad.model import Kind, Span

Order = Literal["score", "rule", "newest"]
Words = Annotated[str, Field(max_length=1_000)]
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


class Fix(BaseModel):
    """What was typed; what is left as it stands changes nothing.

    ``source_at`` and ``content_at`` are places of words that were chosen in the text, in code
    points (``120-134,150-160``): they are meant, whatever their words say.
    """

    source: Words = ""
    source_at: Words = ""
    nobody: bool = False
    kind: Words = ""
    stance: Words = ""
    content: Annotated[str, Field(max_length=20_000)] = ""
    content_at: Words = ""
    event: Words = ""
    type: Words = ""
    mode: Words = ""
    status: Words = ""
    place: Words = ""
    place_is: Words = ""
    name: Words = ""
    name_is: Words = ""
    name_kind: Words = ""
    everywhere: bool = False
    comment: Annotated[str, Field(max_length=2_000)] = ""
    order: Order = "score"


def corrections(connection: Connection, shown: Shown, form: Fix) -> Iterator[Correction]:
    """What a form says of a claim, field by field.

    Raises:
        ValueError: words are not in the text, an id is unknown, or a choice is none of its set.
    """
    yield from _voice(connection, shown, form)
    yield from _content(connection, shown, form)
    stance = _changed(form.stance, shown.attribution.stance.value)
    if stance is not None:
        yield from read_typed(connection, shown, Typed(stance=stance))
    if form.event.strip():
        event = Typed(
            event=form.event.strip(),
            type=form.type or None,
            mode=form.mode.strip() or None,
            status=form.status or None,
        )
        yield from read_typed(connection, shown, event)
    yield from _named(connection, shown, form)


def _voice(connection: Connection, shown: Shown, form: Fix) -> Iterator[Correction]:
    text, source = shown.machine.document.text, shown.attribution.source
    kind = form.kind or None
    words = _changed(form.source, None if source is None else text[slice(*source.span)])
    if form.nobody:
        yield SourceIs(at=None)
    elif form.source_at.strip():
        yield SourceIs(at=chosen(text, form.source_at)[0], kind=_kind(kind))
    elif words is not None:
        yield from read_typed(connection, shown, Typed(source=words, kind=kind))
    elif kind is not None and source is not None and kind != source.kind.value:
        yield SourceIs(at=piece(text, source.span), kind=_kind(kind))


def _kind(typed: str | None) -> Kind | None:
    if typed is None:
        return None
    try:
        return Kind(typed)
    except ValueError:
        kinds = ", ".join(one.value for one in Kind)
        raise ValueError(f"no kind of source «{typed}»; there are {kinds}") from None


def _content(connection: Connection, shown: Shown, form: Fix) -> Iterator[Correction]:
    text = shown.machine.document.text
    if form.content_at.strip():
        spans = [one.span for one in chosen(text, form.content_at)]
        yield ContentIs(parts=pieces(text, spans))
        return
    lines = (" ".join(one.split()) for one in form.content.splitlines())
    parts = tuple(one for one in lines if one)
    if parts and "\n".join(parts) != content_lines(shown):
        yield from read_typed(connection, shown, Typed(content=parts))


def _named(connection: Connection, shown: Shown, form: Fix) -> Iterator[Correction]:
    lists, everywhere = files(connection), form.everywhere
    if form.place.strip():
        means = form.place_is.strip() or None
        typed = Typed(place=form.place.strip(), means=means, everywhere=everywhere)
        yield from read_typed(connection, shown, typed, lists)
    if form.name.strip():
        means, kind = form.name_is.strip() or None, form.name_kind or None
        typed = Typed(name=form.name.strip(), means=means, kind=kind, everywhere=everywhere)
        yield from read_typed(connection, shown, typed, lists)


def _changed(typed: str, stood: str | None) -> str | None:
    """What was typed, where it is something else than what stands."""
    words = " ".join(typed.split())
    return None if not words or words == " ".join((stood or "").split()) else words


def content_lines(shown: Shown) -> str:
    """The content as the form has it: a line a part."""
    text = shown.machine.document.text
    return "\n".join(" ".join(text[start:end].split()) for start, end in shown.attribution.content)


def chosen(text: str, places: str) -> list[Piece]:
    """The stretches of the text at some places.

    Raises:
        ValueError: there is none, or one lies outside the text.
    """
    found = [piece(text, Span(int(start), int(end))) for start, end in _PLACE.findall(places)]
    if not found:
        raise ValueError("choose words of the text")
    return found
