"""The commands of an archive, as a shell sees them."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import commands

PROGRAM = [sys.executable, "-m", "marsad"]
RIVER = "قالت وزارة الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة."
DENIAL = "نفى المتحدث باسم الجيش أن تكون القوات قد دخلت مدينة الرقة."
ADDED = "2 new, 0 changed, 0 same, 0 failed; propositions: 2 new, 0 joined, 1 contested\n"
PAGE = (
    '<html lang="ar"><head><title>عودة الماء</title></head><body><article><h1>عودة الماء</h1>'
    + "".join(
        f"<p>قالت البلدية إن الماء عاد إلى الحي رقم {n} بعد انقطاع دام يومين.</p>" for n in range(9)
    )
    + "</article></body></html>"
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """An archive with two documents of two outlets."""
    path = str(tmp_path / "news.db")
    assert run("init", "--archive", path).exit_code == 0
    lines = [
        {"id": "a1", "text": RIVER, "outlet": "صحيفة الساحل", "published": "2024-03-01"},
        {"id": "a2", "text": DENIAL, "outlet": "صدى النهر", "published": "2024-03-02"},
    ]
    news = put(tmp_path / "news.jsonl", "\n".join(json.dumps(line) for line in lines))
    added = run("add", news, "-d", path, "--workers", "1")
    assert (added.exit_code, added.stdout) == (0, ADDED)
    return path


def found(*words: str) -> list[dict[str, object]]:
    result = run("search", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_without_an_archive_the_remedy_is_named(tmp_path: Path) -> None:
    result = run("search", "x", "-d", tmp_path / "none.db")
    assert result.exit_code == 1
    assert "make one with: marsad init --archive" in result.output


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "notes.db", "shopping " * 1000)
    result = run("add", put(tmp_path / "a.txt", RIVER), "-d", path)
    assert result.exit_code == 1
    assert "Traceback" not in result.output and "archive of Marsad" in result.output


def test_adding_again_changes_nothing(archive: str, tmp_path: Path) -> None:
    result = run("add", tmp_path / "news.jsonl", "-d", archive, "--workers", "1")
    assert result.stdout == "0 new, 0 changed, 2 same, 0 failed\n"


def test_what_is_added_is_found_newest_first(archive: str) -> None:
    hits = found("القوات", "-d", archive)
    assert [hit["document"] for hit in hits] == ["a2", "a1"]
    assert [hit["stance"] for hit in hits] == ["deny", "neutral"]


def test_an_english_name_finds_arabic_text(archive: str) -> None:
    assert len(found("Raqqa", "-d", archive)) == 2
    assert [hit["document"] for hit in found("Raqqa stance:deny", "-d", archive)] == ["a2"]


def test_tables_mark_the_hits_and_count(archive: str) -> None:
    result = run("search", "المدينة", "-d", archive, "-f", "table")
    assert "[مدينة]" in result.stdout
    assert "2 claims" in result.stderr


def test_csv_has_a_row_for_each_hit(archive: str) -> None:
    rows = run("search", "الرقة", "-d", archive, "-f", "csv").stdout_bytes.decode("utf-8-sig")
    assert rows.splitlines()[0].startswith("claim,document,published")
    assert len(rows.splitlines()) == 3


def test_facets_count_by_outlet(archive: str) -> None:
    shown = run("search", "-d", archive, "--facets").stdout
    assert "صدى النهر" in shown and "Raqqa" in shown


def test_a_query_that_cannot_be_meant_is_explained(archive: str) -> None:
    result = run("search", "outlt:x", "-d", archive)
    assert result.exit_code == 2 and "no field is called" in result.output


def test_a_document_comes_back_in_every_form(archive: str, tmp_path: Path) -> None:
    assert "الرقة" in run("document", "a1", "-d", archive).stdout
    reading = json.loads(run("document", "a1", "-d", archive, "-f", "jsonl").stdout)
    assert reading["text"] == RIVER and reading["claims"]
    line = json.loads(run("document", "a1", "-d", archive, "-f", "original").stdout_bytes)
    assert line["text"] == RIVER
    page = tmp_path / "page.html"
    assert run("document", "a1", "-d", archive, "-f", "html", "-o", page).exit_code == 0
    assert 'dir="rtl"' in page.read_text(encoding="utf-8")
    assert run("document", "zz", "-d", archive).exit_code == 1


def test_failures_are_kept_and_tried_again(archive: str, tmp_path: Path) -> None:
    bad = put(tmp_path / "later.jsonl", '{"id": "b1"}\n')
    result = run("add", bad, "-d", archive, "--workers", "1")
    assert result.exit_code == 1 and "later.jsonl:1" in result.stderr
    assert "text" in run("intake", "failures", "-d", archive).stdout
    assert run("intake", "retry", "-d", archive, "--workers", "1").exit_code == 1
    put(bad, json.dumps({"id": "b1", "text": RIVER.replace("الرقة", "حلب")}))
    retried = run("intake", "retry", "-d", archive, "--workers", "1")
    assert retried.stdout.startswith("1 new")
    assert run("intake", "failures", "-d", archive).stdout == "no failures\n"


def test_a_web_page_is_kept_as_it_was(archive: str, tmp_path: Path) -> None:
    page = put(tmp_path / "page.html", PAGE)
    assert run("add", page, "-d", archive, "--workers", "1").stdout.startswith("1 new")
    [hit] = found("البلدية", "-d", archive, "--of", "documents")
    original = run("document", str(hit["document"]), "-d", archive, "-f", "original")
    assert original.stdout_bytes == page.read_bytes()


def test_reading_again_shows_what_differs(archive: str) -> None:
    assert run("reread", "-d", archive, "--workers", "1").stdout.startswith("0 read again")
    with sqlite3.connect(archive) as db:
        db.execute("UPDATE analyses SET engine = 'marsad 0.0.0 (ar)'")
    result = run("reread", "--changed", "-d", archive, "--workers", "1")
    assert result.stdout == "2 read again, 0 differ, 0 failed\n"
    assert len(found("الرقة", "-d", archive)) == 2


def test_an_archive_is_named_by_the_environment(archive: str) -> None:
    result = CliRunner().invoke(commands, ["search", "الرقة"], env={"MARSAD_ARCHIVE": archive})
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.slow
def test_two_processes_make_the_same_archive_as_one(tmp_path: Path) -> None:
    texts = [f"{RIVER} وأضاف المصدر أن الطريق رقم {n} مفتوح منذ أيام." for n in range(60)]
    news = put(tmp_path / "n.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
    rows = []
    for workers in ("1", "2"):
        path = tmp_path / f"{workers}.db"
        for words in (["init"], ["add", str(news), "--workers", workers]):
            subprocess.run([*PROGRAM, *words, "-d", str(path)], check=True, capture_output=True)
        with sqlite3.connect(path) as db:
            claims = db.execute("SELECT key, id, source, spans FROM claims ORDER BY key").fetchall()
            names = db.execute("SELECT * FROM names ORDER BY number").fetchall()
            rows.append((claims, names))
    assert rows[0] == rows[1] and len(rows[0][0]) >= 60


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_stored_and_goes_on(tmp_path: Path) -> None:
    texts = [f"{RIVER} وأضاف المصدر أن الطريق رقم {n} مفتوح منذ أيام." for n in range(400)]
    news = put(tmp_path / "n.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
    path = str(tmp_path / "n.db")
    run("init", "-d", path)
    adding = subprocess.Popen(
        [*PROGRAM, "add", str(news), "-d", path, "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not _count(path):
        time.sleep(0.1)
    time.sleep(1)
    os.killpg(adding.pid, signal.SIGINT)
    _, told = adding.communicate(timeout=30)
    assert adding.returncode == 130
    assert "Traceback" not in told and "goes on from here" in told
    kept = _count(path)
    assert 0 < kept < 400
    run("add", news, "-d", path, "--workers", "1")
    assert _count(path) == 400


@pytest.mark.slow
def test_a_disk_without_room_is_named_and_the_rest_comes_later(tmp_path: Path) -> None:
    texts = [f"{RIVER} وأضاف المصدر أن الطريق رقم {n} مفتوح منذ أيام." for n in range(200)]
    news = put(tmp_path / "n.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
    path = str(tmp_path / "n.db")
    run("init", "-d", path)
    limited = ["sh", "-c", 'ulimit -f 1500; exec "$@"', "sh"]  # blocks of 512 or 1,024 bytes
    adding = [*PROGRAM, "add", str(news), "-d", path, "--workers", "1"]
    done = subprocess.run([*limited, *adding], capture_output=True, text=True)
    assert done.returncode == 1
    assert re.fullmatch(
        r"Error: .*n\.db: .*(disk|full).*; .*run the command again.*\n", done.stderr
    )
    kept = _count(path)
    run("add", news, "-d", path, "--workers", "1")
    assert kept < _count(path) == 200
    run("check", "-d", path)


def _count(path: str) -> int:
    with sqlite3.connect(path) as db:
        return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
