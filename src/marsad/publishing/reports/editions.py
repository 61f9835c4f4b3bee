"""Two editions of a report side by side, in words: what went, what came, what was put otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from marsad.publishing.reports.keeping import Side
from marsad.publishing.reports.markdown import wording
from marsad.publishing.reports.nouns import Draft
from marsad.publishing.visible import one_line

_LIKE = 0.6  # of the words of two sentences, to be one that was put in other words
_WIDE = 400  # sentences of one change that are paired by likeness; the work grows with the square


class Difference(NamedTuple):
    """A line of one edition or the other; both where it was put in other words.

    ``what`` is title, author, date, heading or sentence, ``section`` the heading that it is under.
    """

    what: str
    section: str | None
    before: str | None
    after: str | None


class _Line(NamedTuple):
    what: str
    section: str | None
    text: str


def compare(before: Draft, after: Draft) -> tuple[Difference, ...]:
    """All differences, in the order of the texts."""
    return (*_heads(before, after), *_bodies(before, after))


def tell_differences(found: Iterable[Difference], before: Side, after: Side) -> str:
    """The differences in the language of the report, with - what was, and + what is."""
    words = wording(after.draft.lang)
    lines = [f"--- {_called(before, words)}", f"+++ {_called(after, words)}"]
    section, some = None, False
    for one in found:
        some = True
        if one.what == "sentence" and one.section != section:
            section = one.section
            lines.append(f"\n{one_line(section or '')}")
        mark = "" if one.what == "sentence" else f"{words.get(one.what, one.what)}: "
        lines += (f"{sign} {mark}{text}" for sign, text in _signed(one))
    if not some:
        lines.append(words["same"])
    return "\n".join(lines) + "\n"


def _called(side: Side, words: dict[str, str]) -> str:
    return words["draft"] if side.version is None else f"{words['version']} {side.version}"


def _signed(one: Difference) -> Iterator[tuple[str, str]]:
    if one.before is not None:
        yield "-", one_line(one.before)
    if one.after is not None:
        yield "+", one_line(one.after)


def _heads(before: Draft, after: Draft) -> Iterator[Difference]:
    pairs = (
        ("title", before.title, after.title),
        ("author", before.author, after.author),
        ("date", before.day, after.day),
    )
    yield from (Difference(what, None, one, two) for what, one, two in pairs if one != two)


def _bodies(before: Draft, after: Draft) -> Iterator[Difference]:
    one, two = list(_lines(before)), list(_lines(after))
    matcher = SequenceMatcher(
        None, [(a.what, a.text) for a in one], [(b.what, b.text) for b in two], autojunk=False
    )
    for what, left, left_end, right, right_end in matcher.get_opcodes():
        if what != "equal":
            yield from _changed(one[left:left_end], two[right:right_end])


def _changed(gone: list[_Line], come: list[_Line]) -> Iterator[Difference]:
    """Lines that went and came, those that are alike as one that was put otherwise."""
    left = list(come) if len(gone) * len(come) <= _WIDE * _WIDE else []
    rest = [] if left or not come else list(come)
    for line in gone:
        like = [(_likeness(line.text, other.text), other) for other in left]
        best = max(like, key=lambda one: one[0], default=None)
        if best is not None and best[0] >= _LIKE and best[1].what == line.what:
            left.remove(best[1])
            yield Difference(line.what, best[1].section, line.text, best[1].text)
        else:
            yield Difference(line.what, line.section, line.text, None)
    yield from (Difference(one.what, one.section, None, one.text) for one in (*left, *rest))


def _likeness(one: str, other: str) -> float:
    """The share of words that both have in the same order."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _lines(draft: Draft) -> Iterator[_Line]:
    for section in draft.sections:
        yield _Line("heading", None, section.heading)
        yield from (_Line("sentence", section.heading, one.text) for one in section.sentences)
