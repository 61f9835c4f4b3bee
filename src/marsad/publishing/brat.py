"""brat standoff: ``NAME.ann`` beside ``NAME.txt``, and the configuration that brat shows them by.

brat breaks at line ends and tabs, so a span that crosses one becomes several fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from marsad.ids import content_id
from marsad.model import (
    Actor,
    Analysis,
    Attribution,
    Event,
    EventType,
    Ground,
    Mode,
    Place,
    Precision,
    Span,
    Stance,
    Status,
    TimeExpression,
    TimeType,
)
from marsad.publishing.register import name_of
from marsad.publishing.visible import one_line

_BREAK = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100


def write_brat(analyses: Iterable[Analysis], folder: Path) -> None:
    """Two files a document into the folder, named by the document's id."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(build_configuration(), encoding="utf-8")
    taken: set[str] = set()
    for analysis in analyses:
        name = file_name(analysis.document.id)
        if name in taken:
            name = f"{name}-{content_id(analysis.document.text, len(taken))[:8]}"
        taken.add(name)
        text, annotations = build_brat(analysis)
        # As bytes: the system's line ends would move every offset behind them.
        (folder / f"{name}.txt").write_bytes(text.encode())
        (folder / f"{name}.ann").write_bytes(annotations.encode())


def build_brat(analysis: Analysis) -> tuple[str, str]:
    """The text and its annotations.

    The text is as long as the one that was read, so offsets hold; carriage returns, which brat
    drops when it reads, are spaces.
    """
    text = analysis.document.text.replace("\r", " ")
    return text, "".join(f"{line}\n" for line in _Sheet(text).fill(analysis))


def build_configuration() -> str:
    """The ``annotation.conf`` that names all types, so that brat shows them."""
    return "\n".join(
        (
            "[entities]",
            *("Source", "Carrier", "Cue", "Content", "Time", "Actor", "Place", "Event"),
            "[relations]",
            "HasSource\tArg1:Cue, Arg2:Source",
            "CarriedBy\tArg1:Cue, Arg2:Carrier",
            "HasContent\tArg1:Cue, Arg2:Content",
            "Within\tArg1:Cue, Arg2:Content",
            "[events]",
            "[attributes]",
            f"Stance\tArg:Cue, Value:{'|'.join(Stance)}",
            f"Mode\tArg:Cue, Value:{'|'.join(Mode)}",
            f"Type\tArg:Time, Value:{'|'.join(TimeType)}",
            f"Ground\tArg:Actor, Value:{'|'.join(Ground)}",
            f"Precision\tArg:Place, Value:{'|'.join(Precision)}",
            f"EventType\tArg:Event, Value:{'|'.join(EventType)}",
            f"Status\tArg:Event, Value:{'|'.join(Status)}",
            "",
        )
    )


def file_name(id: str) -> str:
    """A document's id as the name of a file in one folder; different ids give different names."""
    name = _UNSAFE.sub("_", id).strip("._")[:_LONGEST_NAME]
    return name if name and name == id else f"{name or 'document'}-{content_id(id)[:8]}"


def _shown(found: Actor | Place) -> str | None:
    """The canonical name with its id."""
    return " · ".join(part for part in (name_of(found), found.entity) if part) or None


def _told(event: Event) -> str | None:
    """Who to whom, where and when, as far as it is known."""
    parties = " → ".join(", ".join(names) or "?" for names in (event.actors, event.recipients))
    known = event.actors or event.recipients
    parts = (parties if known else None, event.place, event.date)
    return " · ".join(part for part in parts if part) or None


class _Sheet:
    """Numbers the annotations of one document; the same span and type is one entity."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._entities: dict[tuple[str, tuple[Span, ...]], str] = {}
        self._counts = dict.fromkeys("TRA#", 0)

    def fill(self, analysis: Analysis) -> Iterator[str]:
        contents: dict[str, str] = {}
        nested: list[tuple[str, str]] = []
        for found in analysis.attributions:
            lines, cue, content = self._attribution(found)
            yield from lines
            if content is not None:
                contents[found.id] = content
            if cue is not None and found.parent is not None:
                nested.append((cue, found.parent))
        for cue, parent in nested:
            if parent in contents:
                yield f"{self._next('R')}\tWithin Arg1:{cue} Arg2:{contents[parent]}"
        yield from self._single(analysis)

    def _single(self, analysis: Analysis) -> Iterator[str]:
        """What needs no other: times, actors, places and events."""
        for time in analysis.times:
            yield from self._time(time)
        for actor in analysis.actors:
            facts = (("Ground", actor.ground.value),)
            yield from self._found("Actor", actor.span, facts, _shown(actor))
        for place in analysis.places:
            facts = (("Precision", place.precision.value),)
            yield from self._found("Place", place.span, facts, _shown(place))
        for event in analysis.events:
            types = (("EventType", event.type.value), ("Status", event.status.value))
            yield from self._found("Event", event.span, types, _told(event))

    def _attribution(self, found: Attribution) -> tuple[list[str], str | None, str | None]:
        lines: list[str] = []
        cue = self._entity(lines, "Cue", found.cue)
        content = self._entity(lines, "Content", found.content)
        parts = [("HasContent", content)]
        if found.source is not None:
            parts.append(("HasSource", self._entity(lines, "Source", (found.source.span,))))
        for carrier in found.via:
            parts.append(("CarriedBy", self._entity(lines, "Carrier", (carrier.span,))))
        if cue is not None:
            for relation, part in parts:
                if part is not None:
                    lines.append(f"{self._next('R')}\t{relation} Arg1:{cue} Arg2:{part}")
            lines.append(f"{self._next('A')}\tStance {cue} {found.stance.value}")
            lines.append(f"{self._next('A')}\tMode {cue} {found.mode.value}")
        return lines, cue, content

    def _time(self, time: TimeExpression) -> Iterator[str]:
        yield from self._found("Time", time.span, (("Type", time.type.value),), time.value)

    def _found(
        self, kind: str, span: Span, facts: Iterable[tuple[str, str]], note: str | None
    ) -> Iterator[str]:
        """An entity of one span with its attributes, and a note for what is free text."""
        lines: list[str] = []
        entity = self._entity(lines, kind, (span,))
        yield from lines
        if entity is None:
            return
        for name, value in facts:
            yield f"{self._next('A')}\t{name} {entity} {value}"
        if note is not None:
            yield f"{self._next('#')}\tAnnotatorNotes {entity}\t{one_line(note)}"

    def _entity(self, lines: list[str], kind: str, spans: tuple[Span, ...]) -> str | None:
        """The id of the entity, written if it is new; ``None`` where the spans hold nothing."""
        pieces = tuple(piece for span in sorted(spans) for piece in self._pieces(span))
        if not pieces:
            return None
        key = (kind, pieces)
        if key not in self._entities:
            self._entities[key] = self._next("T")
            offsets = ";".join(f"{start} {end}" for start, end in pieces)
            shown = " ".join(self._text[start:end] for start, end in pieces)
            lines.append(f"{self._entities[key]}\t{kind} {offsets}\t{shown}")
        return self._entities[key]

    def _pieces(self, span: Span) -> Iterator[Span]:
        """The span cut at what brat breaks lines at, without blank pieces and blank edges."""
        start = span.start
        for hit in (*_BREAK.finditer(self._text, *span), None):
            end = span.end if hit is None else hit.start()
            piece = self._text[start:end]
            if piece.strip():
                left = start + len(piece) - len(piece.lstrip())
                yield Span(left, start + len(piece.rstrip()))
            start = end if hit is None else hit.end()

    def _next(self, letter: str) -> str:
        self._counts[letter] += 1
        return f"{letter}{self._counts[letter]}"
