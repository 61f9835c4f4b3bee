"""Who or what a person says that some words are: looked up in the lists and the gazetteer.

What is written: an id of the lists (``recep-tayyip-erdogan``, ``geonames.276781``), ``~Name`` for
what no list has, ``open`` for a name of which it is open who is meant, ``none`` for no name at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from marsad.archive.review.judgements import NameIs, Piece, PlaceIs
from marsad.archive.schema import names
from marsad.entities.gazetteer import Spot, load_gazetteer
from marsad.entities.lists import load_lists
from marsad.model import Kind
from marsad.packs.pack import languages, load_pack

_UNLISTED = "~"
OPEN, NONE = "open", "none"


def name_is(
    connection: Connection, at: Piece, wanted: str, *, kind: Kind | None, lists: Sequence[Path] = ()
) -> NameIs:
    """What a person says that the words of an actor or a voice mean.

    ``kind`` is what they are; an entity of the lists brings its own.

    Raises:
        ValueError: no list and no archive has that id, or nothing tells what kind it is.
    """
    if wanted == NONE:
        return NameIs(at=at)
    if wanted == OPEN:
        return NameIs(at=at, kind=kind or Kind.UNKNOWN)
    known = load_lists(*lists).entities.get(wanted)
    if known is not None:
        country = known.countries[0] if known.countries else None
        return NameIs(
            at=at,
            kind=known.kind,
            entity=known.id,
            name=known.name,
            sector=known.sector,
            country=country,
        )
    name = _unlisted(wanted) or _in_archive(connection, wanted)
    if name is None:
        raise ValueError(f"{wanted}: no such id; marsad actors NAME shows ids, ~Name is in no list")
    if kind is None:
        kinds = ", ".join(one.value for one in Kind)
        raise ValueError(f"{wanted}: say what it is, by --kind ({kinds})")
    return NameIs(at=at, kind=kind, entity=None if wanted[0] == _UNLISTED else wanted, name=name)


def _unlisted(wanted: str) -> str | None:
    name = " ".join(wanted[1:].split())
    return name if wanted.startswith(_UNLISTED) and name else None


def _in_archive(connection: Connection, entity: str) -> str | None:
    """The name of an id that the machine composed: an army, a ministry of a state."""
    chosen = select(names.c.name).where(names.c.kind == "actor", names.c.entity == entity)
    return connection.scalar(chosen) if not entity.startswith(_UNLISTED) else None


def place_is(at: Piece, wanted: str, *, lists: Sequence[Path] = ()) -> PlaceIs:
    """What a person says that the words of a place mean.

    Raises:
        ValueError: the gazetteer has no such id.
    """
    if wanted in (NONE, OPEN):
        return PlaceIs(at=at)
    name = _unlisted(wanted)
    if name is not None:
        return PlaceIs(at=at, name=name, entity=_UNLISTED + name, level="place")
    spot = find_spot(wanted, lists)
    if spot is None:
        raise ValueError(f"{wanted}: no such place; marsad places NAME shows ids, ~Name is in none")
    return PlaceIs(
        at=at,
        name=spot.name,
        entity=spot.id,
        country=spot.country,
        point=spot.point,
        level=spot.level,
    )


def find_spot(wanted: str, lists: Sequence[Path] = ()) -> Spot | None:
    """A place of the gazetteer by its id; what is listed by us first, then the towns."""
    known = load_lists(*lists)
    row = f"{wanted.removeprefix('geonames.').removeprefix('place.')}\t"
    for lang in languages():
        gazetteer = load_gazetteer(known, load_pack(lang))
        for spot in gazetteer.listed:
            if spot.id == wanted:
                return spot
        for number, town in enumerate(gazetteer.towns, len(gazetteer.listed)):
            if town.startswith(row) and gazetteer.reading(number).spot.id == wanted:
                return gazetteer.reading(number).spot
    return None
