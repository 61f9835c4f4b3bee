"""What people type into a search, as a tree.

Words side by side must all be there; ``OR`` binds closer than that; a minus forbids; quotation
marks hold words together; ``=`` asks for a word as it is written; brackets group. A field and a
colon ask for more than words: ``source:``, ``before:``. docs/search.md explains it to readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from marsad.archive.search.fields import CLOSED, DATES, load_vocabulary
from marsad.text.words import index_words

MOST_WORDS = 500
_MOST_LETTERS = 20_000  # so many that 500 words of any language fit
_DEEPEST = 20  # brackets in brackets; FTS5 takes 256 levels
_UNSEEN = "\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_PARTING = re.compile(rf"(?<=\w)[{_UNSEEN}]+(?=\w)|[\x00-\x1f\x7f-\x9f\ud800-\udfff،؛؟;]|,(?!\d)")
_DROPPED = re.compile(f"[{_UNSEEN}]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟″＂❝❞", '"'),
        **dict.fromkeys("：﹕∶", ":"),
        "−": "-",
        "（": "(",
        "）": ")",
    }
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_FIELD = re.compile(r"([^\W\d_]+):(\s*)")
_VALUE = re.compile(r'"([^"]*)"|[^\s()"]+')
_WORD = re.compile(r'[^\s()"]+')
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_PLAIN = re.compile(r'[^\W_][^\s()":]*')
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; ``quoted`` are no name, ``exact`` as written."""

    text: str
    quoted: bool = False
    exact: bool = False

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.quoted or not _PLAIN.fullmatch(self.text) else self.text
        return f"={text}" if self.exact else text


@dataclass(frozen=True, slots=True)
class Field:
    """A field and what it asks for: a name, or a word of its closed set."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{_printed(self.value)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    part: Node

    def __str__(self) -> str:
        return f"-{_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class All:
    """All parts must be there."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """One of the parts must be there."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(part) for part in self.parts)


Node: TypeAlias = Term | Field | Not | All | Any


class Days(NamedTuple):
    """Days of publication as ``date.toordinal`` counts them; the last is not among them."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A search: what must be in it, the dates, and whether replaced texts are wanted.

    ``str`` gives a text that parses to an equal query.
    """

    root: All
    dates: tuple[Field, ...] = ()
    versions: bool = False

    @property
    def days(self) -> Days | None:
        """The days that are meant; ``None`` where no date is asked for."""
        if not self.dates:
            return None
        first, end = 1, date.max.toordinal() + 1
        for asked in self.dates:
            days = _days(asked)
            first, end = max(first, days.first), min(end, days.end)
        return Days(first, end)

    def asks_for(self, field: str, value: str) -> bool:
        """Whether a field with this value stands anywhere in the query."""
        return any(node == Field(field, value) for node in _nodes(self.root))

    def __str__(self) -> str:
        parts = [str(self.root), *map(str, self.dates), "version:all" if self.versions else ""]
        return " ".join(part for part in parts if part)


def parse_query(typed: str) -> Query:
    """The query that a person typed; of nothing, the one that everything answers.

    Raises:
        ValueError: a field, a date or a value that there is not, a quotation mark or a bracket
            that stays open, too many words, or signs only; one line that names the remedy.
    """
    if len(typed) > _MOST_LETTERS:
        raise ValueError(f"a search of {len(typed):,} letters; {_MOST_LETTERS:,} at most")
    text = _DROPPED.sub("", _PARTING.sub(" ", typed)).translate(_SAME)
    root = _Parser(text).parse()
    parts = root.parts
    dates = tuple(part for part in parts if isinstance(part, Field) and part.name in DATES)
    versions = tuple(part for part in parts if part == Field("version", "all"))
    kept = tuple(part for part in parts if part not in dates and part not in versions)
    query = Query(All(kept), dates, bool(versions))
    _check(query, typed)
    return query


def _check(query: Query, typed: str) -> None:
    nodes = list(_nodes(query.root))
    for node in nodes:
        if isinstance(node, Field) and (node.name in DATES or node.name == "version"):
            raise ValueError(
                f"{node}: holds for the whole search; write it outside of brackets and OR, "
                "without a minus"
            )
    size = sum(len(node.text.split()) for node in nodes if isinstance(node, Term))
    if size > MOST_WORDS or len(nodes) > 2 * MOST_WORDS:
        raise ValueError(f"a search of {size:,} words; {MOST_WORDS} at most")
    if typed.strip() and not (nodes[1:] or query.dates or query.versions):
        raise ValueError(
            f'"{typed.strip()[:40]}": no word in it; type one letter or digit at least'
        )


class _Parser:
    """Reads a text from left to right, by the grammar above."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._words = load_vocabulary()

    def parse(self) -> All:
        root = self._all(0)
        if self._at < len(self._text):
            raise ValueError('a closing bracket without its opening one: take away ")"')
        return root if isinstance(root, All) else All((root,))

    def _all(self, depth: int) -> Node:
        """Parts side by side, up to the end or a closing bracket."""
        if depth > _DEEPEST:
            raise ValueError(f"brackets {depth} deep; {_DEEPEST} at most")
        groups: list[list[Node]] = []
        joined = False
        while self._skip() and self._text[self._at] != ")":
            word = self._joining()
            if word == "or" and (joined or not groups):
                raise ValueError('OR stands between two words; as a word, write "OR" in quotes')
            joined = joined or word == "or"
            if word is not None:
                continue
            part = self._part(depth)
            if part is not None:
                groups[-1].append(part) if joined else groups.append([part])
                joined = False
        if joined:
            raise ValueError('OR stands between two words; as a word, write "OR" in quotes')
        return _joined(All, [_joined(Any, group) for group in groups])

    def _skip(self) -> bool:
        """Go on to the next sign that is no space; whether there is one."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _joining(self) -> str | None:
        word = _WORD.match(self._text, self._at)
        found = self._words.joining.get(word.group()) if word else None
        if word and found:
            self._at = word.end()
        return found

    def _part(self, depth: int) -> Node | None:
        """One part with its minus; nothing where there are only signs."""
        sign = self._text[self._at]
        if sign == "-":
            self._at += 1
            if self._at == len(self._text) or self._text[self._at].isspace():
                return None
            if self._text[self._at] == ")":
                return None
            part = self._part(depth)
            return None if part is None else part.part if isinstance(part, Not) else Not(part)
        if sign == "(":
            return self._bracket(depth)
        if sign == "=":
            self._at += 1
            term = self._term() if self._at < len(self._text) else None
            return Term(term.text, term.quoted, True) if term else None
        return self._field() or self._term()

    def _bracket(self, depth: int) -> Node | None:
        self._at += 1
        inside = self._all(depth + 1)
        if self._at >= len(self._text):
            raise ValueError('a bracket stays open: add ")"')
        self._at += 1
        return None if inside == All(()) else inside

    def _term(self) -> Term | None:
        if self._text[self._at] == '"':
            return self._quotation()
        word = _WORD.match(self._text, self._at)
        if word is None:
            return None
        self._at = word.end()
        text = _EDGES.sub("", word.group()).replace(":", ".")
        if not index_words(text).norm:
            return None
        return Term(text, quoted=text in self._words.joining)

    def _quotation(self) -> Term | None:
        end = self._text.find('"', self._at + 1)
        if end < 0:
            raise ValueError("a quotation mark stays open: close it, or take it away")
        text = " ".join(self._text[self._at + 1 : end].split())
        self._at = end + 1
        return Term(text, quoted=True) if index_words(text).norm else None

    def _field(self) -> Field | None:
        """A field with its value. Before a space, the colon of another word is a sign."""
        found = _FIELD.match(self._text, self._at)
        if found is None:
            return None
        name = self._words.field(found[1])
        if name is None:
            if found[2] or found.end() == len(self._text):
                return None
            raise ValueError(
                f'no field is called "{found[1]}:"; there are '
                f"{', '.join(dict.fromkeys(self._words.fields.values()))}; words with a colon "
                "stand in quotes"
            )
        self._at = found.end()
        return Field(name, self._value(name))

    def _value(self, name: str) -> str:
        found = _VALUE.match(self._text, self._at)
        if found is None and self._text[self._at : self._at + 1] == '"':
            raise ValueError("a quotation mark stays open: close it, or take it away")
        written = (found[1] if found[1] is not None else found[0]) if found else ""
        value = " ".join(_EDGES.sub("", written).split())
        if found is None or not index_words(value).norm:
            raise ValueError(f'{name}: names nothing; write {name}:word or {name}:"two words"')
        self._at = found.end()
        return _settle(name, value)


def _settle(name: str, value: str) -> str:
    """The value of a field as the archive writes it."""
    if name in DATES:
        value = value.translate(_DIGITS)
        _days(Field(name, value))
    elif name in CLOSED:
        known = load_vocabulary().values[name]
        settled = known.get(index_words(value).norm)
        if settled is None:
            there = ", ".join(dict.fromkeys(known.values()))
            raise ValueError(f'{name}: takes no "{value}"; there are {there}')
        return settled
    elif name == "lang" and not re.fullmatch(r"[A-Za-z]{2,3}", value):
        raise ValueError(f'lang: takes a code of two or three letters, no "{value[:40]}"')
    return value


def _days(asked: Field) -> Days:
    """The days that a date field leaves: a day, a month or a year, and what is before or after.

    ``before`` ends where the time begins that is named, ``after`` begins with it: so that *after
    June, before July* is June.
    """
    found = _DATE.fullmatch(asked.value)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in found.groups())
        first = date(year, month or 1, day or 1).toordinal()
    except ValueError:
        raise ValueError(
            f'{asked.name}: takes no "{asked.value[:40]}"; write 2017-06-08, 2017-06 or 2017'
        ) from None
    last = date.max.toordinal() + 1
    if asked.name == "before":
        return Days(1, first)
    if asked.name == "after":
        return Days(first, last)
    return Days(first, _next(year, month, day))


def _next(year: int, month: int, day: int) -> int:
    """The day behind a day, a month or a year."""
    if day:
        return date(year, month, day).toordinal() + 1
    if not month or month == 12:
        return date(year, 12, 31).toordinal() + 1
    return date(year, month + 1, 1).toordinal()


def _joined(kind: type[All] | type[Any], parts: list[Node]) -> Node:
    """Parts under one node; those of a part of the same kind beside the others."""
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from _nodes(part)
    elif isinstance(node, Not):
        yield from _nodes(node.part)


def _grouped(node: Node) -> str:
    return f"({node})" if isinstance(node, All | Any) else str(node)


def _printed(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{value}"'
