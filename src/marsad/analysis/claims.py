"""Claims: each voice's own content, with the whole chain of voices above it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.ids import content_id
from marsad.model import Attribution, Claim, Document, Kind, Mention, Voice


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
    return tuple(voices)


def _voice(mention: Mention) -> Voice:
    return Voice(mention.kind, mention.name, mention.span)
