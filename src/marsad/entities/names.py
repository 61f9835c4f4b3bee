"""The names of known actors as a language writes them, ready to be found in a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from marsad.entities.lists import Lists, Use
from marsad.packs.pack import Pack
from marsad.packs.phrasebook import Phrasebook

_INFLECTED = frozenset({"adjective"})


@cache
def index_names(lists: Lists, pack: Pack) -> Phrasebook[Use]:
    """Every form of the lists, adjectives with article, gender and number as the pack has them."""
    return Phrasebook(_forms(lists, pack), pack)


def _forms(lists: Lists, pack: Pack) -> Iterator[tuple[str, Use]]:
    for form, use in lists.forms:
        if use.sort in _INFLECTED and form[:1].isalpha() and not form.isascii():
            for one in inflect(form, pack):
                yield one, use
        else:
            yield form, use


def inflect(adjective: str, pack: Pack) -> Iterator[str]:
    """An adjective, each of its words, in both genders and the plural, with and without article."""
    endings = ("", *pack.endings.feminine, *pack.endings.plural, *pack.endings.accusative)
    words = adjective.split()
    for article in dict.fromkeys(("", pack.article)):
        for ending in endings:
            yield " ".join(f"{article}{word}{ending}" for word in words)
