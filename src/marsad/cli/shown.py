"""Claims and reviews as the commands show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.rows import isolate, write_json

if TYPE_CHECKING:
    from marsad.archive.review.judgements import Review
    from marsad.archive.review.precision import Tally
    from marsad.archive.review.record import Listed, Shown


def write_claims(found: Iterable[Listed], format: str, nothing: str) -> None:
    """Each claim on two lines; ``nothing`` says that there is none."""
    there = False
    for one in found:
        there = True
        if format == "jsonl":
            write_json(one._asdict())
            continue
        facts = (one.claim, one.state, one.stance, f"{one.score:.2f}", one.rule)
        click.echo("  ".join(isolate(fact) for fact in facts if fact))
        click.echo(f"    {isolate(one.source or 'nobody named')}: {isolate(one.content)}")
    if not there and format == "table":
        click.echo(nothing)


def write_reviews(found: Iterable[Review], format: str) -> bool:
    """Each review with what stood before and after; whether there was one."""
    from marsad.archive.review.gloss import gloss
    from marsad.archive.review.reviews import to_record

    there = False
    for one in found:
        there = True
        if format == "jsonl":
            write_json(to_record(one))
            continue
        what = " ".join(part for part in (one.action, one.field, one.claim) if part)
        undoes = "" if one.undoes is None else f" (of {one.undoes})"
        click.echo(f"{one.number}  {one.at}  {isolate(one.person)}  {what}{undoes}")
        if one.comment:
            click.echo(f"    {isolate(one.comment)}")
        if one.before is not None or one.after is not None:
            before, after = gloss(one.field, one.before), gloss(one.field, one.after)
            click.echo(f"    before: {isolate(before)}")
            click.echo(f"    after:  {isolate(after)}")
    return there


def record_of(shown: Shown) -> dict[str, Any]:
    """A claim as it stands, and as the machine found it, as plain data."""
    from marsad.codec import to_plain

    analysis = shown.corrected.analysis
    claim = next(one for one in analysis.claims if one.id == shown.claim)
    return {
        "claim": to_plain(claim),
        "attribution": to_plain(shown.attribution),
        "state": shown.corrected.states.get(shown.claim),
        "machine": to_plain(
            next((one for one in shown.machine.attributions if one.id == claim.attribution), None)
        ),
    }


def lines_of(shown: Shown) -> Iterator[str]:
    """A claim as it stands, for a reader."""
    analysis, found = shown.corrected.analysis, shown.attribution
    text = analysis.document.text
    claim = next(one for one in analysis.claims if one.id == shown.claim)
    state = shown.corrected.states.get(shown.claim, "nobody has looked at it")
    yield f"{shown.claim}  {state}"
    voices = " ← ".join(isolate(one.label or one.name or "unnamed") for one in claim.chain)
    yield f"  voices   {voices}"
    source = "nobody named" if found.source is None else _cut(text, [found.source.span])
    yield f"  source   {source}"
    yield f"  cue      {_cut(text, found.cue)}  ({found.stance.value})"
    yield f"  content  {_cut(text, claim.content)}"
    for kind, names in (("actors", claim.actors), ("places", claim.places)):
        if names:
            yield f"  {kind}   {', '.join(map(isolate, names))}"
    for event in analysis.events:
        if event.id in claim.events:
            told = f"{event.type.value} {event.mode or ''} {event.status.value}"
            yield f"  event    {_cut(text, [event.span])}  {' '.join(told.split())}"
    yield f"  found by {isolate(found.rule)} ({found.score:.2f}) in {analysis.document.id}"


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return isolate(" … ".join(text[start:end] for start, end in spans))


def line_of(one: Tally) -> str:
    """How good a rule is, on one line; the rule last, as it may run from right to left."""
    shares = f"{'–':>8}  {'':>15}"
    if one.precision is not None and one.low is not None and one.high is not None:
        shares = f"{one.precision:>8.1%}  {one.low:>6.1%} – {one.high:>6.1%}"
    fixed = ", ".join(f"{field} {count}" for field, count in one.corrected.items()) or "–"
    return f"{shares}  {one.right:>5}  {one.wrong:>5}  {fixed} / {isolate(one.rule)}"
