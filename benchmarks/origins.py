"""Whether the annotated number of independent origins lies in the range that the rules give.

usage: origins.py [DIR]

DIR holds ``STORY.gold.json`` and the folder ``STORY`` of its documents; it is ``gold/link-dev`` in
``shared`` beside the repository unless given. The annotated claims and groups are taken as they
are, so that nothing but the rules of origins is measured. Beside them stands what a range that is
always the same would reach. What is absent is said and skipped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from articles import SHARED

from marsad.archive.near import sketch
from marsad.entities.lists import load_lists
from marsad.linking.nouns import Statement
from marsad.linking.origins.find import find_origins
from marsad.linking.origins.publishers import find_publisher
from marsad.model import Kind, Span, Stance, Status, Voice
from marsad.text.words import placed_words

_NAMELESS = frozenset({Kind.ANONYMOUS, Kind.GROUP, Kind.UNKNOWN})


class Case(NamedTuple):
    """A group of claims: in how many documents, the annotated number, and the range."""

    group: str
    documents: int
    wanted: int
    least: int
    most: int

    @property
    def right(self) -> bool:
        return self.least <= self.wanted <= self.most


def main(paths: list[str]) -> None:
    """Print the groups that fail, then the figures."""
    home = Path(paths[0]) if paths else SHARED / "gold" / "link-dev"
    stories = sorted(home.glob("*.gold.json"))
    if not stories:
        print(f"{home}: no stories here, skipped")
        return
    cases = [case for gold in stories for case in judge(gold, home / gold.name.partition(".")[0])]
    several = [case for case in cases if case.documents > 1]
    for case in cases:
        if not case.right:
            print(f"{case.group}: annotated {case.wanted}, range {case.least} to {case.most}")
    for name, some in (("several documents", several), ("all", cases)):
        right = sum(case.right for case in some)
        width = sum(case.most - case.least for case in some) / len(some)
        exact = sum(case.most == case.least for case in some)
        print(
            f"{name}: {right} of {len(some)} in range, mean width {width:.2f}, "
            f"{exact} a single number"
        )
        for least, most in ((1, 1), (0, 1), (1, 2)):
            same = sum(least <= case.wanted <= most for case in some)
            print(f"    always {least} to {most}: {same}")


def judge(gold: Path, folder: Path) -> Iterator[Case]:
    """The cases of a story."""
    story = json.loads(gold.read_text(encoding="utf-8"))
    read = (json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json"))
    documents = {document["id"]: document for document in read}
    for group in story["groups"]:
        claims = [claim for claim in story["claims"] if claim["group"] == group["id"]]
        members = [statement(claim, documents[claim["doc"]]) for claim in claims]
        least, most = find_origins(members, load_lists()).independent
        name = f"{story['story']} {group['id']}"
        there = len({member.document for member in members})
        yield Case(name, there, group["independent_origins"], least, most)


def statement(claim: dict[str, Any], document: dict[str, Any]) -> Statement:
    """An annotated claim as a statement."""
    start = document["text"].index(claim["content"])
    voices = [Voice(Kind.OUTLET, document["outlet"], None)]
    voices += [carrier(name) for name in claim["via"]]
    if claim["source"] is not None:
        voices.append(source(claim))
    return Statement(
        id=claim["id"],
        document=claim["doc"],
        claim=claim["id"],
        content=(Span(start, start + len(claim["content"])),),
        text=claim["content"],
        lang=document["lang"],
        outlet=document["outlet"],
        published=document["published"],
        day=date.fromisoformat(document["published"]).toordinal(),
        chain=tuple(voices),
        stance=Stance(claim["stance"]),
        status=Status.ASSERTED,
        hedged=False,
        terms={},
        around={},
        words=tuple(word.stem for word in placed_words(claim["content"])),
        sketch=sketch(document["text"]),
    )


def source(claim: dict[str, Any]) -> Voice:
    """The source of a claim; its id where the lists have its annotated name."""
    kind, name = Kind(claim["source_kind"]), claim["source_name"]
    if kind is Kind.UNKNOWN:
        return Voice(kind, None, None)
    entity = None if kind in _NAMELESS else ids().get(name)
    return Voice(kind, claim["source"] or name, Span(0, 1), entity, name)


def carrier(name: str) -> Voice:
    """A carrier, of which only the name is annotated."""
    publisher = find_publisher(name, load_lists())
    if publisher is not None:
        return Voice(Kind.OUTLET, name, Span(0, 1), publisher.entity, name)
    entity = load_lists().entities.get(ids().get(name, ""))
    if entity is not None:
        return Voice(entity.kind, name, Span(0, 1), entity.id, name)
    named = all(word[0].isupper() for word in name.split())
    return Voice(Kind.PERSON if named else Kind.ANONYMOUS, name, Span(0, 1), None, name)


@cache
def ids() -> dict[str, str]:
    """From the full names of the lists to their ids."""
    lists = load_lists()
    found = {entity.name: entity.id for entity in lists.entities.values()}
    for form, use, _ in lists.forms:
        if use.sort == "full" and use.entity in lists.entities:
            found.setdefault(form, use.entity)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
