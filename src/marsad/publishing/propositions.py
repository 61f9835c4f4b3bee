"""Claims, propositions, origins, stories and sources: for a terminal, as JSON lines, as CSV.

The tables are text for one width. As in the other tables, words of a document stand in logical
order; for a screen (``screen``) each line of them is wrapped in isolates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from marsad.codec import to_json
from marsad.entities.lists import Lists
from marsad.linking.nouns import Independent, Origin, Reason, said_by
from marsad.linking.stories.find import Story
from marsad.publishing.cells import MARK, cell, csv_row
from marsad.publishing.lines import Lines
from marsad.publishing.linked import (
    BondRow,
    ClaimRow,
    GradeRow,
    Member,
    PropositionRow,
    PropositionView,
    SourceRow,
    SourceView,
    names_for,
    plain,
    plain_story,
    voices_of,
)
from marsad.publishing.naming import Names
from marsad.publishing.reasons import (
    grade_words,
    spoken,
    tell_drift,
    tell_grade,
    tell_proposed,
)
from marsad.publishing.words import Words, words_for

_COLUMNS: dict[type, tuple[str, ...]] = {
    ClaimRow: (
        *("id", "day", "outlet", "lang", "source", "stance", "hedged", "text", "document"),
        *("proposition", "standing", "claim", "chain"),
    ),
    PropositionRow: (
        *("id", "standing", "at_least", "at_most", "first", "last", "outlets", "denied_by"),
        "gloss",
    ),
    SourceRow: (
        *("id", "name", "kind", "claims", "propositions", "denied", "contradicted", "confirmed"),
        *("corroborated", "withdrawn", "grade", "words"),
    ),
    Story: ("id", "label_en", "label_ar", "first", "last", "propositions", "reports", "open"),
}
_BETWEEN = " · "
_EXACT = {
    (0, 0): "origins_none",
    (0, 1): "origins_at_most_one",
    (1, 1): "origins_one",
    (1, 2): "origins_one_or_two",
    (2, 2): "origins_two",
}
_FEW, _MANY, _HUNDRED = 3, 11, 100  # Arabic counts 3-10 otherwise than 11-99


def claim_table(
    rows: Iterable[ClaimRow],
    width: int,
    lang: str | None = None,
    *,
    screen: bool = False,
    lists: Lists | None = None,
) -> str:
    """Claims, each with its words under who says it and where."""
    words, names = words_for(lang), names_for(lang, (), lists)
    lines = _lines(width, words, screen)
    for row in rows:
        stance = words.table["stance"][row.stance.value]
        hedged = words.word["hedged"] if row.hedged else None
        lines.facts((row.id, row.day, row.outlet and names.of(row.outlet), stance, hedged))
        chain = voices_of(row, names) or [names.of(row.source)]
        voices = [name or words.word["unnamed"] for name in chain]
        lines.chain(voices, words.word["arrow"], 2)
        lines.text(row.text, 4)
        if row.proposition:
            standing = row.standing and words.table["standing"][row.standing.value]
            lines.facts((words.word["proposition"], row.proposition, standing), 2)
        lines.gap()
    return lines.done()


def proposition_table(
    rows: Iterable[PropositionRow],
    width: int,
    lang: str | None = None,
    *,
    screen: bool = False,
    lists: Lists | None = None,
) -> str:
    """Propositions, each with its standing, its origins, its outlets and who denies it."""
    words, names = words_for(lang), names_for(lang, (), lists)
    lines = _lines(width, words, screen)
    for row in rows:
        _head(lines, row, names)
        lines.gap()
    return lines.done()


def proposition_page(
    view: PropositionView,
    width: int,
    lang: str | None = None,
    *,
    screen: bool = False,
    lists: Lists | None = None,
) -> str:
    """One proposition in full, with the reasons for all that is said of it."""
    words, names = words_for(lang), names_for(lang, view.members, lists)
    lines = _lines(width, words, screen)
    _head(lines, view.row, names)
    _reasons(lines, view.reasons, 2, names)
    if view.proposed:
        lines.text(f"{words.word['proposed']}: {tell_proposed(view.proposed, words)}", 2)
    if view.grade:
        lines.text(f"{words.word['grade']}: {tell_grade(*view.grade, words)}", 2)
    for graded in view.history:
        _grade(lines, graded, words, general=False)
    _section(lines, words.word["origins"], len(view.origins))
    for origin in view.origins:
        _origin(lines, origin, names)
    _reasons(lines, view.folded, 2, names)
    _circles(lines, view, names)
    _drift(lines, view, names)
    _bonds(lines, view.bonds, names)
    _section(lines, words.word["statements"], len(view.members))
    for member in view.members:
        _member(lines, member, names)
    return lines.done()


def story_table(
    stories: Iterable[Story], width: int, lang: str | None = None, *, screen: bool = False
) -> str:
    """Stories, each on its label, days and counts."""
    words = words_for(lang)
    lines = _lines(width, words, screen)
    for story in stories:
        _story(lines, story, words)
        lines.gap()
    return lines.done()


def story_page(
    story: Story,
    width: int,
    lang: str | None = None,
    *,
    screen: bool = False,
    lists: Lists | None = None,
) -> str:
    """One story: its timeline, and its contradictions that are open."""
    words, names = words_for(lang), names_for(lang, (), lists)
    lines = _lines(width, words, screen)
    _story(lines, story, words)
    glosses = {moment.proposition: moment.gloss for moment in story.timeline}
    _section(lines, words.word["open_contradictions"], len(story.open))
    for bond in story.open:
        lines.text(glosses.get(bond.one, bond.one), 2)
        relation = words.table["relation"][bond.relation.value]
        lines.facts((f"{words.word['arrow']} {relation}", bond.by and names.of(bond.by)), 2)
        lines.text(glosses.get(bond.other, bond.other), 2)
        _reasons(lines, bond.reasons, 4, names)
    _section(lines, words.word["timeline"], len(story.timeline))
    day = None
    for moment in story.timeline:
        if moment.day != day:
            day = moment.day
            lines.facts((_iso(day),))
        standing = moment.standing and words.table["standing"][moment.standing.value]
        lines.facts((moment.proposition, standing, f"×{moment.reports}"), 2)
        lines.text(moment.gloss, 4)
    return lines.done()


def source_table(
    rows: Iterable[SourceRow], width: int, lang: str | None = None, *, screen: bool = False
) -> str:
    """Sources, each with its record and its grade."""
    words = words_for(lang)
    lines = _lines(width, words, screen)
    for row in rows:
        _source(lines, row, words)
        lines.gap()
    return lines.done()


def source_page(
    view: SourceView, width: int, lang: str | None = None, *, screen: bool = False
) -> str:
    """One source: its record, by subject too, and how it was graded, the latest first."""
    words = words_for(lang)
    lines = _lines(width, words, screen)
    _source(lines, view.row, words)
    if not view.whole:
        lines.facts((words.word["not_whole"],), 2)
    if view.subjects:
        _section(lines, words.word["subjects"], len(view.subjects))
    for subject, row in view.subjects:
        lines.facts((words.table["event_type"].get(subject, subject), *_record(row, words)), 2)
    _section(lines, words.word["grades"], len(view.history))
    for one in view.history:
        _grade(lines, one, words)
    return lines.done()


def tell_origins(independent: Independent, lang: str | None = None) -> str:
    """How many origins: ``2 origins``, ``1-3 origins``."""
    word = words_for(lang).word
    low, high = independent
    number = f"{low}" if low == high else f"{low}-{high}"
    exact = _EXACT.get((low, high))
    key = exact or ("origins_few" if _FEW <= high % _HUNDRED < _MANY else "origins_many")
    return word["origins_few" if high == 2 and not exact else key].format(number)


def json_lines(rows: Iterable[object]) -> Iterator[bytes]:
    """Any of these values, one JSON object a line."""
    for row in rows:
        made = plain_story(row) if isinstance(row, Story) else plain(row)
        yield to_json(made) + b"\n"


def csv_lines(rows: Iterable[object], kind: type) -> Iterator[bytes]:
    """Rows of one kind (claims, propositions, sources, stories) as CSV, with a head line."""
    columns = _COLUMNS[kind]
    yield MARK + csv_row(columns)
    for row in rows:
        flat = _flat(row)
        yield csv_row([cell(flat.get(name)) for name in columns])


def _lines(width: int, words: Words, screen: bool) -> Lines:
    rtl = words.direction == "rtl"
    return Lines(width, words.word["comma"], screen=screen, rtl=rtl)


def _flat(row: object) -> dict[str, Any]:
    """A row with one value for a cell each; several are put side by side."""
    if isinstance(row, Story):
        told = plain_story(row)
        labels = {f"label_{lang}": label for lang, label in told["labels"].items()}
        counts = {name: len(told[name]) for name in ("reports", "open")}
        return {**told, **labels, **counts, "propositions": len(told["timeline"])}
    found = plain(row)
    found |= found.pop("independent", {})
    return {
        key: "; ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in found.items()
    }


def _head(lines: Lines, row: PropositionRow, names: Names) -> None:
    words = names.words
    standing = words.table["standing"][row.standing.value]
    lines.facts((row.id, standing, tell_origins(row.independent, words.lang), *_days(row)))
    lines.text(row.gloss, 2)
    if row.outlets:
        lines.names(words.word["outlets"], [names.of(one) or one for one in row.outlets], 2)
    if row.denied_by:
        lines.names(words.word["denied_by"], [names.of(one) or one for one in row.denied_by], 2)


def _days(row: PropositionRow) -> tuple[str, ...]:
    if row.first is None:
        return ()
    return (row.first if row.last in (None, row.first) else f"{row.first} – {row.last}",)


def _reasons(lines: Lines, reasons: Iterable[Reason], indent: int, names: Names) -> None:
    for reason in reasons:
        label, text = spoken(reason, names)
        lines.text(f"– {label}: {text}", indent)


def _section(lines: Lines, word: str, count: int) -> None:
    lines.gap()
    lines.facts((f"{word} ({count})",))


def _origin(lines: Lines, origin: Origin, names: Names) -> None:
    words = names.words
    kind = words.table["kind"][origin.kind.value]
    stated = words.word["self_stated"] if origin.self_stated else None
    name = None if origin.name is None else names.of(origin.name, origin.entity)
    lines.text(name or words.word["unnamed"], 2)
    owner = origin.owner and names.of(origin.owner)
    facts = dict.fromkeys((kind, stated, owner))
    lines.facts((*facts, f"×{len(origin.statements)}"), 4)
    voices = [names.of(one) or one for one in origin.names if one != origin.name]
    if voices:
        lines.names(words.word["via"], voices, 4)
    lines.names(words.word["statements"], origin.statements, 4)


def _circles(lines: Lines, view: PropositionView, names: Names) -> None:
    words = names.words
    if view.circles:
        _section(lines, words.word["circles"], len(view.circles))
    for circle in view.circles:
        ring = [names.of(one) or one for one in (*circle.outlets, circle.outlets[0])]
        lines.chain(ring, words.word["arrow"], 2)
        lines.facts((f"{words.word['closed']} {circle.closed or words.word['date_unknown']}",), 4)


def _drift(lines: Lines, view: PropositionView, names: Names) -> None:
    words = names.words
    if view.drift:
        _section(lines, words.word["drift"], len(view.drift))
    for one in view.drift:
        kind = words.table["drifting"][one.kind.value]
        lines.facts((kind, f"{one.earlier} {words.word['arrow']} {one.later}"), 2)
        lines.text(tell_drift(one, names), 4)


def _bonds(lines: Lines, bonds: Sequence[BondRow], names: Names) -> None:
    words = names.words
    if bonds:
        _section(lines, words.word["bonds"], len(bonds))
    for bond in bonds:
        table = words.table["relation_here" if bond.here else "relation"]
        lines.facts((table[bond.relation.value], bond.other), 2)
        lines.text(bond.gloss, 4)
        if bond.by:
            lines.names(words.word["source"], [names.of(one) or one for one in said_by(bond.by)], 4)
        if bond.behalf:
            lines.names(words.word["behalf"], (names.of(bond.behalf) or bond.behalf,), 4)
        _reasons(lines, bond.reasons, 4, names)


def _member(lines: Lines, member: Member, names: Names) -> None:
    words = names.words
    signs = (
        words.table["stance"][member.stance.value],
        words.word["hedged"] if member.hedged else None,
        words.word["withdrawn"] if member.withdrawn else None,
    )
    lines.facts((member.day or words.word["date_unknown"], *signs, member.id, member.document), 2)
    chain = [name or words.word["unnamed"] for name in voices_of(member, names)]
    lines.chain(chain, words.word["arrow"], 4)
    lines.text(member.text, 6)


def _story(lines: Lines, story: Story, words: Words) -> None:
    first, last = _iso(story.first), _iso(story.last)
    days = first if first == last else f"{first} – {last}"
    lines.text(story.labels.get(words.lang) or next(iter(story.labels.values()), story.id), 0)
    counts = {
        "propositions": len(story.timeline),
        "reports": len(story.reports),
        "open_contradictions": len(story.open),
    }
    told = (f"{words.word[key]}: {count}" for key, count in counts.items())
    lines.facts((story.id, days, *told), 2)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _source(lines: Lines, row: SourceRow, words: Words) -> None:
    lines.text(Names(words).of(row.name, row.id) or row.name, 0)
    kind = words.table["kind"].get(row.kind, row.kind)
    grade = _BETWEEN.join(part for part in (row.grade, grade_words(row.grade, words)) if part)
    lines.facts((row.id, kind, grade or words.word["not_graded"]), 2)
    lines.facts(tuple(_record(row, words)), 2)


def _record(row: SourceRow, words: Words) -> Iterator[str]:
    counts = {
        "claims_told": row.claims,
        "propositions": row.propositions,
        "denied": row.denied,
        "contradicted": row.contradicted,
        "confirmed": row.confirmed,
        "corroborated": row.corroborated,
        "withdrawn": row.withdrawn,
    }
    yield from (f"{words.word[name]}: {count}" for name, count in counts.items())


def _grade(lines: Lines, one: GradeRow, words: Words, *, general: bool = True) -> None:
    grade = _BETWEEN.join(part for part in (one.grade, grade_words(one.grade, words)) if part)
    subject = one.subject or (words.word["in_general"] if general else None)
    if subject is not None:
        subject = words.table["event_type"].get(subject) or Names(words).of(subject) or subject
    lines.facts((one.at, one.person, subject, grade or words.word["taken_back"]), 2)
    if one.comment:
        lines.text(one.comment, 4)
