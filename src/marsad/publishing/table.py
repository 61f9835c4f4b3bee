"""The reading in a terminal: claims as a tree, every field of the text on lines of its own.

Terminals differ in whether they reorder right-to-left text. So it stands in logical order, and on
a screen each line of it is wrapped in isolates; a pipe or a file gets the text without them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from marsad.model import Actor, Analysis, Attribution, Claim, Document, Place, Span, Voice
from marsad.publishing.headings import heading_of
from marsad.publishing.parts import find_parts
from marsad.publishing.register import Row, build_register, name_of, words_of
from marsad.publishing.visible import LINE_END, is_rtl, one_line, shorten
from marsad.publishing.words import words_for

_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066"}
_POP = "\u2069"
_INDENT = 3
_DEEPEST = 8
_PLAIN_WIDTH = 100
_STYLES = {
    "neutral": "bold",
    "affirm": "bold green",
    "deny": "bold red",
    "doubt": "bold yellow",
    "intend": "bold magenta",
    "believe": "bold cyan",
    "ask": "bold blue",
}


def write_table(analyses: Iterable[Analysis], out: TextIO) -> None:
    """Prints each reading as it comes; colours and isolates only where ``out`` is a terminal."""
    console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not console.is_terminal:
        console = Console(
            file=out, width=_PLAIN_WIDTH, highlight=False, markup=False, no_color=True
        )
    for analysis in analyses:
        _Table(console, analysis).print()


class _Table:
    """Prints one reading."""

    def __init__(self, console: Console, analysis: Analysis) -> None:
        self._console = console
        self._analysis = analysis
        self._doc = analysis.document
        self._words = words_for(None)
        self._line_ends = [hit.end() for hit in LINE_END.finditer(self._doc.text)]
        self._parts = find_parts(self._doc)
        self._register = build_register(analysis)
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in analysis.claims:
            self._claims[claim.attribution].append(claim)

    def print(self) -> None:
        self._header()
        self._heading(self._words.word["claims"], len(self._analysis.attributions))
        if not self._analysis.attributions:
            self._label(self._words.word["no_claims"], 0)
        for number, (depth, found) in enumerate(_nested(self._analysis.attributions), 1):
            self._attribution(found, number, depth)
        self._actors()
        self._places()
        self._events()
        self._times()
        self._notes()
        self._label(f"{self._words.word['engine']}: {self._analysis.engine}", 0, "dim")
        self._console.print()

    def _header(self) -> None:
        doc = self._doc
        self._console.rule(Text(one_line(doc.id), style="dim"), style="dim")
        self._field(heading_of(doc), 0, "bold")
        if doc.outlet is not None:
            self._field(doc.outlet, 0)
        facts = [fact for fact in (doc.published, doc.lang, _views(doc)) if fact]
        if facts:
            self._label(" · ".join(map(one_line, facts)), 0, "dim")
        if doc.degraded:
            self._label(f"{self._words.word['degraded']}: {one_line(doc.degraded)}", 0, "yellow")

    def _attribution(self, found: Attribution, number: int, depth: int) -> None:
        indent = min(depth, _DEEPEST) * _INDENT
        table = self._words.table
        line = Text.assemble((f"{number:>2} ", "dim"))
        line.append(table["stance"][found.stance.value], _STYLES[found.stance.value])
        line.append(f"  {table['mode'][found.mode.value]}", "dim")
        if found.content:
            line.append(f"  {self._place(found.content)}", "dim")
        self._console.print()
        self._console.print(Padding(line, (0, 0, 0, indent), expand=False))
        indent += _INDENT
        chains = [claim.chain for claim in self._claims[found.id]] or [self._voices(found)]
        for chain in dict.fromkeys(chains):
            self._chain(chain, indent)
        self._part("cue", found.cue, indent)
        self._part("content", found.content, indent)

    def _chain(self, chain: tuple[Voice, ...], indent: int) -> None:
        """The voices, outermost first, each a step further in."""
        for step, voice in enumerate(chain):
            name = voice.name or (None if voice.span is None else self._cut(voice.span))
            kind = self._words.table["kind"][voice.kind.value]
            if name is None:
                missing = self._words.word["unnamed" if step else "publisher"]
                self._label(f"{_arrow(step)}{missing} ({kind})", indent + step)
            else:
                self._label(f"{_arrow(step)}{kind}", indent + step, "dim")
                last = step == len(chain) - 1
                self._name(name, indent + step + 2, "bold" if last else "")

    def _part(self, name: str, spans: tuple[Span, ...], indent: int) -> None:
        if spans:
            self._label(self._words.word[name], indent, "dim")
            self._quote(" … ".join(map(self._cut, spans)), spans[0], indent + 2)

    def _actors(self) -> None:
        """What each is called and is, why it was known; below it the words of the text."""
        rows = self._register.actors
        if rows:
            self._heading(self._words.word["actors"], len(rows))
        for row in rows:
            actor = row.first
            table = self._words.table
            self._name(name_of(actor) or self._words.word["open"])
            grounds = dict.fromkeys(table["ground"][one.ground.value] for one in row.mentions)
            sector = actor.sector and table["sector"].get(actor.sector, actor.sector)
            facts = (table["kind"][actor.kind.value], sector, actor.country, *grounds)
            self._row_facts(row, facts)
            if actor.candidates:
                names = ", ".join(actor.candidates)
                self._label(f"{self._words.word['candidates']} {names}", 2, "dim")

    def _places(self) -> None:
        rows = self._register.places
        if rows:
            self._heading(self._words.word["places"], len(rows))
        for row in rows:
            place, table = row.first, self._words.table
            self._name(place.name)
            found = dict.fromkeys(one.precision.value for one in row.mentions)
            precision = (table["precision"][value] for value in found)
            point = None if place.point is None else f"{place.point.lat:g}, {place.point.lon:g}"
            level = table["level"].get(place.level, place.level)
            self._row_facts(row, (level, place.country, *precision, point))

    def _row_facts(self, row: Row[Actor] | Row[Place], facts: Iterable[str | None]) -> None:
        """The facts on one line, with the count; then each wording on a line of its own."""
        shown = (f"×{len(row.mentions)}", *(fact for fact in facts if fact))
        spans = tuple(one.span for one in row.mentions)
        self._label(" · ".join((*shown, self._place(spans[:1]))), 2, "dim")
        wordings = {words_of(self._doc.text, span): span for span in reversed(spans)}
        for wording, span in reversed(wordings.items()):
            self._quote(wording, span, 4)

    def _events(self) -> None:
        events = self._register.events
        if events:
            self._heading(self._words.word["events"], len(events))
        word, table = self._words.word, self._words.table
        for event in events:
            line = Text(table["event_type"][event.type.value], style="bold")
            mode = event.mode and table["event_mode"].get(event.mode, event.mode)
            facts = (event.type.value, mode, table["status"][event.status.value])
            line.append(f"  {' · '.join(one_line(fact) for fact in facts if fact)}", "dim")
            line.append(f"  {self._place((event.span,))}", "dim")
            self._console.print(line)
            self._quote(self._cut(event.span), event.span, 2)
            actors = " · ".join(event.actors) or word["actor_unknown"]
            recipients = " · ".join(event.recipients) or word["recipient_unknown"]
            self._name(f"{actors} → {recipients}", 2)
            place, date = event.place or word["place_unknown"], event.date or word["date_unknown"]
            self._name(f"{place} · {date}", 2)

    def _name(self, name: str, indent: int = 0, style: str = "") -> None:
        """A name, in its own direction: it need not be that of the text."""
        self._field(name, indent, style, direction="rtl" if is_rtl(name) else "ltr")

    def _quote(self, text: str, span: Span, indent: int) -> None:
        """Words of the text, in the direction of their paragraph."""
        self._field(text, indent, direction=self._parts.at(span.start).direction)

    def _times(self) -> None:
        times = self._analysis.times
        if not times:
            return
        self._heading(self._words.word["times"], len(times))
        for time in times:
            value = time.value or self._words.word["unresolved"]
            anchor = f", {self._words.word['anchor']} {time.anchor}" if time.anchor else ""
            line = Text(one_line(value), style="bold")
            kind = self._words.table["time_type"][time.type.value]
            line.append(f"  {kind}{anchor}  {self._place((time.span,))}", "dim")
            self._console.print(line)
            self._quote(self._cut(time.span), time.span, 2)

    def _notes(self) -> None:
        if not self._analysis.notes:
            return
        self._heading(self._words.word["notes"], len(self._analysis.notes))
        for note in self._analysis.notes:
            self._label(f"{note.code}  {self._place((note.span,))}", 0, "dim")
            self._field(note.message, 2)
            self._quote(shorten(one_line(self._cut(note.span))), note.span, 2)

    def _voices(self, found: Attribution) -> tuple[Voice, ...]:
        """The voices that the words name, for a relation that became no claim."""
        mentions = [*found.via, *([] if found.source is None else [found.source])]
        return tuple(Voice(m.kind, m.name, m.span) for m in mentions)

    def _cut(self, span: Span) -> str:
        return self._doc.text[span.start : span.end]

    def _place(self, spans: tuple[Span, ...]) -> str:
        """Where it stands, for people who look it up: offsets, and the line as editors count it."""
        line = bisect_left(self._line_ends, spans[0].start + 1) + 1
        return f"offset {spans[0].start}–{spans[-1].end}, line {line}"

    def _heading(self, word: str, count: int) -> None:
        self._console.print()
        self._console.print(Text(f"{word} ({count})", style="bold underline"))

    def _label(self, text: str, indent: int, style: str = "") -> None:
        self._console.print(Padding(Text(one_line(text), style), (0, 0, 0, indent), expand=False))

    def _field(
        self, text: str, indent: int, style: str = "", *, direction: str | None = None
    ) -> None:
        """Text of the document, wrapped; on a screen every line is an isolate of its own."""
        room = max(20, self._console.width - indent)
        for line in Text(one_line(text), style).wrap(self._console, room):
            line.rstrip()
            if self._console.is_terminal:
                line = Text.assemble(
                    _ISOLATES[direction or self._parts.whole.direction], line, _POP
                )
            self._console.print(Padding(line, (0, 0, 0, indent), expand=False))


def _views(doc: Document) -> str | None:
    return None if doc.views is None else f"{doc.views} views"


def _arrow(step: int) -> str:
    return "└ " if step else ""


def _nested(attributions: tuple[Attribution, ...]) -> Iterator[tuple[int, Attribution]]:
    """All attributions with their depth, each followed by those inside its content.

    A parent that is not there, or that stands inside its own child, makes a root of its own.
    """
    ids = {found.id for found in attributions}
    children: dict[str | None, list[Attribution]] = defaultdict(list)
    for found in attributions:
        children[found.parent if found.parent in ids else None].append(found)
    seen: set[str] = set()
    for root in (*children[None], *attributions):
        stack = [(0, root)]
        while stack:
            depth, found = stack.pop()
            if found.id not in seen:
                seen.add(found.id)
                yield depth, found
                stack += [(depth + 1, child) for child in reversed(children[found.id])]
