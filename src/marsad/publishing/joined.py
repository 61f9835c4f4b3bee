"""The joining contract: what documents say together as one JSON object, for any program.

docs/linking.md explains the keys; they are never taken away, and more may come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from marsad.linking.describing import Described
from marsad.linking.joined import Joined
from marsad.linking.nouns import Bond, Origin, Statement
from marsad.publishing.linked import PropositionRow, name_of, plain, proposition_row
from marsad.version import __version__


def build_joined(joined: Joined, texts: Mapping[str, str]) -> dict[str, Any]:
    """What was joined, as plain data.

    Args:
        texts: those of the documents, by their ids; positions count their code points.
    """
    of = joined.of
    return {
        "claims": [
            _claim(one, of[one.id], texts.get(one.document, ""))
            for one in joined.statements.values()
        ],
        "propositions": [_proposition(one, joined) for one in joined.propositions],
        "relations": [_relation(one) for one in joined.bonds],
        "engine": f"marsad {__version__}",
    }


def rows_of(joined: Joined) -> list[PropositionRow]:
    """Propositions as rows of a list: those with the most origins first, then the most told."""
    touching: defaultdict[str, list[Bond]] = defaultdict(list)
    for bond in joined.bonds:
        touching[bond.other].append(bond)
    told = [one.proposition for one in joined.propositions]
    told.sort(key=lambda one: (*(-count for count in one.independent), -len(one.members)))
    return [proposition_row(one, joined.statements, touching[one.id]) for one in told]


def _claim(one: Statement, proposition: str, text: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "document": one.document,
        "content": [
            {"start": start, "end": end, "text": text[start:end]} for start, end in one.content
        ],
        "chain": [name_of(voice) for voice in one.chain],
        "stance": one.stance.value,
        "proposition": proposition,
        "claim": one.claim,
        "status": one.status.value,
        "hedged": one.hedged,
        "lang": one.lang,
        "outlet": one.outlet,
        "published": one.published,
    }


def _proposition(one: Described, joined: Joined) -> dict[str, Any]:
    told = one.proposition
    row = proposition_row(told, joined.statements)
    return {
        "id": told.id,
        "gloss": told.gloss,
        "status": told.standing.value,
        "independent_origins": told.independent._asdict(),
        "origins": [_origin(origin) for origin in told.origins],
        "reasons": plain(told.reasons),
        "claims": list(told.members),
        "outlets": list(row.outlets),
        "first": row.first,
        "last": row.last,
        "circles": plain(one.circles),
        "drift": plain(one.drifts),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "name": origin.name,
        "kind": origin.kind.value,
        "claims": list(origin.statements),
        "entity": origin.entity,
        "named": origin.named,
        "self_stated": origin.self_stated,
        "party": origin.party,
        "names": list(origin.names),
        "owner": origin.owner,
    }


def _relation(bond: Bond) -> dict[str, Any]:
    return {
        "from": bond.one,
        "to": bond.other,
        "type": bond.relation.value,
        "reasons": plain(bond.reasons),
        "by": bond.by,
    }
