"""The provenance graph of a proposition: which report rests on which voice, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.entities.lists import Lists
from marsad.linking.nouns import Edge, Graph, Node, Provenance, Statement, Trail
from marsad.linking.origins.copies import like_documents, like_words
from marsad.linking.origins.drift import is_hedged
from marsad.linking.origins.publishers import outlet_key, publisher_key
from marsad.linking.origins.trails import order
from marsad.model import Kind, Voice
from marsad.text.words import fold_form

_DOCUMENT = "document"


def provenance_graph(members: Sequence[Statement], provenance: Provenance, lists: Lists) -> Graph:
    """Documents and voices, and who rests on whom; the same for the members in any order."""
    ordered = sorted(members, key=order)
    trails = {trail.statement: trail for trail in provenance.trails}
    origins: dict[str, int] = {}
    for at, origin in enumerate(provenance.origins):
        for statement in origin.statements:
            origins.setdefault(statement, at)
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, bool], Edge] = {}
    for member in ordered:
        chain = list(_stations(member, trails[member.id], ordered, lists))
        chain[-1] = chain[-1]._replace(origin=origins.get(member.id))
        for node in chain:
            known = nodes.setdefault(node.id, node)
            if known.origin is None and node.origin is not None:
                nodes[node.id] = known._replace(origin=node.origin)
        for citing, cited in pairwise(chain):
            _add(edges, citing.id, cited.id, member, copy=False)
    for later, earlier in _copies(ordered):
        _add(edges, _id(later), _id(earlier), later, copy=True)
    return Graph(tuple(nodes.values()), tuple(edges.values()))


def _stations(
    member: Statement, trail: Trail, ordered: Sequence[Statement], lists: Lists
) -> Iterator[Node]:
    """The document of a member and the voices behind it; a cited report that is known is one.

    Of a cited outlet that is the report through which it was followed, else its latest before.
    """
    by_id = {one.id: one for one in ordered if one.id in trail.through}
    earlier = ordered[: ordered.index(member)]
    reports = {publisher_key(one.outlet, lists): one for one in earlier}
    reports |= {publisher_key(by_id[one].outlet, lists): by_id[one] for one in trail.through}
    yield _document(member)
    passed = {_id(member)}
    for voice in trail.voices[1:]:
        report = reports.get(outlet_key(voice, lists) or "")
        node = _document(report) if report is not None else _voice(voice, lists)
        if node.id not in passed:
            passed.add(node.id)
            yield node


def _document(member: Statement) -> Node:
    label = member.outlet or member.document
    return Node(_id(member), label, _DOCUMENT, _day(member), member.outlet)


def _voice(voice: Voice, lists: Lists) -> Node:
    name = voice.label or voice.name
    if voice.kind is Kind.OUTLET and not voice.entity:
        name = voice.name or voice.label  # the label may be its class alone: *newspaper*
    key = outlet_key(voice, lists) or voice.entity or fold_form(name or "") or voice.kind.value
    outlet = name if voice.kind is Kind.OUTLET else None
    return Node(f"voice:{key}", name or "unknown", voice.kind.value, None, outlet)


def _copies(members: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Members of different documents with the same words, each with the earliest of them."""
    words, documents = like_words(members), like_documents(members)
    first: dict[str, Statement] = {}
    for member in members:
        for key in (f"w{words[member.id]}", f"d{documents[member.document]}"):
            earlier = first.setdefault(key, member)
            if earlier.document != member.document:
                yield member, earlier


def _add(
    edges: dict[tuple[str, str, bool], Edge], one: str, other: str, by: Statement, *, copy: bool
) -> None:
    known = edges.get((one, other, copy))
    if known is None:
        edges[one, other, copy] = Edge(one, other, _day(by), is_hedged(by), copy, (by.id,))
        return
    told = tuple(dict.fromkeys((*known.statements, by.id)))
    edges[one, other, copy] = known._replace(hedged=known.hedged and is_hedged(by), statements=told)


def _id(member: Statement) -> str:
    return f"document:{member.document}"


def _day(member: Statement) -> str | None:
    return member.published[:10] if member.published else None
