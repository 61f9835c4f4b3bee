"""Number words of a language beyond those of its calendar, from a pack's ``counts.toml``.

What ``times.toml`` lists (cardinals, ordinals, fractions, units of time, *about* and *more than*)
is not listed again: one table leads to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from marsad.packs.pack import Pack, read_table
from marsad.packs.times import Entry, Form, Kind, TimeWords, Writer

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_SIDES = frozenset({"about", "more", "less"})
_NOUNS = frozenset({"next", "plural"})
_COUNTING = frozenset({Kind.CARDINAL, Kind.SCALE, Kind.MANY})
_PLAIN: dict[str, Kind] = {
    "several": Kind.SEVERAL,
    "labels": Kind.LABEL,
    "ages": Kind.AGE,
    "others": Kind.OTHERS,
    "further": Kind.FURTHER,
    "changes": Kind.CHANGE,
}
_VALUED: dict[str, Kind] = {
    "scales": Kind.SCALE,
    "glued": Kind.GLUED,
    "many": Kind.MANY,
    "construct": Kind.CONSTRUCT,
}
_SIDED: dict[str, Kind] = {"before": Kind.APPROXIMATION, "behind": Kind.BEHIND}
_NAMED: dict[str, Kind] = {"measures": Kind.MEASURE, "tallies": Kind.TALLY}
_DUAL = frozenset({"feminine", "singular", "masculine", "nouns", "plain", "never", "leaning"})
_KEYS = frozenset({*_PLAIN, *_VALUED, *_SIDED, "measures", "tallies", "noun", "dotted"})
_KEYS |= {
    "dual",
    "plurals",
    "never_one",
    "no_nouns",
    "no_start",
    "nouns",
    "never",
    "passed",
    "decimal",
    "no_ends",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """The words of counts of one language, folded.

    ``words`` holds them with those of the calendar; ``noun`` says which word behind a number is
    counted: the ``next``, or the last of the first ``plural``; ``plurals`` are such without the
    ending of one. ``dotted``: three digits behind a dot make a thousand;
    ``decimal`` may stand for the dot. ``duals`` lead from the
    written dual to its noun; ``never_dual`` only looks like one. Beside ``never_one`` a *one* is no
    count, and in a language with duals it counts ``people`` alone. ``never`` are written words
    (level 1) that look like a number when folded. ``no_nouns`` are never counted, nor are words
    that begin like ``no_start`` or end like ``no_ends``, but for ``nouns`` and nouns of
    ``roles.toml``; ``passed`` stand before a counted noun.
    """

    words: TimeWords
    counting: frozenset[str]
    noun: str
    dotted: bool
    decimal: str
    plurals: frozenset[str]
    never_one: frozenset[str]
    no_nouns: frozenset[str]
    no_start: tuple[str, ...]
    no_ends: tuple[str, ...]
    nouns: frozenset[str]
    passed: frozenset[str]
    duals: dict[str, str]
    dual_endings: tuple[str, ...]
    dual_shape: re.Pattern[str] | None
    singular: str
    leaning: tuple[str, ...]
    never_dual: frozenset[str]
    never: frozenset[str]
    people: frozenset[str]

    def may_hold(self, folded: str) -> bool:
        """Whether a folded text holds a digit or a word of number; quick, for most do not."""
        if _DIGIT.search(folded):
            return True
        if not self.counting.isdisjoint(_WORD.findall(folded)):
            return True
        return self.dual_shape is not None and self.dual_shape.search(folded) is not None


@cache
def load_counts(pack: Pack) -> CountWords:
    """The words of counts of a pack; without a ``counts.toml`` those of its calendar.

    Raises:
        ValueError: a key is unknown or of the wrong sort; the message names it.
    """
    table = read_table(pack, "counts")
    dual = table.get("dual", {})
    try:
        _check(table)
        forms = list(_forms(table))
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{pack.lang}/counts.toml: {error}") from error
    writer = _writer(pack)
    entries = {key: list(found) for key, found in pack.times.table.items()}
    for form in forms:
        for key, entry in writer.spellings(form):
            entries.setdefault(key, []).append(entry)
    words = replace(pack.times, table=_longest_first(entries), memory={})
    duals = dict(_duals(dual, writer))
    endings = tuple(writer.plain(dual.get("feminine", ())))
    shape = rf"(?:{'|'.join(map(re.escape, endings))})(?![^\W\d_])"
    counting = {key for key, found in words.table.items() if any(map(_counts, found))}
    return CountWords(
        words=words,
        counting=frozenset(counting | duals.keys()),
        noun=table.get("noun", "next"),
        decimal=table.get("decimal", ""),
        dotted=bool(table.get("dotted", False)),
        plurals=frozenset(writer.plain(table.get("plurals", ()))),
        never_one=frozenset(writer.plain(table.get("never_one", ()))),
        no_nouns=writer.keys(table.get("no_nouns", ())),
        no_start=tuple(writer.plain(table.get("no_start", ()))),
        no_ends=tuple(writer.plain(table.get("no_ends", ()))),
        passed=frozenset(writer.plain(table.get("passed", ()))),
        nouns=frozenset(writer.plain(table.get("nouns", ()))),
        duals=duals,
        dual_endings=endings,
        dual_shape=re.compile(shape) if endings else None,
        singular="".join(writer.plain([dual["singular"]])) if "singular" in dual else "",
        leaning=tuple(writer.plain(dual.get("leaning", ()))),
        never_dual=writer.keys(dual.get("never", ())),
        never=frozenset(pack.folding.clean(word).text for word in table.get("never", ())),
        people=frozenset(duals.values()),
    )


def _check(table: dict[str, Any]) -> None:
    _only("the file", table, _KEYS)
    _only("dual", table.get("dual", {}), _DUAL)
    for name in _SIDED:
        _only(name, table.get(name, {}), _SIDES)
    if table.get("noun", "next") not in _NOUNS:
        raise ValueError(f"noun is one of {', '.join(sorted(_NOUNS))}")


def _only(name: str, table: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := table.keys() - known:
        raise ValueError(f"{name} has no key called {', '.join(sorted(unknown))}")


def _counts(entry: Entry) -> bool:
    return entry.kind in _COUNTING


def _writer(pack: Pack) -> Writer:
    given = read_table(pack, "times")
    plain: dict[str, Any] = {"article": "", "proclitics": (), "contractions": (), "exact": ()}
    return Writer({**plain, **given}, pack.folding)


def _longest_first(entries: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {
        key: tuple(sorted(dict.fromkeys(found), key=lambda e: (-len(e.rest), len(e.clitic))))
        for key, found in entries.items()
    }


def _forms(table: dict[str, Any]) -> Iterator[Form]:
    for name, kind in _PLAIN.items():
        yield from (Form(word, kind, True) for word in table.get(name, ()))
    for name, kind in _VALUED.items():
        for value, words in table.get(name, {}).items():
            yield from (Form(word, kind, int(value)) for word in words)
    for name, kind in (_SIDED | _NAMED).items():
        for side, words in table.get(name, {}).items():
            yield from (Form(word, kind, side) for word in words)


def _duals(dual: dict[str, Any], writer: Writer) -> Iterable[tuple[str, str]]:
    """Each way to write the dual of a listed noun, and the noun as it stands alone."""
    endings = dual.get("masculine", ())
    for name, some in (("nouns", endings), ("plain", endings[:1])):
        for noun in dual.get(name, ()):
            for ending in some:
                for key in writer.keys([noun + ending]):
                    yield key, writer.plain([noun])[0]
