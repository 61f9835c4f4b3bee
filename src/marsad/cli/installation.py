"""What is looked at in an installation: each finding with its remedy.

Nothing is changed, made or fetched: an archive of an older layout stays as it is.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

_OLDEST = (3, 11)  # of Python: pyproject.toml
_SQLITE = (3, 35)  # RETURNING, which the archive uses, came with it in 2021
# Free bytes: at 23 kB a document (docs/performance.md) room for 4,000 documents, and for 40,000.
_FULL, _TIGHT = 100_000_000, 1_000_000_000
_DAY = 86_400.0  # seconds; clocks of two machines and time zones differ by less
_WORKSHOP = {"test", "dev", "docs", "bench", "lists"}  # extras for those who change Marsad
_EXTRA = re.compile(r"""([\w.-]+)[^;]*;.*\bextra == ["']([\w-]+)["']""")
_OWN = "marsad"
_REINSTALL = "install Marsad anew: pip install --force-reinstall ."


class State(StrEnum):
    """How something is: as it should be, worth a look, or so that something cannot work."""

    OK = "ok"
    NOTE = "note"
    BROKEN = "broken"


class Finding(NamedTuple):
    """One thing that was looked at; ``remedy`` is ``None`` where nothing is to be done."""

    subject: str
    state: State
    found: str
    remedy: str | None = None


def look(archive: str, *, named: bool) -> Iterator[Finding]:
    """Everything in turn; ``named`` says that somebody asked for this archive by its name.

    A look that fails is a finding itself and never ends the others.
    """
    looks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("Marsad", _program),
        ("Python", _python),
        ("SQLite", _sqlite),
        ("language packs", _packs),
        ("lists", _lists),
        ("reading", _reading),
        ("pages", _pages),
        ("extras", _extras),
        ("archive", lambda: _archive(archive, named)),
        ("disk", lambda: _disk(archive)),
        ("terminal", _terminal),
        ("clock", _clock),
    )
    for subject, look_at in looks:
        try:
            yield from look_at()
        except Exception as error:  # noqa: BLE001 - a broken installation may raise anything
            told = " ".join(f"{type(error).__name__}: {error}".split())
            yield Finding(subject, State.BROKEN, told, _REINSTALL)


def _program() -> Iterator[Finding]:
    import marsad

    home = Path(marsad.__file__).parent
    yield Finding("Marsad", State.OK, f"{marsad.__version__} in {home}")


def _python() -> Iterator[Finding]:
    found = f"{platform.python_version()} ({platform.system()}, {platform.machine()})"
    if sys.version_info < _OLDEST:
        remedy = "install Python {}.{} or later".format(*_OLDEST)
        yield Finding("Python", State.BROKEN, found, remedy)
    else:
        yield Finding("Python", State.OK, found)


def _sqlite() -> Iterator[Finding]:
    found = sqlite3.sqlite_version
    remedy = "use a Python whose SQLite is newer and has FTS5, such as that of python.org"
    if sqlite3.sqlite_version_info < _SQLITE:
        yield Finding("SQLite", State.BROKEN, f"{found} is too old", remedy)
        return
    with sqlite3.connect(":memory:") as db:
        try:
            db.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        except sqlite3.OperationalError:
            yield Finding("SQLite", State.BROKEN, f"{found} without FTS5: no search", remedy)
            return
    yield Finding("SQLite", State.OK, f"{found} with FTS5")


def _packs() -> Iterator[Finding]:
    from marsad.packs.pack import languages, load_pack

    names = [load_pack(lang).lang for lang in languages()]
    if not names:
        yield Finding("language packs", State.BROKEN, "none", _REINSTALL)
        return
    yield Finding("language packs", State.OK, ", ".join(names))


def _lists() -> Iterator[Finding]:
    from marsad.entities.gazetteer import load_gazetteer
    from marsad.entities.lists import load_lists
    from marsad.packs.pack import languages, load_pack

    lists = load_lists()
    load_gazetteer(lists, load_pack(languages()[0]))
    yield Finding("lists", State.OK, f"{len(lists.entities):,} actors; the gazetteer is there")


def _reading() -> Iterator[Finding]:
    """The first sample of each language, read as any report is."""
    from marsad.analysis import analyse as reader
    from marsad.model import Document
    from marsad.packs.pack import HOME, languages, load_pack, read_toml

    deaf = []
    for lang in languages():
        samples = read_toml(HOME / lang / "samples.toml").get("sample", ())
        for sample in samples[:1]:
            document = Document(id="doctor", text=sample["text"])
            if not reader.analyse(document, load_pack(lang)).claims:
                deaf.append(lang)
    if deaf:
        told = f"finds nothing in a sample of: {', '.join(deaf)}"
        yield Finding("reading", State.BROKEN, told, "marsad pack check names the entries")
    else:
        plain = str(reader.__file__).endswith(".py")  # else by MARSAD_COMPILE=1
        how = "" if plain else ", by compiled modules"
        yield Finding("reading", State.OK, f"a sample of each language is read{how}")


def _pages() -> Iterator[Finding]:
    from marsad.web.rendering import built

    scripts = sorted(built() - {"fonts"})
    if scripts:
        yield Finding("pages", State.OK, f"with fonts and {', '.join(scripts)}")
        return
    yield Finding(
        "pages",
        State.NOTE,
        "without fonts, interactive maps, graphs and timelines; all else works",
        "install Marsad without MARSAD_SKIP_WEB=1",
    )


def _extras() -> Iterator[Finding]:
    try:
        requirements = importlib.metadata.requires(_OWN) or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding("extras", State.NOTE, "unknown: Marsad runs from its source", "pip install .")
        return
    wanted: dict[str, list[str]] = {}
    for requirement in requirements:
        told = _EXTRA.match(requirement)
        if told and told[2] not in _WORKSHOP and told[1] != _OWN:
            wanted.setdefault(told[2], []).append(told[1])
    for extra, packages in sorted(wanted.items()):
        missing = [one for one in packages if not _is_installed(one)]
        subject = f"extra {extra}"
        if missing:
            remedy = f"if you need it: pip install 'marsad[{extra}]'"
            yield Finding(subject, State.NOTE, f"without {', '.join(missing)}", remedy)
        else:
            yield Finding(subject, State.OK, "installed")


def _is_installed(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _archive(address: str, named: bool) -> Iterator[Finding]:
    from sqlalchemy.exc import DBAPIError

    from marsad.archive.connection import ArchiveError, is_server, open_engine, show_address

    shown = show_address(address)
    if not is_server(address):
        if not Path(address).is_file():
            state = State.BROKEN if named else State.NOTE
            yield Finding("archive", state, f"{shown}: not there", f"marsad init -d {shown}")
            return
        locked = [
            path for path in (Path(address), _folder(address)) if not os.access(path, os.W_OK)
        ]
        if locked:
            told = f"{', '.join(map(str, locked))}: may not be written by you"
            yield Finding("archive", State.BROKEN, told, "change the permissions, or the user")
    engine = None
    try:
        engine = open_engine(address, write=False)
        yield _layout(engine, shown)
    except (ArchiveError, DBAPIError) as error:
        told = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        yield Finding(
            "archive",
            State.BROKEN,
            f"{shown}: {' '.join(told.split())}",
            "look at the address; else restore a backup: docs/keeping.md",
        )
    finally:
        if engine is not None:
            engine.dispose()


def _layout(engine: object, shown: str) -> Finding:
    from sqlalchemy import Engine, func, select

    from marsad.archive.connection import ArchiveError
    from marsad.archive.layout import LATEST, refuse_unfinished, revision_of
    from marsad.archive.schema import documents

    assert isinstance(engine, Engine)
    with engine.connect() as connection:
        there = revision_of(connection)
        if there is None:
            return Finding(
                "archive", State.BROKEN, f"{shown}: no archive of Marsad", "name another file"
            )
        if there > LATEST:
            told = f"{shown}: made by a newer Marsad (layout {there}, here {LATEST})"
            return Finding("archive", State.BROKEN, told, "install the newer version")
        if there < LATEST:
            told = f"{shown}: layout {there} of an earlier Marsad"
            remedy = f"back it up (marsad backup); the next command brings it to {LATEST}"
            return Finding("archive", State.NOTE, told, remedy)
        try:
            refuse_unfinished(connection)
        except ArchiveError as error:
            return Finding("archive", State.BROKEN, f"{shown}: {error}", "import it again")
        number = connection.scalar(select(func.count()).select_from(documents)) or 0
    return Finding("archive", State.OK, f"{shown}: {number:,} documents, layout {there}")


def _folder(address: str) -> Path:
    """The folder of an archive: where the two files beside it are made while it is in use."""
    return Path(address).resolve().parent


def _disk(address: str) -> Iterator[Finding]:
    from marsad.archive.connection import is_server

    folder = Path.cwd() if is_server(address) else _folder(address)
    if not folder.is_dir():
        yield Finding("disk", State.BROKEN, f"{folder}: no such folder", f"mkdir -p {folder}")
        return
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB free"
    if free < _FULL:
        yield Finding("disk", State.BROKEN, told, "make room: an archive needs 23 kB a document")
    elif free < _TIGHT:
        yield Finding("disk", State.NOTE, told, "make room soon; a backup needs as much again")
    else:
        yield Finding("disk", State.OK, told)


def _terminal() -> Iterator[Finding]:
    coding = (sys.stdout.encoding or "").lower().replace("_", "-")
    if coding not in {"utf-8", "utf8"}:
        remedy = "export LANG=C.UTF-8, or PYTHONUTF8=1"
        told = f"writes {coding or 'nothing known'}, which has no Arabic letters"
        yield Finding("terminal", State.BROKEN, told, remedy)
        return
    if not sys.stdout.isatty():
        yield Finding("terminal", State.OK, "UTF-8 into a pipe or a file")
        return
    yield Finding(
        "terminal",
        State.OK,
        "UTF-8: مرصد",
        "if these four letters are not joined, from right to left: marsad serve",
    )


def _clock() -> Iterator[Finding]:
    import marsad

    newest = max(path.stat().st_mtime for path in Path(marsad.__file__).parent.glob("*.py"))
    now = time.time()
    told = time.strftime("%Y-%m-%d %H:%M %z", time.localtime(now))
    if now < newest - _DAY:
        remedy = "set the clock: times of reviews and of what was fetched would be wrong"
        yield Finding("clock", State.BROKEN, f"{told} is before Marsad was installed", remedy)
    else:
        yield Finding("clock", State.OK, told)
