"""The commands, as a shell sees them."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import commands
from marsad.version import __version__

NEWS = "قالت البلدية إن الماء عاد إلى حي النهر."
LINE = json.dumps({"id": "n1", "text": NEWS}, ensure_ascii=False)
PROGRAM = [sys.executable, "-m", "marsad"]
UNWANTED = {"rich", "msgspec", "jinja2", "sqlalchemy", "marsad.analysis", "marsad.packs"}
NAMES = {"marsad.publishing", "marsad.publishing.exports", "marsad.publishing.exports.formats"}


def run(*words: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words], input=given)


def put(path: Path, text: str | bytes = NEWS) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def ids(result: Result) -> list[str]:
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def test_help_teaches_by_examples() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout and "marsad read report.txt" in result.stdout


def test_the_version_is_named() -> None:
    assert __version__ in run("--version").stdout


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from marsad.cli import commands; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(answer.stdout.split())
    assert not loaded & UNWANTED
    assert {one for one in loaded if one.startswith("marsad.publishing")} <= NAMES


def test_a_pipe_gets_json_lines(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", f"{LINE}\n{LINE}\n")
    result = run("read", path)
    assert (result.exit_code, result.stderr, ids(result)) == (0, "", ["n1", "n1"])


def test_without_files_standard_input_is_read() -> None:
    result = run("read", given=LINE)
    assert (result.exit_code, ids(result)) == (0, ["n1"])


def test_outlet_and_date_fill_gaps(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt")
    result = run("read", path, "--outlet", "صحيفة الساحل", "--published", "2024-03-02")
    reading = json.loads(result.stdout)
    assert (reading["outlet"], reading["published"]) == ("صحيفة الساحل", "2024-03-02")


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    result = run("read", put(tmp_path / "a.txt"), "--published", "yesterday")
    assert result.exit_code == 2
    assert "--published" in result.stderr and "2017-06-08" in result.stderr


@pytest.mark.parametrize("format", ["table", "html", "jsonl"])
def test_formats_on_standard_output(format: str, tmp_path: Path) -> None:
    result = run("read", put(tmp_path / "a.txt"), "--format", format)
    assert result.exit_code == 0
    assert "الماء" in result.stdout


def test_brat_goes_to_a_folder(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", LINE)
    assert run("read", path, "--format", "brat").exit_code == 2
    assert run("read", path, "--format", "brat", "--output", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "n1.ann").exists()


def test_the_name_of_the_output_chooses_the_format(tmp_path: Path) -> None:
    run("read", put(tmp_path / "a.txt"), "--output", tmp_path / "out.html")
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t ",
    "film.txt": b"\x00\x01\x02\xff" * 500,
    "paper.pdf": b"%PDF-1.7",
    "koi.txt": "Мост открыт, сообщил министр".encode("koi8-r"),
    "cut.jsonl": b'{"text": "a',
    "number.jsonl": b'{"text": 5}',
    "cut.gz": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    good, bad = put(tmp_path / "good.jsonl", LINE), put(tmp_path / name, BAD[name])
    result = run("read", good, bad, tmp_path / "none.txt", good)
    assert (result.exit_code, ids(result)) == (1, ["n1", "n1"])
    first, second = result.stderr.splitlines()
    assert first.startswith(f"marsad: {bad}")
    assert second == f"marsad: {tmp_path / 'none.txt'}: no such file or folder; check the name"


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", f"{LINE}\nbroken\n{LINE}\n")
    result = run("read", path)
    assert (result.exit_code, len(ids(result))) == (1, 2)
    assert result.stderr.startswith(f"marsad: {path}:2: ")


@pytest.mark.parametrize(
    "text",
    [
        "م" * 5_000_000,
        "قال سالم إن الماء عاد " + "«" * 10_000,
        "قال «" * 200,
        "ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﺇﻥ ﺍﻟﺠﺴﺮ ﻣﻔﺘﻮﺡ",
        "قال \u202eالوزير\u202c إن \u2067الجسر\u2069 مفتوح",
        "قال\ud800 الوزير إن\0 الجسر مفتوح",
        "😀😀 قال الوزير إن الجسر 😀 مفتوح\r\n\u2028 أمس",
    ],
    ids=["one word", "unclosed", "nested", "forms", "bidi", "surrogate", "emoji"],
)
@pytest.mark.parametrize("format", ["jsonl", "html", "table"])
def test_any_text_is_read(text: str, format: str, tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", json.dumps({"text": text}))
    output = tmp_path / "out"
    result = run("read", path, "--format", format, "--output", output)
    assert (result.exit_code, result.output) == (0, "")
    assert output.read_bytes()


def test_an_unknown_language_is_one_line(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"text": "x", "lang": "xx"}\n' + LINE)
    result = run("read", path)
    assert (result.exit_code, ids(result)) == (1, ["n1"])
    assert len(result.stderr.splitlines()) == 1 and "xx" in result.stderr


def test_the_language_of_each_document_is_told_by_its_text(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt", "The mayor said that the water is back in the old quarter.")
    lines = run("read", tmp_path).stdout.splitlines()
    assert [json.loads(line)["lang"] for line in lines] == ["ar", "en"]


def test_the_language_of_a_text_that_tells_none_can_be_named(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "Raqqa water safe")
    assert json.loads(run("read", path).stdout)["lang"] is None
    assert json.loads(run("read", path, "--lang", "en").stdout)["lang"] == "en"


def test_a_language_that_has_no_pack_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    result = run("read", put(tmp_path / "a.txt"), "--lang", "xx")
    assert result.exit_code == 2 and "no language pack for 'xx'" in result.stderr


@pytest.mark.parametrize("name", ["رويترز", "Reuters"])
def test_a_name_is_looked_up_in_the_language_of_its_letters(name: str) -> None:
    assert run("actors", name).stdout.startswith(f"{name} → Reuters")


def test_a_folder_that_is_missing_is_one_line(tmp_path: Path) -> None:
    result = run("read", put(tmp_path / "a.txt"), "--output", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"marsad: {tmp_path / 'no' / 'out.jsonl'}: No such file")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", f"{LINE}\n" * 500)
    with open("/dev/full", "w") as full:
        answer = subprocess.run(
            [*PROGRAM, "read", str(path)], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert answer.returncode == 1
    assert answer.stderr.startswith("marsad: <stdout>: No space left")
    assert len(answer.stderr.splitlines()) == 1


def test_a_closed_pipe_ends_without_a_word(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", f"{LINE}\n" * 2000)
    process = subprocess.Popen(
        [*PROGRAM, "read", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_a_stop_leaves_no_half_file(tmp_path: Path) -> None:
    output = put(tmp_path / "out.jsonl", "old")
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [*PROGRAM, "read", "-", "--output", str(output)],
        stdin=reader,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(reader)
    os.write(writer, f"{LINE}\n".encode())
    wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    os.close(writer)
    # A stop inside an import may end the interpreter by the signal itself: shells see 130 as well.
    assert process.returncode in (130, -signal.SIGINT), errors
    assert errors.strip() == ""
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def wait_for(ready: object) -> None:
    assert callable(ready)
    for _ in range(400):
        if ready():
            return
        time.sleep(0.05)
    raise AssertionError("waited too long")


def in_terminal(*words: str | Path) -> tuple[int, str]:
    """The exit code and all that a terminal of 80 columns shows."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [*PROGRAM, *map(str, words)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux says so when the other side has closed
        pass
    os.close(ours)
    return process.wait(), shown.decode()


def test_without_anything_to_read_a_terminal_is_taught() -> None:
    code, shown = in_terminal("read")
    assert code == 2
    assert "marsad read report.txt" in shown and len(shown.splitlines()) < 10


def test_a_terminal_gets_the_table(tmp_path: Path) -> None:
    code, shown = in_terminal("read", put(tmp_path / "a.txt"))
    assert code == 0
    assert "Who says what" in shown and "\x1b[" in shown


def test_many_files_show_a_bar(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / f"{number}.txt")
    code, shown = in_terminal("read", tmp_path, "--output", tmp_path.parent / "out.jsonl")
    assert code == 0
    assert "documents" in shown
    assert len((tmp_path.parent / "out.jsonl").read_text().splitlines()) == 3


def test_pack_check_lists_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = ["ar/cues.toml: [3] no form"]
    monkeypatch.setattr("marsad.analysis.check.check_packs", lambda *_: faults)
    result = run("pack", "check", "ar")
    assert (result.exit_code, result.stdout) == (1, "ar/cues.toml: [3] no form\n")
    faults.clear()
    assert run("pack", "check").exit_code == 0


def test_pack_check_of_no_pack_is_one_line() -> None:
    result = run("pack", "check", "xx")
    assert result.exit_code == 1
    assert "xx" in result.stderr and len(result.stderr.splitlines()) == 1


def test_pack_new_says_what_to_fill(tmp_path: Path) -> None:
    result = run("pack", "new", "fa", "--from", "ar", "--folder", tmp_path)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path / 'fa'}: fill pack.toml")
    assert (tmp_path / "fa" / "pack.toml").exists()
    again = run("pack", "new", "fa", "--from", "ar", "--folder", tmp_path)
    unknown = run("pack", "new", "ku", "--from", "xx", "--folder", tmp_path)
    assert (again.exit_code, unknown.exit_code) == (1, 1)
    assert "is there already" in again.stderr and "xx" in unknown.stderr
