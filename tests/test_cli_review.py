"""marsad review and marsad lists, as people type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.archive.documents import Admitted, admit, store
from marsad.archive.namebook import NameBook
from marsad.archive.observatory import Observatory
from marsad.archive.prepare import prepare
from marsad.cli import commands
from marsad.intake.originals import Item, Original
from marsad.model import Document

TEXT = (
    "قالت وزيرة الموانئ ليلى حداد في بيروت إن الميناء سيفتح يوم الأحد. "
    "ونفى الناطق باسم الجيش اللبناني أن الجيش قصف طرابلس."
)


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of one document in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "salma")
    document = Document(id="a-1", text=TEXT, outlet="صحيفة الساحل", published="2024-03-01")
    item = Item(document, Original(data=TEXT.encode(), place="a.txt"))
    with Observatory.create("marsad.db") as observatory, observatory.writing() as connection:
        admitted = admit(connection, item)
        assert isinstance(admitted, Admitted)
        store(connection, prepare(*admitted), NameBook())
    return tmp_path / "marsad.db"


def marsad(*words: str) -> Result:
    return CliRunner().invoke(commands, words)


def rows(*words: str) -> list[dict[str, Any]]:
    result = marsad(*words, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def claim_of(stance: str) -> str:
    (row,) = (row for row in rows("review", "queue") if row["stance"] == stance)
    return str(row["claim"])


def test_the_id_of_a_statement_leads_to_its_claim() -> None:
    claim = claim_of("deny")
    marsad("link")
    (listed,) = rows("claims", "stance:deny")
    said = marsad("review", "accept", listed["id"][:8])
    assert said.exit_code == 1 and f"it is a part of the claim {claim}" in said.output
    assert "no such claim" in marsad("review", "accept", "0000\0").output


def test_a_claim_is_accepted_by_the_beginning_of_its_id_and_taken_back() -> None:
    claim = claim_of("deny")
    said = marsad("review", "accept", claim[:6])
    assert said.output == f"1: accept {claim}; undo: marsad review undo 1\n"
    assert [row["state"] for row in rows("review", "list", "--state", "accepted")] == ["accepted"]
    assert marsad("review", "undo", "1", "--as", "هند").output == "2: 1 is undone\n"
    assert marsad("review", "list").output == "nobody has looked at a claim\n"
    people = [(row["number"], row["person"]) for row in rows("review", "history")]
    assert people == [(2, "هند"), (1, "salma")]


def test_a_claim_is_corrected_by_words_of_the_text() -> None:
    claim = claim_of("neutral")
    said = marsad(
        *("review", "correct", claim, "--source", "الناطق باسم الجيش اللبناني"),
        *("--stance", "affirm", "--content", "الميناء … الأحد", "-m", "كما في النص"),
    )
    assert [line.split()[1:3] for line in said.output.splitlines()] == [
        ["correct", "source"],
        ["correct", "stance"],
        ["correct", "content"],
    ]
    shown = marsad("review", "show", claim).output
    assert "corrected" in shown and "الميناء سيفتح يوم الأحد" in shown
    assert "Lebanese Armed Forces spokesperson" in shown and "affirm" in shown
    (row,) = rows("review", "show", claim)
    assert row["machine"]["stance"] == "neutral" and row["attribution"]["stance"] == "affirm"


def test_events_places_and_names_are_corrected() -> None:
    claim = claim_of("deny")
    for words in (
        ("--event", "قصف", "--status", "possible"),
        ("--event", "الجيش قصف", "--type", "none"),
        ("--place", "طرابلس", "--is", "place.LY.capital"),
        ("--place", "طرابلس", "--is", "~Old Tripoli", "--everywhere"),
        ("--name", "الناطق باسم الجيش اللبناني", "--is", "~Salim Nassar", "--kind", "person"),
        ("--source", "none"),
    ):
        said = marsad("review", "correct", claim, *words)
        assert said.exit_code == 0, said.output
    (row,) = rows("review", "show", claim)
    assert row["claim"]["events"] == [] and row["claim"]["places"] == ["~Old Tripoli"]
    assert row["attribution"]["source"] is None
    assert marsad("review", "show", claim).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "name what to correct"),
        (("--source", "النائب"), "«النائب»: not in the text; copy the words"),
        (("--stance", "shout"), "no stance «shout»; there are neutral, affirm"),
        (("--event", "بيروت"), "say of which type (--type)"),
        (("--event", "الأحد", "--type", "WAR"), "no type of event «WAR»; there are AGREE"),
        (("--name", "ليلى حداد"), "(--is)"),
        (("--name", "ليلى حداد", "--is", "nobody-known"), "no such id"),
        (("--content", ""), "not in the text"),
    ],
)
def test_what_cannot_be_corrected_gets_one_line_and_nothing_is_kept(
    words: tuple[str, ...], told: str
) -> None:
    stance = ("--stance", "deny") if words and "--stance" not in words else ()
    said = marsad("review", "correct", claim_of("neutral"), *stance, *words)
    assert said.exit_code == 1 and told in said.output
    assert len(said.output.strip().splitlines()) == 1
    assert rows("review", "history") == []


def test_stats_show_the_weakest_rule_first() -> None:
    assert "nothing was reviewed yet" in marsad("review", "stats").output
    marsad("review", "accept", claim_of("neutral"))
    marsad("review", "reject", claim_of("deny"))
    lines = marsad("review", "stats").output.splitlines()
    assert [line.rsplit(" / ", 1)[1] for line in lines[1:]] == [
        "verb/نفى:past:clause",
        "verb/قال:past:clause",
    ]
    assert [row["precision"] for row in rows("review", "stats", "--by", "entry")] == [0.0, 1.0]


def test_two_names_are_merged_and_split() -> None:
    one, other = "~Leila Haddad", "LB.army.spokesperson"
    assert "undo: marsad review undo 1" in marsad("review", "merge", one, other).output
    assert "are one already" in marsad("review", "merge", other, one).output
    assert "review 1 is undone" in marsad("review", "split", "Leila Haddad").output
    assert "no such name" in marsad("review", "merge", "nobody", one).output


def test_comments_history_and_what_holds_are_shown() -> None:
    claim = claim_of("deny")
    marsad("review", "comment", claim, "راجع", "الأصل")
    assert "راجع الأصل" in marsad("review", "history", claim).output
    assert "راجع الأصل" in marsad("review", "history", "--document", "a-1").output
    assert marsad("review", "unheld").output == "all that people said has its place\n"
    assert "no such claim" in marsad("review", "show", "feedfeed").output


def test_an_own_list_is_kept_shown_and_taken_away(tmp_path: Path) -> None:
    text = '[[body]]\nid = "harbour-watch"\nname = "Harbour Watch"\nar = ["مرصد الموانئ"]\n'
    (tmp_path / "ports.toml").write_text(text, encoding="utf-8")
    (tmp_path / "bad.toml").write_text("[[body]]\nid = 'x'\n", encoding="utf-8")
    assert "no lists" in marsad("lists", "show").output
    assert marsad("lists", "put", "ports.toml").exit_code == 0
    assert marsad("lists", "show", "ports").output == text
    assert [row["name"] for row in rows("lists", "show")] == ["ports"]
    assert "bad.toml: body x: needs name" in marsad("lists", "put", "bad.toml").output
    assert marsad("lists", "remove", "ports", "--as", "هند").exit_code == 0
    assert [row["person"] for row in rows("lists", "show", "--history")] == ["هند", "salma"]
