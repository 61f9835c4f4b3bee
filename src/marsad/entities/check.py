"""Whether the lists of actors agree with themselves and with a language.

A form that two entries claim, an example that does not name its entry, two holders of one office at
one time, an office of a state that is not listed: each is a fault, named by its entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from marsad.entities.knowledge import Knowledge, load_knowledge
from marsad.entities.lists import Entity, Lists, Office, list_files, read_list
from marsad.packs.identify import scripts_in
from marsad.packs.lexicon import BIT, NAME
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Phrasebook
from marsad.text.tokens import tokenize

NOUN = BIT["noun"]
_CODE = 2  # letters of the code of a state
_SAFE = frozenset({"full"})


def check_actors(pack: Pack, *extra: Path) -> list[str]:
    """What is wrong with the lists, a line each; none when all is well.

    Raises:
        ValueError: a list breaks its schema; the message names file and entry.
        OSError: a list cannot be read.
    """
    knowledge = load_knowledge(pack, *extra)
    return [
        *_doubles((*list_files(), *extra)),
        *_collisions(knowledge, pack),
        *_words(knowledge, pack),
        *_examples(knowledge, pack),
        *_offices(knowledge),
    ]


def _doubles(paths: Iterable[Path]) -> Iterator[str]:
    """Ids that two entries of one file have."""
    for path in paths:
        ids = Counter(entry["id"] for entries in read_list(path).values() for entry in entries)
        yield from (f"{path.name}: {one}: two entries" for one, n in ids.items() if n > 1)


def _collisions(knowledge: Knowledge, pack: Pack) -> Iterator[str]:
    """Forms that would name several entries with equal right, at one time."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for form, use, _ in knowledge.lists.forms:
        if use.sort in _SAFE:
            owners[pack.folding.key(form)].add(use.entity)
    entities = knowledge.lists.entities
    for form, ids in sorted(owners.items()):
        lasting = sorted(ids)
        apart = all(_apart(entities[a], entities[b]) for a, b in pairwise(lasting))
        if len(lasting) > 1 and not apart:
            yield f"«{form}» names {', '.join(lasting)}: make it guarded in all but one"


def _apart(a: Entity, b: Entity) -> bool:
    """Whether two entries never were at the same time."""
    return bool(
        (a.ends and b.begins and a.ends <= b.begins) or (b.ends and a.begins and b.ends <= a.begins)
    )


def _words(knowledge: Knowledge, pack: Pack) -> Iterator[str]:
    """Single words that the pack knows as other words, and that would match everywhere.

    Where letters have case, initials are told by their capitals.
    """
    for form, use, _ in knowledge.lists.forms:
        key = pack.folding.key(form)
        if use.sort not in _SAFE or " " in key or (pack.cased and form.isupper()):
            continue
        if pack.cased and len(form) > 1 and form.isupper():
            continue  # initials, which count in capitals only
        entry = pack.lexicon.look(key)
        if entry.lead or entry.glue or any(role.name for role in entry.roles):
            continue
        if entry.mask & ~(NAME | NOUN) or any(cue.person == 3 for cue in entry.cues):
            yield f"{use.entity}: «{form}» is an ordinary word: make it guarded"


def _examples(knowledge: Knowledge, pack: Pack) -> Iterator[str]:
    """Entries whose example does not hold one of their own forms."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    for form, use, _ in knowledge.lists.forms:
        if use.sort != "short":
            own[use.entity].append(form)
    for entity in knowledge.lists.entities.values():
        example = entity.about.get("example")
        if (
            example
            and pack.script in scripts_in(example)
            and not _names(example, own[entity.id], pack)
        ):
            yield f"{entity.id}: its example does not name it: {example}"


def _names(example: str, forms: list[str], pack: Pack) -> bool:
    book: Phrasebook[bool] = Phrasebook(((form, True) for form in forms), pack)
    keys = [pack.folding.key(word) for word in tokenize(example).words]
    return any(book.find(keys, at, len(keys)) for at in range(len(keys)))


def _offices(knowledge: Knowledge) -> Iterator[str]:
    """Offices that are not known, of states that are not listed, or held twice at a time."""
    lists = knowledge.lists
    known = lists.templates["office"]
    for entity in lists.entities.values():
        for office in entity.offices:
            yield from (f"{entity.id}: {fault}" for fault in _faults(office, lists))
    for (office_id, of), held in sorted(lists.holders.items()):
        if not known.get(office_id, {}).get("single") or of not in lists.entities:
            continue
        for (_, end, first), (begin, _, second) in pairwise(held):
            if first != second and _overlap(end, begin):
                yield f"{office_id} of {of}: {first} and {second} at one time, from {begin}"


def _faults(office: Office, lists: Lists) -> Iterator[str]:
    if office.office not in lists.templates["office"]:
        yield f"no office called {office.office}"
    if len(office.of) == _CODE and office.of.isupper() and office.of not in lists.entities:
        yield f"{office.office} of {office.of}, which is no state of the lists"
    if office.begins and office.ends and office.ends < office.begins:
        yield f"{office.office} of {office.of} ends before it begins"


def _overlap(end: str | None, begin: str) -> bool:
    """Whether a term ends later than the next one begins, by more than dates may differ."""
    if end is None:
        return True
    size = min(len(end), len(begin), 7)
    return end[:size] > begin[:size]
