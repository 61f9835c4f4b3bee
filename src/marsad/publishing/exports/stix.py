"""Propositions as a bundle of STIX 2.1: what reports say, who says it, who denies it.

Only neutral objects are made: ``report``, ``identity``, ``note``, ``opinion``. No actor is called a
threat, and no event an incident. Ids and times come from the archive, so that the bytes are the
same twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from marsad.ids import content_id
from marsad.model import Kind
from marsad.publishing.exports.clean import brief, tidy, web_address
from marsad.publishing.exports.entries import PropositionEntry, Said, Telling
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.extras import need
from marsad.publishing.exports.propositions import proposition_entries
from marsad.publishing.exports.readings import call
from marsad.version import __version__

_SPACE = UUID("5f2f3c1e-7f0b-5b3a-9d0e-5d6f2a1c8e47")  # made once, for ids of Marsad
_LONG_AGO = "2020-01-01T00:00:00Z"  # before there was an archive: what has no time of its own
_CLASSES = {
    Kind.PERSON.value: "individual",
    Kind.GROUP.value: "group",
    Kind.ANONYMOUS.value: "unknown",
    Kind.UNKNOWN.value: "unknown",
}
# What is one and the same under one name, also where no list has it.
_BODIES = frozenset({Kind.OUTLET.value, Kind.ORGANISATION.value, Kind.GROUP.value})
_NAME = 120  # letters


def write_stix(export: Export) -> Iterator[bytes]:
    """One bundle, its objects as they come, each once.

    Raises:
        MissingExtra: stix2 is not installed.
    """
    stix2 = need("stix2", "stix")
    asked = export.selection
    bundle = _id("bundle", asked.query, asked.since, asked.until, *asked.propositions)
    yield f'{{"type":"bundle","id":"{bundle}","objects":['.encode()
    told: set[str] = set()
    program = stix2.Identity(**_identity("Marsad", Kind.UNKNOWN.value), **_made(_LONG_AGO))
    between = b"\n"
    for one in _every(stix2, program, proposition_entries(export)):
        if one.id not in told:
            told.add(one.id)
            yield between + _line(one)
            between = b",\n"
    yield b"\n]}\n"


def _every(stix2: Any, program: Any, entries: Iterable[PropositionEntry]) -> Iterator[Any]:
    """The program first, so that a bundle of nothing is one too."""
    yield program
    for entry in entries:
        yield from _objects(stix2, program.id, entry)


def _objects(stix2: Any, program: str, entry: PropositionEntry) -> Iterator[Any]:
    """The identities, a note for each telling, the report, and an opinion for each denial."""
    common = {**_made(entry.added or _LONG_AGO), "created_by_ref": program}
    notes = []
    for telling in entry.tellings:
        who = [_voice(one) for one in _speaking(telling)]
        for one in who:
            yield stix2.Identity(**one, **_made(_LONG_AGO))
        note = stix2.Note(**_note(telling, [one["id"] for one in who]), **common)
        notes.append(note.id)
        yield note
    yield stix2.Report(**_report(entry, notes), **common)
    for name in entry.denied_by:
        yield stix2.Opinion(**_denial(entry, name), **common)


def _made(at: str) -> dict[str, str]:
    return {"created": at, "modified": at}


def _speaking(telling: Telling) -> list[Said]:
    """Publisher and source, as far as they are somebody: not one whom nobody can tell apart."""
    ends = [telling.chain[0], telling.chain[-1]]
    known = [one for one in dict.fromkeys(ends) if call(one) and (one.id or one.kind in _BODIES)]
    return known or [Said(Kind.UNKNOWN.value, "unknown", None, None, None, None)]


def _voice(one: Said) -> dict[str, Any]:
    return _identity(one.label or one.name or "", one.kind, one.id)


def _identity(name: str, kind: str, entity: str | None = None) -> dict[str, Any]:
    made = {
        "id": _id("identity", entity or name),
        "name": tidy(name),
        "identity_class": _CLASSES.get(kind, "organization"),
    }
    if entity is not None:
        reference = {"source_name": "marsad", "external_id": entity}
        return {**made, "external_references": [reference]}
    return made


def _note(telling: Telling, who: list[str]) -> dict[str, Any]:
    chain = " > ".join(call(one) or f"[{one.kind}]" for one in telling.chain)
    facts = (
        *(f"stance: {telling.stance}", f"status: {telling.status}"),
        *(("hedged",) if telling.hedged else ()),
        *(("withdrawn",) if telling.withdrawn else ()),
        telling.engine,
    )
    return {
        "id": _id("note", telling.statement),
        "abstract": f"{tidy(chain)} ({'; '.join(facts)})",
        "content": tidy(telling.words) or "-",
        "authors": [tidy(call(telling.chain[-1]) or f"[{telling.chain[-1].kind}]")],
        "object_refs": list(dict.fromkeys(who)),
        "external_references": [_passage(telling)],
    }


def _passage(telling: Telling) -> dict[str, str]:
    """Where a telling stands; the name of a reference may not be empty."""
    told = {
        "source_name": tidy(telling.outlet) or "unknown",
        "external_id": telling.document,
        "description": f"code points {telling.start}-{telling.end}"
        + (f"; published {telling.published}" if telling.published else ""),
    }
    url = web_address(telling.url)
    return {**told, "url": url} if url else told


def _report(entry: PropositionEntry, notes: list[str]) -> dict[str, Any]:
    days = f"{entry.first or '?'} to {entry.last or '?'}"
    told = (
        f"{entry.standing}; independent origins: {entry.at_least} to {entry.at_most}; told {days}",
        *entry.reasons,
        f"This is no verdict on truth. marsad {__version__}",
    )
    return {
        "id": _report_id(entry.proposition),
        "name": brief(entry.gloss, _NAME) or entry.proposition,
        "description": tidy(". ".join(told)),
        "published": entry.added or _LONG_AGO,
        "object_refs": notes,
        "labels": [entry.standing],
        "external_references": [{"source_name": "marsad", "external_id": entry.proposition}],
    }


def _denial(entry: PropositionEntry, name: str) -> dict[str, Any]:
    return {
        "id": _id("opinion", entry.proposition, name),
        "opinion": "strongly-disagree",
        "explanation": f"{tidy(name)} denies it",
        "authors": [tidy(name)],
        "object_refs": [_report_id(entry.proposition)],
    }


def _report_id(proposition: str) -> str:
    return _id("report", proposition)


def _id(type: str, *parts: object) -> str:
    return f"{type}--{uuid5(_SPACE, content_id(type, *parts))}"


def _line(one: Any) -> bytes:
    """An object in one line, as the library checks and orders it."""
    told = json.loads(one.serialize())
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
