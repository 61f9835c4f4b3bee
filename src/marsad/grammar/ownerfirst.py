"""Designations of a language in which the owner stands first: *the Russian army*, *Russia's
foreign minister*, *an Iraqi army spokesman*; or behind a link: *the president of Turkey*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from marsad.entities.lists import Use
from marsad.grammar.designations import POSTED, TO_UN, Designation
from marsad.grammar.tagged import Tagged
from marsad.packs.offices import Head, OfficeWords
from marsad.packs.phrasebook import Found

_HELD = frozenset({"minister", "office"})  # what a person is: known by the article alone
_SPEAKS = "spokesperson"
_RANKS = 4  # words of rank between an owner and the office, or before both
_ADMINISTRATIONS = frozenset({"administration", "government"})  # named by a person, too


class OwnerFirstReader:
    """Reads the designations of one page. ``names`` are the forms of the lists, by first token;
    ``persons`` the ids that own no office."""

    def __init__(
        self,
        tagged: Tagged,
        names: Mapping[int, Found[Use]],
        offices: OfficeWords,
        persons: frozenset[str],
    ) -> None:
        self._tagged, self._names, self._offices = tagged, names, offices
        self._owners, self._persons = offices.owners, persons
        self._keys, self._words = tagged.page.keys, tagged.page.words
        self._size = len(self._keys)
        self._ending: defaultdict[int, list[Found[Use]]] = defaultdict(list)
        for name in names.values():
            self._ending[name.end].append(name)

    def all(self) -> Iterator[Designation]:
        """Every designation; those of spokespersons after what they speak for."""
        heads = list(self._heads())
        speaking = [found for found in heads if found.values[0].sort == _SPEAKS]
        made: dict[int, Designation] = {}
        for read in (self._read(found) for found in heads if found.values[0].sort != _SPEAKS):
            if read is not None:
                made[read.first] = read
        behind = {read.end: read for read in made.values()}
        for read in (self._spokesperson(found, made, behind) for found in speaking):
            if read is not None:
                made[read.first] = read
        yield from made.values()

    def _heads(self) -> Iterator[Found[Head]]:
        """The words of institutions and offices; none inside another."""
        end = 0
        for at in self._offices.heads.positions(self._keys):
            found = self._offices.heads.find(self._keys, at, self._size) if at >= end else None
            if found is not None and not self._inside_name(found):
                end = found.end
                yield found

    def _inside_name(self, found: Found[Head]) -> bool:
        """Whether the words of an office are the end of a longer name of the lists."""
        names = (self._names.get(at) for at in range(max(0, found.first - 3), found.first))
        return any(name is not None and name.end >= found.end for name in names)

    def _read(self, found: Found[Head]) -> Designation | None:
        best: Designation | None = None
        for head in found.values:
            made = self._read_head(found, head)
            if made is not None and (best is None or (best.owner is None and made.owner)):
                best = made
        return best

    def _read_head(self, found: Found[Head], head: Head) -> Designation | None:
        at, past, lesser = self._back_over_ranks(found.first)
        if lesser or self._describes(found.end):
            return None
        owner = self._owner_before(at, head)
        if owner is not None:
            state, first = owner
            before, former, _ = self._back_over_ranks(first)
            known = not self._before(before, self._owners.indefinite)
            made = Designation(
                first, found.end, 0, head, state, None, past or former, definite=known
            )
            return self._posted(made)
        definite = self._before(at, self._owners.definite)
        linked = self._link(found.end)
        if linked is not None:
            after = self._owner_behind(linked, head)
            if after is None:
                return None  # of somebody whom the lists do not have
            known = definite or head.sort not in _HELD
            made = Designation(found.first, after[1], 0, head, after[0], None, past, definite=known)
            return self._posted(made)
        if head.id in self._owners.needed:
            return None
        return Designation(found.first, found.end, 0, head, None, None, past, definite=definite)

    def _before(self, at: int, words: frozenset[str]) -> bool:
        """Whether one of some words stands right before a token."""
        return at > 0 and self._keys[at - 1] in words

    def _describes(self, at: int) -> bool:
        """Whether the word of an office before a token describes a noun (*chief executive*)."""
        if self._keys[at - 1] not in self._owners.describing or at >= self._size:
            return False
        entry, word = self._tagged.entries[at], self._words[at]
        return word.isalpha() and word.islower() and not (entry.mask or entry.cues)

    def _link(self, at: int) -> int | None:
        """The token behind a link that begins at a token."""
        found = self._owners.links.find(self._keys, at, self._size) if at < self._size else None
        return found.end if found is not None else None

    def _back_over_ranks(self, at: int) -> tuple[int, bool, bool]:
        """The token behind which *former*, *new* and the like begin; whether one of them tells a
        past office, and whether one tells a lesser one."""
        past = False
        for _ in range(_RANKS):
            before = at - 1
            if before > 0 and self._words[before] == "-" and self._tagged.glued(before):
                before -= 1
            word = self._keys[before] if before >= 0 else ""
            if word in self._owners.lesser:
                return at, past, True
            if word in self._offices.former:
                past = True
            elif word not in self._offices.elect:
                break
            at = before
        return at, past, False

    def _owner_before(self, at: int, head: Head) -> tuple[str, int] | None:
        """The owner whose adjective, name or genitive ends before a token, and its first token."""
        end, genitive = self._genitive(at)
        names = sorted(self._ending.get(end, ()), key=lambda name: name.first)
        for name in names:
            for use in name.values:
                if self._belongs(use, head, genitive):
                    return use.entity, name.first
        return None

    def _genitive(self, at: int) -> tuple[int, bool]:
        """The token behind a name in the genitive that ends before a token, and whether it is."""
        marks = self._tagged.pack.writing.apostrophes
        if at >= 2 and self._keys[at - 1] in self._owners.genitive and self._words[at - 2] in marks:
            return at - 2, True
        if at >= 1 and self._words[at - 1] in marks and self._tagged.glued(at - 1):
            return at - 1, True
        return at, False

    def _owner_behind(self, at: int, head: Head) -> tuple[str, int] | None:
        name = self._names.get(at)
        for use in name.values if name is not None else ():
            if use.sort == "full" and use.entity not in self._persons:
                return use.entity, name.end if name is not None else at
            if use.entity in self._persons and head.id == "administration" and name is not None:
                return use.entity, name.end
        return None

    def _belongs(self, use: Use, head: Head, genitive: bool) -> bool:
        """Whether an adjective or a name can be the owner of a head."""
        if use.entity in self._persons:
            return head.id in _ADMINISTRATIONS and use.sort in ("full", "last")
        return use.sort == "full" or (use.sort == "adjective" and not genitive)

    def _posted(self, made: Designation) -> Designation:
        """An ambassador or an envoy with where he is sent."""
        if made.head.id not in POSTED or made.end >= self._size:
            return made
        post = self._offices.posts.find(self._keys, made.end, self._size)
        if post is None:
            return made
        if "un" in post.values:
            return made._replace(end=post.end, head=made.head._replace(id=TO_UN))
        name = self._names.get(post.end)
        to = next((u.entity for u in name.values if u.sort == "full"), "") if name else ""
        return made._replace(end=name.end, detail=to) if name and to else made

    def _spokesperson(
        self,
        found: Found[Head],
        made: Mapping[int, Designation],
        behind: Mapping[int, Designation],
    ) -> Designation | None:
        head = found.values[0]
        of = self._speaks_for(found, behind)
        if of is not None:
            return of
        at = self._keys[found.first - 1] if found.first else ""
        adjective = self._owners.adjectives.get(at)
        if adjective is not None:
            office = Head("institution", adjective, False)
            owner = self._owner_before(found.first - 1, office)
            state, first = owner or (None, found.first - 1)
            inner = Designation(first, found.first, 0, office, state)
            return Designation(first, found.end, 0, head, state, inner)
        link = self._link(found.end)
        if link is None:
            return None
        of = made.get(link)
        if of is not None:
            return Designation(found.first, of.end, 0, head, of.owner, of)
        name = self._names.get(link)
        owned = self._one(name) if name is not None else None
        if name is None or owned is None:
            return None
        return Designation(found.first, name.end, 0, head, owned)

    def _one(self, name: Found[Use]) -> str | None:
        """The one whom a name means by itself, a surname only where nobody else has it."""
        full = next((use.entity for use in name.values if use.sort == "full"), None)
        if full is not None:
            return full
        last = {use.entity for use in name.values if use.sort == "last"}
        return last.pop() if len(last) == 1 else None

    def _speaks_for(
        self, found: Found[Head], behind: Mapping[int, Designation]
    ) -> Designation | None:
        """Who stands before a spokesperson: an institution or an office, or a name."""
        head = found.values[0]
        at, past, _ = self._back_over_ranks(found.first)
        end, _ = self._genitive(at)
        inner = behind.get(end)
        if inner is not None:
            return Designation(inner.first, found.end, 0, head, inner.owner, inner, past)
        for name in sorted(self._ending.get(end, ()), key=lambda name: name.first):
            owner = self._one(name)
            if owner is not None:
                return Designation(name.first, found.end, 0, head, owner, None, past)
        return None
