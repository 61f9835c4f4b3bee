"""Written forms of one or several words, found at a token of a page with its proclitics peeled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import compress, count, filterfalse
from typing import Any, Generic, NamedTuple, TypeVar

from marsad.packs.memory import Memory
from marsad.packs.pack import Pack

T = TypeVar("T")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_JOINTS = frozenset("-_–./'’#")  # between the words of one name
_KEPT = 200_000  # words remembered before the memory is emptied


def first_word(key: str) -> str:
    """The first word of a folded form."""
    found = _WORD.search(key)
    return found[0] if found else ""


class Found(NamedTuple, Generic[T]):
    """A form that stands at tokens ``first`` to ``end`` (exclusive), ``cut`` letters peeled."""

    first: int
    end: int
    cut: int
    values: tuple[T, ...]


class _Start(NamedTuple, Generic[T]):
    """A word with ``cut`` letters peeled: the forms that it begins by their further words, and
    those words by the first of them, the longest first."""

    cut: int
    forms: dict[tuple[str, ...], tuple[T, ...]]
    behind: dict[str, tuple[tuple[str, ...], ...]]


class Peeler:
    """What a word may be without the letters that a language glues to it; answers are kept."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        # Pairs of the number of letters peeled and the rest; the word as it stands first.
        self.peel = Memory(lambda key: tuple(self._peel(key))).__getitem__
        self._last: tuple[tuple[str, ...], dict[str, list[str]]] = ((), {})

    def whole(self, keys: tuple[str, ...]) -> dict[str, list[str]]:
        """From what each word may be to the words that may be it; marks left out.

        The last answer is kept, since all phrasebooks ask for the words of the same page.
        """
        if keys != self._last[0]:
            found: dict[str, list[str]] = {}
            for key in keys:
                for _, rest in self.peel(key) if key[0].isalpha() else ():
                    found.setdefault(rest, []).append(key)
            self._last = (keys, found)
        return self._last[1]

    def _peel(self, key: str) -> Iterator[tuple[int, str]]:
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


class Shelf:
    """The phrasebooks of a pack that look for their forms in whole pages, in one pass for all."""

    def __init__(self, pack: Pack) -> None:
        self.peeler = Peeler(pack)
        self._books: list[Phrasebook[Any]] = []
        self._known: dict[str, None] = {}  # the words of all pages so far
        self._begun: dict[str, tuple[int, ...]] = {}  # by a word, the books where it begins a form
        self._last: tuple[Sequence[str], list[list[int]]] = ((), [])

    def add(self, book: Phrasebook[Any]) -> int:
        """The number of one more book."""
        self._books.append(book)
        number = len(self._books) - 1
        self._learn(number, tuple(self._known))
        self._last = ((), [])
        return number

    def places(self, number: int, keys: Sequence[str]) -> list[int]:
        """The tokens that begin a form of a book; those of one page are looked up together."""
        last = self._last
        if last[0] is not keys:
            last = self._last = (keys, self._look(keys))
        return last[1][number]

    def _look(self, keys: Sequence[str]) -> list[list[int]]:
        if len(self._known) >= _KEPT:
            self._forget()
        fresh = tuple(dict.fromkeys(filterfalse(self._known.__contains__, keys)))
        if fresh:
            self._meet(fresh)
        found: list[list[int]] = [[] for _ in self._books]
        begun = self._begun
        for at in compress(count(), map(begun.__contains__, keys)):
            for number in begun[keys[at]]:
                found[number].append(at)
        return found

    def _forget(self) -> None:
        self._known.clear()
        self._begun.clear()
        for book in self._books:
            book.forget()

    def _meet(self, fresh: tuple[str, ...]) -> None:
        self._known.update(dict.fromkeys(fresh))
        for number in range(len(self._books)):
            self._learn(number, fresh)

    def _learn(self, number: int, words: tuple[str, ...]) -> None:
        for word in self._books[number].learn(words):
            self._begun[word] = (*self._begun.get(word, ()), number)


@cache
def shelf(pack: Pack) -> Shelf:
    """The one shelf of a pack, that all its phrasebooks share."""
    return Shelf(pack)


class Phrasebook(Generic[T]):
    """Forms by their folded words. ``find`` gives the longest form that begins at a token.

    ``further`` gives, folded, more forms that begin with one of some words; it is asked for the
    words that a text brings, so that a long list need not be read to find a few.
    """

    def __init__(
        self,
        forms: Iterable[tuple[str, T]],
        pack: Pack,
        further: Callable[[Iterable[str]], Iterable[tuple[str, T]]] | None = None,
    ) -> None:
        pairs = list(forms)
        self._table: dict[str, dict[tuple[str, ...], tuple[T, ...]]] = {}
        for key, (_, value) in zip(
            pack.folding.keys([form for form, _ in pairs]), pairs, strict=True
        ):
            self._add(key, value)
        self._table.pop("", None)
        self._further = further
        self._longer: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
        self._shelf, self._number = shelf(pack), -1
        self.peel = self._shelf.peeler.peel
        self._asked: set[str] = set()  # words that were looked at alone
        self._starts: dict[str, tuple[_Start[T], ...]] = {}
        self._then: dict[str, frozenset[str]] = {}  # what has to follow, where no word stands alone

    def _add(self, key: str, value: T) -> None:
        behind: tuple[str, ...] = ()
        if not key.isalpha():  # several words
            key, *rest = _WORD.findall(key) or [""]
            behind = tuple(rest)
        some = self._table.get(key)
        if some is None:
            self._table[key] = {behind: (value,)}
        elif behind not in some:
            some[behind] = (value,)
        elif value not in some[behind]:
            some[behind] = (*some[behind], value)

    def find(self, keys: Sequence[str], at: int, limit: int) -> Found[T] | None:
        """The longest form that begins at token ``at``; of equals the one with least peeled."""
        key = keys[at]
        starts = self._starts.get(key)
        if starts is None:
            if key in self._asked:
                return None
            starts = self._ask(key)
        then = at + 1
        while then < limit and keys[then] in _JOINTS:
            then += 1
        following = keys[then] if then < limit else ""
        best: Found[T] | None = None
        for cut, forms, behind in starts:
            more = behind.get(following, ())
            rest, end = _longest(keys, then, limit, more) if more else ((), 0)
            end = end or at + 1  # the word alone
            if rest in forms and (best is None or end > best.end):
                best = Found(at, end, cut, forms[rest])
        return best

    def positions(self, keys: Sequence[str]) -> list[int]:
        """The tokens at which a form may begin; quick, since most words begin none."""
        if self._number < 0:
            self._number = self._shelf.add(self)
        then, last = self._then, len(keys) - 1
        return [
            at
            for at in self._shelf.places(self._number, keys)
            if (needed := then.get(keys[at])) is None or (at < last and keys[at + 1] in needed)
        ]

    def _ask(self, key: str) -> tuple[_Start[T], ...]:
        """The forms that a word begins, which may be of no page so far."""
        if len(self._asked) >= _KEPT:
            self._asked.clear()
        self._asked.add(key)
        self.learn((key,))
        return self._starts.get(key, ())

    def forget(self) -> None:
        """Begin anew with what words begin."""
        self._asked.clear()
        self._starts.clear()
        self._then.clear()

    def learn(self, words: tuple[str, ...]) -> set[str]:
        """Those of some words that begin a form, which are remembered."""
        whole = self._shelf.peeler.whole(words)
        if self._further is not None:
            for form, value in self._further(whole):
                self._add(form, value)
        table = self._table
        begun = {key for rest in table.keys() & whole.keys() for key in whole[rest]}
        for key in begun:
            if key in self._starts:
                continue
            self._learn(key, [one for one in self.peel(key) if one[1] in table])
        return begun

    def _learn(self, key: str, options: list[tuple[int, str]]) -> None:
        """Remember the forms that a word begins."""
        table = self._table
        starts = tuple([_Start(cut, table[one], self._behind(one)) for cut, one in options])
        self._starts[key] = starts
        if not any(() in start.forms for start in starts):
            self._then[key] = _JOINTS.union(*(start.behind for start in starts))

    def _behind(self, first: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The longer forms that begin with a word, by their second one, the longest first."""
        found = self._longer.get(first)
        if found is None:
            by_second: dict[str, list[tuple[str, ...]]] = {}
            for rest in self._table[first]:
                if rest:
                    by_second.setdefault(rest[0], []).append(rest)
            found = {
                second: tuple(sorted(some, key=len, reverse=True))
                for second, some in by_second.items()
            }
            self._longer[first] = found
        return found


def _longest(
    keys: Sequence[str], then: int, limit: int, more: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], int]:
    """The longest of some further words that stand at token ``then``, and the token behind; 0 where
    none does."""
    for rest in more:
        end = _match(keys, then, limit, rest)
        if end:
            return rest, end
    return (), 0


def _match(keys: Sequence[str], at: int, limit: int, rest: tuple[str, ...]) -> int:
    """The token behind ``rest`` from token ``at`` on, joints skipped; 0 if it stands not there."""
    for word in rest:
        while at < limit and keys[at] in _JOINTS:
            at += 1
        if at >= limit or keys[at] != word:
            return 0
        at += 1
    return at
