"""``marsad accounts`` and ``marsad audit``: passwords come from no argument, and all is noted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.observatory import Observatory
from marsad.cli import commands

PASSWORD = "a boat at the third gate"


@pytest.fixture
def archive(tmp_path: Path) -> str:
    Observatory.create(tmp_path / "kept.db").close()
    return str(tmp_path / "kept.db")


def run(archive: str, *words: str, typed: str = "") -> Result:
    args = [*words, "--archive", archive]
    return CliRunner().invoke(commands, args, input=typed)


def test_an_account_is_made_listed_changed_and_removed(archive: str) -> None:
    assert "no accounts" in run(archive, "accounts", "list").stdout
    made = run(archive, "accounts", "add", "سلمى", "--role", "admin", typed=f"{PASSWORD}\n" * 2)
    assert (made.exit_code, made.stdout) == (0, "سلمى: admin\n")
    piped = run(archive, "accounts", "add", "Anis", "--stdin", "--as", "Amal", typed=PASSWORD)
    assert piped.exit_code == 0, piped.stderr
    assert run(archive, "accounts", "role", "Anis", "analyst").stdout == "Anis: analyst\n"
    assert run(archive, "accounts", "password", "anis", "--stdin", typed="tea on the roof\n").stdout
    listed = run(archive, "accounts", "list", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(one)["role"] for one in listed] == ["analyst", "admin"]
    assert "password" not in "".join(listed)
    assert run(archive, "accounts", "remove", "Anis").exit_code == 0
    log = [json.loads(one) for one in run(archive, "audit", "-f", "jsonl").stdout.splitlines()]
    assert [one["action"] for one in log] == [
        "account removed",
        "password set",
        "role set",
        "account added",
        "account added",
    ]
    assert log[3]["person"] == "Amal" and log[3]["address"] is None
    assert "account added" in run(archive, "audit", "--person", "Amal").stdout


@pytest.mark.parametrize(
    ("words", "typed", "remedy"),
    [
        (("add", "Anis", "--stdin"), "short", "12 characters"),
        (("add", "Anis", "--stdin"), "", "12 characters"),
        (("add", "\u202eAnis", "--stdin"), PASSWORD, "can be seen"),
        (("remove", "Anis"), "", "marsad accounts list"),
        (("password", "Anis", "--stdin"), PASSWORD, "marsad accounts list"),
    ],
)
def test_what_cannot_be_says_why_in_one_line(
    archive: str, words: tuple[str, ...], typed: str, remedy: str
) -> None:
    result = run(archive, "accounts", *words, typed=typed)
    assert result.exit_code == 1
    assert remedy in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_a_key_is_made_listed_and_taken_back(archive: str) -> None:
    run(archive, "accounts", "add", "Anis", "--stdin", typed=PASSWORD)
    made = run(archive, "accounts", "token", "Anis", "--label", "export", "--days", "30")
    assert made.stdout.startswith("marsad_")
    listed = run(archive, "accounts", "token", "Anis").stdout
    assert "export" in listed and made.stdout.strip() not in listed
    more = run(archive, "accounts", "token", "Anis", "--label", "all", "--role", "admin")
    assert more.exit_code == 1 and "no more than that" in more.stderr
    assert run(archive, "accounts", "token", "Anis", "--end", "1").exit_code == 0
    assert run(archive, "accounts", "token", "Anis").stdout == ""


def test_others_are_not_served_without_accounts(archive: str) -> None:
    result = run(archive, "serve", "--host", "0.0.0.0", "--port", "0", "--name", "news.example")
    assert result.exit_code == 1
    assert "marsad accounts add NAME --role admin" in result.stderr
    half = run(archive, "serve", "--certificate", "news.pem")
    assert half.exit_code == 2 and "belong together" in half.stderr


def test_a_certificate_that_is_not_there_is_named(archive: str) -> None:
    run(archive, "accounts", "add", "Amal", "--role", "admin", "--stdin", typed=PASSWORD)
    files = ("--certificate", "none.pem", "--key", "none.key")
    result = run(archive, "serve", "--port", "0", *files)
    assert result.exit_code == 1 and "none.pem" in result.stderr
