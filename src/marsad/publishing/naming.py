"""What somebody is called for a reader: the one place where tables, drawings and pages ask.

The archive has canonical English names and ids. A reader gets the name that the lists or a pack
have in his language; else the one that a document of his language writes; else the canonical one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from marsad.entities.appellations import name_entity, name_place, rename
from marsad.entities.lists import Lists
from marsad.publishing.words import Words, words_for

_NAMELESS = frozenset({"an unnamed source", "unknown"})  # what linking calls a voice without a name


@dataclass(frozen=True, slots=True)
class Names:
    """Names in the language of the words; ``written`` are those of documents by canonical name.

    ``lists`` are those that count where there are others than those of the package.
    """

    words: Words
    written: Mapping[str, str] = field(default_factory=dict)
    lists: Lists | None = None

    def of(self, name: str | None, entity: str | None = None) -> str | None:
        """What is called so, or has this id; ``None`` where there is neither.

        The name goes first: an origin may have the id of the state whose official it is.
        """
        if name is None:
            return None if entity is None else self.entity(entity) or entity
        if name in _NAMELESS:
            return self.words.phrase("somebody")
        composed = entity is not None and "." in entity
        told = rename(name, self.words.lang, self.lists)
        if told is None and composed and entity is not None:
            told = self.entity(entity)
        if told is None and self.words.lang != words_for(None).lang:  # that of canonical names
            told = self.written.get(name)
        return told or name

    def knowing(self, written: Iterable[tuple[str | None, str | None, str | None]]) -> Names:
        """These, with how documents write some: their language, the canonical name, their words."""
        own = {
            name: words
            for lang, name, words in written
            if lang == self.words.lang and name and words
        }
        return Names(self.words, {**own, **self.written}, self.lists)

    def entity(self, id: str) -> str | None:
        """What an entity is called, by its id; ``None`` where the language has no name for it."""
        return name_entity(id, self.words.lang, self.lists)

    def place(self, name: str, id: str | None) -> str:
        """What a place is called."""
        told = name_place(id, self.words.lang) if id else None
        return told or rename(name, self.words.lang, self.lists) or name
