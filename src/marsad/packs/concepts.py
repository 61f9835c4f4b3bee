"""The thesaurus of a pack: the senses that news tells of, with all words that say them.

Two reports of one thing use other words, and those of two languages share none. A *concept* is a
sense: ``packs/common/concepts*.toml`` declare it, the files in the folder ``concepts`` of a pack
give its forms. They are found by the light stem, so that one form stands for all with article and
endings; a phrase is found by the stems of its words in sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from marsad.packs.conjugation import feminine_present
from marsad.packs.lexicon import (
    AUXILIARY,
    CLAUSE,
    COMPLEMENTIZER,
    CONDITIONAL,
    COORDINATOR,
    DEMONSTRATIVE,
    LIKEWISE,
    NEGATION,
    PARTICLE,
    PAST_AUXILIARY,
    PREPOSITION,
    PRONOMINAL,
    PRONOUN,
    QUESTION,
    RELATIVE,
    TOPIC,
    WHAT,
    WHEN,
)
from marsad.packs.pack import HOME, Pack, read_toml
from marsad.text.stems import stem, without_article
from marsad.text.words import placed_words

_CLOSED = (
    COMPLEMENTIZER | QUESTION | PREPOSITION | RELATIVE | CLAUSE | AUXILIARY | PAST_AUXILIARY
    | PARTICLE | NEGATION | DEMONSTRATIVE | PRONOUN | PRONOMINAL | CONDITIONAL | COORDINATOR
    | WHAT | WHEN | LIKEWISE | TOPIC
)  # fmt: skip
COMMON = HOME / "common"
_FLAGS = ("negates", "affirms", "persons", "leads")
_DECLARED = frozenset({"gloss", "weight", "opposite", "near", *_FLAGS})
_GIVEN = frozenset({"forms", "exact", "verbs"})
_SHORTEST = 3  # letters that a particle or a pronoun leaves: the root of most Arabic words
_CACHED = 100_000  # words kept with what they come to: some 15 MB


class Word(Protocol):
    """A word of a text: folded, and its light stem (``marsad.text.words.Placed``)."""

    @property
    def norm(self) -> str: ...
    @property
    def stem(self) -> str: ...


class Hit(NamedTuple):
    """A concept, and the words that say it: from ``first`` to before ``end``."""

    first: int
    end: int
    concept: str


class Looked(NamedTuple):
    """What a word comes to: its stem among those of all forms, how many words the longest phrase
    has that begins with it, and the concept that it tells alone."""

    stem: str | None
    longest: int
    single: str | None


_UNKNOWN = Looked(None, 1, None)


@dataclass(frozen=True, slots=True)
class Concept:
    """A sense. ``weight`` is how telling it is, from 0.3 (generic) to 1.3; ``opposite`` cannot hold
    of the same thing at once; ``near`` is looser kin. ``negates`` tells that what it is said of is
    not so (*a hoax*), ``affirms`` that a negation in its own words denies nothing (*nobody was
    hurt*, *no more than*), ``persons`` that those are persons whom it counts, ``leads`` that the
    last word of its phrases is told besides (*behind the attack*)."""

    id: str
    gloss: str
    weight: float = 1.0
    opposite: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    negates: bool = False
    affirms: bool = False
    persons: bool = False
    leads: bool = False


class Given(NamedTuple):
    """The forms of one concept in one file of a pack. ``exact`` ones are single words that are
    found as they are written and by no other form of the stem; ``made`` come from ``verbs``."""

    file: str
    concept: str
    forms: tuple[str, ...]
    exact: tuple[str, ...]
    made: tuple[str, ...]


class Leaning(NamedTuple):
    """What a language has that is no sense of its own: particles that lean on a word in front,
    pronouns and the ending of an accusative behind it, and folded words with a job in the
    sentence, which count in phrases only."""

    particles: tuple[str, ...]
    pronouns: tuple[str, ...]
    closed: Callable[[str], bool]


_NOTHING_LEANS = Leaning((), (), lambda _: False)


class Concepts:
    """The concepts with the forms of one language, ready to read with."""

    def __init__(
        self,
        declared: Mapping[str, Concept],
        given: Iterable[Given] = (),
        leaning: Leaning = _NOTHING_LEANS,
    ) -> None:
        self.declared = declared
        self._particles = tuple(sorted(leaning.particles, key=len))
        self._pronouns = leaning.pronouns
        self._closed = leaning.closed
        self._starts: dict[str, dict[tuple[str, ...], str]] = {}
        self._longest: dict[str, int] = {}  # words of the longest phrase that begins so
        self._exact: dict[str, dict[str, str]] = {}
        self._stems: dict[str, str] = {}
        self._resolved: dict[str, str | None] = {}
        self._looked: dict[tuple[str, str], Looked] = {}
        self._fill([one for one in given if one.concept in declared])

    def read(self, words: Sequence[Word]) -> list[Hit]:
        """The concepts of a text in its order, the longest phrase first; none overlap, but for what
        the phrase of one that ``leads`` ends with."""
        return self.read_looked([self.look(word.norm, word.stem) for word in words])

    def read_looked(self, looked: Sequence[Looked]) -> list[Hit]:
        """``read``, given what each word comes to by itself."""
        hits = []
        at = 0
        while at < len(looked):
            one = looked[at]
            hit = self._phrase(looked, at) if one.longest > 1 else None
            if hit is None and one.single is not None:
                hit = Hit(at, at + 1, one.single)
            if hit is not None:
                hits.append(hit)
            at = at + 1 if hit is None else self._behind(hit)
        return hits

    def _behind(self, hit: Hit) -> int:
        """Where the next concept may begin."""
        leads = hit.end - hit.first > 1 and self.declared[hit.concept].leads
        return hit.end - 1 if leads else hit.end

    def weight(self, concept: str) -> float:
        """How telling a concept is. Raises ``KeyError`` for one that is not declared."""
        return self.declared[concept].weight

    def are_opposite(self, one: str, other: str) -> bool:
        """Whether two concepts cannot hold of the same thing at once."""
        return other in self.declared[one].opposite

    def are_near(self, one: str, other: str) -> bool:
        """Whether two concepts are looser kin."""
        return other in self.declared[one].near

    def look(self, norm: str, stem: str) -> Looked:
        """What a word comes to by itself, kept by its forms."""
        known = self._looked.get((norm, stem))
        if known is None:
            if len(self._looked) >= _CACHED:
                self._looked.clear()
            known = self._looked[norm, stem] = self._look_up(norm, stem)
        return known

    def _look_up(self, norm: str, stem: str) -> Looked:
        first = self._stem_of(norm, stem)
        if first is None:
            return _UNKNOWN
        if self._closed(norm):  # a word of grammar tells a concept only where a pack writes it out
            single = self._exact.get(first, {}).get(norm)
        else:
            known = self._starts.get(first, {}).get((first,))
            single = self._as_written(first, norm) or known
        return Looked(first, self._longest.get(first, 1), single)

    def _phrase(self, looked: Sequence[Looked], at: int) -> Hit | None:
        """The longest phrase that begins with a word."""
        first = looked[at]
        phrases = self._starts.get(first.stem or "", {})
        stems = tuple([one.stem for one in looked[at : at + first.longest]])
        for length in range(len(stems), 1, -1):
            found = phrases.get(stems[:length])  # type: ignore[arg-type]
            if found is not None:
                return Hit(at, at + length, found)
        return None

    def _as_written(self, known: str, norm: str) -> str | None:
        exact = self._exact.get(known)
        if exact is None:
            return None
        bare = without_article(norm)
        tried = (norm, bare, *self._without_particles(norm))
        return next((exact[one] for one in tried if one in exact), None)

    def _stem_of(self, norm: str, stem: str) -> str | None:
        """The stem that a word comes to among those of all forms; None for another word."""
        known = self._stems.get(stem)
        if known is not None:
            return known
        if norm not in self._resolved:
            if len(self._resolved) >= _CACHED:
                self._resolved.clear()
            lean = () if self._closed(norm) else self._lean_stems(norm)
            tried = (self._stems.get(one) for one in lean)
            self._resolved[norm] = next((one for one in tried if one is not None), None)
        return self._resolved[norm]

    def _lean_stems(self, norm: str) -> Iterator[str]:
        """The stems of a folded word without what leans on it in front, and behind a short one."""
        bare = tuple(self._without_particles(norm))
        for rest in bare:
            yield stem(rest)
            yield stem(rest, definite=False)
        for whole in (norm, *bare):
            for pronoun in self._pronouns:
                rest = whole.removesuffix(pronoun)
                if rest != whole and len(rest) >= _SHORTEST:
                    yield stem(rest)

    def _without_particles(self, norm: str) -> Iterator[str]:
        for particle in self._particles:
            if norm.startswith(particle) and len(norm) - len(particle) >= _SHORTEST:
                yield norm[len(particle) :]

    def _fill(self, given: Sequence[Given]) -> None:
        written = [(placed_words(form), one.concept) for one in given for form in one.forms]
        exact = [
            (word, one.concept) for one in given for f in one.exact for word in placed_words(f)
        ]
        made = [(placed_words(form), one.concept) for one in given for form in one.made]
        single = [words[0] for words, _ in (*written, *made) if len(words) == 1]
        single += [word for word, _ in exact]
        self._stems |= {word.stem: word.stem for word in single}
        self._know([word for words, _ in (*written, *made) if len(words) > 1 for word in words])
        for word in single:
            self._alias(word)
        for word, concept in exact:
            self._exact.setdefault(word.stem, {}).setdefault(word.norm, concept)
        for words, concept in written:
            self._enter([self._known(word) for word in words], concept)
        for words, concept in made:  # what is written out goes before what is made of verbs
            self._enter([word.stem for word in words], concept)
        for words, concept in written:  # and before a present said of *her*
            hers = [feminine_present(word.norm) for word in words]
            if any(hers):
                pairs = zip(words, hers, strict=True)
                stems = [stem(her) if her else self._known(word) for word, her in pairs]
                self._enter(stems, concept)
        self._resolved.clear()

    def _know(self, words: Sequence[Word]) -> None:
        """The words of phrases, the shortest first: a particle before a known word is no part."""
        for word in sorted(words, key=lambda word: len(word.norm)):
            if self._stem_of(word.norm, word.stem) is None:
                self._stems[word.stem] = word.stem
                self._resolved.clear()
                self._alias(word)

    def _alias(self, word: Word) -> None:
        """The stem of a word written without its hamza."""
        other = stem(word.norm)
        if len(other) >= _SHORTEST:
            self._stems.setdefault(other, word.stem)

    def _known(self, word: Word) -> str:
        return self._stem_of(word.norm, word.stem) or word.stem

    def _enter(self, stems: Sequence[str], concept: str) -> None:
        if stems:
            first = stems[0]
            self._starts.setdefault(first, {}).setdefault(tuple(stems), concept)
            self._longest[first] = max(len(stems), self._longest.get(first, 1))
            self._stems |= {one: one for one in stems if one not in self._stems}


@cache
def load_concepts(pack: Pack) -> Concepts:
    """The concepts with the forms of a pack, loaded once; without forms where it has none.

    Raises:
        ValueError: a file breaks its schema; the message names file and entry.
    """
    conjunctions, glued = sorted(pack.conjunctions), (*pack.glued, *pack.future)
    particles = (*conjunctions, *glued, *(first + then for first in conjunctions for then in glued))

    def closed(norm: str) -> bool:
        return bool(pack.lexicon.look(norm).mask & _CLOSED)

    behind = (*pack.endings.pronouns, *pack.endings.accusative)
    leaning = Leaning(particles, behind, closed)
    return Concepts(declare_concepts(), give_forms(pack), leaning)


@cache
def declare_concepts(common: Path = COMMON) -> Mapping[str, Concept]:
    """All concepts of ``concepts*.toml``, by id.

    Raises:
        ValueError: a file breaks its schema, or two files declare one concept.
    """
    declared: dict[str, Concept] = {}
    for path in sorted(common.glob("concepts*.toml")):
        for name, table in read_toml(path).items():
            where = f"{common.name}/{path.name}: {name}"
            _refuse_unknown(table, _DECLARED, where)
            if name in declared:
                raise ValueError(f"{where}: declared twice")
            declared[name] = _concept(name, table, where)
    return declared


def give_forms(pack: Pack) -> list[Given]:
    """The forms of a pack's files of concepts, file by file; none where it has no such folder.

    Raises:
        ValueError: a file breaks its schema; the message names file and entry.
    """
    if pack.folder is None:
        return []
    given = []
    for path in sorted((pack.folder / "concepts").glob("*.toml")):
        file = f"{pack.lang}/concepts/{path.name}"
        for name, table in read_toml(path).items():
            where = f"{file}: {name}"
            _refuse_unknown(table, _GIVEN, where)
            try:
                made = tuple(_conjugate(pack, table.get("verbs", {})))
            except ValueError as error:
                raise ValueError(f"{where}: {error}") from error
            forms, exact = (_texts(table, key, where) for key in ("forms", "exact"))
            given.append(Given(file, name, forms, exact, made))
    return given


def check_concepts(pack: Pack) -> list[str]:
    """What is wrong with the concepts of a pack: a line each.

    Raises:
        ValueError: a file breaks its schema.
    """
    declared, given = declare_concepts(), give_forms(pack)
    if not given:
        return []
    faults = [*_unfit(declared)]
    faults += [f"{one.file}: {one.concept}: is not declared" for one in given
               if one.concept not in declared]  # fmt: skip
    spoken = {one.concept for one in given if one.forms or one.exact or one.made}
    faults += [f"{pack.lang}/concepts: {name}: has no form" for name in declared
               if name not in spoken]  # fmt: skip
    return faults + _doubled(given)


def _unfit(declared: Mapping[str, Concept]) -> Iterator[str]:
    """Relations that name no concept, or that only one of the two names."""
    for one in declared.values():
        for key, others in (("opposite", one.opposite), ("near", one.near)):
            for other in sorted(others):
                if other not in declared:
                    yield f"common/concepts: {one.id}: {key} {other} is not declared"
                elif one.id not in getattr(declared[other], key):
                    yield f"common/concepts: {one.id}: {key} {other}, but not the other way round"


def _doubled(given: Iterable[Given]) -> list[str]:
    """Forms that come to nothing, or to the same in two concepts."""
    faults = []
    owners: dict[tuple[bool, tuple[str, ...]], tuple[str, str]] = {}
    for one in given:
        for form, exact in (*((f, False) for f in one.forms), *((f, True) for f in one.exact)):
            words = placed_words(form)
            if not words or (exact and len(words) > 1):
                wanted = "one word" if exact else "a word"
                faults.append(f"{one.file}: {one.concept}: «{form}» is not {wanted}")
                continue
            key = tuple(word.norm if exact else word.stem for word in words)
            owner, other = owners.setdefault((exact, key), (one.concept, form))
            if owner != one.concept:
                told = f"«{form}» is as good as «{other}» of {owner}"
                faults.append(f"{one.file}: {one.concept}: {told}")
    return faults


def _concept(name: str, table: Mapping[str, Any], where: str) -> Concept:
    gloss, weight = table.get("gloss"), table.get("weight", 1.0)
    if not isinstance(gloss, str) or not gloss:
        raise ValueError(f"{where}: needs a gloss")
    if not isinstance(weight, int | float) or not 0 < weight <= 2:
        raise ValueError(f"{where}: weight is a number above 0, at most 2")
    opposite, near = (frozenset(_texts(table, key, where)) for key in ("opposite", "near"))
    flags = [table.get(flag, False) for flag in _FLAGS]
    if not all(isinstance(flag, bool) for flag in flags):
        raise ValueError(f"{where}: {', '.join(_FLAGS)} are true or false")
    return Concept(name, gloss, float(weight), opposite, near, *flags)


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    given = table.get(key, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise ValueError(f"{where}: {key} is a list of texts")
    return tuple(given)


def _conjugate(pack: Pack, verbs: Any) -> Iterator[str]:
    """What others do, and *we* (who is quoted speaks so), of verbs that are listed as in
    ``[verbs]`` of ``pack.toml``."""
    if not isinstance(verbs, dict):
        raise ValueError("verbs is a table of lists")
    for form in pack.inflection.plain(verbs):
        if form.person == 3 or (form.person == 1 and form.number == "p"):
            yield form.text


def _refuse_unknown(table: Any, known: frozenset[str], where: str) -> None:
    if not isinstance(table, dict):
        raise ValueError(f"{where}: is no table")
    unknown = sorted(table.keys() - known)
    if unknown:
        raise ValueError(f"{where}: no key called {', '.join(unknown)}")
