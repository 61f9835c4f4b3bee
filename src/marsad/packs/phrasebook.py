"""Written forms of one or several words, found at a token of a page with its proclitics peeled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from marsad.packs.pack import Pack
from marsad.text.fold import Folding

T = TypeVar("T")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_JOINTS = frozenset("-_–./'’#")  # between the words of one name
_KEPT = 200_000  # words remembered before the memory is emptied


class Found(NamedTuple, Generic[T]):
    """A form that stands at tokens ``first`` to ``end`` (exclusive), ``cut`` letters peeled."""

    first: int
    end: int
    cut: int
    values: tuple[T, ...]


class Phrasebook(Generic[T]):
    """Forms by their folded words. ``find`` gives the longest form that begins at a token."""

    def __init__(self, forms: Iterable[tuple[str, T]], pack: Pack) -> None:
        pairs = list(forms)
        table: dict[str, dict[tuple[str, ...], list[T]]] = {}
        for key, (_, value) in zip(_fold(pairs, pack.folding), pairs, strict=True):
            words = _WORD.findall(key)
            if words:
                found = table.setdefault(words[0], {}).setdefault(tuple(words[1:]), [])
                if value not in found:
                    found.append(value)
        self._table = {
            first: sorted(
                ((rest, tuple(values)) for rest, values in some.items()), key=lambda one: -len(one[0])
            )
            for first, some in table.items()
        }
        self._pack = pack
        self._memory: dict[str, tuple[tuple[int, str], ...]] = {}

    def find(self, keys: Sequence[str], at: int, limit: int) -> Found[T] | None:
        """The longest form that begins at token ``at``; of equals the one with least peeled."""
        key = keys[at]
        options = self._memory.get(key)
        if options is None:
            if len(self._memory) >= _KEPT:
                self._memory.clear()
            options = tuple(one for one in self.peel(key) if one[1] in self._table)
            self._memory[key] = options
        best: Found[T] | None = None
        for cut, first in options:
            found = self._longest(keys, at, limit, first, cut)
            if found is not None and (best is None or found.end > best.end):
                best = found
        return best

    def peel(self, key: str) -> Iterator[tuple[int, str]]:
        """The word as it stands, and without the letters that a language glues to it."""
        yield 0, key
        starts = [0]
        if key[:1] in self._pack.conjunctions and len(key) > 2:
            starts.append(1)
            yield 1, key[1:]
        for lead in starts:
            rest = key[lead:]
            if len(rest) < 3:
                continue
            for written, _, article in self._pack.lexicon.peeling.contracted:
                if rest.startswith(written):
                    yield lead + 1, article + rest[len(written) :]
            if rest[0] in self._pack.glued:
                yield lead + 1, rest[1:]

    def _longest(
        self, keys: Sequence[str], at: int, limit: int, first: str, cut: int
    ) -> Found[T] | None:
        for rest, values in self._table[first]:
            end = _match(keys, at + 1, limit, rest) if rest else at + 1
            if end:
                return Found(at, end, cut, values)
        return None


def _match(keys: Sequence[str], at: int, limit: int, rest: tuple[str, ...]) -> int:
    """The token behind ``rest`` from token ``at`` on, joints skipped; 0 if it stands not there."""
    for word in rest:
        while at < limit and keys[at] in _JOINTS:
            at += 1
        if at >= limit or keys[at] != word:
            return 0
        at += 1
    return at


def _fold(pairs: Sequence[tuple[str, object]], folding: Folding) -> list[str]:
    """The keys of many forms, folded in one go."""
    return folding.key("\n".join(form.replace("\n", " ") for form, _ in pairs)).split("\n")
