"""The words by which a language tells political events (PLOVER), from a pack's ``events.toml``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from marsad.model import EventType
from marsad.packs.conjugation import Form, split_object
from marsad.packs.inflection import PARTS, Inflection
from marsad.packs.memory import Memory
from marsad.packs.pack import Pack, read_table
from marsad.packs.phrasebook import Phrasebook

_KEYS = {
    *("lemma", "form", "imperfect", "nouns", "type", "mode", "example", "with", "not_with"),
    *("object", "subject", "recipient", "partner", "reciprocal", "by", "status", "noun_only"),
    *(
        "verb_only",
        "avoid",
        "court",
        "future",
        "guard",
        "phrase",
        "trigger",
        "harm",
        "masdars",
        "negated",
        "or_party",
    ),
    *PARTS,
}
_NEEDED = {"type", "example"}
WORDS = (
    *("negation", "planned", "possible", "court", "agent", "pointer", "told"),
    *("maybe", "doubted", "accident", "apart", "between", "force"),
    *("determiner", "infinitive", "passive", "perfect", "ought", "real", "meant"),
    *("adverb", "gerund", "head", "happens", "joining", "suffers", "belongs"),
)
_SUBJECTS = {"recipient": "suffers", "none": "happens"}  # of a light verb, and its list
_GUARDS = frozenset({"party", "force", "carried"})
_SECTIONS = {"event", "light", "promise", "order", "contexts", *WORDS}
_LEMMAS = ("promise", "order")
_GOVERNING = ("past", "present")  # the parts of a verb that take an object
_ORDER = {"present": 1, "passive-past": 2, "passive-present": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One entry of the event lexicon; all words are folded.

    ``near`` are words of which one must follow within three words, ``never`` words of which none
    may; ``or_party``: a known party right behind serves as well. ``subject`` and ``object`` say
    what a verb's subject and object are: actor, recipient or none. ``to``, ``partner`` and ``by``
    are the prepositions before a recipient, an equal, a doer.
    ``harm``: tells the dead and wounded of an attack. ``guard``: a known party, place or time has
    to stand in its phrase; ``force``: a word of armed force in its sentence; ``carried``: a verb
    has to carry it, or to tell that it took place. ``promise``: what it promises is no event of its
    own. ``order``: what it orders is one. ``negated``: only under a negation, of which it is then
    the refusal (*will not allow*).
    """

    id: str
    type: EventType
    mode: str | None = None
    near: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    or_party: bool = False
    subject: str = "actor"
    object: str = "recipient"
    to: frozenset[str] = frozenset()
    partner: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    reciprocal: bool = False
    harm: bool = False
    guard: bool = False
    force: bool = False
    carried: bool = False
    promise: bool = False
    order: bool = False
    negated: bool = False
    status: str | None = None
    court: EventType | None = None
    future: EventType | None = None
    example: str = ""

    def __hash__(self) -> int:
        return hash(self.id)


class TriggerForm(NamedTuple):
    """A reading of one written form; ``part`` as in ``conjugation.Form``.

    ``initial`` is its first letter at level 1, which tells a past from its noun (أصاب, إصابة).
    """

    trigger: Trigger
    part: str
    initial: str
    gender: str
    number: str
    suffix: str


Readings = tuple[tuple[int, tuple[TriggerForm, ...]], ...]


class Phrase(NamedTuple):
    """An entry of several words: ``word`` is the one that is marked, ``part`` what it is."""

    trigger: Trigger
    word: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """The event lexicon of a pack, by folded form, and the word lists that go with it.

    ``words`` leads from a word to the names of the lists that hold it (``WORDS``, and ``light``).
    ``parts`` tells what each word can be of a verb of the lexicon, and ``adverbs`` are the endings
    of adverbs, in languages that put the subject first. ``look`` gives the readings of a folded
    word, each with the number of letters that stand before it, and ``bare`` the word and what it
    is without the letters glued to it; both remember their answers.
    """

    triggers: tuple[Trigger, ...]
    forms: dict[str, tuple[TriggerForm, ...]]
    phrases: Phrasebook[Phrase]
    words: Phrasebook[str]
    contexts: Phrasebook[str]
    future: frozenset[str]
    accusative: str
    parts: dict[str, frozenset[str]]
    adverbs: tuple[str, ...]
    look: Callable[[str], Readings] = field(init=False)
    bare: Callable[[str], frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "look", Memory(lambda key: tuple(self._read(key))).__getitem__)
        object.__setattr__(self, "bare", Memory(self._bare).__getitem__)

    def _bare(self, key: str) -> frozenset[str]:
        rests = [rest for _, rest in self.phrases.peel(key)]
        ending = self.accusative
        if ending:
            rests += [rest[: -len(ending)] for rest in rests if rest.endswith(ending)]
        return frozenset(rests)

    def _read(self, key: str) -> Iterator[tuple[int, tuple[TriggerForm, ...]]]:
        for cut, rest in self.phrases.peel(key):
            forms = self.written(rest)
            if forms:
                yield cut, forms
            elif rest[:1] in self.future:
                present = tuple(f for f in self.written(rest[1:]) if f.part.endswith("present"))
                if present:
                    yield cut, present

    def written(self, word: str) -> tuple[TriggerForm, ...]:
        """The readings of a word without proclitics, the likely ones first."""
        whole = self.forms.get(word, ())
        governing = tuple(self._with_object(word))
        return tuple(sorted((*whole, *governing), key=_likely)) if governing else whole

    def _with_object(self, word: str) -> Iterator[TriggerForm]:
        """What a word is as a verb with an attached object; the lexicon writes none of these."""
        for base, suffix in split_object(word):
            for form in self.forms.get(base, ()):
                if form.part in _GOVERNING:
                    yield form._replace(suffix=suffix)


@cache
def load_events(pack: Pack) -> EventWords:
    """The event words of a pack; empty where it has none.

    Raises:
        ValueError: an entry is wrong; the message names it.
    """
    table = read_table(pack, "events")
    where = f"{pack.lang}/events.toml"
    unknown = table.keys() - _SECTIONS
    if unknown:
        raise ValueError(f"{where}: no section called {', '.join(unknown)}")
    entries = table.get("event", [])
    lemmas = {name: frozenset(table.get(name, {}).get("words", ())) for name in _LEMMAS}
    triggers = [_trigger(where, entry, pack, lemmas) for entry in entries]
    made = [
        (trigger, form)
        for trigger, entry in zip(triggers, entries, strict=True)
        for form in _inflect(trigger, entry, pack.inflection)
    ]
    forms = _index([pair for pair in made if not _parted(pair[1].text)], pack)
    phrases = [*_phrases(triggers, entries, pack), *_several(made, pack)]
    return EventWords(
        triggers=tuple(triggers),
        forms=forms,
        phrases=Phrasebook(phrases, pack),
        words=Phrasebook(_words(table, pack.inflection), pack),
        contexts=Phrasebook(
            (
                (word, name.replace("_", " "))
                for name, words in table.get("contexts", {}).items()
                for word in words
            ),
            pack,
        ),
        future=pack.lexicon.peeling.future,
        accusative=pack.lexicon.peeling.accusative,
        parts=_parts(made, table, pack) if pack.order == "subject-first" else {},
        adverbs=tuple(table.get("adverb", {}).get("endings", ())),
    )


def _parts(
    made: Iterable[tuple[Trigger, Form]], table: dict[str, Any], pack: Pack
) -> dict[str, frozenset[str]]:
    """What each word can be: parts of a verb, of several words the first, and a noun, the last."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    forms = [form for _, form in made]
    for verb in table.get("light", {}).get("verbs", ()):
        forms += pack.inflection.verb(verb, objects=False, third=True)
    for form in forms:
        words = pack.folding.key(form.text).replace("-", " ").split()
        found[words[-1] if form.part == "noun" else words[0]].add(form.part)
        if len(words) > 1 and form.part != "noun":
            found[words[0]].add("noun")  # by itself it may be one
    return {key: frozenset(parts) for key, parts in found.items()}


def _trigger(
    where: str, entry: dict[str, Any], pack: Pack, lemmas: dict[str, frozenset[str]]
) -> Trigger:
    lemma = entry.get("lemma") or entry.get("phrase")
    unknown, missing = entry.keys() - _KEYS, _NEEDED - entry.keys()
    if not lemma or unknown or missing:
        fault = f"no key called {', '.join(unknown)}" if unknown else f"needs {', '.join(missing)}"
        raise ValueError(f"{where}: {lemma or 'an entry without its lemma'}: {fault}")

    def words(key: str) -> frozenset[str]:
        return frozenset(map(pack.folding.key, entry.get(key, ())))

    guards = frozenset(str(entry.get("guard", "")).split())
    if guards - _GUARDS:
        raise ValueError(f"{where}: {lemma}: no guard called {', '.join(guards - _GUARDS)}")
    try:
        kind = EventType(entry["type"])
        court, future = (EventType(entry[k]) if k in entry else None for k in ("court", "future"))
    except ValueError as error:
        raise ValueError(f"{where}: {lemma}: {error}") from error
    return Trigger(
        id=f"{kind.lower()}/{lemma}",
        type=kind,
        mode=entry.get("mode"),
        near=words("with"),
        never=words("not_with"),
        or_party=entry.get("or_party", False),
        subject=entry.get("subject", "actor"),
        object=entry.get("object", "recipient"),
        to=words("recipient"),
        partner=words("partner"),
        by=words("by"),
        reciprocal=entry.get("reciprocal", False),
        harm=entry.get("harm", False),
        guard="party" in guards,
        force="force" in guards,
        carried="carried" in guards,
        promise=lemma in lemmas["promise"],
        order=lemma in lemmas["order"],
        negated=entry.get("negated", False),
        status=entry.get("status"),
        court=court,
        future=future,
        example=entry["example"],
    )


def _index(made: Sequence[tuple[Trigger, Form]], pack: Pack) -> dict[str, tuple[TriggerForm, ...]]:
    keys = pack.folding.keys([form.text for _, form in made])
    found: defaultdict[str, list[TriggerForm]] = defaultdict(list)
    for key, (trigger, (text, part, _, gender, number, suffix)) in zip(keys, made, strict=True):
        found[key].append(TriggerForm(trigger, part, text[0], gender, number, suffix))
    return {
        key: tuple(sorted(dict.fromkeys(some), key=_likely)) if len(some) > 1 else (some[0],)
        for key, some in found.items()
    }


def _likely(form: TriggerForm) -> tuple[int, bool]:
    """Of the readings of a verb the active ones first, the past before the present, and those that
    want certain words before those that want none."""
    return _ORDER.get(form.part, 0), not form.trigger.near


def _inflect(trigger: Trigger, entry: dict[str, Any], inflection: Inflection) -> Iterator[Form]:
    """The forms of an entry in the third person, without those that it avoids.

    A word that is no verb is a noun.
    """
    if "lemma" not in entry:
        return
    nouns = [*entry.get("nouns", ()), *entry.get("masdars", ())]
    verbal = inflection.verbal(entry)
    made: list[Form] = []
    if verbal:
        bare = {key: value for key, value in entry.items() if key != "masdars"}
        try:
            made = inflection.verb(bare, objects=False, third=True)
        except ValueError as wrong:
            raise ValueError(f"events.toml: {trigger.id}: {wrong}") from wrong
    forms = [f for f in made if f.part != "masdar"] if not entry.get("noun_only") else []
    if not entry.get("verb_only"):
        for noun in nouns or ([] if verbal else [entry["lemma"]]):
            forms += inflection.noun(noun, "noun", "")
        if not nouns and entry.get("form", "I") != "I":
            forms += [form._replace(part="noun") for form in made if form.part == "masdar"]
    avoid = set(entry.get("avoid", ()))
    yield from (form for form in forms if form.text not in avoid)


def _phrases(
    triggers: Iterable[Trigger], entries: Iterable[dict[str, Any]], pack: Pack
) -> Iterator[tuple[str, Phrase]]:
    """Fixed phrases, each with the word in it that is marked."""
    for trigger, entry in zip(triggers, entries, strict=True):
        if "phrase" in entry:
            marked = entry.get("trigger", entry["phrase"].split()[0])
            yield entry["phrase"], Phrase(trigger, pack.folding.key(marked), "phrase")


def _parted(text: str) -> bool:
    return " " in text or "-" in text


def _several(made: Iterable[tuple[Trigger, Form]], pack: Pack) -> Iterator[tuple[str, Phrase]]:
    """Forms of several words: of a verb the first is marked, of a noun the last."""
    for trigger, form in made:
        if _parted(form.text):
            words = pack.folding.key(form.text).replace("-", " ").split()
            marked = words[-1] if form.part == "noun" else words[0]
            yield form.text, Phrase(trigger, marked, form.part)


def _words(table: dict[str, Any], inflection: Inflection) -> Iterator[tuple[str, str]]:
    """The words of all lists, each with the name of its list."""
    yield from _light(table.get("light", {}), inflection)
    for name in WORDS:
        yield from ((one, name) for one in table.get(name, {}).get("words", ()))


def _light(table: dict[str, Any], inflection: Inflection) -> Iterator[tuple[str, str]]:
    """All finite forms and participles of the verbs that carry an event noun, and lone words, each
    with its lists: that of light words, and the one that its subject has it in."""
    for verb in table.get("verbs", ()):
        entry = {**verb, "masdars": verb.get("nouns", ())}
        subject = _SUBJECTS.get(entry.pop("subject", ""))
        for form in inflection.verb(entry, objects=True, third=True):
            yield form.text, "light"
            if subject is not None:
                yield form.text, subject
    yield from ((word, "light") for word in table.get("words", ()))
