"""How a language names institutions, ministries and offices, from a pack's ``offices.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from marsad.packs.pack import Pack, read_table
from marsad.packs.phrasebook import Phrasebook

_SECTIONS = {
    *("institution", "ministry", "portfolio", "office", "spokesperson", "counterpart"),
    *("classes", "locative", "titles", "post", "place"),
}


class Head(NamedTuple):
    """What a phrase of office or institution is: ``sort`` ministry, minister, portfolio,

    institution, office or spokesperson; ``id`` its key in ``institutions.toml``; ``definite``
    whether it is written as before an adjective.
    """

    sort: str
    id: str
    definite: bool


class PlaceWords(NamedTuple):
    """What the words around a name tell of it; all folded.

    Behind one of ``inside`` stands a place; ``before`` and ``behind`` may stand beside a place with
    a capital of their own, and ``plural`` words behind several; a name before one of ``street`` or
    behind one of ``part`` is something else; ``guarded`` names more often are. ``capitals`` tells
    whether names are written with a capital letter, and other words are not.
    """

    capitals: bool
    inside: frozenset[str]
    before: frozenset[str]
    part: frozenset[str]
    behind: frozenset[str]
    plural: dict[str, str]
    street: frozenset[str]
    guarded: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """The phrases and word lists of ``offices.toml``; word lists are folded."""

    heads: Phrasebook[Head]
    links: Phrasebook[str]
    posts: Phrasebook[str]
    former: frozenset[str]
    elect: frozenset[str]
    counterparts: frozenset[str]
    classes: dict[str, frozenset[str]]
    locatives: frozenset[str]
    motions: frozenset[str]
    parties: frozenset[str]
    backed: frozenset[str]
    near: frozenset[str]
    locative_letters: frozenset[str]
    titles: Phrasebook[str]
    place: PlaceWords


@cache
def load_offices(pack: Pack) -> OfficeWords:
    """The office words of a pack; empty where it has none.

    Raises:
        ValueError: there is a section that is not known.
    """
    table = read_table(pack, "offices")
    unknown = table.keys() - _SECTIONS
    if unknown:
        raise ValueError(f"{pack.lang}/offices.toml: no section called {', '.join(unknown)}")
    key = pack.folding.key
    ministry, spoken = table.get("ministry", {}), table.get("spokesperson", {})
    locative = table.get("locative", {})

    def words(*path: str) -> frozenset[str]:
        found: Any = table
        for step in path:
            found = found.get(step, {})
        return frozenset(map(key, found or ()))

    return OfficeWords(
        heads=Phrasebook(_heads(table, pack), pack),
        links=Phrasebook(((one, "link") for one in spoken.get("links", ())), pack),
        posts=Phrasebook(
            ((one, post) for post, some in table.get("post", {}).items() for one in some), pack
        ),
        former=frozenset(map(key, ministry.get("former", ()))),
        elect=frozenset(map(key, ministry.get("elect", ()))),
        counterparts=words("counterpart", "words"),
        classes={
            name: frozenset(map(key, some)) for name, some in table.get("classes", {}).items()
        },
        motions=frozenset(map(key, locative.get("verbs", ()))),
        locatives=frozenset(map(key, locative.get("words", ()))),
        parties=frozenset(map(key, locative.get("party", ()))),
        backed=frozenset(map(key, locative.get("backed", ()))),
        near=frozenset(map(key, locative.get("near", ()))),
        locative_letters=frozenset(locative.get("glued", ())),
        titles=Phrasebook(
            ((one, "title") for one in table.get("titles", {}).get("words", ())), pack
        ),
        place=PlaceWords(
            capitals=bool(table.get("place", {}).get("capitals")),
            inside=words("place", "inside"),
            before=words("place", "before"),
            part=words("place", "part"),
            behind=words("place", "behind"),
            plural={
                key(word): key(single)
                for word, single in table.get("place", {}).get("plural", {}).items()
            },
            street=words("place", "street"),
            guarded=words("place", "guarded"),
        ),
    )


def _heads(table: dict[str, Any], pack: Pack) -> Iterator[tuple[str, Head]]:
    for sort in ("institution", "office"):
        for name, written in table.get(sort, {}).items():
            for one in written:
                yield from _both(one, Head(sort, name, False), pack)
    ministry = table.get("ministry", {})
    for word in ministry.get("minister", ()):
        yield from _both(word, Head("minister", "", False), pack)
    for name, portfolio in table.get("portfolio", {}).items():
        for answers in portfolio:
            yield from _ministries(ministry, name, answers, pack)
    for word in table.get("spokesperson", {}).get("words", ()):
        yield word, Head("spokesperson", "spokesperson", word.startswith(pack.article))


def _ministries(
    ministry: dict[str, Any], name: str, answers: str, pack: Pack
) -> Iterator[tuple[str, Head]]:
    """A ministry and its minister, before an adjective and before a name."""
    if name in ministry.get("alone", ()):
        yield answers, Head("portfolio", name, True)
    bare = answers.removeprefix(pack.article)
    for sort, key in (("ministry", "words"), ("minister", "minister")):
        for word in ministry.get(key, ()):
            yield f"{word} {answers}", Head(sort, name, True)
            yield f"{word} {bare}", Head(sort, name, False)


def _both(written: str, head: Head, pack: Pack) -> Iterator[tuple[str, Head]]:
    """A single noun with and without its article; a phrase as it is written."""
    article = pack.article
    several = " " in written
    if several or (article and written.startswith(article)):
        last = written.split()[-1]
        yield written, head._replace(definite=bool(article) and last.startswith(article))
    else:
        yield written, head
        if article:
            yield article + written, head._replace(definite=True)
