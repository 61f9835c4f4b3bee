"""The commands of linking, as a shell sees them: ten reports of one dam, in two languages.

In examples/dam.jsonl an unnamed source is carried by five outlets, one of them word for word; two
cite each other in a circle; a ministry denies it; a mayor gives another number.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

import marsad
from marsad.cli import commands
from marsad.linking import Linked, join
from tests.archive.conftest import new_database, server  # noqa: F401 - fixtures
from tests.linking.tables.test_ownlists import COUNCIL

ROOT = Path(__file__).parents[1]
DAM = ROOT / "examples" / "dam.jsonl"
PROGRAM = [sys.executable, "-m", "marsad"]
CLOSED = "أن وزارة الموارد المائية العراقية أغلقت ثلاث بوابات في سد الموصل"
FIVE = "that the Ministry of Water Resources had closed five gates of the Mosul Dam"
MINISTRY = "وزارة الموارد المائية العراقية"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def told(*words: str | Path) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(*words: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told(*words, "-f", "jsonl").splitlines()]


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def joined() -> dict[str, Any]:
    """What `marsad link` prints of the reports."""
    result = run("link", DAM, "--format", "json", "--workers", "1")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive to which the reports came in two goes, the later ones first."""
    folder = tmp_path_factory.mktemp("made")
    lines = DAM.read_text(encoding="utf-8").splitlines()
    told("init", "-d", folder / "dam.db")
    for number, some in enumerate((lines[5:], lines[:5])):
        news = put(folder / f"{number}.jsonl", "\n".join(some))
        told("add", news, "-d", folder / "dam.db", "--workers", "1")
    return folder / "dam.db"


@pytest.fixture(autouse=True)
def archive(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that archive, named by the environment."""
    path = Path(shutil.copy(made, tmp_path / "news.db"))
    monkeypatch.setenv("MARSAD_ARCHIVE", str(path))
    monkeypatch.setenv("LOGNAME", "salma")
    return path


def proposition(joined: dict[str, Any], words: str) -> dict[str, Any]:
    (found,) = (one for one in joined["propositions"] if words in one["gloss"])
    return dict(found)


def claim_of(document: str, words: str = "") -> str:
    """The statement of a document that has these words."""
    (found,) = (
        r for r in rows("claims", "-n", "50") if r["document"] == document and words in r["text"]
    )
    return str(found["id"])


# The joining contract


def test_the_joining_contract_holds(joined: dict[str, Any]) -> None:
    texts = {
        d["id"]: d["text"] for d in map(json.loads, DAM.read_text(encoding="utf-8").splitlines())
    }
    assert {claim["document"] for claim in joined["claims"]} == set(texts)
    ids = {one["id"] for one in joined["propositions"]}
    for claim in joined["claims"]:
        assert {"id", "document", "content", "chain", "stance", "proposition"} <= claim.keys()
        assert claim["proposition"] in ids
        for span in claim["content"]:
            assert texts[claim["document"]][span["start"] : span["end"]] == span["text"]
    said = {claim["id"] for claim in joined["claims"]}
    for one in joined["propositions"]:
        assert {"id", "gloss", "status", "independent_origins", "origins"} <= one.keys()
        assert one["independent_origins"].keys() == {"at_least", "at_most"}
        for origin in one["origins"]:
            assert {"name", "kind", "claims"} <= origin.keys() and set(origin["claims"]) <= said
    for relation in joined["relations"]:
        assert {"from", "to", "type", "reasons"} <= relation.keys()
        assert {relation["from"], relation["to"]} <= ids


def test_a_chain_stands_outermost_first(joined: dict[str, Any]) -> None:
    (claim,) = (c for c in joined["claims"] if c["document"] == "dam-3" and len(c["chain"]) == 3)
    assert claim["chain"] == [
        "صحيفة دجلة الجديدة",
        "وكالة الضفاف للأنباء",
        f"مصدر في {MINISTRY}",
    ]


def test_one_unnamed_source_behind_five_outlets_is_one_origin(joined: dict[str, Any]) -> None:
    closed = proposition(joined, CLOSED)
    assert closed["independent_origins"] == {"at_least": 1, "at_most": 3}
    assert len(closed["outlets"]) == 6 and len(closed["origins"]) == 3
    assert {c["document"] for c in joined["claims"] if c["proposition"] == closed["id"]} == {
        *("dam-1", "dam-2", "dam-3", "dam-4", "dam-5", "dam-6", "dam-10")
    }


def test_a_circle_has_its_members_and_its_day(joined: dict[str, Any]) -> None:
    (circle,) = proposition(joined, CLOSED)["circles"]
    assert circle["outlets"] == ["إذاعة القنطرة", "صحيفة دجلة الجديدة"]
    assert circle["closed"] == "2024-03-04"


def test_a_denial_and_another_number_stay_apart(joined: dict[str, Any]) -> None:
    closed, five = proposition(joined, CLOSED), proposition(joined, FIVE)
    denial = proposition(joined, "نفي: ")
    found = {(one["from"], one["type"], one["to"]) for one in joined["relations"]}
    assert (denial["id"], "denies", closed["id"]) in found
    assert {
        ("contradicts", frozenset((one, other))) for one, kind, other in found if kind != "denies"
    } == {("contradicts", frozenset((closed["id"], five["id"])))}
    assert closed["status"] == "contested" and denial["status"] == "self-stated only"


def test_those_with_the_most_origins_stand_first() -> None:
    lines = told("link", DAM, "-f", "table", "--workers", "1").splitlines()
    heads = [line.split(" · ") for line in lines if line and not line.startswith(" ")]
    assert heads[0][1:3] == ["contested", "1-3 origins"]
    assert lines[1] == f"  {CLOSED}"
    assert heads[-1][1] == "origin unknown"


def test_the_words_of_the_table_may_be_arabic() -> None:
    table = told("link", DAM, "-f", "table", "--words", "ar", "--workers", "1")
    assert "متنازع فيها · 1-3 مصادر أصلية" in table
    assert run("link", DAM, "--words", "xx").exit_code == 2


def test_texts_without_outlet_and_day_are_joined(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    put(folder / "one.txt", f"قالت {MINISTRY} إنها أغلقت بوابات سد الموصل.")
    put(
        folder / "two.json",
        json.dumps({"id": "t", "text": f"أعلنت {MINISTRY} إغلاق بوابات سد الموصل."}),
    )
    found = json.loads(told("link", folder, "--workers", "1"))
    assert len({claim["document"] for claim in found["claims"]}) == 2
    assert {claim["published"] for claim in found["claims"]} == {None}


def test_what_cannot_be_read_is_named_and_the_rest_is_joined(tmp_path: Path) -> None:
    bad = put(tmp_path / "bad.jsonl", '{"id": "x"}\n')
    result = run("link", bad, DAM, "-f", "json", "--workers", "1")
    assert result.exit_code == 1 and "bad.jsonl:1" in result.stderr
    assert len(json.loads(result.stdout)["propositions"]) == 6


def test_an_id_that_two_texts_have_is_told(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": f"قالت {MINISTRY} إن السد {word}."} for word in ("آمن", "مغلق")]
    news = put(tmp_path / "n.jsonl", "\n".join(json.dumps(one) for one in (*lines, lines[0])))
    result = run("link", news, "--workers", "1")
    assert result.exit_code == 1 and result.stderr == (
        "marsad: a: another document has this id; give each its own\n"
    )
    assert len(json.loads(result.stdout)["claims"]) == 1


def test_files_and_a_rebuild_do_not_go_together() -> None:
    assert run("link", DAM, "--rebuild").exit_code == 2
    assert run("link", DAM, "--published", "yesterday").exit_code == 2


@pytest.mark.slow
def test_several_processes_join_what_one_does(tmp_path: Path) -> None:
    texts = [
        {"id": f"n{n}", "text": f"قالت {MINISTRY} إنها أغلقت بوابة السد رقم {n} في نينوى."}
        for n in range(90)
    ]
    news = put(tmp_path / "n.jsonl", "\n".join(json.dumps(one) for one in texts))
    outputs = [
        subprocess.run(
            [*PROGRAM, "link", str(news), "--workers", workers], check=True, capture_output=True
        ).stdout
        for workers in ("1", "2")
    ]
    assert outputs[0] == outputs[1] and len(json.loads(outputs[0])["claims"]) == 90


# Over an archive


def test_an_archive_joined_in_goes_is_what_files_are(joined: dict[str, Any]) -> None:
    there = {one["id"]: one for one in rows("propositions", "-n", "100")}
    assert there.keys() == {one["id"] for one in joined["propositions"]}
    relations = set()
    for one in joined["propositions"]:
        full = json.loads(told("origins", one["id"], "-f", "json"))
        row = full["row"]
        assert (row["standing"], row["independent"], row["gloss"]) == (
            *(one["status"], one["independent_origins"], one["gloss"]),
        )
        assert [member["id"] for member in full["members"]] == one["claims"]
        assert [(o["name"], o["statements"]) for o in full["origins"]] == [
            (o["name"], o["claims"]) for o in one["origins"]
        ]
        assert [*full["reasons"], *full["folded"]] == one["reasons"]
        relations |= {
            (bond["other"], one["id"], bond["relation"]) for bond in full["bonds"] if bond["here"]
        }
    assert relations == {(one["from"], one["to"], one["type"]) for one in joined["relations"]}


def test_a_rebuild_changes_nothing(archive: Path) -> None:
    with marsad.Observatory(archive) as observatory:
        before = list(Linked(observatory).dump())
        assert told("link", "--rebuild", "--workers", "1").startswith("10 linked; ")
        assert list(Linked(observatory).dump()) == before
    assert told("link", "--workers", "1") == "nothing new to link\n"


def test_add_says_what_came_of_joining(tmp_path: Path) -> None:
    path, lines = tmp_path / "a.db", DAM.read_text(encoding="utf-8").splitlines()
    told("init", "-d", path)
    one, other = (put(tmp_path / f"{n}.jsonl", lines[n]) for n in (0, 6))
    assert told("add", one, "-d", path, "--workers", "1") == (
        "1 new, 0 changed, 0 same, 0 failed; propositions: 2 new, 0 joined, 0 contested\n"
    )
    assert told("add", other, "-d", path, "--no-link", "--workers", "1") == (
        "1 new, 0 changed, 0 same, 0 failed\n"
    )
    waiting = run("propositions", "-d", path)
    assert waiting.stderr == "marsad: 1 document is not linked yet; marsad link\n"
    assert told("link", "-d", path, "--workers", "1") == (
        "1 linked; propositions: 2 new, 0 joined, 1 contested\n"
    )
    assert (
        told("add", other, "-d", path, "--workers", "1") == "0 new, 0 changed, 1 same, 0 failed\n"
    )


def test_watch_joins_what_it_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(self: marsad.Observatory, _: Path, *, once: bool) -> Iterator[object]:
        assert once
        yield from self.add_each(DAM)  # in the place of a feed's entries

    monkeypatch.setattr(marsad.Observatory, "watch", look)
    feeds = put(tmp_path / "feeds.toml", "")
    stored = "10 new, 0 changed, 0 same, 0 failed, 1 near copies"
    for words, end in (([], "; propositions: 6 new, 0 joined, 2 contested"), (["--no-link"], "")):
        path = tmp_path / f"{len(words)}.db"
        told("init", "-d", path)
        assert told("watch", feeds, "--once", "-d", path, *words) == f"{stored}{end}\n"


def test_ctrl_c_ends_joining_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Linked, "update", stop)
    told("init", "-d", tmp_path / "a.db")
    for words in (["add", DAM, "--workers", "1"], ["link"]):
        result = run(*words, "-d", tmp_path / "a.db")
        assert result.exit_code == 130 and "the same command goes on from here" in result.stderr


def test_claims_have_their_voices_their_proposition_and_how_it_stands() -> None:
    found = rows("claims", "سد", "stance:deny")
    assert [one["document"] for one in found] == ["dam-7"]
    assert found[0]["chain"] == ["وكالة النخيل", MINISTRY]
    assert found[0]["standing"] == "self-stated only"
    assert len(rows("claims", "-n", "100")) == len(json.loads(told("link", DAM))["claims"])
    table = told("claims", "stance:deny", "-f", "table")
    assert "  وكالة النخيل → Iraqi Ministry of Water Resources\n" in table
    arabic = told("claims", "stance:deny", "-f", "table", "--lang", "ar")
    assert f"  The Delta Post ← {MINISTRY}\n" in arabic
    assert "proposition · c0eaa21c90ba0f29 · self-stated only" in table
    lines = list(csv.reader(io.StringIO(told("claims", "-f", "csv").lstrip("\ufeff"))))
    assert lines[0][:3] == ["id", "day", "outlet"] and len(lines) == 15
    assert run("claims", "outlt:x").exit_code == 2


@pytest.mark.parametrize(
    ("words", "glosses"),
    [
        (["--status", "contested"], {CLOSED, FIVE}),
        (["--status", "self-stated"], {"نفي: أن تكون قد أغلقت بوابات في سد الموصل"}),
        (["--since", "2024-03-05"], {CLOSED, FIVE}),
        (["--until", "2024-03-03", "--origins", "1"], {CLOSED, "أن الإغلاق سيستمر أسبوعا"}),
        (["--since", "2025"], set()),
        (["Mayor"], {FIVE}),
        (["gates", "five"], {FIVE}),
        (["place:Mosul", "--status", "unknown"], set()),
        (["stance:deny"], {"نفي: أن تكون قد أغلقت بوابات في سد الموصل"}),
    ],
)
def test_propositions_are_chosen(words: list[str], glosses: set[str]) -> None:
    assert {one["gloss"] for one in rows("propositions", *words)} == glosses


def test_propositions_come_newest_first_and_are_counted() -> None:
    result = run("propositions", "-f", "table", "-n", "2")
    assert result.stderr == "2 of 6 propositions\n"
    assert "  denied by: Iraqi Ministry of Water Resources\n" in result.stdout
    assert [one["last"] for one in rows("propositions")] == sorted(
        (one["last"] for one in rows("propositions")), reverse=True
    )
    assert told("propositions", "-f", "csv").startswith("\ufeffid,standing,at_least")
    assert run("propositions", "--since", "soon").exit_code == 2
    assert run("propositions", "outlt:x").exit_code == 2


def test_origins_are_told_with_all_reasons() -> None:
    table = told("origins", "1a1d")
    for words in (
        "1a1dd8ce09b1ce8b · contested · 1-3 origins",
        "proposed credibility: 5 (improbable), proposed until a person sets it",
        "  – denial: denied by Iraqi Ministry of Water Resources for Iraq on 4 March 2024",
        "unnamed source · a party about itself",
        "  – unnamed source: official in ministry may be the same as another origin",
        "  إذاعة القنطرة → صحيفة دجلة الجديدة → إذاعة القنطرة\n    closed on 2024-03-04",
        "  denied by · c0eaa21c90ba0f29",
        "    – numbers: 3 against 5",
        "    وكالة الضفاف للأنباء → source in Iraqi Ministry of Water Resources",
    ):
        assert words in table
    assert told("origins", claim_of("dam-9")) == told("origins", "7f98ab00caf9d2ea")
    assert "متنازع فيها" in told("origins", "1a1d", "--lang", "ar")


def test_origins_are_drawn(tmp_path: Path) -> None:
    drawing = tmp_path / "graph.svg"
    assert told("origins", "1a1d", "--output", drawing, "--lang", "ar") == ""
    root = ElementTree.parse(drawing).getroot()
    assert root.get("direction") == "rtl" and CLOSED in "".join(root.itertext())
    assert told("origins", "1a1d", "-f", "mermaid").startswith("flowchart LR\n")
    graph = json.loads(told("origins", "1a1d", "-f", "json"))["graph"]
    assert {node["label"] for node in graph["nodes"]} >= {"The Harbour Herald", "إذاعة القنطرة"}


def test_an_id_that_is_not_there_or_too_short_is_told(tmp_path: Path) -> None:
    for id, why in (("ffff0000", "no such proposition or claim"), ("1a", "give more of the id")):
        result = run("origins", id)
        assert result.exit_code == 1 and why in result.stderr
    result = run("origins", "1a1d", "--output", tmp_path)
    assert result.exit_code == 1 and "is a folder" in result.stderr


def test_a_story_has_its_timeline_and_its_contradictions() -> None:
    (story,) = rows("story")
    assert (story["first"], story["last"]) == ("2024-03-02", "2024-03-05")
    assert len(story["open"]) == 3 and story["labels"]["en"].startswith("Mosul Dam")
    page = told("story", story["id"][:6], "-f", "table")
    assert page == told("story", "7f98", "-f", "table")
    assert "open contradictions (3)\n" in page and "2024-03-05\n  7f98ab00caf9d2ea" in page
    assert rows("story", "--since", "2024-04") == []
    assert run("story", "ffff").exit_code == 1


def test_sources_have_a_record_and_a_grade_with_history() -> None:
    first = rows("sources")[0]
    assert (first["name"], first["claims"], first["kind"]) == (
        *("Iraqi Ministry of Water Resources", 2, "organisation"),
    )
    assert "not_graded" not in told("sources", "-f", "table")
    said = told("grade", MINISTRY, "d", "--comment", "speaks for itself", "--as", "Nadia")
    assert said.startswith("1: Iraqi Ministry of Water Resources: D (not usually reliable)\n")
    told("grade", MINISTRY, "C", "--subject", "assault")
    (view,) = rows("sources", MINISTRY)
    assert (view["row"]["grade"], len(view["history"])) == ("D", 2)
    page = told("sources", "Iraqi Ministry of Water Resources", "-f", "table")
    assert "Nadia · in general · D · not usually reliable\n    speaks for itself" in page
    assert "salma · assaults · C · fairly reliable" in page
    told("grade", MINISTRY, "none")
    assert rows("sources", MINISTRY)[0]["row"]["grade"] is None
    assert run("grade", MINISTRY, "C", "--subject", "weather").exit_code == 1
    assert run("sources", "nobody at all").exit_code == 1


def test_a_poor_source_lowers_what_rests_on_it() -> None:
    said = told("grade", "Saad al-Karkhi", "E")
    assert "889cc81b5518c2ef · credibility 3 (possibly true, proposed) → 4 (doubtful, " in said


def test_a_proposition_is_graded_by_a_person() -> None:
    said = told("grade", "1a1d", "2", "--as", "Nadia")
    assert "credibility 5 (improbable, proposed) → 2 (probably true)" in said
    table = told("origins", "1a1d")
    assert "  credibility: 2 (probably true), Nadia\n" in table and "proposed" not in table
    assert "→ 5 (improbable, proposed)" in told("grade", "1a1d", "none")
    assert run("grade", "1a1d", "2", "--subject", "ASSAULT").exit_code == 2
    assert run("grade", "1a1d", "G").exit_code == 2


def test_a_judgement_parts_outlasts_a_rebuild_and_is_undone() -> None:
    one, other = claim_of("dam-1", "بوابات"), claim_of("dam-10")
    said = told("judge", "different", one, other, "--as", "Nadia", "-m", "another day")
    assert said.startswith(f"1: different {one} {other}; undo: marsad judge --undo 1\n")
    assert "1a1dd8ce09b1ce8b · contested · 1-3 origins → 1 origin · 7 claims → 3 claims" in said
    assert " · new · " in said
    told("link", "--rebuild", "--workers", "1")
    assert len(rows("propositions")) == 7
    listed = told("judge", "list")
    assert "Nadia  different" in listed and "another day" in listed
    undone = told("judge", "--undo", "1")
    assert undone.startswith("2: 1 is undone\n") and "3 claims → 7 claims" in undone
    assert len(rows("propositions")) == 6
    assert [one["verdict"] for one in rows("judge", "list")] == [None, "different"]


def test_a_judgement_joins_two_languages() -> None:
    one, other = claim_of("dam-7", "منسوب"), claim_of("dam-1", "أسبوعا")
    assert "gone" in told("judge", "same", one, other)
    assert len(rows("propositions")) == 5
    assert told("judge", "unsure", one, other).count(" · new · ") == 1


def test_what_cannot_be_judged_is_told() -> None:
    one = claim_of("dam-9")
    for words, why in (
        (("judge", "same", one, one), "not judged against itself"),
        (("judge", "same", one, "ffff"), "no such claim"),
        (("judge", "--undo", "9"), "nothing in judgements has this number"),
    ):
        result = run(*words)
        assert result.exit_code == 1 and why in result.stderr, words
    assert run("judge", "--archive", "other.db", "list").exit_code == 2
    assert told("judge", "list") == "nobody has judged a pair of claims\n"


def test_a_withdrawn_document_and_what_it_touches() -> None:
    said = told("withdraw", "dam-9", "--reason", "corrected the next day", "--as", "Nadia")
    assert said.startswith("1: dam-9 is withdrawn\n")
    assert "7f98ab00caf9d2ea · contested → withdrawn · 1 origin · 1 claim" in said
    assert rows("propositions", "--status", "withdrawn")[0]["gloss"] == FIVE
    again = run("withdraw", "dam-9")
    assert again.exit_code == 1 and "Nadia has noted so" in again.stderr
    assert "withdrawn → contested" in told("withdraw", "dam-9", "--undo")
    nothing = run("withdraw", "dam-9", "--undo")
    assert nothing.exit_code == 1 and "nobody has noted" in nothing.stderr


def test_a_program_joins_readings() -> None:
    found = join(marsad.analyse(document) for document in marsad.read(DAM))
    told = {one.proposition.gloss: one.proposition for one in found.propositions}
    assert told[CLOSED].independent == (1, 3)
    assert found.of[told[FIVE].members[0]] == told[FIVE].id


def test_a_server_tells_the_same(new_database: Callable[[], str]) -> None:  # noqa: F811
    address = new_database()
    told("init", "-d", address)
    told("add", DAM, "-d", address, "--workers", "1")
    asked = (
        ("claims", "-n", "50"),
        ("claims", "stance:deny"),
        ("propositions", "--status", "contested", "--since", "2024-03"),
        ("propositions", "place:Mosul"),
        ("story",),
        ("sources", "-n", "50"),
        ("sources", MINISTRY),
    )
    for words in asked:
        here, there = rows(*words), rows(*words, "-d", address)
        assert there and sorted(map(str, here)) == sorted(map(str, there)), words
    assert told("origins", "1a1d", "-d", address) == told("origins", "1a1d")
    said = told("judge", "different", "400e", "3b40", "-d", address)
    assert "7 claims → 3 claims" in said
    assert "→ withdrawn" in told("withdraw", "dam-9", "-d", address)
    assert told("grade", "c0ea", "3", "-d", address).startswith("1: c0eaa21c90ba0f29: 3")


def test_files_are_joined_by_a_list_of_ones_own(tmp_path: Path) -> None:
    reports = [
        ("Gulf Letter", "The Reed Council said that the old bridge near Derna had collapsed."),
        ("Oasis Agency", "The flood has made the old bridge near Derna collapse, Samir Tal said."),
    ]
    lines = [
        json.dumps({"id": outlet, "outlet": outlet, "published": "2031-04-02", "text": text})
        for outlet, text in reports
    ]
    file = put(tmp_path / "reports.jsonl", "\n".join(lines))
    own = put(tmp_path / "own.toml", COUNCIL)
    for lists, count in (([], [1, 2]), (["--actors", own], [1, 1])):
        found = json.loads(told("link", file, "--format", "json", "--workers", "1", *lists))
        (one,) = (one for one in found["propositions"] if len(one["outlets"]) == 2)
        assert list(one["independent_origins"].values()) == count
