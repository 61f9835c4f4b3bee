"""How the words of a pack are inflected: by a behaviour that the pack names.

``roots`` is the conjugation of Arabic, whose verbs tell their form (I to X). ``endings`` puts the
endings of the pack's own tables behind a stem, which serves the languages of Europe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

from marsad.packs.conjugation import Form, conjugate, inflect_noun

# The parts of speech that a table of endings may give. ``base`` is the infinitive, which may also
# be a present; ``participle`` is the active one (*saying*), ``perfect`` the other (*said, denied*).
PARTS = ("base", "present", "past", "participle", "perfect")
_FINITE = frozenset({"past", "present", "passive-past", "passive-present"})
_NOUN = ("singular", "plural")
_PARADIGM = frozenset({"when", "cut", *PARTS, *_NOUN})


class Inflection(Protocol):
    """The forms of verbs and nouns. Both raise ``ValueError`` for an entry that has none."""

    def verbal(self, entry: Mapping[str, Any]) -> bool:
        """Whether the lemma of an entry is a verb."""

    def verb(self, entry: Mapping[str, Any], *, objects: bool, third: bool) -> list[Form]:
        """All forms of an entry's ``lemma``; ``third``: of the third person alone."""

    def noun(self, word: str, part: str = "masdar", number: str = "s") -> list[Form]:
        """All forms of a noun."""

    def plain(self, table: Mapping[str, Sequence[str]]) -> Iterator[Form]:
        """All forms of the verbs that a pack only lists."""


class Roots:
    """Arabic: the form of a verb and its imperfect tell the rest."""

    def verbal(self, entry: Mapping[str, Any]) -> bool:
        """A verb tells its form."""
        return "form" in entry

    def verb(self, entry: Mapping[str, Any], *, objects: bool, third: bool) -> list[Form]:
        """The conjugation of ``packs.conjugation``."""
        if "form" not in entry:
            raise ValueError("needs form")
        made = _conjugated(
            entry["lemma"],
            entry["form"],
            entry.get("imperfect"),
            tuple(entry.get("masdars", ())),
            next(iter(entry.get("participle", ())), None),
            objects,
            third,
        )
        return list(made)

    def noun(self, word: str, part: str = "masdar", number: str = "s") -> list[Form]:
        """Bare, with the article, in the accusative, with pronouns."""
        return inflect_noun(word, part=part, number=number)

    def plain(self, table: Mapping[str, Sequence[str]]) -> Iterator[Form]:
        """Lemmas, and imperfects where they are needed, by the form."""
        for form, written in table.items():
            for entry in written:
                lemma, *imperfect = entry.split()
                made = conjugate(lemma, form, imperfect=imperfect[0] if imperfect else None)
                yield from (one for one in made if one.part in _FINITE)


@cache
def _conjugated(  # noqa: PLR0913 (the grammar of one verb)
    lemma: str,
    form: str,
    imperfect: str | None,
    masdars: tuple[str, ...],
    participle: str | None,
    objects: bool,
    third: bool,
) -> tuple[Form, ...]:
    """One verb may stand in several entries, and in several lists."""
    made = conjugate(
        lemma,
        form,
        imperfect=imperfect,
        masdars=masdars,
        participle=participle,
        objects=objects,
        third=third,
    )
    return tuple(made)


class _Paradigm(NamedTuple):
    when: tuple[str, ...]
    cut: int
    endings: dict[str, tuple[str, ...]]


class Endings:
    """Stems with endings, by the pack's tables ``paradigms``; the first whose ``when`` ends the
    lemma holds. ``+`` in an ending doubles the last letter of the stem. An entry may give the forms
    of any part itself, which then stand for those of the table.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._verbs = [_paradigm(one) for one in tables.get("verb", ())]
        self._nouns = [_paradigm(one) for one in tables.get("noun", ())]

    def verbal(self, entry: Mapping[str, Any]) -> bool:
        """Unless the entry is of nouns alone."""
        return not entry.get("noun_only")

    def verb(self, entry: Mapping[str, Any], *, objects: bool, third: bool) -> list[Form]:  # noqa: ARG002 (objects are words of their own)
        """Each part of the paradigm, or as the entry gives it. Several words inflect the first."""
        head, space, rest = entry["lemma"].partition(" ")
        made = _made(head, self._verbs)
        forms = []
        for part in PARTS:
            given = entry.get(part)
            texts = given if given is not None else [t + space + rest for t in made.get(part, ())]
            forms += [_form(text, part) for text in texts]
        return list(dict.fromkeys(forms))

    def noun(self, word: str, part: str = "masdar", number: str = "s") -> list[Form]:
        """Singular and plural."""
        made = _made(word, self._nouns) or {"singular": [word]}
        numbers = {"singular": number, "plural": "p"}
        return [Form(text, part, 0, "", numbers[one]) for one in made for text in made[one]]

    def plain(self, table: Mapping[str, Sequence[str]]) -> Iterator[Form]:
        """Lemmas of ``regular`` verbs; of ``irregular`` ones lemma, past and perfect.

        Forms of one part are parted by a stroke (*get got gotten/got*).
        """
        unknown = sorted(table.keys() - {"regular", "irregular"})
        if unknown:
            raise ValueError(f"pack.toml: verbs: no key called {', '.join(unknown)}")
        for lemma in table.get("regular", ()):
            yield from self.verb({"lemma": lemma}, objects=False, third=True)
        for entry in table.get("irregular", ()):
            lemma, past, perfect = entry.split()
            given = {"lemma": lemma, "past": past.split("/"), "perfect": perfect.split("/")}
            yield from self.verb(given, objects=False, third=True)


def _form(text: str, part: str) -> Form:
    finite = part in ("present", "past", "base")
    return Form(text, part, 3 if finite else 0)


def _paradigm(table: Mapping[str, Any]) -> _Paradigm:
    unknown = sorted(table.keys() - _PARADIGM)
    if unknown:
        raise ValueError(f"pack.toml: paradigms: no key called {', '.join(unknown)}")
    endings = {part: tuple(table[part]) for part in (*PARTS, *_NOUN) if part in table}
    return _Paradigm(tuple(table.get("when", ("",))), len(table.get("cut", "")), endings)


def _made(word: str, paradigms: Sequence[_Paradigm]) -> dict[str, list[str]]:
    for one in paradigms:
        if word.endswith(one.when):
            stem = word[: len(word) - one.cut]
            return {part: _join(stem, ends) for part, ends in one.endings.items()}
    return {}


def _join(stem: str, endings: Iterable[str]) -> list[str]:
    return [stem + ending.replace("+", stem[-1:]) for ending in endings]


def load_inflection(table: Mapping[str, Any]) -> Inflection:
    """The behaviour that a ``pack.toml`` names under ``inflection``.

    Raises:
        ValueError: there is no such behaviour, or its tables are wrong.
    """
    name = table.get("inflection", "endings")
    if name == "roots":
        return Roots()
    if name == "endings":
        return Endings(table.get("paradigms", {}))
    raise ValueError(f"pack.toml: no inflection called {name}; there are roots and endings")
