"""The commands as a shell sees them: what is missing or refused is told in one line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.bulk.reading import Done
from marsad.cli import commands
from tests.bulk.conftest import report, rows_of, to_lines

_CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1",
                      dashboard_address="127.0.0.1:0") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, ["bulk", *map(str, words)])


@pytest.mark.parametrize("module", ["dask", "duckdb"])
def test_a_missing_extra_is_told_in_one_line(
    module: str, reading: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(to_lines([report(0)]))
    reading(tmp_path / "lake", file)
    monkeypatch.setitem(sys.modules, module, None)
    told = run("link", tmp_path / "lake")
    assert (told.exit_code, told.output) == (
        1,
        "Error: this needs an extra: pip install 'marsad[bulk]'\n",
    )


def test_what_cannot_be_meant_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing.")
    words = ("read", tmp_path / "a.txt", tmp_path / "lake")
    assert "no date; write it as 2017-06-08" in run(*words, "--published", "March").output
    both = run(*words, "--workers", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert both.exit_code == 2 and "give one" in both.output
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "manifest.json").write_text('{"format": "something else"}')
    assert "is not that of a lake that this reads" in run(*words).output
    assert "is not that of a lake that this reads" in run("link", tmp_path / "lake").output


def test_a_page_is_no_lake(tmp_path: Path) -> None:
    told = run("read", "https://harbour.example/news", tmp_path / "lake")
    assert told.exit_code == 1 and "marsad add fetches pages" in told.output


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A scheduler with one worker, as somebody else has started them."""
    (tmp_path / "cluster.py").write_text(_CLUSTER)
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "cluster.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.communicate()


@pytest.mark.slow
def test_the_workers_of_a_scheduler_read_and_join(scheduler: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(to_lines([report(number) for number in range(3)]))
    program = [sys.executable, "-m", "marsad", "bulk"]
    where = ["--scheduler", scheduler]
    for words in (["read", str(tmp_path / "a.jsonl")], ["link"]):
        subprocess.run([*program, *words, str(tmp_path / "lake"), *where], check=True)
    assert [id for (id,) in rows_of(tmp_path / "lake", "documents", "id")] == ["h0", "h1", "h2"]
    assert list(tmp_path.glob("lake/marsad-*/joined-*/propositions/*.parquet"))


@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(to_lines([report(0)]))
    asked = ["bulk", "read", str(tmp_path / "a.jsonl"), str(tmp_path / "lake")]
    told = subprocess.run(
        [sys.executable, "-m", "marsad", *asked, "--scheduler", "tcp://127.0.0.1:9"],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1 and told.stderr.count("\n") == 1
    assert "check the address of the scheduler" in told.stderr
