"""marsad export, as people type it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import marsad as marsad_package
from marsad.cli import commands
from marsad.publishing.exports.fields import json_schema
from marsad.publishing.exports.formats import FORMATS, KINDS
from tests.publishing.exports.conftest import build


def marsad(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a few reports."""
    folder = tmp_path_factory.mktemp("export")
    build(folder).close()
    return folder / "news.db"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARSAD_ARCHIVE", str(there))


def test_the_name_of_the_file_says_the_format(tmp_path: Path) -> None:
    said = marsad("export", "events", "--output", "map.geojson")
    assert (said.exit_code, said.stdout) == (0, "")
    assert json.loads((tmp_path / "map.geojson").read_bytes())["type"] == "FeatureCollection"
    assert said.stderr.startswith("map.geojson: ")
    assert [one.name for one in tmp_path.iterdir()] == ["map.geojson"]


def test_without_a_file_it_is_a_table_on_the_standard_output() -> None:
    said = marsad("export", "claims", "--query", "stance:deny")
    head, row, *rest = said.stdout.lstrip("\ufeff").splitlines()
    assert head.startswith("claim,document,url,") and ",south-1," in row and rest == []


def test_days_statuses_and_ids_choose() -> None:
    denied = marsad("export", "events", "-f", "jsonl", "--status", "denied").stdout.splitlines()
    assert [json.loads(line)["document"] for line in denied] == ["south-1"]
    march = marsad("export", "documents", "-f", "csl", "--since", "2024-03-03").stdout
    assert [one["id"] for one in json.loads(march)] == ["east-1"]
    of = json.loads(denied[0])["proposition"]
    told = marsad("export", "events", "-f", "jsonl", "--id", of[:8]).stdout
    assert [json.loads(line)["proposition"] for line in told.splitlines()] == [of]
    held = marsad("export", "propositions", "-f", "jsonl", "--standing", "contested").stdout
    assert {json.loads(line)["standing"] for line in held.splitlines()} == {"contested"}
    assert len(marsad("export", "claims", "-f", "jsonl", "-n", "2").stdout.splitlines()) == 2


def test_the_schema_of_a_line_is_printed() -> None:
    assert json.loads(marsad("export", "schema", "claims").stdout) == json_schema("claims")


@pytest.mark.parametrize("kind", KINDS)
def test_help_tells_each_format_in_a_line(kind: str) -> None:
    told = marsad("export", kind, "--help").output
    for name in KINDS[kind]:
        assert FORMATS[name].told in told
        assert name in marsad("export", "--help").output


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("news.zip",), "marsad export --all news.zip"),
        (("events", "-o", "a.json"), "no format has this ending"),
        (("claims", "-f", "stix"), "'stix' is not one of"),
        (("claims", "-q", "stance:maybe"), 'stance: takes no "maybe"'),
        (("propositions", "--id", "ffffffff"), "no such proposition"),
        (("claims", "-o", "."), "is a folder; name a file in it"),
        (("claims", "-o", "absent/a.csv"), "nothing was written"),
        (("claims", "-d", "absent.db"), "no archive here"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_remedy(words: tuple[str, ...], remedy: str) -> None:
    said = marsad("export", *words)
    assert said.exit_code in (1, 2) and remedy in said.stderr
    assert "Traceback" not in said.output


def test_the_whole_archive_is_still_one_file(tmp_path: Path) -> None:
    for words in (("--all", "a.zip"), ("b.zip", "--all"), ("archive", "c.zip")):
        said = marsad("export", *words)
        assert (
            said.output
            == f"{words[-1] if words[0] != 'b.zip' else 'b.zip'}: 4 documents, 0 reviews\n"
        )
    files = [(tmp_path / name).read_bytes() for name in ("a.zip", "b.zip", "c.zip")]
    assert files[0] == files[1] == files[2]


def test_an_export_that_is_stopped_leaves_the_earlier_file(tmp_path: Path, there: Path) -> None:
    """A process that is stopped in its middle, by the signal of Ctrl-C."""
    target = tmp_path / "claims.csv"
    target.write_text("earlier", encoding="utf-8")
    slow = (
        "import sys, time\n"
        "from marsad.publishing.exports import catalogue\n"
        "def slow(kind, entries):\n"
        "    yield b'half'\n"
        "    print('begun', flush=True)\n"
        "    time.sleep(30)\n"
        "catalogue._TABLES['csv'] = slow\n"
        "from marsad.cli import main\n"
        "sys.argv = ['marsad', 'export', 'claims', '-o', 'claims.csv']\n"
        "main()\n"
    )
    source = str(Path(marsad_package.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", slow],
        cwd=tmp_path,
        env={**os.environ, "MARSAD_ARCHIVE": str(there), "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        try:
            assert run.stdout is not None and run.stdout.readline() == b"begun\n"
            run.send_signal(signal.SIGINT)
            _, told = run.communicate(timeout=20)
        finally:
            run.kill()
    assert run.returncode == 130 and b"Traceback" not in told
    assert target.read_text(encoding="utf-8") == "earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["claims.csv"]
