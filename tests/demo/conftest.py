"""The archive of the demonstration, made once, and ways to ask it by words of its reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from marsad.archive.observatory import Observatory
from marsad.demo import Built, build
from marsad.demo.files import REPORTS
from marsad.linking import Linked
from marsad.linking.nouns import Bond, Statement
from marsad.linking.people.anchoring import contents
from marsad.linking.stored.linked import Told, Wanted


class Demo(NamedTuple):
    """The archive, what was told while it was made, and what is joined in it."""

    observatory: Observatory
    built: Built
    steps: list[tuple[str, int, int]]
    linked: Linked


class Found(NamedTuple):
    """A proposition with its statements and bonds."""

    told: Told
    members: tuple[Statement, ...]
    bonds: tuple[Bond, ...]

    @property
    def documents(self) -> set[str]:
        return {one.document for one in self.members}


@pytest.fixture(scope="session")
def reports() -> list[dict[str, str]]:
    """The reports as they lie in the package."""
    return [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    steps: list[tuple[str, int, int]] = []
    address = tmp_path_factory.mktemp("demo") / "demo.db"
    built = build(address, advance=lambda what, done, total: steps.append((what, done, total)))
    with Observatory(address) as observatory:
        yield Demo(observatory, built, steps, Linked(observatory))


@pytest.fixture(scope="session")
def texts(demo: Demo) -> dict[str, str]:
    """The text of each document that is in the archive, by its id."""
    return {one.document.id: one.document.text for one in demo.observatory.documents()}


@pytest.fixture(scope="session")
def find(demo: Demo) -> Callable[[str, str], Found]:
    """The proposition of the statement of a document in which some words stand."""
    told = list(demo.linked.propositions(Wanted()))
    of = {id: one for one in told for id in one.proposition.members}
    analyses = {one.document.id: one for one in demo.observatory.documents()}

    def found(document: str, words: str) -> Found:
        text = analyses[document].document.text
        spans: dict[str, Any] = contents(analyses[document])
        said = {id: " … ".join(text[s:e] for s, e in parts) for id, parts in spans.items()}
        fitting = sorted((len(part), id) for id, part in said.items() if words in part)
        assert fitting, f"{document}: nobody says {words}"
        one = of[fitting[0][1]]
        id = one.proposition.id
        return Found(one, demo.linked.members(id), demo.linked.bonds(id))

    return found
