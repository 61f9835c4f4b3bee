"""A language pack: its folder of TOML, loaded, checked for shape, and frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from marsad.packs.cues import CueLexicon, load_cues
from marsad.packs.inflection import PARTS, Inflection, load_inflection
from marsad.packs.lexicon import BIT, CLASSES, Lexicon, Peeling, Sequences
from marsad.packs.roles import Roles, load_roles
from marsad.packs.times import TimeWords, load_times
from marsad.text.fold import Folding
from marsad.text.segments import Writing

HOME = Path(__file__).parent
ORDERS = frozenset({"verb-first", "subject-first"})
_PACK_KEYS = frozenset(
    {
        *("lang", "name", "guards", "script", "direction", "clean", "fold"),
        *("article", "conjunctions", "future", "glued", "contracted", "accusative", "linking"),
        *("enders", "abbreviations", "quotes", "apostrophes", "classes"),
        *("verbs", "header", "eventive"),
        *("patterns", "presents", "feminines", "pronouns", "endings", "pronoun_gender", "apart"),
        *("order", "inflection", "paradigms", "shapes", "identity", "elided"),
        *("origin", "told", "purpose", "first_person", "passive_vowel", "adverb_mark"),
    }
)
_ENDINGS = frozenset(
    {"feminine", "dual", "pair", "plural", "adjective", "noun", "no_noun", "object", "oblique"}
)
_IDENTITY_KEYS = frozenset({"words", "foreign_words", "foreign_letters"})
_HEADER_KEYS = frozenset({"byline", "date", "views", "references"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """Endings of words at level 1 that tell what they are; none ends an empty tuple.

    ``accusative`` is that of an indefinite object or adverb, ``feminine`` that of a noun, ``dual``
    that of two who do something, ``plural`` those of several persons; ``object`` those that a noun
    has before a pronoun as an object alone, ``oblique`` those of several persons who are no
    subject; ``pronouns`` attach to verbs and nouns.
    """

    accusative: tuple[str, ...]
    feminine: tuple[str, ...]
    dual: tuple[str, ...]
    pair: tuple[str, ...]
    plural: tuple[str, ...]
    adjective: tuple[str, ...]
    noun: tuple[str, ...]
    no_noun: tuple[str, ...]
    object: tuple[str, ...]
    oblique: tuple[str, ...]
    pronouns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Endings of folded words that no list has: what the word may be. None: an empty tuple."""

    past: tuple[str, ...]
    participle: tuple[str, ...]
    adverb: tuple[str, ...]
    plural: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One language, ready to read with.

    ``sequences`` holds, for each word class, the entries of several words, ``starting`` the first
    words of them all; ``header`` the labels that a report prints around its text, as folded words.
    ``order`` names the word order (``ORDERS``); ``verbs`` tells which parts of a verb a folded word
    can be; ``cased`` whether its letters have case, by which names are told from words.
    """

    lang: str
    name: str
    script: str
    direction: str
    order: str
    cased: bool
    inflection: Inflection
    verbs: dict[str, frozenset[str]]
    shapes: Shapes
    article: str
    conjunctions: frozenset[str]
    future: tuple[str, ...]
    glued: tuple[str, ...]
    origin: tuple[tuple[str, ...], ...]
    purpose: frozenset[str]
    endings: Endings
    pronoun_gender: dict[str, str]
    told: frozenset[str]
    passive_vowel: str
    adverb_mark: str
    first_person: tuple[str, ...]
    apart: frozenset[str]
    writing: Writing
    lexicon: Lexicon
    sequences: dict[str, Sequences]
    starting: frozenset[str]
    cues: CueLexicon
    roles: Roles
    times: TimeWords
    header: dict[str, tuple[tuple[str, ...], ...]]
    verbal_nouns: re.Pattern[str] | None
    presents: re.Pattern[str] | None
    feminines: re.Pattern[str] | None
    folder: Path | None = None

    def __hash__(self) -> int:
        return id(self)

    @property
    def folding(self) -> Folding:
        """The normal forms of this language."""
        return self.writing.folding

    def verbal_noun(self, word: str) -> bool:
        """Whether a word (level 1) has the shape of a regular verbal noun, pronoun aside."""
        return self.verbal_nouns is not None and self.verbal_nouns.fullmatch(word) is not None

    def looks_feminine(self, key: str) -> bool:
        """Whether an unknown folded word has the shape of a feminine present."""
        return self.feminines is not None and self.feminines.fullmatch(key) is not None

    def noun_shape(self, word: str) -> bool:
        """Whether a word (level 1) has an ending that only nouns have, and no adjective."""
        return word.endswith(self.endings.noun) and not word.endswith(self.endings.no_noun)

    def looks_present(self, key: str) -> bool:
        """Whether an unknown folded word has the shape of a present."""
        return self.presents is not None and self.presents.fullmatch(key) is not None


@cache
def load_pack(lang: str, home: Path = HOME) -> Pack:
    """The pack of a language (``ar``; of ``ar-SY`` the same), loaded once.

    Raises:
        LookupError: there is no such pack; the message lists those there are.
        ValueError: a file of the pack breaks its schema; the message names file and entry.
    """
    folder = home / pack_name(lang, home)
    tables = {
        name: read_toml(folder / f"{name}.toml") for name in ("pack", "roles", "cues", "times")
    }
    return build_pack(tables, folder)


@cache
def pack_name(lang: str, home: Path = HOME) -> str:
    """The folder of a language's pack: of ``ar-SY`` that of ``ar``.

    Raises:
        LookupError: there is no such pack; the message lists those there are.
    """
    there = languages(home)
    name = lang.replace("_", "-").split("-")[0].lower()
    if name not in there:
        raise LookupError(f"no language pack for {lang!r}; there are: {', '.join(there)}")
    return name


def read_table(pack: Pack, name: str) -> dict[str, Any]:
    """A further file of a pack's folder, parsed; empty where the pack has none.

    Raises:
        ValueError: it is no TOML; the message names it.
    """
    return {} if pack.folder is None else read_toml(pack.folder / f"{name}.toml")


def languages(home: Path = HOME) -> tuple[str, ...]:
    """The languages that have a pack, sorted."""
    return tuple(sorted(path.parent.name for path in home.glob("*/pack.toml")))


def read_toml(path: Path) -> dict[str, Any]:
    """A file of a pack, parsed; empty where there is none.

    Raises:
        ValueError: it is no TOML; the message names it.
    """
    if not path.is_file():
        return {}
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error


def build_pack(tables: dict[str, dict[str, Any]], folder: Path | None = None) -> Pack:
    """A pack from the tables of its files (``pack``, ``roles``, ``cues``, ``times``).

    Further files are read from ``folder`` when they are asked for."""
    table = tables["pack"]
    _refuse_unknown(table, _PACK_KEYS, "pack.toml")
    _refuse_unknown(table.get("classes", {}), frozenset(CLASSES), "pack.toml: classes")
    _refuse_unknown(table.get("header", {}), _HEADER_KEYS, "pack.toml: header")
    _refuse_unknown(table.get("identity", {}), _IDENTITY_KEYS, "pack.toml: identity")
    folding = Folding(table["clean"], table["fold"], table.get("elided", ()))
    article = folding.key(table.get("article", ""))
    roles = load_roles(tables.get("roles", {}), folding, article)
    order, inflection = table.get("order", "subject-first"), load_inflection(table)
    if order not in ORDERS:
        raise ValueError(f"pack.toml: no order called {order}; there are {', '.join(ORDERS)}")
    cues = load_cues(tables.get("cues", {}), folding, inflection)
    listed = list(inflection.plain(table.get("verbs", {})))
    keys = folding.keys([form.text for form in listed])
    plain = {(key, form.part) for key, form in zip(keys, listed, strict=True)}
    masks, sequences = _classes(table, folding)
    for key, part in plain:
        if part not in ("participle", "perfect"):
            masks[key] = masks.get(key, 0) | BIT["verb"]
    nouns = _shapes(map(folding.key, table.get("patterns", ())), table.get("pronouns", ()))
    lexicon = Lexicon(masks, cues.forms, roles.words, _peeling(table, folding), nouns)
    return Pack(
        lang=table["lang"],
        name=table["name"],
        script=table["script"],
        direction=table["direction"],
        order=order,
        cased="case" in table["fold"],
        inflection=inflection,
        verbs=_verb_parts(plain, cues),
        shapes=_word_shapes(table.get("shapes", {})),
        article=article,
        conjunctions=frozenset(table.get("conjunctions", ())),
        future=tuple(table.get("future", ())),
        glued=tuple(table.get("glued", ())),
        first_person=tuple(map(folding.key, table.get("first_person", ()))),
        apart=frozenset(table.get("apart", ())),
        endings=_endings(table),
        pronoun_gender={
            folding.key(word): gender for word, gender in table.get("pronoun_gender", {}).items()
        },
        passive_vowel=table.get("passive_vowel", ""),
        adverb_mark=table.get("adverb_mark", ""),
        told=frozenset(map(folding.key, table.get("told", ()))),
        purpose=frozenset(map(folding.key, table.get("purpose", ()))),
        origin=tuple(_split(words, folding) for words in table.get("origin", ())),
        writing=_writing(table, folding),
        lexicon=lexicon,
        sequences=sequences,
        starting=frozenset().union(*(some.starting for some in sequences.values())),
        cues=cues,
        roles=roles,
        times=load_times(tables.get("times", {}), folding),
        header={
            name: tuple(_split(word, folding) for word in words)
            for name, words in table.get("header", {}).items()
        },
        verbal_nouns=_shapes(table.get("patterns", ()), table.get("pronouns", ())),
        presents=_shapes(table.get("presents", ()), table.get("pronouns", ())),
        feminines=_shapes(table.get("feminines", ()), table.get("pronouns", ())),
        folder=folder,
    )


def _endings(table: dict[str, Any]) -> Endings:
    given = table.get("endings", {})
    _refuse_unknown(given, _ENDINGS, "pack.toml: endings")
    accusative = tuple(word for word in (table.get("accusative", ""),) if word)
    made = {name: tuple(given.get(name, ())) for name in _ENDINGS}
    return Endings(accusative=accusative, pronouns=tuple(table.get("pronouns", ())), **made)


def _refuse_unknown(table: dict[str, Any], known: frozenset[str], where: str) -> None:
    unknown = sorted(table.keys() - known)
    if unknown:
        raise ValueError(f"{where}: no key called {', '.join(unknown)}")


def _split(written: str, folding: Folding) -> tuple[str, ...]:
    return tuple(folding.split(written))


def _classes(
    table: dict[str, Any], folding: Folding
) -> tuple[dict[str, int], dict[str, Sequences]]:
    """Masks of single words, and the sequences of each class."""
    masks: dict[str, int] = {}
    sequences: dict[str, Sequences] = {}
    for name, written in table.get("classes", {}).items():
        split = [_split(entry, folding) for entry in written]
        for words in split:
            if len(words) == 1:
                masks[words[0]] = masks.get(words[0], 0) | BIT[name]
        sequences[name] = Sequences(words for words in split if len(words) > 1)
    for key in _eventives(table, folding):
        masks[key] = masks.get(key, 0) | BIT["eventive"]
    return masks, sequences


def _eventives(table: dict[str, Any], folding: Folding) -> Iterable[str]:
    """The verbal nouns of a pack, each also with the pronouns that attach to it."""
    linked, link = (folding.key(letter) for letter in table.get("linking") or ("", ""))
    for word in table.get("eventive", ()):
        key = folding.key(word)
        yield key
        stem = key.removesuffix(linked) + link if linked and key.endswith(linked) else key
        for pronoun in table.get("pronouns", ()):
            yield stem + pronoun


def _word_shapes(given: dict[str, Any]) -> Shapes:
    names = ("past", "participle", "adverb", "plural")
    _refuse_unknown(given, frozenset(names), "pack.toml: shapes")
    return Shapes(**{name: tuple(given.get(name, ())) for name in names})


def _verb_parts(plain: set[tuple[str, str]], cues: CueLexicon) -> dict[str, frozenset[str]]:
    """The parts that each folded word can be of a verb, whether it reports or not."""
    found: dict[str, set[str]] = {}
    told = ((key, form.part) for key, forms in cues.forms.items() for form in forms)
    for key, part in (*plain, *told):
        if part in PARTS:
            found.setdefault(key, set()).add(part)
    return {key: frozenset(parts) for key, parts in found.items()}


def _shapes(shapes: Iterable[str], pronouns: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for shapes in which «?» is any letter, with or without a pronoun behind."""
    parts = [re.escape(shape).replace(r"\?", r"[^\W\d_]") for shape in shapes]
    if not parts:
        return None
    ends = "|".join(map(re.escape, pronouns))
    return re.compile(f"(?:{'|'.join(parts)})(?:{ends})?")


def _peeling(table: dict[str, Any], folding: Folding) -> Peeling:
    return Peeling(
        conjunctions=frozenset(table.get("conjunctions", ())),
        future=frozenset(table.get("future", ())),
        glued=frozenset(table.get("glued", ())),
        contracted=tuple(
            (folding.key(written), letter, folding.key(article))
            for written, letter, article in table.get("contracted", ())
        ),
        accusative=folding.key(table.get("accusative", "")),
    )


def _writing(table: dict[str, Any], folding: Folding) -> Writing:
    conjunctions, glued = table.get("conjunctions", ()), table.get("glued", ())
    article = table.get("article", "")
    proclitics = {*conjunctions, *glued, *(c + g for c in conjunctions for g in glued)}
    proclitics |= {before + article for before in ("", *proclitics)} if article else set()
    return Writing(
        folding=folding,
        enders=frozenset(table["enders"]),
        quotes=tuple((a, b) for a, b in table["quotes"]),
        abbreviations=frozenset(table.get("abbreviations", ())),
        apostrophes=frozenset(table.get("apostrophes", ())),
        proclitics=frozenset(proclitics),
        open_words=frozenset(
            folding.key(word) for word in table.get("classes", {}).get("open_word", ())
        ),
    )
