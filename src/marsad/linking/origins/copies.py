"""Copies: members of a proposition that say it in the same words, or in documents that do.

What five outlets print alike comes from one desk, whether or not they name it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from marsad.archive.near import likeness
from marsad.linking.nouns import Statement

# Of the runs of three words that two documents share: as for near copies in the archive, where a
# reworked agency text keeps more than half and two reports of one event far less.
LIKE_DOCUMENTS = 0.5
# Of the runs of three words of the shorter of two statements: a sentence of ten words with one of
# them changed in the middle keeps five of eight, with one changed at an end seven.
LIKE_WORDS = 0.7
FEWEST = 6  # words; shorter ones are alike by chance (*the attack killed fourteen people*)
_HASH = 8  # bytes of one hash of a sketch
_FEW = 20  # among whom each is compared with each: that is quicker than to list what they hold
_COMMON = 200  # holders of a run beyond which only neighbours are compared; bounds the cost


class Groups:
    """Sets that grow together; each is known by its least member."""

    def __init__(self, all_: Iterable[str]) -> None:
        self._above = {one: one for one in all_}

    def find(self, one: str) -> str:
        """The least member of the set that holds ``one``."""
        while self._above[one] != one:
            self._above[one] = one = self._above[self._above[one]]
        return one

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        least, most = sorted((self.find(one), self.find(other)))
        self._above[most] = least


def wording(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter one's runs of three words that the other has too; 0..1."""
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    ours, theirs = runs(one), runs(other)
    return len(ours & theirs) / min(len(ours), len(theirs))


def runs(words: Sequence[str]) -> set[Hashable]:
    """The runs of three words, as a set."""
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def like_documents(members: Sequence[Statement]) -> dict[str, str]:
    """From each document of the members to the least id of those that it is a near copy of.

    Copies of copies count, so that nothing depends on the order of the members.
    """
    sketches = {member.document: member.sketch for member in members}
    if len(sketches) < 2:
        return {document: document for document in sketches}
    hashes: dict[str, set[Hashable]] = {
        document: {sketch[at : at + _HASH] for at in range(0, len(sketch), _HASH)}
        for document, sketch in sorted(sketches.items())
        if len(sketch) >= FEWEST * _HASH  # of a shorter text no sketch tells
    }
    groups = Groups(sketches)
    for one, other in _sharing(hashes):
        apart = groups.find(one) != groups.find(other)
        if apart and likeness(sketches[one], sketches[other]) >= LIKE_DOCUMENTS:
            groups.join(one, other)
    return {document: groups.find(document) for document in sketches}


def like_words(members: Sequence[Statement]) -> dict[str, str]:
    """From the id of each member to the least id of those that say it in nearly the same words.

    Within one outlet the same words tell nothing: a headline repeats the text, a voice the voice
    that it quotes.
    """
    outlets = {member.id: member.outlet or member.document for member in members}
    groups = Groups(outlets)
    for one, other in like_pairs(members):
        if outlets[one] != outlets[other]:
            groups.join(one, other)
    return {member: groups.find(member) for member in outlets}


def like_pairs(members: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """Pairs of members, by id, that say it in nearly the same words."""
    words = {member.id: member.words for member in members if len(member.words) >= FEWEST}
    if len(words) < 2:
        return
    for one, other in _sharing({member: runs(words[member]) for member in sorted(words)}):
        if wording(words[one], words[other]) >= LIKE_WORDS:
            yield one, other


def _sharing(held: Mapping[str, set[Hashable]]) -> list[tuple[str, str]]:
    """Pairs of those who hold something in common, each once, in order."""
    if len(held) <= _FEW:
        return [
            (one, other)
            for one, other in combinations(sorted(held), 2)
            if not held[one].isdisjoint(held[other])
        ]
    holders: dict[Hashable, list[str]] = {}
    for one in sorted(held):
        for thing in held[one]:
            holders.setdefault(thing, []).append(one)
    pairs: set[tuple[str, str]] = set()
    for some in holders.values():
        pairs.update(combinations(some, 2) if len(some) <= _COMMON else pairwise(some))
    return sorted(pairs)
