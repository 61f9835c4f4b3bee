"""Propositions as ClaimReview of schema.org, in JSON-LD, without a rating.

The rating of a ClaimReview is how true somebody found a claim (schema.org; Google asks for such a
word too). A standing tells how many independent origins there are, and nothing of truth: it stands
in ``reviewAspect`` and ``reviewBody``. Who publishes a review of his own adds rating and author.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marsad.codec import to_json
from marsad.model import Kind
from marsad.publishing.exports.clean import tidy, web_address
from marsad.publishing.exports.entries import PropositionEntry, Source, Telling, Tie
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.propositions import proposition_entries
from marsad.publishing.exports.readings import call
from marsad.version import __version__

ASPECT = "independent origins: how many stand behind it, not whether it is true"
_BODIES = {Kind.ORGANISATION.value, Kind.OUTLET.value, Kind.GROUP.value}
_PASSED_ON = " > "


def write_claimreview(export: Export) -> Iterator[bytes]:
    """One graph, its reviews as they come."""
    yield b'{"@context":"https://schema.org","@graph":['
    between = b"\n"
    for entry in proposition_entries(export):
        yield between + to_json(_review(entry))
        between = b",\n"
    yield b"\n]}\n"


def _review(entry: PropositionEntry) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": _urn(entry.proposition),
        "claimReviewed": entry.gloss,
        "reviewAspect": ASPECT,
        "reviewBody": _body(entry),
        "version": f"marsad {__version__}",
        "keywords": [f"standing: {entry.standing}"],
        "itemReviewed": _claim(entry),
        "mentions": [_tie(one) for one in entry.ties],
    }


def _body(entry: PropositionEntry) -> str:
    """How it stands, in English sentences, ending with what that does not mean."""
    count = f"{entry.at_least}"
    if entry.at_most != entry.at_least:
        count = f"{entry.at_least} to {entry.at_most}"
    told = [f"{entry.standing}; independent origins: {count}", *entry.reasons]
    return tidy(". ".join([*told, "This is no verdict on truth."]))


def _claim(entry: PropositionEntry) -> dict[str, Any]:
    appearances = [_quotation(one) for one in entry.tellings]
    made: dict[str, Any] = {"@type": "Claim", "text": entry.gloss, "appearance": appearances}
    if appearances:
        made["firstAppearance"] = appearances[0]
    authors = [author for author in map(_author, entry.origins) if author is not None]
    return {**made, "author": authors} if authors else made


def _author(origin: Source) -> dict[str, Any] | None:
    """An origin with a name; not somebody whom no list has."""
    if origin.name is None or not origin.named:
        return None
    if origin.kind in _BODIES:
        return {"@type": "Organization", "name": origin.name}
    if origin.id is None:
        return None
    person = origin.kind == Kind.PERSON.value
    return {"@type": "Person" if person else "Organization", "name": origin.name}


def _quotation(one: Telling) -> dict[str, Any]:
    chain = _PASSED_ON.join(call(voice) or f"[{voice.kind}]" for voice in one.chain)
    return {
        "@type": "Quotation",
        "@id": f"urn:marsad:statement:{one.statement}",
        "text": one.words,
        "creditText": chain,
        "keywords": [f"stance: {one.stance}", f"status: {one.status}"],
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "code points of the text",
            "value": f"{one.start}-{one.end}",
        },
        "isPartOf": _article(one),
    }


def _article(one: Telling) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "NewsArticle",
        "identifier": one.document,
        "url": web_address(one.url),
        "headline": one.title,
        "datePublished": one.published,
        "inLanguage": one.lang,
        "publisher": {"@type": "Organization", "name": one.outlet} if one.outlet else None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _tie(one: Tie) -> dict[str, Any]:
    who = f" (by {one.by})" if one.by else ""
    told = f"{one.relation} this one{who}" if one.here else f"this one {one.relation} it{who}"
    claim = {"@type": "Claim", "@id": _urn(one.proposition), "text": one.gloss}
    return {**claim, "description": told}


def _urn(proposition: str) -> str:
    return f"urn:marsad:proposition:{proposition}"
