"""``--reader llm`` as a shell sees it, with a model on the loopback address."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.observatory import Observatory
from marsad.cli import commands
from tests.llm.conftest import Model, loopback, model, send  # noqa: F401 - fixtures

TEXT = "قالت بلدية الوادي إن الجسر سليم، ونفى المهندس سالم أن تكون المياه قد غمرته.\n"
OTHER = "The mayor of Port Halim said that the harbour was open.\n"
BRIDGE = {"source": "بلدية الوادي", "cue": ["قالت"], "content": ["إن الجسر سليم"]}
HARBOUR = {
    "source": "The mayor of Port Halim",
    "cue": ["said"],
    "content": ["that the harbour was open"],
}
KEY = "sk-invented-55aa"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


@pytest.fixture
def toy(
    model: Model,  # noqa: F811 - the fixture
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Model:
    """The model, named by the environment, telling one relation of each of two texts."""
    told = (BRIDGE, HARBOUR)
    model.play = lambda text: {"relations": [one for one in told if one["source"] in text]}
    monkeypatch.setenv("MARSAD_LLM_URL", model.url)
    monkeypatch.setenv("MARSAD_LLM_MODEL", "toy")
    monkeypatch.setenv("MARSAD_LLM_CACHE", str(tmp_path / "answers"))
    monkeypatch.delenv("MARSAD_LLM_KEY", raising=False)
    return model


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return folder


def test_no_model_is_asked_unless_somebody_says_so(toy: Model, news: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    assert run("read", news).exit_code == 0
    assert run("init", "--archive", archive).exit_code == 0
    assert run("add", news, "--archive", archive, "--workers", "1").exit_code == 0
    assert run("reread", "--all", "--archive", archive, "--workers", "1").exit_code == 0
    assert toy.asked == []


@pytest.mark.usefixtures("toy")
def test_a_reading_by_a_model_keeps_the_contract(news: Path) -> None:
    result = run("read", news, "--reader", "llm", "--price", "0.5/1.5")
    assert result.exit_code == 0
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["attributions"][0]["source"][0]["text"] for one in readings] == [
        BRIDGE["source"],
        HARBOUR["source"],
    ]
    assert all("; read by llm toy, prompt " in one["engine"] for one in readings)
    first, second = result.stderr.splitlines()
    assert first == (
        "toy: 2 documents, 0 failed; 2 calls, 0 answers from before; "
        "200 tokens given, 40 taken; cost 0.0002"
    )
    assert second == "2 attributions with 6 passages located in the texts; 0 refused"
    assert run("read", news, "--reader", "llm").stderr.startswith(
        "toy: 2 documents, 0 failed; 0 calls, 2 answers from before"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--llm-url", ""), "--llm-url or MARSAD_LLM_URL"),
        (("--llm-model", ""), "--llm-model or MARSAD_LLM_MODEL"),
        (("--llm-url", "ftp://127.0.0.1/"), "http"),
        (("--price", "cheap"), "0.5/1.5"),
        (("--price", "-1/2"), "0.5/1.5"),
        (("--budget", "0"), "--budget"),
        (("--reader", "oracle"), "oracle"),
    ],
)
def test_what_was_not_said_right_is_told(
    words: tuple[str, ...], told: str, toy: Model, news: Path
) -> None:
    result = run("read", news, "--reader", "llm", *words)
    assert result.exit_code == 2 and told in result.stderr
    assert toy.asked == []


def test_a_model_without_its_reader_is_a_mistake(toy: Model, news: Path) -> None:
    result = run("read", news, "--llm-model", "larger")
    assert result.exit_code == 2 and "add --reader llm" in result.stderr
    assert toy.asked == []


# As when the signal comes between the last look for one and the wait that it would have ended:
# another thread takes it, so that it ends no wait of the main one.
DEAF = """
import signal, threading
from marsad.cli import main
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
start = threading.Thread.run
def run(self):
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    start(self)
threading.Thread.run = run
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT for a process there")
@pytest.mark.parametrize("program", [("-m", "marsad"), ("-c", DEAF)], ids=["plain", "deaf"])
def test_ctrl_c_waits_for_no_server(toy: Model, news: Path, program: tuple[str, str]) -> None:
    held = threading.Event()

    def hold(*_: object) -> bool:
        held.wait(30)
        return True

    toy.route = hold
    process = subprocess.Popen(
        [sys.executable, *program, "read", str(news), "--reader", "llm"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not toy.asked and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    try:
        _, told = process.communicate(timeout=20)
    finally:
        held.set()
        process.kill()
        process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in told


def test_without_a_server_there_is_one_clear_line(toy: Model, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    url = f"http://127.0.0.1:{_closed_port()}/v1"
    result = run("read", news, "--reader", "llm", "--llm-url", url, "--output", out)
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"Error: {url}: no connection") and "without --reader llm" in line
    assert not out.exists() and toy.asked == []


def _closed_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_the_budget_ends_what_is_asked(toy: Model, news: Path) -> None:
    result = run("read", news, "--reader", "llm", "--budget", "100")
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.count("not asked: the budget of 100 tokens") == 2
    assert toy.asked == []


@pytest.mark.slow
def test_a_key_is_shown_nowhere(toy: Model, news: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    run("init", "--archive", archive)
    source = str(Path(__file__).parents[1] / "src")
    more = {"MARSAD_LLM_KEY": KEY, "PYTHONPATH": source}
    program = [sys.executable, "-m", "marsad"]
    runs = (("read", 401), ("add", 200))
    for command, status in runs:
        toy.route = lambda handler, _, s=status: s != 200 and send(handler, KEY.encode(), s)  # type: ignore[misc]
        words = [command, str(news), *(["--archive", str(archive)] if command == "add" else ())]
        done = subprocess.run(
            [*program, *words, "--reader", "llm", "--llm-cache", "off"],
            env=os.environ | more,
            capture_output=True,
            check=False,
        )
        assert KEY.encode() not in done.stdout + done.stderr
        assert done.returncode == (status != 200)
        assert (b"MARSAD_LLM_KEY" in done.stderr) == (status == 401)
    assert {one["authorization"] for one in toy.headers} == {f"Bearer {KEY}"}
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert archive in left
    assert all(KEY.encode() not in path.read_bytes() for path in left)


def engines(archive: Path) -> list[str]:
    with Observatory(archive) as observatory:
        return [one.engine.partition("; ")[2].partition(",")[0] for one in observatory.documents()]


def test_an_archive_knows_which_reader_read(toy: Model, news: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    run("init", "--archive", archive)
    one = ("--archive", archive, "--workers", "1")
    result = run("add", news, *one, "--reader", "llm")
    assert result.exit_code == 0 and result.stdout.startswith("2 new")
    assert engines(archive) == ["read by llm toy"] * 2
    with Observatory(archive) as observatory:
        assert [len(doc.attributions) for doc in observatory.documents()] == [1, 1]
        assert list(observatory.check()) == []
    assert run("add", news, *one, "--reader", "llm").stdout.startswith("0 new, 0 changed, 2 same")
    assert len(toy.asked) == 2  # what is there already is not asked about

    left = run("reread", "--all", *one)
    assert "2 readings by a language model were left" in left.stdout
    assert engines(archive) == ["read by llm toy"] * 2

    assert run("reread", *one, "--reader", "llm").stdout.startswith("0 read again")
    named = run("reread", *one, "--reader", "llm", "--llm-model", "larger")
    assert named.stdout.startswith("2 read again, 0 differ")
    assert engines(archive) == ["read by llm larger"] * 2

    ruled = run("reread", *one, "--reader", "rules", "--changed")
    assert ruled.stdout.splitlines()[-1].startswith("2 read again, 1 differ")
    assert "deny: المهندس سالم" in ruled.stdout
    assert engines(archive) == ["", ""]


def test_what_a_model_did_not_answer_is_kept_among_the_failures(
    toy: Model, news: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "a.db"
    run("init", "--archive", archive)
    one = ("--archive", archive, "--workers", "1")
    play = toy.play
    toy.play = lambda text: "no" if text == OTHER else play(text)
    result = run("add", news, *one, "--reader", "llm")
    assert result.exit_code == 1 and result.stdout.startswith("1 new, 0 changed, 0 same, 1 failed")
    assert "no list of attributions" in run("intake", "failures", "--archive", archive).stdout
    toy.play = play
    assert run("intake", "retry", *one, "--reader", "llm").stdout.startswith("1 new")
    assert engines(archive) == ["read by llm toy"] * 2
