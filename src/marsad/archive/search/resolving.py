"""From what is typed to what is looked for: words with their stems, names with their marks.

A word or several that are the name of somebody or of a place are looked for as words *and* as that
name in any role: so the documents of another language are found. In quotation marks they are words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.archive.marks import (
    LANG,
    REPLACED,
    REVIEW,
    ROLES,
    STANCE,
    name_mark,
    outlet_mark,
    word_mark,
)
from marsad.archive.schema import documents, names
from marsad.archive.search.fields import NAMED
from marsad.archive.search.index import CLAIMS
from marsad.archive.search.matching import (
    ANY,
    NORM,
    STEM,
    But,
    Look,
    Plan,
    either,
    every,
    mark,
    wanted,
)
from marsad.archive.search.query import All, Any, Field, Node, Not, Query, Term
from marsad.archive.search.typednames import (
    LONGEST_NAME,
    Known,
    find_entity,
    find_families,
    find_forms,
    find_names,
    find_near,
    find_partly,
)
from marsad.text.stems import stems_of
from marsad.text.words import fold_form, index_words

_KINDS = {  # what a name may be in a text, by its kind
    "actor": ("source", "via", "actor"),
    "place": ("place",),
    "country": ("country",),
    "event": ("event",),
}
_BARE = frozenset({"actor", "place", "country"})  # kinds of names that words alone mean
_OF_CLAIMS = frozenset({"stance", "status"})
_REJECTED = word_mark(REVIEW, "rejected")
_STATES = frozenset({"accepted", "rejected", "corrected", "open"})
_TOLD = 3  # names that a note counts up
_RECENT = 2_000  # documents whose outlets are offered for one that is unknown

Sequences = frozenset[tuple[str, ...]]


class Shown(NamedTuple):
    """What is marked in a passage: runs of folded words, and of stems."""

    norms: Sequences
    stems: Sequences


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is looked for: by stems, as written (for what comes first), and what is marked.

    ``by_words`` says whether any word is looked for; ``notes`` what could not be taken as typed.
    """

    plan: Plan
    as_written: Plan
    shown: Shown
    by_words: bool
    notes: tuple[str, ...]


def resolve(connection: Connection, query: Query, table: str) -> Resolved:
    """What a query looks for in one of the two indexes.

    Raises:
        ValueError: a field is asked of documents that only claims have.
    """
    resolver = _Resolver(connection, table)
    resolver.learn(query.root)
    plan, as_written = (resolver.plan(query.root, written) for written in (False, True))
    left_out = list(_left_out(query, table))
    return Resolved(
        every([plan, *left_out]),
        every([as_written, *left_out]),
        resolver.shown(),
        bool(resolver.norms),
        tuple(dict.fromkeys(resolver.notes)),
    )


def _left_out(query: Query, table: str) -> Iterator[Plan]:
    """Texts that a later one has replaced, and claims that people rejected; unless asked for."""
    if not query.versions:
        yield But(ANY, mark(REPLACED))
    if table == CLAIMS and not query.asks_for("status", "rejected"):
        yield But(ANY, mark(_REJECTED))


@dataclass(slots=True)
class _Resolver:
    """One query on its way: the names in it, what they are, and what was learned underway."""

    connection: Connection
    table: str
    named: dict[str, list[Known]] = field(default_factory=dict)
    valued: dict[Field, list[Known]] = field(default_factory=dict)
    families: dict[int, frozenset[int]] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    norms: dict[tuple[str, ...], None] = field(default_factory=dict)
    stems: dict[tuple[str, ...], None] = field(default_factory=dict)
    meant: set[int] = field(default_factory=set)

    def learn(self, root: Node) -> None:
        """Look up all that may be a name, at once."""
        forms: list[str] = []
        for run in _runs(root):
            forms += [_form(run[:end]) for end in _lengths(run)]
        found = find_names(self.connection, forms) if forms else {}
        self.named = {
            form: [one for one in known if one.kind in _BARE] for form, known in found.items()
        }
        for asked in _fields(root):
            if asked.name in NAMED and asked not in self.valued:
                self.valued[asked] = self._value(asked)
        known = [one for many in (*self.named.values(), *self.valued.values()) for one in many]
        self.families = find_families(self.connection, [one.number for one in known])
        if any(asked.name == "status" for asked in _fields(root)):
            chosen = select(names.c.entity, names.c.number).where(names.c.kind == "status")
            self.statuses = {word: number for word, number in self.connection.execute(chosen)}

    def _value(self, asked: Field) -> list[Known]:
        """The names that the value of a field means; a note where it is not simply one."""
        kinds, form = NAMED[asked.name][0], fold_form(asked.value)
        exact = [one for one in find_names(self.connection, [form])[form] if one.kind in kinds]
        exact += find_entity(self.connection, kinds, asked.value)
        if exact:
            return exact
        partly = find_partly(self.connection, kinds, form)
        if partly:
            self.notes.append(f"{asked}: taken for {_told([one.name for one in partly])}")
            return partly
        near = find_near(self.connection, kinds, form)
        offer = f"; near it: {_told(near)}" if near else ""
        self.notes.append(f"{asked}: no such name here, looked for as words{offer}")
        return []

    def plan(self, node: Node, written: bool, shown: bool = True) -> Plan:
        """What a part of the query looks for; ``written`` for words as they are written."""
        if isinstance(node, Not):
            return But(ANY, self.plan(node.part, False, shown=False))
        if isinstance(node, Any):
            return either(self.plan(part, written, shown) for part in node.parts)
        if isinstance(node, Field):
            return self._field(node, written, shown)
        parts = node.parts if isinstance(node, All) else (node,)
        return every(self._beside(parts, written, shown))

    def _beside(self, parts: Sequence[Node], written: bool, shown: bool) -> Iterator[Plan]:
        """The plans of parts that stand side by side: the longest names among words, first."""
        at = 0
        while at < len(parts):
            part = parts[at]
            if not isinstance(part, Term):
                yield self.plan(part, written, shown)
                at += 1
                continue
            run = _run(parts, at)
            end = next((end for end in _lengths(run) if self.named.get(_form(run[:end]))), 1)
            words = every(self._term(one, written, shown) for one in parts[at : at + end])
            known = self.named.get(_form(run[:end]), []) if run else []
            yield either([words, *self._marks(known, tuple(ROLES), shown)])
            at += end

    def _term(self, term: Node, written: bool, shown: bool) -> Plan:
        assert isinstance(term, Term)
        words = index_words(term.text)
        norm, stem = tuple(words.norm.split()), tuple(words.stem.split())
        if shown:
            self.norms[norm] = None
        if written or term.exact:
            return Look(NORM, norm)
        runs = [(first, *stem[1:]) for first in stems_of(norm[0])]
        if shown:
            self.stems |= dict.fromkeys(runs)
        return either(Look(STEM, run) for run in runs)

    def _marks(self, known: Iterable[Known], roles: Sequence[str], shown: bool) -> list[Plan]:
        """The marks of names, and of all that people merged with them."""
        found: dict[str, None] = {}
        for one in known:
            family = self.families[one.number]
            self.meant |= family if shown else set()
            for number in sorted(family):
                for role in _KINDS[one.kind]:
                    if role in roles:
                        found[name_mark(role, number)] = None
        return [mark(token) for token in found]

    def _field(self, asked: Field, written: bool, shown: bool) -> Plan:
        if asked.name in _OF_CLAIMS and self.table != CLAIMS and asked.value in _closed(asked):
            raise ValueError(f"{asked}: is asked of claims; search among claims, not documents")
        if asked.name in NAMED:
            marks = self._marks(self.valued[asked], NAMED[asked.name][1], shown)
            return either(marks) if marks else self._term(Term(asked.value), written, shown)
        if asked.name == "outlet":
            return self._outlet(asked)
        if asked.name == "lang":
            return mark(word_mark(LANG, asked.value))
        if asked.name == "stance":
            return mark(word_mark(STANCE, asked.value))
        if asked.value in _STATES:
            return mark(word_mark(REVIEW, asked.value))
        return mark(name_mark("status", self.statuses.get(asked.value, 0)))

    def _outlet(self, asked: Field) -> Plan:
        """An outlet under its own name, and under all that an actor of that name is called."""
        form = fold_form(asked.value)
        actors = [one for one in find_names(self.connection, [form])[form] if one.kind == "actor"]
        families = find_families(self.connection, [one.number for one in actors])
        called = find_forms(self.connection, set().union(*families.values())) if families else []
        plan = either([mark(outlet_mark(one)) for one in (form, *called)])
        found = wanted(self.connection, self.table, plan, None)
        statement = found.statement("{found} LIMIT 1")
        if self.connection.execute(statement, found.values).first() is None:
            self.notes.append(f"{asked}: no such outlet here; {self._outlets()}")
        return plan

    def _outlets(self) -> str:
        latest = select(documents.c.outlet).order_by(documents.c.key.desc()).limit(_RECENT)
        there = [one for one in self.connection.execute(latest).scalars() if one]
        return f"there are {_told(sorted(set(there)))}" if there else "none is known"

    def shown(self) -> Shown:
        """All that was looked for and is to be marked, names in every form they have."""
        norms, stems = dict(self.norms), dict(self.stems)
        for form in find_forms(self.connection, self.meant) if self.meant else ():
            words = form.split()
            norms[tuple(words)] = None
            rest = index_words(" ".join(words[1:])).stem.split()
            stems |= dict.fromkeys((first, *rest) for first in stems_of(words[0]))
        return Shown(frozenset(norms), frozenset(stems))


def _closed(asked: Field) -> frozenset[str]:
    """Values of a field that documents have no mark for."""
    return _STATES if asked.name == "status" else frozenset({asked.value})


def _runs(node: Node) -> Iterator[list[Term]]:
    """All runs of bare words that stand side by side."""
    if isinstance(node, Not):
        yield from _runs(node.part)
    elif isinstance(node, Field):
        return
    elif isinstance(node, Term):
        yield from filter(None, [_run([node], 0)])
    elif isinstance(node, Any):
        for part in node.parts:
            yield from _runs(part)
    else:
        for at, part in enumerate(node.parts):
            yield from (
                filter(None, [_run(node.parts, at)]) if isinstance(part, Term) else _runs(part)
            )


def _run(parts: Sequence[Node], at: int) -> list[Term]:
    """The bare words from a part on, so many as a name may have."""
    run: list[Term] = []
    for part in parts[at : at + LONGEST_NAME]:
        if not isinstance(part, Term) or part.quoted or part.exact:
            break
        run.append(part)
    return run


def _lengths(run: Sequence[Term]) -> range:
    """How many words from the first on may be a name: the most first."""
    return range(len(run), 0, -1)


def _form(run: Sequence[Term]) -> str:
    return " ".join(fold_form(term.text) for term in run)


def _fields(node: Node) -> Iterator[Field]:
    if isinstance(node, Field):
        yield node
    elif isinstance(node, Not):
        yield from _fields(node.part)
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from _fields(part)


def _told(found: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    named = list(dict.fromkeys(found))
    more = f" and {len(named) - _TOLD} more" if len(named) > _TOLD else ""
    return f"{', '.join(named[:_TOLD])}{more}"
