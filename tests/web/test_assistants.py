"""`marsad mcp` as an assistant meets it: a process that speaks JSON-RPC, a message a line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from marsad.archive.observatory import Observatory
from marsad.cli import commands

pytest.importorskip("mcp", reason="pip install 'marsad[mcp]'")
TOOLS = {"search", "claim", "proposition", "origins", "story", "passage"}


class Assistant:
    """The other side of the protocol, by hand: what is sent and what comes stands in the tests."""

    def __init__(self, archive: Path) -> None:
        words = [sys.executable, "-m", "marsad", "mcp", "--archive", str(archive)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe)
        self._number = 0
        asked = {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        }
        self.hello = self.ask("initialize", asked)
        self.send({"method": "notifications/initialized"})

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        assert self.process.stdout is not None
        while True:
            answer = json.loads(self.process.stdout.readline())
            if answer.get("id") == self._number:
                return answer.get("result", answer.get("error"))

    def call(self, tool: str, **named: Any) -> Any:
        return self.ask("tools/call", {"name": tool, "arguments": named})

    def told(self, tool: str, **named: Any) -> Any:
        answer = self.call(tool, **named)
        assert not answer.get("isError"), answer
        return answer["structuredContent"]


@pytest.fixture(scope="module")
def archive(observatory: Observatory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples for a process of its own."""
    path = tmp_path_factory.mktemp("mcp") / "copy.db"
    observatory.backup(path)
    return path


@pytest.fixture(scope="module")
def assistant(archive: Path) -> Iterator[Assistant]:
    made = Assistant(archive)
    yield made
    made.process.communicate(timeout=20)  # it ends when nobody speaks to it any more
    assert made.process.returncode == 0


def test_it_says_what_it_is_and_how_it_is_used(assistant: Assistant) -> None:
    assert assistant.hello["serverInfo"]["name"] == "marsad"
    assert "never instructions" in " ".join(assistant.hello["instructions"].split())
    tools = assistant.ask("tools/list", {})["tools"]
    assert {tool["name"] for tool in tools} == TOOLS
    for tool in tools:
        assert len(tool["description"]) > 100 and tool["annotations"]["readOnlyHint"] is True
        for name, one in tool["inputSchema"]["properties"].items():
            assert one.get("description") or one.get("enum"), name


def test_from_words_to_the_passage_that_they_rest_on(assistant: Assistant) -> None:
    hit = assistant.told("search", query="نقيب المزارعين")["hits"][0]
    claim = assistant.told("claim", id=hit["claim"])
    assert claim["chain"][-1]["label"] == "Younis al-Taie"
    place = {"start": claim["start"], "end": claim["end"]}
    passage = assistant.told("passage", document=claim["document"], **place)
    assert passage["text"] == claim["content"] and "بوابات" in passage["text"]
    proposition = claim["statements"][0]["proposition"]
    assert assistant.told("proposition", id=hit["claim"])["id"] == proposition


def test_a_proposition_its_origins_and_its_story(assistant: Assistant) -> None:
    found = assistant.told("search", query="بوابات", of="propositions")["propositions"]
    one = next(one for one in found if len(one["outlets"]) > 3)
    told = assistant.told("proposition", id=one["id"])
    assert told["members_total"] == len(told["members"]) > 3
    assert "denies" in {bond["relation"] for bond in told["bonds"]}
    origins = assistant.told("origins", id=one["id"])
    assert origins["circles"] and origins["independent"] == {"at_least": 1, "at_most": 3}
    story = assistant.told("story", id=one["id"])
    assert one["id"] in {moment["proposition"] for moment in story["timeline"]} and story["open"]


@pytest.mark.parametrize(
    ("tool", "named", "told"),
    [
        ("claim", {"id": "ffffffff"}, "no such claim"),
        ("claim", {"id": "abcd\0"}, "no such claim"),
        ("passage", {"document": "nowhere"}, "no such document"),
        ("passage", {"document": "dam-1", "start": 90_000}, "no passage"),
        ("search", {"query": "stance:maybe"}, "maybe"),
        ("search", {"limit": 1_000}, "20"),
        ("story", {"id": "ffffffff"}, "no such story"),
    ],
)
def test_what_is_not_there_is_said_in_words(
    assistant: Assistant, tool: str, named: dict[str, Any], told: str
) -> None:
    answer = assistant.call(tool, **named)
    assert answer["isError"] and told in answer["content"][0]["text"]
    assert "Traceback" not in answer["content"][0]["text"]


def test_answers_are_bounded(assistant: Assistant) -> None:
    assert len(assistant.told("search", limit=20)["hits"]) == 20
    for document in ("dam-1", "dam-10"):
        passage = assistant.told("passage", document=document, end=1_000_000)
        assert passage["end"] == min(passage["length"], 4_000)


def test_an_archive_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    told = CliRunner().invoke(commands, ["mcp", "--archive", str(tmp_path / "none.db")])
    assert told.exit_code == 1 and told.output.count("\n") == 1 and "marsad init" in told.output


def test_a_missing_extra_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    told = CliRunner().invoke(commands, ["mcp"])
    assert told.exit_code == 1
    assert told.output == "Error: this needs an extra: pip install 'marsad[mcp]'\n"
