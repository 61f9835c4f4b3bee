"""The whole interface against its own description, with calls that nobody would think of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.web.application import create_app
from marsad.web.guard import forms
from marsad.web.guard.visitors import Visitor
from tests.archive.conftest import new_database, server  # noqa: F401 - fixtures
from tests.web.conftest import EXAMPLES

schemathesis = pytest.importorskip("schemathesis", reason="pip install 'marsad[test]'")
SECRET, COOKIE = b"of this test alone", "visitor"
TRIED = 25  # calls of each kind
# What is well written may mean nothing (400), be of nothing (404), or not be said of it (409).
EXPECTED = {"expected-statuses": ["2xx", "304", "400", "404", "409"]}
CONFIG = schemathesis.Config.from_dict({"checks": {"positive_data_acceptance": EXPECTED}})
# Ids of the examples, which are made of their content.
PROPOSITIONS = ("1a1dd8ce09b1ce8b", "7f98ab00caf9d2ea")
THERE = {
    "/v1/documents/{id}": ("dam-1", "dam-10"),
    "/v1/documents/{id}/passage": ("dam-1", "dam-10"),
    "/v1/claims/{id}": ("fe606acb7d0c265f", "df4c52884fa5e66f"),
    "/v1/propositions/{id}": PROPOSITIONS,
    "/v1/propositions/{id}/members": PROPOSITIONS,
    "/v1/propositions/{id}/provenance": PROPOSITIONS,
    "/v1/stories/{id}": (*PROPOSITIONS, "6e8325d6f23f631b"),
    "/v1/sources/{id}": ("IQ.ministry.water", "~نقابة المهندسين في نينوى"),
}
PLACE = {"/v1/documents/{id}/passage": {"start": 4, "end": 40}}
ours = {
    "cookie": f"{forms.COOKIE}={COOKIE}",
    "x-form-token": forms._sign(SECRET, f"form {COOKIE}"),
    "sec-fetch-site": "same-origin",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def described(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The interface over an archive of each kind, in which calls may write."""
    if request.param == "sqlite":
        address: str | Path = tmp_path_factory.mktemp("schema") / "archive.db"
    else:
        address = request.getfixturevalue("new_database")()
    with Observatory.create(address) as made:
        made.add(EXAMPLES)
        Linked(made).update()
        app: FastAPI = create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",))
        app.state.secret = SECRET
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=CONFIG)


def test_what_is_there_is_told_as_described(described: Any) -> None:
    """Every call that reads one thing, of things that the archive has."""
    for path, ids in THERE.items():
        for id in ids:
            case = described[path]["GET"].Case(
                path_parameters={"id": id}, query=PLACE.get(path, {})
            )
            assert case.call_and_validate(headers=ours).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_every_call_keeps_to_its_description(described: Any, mode: str) -> None:
    """With calls that do not keep to it, and with calls that do, often of things that are there."""
    wanted = schemathesis.GenerationMode[mode]
    tried = 0
    for found in described.get_all_operations():
        call = found.ok()

        @settings(max_examples=TRIED, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=call.as_strategy(generation_mode=wanted), data=st.data())
        def check(case: Any, data: st.DataObject) -> None:
            ids = THERE.get(case.operation.path)
            if ids and mode == "POSITIVE" and data.draw(st.booleans()):
                case.path_parameters["id"] = data.draw(st.sampled_from(ids))
            case.call_and_validate(headers=ours)

        check()
        tried += 1
    assert tried >= 20
