"""How a language names institutions, ministries and offices, from a pack's ``offices.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from marsad.packs.pack import Pack, read_table
from marsad.packs.phrasebook import Phrasebook

_SECTIONS = {
    *("institution", "ministry", "portfolio", "office", "spokesperson", "counterpart"),
    *("classes", "locative", "titles", "post", "owner", "articles", "own", "bodies", "place"),
}
_PLACES = frozenset({"behind", "before"})


class Head(NamedTuple):
    """What a phrase of office or institution is: ``sort`` ministry, minister, portfolio,

    institution, office or spokesperson; ``id`` its key in ``institutions.toml``; ``definite``
    whether it is written as before an adjective; ``of`` the state that alone says so.
    """

    sort: str
    id: str
    definite: bool
    of: str = ""


class Owners(NamedTuple):
    """How an institution or an office is joined with the one that it belongs to.

    ``before`` tells that adjectives and genitives of the owner stand before it. Word lists are
    folded: ``genitive`` endings behind an apostrophe, ``needed`` ids of offices that tell nobody
    without an owner, ``possessive`` words of an owner who is not named, ``lesser`` words that make
    another office of it, ``describing`` ones that before a noun are no office, ``adjectives`` of
    institutions before their spokesperson; the articles.
    """

    before: bool
    genitive: frozenset[str]
    links: Phrasebook[str]
    needed: frozenset[str]
    possessive: frozenset[str]
    describing: frozenset[str]
    lesser: frozenset[str]
    adjectives: dict[str, str]
    definite: frozenset[str]
    indefinite: frozenset[str]


class PlaceWords(NamedTuple):
    """What the words around a name tell of it; all folded.

    Behind one of ``inside`` stands a place; ``before`` and ``behind`` may stand beside a place with
    a capital of their own, and ``plural`` words behind several; a name before one of ``street`` or
    behind one of ``part`` is something else; ``guarded`` names more often are.
    """

    inside: frozenset[str]
    before: frozenset[str]
    part: frozenset[str]
    behind: frozenset[str]
    plural: dict[str, str]
    street: frozenset[str]
    guarded: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """The phrases and word lists of ``offices.toml``; word lists are folded.

    ``portfolios`` are what ministries answer for, behind their links; ``once`` words before an
    office that is past. ``announcing`` class nouns stand before the name of a body,
    ``announcing_quoted`` ones before one in quotation marks; what they are called in English.
    """

    heads: Phrasebook[Head]
    portfolios: Phrasebook[str]
    links: Phrasebook[str]
    posts: Phrasebook[str]
    former: frozenset[str]
    once: frozenset[str]
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
    honorifics: frozenset[str]
    owners: Owners
    bodies: frozenset[str]
    body_links: Phrasebook[str]
    things: frozenset[str]
    announcing: dict[str, str]
    announcing_quoted: dict[str, str]
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
        portfolios=Phrasebook(
            (
                (f"{link} {answers}", name)
                for name, some in table.get("portfolio", {}).items()
                for answers in some
                for link in ministry.get("links", ())
            ),
            pack,
        ),
        links=Phrasebook(((one, "link") for one in spoken.get("links", ())), pack),
        posts=Phrasebook(
            ((one, post) for post, some in table.get("post", {}).items() for one in some), pack
        ),
        former=frozenset(map(key, ministry.get("former", ()))),
        once=frozenset(map(key, ministry.get("once", ()))),
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
        titles=_phrases(table.get("titles", {}).get("words", ()), pack),
        honorifics=words("titles", "single"),
        owners=_owners(table, pack),
        bodies=words("bodies", "words"),
        body_links=_phrases(table.get("bodies", {}).get("links", ()), pack),
        things=words("bodies", "things"),
        announcing=_called(table, "named", pack),
        announcing_quoted=_called(table, "quoted", pack),
        place=PlaceWords(
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


def _called(table: dict[str, Any], name: str, pack: Pack) -> dict[str, str]:
    """Folded class nouns with what they are called in English."""
    given = table.get("bodies", {}).get(name, {})
    return {pack.folding.key(word): called for word, called in given.items()}


def _phrases(written: Iterable[str], pack: Pack) -> Phrasebook[str]:
    """A list of phrases that are only found; what they say is themselves."""
    return Phrasebook(((one, one) for one in written), pack)


def _owners(table: dict[str, Any], pack: Pack) -> Owners:
    """The sections ``owner`` and ``articles``."""
    key, given, articles = pack.folding.key, table.get("owner", {}), table.get("articles", {})
    place = given.get("place", "behind")
    if place not in _PLACES:
        raise ValueError(f"{pack.lang}/offices.toml: owner: no place called {place}")

    def folded(some: Mapping[str, Any], name: str) -> frozenset[str]:
        return frozenset(map(key, some.get(name, ())))

    before = table.get("spokesperson", {}).get("before", {})
    return Owners(
        before=place == "before",
        genitive=folded(given, "genitive"),
        links=_phrases(given.get("links", ()), pack),
        needed=frozenset(given.get("needed", ())),
        possessive=folded(given, "possessive"),
        describing=folded(given, "describing"),
        lesser=folded(table.get("ministry", {}), "lesser"),
        adjectives={key(word): name for name, some in before.items() for word in some},
        definite=folded(articles, "definite"),
        indefinite=folded(articles, "indefinite"),
    )


def _heads(table: dict[str, Any], pack: Pack) -> Iterator[tuple[str, Head]]:
    for sort in ("institution", "office"):
        for name, written in table.get(sort, {}).items():
            for one in written:
                yield from _both(one, Head(sort, name, False), pack)
    yield from _portfolios(table, pack)
    yield from _own(table.get("own", {}))
    for word in table.get("spokesperson", {}).get("words", ()):
        definite = bool(pack.article) and word.startswith(pack.article)
        yield word, Head("spokesperson", "spokesperson", definite)


def _portfolios(table: dict[str, Any], pack: Pack) -> Iterator[tuple[str, Head]]:
    """Ministries and ministers, with what they answer for and alone."""
    ministry = table.get("ministry", {})
    if ministry.get("links"):
        yield from ((word, Head("ministry", "", False)) for word in ministry.get("words", ()))
    for word in ministry.get("minister", ()):
        yield from _both(word, Head("minister", "", False), pack)
    for name, portfolio in table.get("portfolio", {}).items():
        for answers in portfolio:
            yield from _ministries(ministry, name, answers, pack)


def _own(states: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, Head]]:
    """Offices whose words one state alone uses."""
    for state, offices in states.items():
        for name, written in offices.items():
            yield from ((one, Head("office", name, False, state)) for one in written)


def _linked(ministry: dict[str, Any], name: str, answers: str) -> Iterator[tuple[str, Head]]:
    """A ministry and its minister behind what they answer for, and before it with a link."""
    for sort, key in (("ministry", "words"), ("minister", "minister")):
        for word in ministry.get(key, ()):
            head = Head(sort, name, False)
            yield f"{answers} {word}", head
            yield from ((f"{word} {link} {answers}", head) for link in ministry["links"])


def _ministries(
    ministry: dict[str, Any], name: str, answers: str, pack: Pack
) -> Iterator[tuple[str, Head]]:
    """A ministry and its minister, before an adjective and before a name."""
    if ministry.get("links"):
        yield from _linked(ministry, name, answers)
        return
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
