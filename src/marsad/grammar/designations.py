"""Designations: an institution or an office together with the state or body that it belongs to.

*The Russian army*, *the foreign minister of Japan*, *the spokesman of the ministry of …*. Here they
are only read; who holds the office is a question for the analysis.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.entities.lists import Use
from marsad.grammar.tagged import Tagged
from marsad.packs.offices import Head, OfficeWords
from marsad.packs.phrasebook import Found, Phrasebook

_GAP = 2  # describing words between an institution and its state (الجيش الوطني الليبي)
_JOINTS = frozenset("_#")
POSTED = frozenset({"ambassador", "envoy"})
TO_UN = "un-ambassador"
_ANSWERING = frozenset({"ministry", "minister"})
_TAKEN = 3  # words of rank between an office and its state (الرسمي، السابق)


class Designation(NamedTuple):
    """Tokens ``first`` to ``end`` (exclusive), of which ``cut`` letters are proclitics.

    ``owner`` is the id of the state or body, ``None`` where the words leave it open; ``of`` the
    inner designation of a spokesperson. ``past`` tells a former office; ``detail`` is the state
    to which an envoy is sent. ``definite`` is false where nothing marks the words as those of one
    known.
    """

    first: int
    end: int
    cut: int
    head: Head
    owner: str | None
    of: Designation | None = None
    past: bool = False
    detail: str = ""
    definite: bool = True


class DesignationReader:
    """Reads the designations of one page.

    ``names`` and ``offices`` are those of its language; ``persons`` are the ids that own no office:
    who stands behind *the foreign minister* holds it.
    """

    def __init__(
        self,
        tagged: Tagged,
        names: Phrasebook[Use],
        offices: OfficeWords,
        persons: frozenset[str],
    ) -> None:
        self._tagged, self._names, self._offices = tagged, names, offices
        self._persons = persons
        self._keys = tagged.page.keys
        self._size = len(self._keys)

    def all(self) -> Iterator[Designation]:
        """Every designation, one for each token at which one begins."""
        for at in self._offices.heads.positions(self._keys):
            made = self.read(at)
            if made is not None:
                yield made

    def read(self, at: int, *, inner: bool = False) -> Designation | None:
        """The designation that begins at token ``at``; an inner one holds no further one."""
        found = self._offices.heads.find(self._keys, at, self._size)
        if found is None:
            return None
        head = found.values[0]
        if head.sort == "spokesperson":
            return None if inner else self._spokesperson(found)
        best: Designation | None = None
        for head in found.values:
            made = self._read_head(found, head, inner)
            if made is not None and (best is None or _rank(made) > _rank(best)):
                best = made
        return best

    def _spokesperson(self, found: Found[Head]) -> Designation | None:
        at = found.end
        link = self._offices.links.find(self._keys, at, self._size) if at < self._size else None
        if link is None:
            return None
        inner = self.read(link.end, inner=True) if link.end < self._size else None
        if inner is not None:
            return Designation(
                found.first, inner.end, found.cut, found.values[0], inner.owner, inner
            )
        name = self._names.find(self._keys, link.end, self._size) if link.end < self._size else None
        if name is None:
            return None
        owner = next((u.entity for u in name.values if u.sort in ("full", "guarded")), None)
        if owner is None:
            return None
        return Designation(found.first, name.end, found.cut, found.values[0], owner)

    def _read_head(self, found: Found[Head], head: Head, deep: bool) -> Designation | None:
        once, lesser = self._before(found.first)
        if lesser:
            return None
        at, past = self._rank_end(found.end)
        past = past or once
        inner = None if deep else self._inner(at, head)
        if inner is not None:
            return Designation(found.first, inner.end, found.cut, head, inner.owner, inner, past)
        owner = self._owner(at, head)
        if owner is None:
            if head.sort == "portfolio" or not (head.definite or self._article(found.first)):
                return None
            return Designation(found.first, at, found.cut, head, None, None, past)
        state, end = owner
        head, end = self._portfolio(head, end)
        end, former = self._rank_end(end)
        past = past or former
        made = Designation(found.first, end, found.cut, head, state, None, past)
        return self._posted(made) if head.id in POSTED else made

    def _portfolio(self, head: Head, at: int) -> tuple[Head, int]:
        """What a ministry answers for, behind its owner (*le ministère russe de la Défense*)."""
        if head.id or head.sort not in _ANSWERING or at >= self._size:
            return head, at
        found = self._offices.portfolios.find(self._keys, at, self._size)
        return (head._replace(id=found.values[0]), found.end) if found is not None else (head, at)

    def _before(self, first: int) -> tuple[bool, bool]:
        """Whether the word before an office tells that it is past, or makes a lesser one of it."""
        joined = first > 1 and self._keys[first - 1] == "-" and self._tagged.glued(first)
        at = first - 2 if joined else first - 1
        word = self._keys[at] if at >= 0 else ""
        return word in self._offices.once, word in self._offices.owners.lesser

    def _rank_end(self, at: int) -> tuple[int, bool]:
        """The token behind *former*, *elect* and the like, and whether an office is past."""
        past, end = False, min(self._size, at + _TAKEN)
        while at < end:
            if self._keys[at] in self._offices.former:
                past = True
            elif self._keys[at] not in self._offices.elect:
                break
            at += 1
        return at, past

    def _posted(self, made: Designation) -> Designation:
        """An ambassador or an envoy with where he is sent."""
        end = made.end
        post = self._offices.posts.find(self._keys, end, self._size) if end < self._size else None
        if post is not None and "un" in post.values:
            return made._replace(end=post.end, head=made.head._replace(id=TO_UN))
        if made.head.id != "envoy":
            return made
        end = post.end if post is not None else end
        name = self._names.find(self._keys, end, self._size) if end < self._size else None
        if name is None or not (post is not None or name.cut):
            return made
        to = next((use.entity for use in name.values if use.sort == "full"), "")
        return made._replace(end=name.end, detail=to) if to else made

    def _inner(self, at: int, head: Head) -> Designation | None:
        """The office to which an institution belongs (*the administration of President …*)."""
        if head.sort != "institution" or head.definite or at >= self._size:
            return None
        inner = self.read(at, inner=True)
        if inner is None or inner.head.sort != "office" or inner.owner is None or inner.cut:
            return None
        return inner

    def _owner(self, at: int, head: Head) -> tuple[str, int] | None:
        """The state or body behind a head and a link, if there is one; and the token behind it."""
        link = (
            self._offices.owners.links.find(self._keys, at, self._size) if at < self._size else None
        )
        at = link.end if link is not None else at
        for gap in range(_GAP if head.sort == "institution" and head.definite else 1):
            then = self._over_joint(at) + gap
            if then >= self._size or (gap and not self._describes(then - 1)):
                return None
            name = self._names.find(self._keys, then, self._size)
            if name is None:
                continue
            for use in name.values:
                if self._belongs(use, name, head):
                    return use.entity, name.end
        return None

    def _article(self, at: int) -> bool:
        """Whether an article that is a word of its own stands before a token."""
        return at > 0 and self._keys[at - 1] in self._offices.owners.definite

    def _over_joint(self, at: int) -> int:
        """Behind a mark that joins words (*#the_Israeli_army*)."""
        return at + 1 if at < self._size and self._keys[at] in _JOINTS else at

    def _belongs(self, use: Use, name: Found[Use], head: Head) -> bool:
        """Whether a name or an adjective can be the owner of a head."""
        definite = self._tagged.definite(name.first)
        if use.entity in self._persons and head.id != "administration":
            return False
        if use.sort == "adjective":
            if head.sort == "portfolio" and not self._feminine(name.end - 1):
                return False
            marked = not self._tagged.pack.article or (definite and head.definite)
            return not name.cut and marked
        if use.sort == "full":
            glued = name.cut > self._tagged.entries[name.first].lead
            return not name.cut or (glued and head.definite and head.sort == "office")
        return use.sort == "last" and head.id == "administration" and not name.cut

    def _feminine(self, at: int) -> bool:
        return self._tagged.page.words[at].endswith(self._tagged.pack.endings.feminine)

    def _describes(self, at: int) -> bool:
        """Whether token ``at`` is a definite adjective, of no state."""
        word = self._tagged.page.words[at]
        return self._tagged.definite(at) and word.endswith(self._tagged.pack.endings.adjective)


def _rank(made: Designation) -> tuple[bool, int]:
    return made.owner is not None, made.end
