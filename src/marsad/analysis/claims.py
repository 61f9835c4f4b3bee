"""Claims: each voice's own content, with the whole chain of voices above it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.ids import content_id
from marsad.model import Attribution, Claim, Document, Kind, Mention, Voice

_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})


def build_claims(document: Document, attributions: Sequence[Attribution]) -> tuple[Claim, ...]:
    """One claim for each attribution; the publisher is the outermost voice, where it is known."""
    by_id = {attribution.id: attribution for attribution in attributions}
    return tuple(
        Claim(
            id=content_id(document.id, attribution.id, "claim"),
            document=document.id,
            attribution=attribution.id,
            content=attribution.content,
            chain=_chain(document, attribution, by_id),
            stance=attribution.stance,
        )
        for attribution in attributions
    )


def _chain(
    document: Document, attribution: Attribution, by_id: dict[str, Attribution]
) -> tuple[Voice, ...]:
    lineage: list[Attribution] = []
    at: Attribution | None = attribution
    while at is not None:
        lineage.append(at)
        at = by_id.get(at.parent) if at.parent else None
    voices = [Voice(Kind.OUTLET, document.outlet, None)]
    for one in reversed(lineage):
        voices.extend(_voice(mention) for mention in one.via)
        voices.append(_voice(one.source) if one.source else Voice(Kind.UNKNOWN, None, None))
    return tuple(voice for at, voice in enumerate(voices) if not _goes_on(voice, voices[at + 1 :]))


def _goes_on(voice: Voice, inner: Sequence[Voice]) -> bool:
    """Whether the next voice is the same one: who tells of its own words passes nothing on.

    Two voices without a name of their own (*a source*) may be two.
    """
    if not inner or voice.name is None or voice[:2] != inner[0][:2]:
        return False
    return voice.kind not in _NAMELESS or voice.span == inner[0].span


def _voice(mention: Mention) -> Voice:
    return Voice(mention.kind, mention.name, mention.span)
