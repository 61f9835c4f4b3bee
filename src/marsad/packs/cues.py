"""The cues of a language: the words that say that somebody says something.

A pack lists verbs, nouns and fixed phrases in ``cues.toml``; here they are checked, inflected,
folded and frozen. Verbs are inflected by the conjugation that belongs to the key ``form``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from marsad.model import Stance
from marsad.packs.conjugation import PRONOUNS_OF_CLOSING, Form, inflect_noun
from marsad.packs.inflection import PARTS, Inflection
from marsad.text.fold import Folding

_COMMON = frozenset({"stance", "example", "content", "source"})
_CUE_LISTS = frozenset({"complementizers", "prepositions"})
_WORD_LISTS = frozenset(
    {"masdars", "plurals", "avoid", "conjoined", "without", "with", "forms", "words", *PARTS}
)
_CUE_FLAGS = frozenset({"nominal", "carrier", "reported", "speech", "predicate", "closing"})
_FLAGS = _CUE_FLAGS | {"objects"}
_LISTS = _CUE_LISTS | _WORD_LISTS
_KEYS: Mapping[str, frozenset[str]] = {
    "verb": (_COMMON | _LISTS | _FLAGS) - {"forms", "words", "closing"}
    | {"lemma", "form", "imperfect", "object", "with", *PARTS},
    "noun": _COMMON | _CUE_LISTS | {"forms", "avoid", "conjoined", "nominal"},
    "phrase": _COMMON | _CUE_LISTS | {"words", "nominal", "closing", "takes"},
}
_NEEDED: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"lemma", "stance", "example", "content"}),
    "noun": frozenset({"forms", "stance", "example", "content"}),
    "phrase": frozenset({"words", "stance", "example", "content"}),
}
_CHOICES: Mapping[str, frozenset[str]] = {
    "object": frozenset({"", "person", "thing"}),
    "takes": frozenset({"", "source"}),
    "stance": frozenset(Stance),
}
_PARTS = frozenset({*PARTS, "passive-past", "passive-present", "masdar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One entry of the cue lexicon.

    ``complementizers`` and ``prepositions`` are folded. ``nominal``: a bare noun phrase may be the
    content. ``object``: "person" where the direct object is the one addressed or accused.
    ``carrier``: brings the words of somebody else. ``reported``: used in the passive for unnamed
    sources. ``speech``: may open or continue a quotation. ``predicate``: describes its object.
    ``closing``: a phrase that ends a content, with a pronoun (على حد قوله). ``takes``: "source"
    where the phrase is followed by the source. ``wanted``: folded words of which one has to follow.
    ``source`` is what the example names as source.
    """

    id: str
    kind: str
    lemma: str
    stance: Stance
    complementizers: frozenset[str] = frozenset()
    prepositions: tuple[str, ...] = ()
    nominal: bool = False
    object: str = ""
    carrier: bool = False
    reported: bool = False
    speech: bool = False
    predicate: bool = False
    closing: bool = False
    takes: str = ""
    wanted: frozenset[str] = frozenset()
    example: str = ""
    content: str = ""
    source: str = ""

    def __hash__(self) -> int:
        return hash(self.id)


class CueForm(NamedTuple):
    """A reading of one written form; ``part`` and the rest as in ``conjugation.Form``.

    Words of a noun cue have the part ``noun``.
    """

    cue: Cue
    part: str
    person: int
    gender: str
    number: str
    suffix: str


Phrase = tuple[tuple[str, ...], Cue]


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """The cues by the words that show them; all keys are folded (level 2).

    ``phrases`` is keyed by the first word and holds the remaining ones, longest first; a last
    element of one letter is glued to the next word of the text (وفقا ل). ``suffixes`` gives, for a
    phrase whose last word carries a pronoun, that pronoun. ``openers`` has the same shape and
    holds the phrases that stand before a clause that they report (جاء في … أن, من المتوقع أن).
    """

    cues: tuple[Cue, ...]
    forms: dict[str, tuple[CueForm, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    suffixes: dict[tuple[str, ...], str]
    openers: dict[str, tuple[Phrase, ...]]


def load_cues(table: dict[str, Any], folding: Folding, inflection: Inflection) -> CueLexicon:
    """The lexicon of a parsed ``cues.toml``.

    Raises:
        ValueError: an entry is wrong; the message names it.
    """
    unknown = set(table) - set(_KEYS)
    if unknown:
        raise ValueError(f"cues: unknown table {', '.join(sorted(unknown))}")
    entries = [(kind, entry) for kind in _KEYS for entry in table.get(kind, ())]
    cues = tuple(_build_cue(kind, entry, folding) for kind, entry in entries)
    seen: set[str] = set()
    for cue in cues:
        if cue.id in seen:
            raise ValueError(f"{cue.id}: two entries with this id")
        seen.add(cue.id)
    words = [
        (cue, form)
        for cue, (kind, entry) in zip(cues, entries, strict=True)
        if kind != "phrase"
        for form in _inflect(cue, entry, inflection)
    ]
    variants = [
        (cue, entry["words"])
        for cue, (kind, entry) in zip(cues, entries, strict=True)
        if kind == "phrase"
    ]
    split = cache(folding.split)
    framing = [pair for pair in variants if not pair[0].complementizers]
    opening = [pair for pair in variants if pair[0].complementizers]
    phrases, suffixes = _index_phrases(framing, split)
    openers, _ = _index_phrases(opening, split)
    return CueLexicon(cues, _index_words(words, folding), phrases, suffixes, openers)


def _build_cue(kind: str, entry: dict[str, Any], folding: Folding) -> Cue:
    lemma = _lemma(kind, entry)
    name = f"{kind}/{lemma}"
    _check(name, kind, entry)
    options: dict[str, Any] = {flag: True for flag in _CUE_FLAGS if entry.get(flag)}
    for key in ("object", "takes", "source"):
        options[key] = entry.get(key, "")
    return Cue(
        id=name,
        kind=kind,
        lemma=lemma,
        stance=Stance(entry["stance"]),
        complementizers=frozenset(map(folding.key, entry.get("complementizers", ()))),
        prepositions=tuple(map(folding.key, entry.get("prepositions", ()))),
        wanted=frozenset(map(folding.key, entry.get("with", ()))),
        example=entry["example"],
        content=entry["content"],
        **options,
    )


def _lemma(kind: str, entry: dict[str, Any]) -> str:
    """The word that names an entry."""
    named = entry.get({"verb": "lemma", "noun": "forms", "phrase": "words"}[kind])
    first = named[0] if isinstance(named, list) and named else named
    if not isinstance(first, str) or not first:
        raise ValueError(f"{kind}: an entry without its word: {entry!r}")
    return first


def _check(name: str, kind: str, entry: dict[str, Any]) -> None:
    unknown = set(entry) - _KEYS[kind]
    if unknown:
        raise ValueError(f"{name}: unknown key {', '.join(sorted(unknown))}")
    missing = _NEEDED[kind] - set(entry)
    if missing:
        raise ValueError(f"{name}: needs {', '.join(sorted(missing))}")
    for key, value in entry.items():
        if key in _CHOICES and value not in _CHOICES[key]:
            raise ValueError(f"{name}: no {key} called {value}")
        wanted = list if key in _LISTS else bool if key in _FLAGS else str
        if not isinstance(value, wanted):
            raise ValueError(f"{name}: {key} has to be a {wanted.__name__}")
    for part in entry.get("without", ()):
        if part not in _PARTS:
            raise ValueError(f"{name}: no part called {part}")


def _inflect(cue: Cue, entry: dict[str, Any], inflection: Inflection) -> Iterator[Form]:
    """The forms of an entry, without those that it avoids and the passives that it does not use."""
    if cue.kind == "verb":
        forms = _inflect_verb(cue, entry, inflection)
    else:
        forms = [f for word in entry["forms"] for f in inflection.noun(word, "noun", "")]
    avoid = set(entry.get("avoid", ()))
    unmade = avoid - {form.text for form in forms}
    if unmade:
        raise ValueError(f"{cue.id}: avoids what is no form of it: {', '.join(sorted(unmade))}")
    yield from (form for form in forms if form.text not in avoid)
    for text in entry.get("conjoined", ()):
        found = [form._replace(text=text) for form in forms if form.text == text[1:]]
        if not found:
            raise ValueError(f"{cue.id}: {text} without its first letter is no form of it")
        yield from found


def _inflect_verb(cue: Cue, entry: dict[str, Any], inflection: Inflection) -> list[Form]:
    without = set(entry.get("without", ()))
    if not cue.reported:
        without |= {"passive-past", "passive-present"}
    objects = cue.predicate or bool(cue.object) or entry.get("objects", False)
    try:
        forms = inflection.verb(entry, objects=objects, third=False)
    except ValueError as wrong:
        raise ValueError(f"{cue.id}: {wrong}") from wrong
    forms = [form for form in forms if form.part not in without]
    for plural in entry.get("plurals", ()):
        forms += inflection.noun(plural, number="p")
    return forms


def _index_words(words: list[tuple[Cue, Form]], folding: Folding) -> dict[str, tuple[CueForm, ...]]:
    if not words:
        return {}
    keys = folding.keys([form.text for _, form in words])
    found: defaultdict[str, list[CueForm]] = defaultdict(list)
    for key, (cue, (_, part, person, gender, number, suffix)) in zip(keys, words, strict=True):
        found[key].append(CueForm(cue, part, person, gender, number, suffix))
    return {
        key: tuple(dict.fromkeys(some)) if len(some) > 1 else (some[0],)
        for key, some in found.items()
    }


def _index_phrases(
    phrases: Iterable[tuple[Cue, list[str]]], split: Callable[[str], list[str]]
) -> tuple[dict[str, tuple[Phrase, ...]], dict[tuple[str, ...], str]]:
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    suffixes: dict[tuple[str, ...], str] = {}
    for cue, variants in phrases:
        for variant in variants:
            first, *rest = split(variant)
            found[first].append((tuple(rest), cue))
            if not cue.closing:
                continue
            for pronoun in PRONOUNS_OF_CLOSING:
                *before, last = variant.split()
                whole = tuple(split(" ".join((*before, _suffixed(last, pronoun)))))
                found[whole[0]].append((whole[1:], cue))
                suffixes[whole] = pronoun
    longest_first = {
        first: tuple(sorted(some, key=lambda phrase: -len(phrase[0])))
        for first, some in found.items()
    }
    return longest_first, suffixes


def _suffixed(word: str, pronoun: str) -> str:
    return next(form.text for form in inflect_noun(word) if form.suffix == pronoun)
